// Package content draws the pages of a PDF file as far as reading needs it:
// where each character stands, and where lines run.
//
// What a file cannot hide here: characters outside the paper are not printed,
// layers that are switched off are not drawn, and text that is drawn invisibly
// is told apart.
package content

import (
	"errors"

	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/font"
	"huizong/pipeline/read/pdf/object"
)

// A Page is what a page shows.
type Page struct {
	layout.Page
	Printed  int     // visible characters, blanks not counted
	Hidden   int     // characters drawn invisibly
	Unmapped int     // visible characters whose meaning the file does not say
	Picture  float64 // area of the largest picture
}

// ErrTooLong is a page that takes more drawing than any report.
var ErrTooLong = errors.New("too much drawing")

// ErrPages is a tree of pages that is longer than was allowed.
var ErrPages = errors.New("too many pages")

// maxOperations bounds what one document draws: operators, and characters shown.
const maxOperations = 1_500_000

// A Book is the pages of a file.
type Book struct {
	file  *object.File
	pages []sheet
	fonts map[object.Ref]*font.Font
	off   map[object.Ref]bool // layers switched off
	left  int                 // operations that may still be drawn, below 0 after one too many
}

// sheet is a page with what it inherits.
type sheet struct {
	dict      object.Dict
	resources object.Value
	box       object.Array
}

// Open finds the pages, no more than limit.
func Open(f *object.File, limit int) (*Book, error) {
	b := &Book{file: f, fonts: map[object.Ref]*font.Font{}, off: map[object.Ref]bool{}, left: maxOperations}
	root := f.Dict(f.Trailer["Root"])
	b.layers(f.Dict(root["OCProperties"]))
	if err := b.walk(root["Pages"], sheet{}, limit, 0, map[object.Ref]bool{}); err != nil {
		return nil, err
	}
	return b, nil
}

// Pages is the number of pages.
func (b *Book) Pages() int { return len(b.pages) }

// layers notes which layers are off.
func (b *Book) layers(d object.Dict) {
	usual := b.file.Dict(d["D"])
	if b.file.Name(usual["BaseState"]) == "OFF" {
		for _, v := range b.file.Array(d["OCGs"]) {
			if r, ok := v.(object.Ref); ok {
				b.off[r] = true
			}
		}
		for _, v := range b.file.Array(usual["ON"]) {
			if r, ok := v.(object.Ref); ok {
				delete(b.off, r)
			}
		}
	}
	for _, v := range b.file.Array(usual["OFF"]) {
		if r, ok := v.(object.Ref); ok {
			b.off[r] = true
		}
	}
}

// walk visits the tree of pages.
func (b *Book) walk(v object.Value, from sheet, limit, depth int, seen map[object.Ref]bool) error {
	if r, ok := v.(object.Ref); ok {
		if seen[r] || depth > 40 {
			return nil
		}
		seen[r] = true
	}
	d := b.file.Dict(v)
	if d == nil {
		return nil
	}
	if r, ok := d["Resources"]; ok {
		from.resources = r
	}
	for _, k := range []object.Name{"MediaBox", "CropBox"} {
		if a := b.file.Array(d[k]); len(a) == 4 {
			from.box = a
		}
	}
	kids := b.file.Array(d["Kids"])
	if kids == nil {
		from.dict = d
		if b.pages = append(b.pages, from); len(b.pages) > limit {
			return ErrPages
		}
		return nil
	}
	for _, k := range kids {
		if err := b.walk(k, from, limit, depth+1, seen); err != nil {
			return err
		}
	}
	return nil
}

// usualBox is the paper of a page that does not say its size: A4.
var usualBox = [4]float64{0, 0, 595, 842}

func (b *Book) box(a object.Array) [4]float64 {
	if len(a) != 4 {
		return usualBox
	}
	var v [4]float64
	for i := range v {
		n, ok := b.file.Number(a[i])
		if !ok {
			return usualBox
		}
		v[i] = n
	}
	v = [4]float64{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}
	if v[2]-v[0] < 1 || v[3]-v[1] < 1 {
		return usualBox
	}
	return v
}

// Page draws a page, counted from 0. The error is [ErrTooLong] or
// [object.ErrTooLarge].
func (b *Book) Page(i int) (*Page, error) {
	s := b.pages[i]
	box := b.box(s.box)
	out := &Page{}
	out.Number, out.Width, out.Height = i+1, box[2]-box[0], box[3]-box[1]
	p := &painter{book: b, out: out}
	p.state.ctm = matrix{1, 0, 0, -1, -box[0], box[3]} // y grows downwards from here on
	program, err := b.program(s.dict["Contents"])
	if err != nil {
		return nil, err
	}
	out.Glyphs = make([]layout.Glyph, 0, min(len(program)/bytesPerGlyph, maxGlyphs))
	paper := p.state
	if err := p.run(program, b.file.Dict(s.resources), 0); err != nil {
		return nil, err
	}
	p.state, p.stack, p.marked, p.dark = paper, nil, nil, 0
	err = p.annotations(b.file.Array(s.dict["Annots"]))
	if b.left < 0 {
		err = ErrTooLong
	}
	return out, err
}

// Drawn is how many operations the pages drawn so far took.
func (b *Book) Drawn() int { return maxOperations - b.left }

// bytesPerGlyph is what office programs write for a character and its share of
// lines and fonts.
const bytesPerGlyph = 20

// program joins the streams of a page's content.
func (b *Book) program(v object.Value) ([]byte, error) {
	var out []byte
	streams := b.file.Array(v)
	if streams == nil {
		streams = object.Array{v}
	}
	for _, v := range streams {
		s := b.file.Stream(v)
		if s == nil {
			continue
		}
		data, err := b.file.Decode(s)
		if errors.Is(err, object.ErrTooLarge) {
			return nil, err
		}
		if len(streams) == 1 {
			return data, nil
		}
		out = append(append(out, data...), '\n')
	}
	return out, nil
}

// font reads a font once.
func (b *Book) font(v object.Value) *font.Font {
	r, isRef := v.(object.Ref)
	if f := b.fonts[r]; isRef && f != nil {
		return f
	}
	f := font.New(b.file, v)
	if isRef {
		b.fonts[r] = f
	}
	return f
}
