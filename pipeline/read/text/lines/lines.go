// Package lines turns lines of text into paragraphs and loose tables: rows cut
// by tabs, pipes or commas, grids drawn with characters, markdown. It is used
// for text files and for preformatted text inside web pages.
//
// The one thing to know: a separator makes a cell, nothing else does. Text
// aligned by blanks, one cell a line, or glued stays a paragraph, verbatim;
// what such lines mean is for the recognizing to say. The tables are loose: a
// cell's column proves nothing about the header above it.
package lines

import (
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// Blocks lays out text whose line ends are '\n'. Places count lines from
// first; zero means that lines are not counted. A form feed turns the page, and
// pages are counted only where there are any. Over a bound the error is a
// [*bounds.Refusal].
//
// One line is one paragraph; lines that were wrapped at a margin are one
// paragraph with line breaks inside. Blank lines give nothing. Tables are not
// numbered, see [Number].
func Blocks(text string, first int, b bounds.Bounds) ([]schema.Block, error) {
	lines, err := split(text, first, b)
	if err != nil {
		return nil, err
	}
	a := &assembler{bounds: b}
	return a.assemble(itemsOf(lines))
}

// A line is one printed line and where it stands.
type line struct {
	text         string
	number, page int
}

// split cuts text into lines. The line separators of Unicode and the vertical
// tab, Word's line break, end a line without being counted as one.
func split(text string, first int, b bounds.Bounds) ([]line, error) {
	page := 0
	if strings.ContainsRune(text, '\f') {
		page = 1
	}
	lines := make([]line, 0, 1+min(strings.Count(text, "\n"), 16*b.Blocks))
	number, plain := first, !hasOddLineEnd(text)
	for len(text) > 0 {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		if plain {
			lines = append(lines, line{s, number, page})
			switch {
			case len(s) > b.TextSize:
				return nil, bounds.Over("bytes in one line", "单行字节数", int64(b.TextSize))
			case len(lines) > 16*b.Blocks:
				return nil, bounds.Over("lines", "行数", int64(16*b.Blocks))
			case first > 0:
				number++
			}
			continue
		}
		for k, part := range strings.Split(s, "\f") {
			if k > 0 {
				page++
			}
			for _, piece := range strings.FieldsFunc(part, isLineEnd) {
				lines = append(lines, line{piece, number, page})
				if len(piece) > b.TextSize {
					return nil, bounds.Over("bytes in one line", "单行字节数", int64(b.TextSize))
				}
			}
			if strings.Trim(part, "\v\u0085\u2028\u2029") == "" {
				lines = append(lines, line{"", number, page})
			}
		}
		if len(lines) > 16*b.Blocks {
			return nil, bounds.Over("lines", "行数", int64(16*b.Blocks))
		}
		if first > 0 {
			number++
		}
	}
	return lines, nil
}

// hasOddLineEnd reports whether a text has a form feed, or an end of a line that
// is not counted as one. Few have.
func hasOddLineEnd(text string) bool {
	return strings.IndexByte(text, '\f') >= 0 || strings.IndexByte(text, '\v') >= 0 || strings.Contains(text, "\u0085") ||
		strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029")
}

func isLineEnd(r rune) bool { return r == '\v' || r == '\u0085' || r == '\u2028' || r == '\u2029' }

// Number gives every table of a document its number, nested ones too, in the
// order in which they begin, and every cell its table, row and column.
func Number(blocks []schema.Block) {
	n := 0
	number(blocks, &n)
}

func number(blocks []schema.Block, n *int) {
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			continue
		}
		*n++
		mine := *n
		blocks[i].Place.Table = mine
		for k := range t.Cells {
			c := &t.Cells[k]
			c.Place.Table, c.Place.Row, c.Place.Column = mine, c.Row+1, c.Column+1
			number(c.Inner, n)
		}
	}
}
