package layout

import (
	"slices"
	"strings"

	"huizong/schema"
)

// Gaps of the second reading, in font sizes. What stands closer together than
// touching is one word, whatever lines run through it: the advances of digits
// meet exactly, and between two cells there is at least a border. What is
// further apart than parted, or with a drawn blank between than spaced, is two
// words, whatever line is missing.
const (
	touching = 0.05
	parted   = 0.3
	spaced   = 0.6
)

// readAgain reads the table a second time, by the lines of text alone. A word
// that the borders cut, several figures in one cell, a border that is only
// partly drawn, a deleted figure: each puts the figures of the row in doubt.
func (g *grid) readAgain(lines []*line) {
	g.findCut(lines)
	for _, r := range g.regions {
		switch {
		case r.doubt != schema.Certain || r.turned() || len(r.inner) > 0 || !r.figures():
		case r.struck():
			r.doubt = schema.StruckFigure
		case r.crowded():
			r.doubt = schema.SeveralFigures
		case r.broken:
			r.doubt = schema.BrokenBorder
		}
	}
	g.spread()
}

// findCut looks for words with a digit that reach over a border.
func (g *grid) findCut(lines []*line) {
	box := g.box()
	for _, l := range lines {
		if l.base < box.Y0 || l.base > box.Y1+l.size || l.box.X1 < box.X0 || l.box.X0 > box.X1 || !l.hasDigit() {
			continue
		}
		for _, w := range l.words(touching, touching) {
			if !w.hasDigit() {
				continue
			}
			for _, r := range g.holders(w) {
				if r.figures() {
					r.doubt = schema.CutFigure
				}
			}
		}
	}
}

// hasDigit reports whether the line prints a digit of ASCII.
func (l *line) hasDigit() bool {
	return slices.ContainsFunc(l.glyphs, func(g *Glyph) bool { return strings.ContainsAny(g.Text, "0123456789") })
}

// holders lists the cells a word stands in, nil if it stands in one and nowhere
// else: a word may reach over the table's edge.
func (g *grid) holders(w *line) []*region {
	var out []*region
	beside := false
	for _, c := range w.glyphs {
		x, y := c.middle()
		if r := g.holding(x, y); r == nil {
			beside = true
		} else if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	if len(out) < 2 && !beside {
		return nil
	}
	return out
}

// figures reports whether the cell prints numbers and nothing else.
func (r *region) figures() bool {
	return r.holdsFigure() || len(r.lines) > 0 && !slices.ContainsFunc(r.lines, func(l *line) bool {
		return slices.ContainsFunc(l.words(parted, spaced), func(w *line) bool { return !isFigure(w.text()) })
	})
}

// crowded reports whether a line of the cell prints several figures.
func (r *region) crowded() bool {
	return slices.ContainsFunc(r.lines, func(l *line) bool {
		n := 0
		for _, w := range l.words(parted, spaced) {
			if isFigure(w.text()) {
				n++
			}
		}
		return n > 1
	})
}

// turned cells are written in another direction; the page's lines do not show
// them, and no figure of the form is written so.
func (r *region) turned() bool { return mainTurn(r.glyphs) != 0 }

func (r *region) struck() bool {
	return slices.ContainsFunc(r.glyphs, func(g *Glyph) bool { return g.struck })
}

// bare drops what joining lines adds.
func bare(s string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case ' ', '\n', '\t', '\u00a0', '\u3000':
			return -1
		}
		return c
	}, s)
}

// spread carries the doubt about the borders of one cell to the figures of its
// rows.
func (g *grid) spread() {
	doubtful := make([]bool, g.rows())
	for _, r := range g.regions {
		if r.doubt != schema.Certain && r.doubt != schema.StruckFigure {
			for i := r.r0; i < r.r1; i++ {
				doubtful[i] = true
			}
		}
	}
	for _, r := range g.regions {
		for i := r.r0; i < r.r1; i++ {
			if doubtful[i] && r.doubt == schema.Certain && r.holdsFigure() {
				r.doubt = schema.DoubtfulRow
			}
		}
	}
}
