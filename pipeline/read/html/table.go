package html

import (
	"math"
	"slices"

	"huizong/schema"
)

// A table is one open table element: a grid filled from the top left.
type table struct {
	around *container // where it will stand
	cells  []schema.Cell
	cell   *container // of the open cell, nil between cells

	row, column int    // of the next cell; row is -1 before the first
	taken       []held // by column
	group       int    // ordinal of the row group at hand
	groupCells  int    // index of its first cell
	inRow       bool
	flat        bool // the row has no height
	implied     bool // its start tag is missing
	rowCells    int  // index of the row's first cell
	foot        foot
}

// A foot is the rows of a table's first tfoot: printed last, wherever they stand.
type foot struct {
	met, open bool
	from, to  int // rows, to not included
}

// startFoot begins the rows of a tfoot.
func (t *table) startFoot() {
	if !t.foot.met {
		t.foot = foot{met: true, open: true, from: t.row + 1}
	}
}

// moveFoot puts the foot behind all other rows. No cell reaches out of it or in.
func (t *table) moveFoot() {
	f, rows := t.foot, t.row+1
	if f.to == f.from || f.to >= rows {
		return
	}
	for i := range t.cells {
		switch c := &t.cells[i]; {
		case c.Row >= f.to:
			c.Row -= f.to - f.from
		case c.Row >= f.from:
			c.Row += rows - f.to
		}
	}
	slices.SortStableFunc(t.cells, func(a, b schema.Cell) int { return a.Row - b.Row })
}

// held says until which row, not included, a column is covered by a cell of a
// row group.
type held struct{ until, group int }

// free reports whether the next cell can begin in a column.
func (t *table) free(column int) bool {
	h := t.taken[column]
	return h.group != t.group || h.until <= t.row
}

// hold covers the columns of a cell.
func (t *table) hold(c *schema.Cell) {
	for len(t.taken) < c.Column+c.ColumnSpan {
		t.taken = append(t.taken, held{})
	}
	for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
		h := &t.taken[k]
		if h.group != t.group {
			*h = held{group: t.group}
		}
		h.until = max(h.until, c.Row+c.RowSpan)
	}
}

func (p *page) startTable() {
	around := p.current
	around.flush()
	around.nested = true
	p.tables = append(p.tables, &table{around: around, row: -1, group: 1, cells: p.takeRoom()})
	p.settle()
}

// manyCells is what all tables of the form have together, roughly; leastCell is how
// many bytes of a page make one.
const manyCells, leastCell = 320, 16

// takeRoom gives memory for the cells of a table that begins: what the tables
// before it left of theirs.
func (p *page) takeRoom() []schema.Cell {
	room := p.room
	if p.room = nil; cap(room) == 0 {
		room = make([]schema.Cell, 0, p.roomFor)
	}
	return room
}

// endTable closes the innermost table and puts it where it stands. A table
// without a cell leaves no trace.
func (p *page) endTable() {
	t := p.innermost()
	if t == nil {
		return
	}
	p.endGroup()
	n := len(p.tables) - 1
	p.tables = p.tables[:n]
	p.settle()
	t.around.flush()
	n = len(t.cells)
	p.room = t.cells[n:]
	if n == 0 {
		return
	}
	t.moveFoot()
	grid := &schema.Table{Rows: t.row + 1, Cells: t.cells[:n:n]}
	for i := range grid.Cells {
		c := &grid.Cells[i]
		grid.Columns = max(grid.Columns, c.Column+c.ColumnSpan)
		p.cells += c.RowSpan*c.ColumnSpan - 1
	}
	t.around.add(schema.Block{Table: grid})
}

// innermost is the table at hand, nil outside tables.
func (p *page) innermost() *table {
	if len(p.tables) == 0 {
		return nil
	}
	return p.tables[len(p.tables)-1]
}

// imply is the table at hand, a new one where rows or cells stand outside of
// any: the beginning of the page was lost. A browser would run the figures of
// such cells together.
func (p *page) imply() *table {
	if p.innermost() == nil {
		p.startTable()
		p.innermost().implied = true
	}
	return p.innermost()
}

// startRow begins a row. A hidden one has no place in the grid.
func (p *page) startRow(tag *tag) {
	t := p.imply()
	p.endRow()
	if p.silenced(tag) {
		return
	}
	t.row++
	t.column, t.inRow, t.rowCells, t.flat = 0, true, len(t.cells), tag.flat()
}

// endRow closes the row. One without height that prints nothing goes.
func (p *page) endRow() {
	t := p.innermost()
	if t == nil {
		return
	}
	p.endCell()
	if !t.inRow {
		return
	}
	t.inRow = false
	if !t.flat {
		return
	}
	for _, c := range t.cells[t.rowCells:] {
		if c.Text != "" || c.Inner != nil {
			return
		}
	}
	for _, c := range t.cells[t.rowCells:] {
		for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
			t.taken[k].until = min(t.taken[k].until, t.row)
		}
	}
	clear(t.cells[t.rowCells:])
	t.cells = t.cells[:t.rowCells]
	t.row--
}

// startCell begins a cell at the first free column of its row. A hidden one has
// no place in the grid; an invisible one has, and prints nothing.
func (p *page) startCell(tag *tag) {
	t := p.imply()
	p.endCell()
	if !t.inRow {
		p.startRow(&plainRow)
	}
	if p.silenced(tag) && tag.removed() {
		return
	}
	rows, columns := span(tag.rowspan, tallestSpan), max(span(tag.colspan, widestSpan), 1)
	if rows == 0 {
		rows = math.MaxInt32 // to the end of the row group
	}
	for t.column < len(t.taken) && !t.free(t.column) {
		t.column++
		p.covered++
	}
	t.cells = slices.Grow(t.cells, 1)[:len(t.cells)+1]
	c := &t.cells[len(t.cells)-1] // as memory of cells is when it is new
	c.Row, c.Column, c.RowSpan, c.ColumnSpan = t.row, t.column, rows, columns
	t.hold(c)
	t.column += columns
	t.cell = p.newContainer()
	p.settle()
	p.cells++
}

// plainRow stands for a row whose start tag was left out.
var plainRow = tagNamed([]byte("tr"))

// endCell closes the open cell of the innermost table.
func (p *page) endCell() {
	t := p.innermost()
	if t == nil {
		return
	}
	p.leaveCell()
	if t.cell == nil {
		return
	}
	t.cell.flush()
	c := &t.cells[len(t.cells)-1]
	c.Text = t.cell.words()
	p.blocks -= len(t.cell.blocks) // they count as a cell
	if t.cell.nested {
		c.Inner, t.cell.blocks = t.cell.blocks, nil
	}
	p.idle = append(p.idle, t.cell)
	t.cell = nil
	p.settle()
}

// endGroup closes a row group: no cell reaches beyond it.
func (p *page) endGroup() {
	t := p.innermost()
	if t == nil {
		return
	}
	p.endRow()
	for i := t.groupCells; i < len(t.cells); i++ {
		c := &t.cells[i]
		c.RowSpan = min(c.RowSpan, t.row+1-c.Row)
	}
	if t.foot.open {
		t.foot.open, t.foot.to = false, t.row+1
	}
	t.group++
	t.groupCells = len(t.cells)
}
