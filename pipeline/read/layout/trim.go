package layout

import "slices"

// trim drops what are no rows: strips too low for text, between borders that
// miss each other; strips in which nothing begins and the cells of the row
// above end, beside a label whose border ends early; and at the head and foot of a page the rest of cells that go
// on, which browsers draw down to the end of the page where the next row does
// not fit. Nothing is printed there.
func (g *grid) trim() {
	low := lowest * g.smallest()
	for row := g.rows() - 1; row >= 0 && g.rows() > 1; row-- {
		if g.ys[row+1]-g.ys[row] < low && !g.prints(row) || g.endsOnly(row) {
			g.cut(row)
		}
	}
	for g.rows() > 1 && g.strip(g.rows()-1, g.rows()) {
		g.cut(g.rows() - 1)
	}
	for g.rows() > 1 && g.strip(0, 1) {
		g.cut(0)
	}
}

// lowest is the height of a row that may hold text, in font sizes.
const lowest = 0.7

// smallest is the smallest font size in the grid.
func (g *grid) smallest() float64 {
	size := 0.0
	for _, r := range g.regions {
		for _, c := range r.glyphs {
			if size == 0 || c.Size < size {
				size = c.Size
			}
		}
	}
	return size
}

// prints reports whether a cell of this row alone prints something.
func (g *grid) prints(row int) bool {
	return slices.ContainsFunc(g.regions, func(r *region) bool {
		return r.r0 == row && r.r1 == row+1 && (len(r.glyphs) > 0 || len(r.inner) > 0)
	})
}

// endsOnly reports whether no cell that prints something begins in the row,
// and one from the row above ends in it.
func (g *grid) endsOnly(row int) bool {
	ends := false
	for _, r := range g.regions {
		blank := len(r.glyphs) == 0 && len(r.inner) == 0
		switch {
		case r.r0 == row && !blank:
			return false
		case r.r0 == row-1 && r.r1 == row+1 && !blank:
			ends = true
		}
	}
	return ends
}

// strip reports whether row r0 has no cell of its own that prints something or
// is closed outwards.
func (g *grid) strip(r0, r1 int) bool {
	own := 0
	for _, r := range g.regions {
		if r.r0 != r0 || r.r1 != r1 {
			continue
		}
		if own++; len(r.glyphs) > 0 || len(r.inner) > 0 || r.open == 0 {
			return false
		}
	}
	return own > 0
}

// cut takes a row out. Cells that reach into it become shorter.
func (g *grid) cut(row int) {
	g.regions = slices.DeleteFunc(g.regions, func(r *region) bool { return r.r0 == row && r.r1 == row+1 })
	for _, r := range g.regions {
		if r.r0 > row {
			r.r0--
		}
		if r.r1 > row {
			r.r1--
		}
	}
	columns := g.columns()
	g.at = slices.Delete(g.at, row*columns, (row+1)*columns)
	line := row
	if row > 0 {
		line++ // the last row loses its lower line, the first its upper one
	}
	g.ys = slices.Delete(g.ys, line, line+1)
}
