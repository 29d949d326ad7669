// Package official draws the three official tables into Word papers, in the
// layout that [schema.Printed] states.
package official

import (
	"huizong/pipeline/publish/word"
	"huizong/schema"
)

// Fill says what stands in a form cell.
type Fill func(schema.CellID) word.Cell

var (
	headStyle  = word.Style{Font: word.Song, Points: 9, Bold: true, Align: "center"}
	labelStyle = word.Style{Font: word.Song, Points: 9, Align: "left"}
	groupStyle = word.Style{Font: word.Song, Points: 9, Align: "center"}
)

// widths of the columns in millimetres; each table is 158 mm wide, the text
// width of an official A4 page.
func widths(t schema.FormTable, columns int) []int {
	switch t {
	case schema.Table2:
		return append([]int{50}, same(18, columns-1)...)
	case schema.Table3:
		return append([]int{12, 20, 49}, same(11, columns-3)...)
	}
	return same(10, columns)
}

func same(n, count int) []int {
	out := make([]int, count)
	for i := range out {
		out[i] = n
	}
	return out
}

// Table draws a table of an edition.
func Table(d *word.Document, t schema.FormTable, e schema.Edition, fill Fill) {
	p := schema.Printed(t, e)
	rows := make([][]word.Cell, p.Rows)
	header := 0
	for _, c := range p.Cells {
		cell := word.Cell{Columns: c.ColumnSpan, Rows: c.RowSpan, Text: c.Label}
		switch {
		case c.Cell != schema.NoCell:
			cell = fill(c.Cell)
			cell.Columns, cell.Rows = c.ColumnSpan, c.RowSpan
			if cell.Style.Points == 0 {
				cell.Style = groupStyle
			}
		case c.Head:
			cell.Style = headStyle
			if t != schema.Table2 {
				header = max(header, c.Row+1)
			}
		case c.RowSpan > 1:
			cell.Style = groupStyle
			cell.Vertical = c.RowSpan > 8
		default:
			cell.Style = labelStyle
		}
		rows[c.Row] = append(rows[c.Row], cell)
	}
	d.Table(word.Table{Widths: widths(t, p.Columns), Header: header, Rows: rows, Height: 17, Whole: true})
}
