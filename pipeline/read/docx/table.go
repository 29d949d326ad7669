package docx

import (
	"strings"

	"huizong/pipeline/read/grid"
	"huizong/schema"
)

// A table is one being read.
type table struct {
	rows  []row
	cells []cell // of all rows, in order
}

// A row is one w:tr.
type row struct {
	before          int // grid columns left out before the first cell
	widthBefore     int // in twips
	from, to        int // its cells among those of the table
	deleted, hidden bool
}

// A cell is one w:tc.
type cell struct {
	cellProperties
	blocks []schema.Block
	note   string
}

// The cellProperties are what matters here of a w:tcPr.
type cellProperties struct {
	span                int // grid columns
	width               int // in twips, 0 if not said so
	fromAbove, fromLeft bool
	deleted             bool
}

// most bounds what a span may claim; Word itself allows 63 columns.
const most = 1000

func (r *reader) readTable() error {
	number := r.meter.NextTable()
	t, row, fields, around := &table{cells: r.memory.beginTable()}, r.row, r.fields, r.table
	defer func() { r.memory.endTable(t.cells) }()
	r.table = t
	err := r.each(inTable)
	r.table, r.row, r.fields = around, row, fields
	if err != nil || len(t.rows) == 0 {
		return err
	}
	rows, snap := t.layout(r.memory.layout(len(t.cells)))
	laid, err := r.meter.Table(rows, number, snap)
	if err != nil {
		return err
	}
	r.flow.blocks = append(r.flow.blocks, schema.Block{Table: laid, Place: schema.Place{Table: number}})
	return r.meter.Block(0)
}

func inTable(r *reader) error {
	if r.word() != "tr" {
		return r.around(inTable)
	}
	t := r.table
	r.row = row{from: len(t.cells)}
	if err := r.each(inRow); err != nil {
		return err
	}
	r.row.to = len(t.cells)
	switch {
	case r.row.deleted:
		r.tracked()
	case r.row.to > r.row.from:
		t.rows = append(t.rows, r.row)
	}
	return nil
}

func inRow(r *reader) error {
	switch r.word() {
	case "trPr":
		return r.each(inRowProperties)
	case "tc":
		return r.readCell()
	}
	return r.around(inRow)
}

func inRowProperties(r *reader) error {
	v, _ := r.s.Attr("val")
	switch r.word() {
	case "gridBefore":
		r.row.before = number(v, 0, most)
	case "wBefore":
		r.row.widthBefore = r.width()
	case "del":
		r.row.deleted = true
	case "hidden":
		r.row.hidden = r.flag()
	}
	return r.s.Skip()
}

func (r *reader) readCell() error {
	flow, around, fields := r.flow, r.cell, r.fields
	f := r.memory.beginCell()
	c := &f.cell
	r.flow, r.cell = f, c
	err := r.each(inCell)
	if err == nil {
		err = r.endFlow()
	}
	c.blocks = f.blocks
	if f.pictures > 0 && blank(c.blocks) {
		c.note = grid.AddNote(c.note, "单元格中是图片，没有读取")
	}
	r.flow, r.cell, r.fields = flow, around, fields
	if err != nil {
		return err
	}
	r.memory.idle = append(r.memory.idle, f)
	if c.deleted {
		r.tracked()
		return nil
	}
	r.table.cells = append(r.table.cells, *c)
	return r.meter.Cells(1)
}

func inCell(r *reader) error {
	if r.word() == "tcPr" {
		return r.memory.known.cells.Read(r.s, &r.cell.cellProperties, func() error { return r.each(inCellProperties) })
	}
	return inBlocks(r)
}

func inCellProperties(r *reader) error {
	c := r.cell
	v, said := r.s.Attr("val")
	switch r.word() {
	case "gridSpan":
		c.span = number(v, 1, most)
	case "vMerge", "vmerge":
		c.fromAbove = !said || v == "continue"
	case "hMerge", "hmerge":
		c.fromLeft = !said || v == "continue"
	case "tcW":
		c.width = r.width()
	case "cellDel":
		c.deleted = true
	}
	return r.s.Skip()
}

// width reads a width in twips; percentages and "auto" are 0.
func (r *reader) width() int {
	if kind, _ := r.s.Attr("type"); kind != "dxa" && kind != "" {
		return 0
	}
	w, _ := r.s.Attr("w")
	return number(w, 0, 1<<20)
}

func blank(blocks []schema.Block) bool {
	for i := range blocks {
		if blocks[i].Table != nil || strings.TrimSpace(blocks[i].Text) != "" {
			return false
		}
	}
	return true
}

// layout gives the edges of all cells, in grid columns. Where rows disagree on
// how many there are, as WPS leaves it after columns were dragged, and all
// widths are said and add up to the same, it gives them in twips. They are written
// to laid, one for each cell.
func (t *table) layout(laid []grid.Cell) (rows []grid.Row, snap int) {
	if !t.agrees(t.columns, 0) && t.agrees(t.widths, grid.Snap) {
		return t.edges(laid, func(r *row) int { return r.widthBefore }, func(c *cell) int { return c.width }), grid.Snap
	}
	return t.edges(laid, func(r *row) int { return r.before }, func(c *cell) int { return c.span }), 0
}

func (t *table) edges(cells []grid.Cell, before func(*row) int, size func(*cell) int) []grid.Row {
	rows := make([]grid.Row, len(t.rows))
	for i := range t.rows {
		row := &t.rows[i]
		at := before(row)
		rows[i] = grid.Row{Hidden: row.hidden, Cells: cells[row.from:row.to:row.to]}
		for j := row.from; j < row.to; j++ {
			c := &t.cells[j]
			cells[j] = grid.Cell{Left: at, Right: at + size(c), FromAbove: c.fromAbove, FromLeft: c.fromLeft, Blocks: c.blocks, Note: c.note}
			at = cells[j].Right
		}
	}
	return rows
}

// columns is the number of grid columns up to the row's last cell.
func (t *table) columns(r *row) int {
	n := r.before
	for i := r.from; i < r.to; i++ {
		n += t.cells[i].span
	}
	return n
}

// widths is the width up to the row's last cell, −1 if a cell has none.
func (t *table) widths(r *row) int {
	n := r.widthBefore
	for i := r.from; i < r.to; i++ {
		w := t.cells[i].width
		if w == 0 {
			return -1
		}
		n += w
	}
	return n
}

// agrees reports whether a measure is known and the same in all rows, give or
// take slack.
func (t *table) agrees(measure func(*row) int, slack int) bool {
	low, high := measure(&t.rows[0]), measure(&t.rows[0])
	for i := range t.rows {
		m := measure(&t.rows[i])
		low, high = min(low, m), max(high, m)
	}
	return low >= 0 && high-low <= slack
}
