package content

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/object"
)

// mark is an open piece of marked content.
type mark struct {
	off    bool   // of a layer that is switched off
	actual string // the text that its characters stand for, "" if not said
	from   int    // where its characters begin
}

// begin opens marked content: a layer, or characters with the text they stand
// for beside them.
func (p *painter) begin(held []object.Value) {
	m := mark{from: len(p.out.Glyphs)}
	if len(held) >= 2 {
		v := held[1]
		if name, ok := v.(object.Name); ok {
			v = p.book.file.Dict(p.resources["Properties"])[name]
		}
		m.off = held[0] == object.Name("OC") && p.hidden(v)
		if s, ok := p.book.file.Resolve(p.book.file.Dict(v)["ActualText"]).(object.String); ok {
			m.actual = textOf(string(s))
		}
	}
	if len(p.marked) < maxStack {
		p.marked = append(p.marked, m)
		if m.off {
			p.dark++
		}
	}
}

// end closes marked content and puts the text said in the place of what the
// font says.
func (p *painter) end() {
	n := len(p.marked)
	if n == 0 {
		return
	}
	m := p.marked[n-1]
	p.marked = p.marked[:n-1]
	if m.off {
		p.dark--
	}
	if glyphs := p.out.Glyphs[min(m.from, len(p.out.Glyphs)):]; m.actual != "" && len(glyphs) > 0 {
		p.out.Glyphs = append(p.out.Glyphs[:m.from], p.replaced(glyphs, m.actual)...)
	}
}

// replaced gives the characters the text said: one each where they are as
// many, else all to the first. Where font and text differ about digits nothing
// is certain.
func (p *painter) replaced(glyphs []layout.Glyph, actual string) []layout.Glyph {
	drawn := ""
	for _, g := range glyphs {
		drawn += g.Text
	}
	actual = strings.TrimRight(actual, "\x00")
	known := !strings.Contains(drawn, Unknown)
	switch {
	case drawn == actual:
		return glyphs
	case known && digitsOf(drawn) != digitsOf(actual):
		p.out.Unmapped++
		glyphs[0].Text = Unknown + glyphs[0].Text
		return glyphs
	case !known:
		p.out.Unmapped -= min(strings.Count(drawn, Unknown), p.out.Unmapped)
	}
	if utf8.RuneCountInString(actual) == len(glyphs) {
		for i, c := range []rune(actual) {
			glyphs[i].Text = string(c)
		}
		return glyphs
	}
	first := glyphs[0]
	first.Text = actual
	for _, g := range glyphs[1:] {
		first.Box = layout.Box{X0: min(first.Box.X0, g.Box.X0), Y0: min(first.Box.Y0, g.Box.Y0), X1: max(first.Box.X1, g.Box.X1), Y1: max(first.Box.Y1, g.Box.Y1)}
	}
	if strings.TrimSpace(actual) == "" {
		return nil
	}
	return append(glyphs[:0], first)
}

func digitsOf(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return c
		}
		return -1
	}, s)
}
