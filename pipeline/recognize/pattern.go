package recognize

import (
	"encoding/binary"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"sync"
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

// figureOf is the plain form of a text that prints a number in digits and nothing
// else, and ok, or not ok: the numbers of a report, but for rare spellings.
func figureOf(raw string) (plain string, ok bool) {
	if raw == "" || raw[0] >= 0xe4 {
		return raw, false // nothing, or an ideograph
	}
	s := strings.TrimSpace(raw)
	n := digitRun(s)
	if n > 0 && n+1 < len(s) && s[n] == '.' {
		n += 1 + digitRun(s[n+1:])
	}
	return s, n > 0 && n == len(s) && n <= longestFigure
}

// fewestRows is how many rows make a stretch that is worth remembering.
const fewestRows = 2

// stretchOf is how many of the cells, which begin a row, are of rows that no cell
// of other rows reaches into or out of, and in how many rows they stand. It ends
// before what may be prose.
func stretchOf(cells []schema.Cell) (n, rows int) {
	carried, met := -1, 0 // the last row that a cell reaches into; rows so far
	for at := 0; at < min(len(cells), mostCells); {
		row, from := cells[at].Row, at
		before := carried
		for ; at < len(cells) && cells[at].Row == row; at++ {
			c := &cells[at]
			if longer(c.Text, longestLabel) || c.Inner != nil || c.Doubt != schema.Certain || c.Note != "" {
				return n, rows
			}
			carried = max(carried, row+min(c.RowSpan, maxSpan)-1)
		}
		if at-from < 2 && before < row && signOf(plain(cells[from].Text)) == schema.NoTable {
			return n, rows
		}
		if met++; carried <= row || at == len(cells) {
			n, rows = at, met
		}
	}
	return n, rows
}

// untilClosed is how many of the cells are of the first row and of those that its
// cells reach into, and so on.
func untilClosed(cells []schema.Cell) int {
	n, carried := 0, 0
	for n < len(cells) && (n == 0 || cells[n].Row == cells[n-1].Row || cells[n].Row <= carried) {
		carried = max(carried, cells[n].Row+min(cells[n].RowSpan, maxSpan)-1)
		n++
	}
	return n
}

// mostCells is more than one table of the form has, however it is cut into cells.
const mostCells = 1 << 9

// writeKey writes down all of the cells that recognizing goes by: where they stand,
// and what they print, without figures and as plain text; a row of a single cell may
// become a line of text, whose blanks count.
func (u *unfolder) writeKey(cells []schema.Cell, loose bool) {
	key := append(u.key[:0], 0)
	if loose {
		key[0] = 1
	}
	row := cells[0].Row
	for i := range cells {
		c := &cells[i]
		for _, n := range [...]int{c.Row - row, c.Column, c.RowSpan, c.ColumnSpan} {
			key = binary.AppendUvarint(key, uint64(n))
		}
		row = c.Row
		_, figure := figureOf(c.Text)
		switch {
		case c.Hidden:
			key = append(key, keyHidden)
			continue
		case figure:
			key = append(key, keyFigure)
			continue
		case alone(cells, i):
			key = append(key, keyText)
			key = appendText(key, c.Text)
			continue
		case valueLike(c.Text):
			key = append(key, keyValue)
		default:
			key = append(key, keyWord)
		}
		key = appendText(key, u.paper.plain(c.Text))
	}
	u.key = key
}

// What a key says of a cell's text.
const (
	keyHidden = iota
	keyFigure
	keyText
	keyValue
	keyWord
)

// alone reports whether no other cell begins in the row of cell i.
func alone(cells []schema.Cell, i int) bool {
	return (i == 0 || cells[i-1].Row != cells[i].Row) && (i+1 == len(cells) || cells[i+1].Row != cells[i].Row)
}

func appendText(key []byte, text string) []byte {
	return append(binary.AppendUvarint(key, uint64(len(text))), text...)
}

// patterns are those that were met twice. Any number of documents may ask at once.
type patterns struct {
	known    atomic.Pointer[map[string]*pattern] // never changed, as the next
	readings atomic.Pointer[map[string]*reading]
	lock     sync.Mutex
	once     map[uint64]struct{} // hashes of what was met once
}

var met patterns

var seed = maphash.MakeSeed()

// A county has a few patterns, the country some hundreds; whoever brings new ones
// all the time makes all be learned again, and nothing worse.
const (
	mostPatterns = 512
	mostOnce     = 1 << 14
	mostReadings = 1 << 10
	longestKey   = 1 << 14 // bytes
	mostPieces   = 640     // of one pattern
)

// again reports whether the key was met before.
func (s *patterns) again(key []byte) bool {
	hash := maphash.Bytes(seed, key)
	s.lock.Lock()
	defer s.lock.Unlock()
	if _, ok := s.once[hash]; ok {
		delete(s.once, hash)
		return true
	}
	if s.once == nil || len(s.once) >= mostOnce {
		s.once = map[uint64]struct{}{}
	}
	s.once[hash] = struct{}{}
	return false
}

func (s *patterns) get(key []byte) *pattern {
	if known := s.known.Load(); known != nil {
		return (*known)[string(key)]
	}
	return nil
}

func (s *patterns) put(key []byte, p *pattern) {
	s.lock.Lock()
	defer s.lock.Unlock()
	all := map[string]*pattern{}
	if known := s.known.Load(); known != nil && len(*known) < mostPatterns {
		all = maps.Clone(*known)
	}
	all[string(key)] = p
	s.known.Store(&all)
}

// stretch lays out cells that [stretchOf] gave, of one table.
func (u *unfolder) stretch(cells []schema.Cell, number int, loose bool) {
	u.writeKey(cells, loose)
	p := u.met.get(u.key)
	if p != nil && len(p.lines) > 0 {
		u.print(p, cells, number)
		return
	}
	from := len(u.lines)
	u.layOut(cells, number, loose)
	if p == nil && len(u.key) <= longestKey && u.met.again(u.key) {
		u.met.put(u.key, newPattern(u.lines[from:], cells))
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
