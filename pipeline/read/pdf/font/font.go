// Package font says what the codes of a PDF font mean and how wide they are.
// It never looks at outlines: a font that does not state its meaning has none
// here, and its characters are unknown.
package font

import (
	"huizong/pipeline/read/pdf/object"
)

// A Font is ready to be asked about its codes.
type Font struct {
	// Vertical fonts write downwards.
	Vertical bool
	// Scale brings widths to the size of the font: a thousandth, but for fonts
	// whose characters are drawn by page content.
	Scale float64

	split   splitter
	meaning *cmap // what the file says, nil if it says nothing
	decode  func(code code) string
	width   func(code code) float64
	seen    map[code]Char
}

// A code is one character in a string, with the bytes it was written with.
type code struct {
	value uint32
	bytes int
}

// A Char is one character of a string that is shown.
type Char struct {
	Text  string  // "" if its meaning is unknown
	Width float64 // in the font's units, see [Font.Scale]
	Space bool    // the single byte 32: word spacing applies
}

// Next returns the first character of s and how many bytes it takes, at least
// one. s is not empty.
func (f *Font) Next(s string) (Char, int) {
	c := f.split(s)
	if known, ok := f.seen[c]; ok {
		return known, c.bytes
	}
	char := f.char(c)
	f.seen[c] = char
	return char, c.bytes
}

func (f *Font) char(c code) Char {
	text, known := "", false
	if f.meaning != nil {
		text, known = f.meaning.text(c)
	}
	if !known || text == "" {
		text = f.decode(c)
	}
	return Char{Text: text, Width: f.width(c), Space: c.bytes == 1 && c.value == 32}
}

// New reads a font. A value that is no font gives one of unknown characters.
func New(f *object.File, v object.Value) *Font {
	d := f.Dict(v)
	out := &Font{Scale: 0.001, split: oneByte, decode: nothing, width: func(code) float64 { return 500 }, seen: map[code]Char{}}
	if d == nil {
		return out
	}
	out.meaning = toUnicode(f, d["ToUnicode"])
	switch f.Name(d["Subtype"]) {
	case "Type0":
		out.composite(f, d)
	case "Type3":
		if m := f.Array(d["FontMatrix"]); len(m) == 6 {
			if scale, ok := f.Number(m[0]); ok && scale != 0 {
				out.Scale = scale
			}
		}
		out.simple(f, d)
	default:
		out.simple(f, d)
	}
	return out
}

func nothing(code) string { return "" }

// A splitter takes the first code off a string that is not empty.
type splitter func(s string) code

func oneByte(s string) code { return code{uint32(s[0]), 1} }

func twoBytes(s string) code {
	if len(s) < 2 {
		return code{uint32(s[0]), 1}
	}
	return code{uint32(s[0])<<8 | uint32(s[1]), 2}
}
