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
	"slices"
	"strings"
	"sync"

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
	w := works.Get().(*work)
	defer w.done()
	var err error
	if w.lines, err = split(text, first, b, w.lines); err != nil {
		return nil, err
	}
	w.items = slices.Grow(w.items, len(w.lines))
	w.bounds = b
	return w.assemble(itemsOf(w.lines, w.items))
}

// A work is what is under construction of a text. Its memory is used again for the
// next one, which writes over what is left in it.
type work struct {
	lines []line
	items []item
	assembler
}

var works = sync.Pool{New: func() any { return new(work) }}

// mostKept is how many lines may be in memory that is used again.
const mostKept = 4096

func (w *work) done() {
	if cap(w.lines) <= mostKept {
		*w = work{lines: w.lines[:0], items: w.items[:0], assembler: assembler{table: w.table[:0], pending: w.pending[:0]}}
		works.Put(w)
	}
}

// A line is one printed line and where it stands.
type line struct {
	text         string
	number, page int
	signs        signs
}

// signs says which bytes occur in a line that mean something in texts of some kind.
// Most lines have none: they are prose, and asked no further.
type signs uint8

const (
	tabSign     signs = 1 << iota
	pipeSign          // or the first byte of another sign that parts cells
	dashSign          // or the first byte of one that draws a line
	commaSign         // or semicolon
	quoteSign         //
	markSign          // of markdown or HTML
	headingSign       // #
	entitySign        // &
)

var signsOf = func() (t [256]signs) {
	for c, s := range map[byte]signs{'\t': tabSign, '|': pipeSign, '+': pipeSign, 0xE2: pipeSign | dashSign, 0xEF: pipeSign,
		'-': dashSign, '=': dashSign, '_': dashSign, ',': commaSign, ';': commaSign, '"': quoteSign,
		'*': markSign, '\\': markSign, '<': markSign, ']': markSign, '`': markSign, '~': markSign, '#': headingSign, '&': entitySign} {
		t[c] = s
	}
	return t
}()

func lineOf(text string, number, page int) line {
	var has signs
	for i := range len(text) {
		has |= signsOf[text[i]]
	}
	return line{text, number, page, has}
}

// split cuts text into lines. The line separators of Unicode and the vertical
// tab, Word's line break, end a line without being counted as one.
func split(text string, first int, b bounds.Bounds, lines []line) ([]line, error) {
	page := 0
	if strings.ContainsRune(text, '\f') {
		page = 1
	}
	lines = slices.Grow(lines, 1+min(strings.Count(text, "\n"), 16*b.Blocks))
	number, plain := first, !hasOddLineEnd(text)
	for len(text) > 0 {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		if plain {
			lines = append(lines, lineOf(s, number, page))
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
				lines = append(lines, lineOf(piece, number, page))
				if len(piece) > b.TextSize {
					return nil, bounds.Over("bytes in one line", "单行字节数", int64(b.TextSize))
				}
			}
			if strings.Trim(part, "\v\u0085\u2028\u2029") == "" {
				lines = append(lines, lineOf("", number, page))
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
