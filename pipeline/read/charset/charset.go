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
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

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
	text, name = decode(data)
	if name == "" {
		return "", "", &bounds.Refusal{
			Code: bounds.Damaged,
			Text: "文件内容不是任何已知编码（UTF-8、GB18030、UTF-16、Big5）的文本，请用原软件打开核对后重新保存报送",
			EN:   "not text in any known encoding (UTF-8, GB18030, UTF-16, Big5); open it in the program that made it and save it again",
		}
	}
	return tidy(text), name, nil
}

func decode(data []byte) (text, name string) {
	if rest, marked := bytes.CutPrefix(data, utf8Mark); sound(rest) && (marked || !looksLikeGB(rest)) {
		name = UTF8
		if marked {
			name = UTF8BOM
		}
		return string(rest), name
	}
	for _, m := range marks {
		rest, marked := bytes.CutPrefix(data, m.bytes)
		if !marked {
			continue
		}
		if text := m.decode(rest); judge(text, true).accept() {
			return text, m.name
		}
		// A mark pasted before text in another encoding: the text decides.
		return guess(rest)
	}
	return guess(data)
}

var utf8Mark = []byte{0xEF, 0xBB, 0xBF}

var marks = []struct {
	bytes  []byte
	name   string
	decode func([]byte) string
}{
	{utf8Mark, UTF8BOM, fromUTF8},
	{[]byte{0xFF, 0xFE}, UTF16LE, func(b []byte) string { return fromUTF16(b, 0) }},
	{[]byte{0xFE, 0xFF}, UTF16BE, func(b []byte) string { return fromUTF16(b, 1) }},
	{[]byte{0x84, 0x31, 0x95, 0x33}, GB18030, fromGB18030},
}

// candidates stand in order of preference: a later one must be more plausible
// by its handicap. Big5's is high because most of its bytes are GB18030, too.
var candidates = []struct {
	name     string
	decode   func([]byte) string
	wide     bool // two bytes a character, so that NULs belong to it
	handicap float64
}{
	{UTF8, fromUTF8, false, 0},
	{GB18030, fromGB18030, false, 0},
	{UTF16LE, func(b []byte) string { return fromUTF16(b, 0) }, true, 0.1},
	{UTF16BE, func(b []byte) string { return fromUTF16(b, 1) }, true, 0.1},
	{Big5, fromBig5, false, 0.2},
}

// guess decides about bytes without a mark; name is "" when nothing fits.
func guess(data []byte) (text, name string) {
	nuls := bytes.Count(data, []byte{0})
	nul := nuls > 0
	if !nul && utf8.Valid(data) && !looksLikeGB(data) {
		text = string(data)
		if judge(text, true).accept() {
			return text, UTF8
		}
		return "", ""
	}
	best := leastScore
	enough := beyondASCII(data)/20 + longestCut
	for _, c := range candidates {
		input := data
		if !c.wide {
			input = bytes.TrimRight(data, "\x00") // padding of a broken copy
		}
		// As the judge would say, and quicker: most files are GB18030, and each NUL
		// that is not half of a character is a bad one.
		if c.name == UTF8 && !nul && badUTF8(input, enough) > enough || !c.wide && (nuls-len(data)+len(input))*20 > len(input) {
			continue
		}
		decoded, v, judged := "", verdict{}, false
		if c.name == GB18030 && !nul {
			decoded, v, judged = fromGBK(input)
		}
		if !judged {
			// ASCII tells the encodings of eight bits nothing; it does once NULs
			// say that it might be half of something.
			decoded = c.decode(input)
			v = judge(decoded, nul || c.wide)
		}
		if !v.accept() {
			continue
		}
		if s := v.score() - c.handicap; s > best {
			text, name, best = decoded, c.name, s
		}
		if c.name == GB18030 && !nul && best > 0.9 {
			break // UTF-16 and Big5 never read that well as GB18030
		}
	}
	return text, name
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
	r, _ := utf8.DecodeRuneInString(fromGB18030(b[:2]))
	return r
}

func fromUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b) + 16)
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		s.WriteRune(r)
		b = b[n:]
	}
	return s.String()
}

func fromGB18030(b []byte) string {
	if s, _, ok := fromGBK(b); ok {
		return s
	}
	return from(simplifiedchinese.GB18030, b)
}

func fromBig5(b []byte) string { return from(traditionalchinese.Big5, b) }

// from decodes with U+FFFD for what does not fit, as x/text does.
func from(e encoding.Encoding, b []byte) string {
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "\uFFFD" // never seen: the decoders replace
	}
	return string(s)
}

// fromUTF16 decodes code units whose low byte is at index low; a last byte
// alone becomes U+FFFD.
func fromUTF16(b []byte, low int) string {
	unit := func(i int) rune { return rune(b[i+low]) | rune(b[i+1-low])<<8 }
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	s := (*room)[:0]
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
		s = utf8.AppendRune(s, r)
	}
	if i < len(b) {
		s = utf8.AppendRune(s, utf8.RuneError)
	}
	*room = s
	return string(s)
}

// rooms hold memory in which a text is decoded: only then it is known how much of
// its own it takes.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// tidy unifies line ends and drops marks and NULs.
func tidy(s string) string {
	for strings.HasPrefix(s, "\uFEFF") {
		s = s[len("\uFEFF"):]
	}
	if strings.IndexByte(s, 0) < 0 {
		return unifyLineEnds(s)
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\r':
			if i+1 == len(s) || s[i+1] != '\n' {
				out.WriteByte('\n')
			}
		case 0:
			if last := i + nulRun(s[i:]); i > 0 && last < len(s) && isDigit(s[i-1]) && isDigit(s[last]) {
				out.WriteRune(utf8.RuneError)
			}
		default:
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

// DropNULs returns b without NULs, b itself if there are none: what is left of ASCII
// in UTF-16 looks as it does elsewhere.
func DropNULs(b []byte) []byte {
	if bytes.IndexByte(b, 0) < 0 {
		return b
	}
	return bytes.ReplaceAll(b, []byte{0}, nil)
}

// unifyLineEnds makes '\n' of each "\r\n" and '\r'.
func unifyLineEnds(s string) string {
	k := strings.IndexByte(s, '\r')
	if k < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for ; k >= 0; k = strings.IndexByte(s, '\r') {
		out.WriteString(s[:k])
		out.WriteByte('\n')
		s = strings.TrimPrefix(s[k+1:], "\n")
	}
	out.WriteString(s)
	return out.String()
}

func nulRun(s string) int { return len(s) - len(strings.TrimLeft(s, "\x00")) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
