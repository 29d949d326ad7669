package template

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

// sheets are the worksheets of the workbook: one for each table.
var sheets = []struct {
	table schema.FormTable
	name  string
	title int // index in schema.Sections
	wide  bool
}{
	{schema.Table2, "表二", 1, false}, {schema.Table3, "表三", 2, true}, {schema.Table4, "表四", 3, true},
}

// firstRow of the table on its sheet, 1-based, behind the heading. The title
// stands on the first sheet and in the page headers: once is enough.
const firstRow = 2

// The worksheets of prose, before and behind those of the tables.
const (
	sheetOverview = "一、总体情况"
	sheetRest     = "五、六"
)

// Xlsx writes the form as a workbook: counts are validated as whole numbers,
// the fee as a number, and every printed total is a formula. Prose has a cell
// under each heading.
func (f *Form) Xlsx(w io.Writer) error {
	x := excelize.NewFile()
	defer x.Close()
	b := &book{form: f, x: x, edition: schema.EditionFor(f.Year), at: map[schema.CellID]string{}}
	if err := b.styles(); err != nil {
		return err
	}
	b.keep(x.SetSheetName("Sheet1", sheetOverview))
	b.overview()
	for _, s := range sheets {
		_, err := x.NewSheet(s.name)
		b.keep(err)
		b.sheet(s.name, s.table, &schema.Sections[s.title], s.wide)
	}
	_, err := x.NewSheet(sheetRest)
	b.keep(err)
	b.rest()
	if b.err != nil {
		return fmt.Errorf("template: %w", b.err)
	}
	return x.Write(w)
}

type book struct {
	form                     *Form
	x                        *excelize.File
	edition                  schema.Edition
	at                       map[schema.CellID]string // where each form cell stands on its sheet
	head, label, input, sums int                      // styles
	title, section, prose    int
	err                      error
}

func (b *book) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) styles() error {
	border := []excelize.Border{{Type: "left", Style: 1, Color: "000000"}, {Type: "right", Style: 1, Color: "000000"}, {Type: "top", Style: 1, Color: "000000"}, {Type: "bottom", Style: 1, Color: "000000"}}
	center := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}
	font := func(size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: "宋体", Size: size, Bold: bold}
	}
	for _, s := range []struct {
		to *int
		as excelize.Style
	}{
		{&b.title, excelize.Style{Font: font(16, true), Alignment: center}},
		{&b.section, excelize.Style{Font: font(12, true), Alignment: left}},
		{&b.prose, excelize.Style{Font: font(11, false), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true}, Border: border}},
		{&b.head, excelize.Style{Font: font(9, true), Alignment: center, Border: border}},
		{&b.label, excelize.Style{Font: font(9, false), Alignment: left, Border: border}},
		{&b.input, excelize.Style{Font: font(10, false), Alignment: center, Border: border, Protection: &excelize.Protection{Locked: false}}},
		{&b.sums, excelize.Style{Font: font(10, true), Alignment: center, Border: border, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}}}},
	} {
		id, err := b.x.NewStyle(&s.as)
		if err != nil {
			return err
		}
		*s.to = id
	}
	return nil
}

// overview is section one with its five sub-items, each with a cell to write in.
func (b *book) overview() {
	lines := []string{b.form.title(), heading(&schema.Sections[0], b.edition)}
	for k, item := range schema.SubItems {
		lines = append(lines, fmt.Sprintf("（%s）%s情况。", string([]rune("一二三四五")[k]), item.Label), b.form.prose(1, k+1))
	}
	b.lines(sheetOverview, lines, true)
}

// rest is sections five and six.
func (b *book) rest() {
	b.lines(sheetRest, []string{heading(&schema.Sections[4], b.edition), b.form.prose(5, 1), heading(&schema.Sections[5], b.edition), b.form.prose(6, 1)}, false)
}

// lines writes prose in one wide column.
func (b *book) lines(sheet string, lines []string, titled bool) {
	b.keep(b.x.SetColWidth(sheet, "A", "A", 95))
	for i, l := range lines {
		at := name(i+1, 0)
		b.keep(b.x.SetCellStr(sheet, at, l))
		style := b.section
		if titled && i == 0 {
			style = b.title
		} else if l == "" {
			style = b.prose
			b.keep(b.x.SetRowHeight(sheet, i+1, 60))
		}
		b.keep(b.x.SetCellStyle(sheet, at, at, style))
	}
}

func name(row, column int) string {
	n, _ := excelize.CoordinatesToCellName(column+1, row) // the form is small
	return n
}

func (b *book) sheet(sheet string, t schema.FormTable, section *schema.SectionTitle, wide bool) {
	p := schema.Printed(t, b.edition)
	last := name(1, p.Columns-1)
	b.keep(b.x.MergeCell(sheet, "A1", last))
	b.keep(b.x.SetCellStr(sheet, "A1", heading(section, b.edition)))
	b.keep(b.x.SetCellStyle(sheet, "A1", last, b.section))
	b.keep(b.x.SetRowHeight(sheet, 1, 26))
	b.keep(b.x.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: "&C" + b.form.title()}))
	for _, c := range p.Cells {
		b.cell(sheet, &c)
	}
	b.formulas(sheet, t)
	b.validate(sheet, t)
	b.paper(sheet, t, &p, wide)
}

func (b *book) cell(sheet string, c *schema.PrintedCell) {
	from := name(firstRow+c.Row, c.Column)
	to := name(firstRow+c.Row+c.RowSpan-1, c.Column+c.ColumnSpan-1)
	if from != to {
		b.keep(b.x.MergeCell(sheet, from, to))
	}
	style := b.label
	switch {
	case c.Cell != schema.NoCell:
		b.at[c.Cell] = from
		style = b.input
		if v := b.form.value(c.Cell); v != "" {
			b.number(sheet, from, v)
		}
	case c.Head || c.RowSpan > 1:
		style = b.head
		b.keep(b.x.SetCellStr(sheet, from, c.Label))
	default:
		b.keep(b.x.SetCellStr(sheet, from, c.Label))
	}
	b.keep(b.x.SetCellStyle(sheet, from, to, style))
}

// number stores a value as a number, digit for digit.
func (b *book) number(sheet, at, v string) {
	if _, err := schema.ParseDecimal(v); err != nil {
		b.keep(b.x.SetCellStr(sheet, at, v))
		return
	}
	b.keep(b.x.SetCellDefault(sheet, at, v))
}

// formulas puts the sums of the form into its printed totals: along the row
// where there is one, else down the column.
func (b *book) formulas(sheet string, t schema.FormTable) {
	done := map[schema.CellID]bool{}
	for _, id := range schema.Identities(t, b.edition) {
		if done[id.Key] || id.Rule == "t3.balance" {
			continue
		}
		done[id.Key] = true
		var parts []string
		for _, term := range id.Terms {
			if term.Cell != id.Key {
				parts = append(parts, b.at[term.Cell])
			}
		}
		at := b.at[id.Key]
		b.keep(b.x.SetCellFormula(sheet, at, "SUM("+strings.Join(ranges(parts), ",")+")"))
		b.keep(b.x.SetCellStyle(sheet, at, at, b.sums))
	}
}

// ranges joins neighbours of one row or one column into ranges.
func ranges(cells []string) []string {
	if len(cells) < 2 {
		return cells
	}
	var out []string
	start := 0
	for i := 1; i <= len(cells); i++ {
		if i < len(cells) && follows(cells[i-1], cells[i]) && (i-start < 2 || sameLine(cells[start], cells[i])) {
			continue
		}
		if i-start == 1 {
			out = append(out, cells[start])
		} else {
			out = append(out, cells[start]+":"+cells[i-1])
		}
		start = i
	}
	return out
}

func follows(a, b string) bool {
	c1, r1, _ := excelize.CellNameToCoordinates(a)
	c2, r2, _ := excelize.CellNameToCoordinates(b)
	return r1 == r2 && c2 == c1+1 || c1 == c2 && r2 == r1+1
}

func sameLine(a, b string) bool {
	c1, r1, _ := excelize.CellNameToCoordinates(a)
	c2, r2, _ := excelize.CellNameToCoordinates(b)
	return r1 == r2 || c1 == c2
}

// validate lets the input cells take what the form allows.
func (b *book) validate(sheet string, t schema.FormTable) {
	for _, id := range schema.FormCells(t, b.edition) {
		c := &schema.Cells[id]
		v := excelize.NewDataValidation(true)
		v.SetSqref(b.at[id])
		switch {
		case c.Decimals:
			b.keep(v.SetRange(0, 999999999999, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
			v.SetError(excelize.DataValidationErrorStyleStop, "填写有误", "请填写不小于 0 的金额（单位："+string(c.Unit)+"），没有发生填 0")
		case c.Signed:
			b.keep(v.SetRange(-999999999, 999999999, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
			v.SetError(excelize.DataValidationErrorStyleStop, "填写有误", "请填写整数，减少填负数，没有变化填 0")
		default:
			b.keep(v.SetRange(0, 999999999, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
			v.SetError(excelize.DataValidationErrorStyleStop, "填写有误", "请填写不小于 0 的整数，没有发生填 0，不留空、不填“/”或“无”")
		}
		b.keep(b.x.AddDataValidation(sheet, v))
	}
}

// paper sets widths, heights and the page.
func (b *book) paper(sheet string, t schema.FormTable, p *schema.PrintedTable, wide bool) {
	width := map[schema.FormTable]float64{schema.Table2: 13, schema.Table3: 9.5, schema.Table4: 9}[t]
	b.keep(b.x.SetColWidth(sheet, "A", column(p.Columns-1), width))
	switch t {
	case schema.Table2:
		b.keep(b.x.SetColWidth(sheet, "A", "A", 26))
	case schema.Table3:
		b.keep(b.x.SetColWidth(sheet, "A", "A", 7))
		b.keep(b.x.SetColWidth(sheet, "B", "B", 14))
		b.keep(b.x.SetColWidth(sheet, "C", "C", 46))
	}
	for r := range p.Rows {
		b.keep(b.x.SetRowHeight(sheet, firstRow+r, 22))
	}
	orientation, a4, one := "portrait", 9, 1
	if wide {
		orientation = "landscape"
	}
	fit := true
	b.keep(b.x.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.keep(b.x.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &one, FitToHeight: &one}))
	margin := 0.5
	b.keep(b.x.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Horizontally: &fit}))
}

func column(i int) string {
	n, _ := excelize.ColumnNumberToName(i + 1)
	return n
}
