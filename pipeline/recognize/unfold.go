package recognize

import (
	"slices"
	"sync"

	"huizong/schema"
)

// unfold lays a document out as lines: the rows of its tables and the lines of
// everything else. Layout tables are opened; page marks and hidden cells are
// dropped. The lines are the unfolder's until it is emptied.
func (u *unfolder) unfold(doc *schema.Document) []line {
	u.lines = slices.Grow(u.lines, len(doc.Blocks)+linesAtOnce)
	u.blocks(doc.Blocks)
	return u.lines
}

// What a report of the form takes, roughly: rows, cells with those carried down,
// and lines of text.
const (
	linesAtOnce  = 64
	piecesAtOnce = 768
	placesAtOnce = 64
)

// An unfolder lays one document out after the other, in the same memory.
type unfolder struct {
	lines []line
	parts []string // of the line of text at hand
	met   *patterns
	memory
	laying
}

// A memory is what the lines of a document, and what is collected from them, take.
type memory struct {
	pieces    room[piece]
	places    room[schema.Place]
	fragments room[fragment]
	runs      room[run]
	key       []byte // what patterns are asked with
}

func (m *memory) empty() {
	m.pieces.empty()
	m.places.empty()
	m.fragments.empty()
	m.runs.empty()
}

// laying is what is known of the document at hand.
type laying struct {
	paper     paper
	tables    int
	block     int
	skipped   int
	stretches []stretch
	stamped   bool // the title that a browser prints on every page was met
}

var unfolders = sync.Pool{New: func() any { return &unfolder{memory: *newMemory()} }}

func newMemory() *memory {
	return &memory{pieces: room[piece]{size: piecesAtOnce}, places: room[schema.Place]{size: placesAtOnce},
		fragments: room[fragment]{size: 4 * fragmentsAtOnce}, runs: room[run]{size: 4 * runsAtOnce}}
}

// empty forgets the document, and keeps the memory that it took.
func (u *unfolder) empty() {
	clear(u.lines)
	u.lines = u.lines[:0]
	u.memory.empty()
	clear(u.parts[:cap(u.parts)])
	u.laying = laying{}
}

// at keeps a place that pieces point to.
func (u *unfolder) at(place schema.Place) *schema.Place {
	kept := append(u.places.take(1), place)
	return &kept[0]
}

func (u *unfolder) add(l line) {
	l.skipped, u.skipped = u.skipped, 0
	u.lines = append(u.lines, l)
}

func (u *unfolder) blocks(blocks []schema.Block) {
	for i := range blocks {
		u.block++
		if b := &blocks[i]; b.Table != nil {
			u.table(b.Table)
		} else {
			u.paragraph(b.Text, b.Place)
		}
	}
}
