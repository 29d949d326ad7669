package xls

import (
	"unicode/utf16"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// Flags before the characters of a string, [MS-XLS] 2.5.293.
const (
	wideChars = 1 << 0 // two bytes each; otherwise the low bytes only
	phonetics = 1 << 2
	richRuns  = 1 << 3
)

// longText is a string with a length of two bytes, its runs and phonetics
// passed over.
func (c *cursor) longText() string { return c.text(c.u16()) }

// shortText is a string with a length of one byte.
func (c *cursor) shortText() string { return c.text(c.u8()) }

func (c *cursor) text(n int) string {
	flags, runs, extra := c.u8(), 0, 0
	if flags&richRuns != 0 {
		runs = c.u16()
	}
	if flags&phonetics != 0 {
		extra = c.u32()
	}
	s := c.chars(n, flags&wideChars != 0)
	c.skip(4*runs + extra)
	return s
}

// chars reads n characters. Where a record ends inside them, the one that
// continues it begins with flags of its own, and the width may change.
func (c *cursor) chars(n int, wide bool) string {
	units := make([]uint16, 0, min(n, 1<<12))
	for n > 0 && !c.short {
		if len(c.parts) > 0 && c.pos >= len(c.parts[0]) {
			wide = c.u8()&wideChars != 0
			continue
		}
		unit := c.u8()
		if wide {
			unit |= c.u8() << 8
		}
		units = append(units, uint16(unit))
		n--
	}
	return sheet.Clean(string(utf16.Decode(units)))
}

// readStrings reads the table of shared strings. Each entry costs memory, so
// their number is bounded like that of the cells.
func (r *reader) readStrings(rec record) error {
	c := rec.cursor()
	c.skip(4)
	n := c.u32()
	for range n {
		if len(r.strings) >= r.bounds.Cells {
			return bounds.Over("shared strings", "共享字符串数", int64(r.bounds.Cells))
		}
		s := c.longText()
		if c.short {
			return damaged("共享字符串表不完整", "the table of shared strings is incomplete")
		}
		r.strings = append(r.strings, s)
	}
	return nil
}
