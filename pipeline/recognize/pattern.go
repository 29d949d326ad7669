package recognize

import (
	"encoding/binary"
	"hash/maphash"
	"maps"
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
	lines  []line   // their pieces are those below; figures print nothing
	pieces []piece  // of all lines
	prints []source // by piece
	signs  []sign   // by line
	id     int
}

var patternsMade atomic.Int64

// A source says what a piece prints.
type source struct {
	cell   int  // of the stretch
	word   bool // one word of the cell: those of a line of text are parted
	figure bool
}

// A stretch is where a pattern stands among the lines of a document.
type stretch struct {
	span
	pattern *pattern
	table   int
}

// figureOf is the plain form of a text that prints a number in digits and nothing
// else, and ok, or not ok: the numbers of a report, but for rare spellings.
func figureOf(raw string) (plain string, ok bool) {
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
		p.signs = append(p.signs, signOfLine(l))
		p.lines = append(p.lines, line{raw: strings.Clone(l.raw), plain: strings.Clone(l.plain), table: l.table, loose: l.loose, solo: l.solo})
		for k := range l.pieces {
			piece := l.pieces[k]
			from := source{cell: row, word: !l.row()}
			if _, from.figure = figureOf(piece.raw); from.figure && from.word {
				return &pattern{}
			}
			if l.row() {
				from.cell = at[piece.place]
			}
			piece.place = nil
			if from.figure {
				piece.raw, piece.plain, p.lines[i].plain = "", "", ""
			} else {
				piece.raw, piece.plain = strings.Clone(piece.raw), strings.Clone(piece.plain)
			}
			p.pieces, p.prints = append(p.pieces, piece), append(p.prints, from)
		}
		row = end
	}
	if row < len(cells) || len(p.pieces) > mostPieces {
		return &pattern{}
	}
	for i, at := 0, 0; i < len(p.lines); i++ {
		n := len(lines[i].pieces)
		p.lines[i].pieces = p.pieces[at : at+n : at+n]
		at += n
	}
	return p
}

// print lays cells out as the pattern says.
func (u *unfolder) print(p *pattern, cells []schema.Cell, number int) {
	pieces := append(u.pieces.take(len(p.pieces)), p.pieces...)
	for i := range pieces {
		from := p.prints[i]
		c := &cells[from.cell]
		pieces[i].place = &c.Place
		if !from.word {
			pieces[i].raw = c.Text
		}
		if from.figure {
			pieces[i].plain, _ = figureOf(c.Text)
		}
	}
	from := len(u.lines)
	for i := range p.lines {
		l := p.lines[i]
		u.block++
		n := len(l.pieces)
		l.pieces, pieces = pieces[:n:n], pieces[n:]
		l.place, l.block, l.sign = l.pieces[0].at(), u.block, &p.signs[i]
		if l.row() {
			l.table = number
		}
		if l.plain == "" {
			l.plain = u.joinPlain(l.pieces)
		}
		u.add(l)
	}
	u.stretches = append(u.stretches, stretch{span{from, len(u.lines)}, p, number})
}
