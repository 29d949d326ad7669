package charset

import (
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
	out := make([]byte, 0, len(b)+len(b)/2+utf8.UTFMax)
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			out = append(out, c)
			i++
			continue
		}
		if i+1 == len(b) || b[i] < 0x81 || b[i] == 0xFF || b[i+1] < 0x40 || b[i+1] == 0xFF {
			return "", false
		}
		r := table[int(b[i]-0x81)*trails+int(b[i+1]-0x40)]
		if r == 0 {
			return "", false
		}
		out = utf8.AppendRune(out, rune(r))
		i += 2
	}
	return string(out), true
}
