package layout

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// edge is the share of a page's height, at its head and foot, where page
// numbers and running headers stand.
const edge = 0.12

// pageNumber is a line that only counts pages: 4 · - 4 - · — 1 — · 第3页 共8页 ·
// 3/8 · Page 3 of 8.
var pageNumber = regexp.MustCompile(`(?i)^(?:[-—–―─·•~_=|]*\d{1,3}[-—–―─·•~_=|]*|第?\d{1,3}页[,，/]?(?:[共/]\d{1,3}页)?|\d{1,3}/\d{1,3}页?|page\d{1,3}(?:of\d{1,3})?)$`)

// A folio is a page number that stands alone on the outermost line of a page.
type folio struct {
	upper  bool
	height int // of the baseline, in steps of a line's breadth
	ahead  int // number printed − number of the page
	x, y   float64
}

// dropPageNumbers takes page numbers out before tables are read: a tall row
// may reach into the foot of the page and swallow them. A number counts as
// page number when it stands alone on the outermost line, at the same height
// on two pages at least, and goes up from page to page.
func dropPageNumbers(sheets []*sheet) {
	type kind struct {
		upper         bool
		height, ahead int
	}
	seen := map[kind][]folio{}
	for _, s := range sheets {
		for _, f := range s.folios() {
			k := kind{f.upper, f.height, f.ahead}
			seen[k] = append(seen[k], f)
		}
	}
	for _, fs := range seen {
		if len(fs) < 2 || 3*len(fs) < len(sheets) {
			continue
		}
		for _, s := range sheets {
			s.dropFolio(fs)
		}
	}
}

func (s *sheet) folios() (out []folio) {
	for i, l := range s.lines {
		if i > 0 && i < len(s.lines)-1 {
			continue
		}
		n := folioNumber(l)
		if n > 0 && (l.base < edge*s.height || l.base > (1-edge)*s.height) {
			out = append(out, folio{upper: l.base < s.height/2, height: int(math.Round(l.base / near)), ahead: n - s.number,
				x: (l.box.X0 + l.box.X1) / 2, y: l.base})
		}
	}
	return out
}

// folioNumber is the number a line that is a page number shows, 0 for others.
func folioNumber(l *line) int {
	text := bare(l.text())
	if !pageNumber.MatchString(text) {
		return 0
	}
	n, _ := strconv.Atoi(digits.FindString(text))
	return n
}

var digits = regexp.MustCompile(`\d+`)

// dropFolio removes this page's number where the other pages have theirs.
func (s *sheet) dropFolio(fs []folio) {
	var found []*Glyph
	for _, l := range s.lines {
		if distance(l.base, fs[0].y) > 2*near {
			continue
		}
		for _, w := range l.words(1, 1) {
			n, x := folioNumber(w), (w.box.X0+w.box.X1)/2
			if slices.ContainsFunc(fs, func(f folio) bool {
				return n-s.number == f.ahead && distance(w.base, f.y) < 1 && distance(x, f.x) < near
			}) {
				found = append(found, w.glyphs...)
			}
		}
	}
	if len(found) > 0 {
		s.glyphs = slices.DeleteFunc(s.glyphs, func(g *Glyph) bool { return slices.Contains(found, g) })
		s.lines = level(s.glyphs, 0)
	}
}

// dropFurniture takes page numbers and running headers out of the lines and
// returns the running header, "" if there is none.
func dropFurniture(pages []*page) (header string) {
	repeated := runningLines(pages)
	for _, p := range pages {
		p.lines = slices.DeleteFunc(p.lines, func(l *line) bool {
			if l.foot {
				return pageNumber.MatchString(bare(l.text()))
			}
			if !p.atEdge(l) {
				return false
			}
			if repeated[p.slot(l)] {
				if l.base < p.height/2 && header == "" {
					header = strings.TrimSpace(l.text())
				}
				return true
			}
			return pageNumber.MatchString(bare(l.text())) && p.outermost(l)
		})
	}
	return header
}

func (p *page) atEdge(l *line) bool {
	return l.base < edge*p.height || l.base > (1-edge)*p.height
}

// outermost reports whether nothing stands between the line and the page's end.
func (p *page) outermost(l *line) bool {
	upper := l.base < p.height/2
	beyond := func(y float64) bool { return upper && y < l.base-near || !upper && y > l.base+near }
	for _, o := range p.lines {
		if o != l && !o.foot && beyond(o.base) {
			return false
		}
	}
	for _, g := range p.tables {
		if beyond(g.ys[0]) && beyond(g.ys[len(g.ys)-1]) {
			return false
		}
	}
	return true
}

// A slot is a text, digits aside, at a height of the page.
type slot struct {
	text string
	y    int
}

func (p *page) slot(l *line) slot {
	text := strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return -1
		}
		return c
	}, bare(l.text()))
	return slot{text, int(l.base / near)}
}

// runningLines are the texts that stand at the same height at the edge of more
// than half of the pages, two at least.
func runningLines(pages []*page) map[slot]bool {
	count := map[slot]int{}
	for _, p := range pages {
		seen := map[slot]bool{}
		for _, l := range p.lines {
			if s := p.slot(l); !l.foot && p.atEdge(l) && s.text != "" && !seen[s] {
				seen[s] = true
				count[s]++
			}
		}
	}
	out := map[slot]bool{}
	for s, n := range count {
		if n >= 2 && 2*n > len(pages) {
			out[s] = true
		}
	}
	return out
}
