package rtf

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"huizong/pipeline/read/charset"
)

// symbolPage stands for the code pages of symbol fonts.
const symbolPage = 42

// encodings are the code pages that Chinese offices meet. GBK, not GB18030: its
// characters of two bytes can never take in a digit.
var encodings = map[int]encoding.Encoding{
	936: simplifiedchinese.GBK, 54936: simplifiedchinese.GBK, 950: traditionalchinese.Big5, 932: japanese.ShiftJIS, 949: korean.EUCKR,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253,
	437: charmap.CodePage437, 850: charmap.CodePage850, 10000: charmap.Macintosh, 65001: encoding.Nop,
}

// charsets are the code pages of \fcharset.
var charsets = map[int]int{0: 0, 1: 0, 2: symbolPage, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 204: 1251, 238: 1250}

// atOnce is how many bytes may wait to be decoded.
const atOnce = 4096

// characters takes bytes of the text. They wait until something else comes, as
// one character may be spelled in several ways.
func (r *reader) characters(b []byte) error {
	if r.skip > 0 {
		n := min(r.skip, len(b))
		r.skip -= n
		b = b[n:]
	}
	r.pending = append(r.pending, b...)
	if len(r.pending) > atOnce && r.pending[len(r.pending)-1] < 0x80 {
		return r.flush()
	}
	return r.meter.Text(len(r.pending))
}

// flush decodes what waits.
func (r *reader) flush() error {
	if len(r.pending) == 0 {
		return nil
	}
	b := r.pending
	r.pending = r.pending[:0]
	switch {
	case r.state.destination == fontTable && len(r.fontNames[r.font]) < 100:
		r.fontNames[r.font] += string(b)
	case r.state.destination == title && len(r.doc.Title) < 1000:
		r.doc.Title += string(r.decode(b))
	case r.collecting():
		return r.print(r.decode(b))
	}
	return nil
}

// defineFont notes the code page of the font being defined.
func (r *reader) defineFont(page int) {
	r.fonts[r.font] = page
	r.asked.font = -1
}

// pageOf is the code page of a font.
func (r *reader) pageOf(font int) int {
	if font != r.asked.font || font < 0 {
		r.asked.font, r.asked.page = font, r.fonts[font]
	}
	return r.asked.page
}

// decode believes the font about its code page. Where it says none, or only
// "western", it tries what else the text says, from the nearest word to the
// farthest, and takes what fits whole; the last is Windows-1252. The text is good
// until the next one.
func (r *reader) decode(b []byte) []byte {
	page := r.pageOf(r.state.font)
	switch {
	case page == symbolPage:
		return symbols(b, strings.HasPrefix(r.fontNames[r.state.font], "Symbol"))
	case ascii(b):
		return b
	case encodings[page] != nil:
		text, _ := r.decodeIn(page, b)
		return text
	}
	for _, page := range []int{r.fonts[r.state.wideFont], r.codePage, 936, 1252} {
		if encodings[page] != nil {
			if text, whole := r.decodeIn(page, b); whole {
				return text
			}
		}
	}
	text, _ := r.decodeIn(936, b)
	return text
}

// decodeIn decodes with U+FFFD for what does not fit; whole says that all did.
func (r *reader) decodeIn(page int, b []byte) (text []byte, whole bool) {
	if page == 936 {
		if r.decoded, whole = charset.AppendGBK(r.decoded[:0], b); whole {
			return r.decoded, true
		}
	}
	e := encodings[page]
	if r.encoding != e {
		r.encoding, r.decoder = e, e.NewDecoder()
	}
	out, err := r.decoder.Bytes(b)
	if err != nil {
		return bytes.Repeat([]byte("\uFFFD"), len(b)), false
	}
	text = bytes.ToValidUTF8(out, []byte("\uFFFD"))
	return text, !bytes.ContainsRune(text, utf8.RuneError)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// symbols keeps characters of symbol fonts where Word keeps them, at U+F000.
// The figures of the font Symbol are figures; those of the others are pictures.
func symbols(b []byte, figures bool) (out []byte) {
	for _, c := range b {
		if c == ' ' || figures && digit(c) {
			out = append(out, c)
		} else {
			out = utf8.AppendRune(out, 0xF000+rune(c))
		}
	}
	return out
}

// unicode takes the character of a \u, given as a signed number of 16 bits.
func (r *reader) unicode(value int) error {
	if err := r.flush(); err != nil {
		return err
	}
	r.skip = r.state.skipChars
	c := rune(uint16(value))
	switch {
	case value > 0xFFFF && value <= utf8.MaxRune:
		c = rune(value) // some programs write them whole
	case utf16.IsSurrogate(c) && c < 0xDC00:
		r.high = c
		return nil
	case utf16.IsSurrogate(c):
		c = utf16.DecodeRune(r.high, c)
	}
	r.high = 0
	if r.state.destination == title && len(r.doc.Title) < 1000 {
		r.doc.Title += string(c)
	}
	r.decoded = utf8.AppendRune(r.decoded[:0], c)
	return r.print(r.decoded)
}

// printString prints what a control word stands for, behind the characters before
// it.
func (r *reader) printString(s string) error {
	if err := r.flush(); err != nil {
		return err
	}
	r.decoded = append(r.decoded[:0], s...)
	return r.print(r.decoded)
}

// print collects printed characters; none waits to be decoded.
func (r *reader) print(s []byte) error {
	if slices.ContainsFunc(s, control) {
		s = bytes.Map(printing, s)
	}
	if len(s) == 0 || !r.collecting() {
		return nil
	}
	if r.state.deleted || r.state.inserted {
		r.note("rtf.tracked", "文件带有未接受的修订，按全部接受后的内容读取", "the file holds tracked changes; it was read as if all were accepted")
	}
	switch {
	case r.state.deleted:
		return nil
	case r.state.hidden:
		r.note("rtf.hidden", "文件含有隐藏文字，没有读取", "the file holds hidden text, which was not read")
		return nil
	}
	// A figure that is crossed out or raised is no digit of its neighbour.
	if n := len(r.text); r.last != r.state.look && n > 0 && digit(r.text[n-1]) && digit(s[0]) {
		r.text = append(r.text, ' ')
	}
	r.last = r.state.look
	r.text = append(r.text, s...)
	return r.meter.Text(len(r.text))
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// control reports whether a character is one of those that printing leaves out.
func control(c byte) bool { return c < ' ' && c != '\t' && c != '\n' }

// printing leaves out control characters: LibreOffice writes a form's line end
// into its result.
func printing(c rune) rune {
	if c < ' ' && control(byte(c)) {
		return -1
	}
	return c
}
