package layout

// mainTurn is the direction most characters of a page are written in.
func mainTurn(glyphs []*Glyph) Turn {
	var n [Skewed]int
	for i := range glyphs {
		n[glyphs[i].Turn]++
	}
	best := Turn(0)
	for t := range n {
		if n[t] > n[best] {
			best = Turn(t)
		}
	}
	return best
}

// upright turns copies of characters and lines so that what was written in direction
// turn reads left to right. Width and height are those of the page as given.
func upright(glyphs []*Glyph, rulings []Ruling, turn Turn, width, height float64) ([]*Glyph, []Ruling) {
	at := func(x, y float64) (float64, float64) {
		switch turn {
		case 1:
			return y, width - x
		case 2:
			return width - x, height - y
		case 3:
			return height - y, x
		}
		return x, y
	}
	gs := make([]*Glyph, len(glyphs))
	for i, was := range glyphs {
		g := *was
		g.X, g.Y = at(g.X, g.Y)
		x0, y0 := at(g.Box.X0, g.Box.Y0)
		x1, y1 := at(g.Box.X1, g.Box.Y1)
		g.Box = Box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
		g.Turn = (g.Turn - turn + Skewed) % Skewed
		gs[i] = &g
	}
	rs := make([]Ruling, len(rulings))
	for i, r := range rulings {
		r.X0, r.Y0 = at(r.X0, r.Y0)
		r.X1, r.Y1 = at(r.X1, r.Y1)
		rs[i] = r
	}
	return gs, rs
}
