package recognize

import (
	"slices"
	"sync/atomic"

	"huizong/schema"
)

// Offices print the same form over and over; what differs from one report to the
// next are the figures. Rows of a table that were met before but for their figures
// are laid out, and read, as they were then.

// A pattern is a stretch of rows of a table without its figures.
type pattern struct {
	id     int
	lines  []patternLine
	pieces []patternPiece // of all lines
}

// A patternLine is a [line] without its place in a document.
type patternLine struct {
	raw, plain       string // plain is empty where the line prints figures
	from, to         int    // its pieces
	row, loose, solo bool
	sign             sign
}

// A patternPiece is a [piece] without its place in a document.
type patternPiece struct {
	raw, plain                     string // raw of a word, which is less than its cell prints
	cell, column, span             int32  // cell of the stretch
	word, figure, continued, value bool
}

var patternsMade atomic.Int64

// A stretch is where a pattern stands among the lines of a document.
type stretch struct {
	span
	pattern *pattern
	table   int
	cells   []schema.Cell
	room    *room[piece]
}

// A patternLineAt is a line that is laid out by a pattern: the n-th of a stretch.
type patternLineAt struct {
	in *stretch
	n  int
}

func (a patternLineAt) line() *patternLine { return &a.in.pattern.lines[a.n] }

// piece is the k-th piece of the line.
func (a patternLineAt) piece(k int) piece {
	from := &a.in.pattern.pieces[a.line().from+k]
	c := &a.in.cells[from.cell]
	p := piece{raw: c.Text, plain: from.plain, column: int(from.column), span: int(from.span), continued: from.continued, value: from.value, place: &c.Place}
	switch {
	case from.word:
		p.raw = from.raw
	case from.figure:
		p.plain, _ = figureOf(c.Text)
	}
	return p
}

func (a patternLineAt) pieces() []piece {
	n := a.line().to - a.line().from
	out := a.in.room.take(n)
	for k := range n {
		out = append(out, a.piece(k))
	}
	return out
}

// stretch lays out cells that [stretchOf] gave, of one table.
func (u *unfolder) stretch(cells []schema.Cell, number int, loose bool) {
	u.writeKey(cells, loose)
	p, known := u.met.known.get(u.key)
	if known && len(p.lines) > 0 {
		u.print(p, cells, number)
		return
	}
	from := len(u.lines)
	u.layOut(cells, number, loose)
	if !known && len(u.key) <= longestKey && u.met.again(u.key) {
		u.met.known.put(u.key, newPattern(u.lines[from:], cells), mostPatterns)
	}
}

// newPattern remembers how a stretch was laid out; not at all, unless every row
// made one line.
func newPattern(lines []line, cells []schema.Cell) *pattern {
	p := &pattern{id: int(patternsMade.Add(1))}
	at := map[*schema.Place]int{}
	row := 0 // its first cell
	for i := range lines {
		end := row
		for end < len(cells) && cells[end].Row == cells[row].Row {
			at[&cells[end].Place] = end
			end++
		}
		l := &lines[i]
		if row == end || i > 0 && l.skipped > 0 || !l.row() && !alone(cells, row) {
			return &pattern{}
		}
		line := patternLine{raw: own(l.raw), plain: own(l.plain), from: len(p.pieces), to: len(p.pieces) + len(l.cells()), row: l.row(), loose: l.loose, solo: l.solo, sign: signOfLine(l)}
		for k, ps := 0, l.cells(); k < len(ps); k++ {
			from := &ps[k]
			to := patternPiece{cell: int32(row), column: int32(from.column), span: int32(from.span), continued: from.continued, value: from.value}
			_, to.figure = figureOf(from.raw)
			switch to.word = !l.row(); {
			case to.word && to.figure:
				return &pattern{}
			case to.word:
				to.raw = own(from.raw)
			default:
				to.cell = int32(at[from.place])
			}
			if !to.figure {
				to.plain = own(from.plain)
			} else if !to.continued {
				line.plain = ""
			}
			p.pieces = append(p.pieces, to)
		}
		p.lines = append(p.lines, line)
		row = end
	}
	if row < len(cells) || len(p.pieces) > mostPieces {
		return &pattern{}
	}
	p.pieces = slices.Clip(p.pieces)
	return p
}

// own is a text that keeps no document in memory, the same for all patterns: a cell
// of a stretch prints less than a memo remembers.
func own(text string) string { return owned.of(text, func(s string) string { return s }) }

var owned memo[string]

// print lays cells out as the pattern says.
func (u *unfolder) print(p *pattern, cells []schema.Cell, number int) {
	first := len(u.lines)
	u.stretches = append(u.stretches, stretch{span{first, first + len(p.lines)}, p, number, cells, &u.pieces})
	in := &u.stretches[len(u.stretches)-1]
	for i := range p.lines {
		from := &p.lines[i]
		u.block++
		l := line{raw: from.raw, plain: from.plain, loose: from.loose, solo: from.solo, block: u.block, pattern: patternLineAt{in, i}}
		l.place = cells[p.pieces[from.from].cell].Place
		if from.row {
			l.table = number
		}
		u.add(l)
	}
}
