package xmlscan

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"huizong/pipeline/read/bounds"
)

// decode gives the document in UTF-8, without byte order mark. What is UTF-8
// already is not looked at here: the scan judges the characters it comes to.
func decode(data []byte) (string, error) {
	src, ok := toUTF8(data)
	if !ok {
		return "", refuse(bounds.Damaged, 0, unknownEncoding)
	}
	return strings.TrimPrefix(src, "\uFEFF"), nil
}

const unknownEncoding = "its text is in no known encoding"

func toUTF8(data []byte) (string, bool) {
	head := string(data[:min(len(data), 128)])
	switch {
	case strings.HasPrefix(head, "\xFE\xFF"), strings.HasPrefix(head, "\x00<"):
		return fromUTF16(data, unicode.BigEndian)
	case strings.HasPrefix(head, "\xFF\xFE"), strings.HasPrefix(head, "<\x00"):
		return fromUTF16(data, unicode.LittleEndian)
	case declaresGB(head) && !utf8.Valid(data):
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		return string(text), err == nil && !strings.ContainsRune(string(text), utf8.RuneError)
	}
	return unsafe.String(unsafe.SliceData(data), len(data)), true // the parts of a file are large: no second copy
}

// declaresGB reports whether a document says that it is in GB2312, GBK or GB18030.
func declaresGB(head string) bool {
	declaration, _, _ := strings.Cut(head, "?>")
	declaration = strings.ToLower(declaration)
	return strings.Contains(declaration, `"gb`) || strings.Contains(declaration, "'gb")
}

func fromUTF16(data []byte, order unicode.Endianness) (string, bool) {
	text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	return string(text), err == nil && len(data)%2 == 0 && !strings.ContainsRune(string(text), utf8.RuneError)
}

// characters gives raw with its line ends '\n' as XML asks (section 2.11). It
// refuses what is not UTF-8, and characters that XML forbids.
func (s *Scanner) characters(raw string) (string, error) {
	if !utf8.ValidString(raw) {
		return "", s.damaged(unknownEncoding)
	}
	if forbidden(raw) {
		return "", s.damaged("a character that XML does not allow")
	}
	if strings.IndexByte(raw, '\r') >= 0 {
		raw = lineEnds.Replace(raw)
	}
	return raw, nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// forbidden reports whether a character is outside of XML's Char. In valid UTF-8
// these are the control characters and U+FFFE, U+FFFF.
func forbidden(src string) bool {
	for from := 0; from < len(src); from += 8 {
		if from+8 <= len(src) && !suspect(src[from:from+8]) {
			continue
		}
		for i := from; i < min(from+8, len(src)); i++ {
			c := src[i]
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' ||
				c == 0xEF && src[i+1] == 0xBF && src[i+2] >= 0xBE {
				return true
			}
		}
	}
	return false
}

// suspect reports whether one of eight bytes may be a control character or
// begin one of the two that XML forbids; it looks at them as one number.
// See "Determine if a word has a byte less than n", Bit Twiddling Hacks.
func suspect(eight string) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	w := uint64(eight[0]) | uint64(eight[1])<<8 | uint64(eight[2])<<16 | uint64(eight[3])<<24 |
		uint64(eight[4])<<32 | uint64(eight[5])<<40 | uint64(eight[6])<<48 | uint64(eight[7])<<56
	ef := w ^ 0xEF*ones
	return ((w-' '*ones)&^w|(ef-ones)&^ef)&tops != 0
}

var named = map[string]string{"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": `"`}

// references decodes the entity and character references of raw.
func (s *Scanner) references(raw string) (string, error) {
	i := strings.IndexByte(raw, '&')
	if i < 0 {
		return raw, nil
	}
	var out strings.Builder
	out.Grow(len(raw))
	for ; i >= 0; i = strings.IndexByte(raw, '&') {
		out.WriteString(raw[:i])
		name, rest, found := strings.Cut(raw[i+1:], ";")
		text, known := named[name]
		if !known {
			text, known = character(name)
		}
		if !found || !known {
			return "", s.damaged("an unknown reference &" + shorten(name))
		}
		out.WriteString(text)
		raw = rest
	}
	out.WriteString(raw)
	return out.String(), nil
}

// character decodes #65 or #x41.
func character(name string) (string, bool) {
	digits, numeric := strings.CutPrefix(name, "#")
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	r := rune(n)
	return string(r), numeric && err == nil && utf8.ValidRune(r) && !forbidden(string(r))
}

// goodVersion asks of the inside of <?xml …?> that the version is 1.0.
func goodVersion(declaration string) bool {
	_, after, found := strings.Cut(declaration, "version")
	after = strings.TrimLeft(after, " \t\r\n=")
	return !found || strings.HasPrefix(after, `"1.0"`) || strings.HasPrefix(after, "'1.0'")
}

// shorten keeps what a message quotes of the input readable.
func shorten(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

func refuse(code string, at int, what string) *bounds.Refusal {
	text := "文件内部的 XML 已损坏，请用原软件打开核对后重新保存报送"
	if code == bounds.Truncated {
		text = "文件不完整（内部的 XML 中途结束），请重新复制或下载后报送"
	}
	return &bounds.Refusal{Code: code, Text: text,
		EN: fmt.Sprintf("the XML inside is broken at byte %d: %s; open it in the program that made it and save it again", at, what)}
}

func deep(bound int) *bounds.Refusal {
	return &bounds.Refusal{Code: bounds.TooDeep,
		Text: fmt.Sprintf("文件内部结构嵌套超过 %d 层，请核对文件后重新报送", bound),
		EN:   fmt.Sprintf("elements nested more than %d deep; check the file and send it again", bound)}
}
