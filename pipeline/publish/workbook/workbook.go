// Package workbook writes the county's workbook of one year: the three official
// tables with live sums over the sheet of the townships, last year beside this
// year, filing status, findings and the dictionary.
//
// The one thing to know: every total is a formula with its published value
// cached, and a check column turns red when an edit moves it away from that.
package workbook

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

// The sheets, in order.
const (
	sheetStatus   = "报送情况"
	sheetTwo      = "表二"
	sheetThree    = "表三"
	sheetFour     = "表四"
	sheetUnits    = "乡镇数据"
	sheetYears    = "与上年比较"
	sheetByRule   = "问题汇总"
	sheetFindings = "问题清单"
	sheetWords    = "指标说明"
)

// book is one workbook in the making.
type book struct {
	x       *excelize.File
	facts   *facts.Facts
	year    int
	units   []schema.Unit
	cells   []schema.CellID // columns of the township sheet
	column  map[schema.CellID]string
	total   map[schema.CellID]*schema.AreaTotal
	styles  map[look]int
	rows    *unitRows // of the township sheet
	written error
}

// Write writes the workbook of a year for the facts' area.
func Write(w io.Writer, f *facts.Facts, year int) error {
	b := &book{x: excelize.NewFile(), facts: f, year: year, units: f.Owing(year), column: map[schema.CellID]string{}, total: map[schema.CellID]*schema.AreaTotal{}, styles: map[look]int{}}
	defer b.x.Close()
	for _, t := range f.Totals.Of(f.Area.Code, year) {
		b.total[t.Cell] = &t
		b.cells = append(b.cells, t.Cell)
	}
	for i, id := range b.cells {
		b.column[id] = column(unitColumns + i)
	}
	for i, s := range []struct {
		name  string
		write func(*sheet)
	}{
		{sheetStatus, b.status}, {sheetTwo, b.two}, {sheetThree, b.three}, {sheetFour, b.four}, {sheetUnits, b.townships},
		{sheetYears, b.years}, {sheetByRule, b.byRule}, {sheetFindings, b.findings}, {sheetWords, b.words},
	} {
		if i == 0 {
			b.keep(b.x.SetSheetName("Sheet1", s.name))
		} else {
			_, err := b.x.NewSheet(s.name)
			b.keep(err)
		}
		b.sheet(s.name, s.write)
	}
	recalculate := true
	b.keep(b.x.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &recalculate}))
	if b.written != nil {
		return fmt.Errorf("workbook %d: %w", year, b.written)
	}
	return b.repack(w)
}

func (b *book) keep(err error) {
	if b.written == nil {
		b.written = err
	}
}

// column names the 0-based column.
func column(i int) string {
	n, _ := excelize.ColumnNumberToName(i + 1) // far below the last column
	return n
}

func at(column, row int) string {
	n, _ := excelize.CoordinatesToCellName(column+1, row)
	return n
}

// A look is how a cell looks; the same look is one style of the file.
type look struct {
	bold, center, wrap, border, shade, small bool
	title                                    bool
	format                                   string
	color                                    string
}

func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10, Bold: l.bold, Color: l.color}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: l.wrap}}
	if l.small {
		s.Font.Size = 8
	}
	if l.title {
		s.Font.Size, s.Font.Family = 16, "黑体"
	}
	if l.center {
		s.Alignment.Horizontal = "center"
	}
	if l.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Style: 1, Color: "808080"})
		}
	}
	if l.shade {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EEF7"}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	id, err := b.x.NewStyle(s)
	b.keep(err)
	b.styles[l] = id
	return id
}

// A sheet is written row by row, from the top.
type sheet struct {
	*book
	name string
	out  *excelize.StreamWriter
	row  int // the last row written, 1-based

	width   []float64         // of the columns, in characters
	height  float64           // of the rows so far, in points
	wrapped map[int]bool      // styles that wrap
	merged  map[[2]int]extent // by column and row of the top left corner
}

// An extent is how many columns and rows a merged cell covers.
type extent struct{ columns, rows int }

func (b *book) sheet(name string, write func(*sheet)) {
	fit := true // stands before the rows in the file, so it is said before them
	b.keep(b.x.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	out, err := b.x.NewStreamWriter(name)
	if err != nil {
		b.keep(err)
		return
	}
	s := &sheet{book: b, name: name, out: out, wrapped: map[int]bool{}, merged: map[[2]int]extent{}}
	write(s)
	b.keep(out.Flush())
}

// add writes the next row, at least so high; wrapped texts get the lines they
// need, which LibreOffice does not see to by itself.
func (s *sheet) add(height float64, cells ...any) {
	s.row++
	height = max(height, s.needs(cells))
	s.height += max(height, lineHeight)
	s.keep(s.out.SetRow(at(0, s.row), cells, excelize.RowOpts{Height: height}))
}

// Heights in points: of one line, and of a row that Excel takes.
const (
	lineHeight = 13.5
	maxHeight  = 400
)

// needs is the height that the wrapped texts of a row need, 0 for one line. A
// cell merged before its row is written is as wide as its columns; one that
// reaches over several rows asks nothing of the first.
func (s *sheet) needs(cells []any) float64 {
	most := 1
	for i, c := range cells {
		cell, ok := c.(excelize.Cell)
		text, isText := cell.Value.(string)
		if !ok || !isText || i >= len(s.width) || !s.wrapped[cell.StyleID] {
			continue
		}
		e, merged := s.merged[[2]int{i, s.row}]
		switch {
		case !merged:
			most = max(most, lines(text, s.width[i]))
		case e.rows == 1:
			most = max(most, lines(text, sum(s.width[i:min(i+e.columns, len(s.width))])))
		}
	}
	if most == 1 {
		return 0
	}
	return min(float64(most)*lineHeight+4, maxHeight)
}

// lines counts the lines of a text in a column; a Chinese character is two wide.
func lines(text string, width float64) int {
	n := 0
	for part := range strings.SplitSeq(text, "\n") {
		w := 0.0
		for _, r := range part {
			if w++; r > 0x2e80 {
				w++
			}
		}
		n += max(1, int(math.Ceil(w/max(width-1, 1))))
	}
	return n
}

func sum(widths []float64) (total float64) {
	for _, w := range widths {
		total += w
	}
	return total
}

// merge joins cells of rows that are not written yet.
func (s *sheet) merge(column, row, toColumn, toRow int) {
	if column != toColumn || row != toRow {
		s.merged[[2]int{column, row}] = extent{toColumn - column + 1, toRow - row + 1}
		s.keep(s.out.MergeCell(at(column, row), at(toColumn, toRow)))
	}
}

func (s *sheet) widths(widths ...float64) {
	s.width = widths
	for i, w := range widths {
		s.keep(s.out.SetColWidth(i+1, i+1, w))
	}
}

func (s *sheet) freeze(columns, rows int) {
	s.keep(s.out.SetPanes(&excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: at(columns, rows+1), ActivePane: "bottomRight"}))
}

// text is a text cell, never a formula.
func (s *sheet) text(v string, l look) excelize.Cell {
	id := s.style(l)
	if l.wrap {
		s.wrapped[id] = true
	}
	return excelize.Cell{StyleID: id, Value: v}
}

// number is a number cell, nil for none.
func (s *sheet) number(d *schema.Decimal, l look) excelize.Cell {
	c := excelize.Cell{StyleID: s.style(l)}
	if d != nil {
		c.Value = cached(*d)
	}
	return c
}

// cached is what a spreadsheet can hold of a decimal: whole numbers as they
// are, places through the double that prints the same fifteen digits.
func cached(d schema.Decimal) any {
	if d.IsWhole() {
		return int64(d) / int64(schema.DecimalOf(1))
	}
	return asDouble(d)
}

// paper sets the page for printing on A4: as wide as the sheet, and pages high,
// 0 for as many as it takes.
func (s *sheet) paper(landscape bool, pages int, repeat string) {
	orientation, a4, one, yes, margin := "portrait", 9, 1, true, 0.4
	if landscape {
		orientation = "landscape"
	}
	s.keep(s.x.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &one, FitToHeight: &pages}))
	s.keep(s.x.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Horizontally: &yes}))
	s.keep(s.x.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&C第 &P 页，共 &N 页"}))
	if repeat != "" {
		own := "'" + s.name + "'!" // before columns and rows each
		s.keep(s.x.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: own + strings.ReplaceAll(repeat, ",", ","+own), Scope: s.name}))
	}
}

func (s *sheet) title(text string, columns int) {
	s.across(30, columns, s.text(text, look{title: true, center: true}))
}

// across writes a row of one cell that reaches over the first columns.
func (s *sheet) across(height float64, columns int, c excelize.Cell) {
	s.merge(0, s.row+1, columns-1, s.row+1)
	s.add(height, c)
}

func (s *sheet) head(labels ...string) {
	var cells []any
	for _, l := range labels {
		cells = append(cells, s.text(l, look{bold: true, center: true, wrap: true, border: true, shade: true}))
	}
	s.add(28, cells...)
}

// filter puts the filter arrows on the head at a row.
func (s *sheet) filter(row, columns, last int) {
	s.keep(s.x.AutoFilter(s.name, at(0, row)+":"+at(columns-1, max(last, row)), nil))
}
