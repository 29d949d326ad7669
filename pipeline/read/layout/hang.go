package layout

import "slices"

// pullUp gives a line that runs across a cell's upper border back to the cell
// above when it follows that cell's lines: LibreOffice lets text hang out of a
// row that is too low for it.
func (g *grid) pullUp() {
	for _, r := range g.regions {
		for r.r0 > 0 && len(r.lines) > 0 {
			l := r.lines[0]
			above := g.at[(r.r0-1)*g.columns()+r.c0]
			if above.c0 != r.c0 || above.c1 != r.c1 || l.foot || l.base-0.75*l.size >= r.box.Y0 || !above.followedBy(l) {
				break
			}
			above.lines, r.lines = append(above.lines, l), r.lines[1:]
			above.glyphs = append(above.glyphs, l.glyphs...)
			r.glyphs = slices.DeleteFunc(r.glyphs, func(o *Glyph) bool { return slices.Contains(l.glyphs, o) })
		}
	}
}

// takeIn gives the lines under the last table of a page back to the cells they
// hang out of: browsers let text run over the end of a table that goes on on
// the next page. Unless all lines down to the end of the page belong to cells
// that way, none is taken.
func (p *page) takeIn(next *page) {
	if len(p.tables) == 0 || !next.beginsWithTable() {
		return
	}
	g := p.tables[len(p.tables)-1]
	if !frameOf(g).continues(frameOf(next.tables[0])) {
		return
	}
	end := g.box().Y1
	first := slices.IndexFunc(p.lines, func(l *line) bool { return l.foot || l.base > end })
	if first < 0 {
		return
	}
	taken := map[*region][]*line{}
	for _, l := range p.lines[first:] {
		for _, w := range l.words(1, 1) {
			r := g.over(w, taken)
			if l.foot || r == nil {
				return
			}
			taken[r] = append(taken[r], w)
		}
	}
	p.lines = p.lines[:first]
	for r, words := range taken {
		r.lines = append(r.lines, words...)
		r.text = joined(r.lines)
	}
}

func (p *page) beginsWithTable() bool {
	return len(p.tables) > 0 && (len(p.lines) == 0 || p.lines[0].foot || p.lines[0].base > p.tables[0].ys[0]+near)
}

// over is the cell of the last row that the word hangs out of.
func (g *grid) over(w *line, taken map[*region][]*line) *region {
	for _, r := range g.regions {
		if r.r1 != g.rows() || w.box.X0 < r.box.X0 || w.box.X1 > r.box.X1 || r.holdsFigure() {
			continue
		}
		whole := region{lines: slices.Concat(r.lines, taken[r])}
		if whole.followedBy(w) {
			return r
		}
	}
	return nil
}

// followedBy reports whether l stands as far below the last line as lines of
// the cell are apart.
func (r *region) followedBy(l *line) bool {
	n := len(r.lines)
	if n == 0 {
		return false
	}
	gap := l.base - r.lines[n-1].base
	if n == 1 {
		return gap > 0.9*l.size && gap < 2*l.size
	}
	return distance(gap, r.lines[n-1].base-r.lines[n-2].base) < 0.35*l.size
}

func (r *region) read() []*line {
	turn := mainTurn(r.glyphs)
	if turn == 0 {
		return linesOf(r.glyphs)
	}
	turned, _ := upright(r.glyphs, nil, turn, 0, 0)
	return linesOf(turned)
}
