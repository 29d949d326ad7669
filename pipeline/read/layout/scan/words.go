package scan

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"huizong/pipeline/read/layout"
)

// Columns of tesseract's table of words, and its levels.
const (
	columnLevel = iota
	columnPage
	columnBlock
	columnParagraph
	columnLine
	columnWord
	columnLeft
	columnTop
	columnWidth
	columnHeight
	columnConfidence
	columnText
	columns

	levelLine = 4
	levelWord = 5
)

// doubtful is the confidence in percent below which a word with digits is
// marked, so that it cannot be taken for a number.
const doubtful = 60

// unknown stands for what could not be read.
const unknown = "\ufffd"

// glyphs lays the words out. Tesseract gives the box of a word's ink; the
// baseline and the size of its characters follow from the line it is in.
func glyphs(table string) []layout.Glyph {
	var out []layout.Glyph
	var line box
	end := 0.0 // of the word before: the boxes of Chinese words overlap
	for row := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) < columns {
			continue
		}
		b, ok := boxOf(f)
		if !ok {
			continue
		}
		switch f[columnLevel] {
		case strconv.Itoa(levelLine):
			line, end = b, 0
		case strconv.Itoa(levelWord):
			confidence, err := strconv.ParseFloat(f[columnConfidence], 64)
			if b.x < end {
				b.x, b.width = end, max(b.x+b.width-end, 1)
			}
			end = b.x + b.width
			out = append(out, word(b, line, f[columnText], err == nil && confidence >= doubtful)...)
		}
	}
	return out
}

// box is a rectangle in points.
type box struct{ x, y, width, height float64 }

func boxOf(f []string) (box, bool) {
	var v [4]float64
	for i := range v {
		n, err := strconv.Atoi(f[columnLeft+i])
		if err != nil || n < 0 {
			return box{}, false
		}
		v[i] = points(n)
	}
	return box{v[0], v[1], v[2], v[3]}, true
}

// word spreads the characters of a word over its box.
func word(b, line box, text string, sure bool) []layout.Glyph {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	if !sure && strings.IndexFunc(text, unicode.IsDigit) >= 0 {
		text += unknown
	}
	height, base := b.height, b.y+b.height
	if line.height > 0 {
		height, base = line.height, line.y+line.height
	}
	size := height
	if !han(text) && height == b.height {
		size = height * 1.35 // digits are lower than characters
	}
	n := float64(utf8.RuneCountInString(text))
	var out []layout.Glyph
	x := b.x
	for _, c := range text {
		out = append(out, layout.Glyph{Text: string(c), Box: layout.Box{X0: x, Y0: b.y, X1: x + b.width/n, Y1: b.y + b.height}, X: x, Y: base, Size: size})
		x += b.width / n
	}
	return out
}

func han(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return unicode.Is(unicode.Han, c) }) >= 0
}
