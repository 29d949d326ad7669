package odf

import (
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A table is one under construction.
type table struct {
	*flow
	number int
	grid   schema.Table
	hidden bool // the row at hand is not shown
	column int
	left   int // cells that may still come
}

// table reads a table of a text.
func (f *flow) table() error {
	t := &table{flow: f, number: f.meter.NextTable(), left: f.bounds.Cells}
	if err := f.each(t.part); err != nil {
		return err
	}
	if len(t.grid.Cells) == 0 {
		return nil
	}
	f.tabled = true
	f.blocks = append(f.blocks, schema.Block{Table: &t.grid, Place: schema.Place{Table: t.number}})
	return f.meter.Block(0)
}

// part reads rows, in groups or not.
func (t *table) part(local string) error {
	switch local {
	case "table-header-rows", "table-rows", "table-row-group":
		return t.each(t.part)
	case "table-row":
		return t.row()
	}
	return t.s.Skip()
}

// row reads a row, and repeats it as often as it says.
func (t *table) row() error {
	visibility, _ := t.s.Attr("visibility")
	t.hidden = visibility == "collapse" || visibility == "filter"
	times, first := t.count("number-rows-repeated"), len(t.grid.Cells)
	t.column = 0
	if err := t.each(t.position); err != nil {
		return err
	}
	row := t.grid.Cells[first:len(t.grid.Cells):len(t.grid.Cells)]
	t.grid.Rows++
	for ; times > 1 && len(row) > 0; times-- {
		if t.left -= len(row); t.left < 0 {
			return bounds.Over("table cells", "单元格数", int64(t.bounds.Cells))
		}
		if err := t.meter.Cells(len(row)); err != nil {
			return err
		}
		for _, c := range row {
			c.Row, c.Place.Row = t.grid.Rows, t.grid.Rows+1
			t.grid.Cells = append(t.grid.Cells, c)
		}
		t.grid.Rows++
	}
	return nil
}

// position reads one position of a row, or several alike; those that a span
// covers have no cell.
func (t *table) position(local string) error {
	times := t.count("number-columns-repeated")
	if local != "table-cell" {
		if local == "covered-table-cell" {
			t.column += times
		}
		return t.s.Skip()
	}
	c := schema.Cell{Row: t.grid.Rows, RowSpan: t.count("number-rows-spanned"), ColumnSpan: t.count("number-columns-spanned"), Hidden: t.hidden}
	if t.left -= times; t.left < 0 || c.RowSpan > t.bounds.Cells || c.ColumnSpan > t.bounds.Cells {
		return bounds.Over("table cells", "单元格数", int64(t.bounds.Cells))
	}
	if err := t.meter.Cells(times * c.RowSpan * c.ColumnSpan); err != nil {
		return err
	}
	inside := flow{reader: t.reader, cell: true}
	if err := t.each(inside.block); err != nil {
		return err
	}
	c.Text = words(inside.blocks)
	if inside.tabled {
		c.Inner = inside.blocks
	}
	for range times {
		c.Column = t.column
		c.Place = schema.Place{Table: t.number, Row: c.Row + 1, Column: c.Column + 1}
		t.grid.Cells = append(t.grid.Cells, c)
		t.column++
		t.grid.Columns = max(t.grid.Columns, c.Column+c.ColumnSpan)
	}
	return nil
}

// words is the text of blocks without tables, a paragraph a line.
func words(blocks []schema.Block) string {
	var b strings.Builder
	for i := range blocks {
		if blocks[i].Table != nil {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(blocks[i].Text)
	}
	return b.String()
}
