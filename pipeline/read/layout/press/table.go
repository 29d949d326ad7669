package press

// box is a printed cell laid out: rows r0 to r1, columns c0 to c1, the ends
// not included.
type box struct {
	r0, r1, c0, c1 int
	lines          []string
}

// grid is a table laid out: where its columns stand and how high its rows are.
type grid struct {
	xs    []float64
	boxes []*box
	high  []float64
	head  int
}

const leading = 1.25 // line pitch in cells, in font sizes

func (s *setter) lay(t *Table) *grid {
	g := &grid{xs: []float64{s.Margin}, high: make([]float64, len(t.Rows)), head: t.Head}
	sum := 0.0
	for i := range t.Columns {
		sum += t.share(i)
	}
	for i := range t.Columns {
		g.xs = append(g.xs, g.xs[i]+t.share(i)/sum*(s.Width-2*s.Margin))
	}
	taken := make([]int, t.Columns)
	for r, row := range t.Rows {
		c := 0
		for _, cell := range row {
			for c < t.Columns && taken[c] > r {
				c++
			}
			b := &box{r0: r, r1: r + max(cell.Rows, 1), c0: c, c1: c + max(cell.Columns, 1)}
			if cell.Text != "" {
				b.lines = wrap(cell.Text, g.xs[b.c1]-g.xs[c]-2*s.Padding, s.Size)
			}
			for i := b.c0; i < b.c1; i++ {
				taken[i] = b.r1
			}
			g.boxes = append(g.boxes, b)
			c = b.c1
		}
	}
	s.heights(g)
	return g
}

func (t *Table) share(column int) float64 {
	if t.Widths == nil {
		return 1
	}
	return t.Widths[column]
}

// need is how high a cell of so many lines is.
func (s *setter) need(lines int) float64 { return s.Size * (leading*float64(max(lines, 1)) + 0.5) }

// heights gives each row what its cells need; what a cell over several rows
// needs beyond them goes to its last row.
func (s *setter) heights(g *grid) {
	for r := range g.high {
		g.high[r] = s.need(1)
	}
	for spans := range 2 {
		for _, b := range g.boxes {
			if (b.r1-b.r0 > 1) != (spans == 1) {
				continue
			}
			have := 0.0
			for r := b.r0; r < b.r1; r++ {
				have += g.high[r]
			}
			if n := s.need(len(b.lines)); n > have {
				g.high[b.r1-1] += n - have
			}
		}
	}
}

// table sets a table, part by part where pages end.
func (s *setter) table(t *Table) {
	g := s.lay(t)
	for from := 0; from < len(g.high); {
		head := 0
		if from > 0 && s.Repeat {
			head = g.head
		}
		for r := range head {
			s.row(g, 0, head, r, g.high[r])
		}
		first := from
		for from < len(g.high) {
			room := s.Height - s.Margin - s.y
			if g.high[from] <= room {
				s.row(g, first, len(g.high), from, g.high[from])
				from++
				continue
			}
			if s.CutRows && room > s.need(1) && g.high[from] > s.need(2) {
				s.cut(g, first, from, room)
				first = from
				from++
			}
			break
		}
		if from < len(g.high) {
			s.newPage()
		}
	}
}

// cut sets the upper part of a row at the foot of a page and the rest on the
// next.
func (s *setter) cut(g *grid, first, r int, room float64) {
	lines := int((room/s.Size - 0.5) / leading)
	used := s.need(lines)
	s.part(g, first, r, 0, lines, used)
	s.newPage()
	s.part(g, r, r, lines, 1<<30, g.high[r]-used+s.Size*0.5)
}

// row sets a whole row that stands in the part of the table beginning at first.
func (s *setter) row(g *grid, first, end, r int, high float64) {
	s.frame(g, r, high, first)
	for _, b := range g.boxes {
		if top := max(b.r0, first); top == r {
			room, lines := 0.0, b.lines
			for i := r; i < min(b.r1, end) && (i == r || s.y+room+g.high[i] <= s.Height-s.Margin); i++ {
				room += g.high[i]
			}
			if b.r0 < first {
				lines = nil // a label over several rows is printed once
			}
			s.cell(g, b, lines, room)
		}
	}
	s.y += high
}

// part sets the lines from..to of a row's cells.
func (s *setter) part(g *grid, first, r, from, to int, high float64) {
	s.frame(g, r, high, first)
	for _, b := range g.boxes {
		if b.r0 == r && from < len(b.lines) {
			s.lines(g, b, b.lines[from:min(to, len(b.lines))], s.y)
		}
	}
	s.y += high
}

// cell sets the text of a cell whose row begins here.
func (s *setter) cell(g *grid, b *box, lines []string, room float64) {
	y := s.y
	if s.Middle {
		if spare := room - s.need(len(lines)); spare > 0 {
			y += spare / 2
		}
	}
	s.lines(g, b, lines, y)
}

func (s *setter) lines(g *grid, b *box, lines []string, y float64) {
	for i, l := range lines {
		x := g.xs[b.c0] + (g.xs[b.c1]-g.xs[b.c0]-width(l, s.Size))/2
		s.text(x, y+s.Size*(1.1+leading*float64(i)), s.Size, l)
	}
}

// frame draws the borders of one row.
func (s *setter) frame(g *grid, r int, high float64, first int) {
	p := s.page()
	for _, b := range g.boxes {
		if b.r0 > r || b.r1 <= r {
			continue
		}
		x0, x1 := g.xs[b.c0], g.xs[b.c1]
		p.Lines = append(p.Lines, Line{x0, s.y, x0, s.y + high}, Line{x1, s.y, x1, s.y + high})
		if b.r0 == r || r == first || s.y == s.Margin {
			p.Lines = append(p.Lines, Line{x0, s.y, x1, s.y})
		}
		if b.r1 == r+1 || s.y+high > s.Height-s.Margin-s.need(1) {
			p.Lines = append(p.Lines, Line{x0, s.y + high, x1, s.y + high})
		}
	}
}
