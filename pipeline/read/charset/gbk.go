package charset

import (
	"bytes"
	"slices"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// GBK is all that honest files in GB18030 use: ASCII, and pairs of bytes. These
// are looked up in one table, made from that of x/text; whatever else there is
// in a file is left to x/text.

const (
	leads  = 0xFE - 0x81 + 1
	trails = 0xFE - 0x40 + 1
)

// pairs holds the character of each pair of bytes, 0 for none.
var pairs = sync.OnceValue(func() *[leads * trails]uint16 {
	// All are decoded at once, each on a line of its own: no pair takes the line end
	// for its second byte.
	all := make([]byte, 0, 3*leads*trails)
	for i := range leads * trails {
		all = append(all, byte(0x81+i/trails), byte(0x40+i%trails), '\n')
	}
	var table [leads * trails]uint16
	i := 0
	for line := range bytes.Lines(from(simplifiedchinese.GB18030, nil, all)) {
		if r, n := utf8.DecodeRune(line); n == len(line)-1 && r != utf8.RuneError && r < 0x10000 {
			table[i] = uint16(r)
		}
		i++
	}
	return &table
})

// AppendGBK decodes b, text of code page 936 or of GB18030, and appends it to dst;
// ok is false where anything but ASCII and pairs of bytes that are characters stands
// in b.
func AppendGBK(dst, b []byte) (out []byte, ok bool) {
	table := pairs()
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			dst = append(dst, b[0])
			b = b[1:]
			continue
		}
		r := pair(table, b)
		if r == 0 {
			return dst, false
		}
		dst = utf8.AppendRune(dst, r)
		b = b[2:]
	}
	return dst, true
}

// pair is the character of the pair of bytes that b begins with, 0 if it is none.
func pair(table *[leads * trails]uint16, b []byte) rune {
	if len(b) == 1 || b[0] < 0x81 || b[0] == 0xFF || b[1] < 0x40 || b[1] == 0xFF {
		return 0
	}
	return rune(table[int(b[0]-0x81)*trails+int(b[1]-0x40)])
}

// fromGBK is [AppendGBK] that counts the code points beyond ASCII as [judge] does.
func fromGBK(dst, b []byte) (out []byte, v verdict, ok bool) {
	table, set := pairs(), commonSet()
	out = slices.Grow(dst, len(b)+len(b)/2)
	for len(b) > 0 {
		if n := printing(b); n > 0 {
			out = append(out, b[:n]...)
			b = b[n:]
			continue
		}
		if b[0] < utf8.RuneSelf {
			if !spacing(rune(b[0])) { // a control character
				v.total++
				v.bad++
			}
			out = append(out, b[0])
			b = b[1:]
			continue
		}
		r := pair(table, b)
		if r == 0 {
			return out, verdict{}, false
		}
		v.total++
		switch {
		case set[r>>6]&(1<<(r&63)) != 0:
			v.common++
		case isBad(r):
			v.bad++
		}
		out = utf8.AppendRune(out, r)
		b = b[2:]
	}
	return out, v, true
}
