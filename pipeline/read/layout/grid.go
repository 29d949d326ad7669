package layout

import (
	"cmp"
	"slices"

	"huizong/schema"
)

// A grid is one table of one page: lines xs and ys, and the regions between
// them that no line cuts.
type grid struct {
	page    int
	xs, ys  []float64
	regions []*region
	at      []*region // the region of each elementary cell, row by row
}

// A region is one printed cell: rows r0 to r1 and columns c0 to c1 of its
// grid, the ends not included.
type region struct {
	r0, r1, c0, c1 int
	box            Box
	glyphs         []*Glyph
	inner          []*grid // tables drawn inside the cell
	lines          []*line
	text           string
	open           int  // sides on the table's edge that are not drawn
	broken         bool // its borders do not close to a rectangle, or are half drawn
	doubt          schema.Doubt
}

func (g *grid) columns() int { return len(g.xs) - 1 }
func (g *grid) rows() int    { return len(g.ys) - 1 }

func (g *grid) box() Box {
	return Box{g.xs[0], g.ys[0], g.xs[len(g.xs)-1], g.ys[len(g.ys)-1]}
}

// maxGrid bounds the elementary cells of one grid before anything is laid out.
const maxGrid = 1 << 20

// newGrid finds the cells of a network, nil if there are none.
func newGrid(n network) *grid {
	g := &grid{xs: positions(n.plumb, n.level), ys: positions(n.level, n.plumb)}
	if len(g.xs) < 2 || len(g.ys) < 2 || g.rows()*g.columns() > maxGrid {
		return nil
	}
	walls := g.walls(n)
	g.enclose(walls)
	g.compact()
	g.openSides(n)
	return g
}

// lone reports whether the grid is a frame around a single cell: a text box,
// or a row of a table that a page break left alone.
func (g *grid) lone() bool { return len(g.regions) == 1 }

// loneLines is how much text a row left alone may have; what is more is a
// frame around the page.
const loneLines = 4

// positions lists where the strokes stand, neighbours nearer than a line's
// breadth taken as one. Where the crossing strokes reach well beyond the
// outermost, the table is open on that side and their common end closes it.
func positions(strokes, crossing []stroke) []float64 {
	all := make([]float64, 0, len(strokes)+2)
	for _, s := range strokes {
		all = append(all, s.at)
	}
	lo, hi := slices.Min(all), slices.Max(all)
	first, last := lo, hi
	for _, s := range crossing {
		first, last = min(first, s.from), max(last, s.to)
	}
	if lo-first > 2*near {
		all = append(all, first)
	}
	if last-hi > 2*near {
		all = append(all, last)
	}
	slices.Sort(all)
	out := all[:1]
	for _, v := range all[1:] {
		if v-out[len(out)-1] > near {
			out = append(out, v)
		}
	}
	return out
}

// walls are the borders of the elementary cells: right of cell (row, column),
// and below it. Each holds how much of the border is drawn, 0 to 1.
type walls struct {
	columns      int
	right, below []float64
}

func (g *grid) walls(n network) walls {
	w := walls{columns: g.columns(), right: make([]float64, g.rows()*g.columns()), below: make([]float64, g.rows()*g.columns())}
	for _, s := range n.plumb {
		if i := nearest(g.xs, s.at); i > 0 && i < g.columns() {
			for r := range g.rows() {
				w.right[r*w.columns+i-1] += covered(s, g.ys[r], g.ys[r+1])
			}
		}
	}
	for _, s := range n.level {
		if i := nearest(g.ys, s.at); i > 0 && i < g.rows() {
			for c := range g.columns() {
				w.below[(i-1)*w.columns+c] += covered(s, g.xs[c], g.xs[c+1])
			}
		}
	}
	return w
}

// covered is how much of from..to the stroke draws; ends may miss by a line's
// breadth, in short cells by less. A stroke that only touches draws nothing.
func covered(s stroke, from, to float64) float64 {
	slack := min(near, (to-from)/4)
	a, b := max(s.from, from), min(s.to, to)
	if b-a <= slack {
		return 0
	}
	return (min(b+slack, to) - max(a-slack, from)) / (to - from)
}

// nearest is the index of the position nearest to v.
func nearest(at []float64, v float64) int {
	i, _ := slices.BinarySearch(at, v)
	if i == len(at) || i > 0 && v-at[i-1] < at[i]-v {
		i--
	}
	return i
}

// A border is drawn when most of it is; between half and whole the cells on
// both sides are in doubt.
const (
	drawn   = 0.5
	unsound = 0.3 // more than a touch, less than a border
	whole   = 0.8
)

// enclose unites elementary cells that no border parts.
func (g *grid) enclose(w walls) {
	rows, columns := g.rows(), g.columns()
	s := newSets(rows * columns)
	for i := range s {
		if c := i % columns; c+1 < columns && w.right[i] < drawn {
			s.join(i, i+1)
		}
		if i+columns < len(s) && w.below[i] < drawn {
			s.join(i, i+columns)
		}
	}
	byRoot := map[int]*region{}
	count := map[*region]int{}
	g.at = make([]*region, len(s))
	for i := range s {
		root := s.find(i)
		r, c := i/columns, i%columns
		reg := byRoot[root]
		if reg == nil {
			reg = &region{r0: r, r1: r + 1, c0: c, c1: c + 1}
			byRoot[root] = reg
			g.regions = append(g.regions, reg)
		}
		reg.r1, reg.c0, reg.c1 = max(reg.r1, r+1), min(reg.c0, c), max(reg.c1, c+1)
		count[reg]++
		g.at[i] = reg
	}
	g.square(count)
	g.suspect(w)
}

// square cuts regions that are no rectangles into their rows, each marked as
// broken.
func (g *grid) square(count map[*region]int) {
	columns := g.columns()
	var out []*region
	for _, reg := range g.regions {
		if count[reg] == (reg.r1-reg.r0)*(reg.c1-reg.c0) {
			out = append(out, reg)
			continue
		}
		for r := reg.r0; r < reg.r1; r++ {
			var run *region
			for c := reg.c0; c < reg.c1; c++ {
				switch {
				case g.at[r*columns+c] != reg:
					run = nil
					continue
				case run == nil:
					run = &region{r0: r, r1: r + 1, c0: c, broken: true}
					out = append(out, run)
				}
				run.c1 = c + 1
				g.at[r*columns+c] = run
			}
		}
	}
	slices.SortFunc(out, byAnchor)
	g.regions = out
}

func byAnchor(a, b *region) int {
	return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0))
}

// suspect marks the cells on both sides of a border that is only partly drawn.
func (g *grid) suspect(w walls) {
	columns := g.columns()
	for i := range g.at {
		if c := i % columns; c+1 < columns && w.right[i] > unsound && w.right[i] < whole {
			g.at[i].broken, g.at[i+1].broken = true, true
		}
		if i+columns < len(g.at) && w.below[i] > unsound && w.below[i] < whole {
			g.at[i].broken, g.at[i+columns].broken = true, true
		}
	}
}

// compact drops grid lines that part no cells.
func (g *grid) compact() {
	usedX, usedY := make([]bool, len(g.xs)), make([]bool, len(g.ys))
	for _, r := range g.regions {
		usedX[r.c0], usedX[r.c1], usedY[r.r0], usedY[r.r1] = true, true, true, true
	}
	xs, newX := keep(g.xs, usedX)
	ys, newY := keep(g.ys, usedY)
	g.xs, g.ys = xs, ys
	for _, r := range g.regions {
		r.r0, r.r1, r.c0, r.c1 = newY[r.r0], newY[r.r1], newX[r.c0], newX[r.c1]
		r.box = Box{xs[r.c0], ys[r.r0], xs[r.c1], ys[r.r1]}
	}
	g.at = make([]*region, g.rows()*g.columns())
	for _, r := range g.regions {
		for y := r.r0; y < r.r1; y++ {
			for x := r.c0; x < r.c1; x++ {
				g.at[y*g.columns()+x] = r
			}
		}
	}
}

// openSides counts for the cells at the table's edge how many of their outer
// borders are missing.
func (g *grid) openSides(n network) {
	columns, rows := g.columns(), g.rows()
	for _, r := range g.regions {
		if r.c0 == 0 && along(n.plumb, g.xs[0], r.box.Y0, r.box.Y1) < drawn {
			r.open++
		}
		if r.c1 == columns && along(n.plumb, g.xs[columns], r.box.Y0, r.box.Y1) < drawn {
			r.open++
		}
		if r.r0 == 0 && along(n.level, g.ys[0], r.box.X0, r.box.X1) < drawn {
			r.open++
		}
		if r.r1 == rows && along(n.level, g.ys[rows], r.box.X0, r.box.X1) < drawn {
			r.open++
		}
	}
}

// along is how much of from..to the strokes at a position draw.
func along(strokes []stroke, at, from, to float64) float64 {
	sum := 0.0
	for _, s := range strokes {
		if distance(s.at, at) <= near {
			sum += covered(s, from, to)
		}
	}
	return sum
}

// outside reports whether the region is no cell but what lies beside a stepped
// table, inside its bounding box.
func (r *region) outside() bool {
	return len(r.glyphs) == 0 && len(r.inner) == 0 && (r.broken || r.open >= 2)
}

// keep returns the used positions and the new index of each old one.
func keep(at []float64, used []bool) (out []float64, index []int) {
	index = make([]int, len(at))
	for i, v := range at {
		index[i] = len(out)
		if used[i] {
			out = append(out, v)
		}
	}
	return out, index
}

// holding returns the region a point lies in, nil outside the grid.
func (g *grid) holding(x, y float64) *region {
	c, _ := slices.BinarySearch(g.xs, x)
	r, _ := slices.BinarySearch(g.ys, y)
	if c == 0 || r == 0 || c == len(g.xs) || r == len(g.ys) {
		return nil
	}
	return g.at[(r-1)*g.columns()+c-1]
}
