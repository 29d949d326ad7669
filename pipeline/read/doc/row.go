package doc

import (
	"slices"

	"huizong/pipeline/read/grid"
)

// A shape is what a row's property list says of its cells (TAP, 2.9.350).
type shape struct {
	edges []int // in twips, one more than cells
	cells []uint16
	ok    bool // nothing contradicted itself
}

// What the flags of a cell (TCGRF, 2.9.341) say of merging.
const (
	horizontal   = 3
	verticalBits = 3 << 5
	goesOn       = 1 << 5
	begins       = 3 << 5
)

func newShape() shape { return shape{ok: true} }

// set applies one modifier of the row's property list.
func (s *shape) set(code uint16, operand []byte) {
	switch code {
	case rowCells:
		s.define(operand)
	case rowVertMerge:
		if len(operand) >= 2 && int(operand[0]) < len(s.cells) {
			c := &s.cells[operand[0]]
			*c = *c&^verticalBits | uint16(operand[1])<<5&verticalBits
		}
	case rowInsert, rowDelete, rowWidth, rowMerge, rowSplit:
		s.change(code, int(operand[0]), int(operand[1]), operand[2:])
	}
}

// define reads the definition of all cells: their number, the edges, and
// twenty bytes for each, of which the last may be left out.
func (s *shape) define(b []byte) {
	if len(b) < 1 {
		s.ok = false
		return
	}
	n := int(b[0])
	if len(b) < 1+2*(n+1) {
		s.ok = false
		return
	}
	s.edges, s.cells = make([]int, n+1), make([]uint16, n)
	for i := range s.edges {
		s.edges[i] = i16(b, 1+2*i)
	}
	b = b[1+2*(n+1):]
	for i := 0; i < n && len(b) >= 2; i++ {
		s.cells[i] = u16(b, 0)
		b = b[min(20, len(b)):]
	}
	if !slices.IsSorted(s.edges) {
		s.ok = false
	}
}

// change applies a modifier that a fast save or an editing program appended:
// it concerns the cells first to limit.
func (s *shape) change(code uint16, first, limit int, rest []byte) {
	n := len(s.cells)
	if code == rowInsert {
		s.insert(min(first, n+64), limit, i16(rest, 0))
		return
	}
	if limit = min(limit, n); first >= limit {
		return
	}
	switch code {
	case rowDelete:
		width := s.edges[limit] - s.edges[first]
		s.cells = slices.Delete(s.cells, first, limit)
		s.edges = slices.Delete(s.edges, first+1, limit+1)
		for i := first + 1; i < len(s.edges); i++ {
			s.edges[i] -= width
		}
	case rowWidth:
		width := i16(rest, 0)
		shift := s.edges[first] + width*(limit-first) - s.edges[limit]
		for i := first; i < n; i++ {
			if i < limit {
				s.edges[i+1] = s.edges[i] + width
			} else {
				s.edges[i+1] += shift
			}
		}
	case rowMerge, rowSplit:
		for i := first; i < limit; i++ {
			s.cells[i] &^= horizontal
			if code == rowMerge {
				s.cells[i] |= 1 + uint16(min(i-first, 1))
			}
		}
	}
}

// insert puts count cells of a width before the cell first, which may lie
// beyond the last one.
func (s *shape) insert(first, count, width int) {
	if len(s.edges) == 0 {
		s.edges = []int{0}
	}
	if missing := first - len(s.cells); missing > 0 {
		s.insert(len(s.cells), missing, width)
	}
	for range min(count, 255-len(s.cells)) {
		s.cells = slices.Insert(s.cells, first, 0)
		s.edges = slices.Insert(s.edges, first, s.edges[first])
		for i := first + 1; i < len(s.edges); i++ {
			s.edges[i] += width
		}
	}
}

// row gives the cells as a grid wants them. Which of the values 1 and 2 begins
// a horizontal merge, [MS-DOC] and the older specification see differently; so
// the first one met begins it and the other goes on; both see 3 as a beginning.
func (s *shape) row() grid.Row {
	row := grid.Row{Cells: make([]grid.Cell, len(s.cells))}
	first := uint16(0)
	for i, flags := range s.cells {
		c := grid.Cell{Left: s.edges[i], Right: s.edges[i+1], FromAbove: flags&verticalBits == goesOn}
		switch h := flags & horizontal; {
		case h == 0:
			first = 0
		case first != 0 && h != first && h != horizontal:
			c.FromLeft = true
		default:
			first = h
		}
		row.Cells[i] = c
	}
	return row
}
