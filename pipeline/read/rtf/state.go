package rtf

import (
	"context"
	"fmt"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid"
	"huizong/schema"
)

// A reader goes through the file and puts what it collects into the nest
// whenever a paragraph, cell or row ends.
type reader struct {
	ctx  context.Context
	doc  *schema.Document
	nest grid.Nest

	boxes    bool // text boxes are read now, and nothing else
	hasBoxes bool
	state    state
	groups   []state // outer ones, outermost first

	codePage int         // of \ansicpg
	fonts    map[int]int // font number to code page; 0 where the font says none
	font     int         // font being defined in the font table

	row      rowShape
	text     strings.Builder // of the open paragraph
	pending  []byte          // characters not decoded yet
	high     rune            // first half of a character outside of the basic plane
	skip     int             // characters that only replace one given by \u
	last     look            // of the last character collected
	pictures int
	picture  bool   // in the open paragraph
	before   string // the paragraph before, outside of tables
}

// A state is what groups save and restore.
type state struct {
	destination destination
	optional    bool // \* was met, the destination's name follows
	box         bool // inside a text box

	skipChars int // how many characters replace one given by \u
	font      int
	wideFont  int // font of Chinese characters, −1 if not said
	wide      bool
	hidden    bool
	deleted   bool
	inserted  bool
	look      look
	inTable   bool
	depth     int // \itap; 0 if not said

	outerRow *rowShape // to be restored when the properties of an inner row end
}

// A look is what sets figures apart that stand side by side.
type look struct{ struck, raised bool }

// A destination is where the characters of a group go.
type destination uint8

const (
	body destination = iota
	ignored
	fontTable
	title
	ignoredBut // ignored, but groups inside may count
)

// open begins a group.
func (r *reader) open() error {
	if err := r.flush(); err != nil {
		return err
	}
	r.skip = 0
	if len(r.groups) >= r.nest.Bounds.Depth {
		return &bounds.Refusal{Code: bounds.TooDeep,
			Text: fmt.Sprintf("文件内部结构嵌套超过 %d 层，请核对文件后重新报送", r.nest.Bounds.Depth),
			EN:   fmt.Sprintf("groups nested more than %d deep; check the file and send it again", r.nest.Bounds.Depth)}
	}
	r.groups = append(r.groups, r.state)
	r.state.optional = false
	r.state.outerRow = nil
	return nil
}

// close ends a group.
func (r *reader) close() error {
	if err := r.flush(); err != nil {
		return err
	}
	r.skip = 0
	n := len(r.groups)
	if n == 0 {
		return damaged("括号不配对", "a group ends that did not begin")
	}
	outside := r.groups[n-1]
	if r.state.box && !outside.box && r.boxes && r.text.Len() > 0 {
		if err := r.endParagraph(); err != nil {
			return err
		}
	}
	if r.state.outerRow != nil {
		r.row = *r.state.outerRow
	}
	r.state, r.groups = outside, r.groups[:n-1]
	return nil
}

// collecting reports whether characters and marks count now.
func (r *reader) collecting() bool { return r.state.destination == body && r.state.box == r.boxes }

// note adds a remark on the document, once.
func (r *reader) note(code, zh, en string) {
	for i := range r.doc.Notes {
		if r.doc.Notes[i].Code == code {
			return
		}
	}
	r.doc.Notes = append(r.doc.Notes, schema.Note{Code: code, Text: zh, EN: en})
}
