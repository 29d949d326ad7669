package sheet

import (
	"cmp"
	"slices"
	"sync"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A slot is one printed cell of a sheet as one row sees it: merged ranges are
// whole, and a range from above reaches into the rows below.
type slot struct {
	column, last int // both ends included
	top, bottom  int // rows of the merged range, both ends included
	cell         *Cell
	ruled        bool
	merged       bool
}

// A line is a row in which something is printed, ruled or merged.
type line struct {
	row    int
	hidden bool
	slots  []slot // ordered by column, not overlapping
}

// solid reports whether the slot shows: by content or by a border.
func (s *slot) solid() bool { return s.cell != nil || s.ruled }

// reaches reports whether the slot's range began in a row above.
func (s *slot) reaches(row int) bool { return s.top < row }

// A grid is a sheet laid out in lines, down to the last row and column with
// content.
type grid struct {
	lines   []line
	covered int // cells with content under a merged range
	room    *room
}

// A room is memory in which a sheet is laid out and its tables are written; the
// next sheet has it again.
type room struct {
	lines  []line
	slots  []slot // of lines, many in one piece
	covers []rowCover
	line   []slot        // the line being made
	cells  []schema.Cell // the table being written
}

var rooms = sync.Pool{New: func() any {
	return &room{slots: make([]slot, 0, roomSlots)}
}}

// release gives the memory back.
func (g *grid) release() {
	r := g.room
	r.lines, r.slots, r.covers, r.line, r.cells = emptied(g.lines), emptied(r.slots), emptied(r.covers), emptied(r.line), emptied(r.cells)
	rooms.Put(r)
}

// emptied forgets what is in s, and s itself where it is much more than a report takes.
func emptied[T any](s []T) []T {
	if cap(s) > 8*roomSlots {
		return nil
	}
	clear(s[:cap(s)])
	return s[:0]
}

// newGrid lays out a sheet whose cells are in order. The refusal is a bound.
func newGrid(s *Sheet, b bounds.Bounds) (*grid, error) {
	end := Ref{-1, -1}
	for i := range s.Cells {
		end.Row = max(end.Row, s.Cells[i].Row)
		end.Column = max(end.Column, s.Cells[i].Column)
	}
	g := &gridder{sheet: s, end: end, left: b.Cells}
	g.room = rooms.Get().(*room)
	g.lines = g.room.lines
	if !g.merges() {
		return nil, bounds.Over("table cells", "表格单元格数", int64(b.Cells))
	}
	for g.more() {
		g.line()
		if g.left < 0 {
			return nil, bounds.Over("table cells", "表格单元格数", int64(b.Cells))
		}
	}
	return &g.grid, nil
}

type gridder struct {
	grid
	sheet              *Sheet
	end                Ref // last row and column with content
	left               int // slots that may still be made
	cell, row, coverAt int // how far the inputs are used
}

// A rowCover is the part of a merged range in one row.
type rowCover struct {
	row int
	slot
}

// merges lists the rows of all merged ranges that lie in the used part of the
// sheet, without those that overlap one before. It is false if that costs too
// much.
func (g *gridder) merges() bool {
	slices.SortFunc(g.sheet.Merges, func(a, b Range) int {
		return cmp.Or(compareRefs(a.First, b.First), compareRefs(a.Last, b.Last))
	})
	g.sheet.Merges = slices.Compact(g.sheet.Merges)
	for _, m := range g.sheet.Merges {
		if !m.Valid() || m.First.Row > g.end.Row || m.First.Column > g.end.Column || m.First == m.Last {
			continue
		}
		last := min(m.Last.Row, g.end.Row)
		if g.left -= last - m.First.Row + 1; g.left < 0 {
			return false
		}
		for row := m.First.Row; row <= last; row++ {
			g.room.covers = append(g.room.covers, rowCover{row, slot{column: m.First.Column, last: m.Last.Column, top: m.First.Row, bottom: last, merged: true}})
		}
	}
	slices.SortFunc(g.room.covers, func(a, b rowCover) int { return compareRefs(Ref{a.row, a.column}, Ref{b.row, b.column}) })
	g.dropOverlaps()
	return true
}

// dropOverlaps removes the ranges that overlap another: nobody knows which of
// the two a program shows.
func (g *gridder) dropOverlaps() {
	bad := map[Ref]bool{}
	widest := 0 // of those so far, the one that reaches furthest in this row
	for i := 1; i < len(g.room.covers); i++ {
		a, b := &g.room.covers[widest], &g.room.covers[i]
		if a.row == b.row && b.column <= a.last {
			bad[Ref{a.top, a.column}], bad[Ref{b.top, b.column}] = true, true
		}
		if a.row != b.row || b.last > a.last {
			widest = i
		}
	}
	if len(bad) > 0 {
		g.room.covers = slices.DeleteFunc(g.room.covers, func(c rowCover) bool { return bad[Ref{c.top, c.column}] })
	}
}

// more reports whether any input has a row left, and nextRow which.
func (g *gridder) more() bool { return g.nextRow() <= g.end.Row }

func (g *gridder) nextRow() int {
	next := MaxRows
	if g.cell < len(g.sheet.Cells) {
		next = min(next, g.sheet.Cells[g.cell].Row)
	}
	if g.row < len(g.sheet.Rows) {
		next = min(next, g.sheet.Rows[g.row].Index)
	}
	if g.coverAt < len(g.room.covers) {
		next = min(next, g.room.covers[g.coverAt].row)
	}
	return next
}

// line makes the next line: ranges and the cells they do not cover, then the
// ruled cells that have no content.
func (g *gridder) line() {
	l := line{row: g.nextRow(), slots: g.room.line[:0]}
	for ; g.coverAt < len(g.room.covers) && g.room.covers[g.coverAt].row == l.row; g.coverAt++ {
		l.slots = append(l.slots, g.room.covers[g.coverAt].slot)
	}
	ranges := l.slots
	for ; g.cell < len(g.sheet.Cells) && g.sheet.Cells[g.cell].Row == l.row; g.cell++ {
		g.place(&l, ranges, &g.sheet.Cells[g.cell])
	}
	l.sort()
	for ; g.row < len(g.sheet.Rows) && g.sheet.Rows[g.row].Index <= l.row; g.row++ {
		if r := &g.sheet.Rows[g.row]; r.Index == l.row {
			l.hidden = l.hidden || r.Hidden
			g.rule(&l, r.Ruled)
		}
	}
	g.inherit(&l)
	g.room.line = l.slots
	if g.left -= len(l.slots); len(l.slots) > 0 {
		g.keep(l)
	}
}

// roomSlots is how many slots are kept in one piece: a report has some hundred.
const roomSlots = 512

// keep adds the line, its slots moved out of the scratch.
func (g *gridder) keep(l line) {
	n, slots := len(l.slots), g.room.slots
	if n > cap(slots)-len(slots) {
		slots = make([]slot, 0, max(n, roomSlots))
	}
	at := len(slots)
	g.room.slots = append(slots, l.slots...)
	l.slots = g.room.slots[at : at+n : at+n]
	g.lines = append(g.lines, l)
}

// place adds a cell, or hands it to the range whose first cell it is.
func (g *gridder) place(l *line, ranges []slot, c *Cell) {
	i, in := find(ranges, c.Column)
	switch {
	case !in:
		l.slots = append(l.slots, slot{column: c.Column, last: c.Column, top: l.row, bottom: l.row, cell: c})
	case ranges[i].top == l.row && ranges[i].column == c.Column:
		l.slots[i].cell = c
	default:
		g.covered++
	}
}

// find is the index of the slot that holds a column.
func find(slots []slot, column int) (int, bool) {
	return slices.BinarySearchFunc(slots, column, func(s slot, c int) int {
		switch {
		case s.last < c:
			return -1
		case s.column > c:
			return 1
		}
		return 0
	})
}

func (l *line) sort() {
	byColumn := func(a, b slot) int { return a.column - b.column }
	if !slices.IsSortedFunc(l.slots, byColumn) {
		slices.SortFunc(l.slots, byColumn)
	}
}

// rule marks ruled slots and adds the ruled cells without content. A single
// ruled cell without content is the side of a frame around the page, not a cell.
func (g *gridder) rule(l *line, spans []Span) {
	there := l.slots
	for _, s := range spans {
		single := s.First == s.Last
		for c := s.First; c <= min(s.Last, g.end.Column); c++ {
			if i, in := find(there, c); in {
				l.slots[i].ruled = true
				c = there[i].last
			} else if !single {
				l.slots = append(l.slots, slot{column: c, last: c, top: l.row, bottom: l.row, ruled: true})
			}
		}
	}
	l.sort()
}

// inherit tells the rows into which a range reaches what its first row knows.
func (g *gridder) inherit(l *line) {
	if len(g.lines) == 0 {
		return
	}
	above := &g.lines[len(g.lines)-1]
	for i := range l.slots {
		s := &l.slots[i]
		if !s.reaches(l.row) {
			continue
		}
		if k, in := find(above.slots, s.column); in && above.slots[k].top == s.top {
			s.cell = above.slots[k].cell
			s.ruled = s.ruled || above.slots[k].ruled
		}
	}
}
