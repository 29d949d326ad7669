package xls

import (
	"encoding/binary"
	"strings"

	"huizong/pipeline/read/sheet"
)

// An object is what is known of the drawn object met last: where it hangs and
// what it is.
type object struct {
	anchor sheet.Ref
	kind   int
}

// Kinds of objects, [MS-XLS] 2.5.143.
const (
	pictureObject = 0x08
	noteObject    = 0x19 // a remark on a cell: not part of the paper
)

// Drawing records, [MS-ODRAW] 2.2.1 and [MS-XLS] 2.5.193.
const (
	containerVersion = 0xF
	clientAnchor     = 0xF010
)

// drawn reads the three records that make an object: its place in the drawing,
// what it is, and its text.
func (w *worksheet) drawn(rec *record) {
	switch rec.kind {
	case recDrawing:
		if at, ok := anchorOf(rec.body()); ok {
			w.anchor = at
		}
	case recObject:
		c := rec.cursor()
		c.skip(4)
		if w.kind = c.u16(); w.kind == pictureObject {
			w.sheet.Pictures++
		}
	case recTextObject:
		w.box(rec)
	}
}

// anchorOf finds the cell under the top left corner of an object.
func anchorOf(b []byte) (at sheet.Ref, ok bool) {
	for len(b) >= 8 {
		version, kind := b[0]&0xF, binary.LittleEndian.Uint16(b[2:])
		size := binary.LittleEndian.Uint32(b[4:])
		b = b[8:]
		if kind == clientAnchor && len(b) >= 8 {
			return sheet.Ref{Row: int(binary.LittleEndian.Uint16(b[6:])), Column: int(binary.LittleEndian.Uint16(b[2:]))}, true
		}
		if version == containerVersion {
			continue
		}
		if uint64(size) > uint64(len(b)) {
			break
		}
		b = b[size:]
	}
	return sheet.Ref{}, false
}

// box reads the text of an object, which stands in the records that continue
// its own.
func (w *worksheet) box(rec *record) {
	c := rec.cursor()
	c.skip(10)
	n := c.u16()
	if n == 0 || len(rec.parts) < 2 || w.kind == noteObject || len(w.sheet.Boxes) >= w.bounds.Blocks {
		return
	}
	c = &cursor{parts: rec.parts[1:]}
	wide := c.u8()&wideChars != 0
	if text := c.chars(n, wide); !c.short && strings.TrimSpace(text) != "" {
		w.sheet.Boxes = append(w.sheet.Boxes, sheet.Box{Ref: w.anchor, Text: strings.Trim(text, "\n")})
	}
}
