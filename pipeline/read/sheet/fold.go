package sheet

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// maxVisits is how many cells all sums of a workbook may look at together: a
// report has some thousands.
const maxVisits = 20_000_000

// A folder turns sheets into the blocks of one document.
type folder struct {
	bounds  bounds.Bounds
	doc     *schema.Document
	several bool // more than one sheet has content
	printed bool // some cell or text box prints a text

	tables, cells, visits int
	err                   error // the bound that was met, sticky

	hidden, pictured, named                          []string // sheets
	hiddenCells, disagreeing, bare, covered, doubled int      // cells
}

// sheet folds one sheet. The error is a bound that was met.
func (f *folder) sheet(s *Sheet) error {
	f.settle(s)
	budget := maxVisits - f.visits
	f.disagreeing += s.checkSums(&budget)
	f.visits = maxVisits - budget
	f.printed = f.printed || len(s.Boxes) > 0
	if s.Pictures > 0 {
		f.pictured = append(f.pictured, s.Name)
	}
	if len(s.Cells)+len(s.Boxes) == 0 {
		return nil
	}
	if s.Hidden {
		f.hidden = append(f.hidden, s.Name)
	}
	g, err := newGrid(s, f.bounds)
	if err != nil {
		return err
	}
	defer g.release()
	f.covered += g.covered
	p := &page{folder: f, sheet: s, lines: g.lines, room: g.room, boxes: s.Boxes}
	p.heading()
	p.cut(region{to: len(g.lines), right: MaxColumns - 1}, 0)
	p.float(MaxRows)
	return f.err
}

// cellPicture begins the text that WPS stores in a cell that shows a picture.
const cellPicture = "=DISPIMG("

// settle puts the cells of a sheet in order, one per position, and says what
// is odd about them.
func (f *folder) settle(s *Sheet) {
	byRef := func(a, b Cell) int { return compareRefs(a.Ref, b.Ref) }
	if !slices.IsSortedFunc(s.Cells, byRef) {
		slices.SortStableFunc(s.Cells, byRef)
	}
	slices.SortStableFunc(s.Rows, func(a, b Row) int { return a.Index - b.Index })
	s.HiddenColumns, s.RuledColumns = joined(s.HiddenColumns), joined(s.RuledColumns)
	for i := range s.Rows {
		s.Rows[i].rule(s.RuledColumns)
	}
	slices.SortStableFunc(s.Boxes, func(a, b Box) int { return compareRefs(a.Ref, b.Ref) })
	kept := s.Cells[:0]
	for _, c := range s.Cells {
		switch {
		case c.Bare:
			f.bare++
			c.Note = join(c.Note, "公式没有缓存值，按空白读取")
		case strings.HasPrefix(c.Text, cellPicture):
			s.Pictures++
			c.Text, c.Note = "", "单元格里是图片，未读取"
		}
		f.printed = f.printed || c.Text != ""
		if n := len(kept); n > 0 && kept[n-1].Ref == c.Ref {
			if kept[n-1].Text != c.Text {
				f.doubled++
				kept[n-1].Note = join(kept[n-1].Note, fmt.Sprintf("同一位置另有内容“%s”", c.Text))
			}
			continue
		}
		kept = append(kept, c)
	}
	s.Cells = kept
}

// A page is one sheet being folded.
type page struct {
	*folder
	sheet *Sheet
	lines []line
	room  *room // in which tables are written
	boxes []Box // not yet placed
	above runAbove
}

// leastName is how many characters a sheet's name has if it says something: the
// headings of the form have ten and more, "Sheet1" or "表1" have not.
const leastName = 8

// heading gives the name of a sheet as a paragraph where it may be the only
// heading of the table below it. Its place names the sheet and no row.
func (p *page) heading() {
	name := squeeze(p.sheet.Name)
	if !p.several || p.sheet.Hidden || utf8.RuneCountInString(name) < leastName {
		return
	}
	for i := range p.sheet.Cells[:min(len(p.sheet.Cells), 16)] {
		if strings.Contains(squeeze(p.sheet.Cells[i].Text), name) {
			return
		}
	}
	p.named = append(p.named, p.sheet.Name)
	p.add(schema.Paragraph(p.sheet.Name, schema.Place{Sheet: p.sheet.Name}))
}

func (p *page) add(b schema.Block) {
	if len(p.doc.Blocks) >= p.bounds.Blocks && p.err == nil {
		p.err = bounds.Over("paragraphs and tables", "段落和表格数", int64(p.bounds.Blocks))
	}
	if p.err == nil {
		p.doc.Blocks = append(p.doc.Blocks, b)
	}
}

// float places the text boxes that hang above a row.
func (p *page) float(row int) {
	for len(p.boxes) > 0 && p.boxes[0].Row < row {
		b := p.boxes[0]
		p.boxes = p.boxes[1:]
		at := p.place(b.Row, b.Column)
		if p.sheet.Hidden {
			p.single(schema.Cell{Text: b.Text, Hidden: true, Place: at})
		} else if p.fits(b.Text) {
			p.add(schema.Paragraph(b.Text, at))
		}
	}
}

func (p *page) place(row, column int) schema.Place {
	return schema.Place{Sheet: p.sheet.Name, Row: row + 1, Column: column + 1}
}

func (p *page) fits(text string) bool {
	if len(text) > p.bounds.TextSize && p.err == nil {
		p.err = bounds.Over("bytes in one cell", "单元格字节数", int64(p.bounds.TextSize))
	}
	return p.err == nil
}

// paragraph adds a lone cell. One that is hidden or has a note stands in a
// table of its own, as a paragraph cannot say so.
func (p *page) paragraph(l *line, s *slot) {
	p.float(l.row + 1)
	c := p.cell(l, s)
	if c.Hidden || c.Note != "" {
		p.single(c)
	} else if p.fits(c.Text) {
		p.add(schema.Paragraph(c.Text, c.Place))
	}
}

func (p *page) single(c schema.Cell) {
	c.Row, c.Column, c.RowSpan, c.ColumnSpan = 0, 0, 1, 1
	t := &schema.Table{Rows: 1, Columns: 1}
	if p.put(t, c) {
		p.table(t, c.Place)
	}
}

// put adds a cell to a table; it is false once a bound is met.
func (p *page) put(t *schema.Table, c schema.Cell) bool {
	p.cells += c.RowSpan * c.ColumnSpan
	if p.cells > p.bounds.Cells && p.err == nil {
		p.err = bounds.Over("table cells", "表格单元格数", int64(p.bounds.Cells))
	}
	if !p.fits(c.Text) {
		return false
	}
	t.Cells = append(t.Cells, c)
	return true
}

func (p *page) table(t *schema.Table, at schema.Place) {
	p.tables++
	at.Table = p.tables
	p.add(schema.Block{Table: t, Place: at})
}

// cell is the document's cell of a slot, its position and spans still unset.
func (p *page) cell(l *line, s *slot) schema.Cell {
	c := schema.Cell{Place: p.place(l.row, s.column)}
	if s.cell == nil {
		c.Hidden = p.sheet.Hidden || l.hidden || p.hiddenColumn(s.column)
		return c
	}
	c.Text, c.Note = s.cell.Text, s.cell.Note
	covered := p.hiddenRows(l, s.bottom) || p.hiddenSlot(s)
	c.Hidden = p.sheet.Hidden || covered
	if covered && !p.sheet.Hidden && c.Text != "" {
		p.hiddenCells++
		c.Note = join(c.Note, "隐藏的单元格")
	}
	return c
}

// hiddenRows reports whether all rows of a slot that begins at l are hidden.
func (p *page) hiddenRows(l *line, bottom int) bool {
	if !l.hidden {
		return false
	}
	i, _ := slices.BinarySearchFunc(p.lines, l.row, func(l line, row int) int { return l.row - row })
	for ; i < len(p.lines) && p.lines[i].row <= bottom; i++ {
		if !p.lines[i].hidden {
			return false
		}
	}
	return true
}

// hiddenSlot reports whether all columns of a slot are hidden.
func (p *page) hiddenSlot(s *slot) bool { return hides(p.sheet.HiddenColumns, s.column, s.last) }

func (p *page) hiddenColumn(c int) bool { return hides(p.sheet.HiddenColumns, c, c) }

// hides reports whether joined spans hold all columns from first to last.
func hides(spans []Span, first, last int) bool {
	for _, s := range spans {
		if s.First <= first {
			if last <= s.Last {
				return true
			}
			continue
		}
		break
	}
	return false
}
