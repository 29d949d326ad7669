// Package charset tells from the bytes alone which character encoding a text
// has, and decodes it. What a file says about itself (a meta element, a MIME
// header) is not asked: clerks' pages lie about it.
//
// The ladder: byte order mark → valid UTF-8 → the most plausible of damaged
// UTF-8, GB18030, UTF-16 without a mark and Big5. Plausible means: made of the
// characters that Chinese offices use, see [common].
package charset

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"huizong/pipeline/read/arena"
	"huizong/pipeline/read/bounds"
)

// The names that [Decode] gives.
const (
	UTF8    = "utf-8"
	UTF8BOM = "utf-8-bom"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
	GB18030 = "gb18030"
	Big5    = "big5"
)

// Decode returns the text of data and the name of its encoding. Line ends
// become '\n', the byte order mark and NULs go; nothing else is changed.
//
// Damage is tolerated up to one code point in twenty beyond ASCII and shows as
// U+FFFD, never as a gap: a digit beside it cannot join its neighbours
// unnoticed. For the same reason a NUL between two digits becomes U+FFFD. No
// bytes are "" in UTF-8. Where nothing fits, as in a binary file, the error is
// a [*bounds.Refusal] with code damaged.
func Decode(data []byte) (text, name string, err error) {
	room := arena.Lend()
	defer arena.Return(room)
	b, name, err := DecodeIn(room, data)
	return string(b), name, err
}

// DecodeIn is [Decode] for who needs no string. The text is part of data, or stands in
// room, which grows as needed, until room is used again.
func DecodeIn(room *[]byte, data []byte) (text []byte, name string, err error) {
	if rest, marked := bytes.CutPrefix(data, utf8Mark); sound(rest) && (marked || !looksLikeGB(rest)) {
		name = UTF8
		if marked {
			name = UTF8BOM
		}
		rest = withoutMarks(rest)
		if bytes.IndexByte(rest, '\r') < 0 {
			return rest, name, nil
		}
		*room = unifyLineEnds((*room)[:0], rest)
		return *room, name, nil
	}
	if name = decode(room, data); name == "" {
		return nil, "", &bounds.Refusal{
			Code: bounds.Damaged,
			Text: "文件内容不是任何已知编码（UTF-8、GB18030、UTF-16、Big5）的文本，请用原软件打开核对后重新保存报送",
			EN:   "not text in any known encoding (UTF-8, GB18030, UTF-16, Big5); open it in the program that made it and save it again",
		}
	}
	return tidy(*room), name, nil
}

// decode decodes data into room. The name is "" where nothing fits.
func decode(room *[]byte, data []byte) (name string) {
	for _, m := range marks {
		rest, marked := bytes.CutPrefix(data, m.bytes)
		if !marked {
			continue
		}
		if *room = m.decode((*room)[:0], rest); judge(*room, true).accept() {
			return m.name
		}
		// A mark pasted before text in another encoding: the text decides.
		return guess(room, rest)
	}
	return guess(room, data)
}

// An appender decodes b and appends the text to dst.
type appender func(dst, b []byte) []byte

var utf8Mark = []byte{0xEF, 0xBB, 0xBF}

var marks = []struct {
	bytes  []byte
	name   string
	decode appender
}{
	{utf8Mark, UTF8BOM, fromUTF8},
	{[]byte{0xFF, 0xFE}, UTF16LE, fromUTF16LE},
	{[]byte{0xFE, 0xFF}, UTF16BE, fromUTF16BE},
	{[]byte{0x84, 0x31, 0x95, 0x33}, GB18030, fromGB18030},
}

// A candidate is an encoding that data without a mark may have.
type candidate struct {
	name     string
	decode   appender
	wide     bool // two bytes a character, so that NULs belong to it
	handicap float64
}

// candidates stand in order of preference: a later one must be more plausible
// by its handicap. Big5's is high because most of its bytes are GB18030, too.
var candidates = []candidate{
	{UTF8, fromUTF8, false, 0},
	{GB18030, fromGB18030, false, 0},
	{UTF16LE, fromUTF16LE, true, 0.1},
	{UTF16BE, fromUTF16BE, true, 0.1},
	{Big5, fromBig5, false, 0.2},
}

// guess decides about bytes without a mark, and decodes them into room; name is ""
// when nothing fits.
func guess(room *[]byte, data []byte) (name string) {
	nuls := bytes.Count(data, []byte{0})
	nul := nuls > 0
	if !nul && utf8.Valid(data) && !looksLikeGB(data) {
		if *room = append((*room)[:0], data...); judge(data, true).accept() {
			return UTF8
		}
		return ""
	}
	best, last := leastScore, ""
	enough := beyondASCII(data)/20 + longestCut
	for _, c := range candidates {
		input := c.input(data)
		// As the judge would say, and quicker: most files are GB18030, and each NUL
		// that is not half of a character is a bad one.
		if c.name == UTF8 && !nul && badUTF8(input, enough) > enough || !c.wide && (nuls-len(data)+len(input))*20 > len(input) {
			continue
		}
		v, judged := verdict{}, false
		if c.name == GB18030 && !nul {
			*room, v, judged = fromGBK((*room)[:0], input)
		}
		if !judged {
			// ASCII tells the encodings of eight bits nothing; it does once NULs
			// say that it might be half of something.
			*room = c.decode((*room)[:0], input)
			v = judge(*room, nul || c.wide)
		}
		last = c.name
		if !v.accept() {
			continue
		}
		if s := v.score() - c.handicap; s > best {
			name, best = c.name, s
		}
		if c.name == GB18030 && !nul && best > 0.9 {
			break // UTF-16 and Big5 never read that well as GB18030
		}
	}
	for _, c := range candidates {
		if c.name == name && name != last {
			*room = c.decode((*room)[:0], c.input(data))
		}
	}
	return name
}

// input is what of a file is decoded.
func (c *candidate) input(data []byte) []byte {
	if c.wide {
		return data
	}
	return bytes.TrimRight(data, "\x00") // padding of a broken copy
}

// beyondASCII counts the bytes that are not ASCII.
func beyondASCII(data []byte) int {
	n := 0
	for ; len(data) >= 8; data = data[8:] {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(data) & tops)
	}
	for _, c := range data {
		n += int(c >> 7)
	}
	return n
}

// badUTF8 counts the bytes at which no character of UTF-8 begins, until they
// are more than enough.
func badUTF8(data []byte, enough int) int {
	bad := 0
	for i := 0; i < len(data) && bad <= enough; {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		i += n
	}
	return bad
}

// looksLikeGB reports whether valid UTF-8 is rather GB18030: a few hanzi such
// as 一 (D2 BB) are also a Cyrillic or Greek letter of two bytes. Text from a
// Chinese office in UTF-8 has characters of three bytes, or Latin-1 signs.
func looksLikeGB(data []byte) bool {
	beyond := false
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case n > 2, n == 2 && !common(gbPair(data[i:])):
			return false
		case r >= 0x100:
			beyond = true
		}
		i += n
	}
	return beyond
}

func gbPair(b []byte) rune {
	text, _ := AppendGBK(make([]byte, 0, utf8.UTFMax), b[:2])
	r, _ := utf8.DecodeRune(text)
	return r
}

func fromUTF8(dst, b []byte) []byte {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		dst = utf8.AppendRune(dst, r)
		b = b[n:]
	}
	return dst
}

func fromGB18030(dst, b []byte) []byte {
	if s, ok := AppendGBK(dst, b); ok {
		return s
	}
	return from(simplifiedchinese.GB18030, dst, b)
}

func fromBig5(dst, b []byte) []byte { return from(traditionalchinese.Big5, dst, b) }

// from decodes with U+FFFD for what does not fit, as x/text does.
func from(e encoding.Encoding, dst, b []byte) []byte {
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return append(dst, "\uFFFD"...) // never seen: the decoders replace
	}
	return append(dst, s...)
}

func fromUTF16LE(dst, b []byte) []byte { return fromUTF16(dst, b, 0) }
func fromUTF16BE(dst, b []byte) []byte { return fromUTF16(dst, b, 1) }

// fromUTF16 decodes code units whose low byte is at index low; a last byte
// alone becomes U+FFFD.
func fromUTF16(dst, b []byte, low int) []byte {
	unit := func(i int) rune { return rune(b[i+low]) | rune(b[i+1-low])<<8 }
	i := 0
	for ; i+1 < len(b); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+3 < len(b) {
				r = utf16.DecodeRune(r, unit(i+2))
			} else {
				r = utf8.RuneError
			}
			if r != utf8.RuneError {
				i += 2
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	if i < len(b) {
		dst = utf8.AppendRune(dst, utf8.RuneError)
	}
	return dst
}

// tidy unifies line ends and drops marks and NULs. It may write over s.
func tidy(s []byte) []byte {
	s = withoutMarks(s)
	if bytes.IndexByte(s, 0) < 0 {
		return unifyLineEnds(s[:0], s)
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\r':
			if i+1 == len(s) || s[i+1] != '\n' {
				out = append(out, '\n')
			}
		case 0:
			if last := i + nulRun(s[i:]); i > 0 && last < len(s) && isDigit(s[i-1]) && isDigit(s[last]) {
				out = utf8.AppendRune(out, utf8.RuneError)
			}
		default:
			out = append(out, s[i])
		}
	}
	return out
}

func withoutMarks(s []byte) []byte {
	for bytes.HasPrefix(s, utf8Mark) {
		s = s[len(utf8Mark):]
	}
	return s
}

// DropNULs returns b without NULs, b itself if there are none: what is left of ASCII
// in UTF-16 looks as it does elsewhere.
func DropNULs(b []byte) []byte {
	if bytes.IndexByte(b, 0) < 0 {
		return b
	}
	return bytes.ReplaceAll(b, []byte{0}, nil)
}

// unifyLineEnds appends s to dst with '\n' for each "\r\n" and '\r'; dst may be where
// s begins.
func unifyLineEnds(dst, s []byte) []byte {
	for {
		k := bytes.IndexByte(s, '\r')
		if k < 0 {
			return append(dst, s...)
		}
		dst = append(append(dst, s[:k]...), '\n')
		s = bytes.TrimPrefix(s[k+1:], []byte{'\n'})
	}
}

func nulRun(s []byte) int { return len(s) - len(bytes.TrimLeft(s, "\x00")) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
