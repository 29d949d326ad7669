package recognize

import (
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// A piece is one cell of a row, or one word of a text line.
type piece struct {
	raw, plain string
	column     int  // 0-based grid column; of a word its ordinal in the line
	span       int  // grid columns
	continued  bool // anchored in a row above
	value      bool // prints what belongs in a value cell
	note       string
	doubt      schema.Doubt
	place      *schema.Place // in the document, never changed; nil for none
}

// at is where the piece stands.
func (p *piece) at() schema.Place {
	if p.place == nil {
		return schema.Place{}
	}
	return *p.place
}

// blank reports whether nothing is printed in the piece.
func (p *piece) blank() bool { return p.plain == "" }

// word reports whether the piece prints a text that is no value.
func (p *piece) word() bool { return p.plain != "" && !p.value }

// A line is a table row, or one printed line of a paragraph.
type line struct {
	raw, plain string  // raw of a line of text; that of a row is told by printed, and its plain may have to be by joined
	pieces     []piece // asked for by cells: those of a pattern may not be there yet
	table      int     // 1-based number of the table it is a row of, 0 for a paragraph
	loose      bool    // a row whose columns prove nothing
	solo       bool    // a row that prints one text only
	place      schema.Place
	block      int // the block of the document it came from
	skipped    int // printed lines before it that were dropped: page marks
	pattern    patternLineAt
}

// cells are the pieces of the line.
func (l *line) cells() []piece {
	if l.pieces == nil && l.pattern.in != nil {
		l.pieces = l.pattern.pieces()
	}
	return l.pieces
}

// cell is one of the pieces.
func (l *line) cell(k int) piece {
	if l.pieces == nil && l.pattern.in != nil {
		return l.pattern.piece(k)
	}
	return l.pieces[k]
}

// joined is the plain form of all that the line prints.
func (l *line) joined() string {
	if l.plain == "" && l.pattern.in != nil {
		var b strings.Builder
		for i, ps := 0, l.cells(); i < len(ps); i++ {
			if !ps[i].continued {
				b.WriteString(ps[i].plain)
			}
		}
		l.plain = b.String()
	}
	return l.plain
}

// printed is the text of the line as it stands in the document; the cells of a row
// are parted by tabs.
func (l *line) printed() string {
	if l.row() {
		return joinRaw(l.cells())
	}
	return l.raw
}

// row reports whether the line is a table row.
func (l *line) row() bool { return l.table > 0 }

// anchored is the number of cells that begin in the row.
func (l *line) anchored() (n int) {
	for i, ps := 0, l.cells(); i < len(ps); i++ {
		if !ps[i].continued {
			n++
		}
	}
	return n
}

// text reports whether the line can be prose or a heading: a paragraph's line,
// or a row that prints one text only.
func (l *line) text() bool { return l.table == 0 || l.solo }

// longer reports whether a text has more than n characters; it counts only where
// the bytes do not tell.
func longer(s string, n int) bool {
	return len(s) > n && (len(s) > utf8.UTFMax*n || utf8.RuneCountInString(s) > n)
}
