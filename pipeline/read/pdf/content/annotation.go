package content

import (
	"strings"
	"unicode/utf16"

	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/object"
)

// maxAnnotations bounds what is laid over a page.
const maxAnnotations = 10_000

// Flags of an annotation: bits 2 and 6.
const (
	flagHidden = 1 << 1
	flagNoView = 1 << 5
)

// annotations draws what lies over the page: what was filled into form fields,
// typed or stamped on the paper.
func (p *painter) annotations(list object.Array) error {
	f := p.book.file
	for i, v := range list {
		d := f.Dict(v)
		subtype := f.Name(d["Subtype"])
		if i >= maxAnnotations || d == nil || subtype == "Popup" || subtype == "Link" || f.Int(d["F"], 0)&(flagHidden|flagNoView) != 0 || p.hidden(d["OC"]) {
			continue
		}
		rect := p.book.box(f.Array(d["Rect"]))
		look := p.look(d)
		if look == nil {
			p.field(d, rect)
			continue
		}
		if err := p.form(look, p.place(look, rect), 0); err != nil {
			return err
		}
	}
	return nil
}

// look is the stream that draws the annotation.
func (p *painter) look(d object.Dict) *object.Stream {
	f := p.book.file
	n := f.Dict(d["AP"])["N"]
	if s := f.Stream(n); s != nil {
		return s
	}
	return f.Stream(f.Dict(n)[f.Name(d["AS"])])
}

// place maps the box of the drawing to the rectangle on the page.
func (p *painter) place(s *object.Stream, rect [4]float64) matrix {
	m := p.book.matrixOf(s.Dict["Matrix"])
	box := p.book.box(p.book.file.Array(s.Dict["BBox"]))
	b := m.around(layout.Box{X0: box[0], Y0: box[1], X1: box[2], Y1: box[3]})
	w, h := b.X1-b.X0, b.Y1-b.Y0
	if w <= 0 || h <= 0 {
		return m
	}
	sx, sy := (rect[2]-rect[0])/w, (rect[3]-rect[1])/h
	return m.then(matrix{sx, 0, 0, sy, rect[0] - b.X0*sx, rect[1] - b.Y0*sy})
}

// field writes the value of a form field that brings no drawing.
func (p *painter) field(d object.Dict, rect [4]float64) {
	f := p.book.file
	value, ok := f.Resolve(d["V"]).(object.String)
	if !ok {
		value, ok = f.Resolve(f.Dict(d["Parent"])["V"]).(object.String)
	}
	text := textOf(string(value))
	if !ok || strings.TrimSpace(text) == "" {
		return
	}
	size := min(12, 0.8*(rect[3]-rect[1]))
	x, y := p.state.ctm.at(rect[0], rect[1])
	for _, c := range text {
		width := size
		if c < 0x80 {
			width /= 2
		}
		p.out.Glyphs = append(p.out.Glyphs, layout.Glyph{Text: p.meaning(string(c), true), Box: layout.Box{X0: x, Y0: y - size, X1: x + width, Y1: y}, X: x, Y: y - 0.2*size, Size: size})
		p.out.Printed++
		x += width
	}
}

// textOf decodes a text string: UTF-16 with a mark, else Latin-1, of which
// PDF's own encoding differs in nothing that a figure needs.
func textOf(s string) string {
	if strings.HasPrefix(s, "\xfe\xff") {
		var units []uint16
		for i := 2; i+1 < len(s); i += 2 {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(units))
	}
	if rest, ok := strings.CutPrefix(s, "\xef\xbb\xbf"); ok {
		return strings.ToValidUTF8(rest, "")
	}
	out := make([]rune, 0, len(s))
	for _, c := range []byte(s) {
		out = append(out, rune(c))
	}
	return string(out)
}

// Title is the title in the file's information, "" if there is none.
func (b *Book) Title() string {
	s, _ := b.file.Resolve(b.file.Dict(b.file.Trailer["Info"])["Title"]).(object.String)
	return strings.TrimSpace(textOf(string(s)))
}
