package charset

import (
	"strings"
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
	var table [leads * trails]uint16
	d := simplifiedchinese.GB18030.NewDecoder()
	for i := range table {
		text, err := d.Bytes([]byte{byte(0x81 + i/trails), byte(0x40 + i%trails)})
		if r, n := utf8.DecodeRune(text); err == nil && n == len(text) && r != utf8.RuneError && r < 0x10000 {
			table[i] = uint16(r)
		}
	}
	return &table
})

// fromGBK decodes b; ok is false where anything but ASCII and pairs of bytes
// that are characters stands in it.
func fromGBK(b []byte) (s string, ok bool) {
	table := pairs()
	var out strings.Builder
	out.Grow(len(b) + len(b)/2)
	for i := 0; i < len(b); {
		ascii := i
		for ascii < len(b) && b[ascii] < utf8.RuneSelf {
			ascii++
		}
		if ascii > i {
			out.Write(b[i:ascii])
			i = ascii
			continue
		}
		if i+1 == len(b) || b[i] < 0x81 || b[i] == 0xFF || b[i+1] < 0x40 || b[i+1] == 0xFF {
			return "", false
		}
		r := table[int(b[i]-0x81)*trails+int(b[i+1]-0x40)]
		if r == 0 {
			return "", false
		}
		out.WriteRune(rune(r))
		i += 2
	}
	return out.String(), true
}
