package font

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"huizong/pipeline/read/pdf/object"
)

// composite reads a font of several bytes a character: a map from codes to
// numbers (CIDs), and the widths of those.
func (out *Font) composite(f *object.File, d object.Dict) {
	descendants := f.Array(d["DescendantFonts"])
	if len(descendants) == 0 {
		return
	}
	font := f.Dict(descendants[0])
	var number func(code) uint32
	switch e := f.Resolve(d["Encoding"]).(type) {
	case object.Name:
		number = out.predefined(string(e))
	case *object.Stream:
		m := readMap(f, e, 0)
		out.Vertical = m.vertical || f.Int(e.Dict["WMode"], 0) == 1
		out.split, number = m.split, m.number
	default:
		out.split, number = twoBytes, func(c code) uint32 { return c.value }
	}
	width := widths(f, font)
	out.width = func(c code) float64 { return width(number(c)) }
}

// An encoding is a predefined map whose codes are text in a charset.
type encoding struct {
	split  splitter
	decode func(s string) string
	half   uint32 // the number of a blank of half width; the rest of ASCII follows
}

// encodings of the predefined maps, without -H and -V. The numbers of half
// width are those of Adobe's collections GB1, CNS1 and Japan1.
var encodings = map[string]encoding{
	"UniGB-UCS2":  {twoBytes, ucs2, 1},
	"UniGB-UTF16": {surrogates, ucs2, 1},
	"UniGB-UTF8":  {utf8Bytes, func(s string) string { return s }, 1},
	"GBK-EUC":     {gbk, gb18030, 814},
	"GBKp-EUC":    {gbk, gb18030, 1},
	"GBK2K":       {fourByteGB, gb18030, 1},
	"GB-EUC":      {gbk, gb18030, 814},
	"GBpc-EUC":    {gbk, gb18030, 1},
	"UniCNS-UCS2": {twoBytes, ucs2, 1}, "UniCNS-UTF16": {surrogates, ucs2, 1},
	"UniJIS-UCS2": {twoBytes, ucs2, 1}, "UniJIS-UTF16": {surrogates, ucs2, 1},
}

// predefined sets up a map known by its name and returns its numbering. Where
// only the collection's own list would tell a number, the number is one that
// no list of widths has: the character is of full width.
func (out *Font) predefined(name string) func(code) uint32 {
	out.Vertical = strings.HasSuffix(name, "-V")
	e, known := encodings[strings.TrimSuffix(strings.TrimSuffix(name, "-H"), "-V")]
	if !known {
		out.split = twoBytes
		return func(c code) uint32 { return c.value }
	}
	out.split = e.split
	out.decode = func(c code) string { return e.decode(c.string()) }
	return func(c code) uint32 {
		if text := e.decode(c.string()); len(text) == 1 && text[0] >= 32 && text[0] < 127 {
			return e.half + uint32(text[0]) - 32
		}
		return 1 << 31
	}
}

// string is the code as it was written.
func (c code) string() string {
	b := [4]byte{byte(c.value >> 24), byte(c.value >> 16), byte(c.value >> 8), byte(c.value)}
	return string(b[4-c.bytes:])
}

func pack(s string, n int) code {
	n = min(n, len(s))
	c := code{bytes: n}
	for i := range n {
		c.value = c.value<<8 | uint32(s[i])
	}
	return c
}

func surrogates(s string) code {
	if s[0] >= 0xd8 && s[0] < 0xdc {
		return pack(s, 4)
	}
	return pack(s, 2)
}

func utf8Bytes(s string) code {
	_, n := utf8.DecodeRuneInString(s)
	return pack(s, n)
}

func gbk(s string) code {
	if s[0] <= 0x80 || s[0] == 0xff {
		return pack(s, 1)
	}
	return pack(s, 2)
}

func fourByteGB(s string) code {
	if s[0] > 0x80 && len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
		return pack(s, 4)
	}
	return gbk(s)
}

func ucs2(s string) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return known(string(utf16.Decode(units)))
}

func gb18030(s string) string {
	out, err := simplifiedchinese.GB18030.NewDecoder().String(s)
	if err != nil {
		return ""
	}
	return known(out)
}

// known drops text that stands for "no such character".
func known(s string) string {
	if strings.ContainsRune(s, utf8.RuneError) {
		return ""
	}
	return s
}

// widths reads the widths by number: 12 [500 600] gives them one by one,
// 20 30 500 for a range.
func widths(f *object.File, font object.Dict) func(uint32) float64 {
	usual, ok := f.Number(font["DW"])
	if !ok {
		usual = 1000
	}
	single := map[uint32]float64{}
	type span struct {
		from, to uint32
		width    float64
	}
	var spans []span
	list := f.Array(font["W"])
	for i := 0; i+1 < len(list); {
		from, ok := f.Number(list[i])
		if !ok || from < 0 {
			i++
			continue
		}
		if each := f.Array(list[i+1]); each != nil {
			for k, v := range each {
				single[uint32(from)+uint32(k)], _ = f.Number(v)
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		to, _ := f.Number(list[i+1])
		width, _ := f.Number(list[i+2])
		spans = append(spans, span{uint32(from), uint32(max(to, 0)), width})
		i += 3
	}
	return func(n uint32) float64 {
		if w, ok := single[n]; ok {
			return w
		}
		for _, s := range spans {
			if n >= s.from && n <= s.to {
				return s.width
			}
		}
		return usual
	}
}
