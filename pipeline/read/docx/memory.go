package docx

import (
	"sync"

	"huizong/pipeline/read/grid"
	"huizong/pipeline/read/xmlscan"
	"huizong/schema"
)

// A memory is what the cells of a document take until their table is laid out.
// The next document has it again.
type memory struct {
	idle   []*flow        // of cells that have ended
	places []schema.Block // for the paragraphs of cells
	used   int            // of places
	cells  [][]cell       // of tables that were laid out, emptied
	laid   []grid.Cell    // of the table being laid out
	known  known
}

// A known holds the properties met in the part that is read: few of them differ.
type known struct {
	runs       xmlscan.Memo[run]
	paragraphs xmlscan.Memo[paragraph]
	cells      xmlscan.Memo[cellProperties]
}

var memories = sync.Pool{New: func() any { return new(memory) }}

// What a report takes, roughly; memory for far more than that is not kept.
const (
	placesAtOnce = 512
	cellsAtOnce  = 320
	mostKept     = 16
)

// beginCell gives the flow of a cell that begins; most cells hold one
// paragraph. A flow is used again when its cell has ended.
func (m *memory) beginCell() *flow {
	if m.used == len(m.places) {
		m.places, m.used = make([]schema.Block, placesAtOnce), 0
	}
	var f *flow
	if n := len(m.idle); n > 0 {
		f, m.idle = m.idle[n-1], m.idle[:n-1]
	} else {
		f = &flow{}
	}
	*f = flow{text: f.text[:0], blocks: m.places[m.used : m.used : m.used+1], keep: true, cell: cell{cellProperties: cellProperties{span: 1}}}
	m.used++
	return f
}

// beginTable gives room for the cells of a table that begins.
func (m *memory) beginTable() []cell {
	n := len(m.cells)
	if n == 0 {
		return make([]cell, 0, cellsAtOnce)
	}
	room := m.cells[n-1]
	m.cells = m.cells[:n-1]
	return room
}

// endTable takes that room back.
func (m *memory) endTable(cells []cell) {
	clear(cells)
	if len(m.cells) < mostKept && cap(cells) <= mostKept*cellsAtOnce {
		m.cells = append(m.cells, cells[:0])
	}
}

// layout gives cells for a table of n to be laid out: only one is at a time.
func (m *memory) layout(n int) []grid.Cell {
	if n > cap(m.laid) {
		m.laid = make([]grid.Cell, max(n, cellsAtOnce))
	}
	clear(m.laid[:n])
	return m.laid[:n]
}

// empty forgets the document.
func (m *memory) empty() {
	m.known = known{}
	for _, f := range m.idle {
		*f = flow{text: f.text[:0]}
	}
	kept := min(len(m.idle), mostKept)
	clear(m.idle[kept:])
	m.idle = m.idle[:kept]
	clear(m.places[:m.used])
	m.used = 0
	clear(m.laid[:cap(m.laid)])
	if cap(m.laid) > mostKept*cellsAtOnce {
		m.laid = nil
	}
}
