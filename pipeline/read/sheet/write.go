package sheet

import (
	"slices"

	"huizong/schema"
)

// grid adds a run as one table.
func (p *page) grid(r region, sh *shape) {
	r = p.trim(r)
	p.float(p.lines[r.from].row + 1)
	p.widen(r, sh)
	top, bottom := p.lines[r.from].row, p.lines[r.to-1].row
	t := &schema.Table{Rows: bottom - top + 1, Columns: sh.hi - sh.lo + 1}
	t.Cells = p.room.cells[:0]
	for i := r.from; i < r.to; i++ {
		w := rowWriter{page: p, table: t, shape: sh, line: &p.lines[i], top: top, bottom: bottom}
		if !w.write(r.view(&p.lines[i])) {
			return
		}
	}
	p.room.cells, t.Cells = t.Cells, slices.Clone(t.Cells)
	p.table(t, p.place(top, sh.lo))
}

// trim drops the rows without content at both ends of a run.
func (p *page) trim(r region) region {
	content := func(i int) bool {
		for _, s := range r.view(&p.lines[i]) {
			if s.cell != nil {
				return true
			}
		}
		return false
	}
	for r.from < r.to-1 && !content(r.from) {
		r.from++
	}
	for r.to-1 > r.from && !content(r.to-1) {
		r.to--
	}
	return r
}

// widen makes room for the first column of lone cells.
func (p *page) widen(r region, sh *shape) {
	lo, hi := sh.lo, sh.hi
	for i := r.from; i < r.to; i++ {
		for _, s := range r.view(&p.lines[i]) {
			if s.cell != nil {
				lo, hi = min(lo, s.column), max(hi, s.column)
			}
		}
	}
	alive := make([]bool, hi-lo+1)
	copy(alive[sh.lo-lo:], sh.alive)
	*sh = shape{lo, hi, alive}
}

// A rowWriter writes one line into a table.
type rowWriter struct {
	*page
	table *schema.Table
	*shape
	*line
	top, bottom int // rows of the table on the sheet
}

// write adds the cells of a line; it is false once a bound is met.
func (w *rowWriter) write(view []slot) bool {
	first, last := w.lo, w.hi // where blanks without border are cells
	if f, l, ruled := ruledEnds(view); ruled {
		first, last = max(f, first), min(l, last)
	}
	at := w.lo
	for i := range view {
		s := &view[i]
		if s.column > w.hi || s.last < w.lo {
			continue
		}
		if !w.blanks(max(at, first), min(s.column-1, last)) {
			return false
		}
		at = s.last + 1
		inside := s.column <= last && s.last >= first
		if s.reaches(w.row) || !s.solid() && !inside || s.cell == nil && w.dead(s) {
			continue
		}
		c := w.cell(w.line, s)
		from := max(s.column, w.lo)
		c.Row, c.Column = w.row-w.top, from-w.lo
		c.RowSpan, c.ColumnSpan = min(s.bottom, w.bottom)-w.row+1, min(s.last, w.hi)-from+1
		if !w.put(w.table, c) {
			return false
		}
	}
	return w.blanks(max(at, first), last)
}

// ruledEnds is the outermost solid columns of a view with borders.
func ruledEnds(view []slot) (first, last int, ruled bool) {
	first, last = MaxColumns, -1
	for i := range view {
		if s := &view[i]; s.solid() {
			first, last = min(first, s.column), max(last, s.last)
			ruled = ruled || s.ruled
		}
	}
	return first, last, ruled
}

// dead reports whether a slot without content lies in columns that show
// nothing in the whole table.
func (w *rowWriter) dead(s *slot) bool {
	for c := max(s.column, w.lo); c <= min(s.last, w.hi); c++ {
		if w.alive[c-w.lo] {
			return false
		}
	}
	return true
}

// blanks adds a blank cell for every live column from ≤ c ≤ to.
func (w *rowWriter) blanks(from, to int) bool {
	for c := from; c <= to; c++ {
		if !w.alive[c-w.lo] {
			continue
		}
		b := w.cell(w.line, &slot{column: c, last: c, top: w.row, bottom: w.row})
		b.Row, b.Column, b.RowSpan, b.ColumnSpan = w.row-w.top, c-w.lo, 1, 1
		if !w.put(w.table, b) {
			return false
		}
	}
	return true
}
