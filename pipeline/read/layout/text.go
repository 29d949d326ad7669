package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Gaps between characters, in font sizes.
const (
	blankGap  = 0.4 // this much is a blank although none is drawn
	columnGap = 1.5 // this much parts columns
)

// withoutOverprint drops characters drawn twice in nearly the same place, as
// cheap bold type is.
func withoutOverprint(in []*Glyph) []*Glyph {
	const far, most = 2.0, 256 // how far a double may be off, how many are compared
	order := slices.Clone(in)
	slices.SortFunc(order, func(a, b *Glyph) int { return cmp.Compare(a.X, b.X) })
	double := map[*Glyph]bool{}
	for i, g := range order {
		reach := min(0.15*g.Size, far)
		for k := i - 1; k >= max(0, i-most) && g.X-order[k].X <= reach; k-- {
			if o := order[k]; o.Text == g.Text && distance(o.Y, g.Y) <= reach && o.Turn == g.Turn && !double[o] {
				double[g] = true
				break
			}
		}
	}
	if len(double) == 0 {
		return in
	}
	return slices.DeleteFunc(in, func(g *Glyph) bool { return double[g] })
}

// strike marks the characters that a level stroke runs through, and as deleted
// those that it strikes out exactly, from the first's beginning to the last's
// end, as word processors draw a deletion. Lines are ordered from top to bottom.
func strike(lines []*line, level []stroke) {
	for _, s := range level {
		i, _ := slices.BinarySearchFunc(lines, s.at, func(l *line, at float64) int { return cmp.Compare(l.base, at) })
		for ; i < len(lines) && lines[i].base < s.at+highest; i++ {
			if under := lines[i].under(s); len(under) > 0 {
				exact := distance(under[0].Box.X0, s.from) <= exactly*under[0].Size && distance(under[len(under)-1].Box.X1, s.to) <= exactly*under[0].Size
				for _, g := range under {
					g.struck, g.deleted = true, g.deleted || exact
				}
			}
		}
	}
}

// exactly is how far the ends of a deletion may miss its characters, in font
// sizes: a third of a digit.
const exactly = 0.17

// under lists the characters that a level stroke runs through, from left to
// right.
func (l *line) under(s stroke) (out []*Glyph) {
	for _, g := range l.glyphs {
		x := (g.Box.X0 + g.Box.X1) / 2
		if x > s.from && x < s.to && s.at > g.Y-0.55*g.Size && s.at < g.Y-0.12*g.Size {
			out = append(out, g)
		}
	}
	return out
}

// highest is how far above its baseline a line may be struck through: half the
// size of the largest type.
const highest = 40

func distance(a, b float64) float64 {
	if a < b {
		return b - a
	}
	return a - b
}

// A line is one line of text: characters on one baseline, from left to right.
type line struct {
	glyphs     []*Glyph
	box        Box
	base, size float64
	foot       bool // written in another direction than the page
	wide       bool // holds a gap as between columns
}

// linesOf sorts characters into lines, top to bottom. Those written in another
// direction than the page come last, each direction read for itself.
func linesOf(glyphs []*Glyph) []*line {
	out := level(glyphs, 0)
	if !slices.ContainsFunc(glyphs, func(g *Glyph) bool { return g.Turn != 0 }) {
		return out
	}
	for turn := Turn(1); turn < Skewed; turn++ {
		for _, l := range level(glyphs, turn) {
			l.foot = true
			out = append(out, l)
		}
	}
	return out
}

// level reads the characters written in one direction.
func level(glyphs []*Glyph, turn Turn) []*line {
	own := make([]*Glyph, 0, len(glyphs))
	for _, g := range glyphs {
		if g.Turn == turn && g.Text != "\n" && g.Text != "\r" {
			own = append(own, g)
		}
	}
	if turn != 0 {
		own, _ = upright(own, nil, turn, 0, 0)
	}
	slices.SortFunc(own, func(a, b *Glyph) int { return cmp.Compare(a.Y, b.Y) })
	var out []*line
	for start := 0; start < len(own); {
		end, size := start+1, own[start].Size
		for end < len(own) && own[end].Y-own[end-1].Y <= 0.2*size && own[end].Y-own[start].Y <= 0.45*size {
			size = max(size, own[end].Size)
			end++
		}
		slices.SortFunc(own[start:end], func(a, b *Glyph) int { return cmp.Compare(a.Box.X0, b.Box.X0) })
		if l := newLine(own[start:end:end]); l != nil {
			out = append(out, l)
		}
		start = end
	}
	return out
}

// newLine takes characters ordered from left to right; it is nil if all are
// blanks.
func newLine(gs []*Glyph) *line {
	l := &line{glyphs: gs}
	for len(l.glyphs) > 0 && blank(l.glyphs[0].Text) {
		l.glyphs = l.glyphs[1:]
	}
	for n := len(l.glyphs); n > 0 && blank(l.glyphs[n-1].Text); n-- {
		l.glyphs = l.glyphs[:n-1]
	}
	if len(l.glyphs) == 0 {
		return nil
	}
	l.box = l.glyphs[0].Box
	for i, g := range l.glyphs {
		l.box = Box{min(l.box.X0, g.Box.X0), min(l.box.Y0, g.Box.Y0), max(l.box.X1, g.Box.X1), max(l.box.Y1, g.Box.Y1)}
		l.base += g.Y / float64(len(l.glyphs))
		l.size = max(l.size, g.Size)
		if i > 0 && g.Box.X0-l.glyphs[i-1].Box.X1 > columnGap*l.size && !blank(g.Text) {
			l.wide = true
		}
	}
	return l
}

func blank(s string) bool {
	for _, r := range s {
		switch r {
		case ' ', '\t', '\u00a0', '\u3000', '\u2002', '\u2003', '\u2009', '\u200b':
		default:
			return false
		}
	}
	return true
}

// words cuts the line where the gap between characters is more than that many
// font sizes; spaced is for gaps with a drawn blank.
func (l *line) words(gap, spaced float64) []*line {
	var out []*line
	start, end, limit := 0, -1.0, gap
	for i, g := range l.glyphs {
		if blank(g.Text) {
			limit = spaced
			continue
		}
		if end >= 0 && g.Box.X0-end > limit*l.size {
			out = append(out, newLine(l.glyphs[start:i]))
			start = i
		}
		end, limit = max(end, g.Box.X1), gap
	}
	return append(out, newLine(l.glyphs[start:]))
}

// text joins the characters; a gap without a drawn blank becomes blanks, one
// for each half a font size where columns part.
func (l *line) text() string {
	var b strings.Builder
	for i, g := range l.glyphs {
		if i > 0 {
			prev := l.glyphs[i-1]
			gap := (g.Box.X0 - prev.Box.X1) / l.size
			switch {
			case gap >= columnGap:
				b.WriteString(strings.Repeat(" ", min(int(2*gap), 60)))
			case gap >= blankGap && !blank(g.Text) && !blank(prev.Text):
				b.WriteByte(' ')
			}
		}
		b.WriteString(g.Text)
	}
	return b.String()
}

// digit is the width of a digit in the line, of half a font size if it has none.
func (l *line) digit() float64 {
	width := 0.0
	for _, g := range l.glyphs {
		if g.Text >= "0" && g.Text <= "9" || g.Text >= "０" && g.Text <= "９" {
			width = max(width, g.Box.width())
		}
	}
	if width == 0 {
		return l.size / 2
	}
	return width
}

// joined writes lines below each other.
func joined(lines []*line) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text()
	}
	return strings.Join(texts, "\n")
}

// last is the last character of s, 0 if there is none.
func last(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
