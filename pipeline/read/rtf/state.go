package rtf

import (
	"context"
	"fmt"

	"golang.org/x/text/encoding"

	"huizong/pipeline/read/arena"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid"
	"huizong/schema"
)

// A reader goes through the file and puts what it collects into the nest
// whenever a paragraph, cell or row ends.
type reader struct {
	ctx   context.Context
	doc   *schema.Document
	meter *grid.Meter
	state state
	scene
	groups []state // outer ones, outermost first
	scenes []scene // around text boxes, outermost first
	texts  arena.Texts

	codePage int                      // of \ansicpg
	fonts    map[int]int              // font number to code page; 0 where the font says none
	asked    struct{ font, page int } // of fonts, the last
	font     int                      // font being defined in the font table

	fontNames map[int]string // not decoded

	encoding encoding.Encoding // decoded last
	decoder  *encoding.Decoder // of it

	pending  []byte // characters not decoded yet
	decoded  []byte // those decoded last
	high     rune   // first half of a character outside of the basic plane
	skip     int    // characters that only replace one given by \u
	pictures int
}

// A scene is what is under construction in the document or in a text box.
type scene struct {
	nest    grid.Nest
	row     rowShape
	text    []byte         // of the open paragraph
	last    look           // of the last character collected
	picture bool           // in the open paragraph
	boxes   []schema.Block // of text boxes in the open paragraph
	before  string         // the paragraph before, outside of tables
}

// A state is what groups save and restore.
type state struct {
	destination destination
	optional    bool // \* was met, the destination's name follows
	inBoxes     int  // how many text boxes are around

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
	if len(r.groups) >= r.meter.Bounds.Depth {
		return &bounds.Refusal{Code: bounds.TooDeep,
			Text: fmt.Sprintf("文件内部结构嵌套超过 %d 层，请核对文件后重新报送", r.meter.Bounds.Depth),
			EN:   fmt.Sprintf("groups nested more than %d deep; check the file and send it again", r.meter.Bounds.Depth)}
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
	for range r.state.inBoxes - outside.inBoxes {
		if err := r.endBox(); err != nil {
			return err
		}
	}
	if r.state.outerRow != nil {
		r.row = *r.state.outerRow
	}
	r.state, r.groups = outside, r.groups[:n-1]
	return nil
}

// beginBox begins a box of text, which floats over the middle of something.
func (r *reader) beginBox() {
	r.state.inBoxes++
	r.state.inTable, r.state.depth, r.state.deleted = false, 0, false
	r.scenes = append(r.scenes, r.scene)
	r.scene = scene{nest: grid.Nest{Meter: r.meter}}
}

func (r *reader) endBox() error {
	blocks, err := r.finish()
	r.scene = r.scenes[len(r.scenes)-1]
	r.scenes = r.scenes[:len(r.scenes)-1]
	r.boxes = append(r.boxes, blocks...)
	return err
}

// finish ends the document or a box.
func (r *reader) finish() ([]schema.Block, error) {
	if len(r.text) > 0 || len(r.boxes) > 0 {
		r.state.deleted = false
		if err := r.endParagraph(); err != nil {
			return nil, err
		}
	}
	return r.nest.Finish()
}

// collecting reports whether characters and marks count now.
func (r *reader) collecting() bool { return r.state.destination == body }

// note adds a remark on the document, once.
func (r *reader) note(code, zh, en string) {
	for i := range r.doc.Notes {
		if r.doc.Notes[i].Code == code {
			return
		}
	}
	r.doc.Notes = append(r.doc.Notes, schema.Note{Code: code, Text: zh, EN: en})
}
