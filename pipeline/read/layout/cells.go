package layout

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// share gives each character to the innermost cell it stands in and returns
// those that stand in none. What is struck out is left out, unless it is all
// that a cell holds. Tables inside a cell of another become part of it.
func share(s *sheet, p *page) (rest []*Glyph) {
	slices.SortStableFunc(p.tables, func(a, b *grid) int { return cmp.Compare(area(a.box()), area(b.box())) })
	p.tables = nest(p.tables)
	all := innermostFirst(p.tables)
	for _, g := range s.glyphs {
		if r := cellOf(all, g); r != nil {
			r.glyphs = append(r.glyphs, g)
		} else if !g.deleted {
			rest = append(rest, g)
		}
	}
	lines := s.lines
	if dropDeleted(all) {
		lines = level(slices.DeleteFunc(slices.Clone(s.glyphs), func(g *Glyph) bool { return g.deleted }), 0)
	}
	for _, g := range all {
		g.fill()
		g.readAgain(lines)
		g.trim()
	}
	p.tables = slices.DeleteFunc(p.tables, func(g *grid) bool {
		if !g.lone() || len(g.regions[0].lines) <= loneLines {
			return false
		}
		rest = append(rest, g.regions[0].glyphs...)
		return true
	})
	slices.SortStableFunc(p.tables, func(a, b *grid) int {
		return cmp.Or(cmp.Compare(a.ys[0], b.ys[0]), cmp.Compare(a.xs[0], b.xs[0]))
	})
	return rest
}

// dropDeleted takes out of cells what is struck out, where more is left than
// blanks. It reports whether anything was.
func dropDeleted(tables []*grid) (any bool) {
	for _, t := range tables {
		for _, r := range t.regions {
			stays, goes := 0, 0
			for _, g := range r.glyphs {
				switch {
				case g.deleted:
					goes++
				case !blank(g.Text):
					stays++
				}
			}
			switch {
			case goes == 0:
			case stays > 0:
				r.glyphs = slices.DeleteFunc(r.glyphs, func(g *Glyph) bool { return g.deleted })
				any = true
			default:
				for _, g := range r.glyphs {
					g.deleted = false // nothing stands in its place: kept, and in doubt
				}
			}
		}
	}
	return any
}

func area(b Box) float64 { return b.width() * b.height() }

// frameCells is how many cells a drawn frame around other tables may have; it
// is taken for decoration and opened.
const frameCells = 3

// nest puts tables that lie inside a cell of a larger one into that cell.
// Tables are ordered by size, the smallest first.
func nest(tables []*grid) []*grid {
	var top []*grid
	for i, g := range tables {
		if holder := holderOf(g, tables[i+1:]); holder != nil {
			holder.inner = append(holder.inner, g)
		} else {
			top = append(top, g)
		}
	}
	return opened(top)
}

func holderOf(g *grid, larger []*grid) *region {
	b := g.box()
	for _, o := range larger {
		r := o.holding((b.X0+b.X1)/2, (b.Y0+b.Y1)/2)
		if r != nil && b.X0 >= r.box.X0-near && b.X1 <= r.box.X1+near && b.Y0 >= r.box.Y0-near && b.Y1 <= r.box.Y1+near {
			return r
		}
	}
	return nil
}

// opened replaces frames by the tables they frame.
func opened(tables []*grid) []*grid {
	var out []*grid
	for _, g := range tables {
		var inner []*grid
		for _, r := range g.regions {
			inner = append(inner, r.inner...)
		}
		if len(inner) > 0 && len(g.regions) <= frameCells {
			out = append(out, opened(inner)...)
			continue
		}
		out = append(out, g)
	}
	return out
}

func innermostFirst(tables []*grid) []*grid {
	var out []*grid
	for _, g := range tables {
		for _, r := range g.regions {
			out = append(out, innermostFirst(r.inner)...)
		}
		out = append(out, g)
	}
	return out
}

// middle is the point that decides which cell a character stands in: the
// middle of its ink, roughly, for boxes of tall fonts reach over borders.
func (g *Glyph) middle() (x, y float64) {
	if g.Turn != 0 {
		return (g.Box.X0 + g.Box.X1) / 2, (g.Box.Y0 + g.Box.Y1) / 2
	}
	return (g.Box.X0 + g.Box.X1) / 2, g.Y - 0.35*g.Size
}

func cellOf(tables []*grid, g *Glyph) *region {
	x, y := g.middle()
	for _, t := range tables {
		if r := t.holding(x, y); r != nil {
			return r
		}
	}
	return nil
}

// fill writes the text of each cell, in the direction most of it is written.
func (g *grid) fill() {
	for _, r := range g.regions {
		r.lines = r.read()
	}
	g.pullUp()
	for _, r := range g.regions {
		r.text = joined(r.lines)
	}
}

// figure is a text that is a number, maybe with its unit or a remark in brackets
// behind it.
var figure = regexp.MustCompile(`^[+＋\-－−–—]?[0-9０-９〇OoＯ][0-9０-９〇OoＯ,，]*(?:[.．][0-9０-９]+)?(?:件|项|条|个|份|起|宗|次|人|元|万元|万)?(?:[（(].*[）)])?$`)

func isFigure(s string) bool {
	s = strings.TrimSpace(s)
	if plainDigits(s) {
		return true
	}
	return s != "" && (s[0] < 'A' || s[0] >= 0x80 || s[0] == 'O' || s[0] == 'o') && figure.MatchString(s)
}

// plainDigits spares most figures the expression.
func plainDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// isPart reports whether a line may be part of a number broken by a narrow
// cell.
func isPart(s string) bool {
	s = strings.TrimSpace(s)
	for i, c := range s {
		if !strings.ContainsRune("0123456789０１２３４５６７８９〇OoＯ,，.．", c) && (i > 0 || !strings.ContainsRune("+＋-－−–—", c) || len(s) == utf8.RuneLen(c)) {
			return false
		}
	}
	return s != ""
}

// holdsFigure reports whether the cell prints a number, maybe broken over
// lines, or several below each other.
func (r *region) holdsFigure() bool { return isFigure(bare(r.text)) }
