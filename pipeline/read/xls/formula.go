package xls

import (
	"encoding/binary"
	"math"

	"huizong/pipeline/read/sheet"
)

// What stands in place of a cached number, [MS-XLS] 2.5.133.
const (
	cachedText  = 0
	cachedTruth = 1
	cachedError = 2
)

// calculateOnLoad says that the cached value is none: some programs write a
// zero and leave the formula to who opens the file.
const calculateOnLoad = 2

// A formula is a cell whose formula is shared with another cell.
type formula struct {
	cell   int // index in the sheet's cells
	master sheet.Ref
}

// formula reads a formula's cached value and, if it is a number, the formula
// as a sum.
func (w *worksheet) formula(cell *sheet.Cell, c *cursor, st style) error {
	cached := c.bytes(8)
	flags := c.u16()
	c.skip(4)
	tokens := c.bytes(c.u16())
	if c.short {
		return damaged("公式记录不完整", "the record of a formula is incomplete")
	}
	switch bits := binary.LittleEndian.Uint64(cached); {
	case bits>>48 != 0xFFFF:
		printDouble(cell, math.Float64frombits(bits), st)
		if cell.Number == "0" && flags&calculateOnLoad != 0 {
			*cell = sheet.Cell{Ref: cell.Ref, Bare: true}
		}
	case cached[0] == cachedText:
		// The text follows in a record of its own; the cell must exist by then.
		cell.Text = pendingText
	case cached[0] == cachedTruth:
		printFlag(cell, int(cached[2]), false)
	case cached[0] == cachedError:
		printFlag(cell, int(cached[2]), true)
	}
	if cell.Text == "" && !cell.Bare {
		return nil
	}
	if err := w.add(*cell, c); err != nil {
		return err
	}
	added := len(w.sheet.Cells) - 1
	if cell.Text == pendingText {
		w.text, w.sheet.Cells[added].Text = added, ""
	}
	w.sum(added, tokens)
	return nil
}

// pendingText holds the place of a text that the next record has.
const pendingText = "\x00"

// formulaText reads the text of the formula before.
func (w *worksheet) formulaText(c *cursor) {
	if w.text >= 0 {
		w.sheet.Cells[w.text].Text = c.longText()
		w.text = -1
	}
}

func (w *worksheet) sum(cell int, tokens []byte) {
	at := &w.sheet.Cells[cell]
	if at.Number == "" {
		return
	}
	if len(tokens) == 5 && tokens[0] == tokenShared {
		row, column := binary.LittleEndian.Uint16(tokens[1:]), binary.LittleEndian.Uint16(tokens[3:])
		w.copies = append(w.copies, formula{cell, sheet.Ref{Row: int(row), Column: int(column)}})
		return
	}
	at.Formula = sumOf(tokens, at.Ref)
}

// sharedFormula keeps the tokens of a formula that several cells share. Its
// first cell is the one whose record stands before.
func (w *worksheet) sharedFormula(c *cursor) {
	first := sheet.Ref{Row: c.u16()}
	c.skip(2)
	first.Column = c.u8()
	c.skip(3)
	tokens := c.bytes(c.u16())
	if w.shared == nil {
		w.shared = map[sheet.Ref][]byte{}
	}
	w.shared[first] = tokens
}
