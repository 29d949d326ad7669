// Package grid lays the rows that word processors describe into tables. They
// say of a cell where its edges are and whether it goes on from the cell above
// or before; a [schema.Table] wants columns and spans.
//
// The one thing to know: a column is a place where some row has an edge. Rows
// of one table need not agree on anything else, and edges that differ by less
// than the snap are one edge drawn by an unsteady hand.
package grid

import (
	"slices"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// Snap is the distance in twips (1/20 point) within which edges of doc and rtf
// tables are one: about a millimetre. No column that holds a figure is so
// narrow.
const Snap = 60

// A Row is one row as the file describes it, its cells from left to right.
type Row struct {
	Cells  []Cell
	Hidden bool
}

// A Cell is one cell as the file describes it.
type Cell struct {
	Left, Right int  // edges, in any unit
	FromAbove   bool // goes on from the cell above it with the same edges
	FromLeft    bool // goes on from the cell before it
	Blocks      []schema.Block
	Note        string
}

// A Meter counts what a document costs and holds the bounds against it.
type Meter struct {
	Bounds bounds.Bounds
	// Strict refuses a table with text in a part that a merge covers. No
	// program leaves it there in a binary document; a damaged flag does.
	Strict bool

	blocks, cells, tables int
}

// NextTable gives the number of a table that begins: 1, 2 …
func (m *Meter) NextTable() int {
	m.tables++
	return m.tables
}

// Block counts one block with a text of the size given.
func (m *Meter) Block(size int) error {
	m.blocks++
	if m.blocks > m.Bounds.Blocks {
		return bounds.Over("paragraphs and tables", "段落和表格数", int64(m.Bounds.Blocks))
	}
	return m.Text(size)
}

// Text holds the size of one text against the bound.
func (m *Meter) Text(size int) error {
	if size > m.Bounds.TextSize {
		return bounds.Over("bytes in one paragraph", "单段文字的字节数", int64(m.Bounds.TextSize))
	}
	return nil
}

// Cells counts table cells, spans expanded.
func (m *Meter) Cells(n int) error {
	m.cells += n
	if n > m.Bounds.Cells || m.cells > m.Bounds.Cells {
		return bounds.Over("table cells", "表格单元格数", int64(m.Bounds.Cells))
	}
	return nil
}

// Table lays out rows as the number-th table of the document. A cell that goes
// on from nothing is a cell of its own. Text in a part that a merge covers is
// not printed: it becomes a note of the cell that covers it, or a refusal where
// the meter is strict.
func (m *Meter) Table(rows []Row, number, snap int) (*schema.Table, error) {
	hidden, cells := false, 0
	for i := range rows {
		rows[i].Cells = joinLeft(rows[i].Cells, &hidden)
		cells += len(rows[i].Cells)
	}
	columns := newColumns(rows, snap)
	if err := m.Cells(len(rows) * columns.count()); err != nil {
		return nil, err
	}
	l := layer{table: &schema.Table{Rows: len(rows), Columns: columns.count(), Cells: make([]schema.Cell, 0, cells)}, number: number,
		above: make([]int, columns.count()), here: make([]int, columns.count())}
	for i := range rows {
		l.row(i, &rows[i], columns)
	}
	if m.Strict && (hidden || l.hidden) {
		return nil, lost("a merge covers another text", "合并单元格遮住了另一内容")
	}
	return l.table, nil
}

// joinLeft folds cells into the cell before that they go on from, and keeps
// edges in order: every cell gets a width, none reaches back.
func joinLeft(cells []Cell, hidden *bool) []Cell {
	out := cells[:0]
	for _, c := range cells {
		if n := len(out); n > 0 {
			c.Left = max(c.Left, out[n-1].Right)
			c.Right = max(c.Right, c.Left+1)
			if c.FromLeft {
				out[n-1].Right = c.Right
				out[n-1].Note = covered(out[n-1].Note, c.Blocks, hidden)
				continue
			}
		}
		c.Right = max(c.Right, c.Left+1)
		out = append(out, c)
	}
	return out
}

// columns maps edges to column numbers.
type columns struct {
	starts []int // least edge of each group of edges that are one, ascending
}

// newColumns groups the edges of all rows. Where a cell would lose its width,
// the snap is halved until none does.
func newColumns(rows []Row, snap int) columns {
	var edges []int
	var above []Cell
	for i := range rows {
		cells := rows[i].Cells
		for j := range cells {
			if c := &cells[j]; j >= len(above) || c.Left != above[j].Left || c.Right != above[j].Right { // most rows are as the one above
				edges = append(edges, c.Left, c.Right)
			}
		}
		above = cells
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	for ; ; snap /= 2 {
		c := columns{group(edges, snap)}
		if snap == 0 || c.fits(rows) {
			return c
		}
	}
}

func group(edges []int, snap int) []int {
	var starts []int
	for _, e := range edges {
		if len(starts) == 0 || e-starts[len(starts)-1] > snap {
			starts = append(starts, e)
		}
	}
	return starts
}

// at is the number of the column that begins at the edge.
func (c columns) at(edge int) int {
	i, exact := slices.BinarySearch(c.starts, edge)
	if !exact {
		i--
	}
	return i
}

func (c columns) count() int { return max(len(c.starts)-1, 0) }

func (c columns) fits(rows []Row) bool {
	for i := range rows {
		for j := range rows[i].Cells {
			if cell := &rows[i].Cells[j]; c.at(cell.Left) == c.at(cell.Right) {
				return false
			}
		}
	}
	return true
}

// A layer lays row after row.
type layer struct {
	table       *schema.Table
	number      int
	above, here []int // by column, of the row before and of this one: behind the index of the cell that begins there, 0 for none
	hidden      bool  // a text is covered
}

func (l *layer) row(index int, row *Row, columns columns) {
	clear(l.here)
	for i := range row.Cells {
		c := &row.Cells[i]
		column := columns.at(c.Left)
		span := columns.at(c.Right) - column
		if c.FromAbove {
			if at := l.above[column]; at > 0 && l.table.Cells[at-1].ColumnSpan == span {
				anchor := &l.table.Cells[at-1]
				anchor.RowSpan++
				anchor.Note = covered(anchor.Note, c.Blocks, &l.hidden)
				l.here[column] = at
				continue
			}
		}
		n := len(l.table.Cells)
		l.table.Cells = l.table.Cells[:n+1] // there is room for all
		cell := &l.table.Cells[n]
		cell.Row, cell.Column, cell.RowSpan, cell.ColumnSpan, cell.Hidden, cell.Note = index, column, 1, span, row.Hidden, c.Note
		cell.Place.Table, cell.Place.Row, cell.Place.Column = l.number, index+1, column+1
		cell.Text, cell.Inner = content(c.Blocks)
		l.here[column] = len(l.table.Cells)
	}
	l.above, l.here = l.here, l.above
}

// content is what a cell holds: its paragraphs joined by '\n' without blank
// ends, and the whole if a table is nested inside.
func content(blocks []schema.Block) (text string, inner []schema.Block) {
	nested := false
	for i := range blocks {
		if blocks[i].Table != nil {
			nested = true
		}
	}
	if !nested && len(blocks) == 1 {
		return strings.Trim(blocks[0].Text, "\n"), nil
	}
	var paragraphs []string
	for i := range blocks {
		if blocks[i].Table == nil {
			paragraphs = append(paragraphs, blocks[i].Text)
		}
		if nested && (blocks[i].Table != nil || strings.TrimSpace(blocks[i].Text) != "") {
			inner = append(inner, blocks[i])
		}
	}
	return strings.Trim(strings.Join(paragraphs, "\n"), "\n"), inner
}

// covered adds the text of a covered part to a note, and says that there is one.
func covered(note string, blocks []schema.Block, hidden *bool) string {
	text, _ := content(blocks)
	if text = strings.TrimSpace(text); text == "" {
		return note
	}
	*hidden = true
	return AddNote(note, "合并单元格遮住了另一内容：“"+shorten(text)+"”")
}

// AddNote joins two remarks on one cell; what is said already, or one too many,
// is left out.
func AddNote(note, more string) string {
	switch {
	case note == "":
		return more
	case more == "", len(note) > 1000, strings.Contains(note, more):
		return note
	}
	return note + "；" + more
}

// shorten keeps what a note quotes readable.
func shorten(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
