// Package press prints papers for tests: it sets prose and tables on pages, as
// a word processor does, and writes the pages as PDF or OFD in the ways
// different programs do. Nothing in it depends on fonts or on a clock; the same
// paper gives the same bytes.
package press

import (
	"strings"
	"unicode/utf8"
)

// A Block is a paragraph, or a table when Table is set.
type Block struct {
	Text   string // '\n' is a line break
	Center bool
	Table  *Table
}

// A Table is given by its printed cells, row by row; positions covered by a
// span have none.
type Table struct {
	Columns int
	Widths  []float64 // relative; nil: all equal
	Rows    [][]Cell
	Head    int // rows that a page break repeats
}

// A Cell is one printed cell.
type Cell struct {
	Text          string
	Rows, Columns int // how far it spans
}

// A Paper says how pages look. Lengths are points.
type Paper struct {
	Width, Height, Margin float64
	Size                  float64 // of the type
	Padding               float64 // left and right in a cell
	Repeat                bool    // the head of a table on every page
	CutRows               bool    // a row may go on on the next page
	Middle                bool    // cells are centred from top to bottom
	Number                string  // page number at the foot, % stands for the number; "": none
	Header                string  // running header; "": none
}

// A4 is a sheet as offices use it.
var A4 = Paper{Width: 595, Height: 842, Margin: 72, Size: 10.5, Padding: 5.4, Repeat: true, Middle: true, Number: "- % -"}

// A Page is what is drawn, measured from its upper left corner.
type Page struct {
	Width, Height float64
	Texts         []Text
	Lines         []Line
}

// A Text is a run of characters on one baseline, beginning at X, Y.
type Text struct {
	X, Y, Size float64
	Text       string
}

// Advances are the widths of the characters: a character is as wide as it is
// high, one of ASCII half that.
func (t Text) Advances() []float64 {
	out := make([]float64, 0, len(t.Text))
	for _, c := range t.Text {
		out = append(out, advance(c, t.Size))
	}
	return out
}

func advance(c rune, size float64) float64 {
	if c < 0x80 {
		return size / 2
	}
	return size
}

func width(s string, size float64) float64 {
	w := 0.0
	for _, c := range s {
		w += advance(c, size)
	}
	return w
}

// A Line is a ruling.
type Line struct{ X0, Y0, X1, Y1 float64 }

// wrap breaks text into lines no wider than the width.
func wrap(s string, limit, size float64) []string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		start, w := 0, 0.0
		for i, c := range line {
			if a := advance(c, size); w+a > limit && i > start {
				out = append(out, line[start:i])
				start, w = i, a
			} else {
				w += a
			}
		}
		out = append(out, line[start:])
	}
	return out
}

// setter fills pages from top to bottom.
type setter struct {
	Paper
	pages []Page
	y     float64
}

// Set sets the blocks on pages.
func Set(blocks []Block, p Paper) []Page {
	s := &setter{Paper: p}
	s.newPage()
	for _, b := range blocks {
		if b.Table != nil {
			s.table(b.Table)
			s.y += p.Size
			continue
		}
		s.paragraph(b)
	}
	return s.pages
}

func (s *setter) page() *Page { return &s.pages[len(s.pages)-1] }

func (s *setter) newPage() {
	s.pages = append(s.pages, Page{Width: s.Width, Height: s.Height})
	s.y = s.Margin
	small := s.Size * 0.9
	if s.Header != "" {
		s.text((s.Width-width(s.Header, small))/2, s.Margin/2, small, s.Header)
	}
	if s.Number != "" {
		n := strings.ReplaceAll(s.Number, "%", itoa(len(s.pages)))
		s.text((s.Width-width(n, small))/2, s.Height-s.Margin/2, small, n)
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func (s *setter) text(x, y, size float64, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	p := s.page()
	p.Texts = append(p.Texts, Text{x, y, size, text})
}

func (s *setter) pitch() float64 { return s.Size * 1.5 }

func (s *setter) paragraph(b Block) {
	room := s.Width - 2*s.Margin
	indent := "　　"
	if b.Center || utf8.RuneCountInString(b.Text) < 20 {
		indent = ""
	}
	for _, line := range wrap(indent+b.Text, room, s.Size) {
		if s.y+s.pitch() > s.Height-s.Margin {
			s.newPage()
		}
		x := s.Margin
		for strings.HasPrefix(line, "　") {
			line, x = strings.TrimPrefix(line, "　"), x+s.Size
		}
		if b.Center {
			x += (room - width(line, s.Size)) / 2
		}
		s.text(x, s.y+s.Size, s.Size, line)
		s.y += s.pitch()
	}
	s.y += s.Size * 0.2
}
