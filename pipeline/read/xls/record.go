package xls

import (
	"encoding/binary"
	"math"
)

// The record types that are read, [MS-XLS] 2.3.
const (
	recFormula     = 0x0006
	recEOF         = 0x000A
	recDateMode    = 0x0022
	recFilePass    = 0x002F
	recContinue    = 0x003C
	recObject      = 0x005D
	recColInfo     = 0x007D
	recBoundSheet  = 0x0085
	recMulRK       = 0x00BD
	recMulBlank    = 0x00BE
	recRString     = 0x00D6
	recXF          = 0x00E0
	recMergedCells = 0x00E5
	recDrawing     = 0x00EC
	recSST         = 0x00FC
	recLabelSST    = 0x00FD
	recTextObject  = 0x01B6
	recBlank       = 0x0201
	recNumber      = 0x0203
	recLabel       = 0x0204
	recBoolErr     = 0x0205
	recString      = 0x0207
	recRow         = 0x0208
	recRK          = 0x027E
	recFormat      = 0x041E
	recSharedF     = 0x04BC
	recBOF         = 0x0809
)

// A record is one record with those that continue it.
type record struct {
	kind  uint16
	parts [][]byte // never empty
}

// body is the record without its continuations.
func (r *record) body() []byte { return r.parts[0] }

// A stream walks over records.
type stream struct {
	data []byte
	pos  int
}

// next returns the record at the stream's position; ok is false at its end or
// where a record is cut short.
func (s *stream) next() (r record, ok bool) {
	kind, body, ok := s.one()
	if !ok {
		return record{}, false
	}
	r = record{kind, [][]byte{body}}
	for {
		at := s.pos
		kind, body, ok := s.one()
		if !ok || kind != recContinue {
			s.pos = at
			return r, true
		}
		r.parts = append(r.parts, body)
	}
}

func (s *stream) one() (kind uint16, body []byte, ok bool) {
	if len(s.data)-s.pos < 4 {
		return 0, nil, false
	}
	kind = binary.LittleEndian.Uint16(s.data[s.pos:])
	size := int(binary.LittleEndian.Uint16(s.data[s.pos+2:]))
	begin := s.pos + 4
	if size > len(s.data)-begin {
		return 0, nil, false
	}
	s.pos = begin + size
	return kind, s.data[begin:s.pos], true
}

// A cursor reads fields from a record, over the joints between its parts. What
// is missing reads as zero and sets short.
type cursor struct {
	parts [][]byte
	pos   int // in parts[0]
	short bool
}

func (r *record) cursor() *cursor { return &cursor{parts: r.parts} }

// left is how many bytes of the present part are left; it moves on to the next
// part if none are.
func (c *cursor) left() int {
	for len(c.parts) > 1 && c.pos >= len(c.parts[0]) {
		c.parts, c.pos = c.parts[1:], 0
	}
	if len(c.parts) == 0 {
		return 0
	}
	return len(c.parts[0]) - c.pos
}

func (c *cursor) u8() int {
	if c.left() == 0 {
		c.short = true
		return 0
	}
	c.pos++
	return int(c.parts[0][c.pos-1])
}

func (c *cursor) u16() int { return c.u8() | c.u8()<<8 }
func (c *cursor) u32() int { return c.u16() | c.u16()<<16 }

func (c *cursor) f64() float64 {
	low, high := uint64(c.u32()), uint64(c.u32())
	return math.Float64frombits(high<<32 | low)
}

// bytes takes n bytes that stand in one part.
func (c *cursor) bytes(n int) []byte {
	if n < 0 || c.left() < n {
		c.short = true
		return nil
	}
	c.pos += n
	return c.parts[0][c.pos-n : c.pos]
}

// skip passes over n bytes.
func (c *cursor) skip(n int) {
	for n > 0 {
		have := c.left()
		if have == 0 {
			c.short = true
			return
		}
		step := min(n, have)
		c.pos += step
		n -= step
	}
}
