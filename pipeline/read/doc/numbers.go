package doc

import (
	"strings"
	"unicode/utf16"

	"huizong/pipeline/read/numbering"
)

// numbers are the lists that paragraphs name by their 1-based index.
type numbers []*numbering.List

// readNumbers reads the lists (PlfLst 2.9.192, PlfLfo 2.9.191). Labels decide
// nothing about tables: lists that cannot be read leave their labels out.
func (f *file) readNumbers() error {
	schemes := f.readSchemes()
	b, err := f.part(listOverlay)
	if err != nil || len(b) < 4 {
		return err
	}
	n := int(min(u32(b, 0), uint32(len(b)/16)))
	if 4+16*n > len(b) {
		return nil
	}
	rest := b[4+16*n:]
	for i := range n {
		lfo := b[4+16*i:]
		scheme := schemes[u32(lfo, 0)]
		if scheme == nil {
			scheme = numbering.NewScheme()
		}
		l := &numbering.List{Scheme: scheme, Starts: map[int]int{}, Levels: map[int]*numbering.Level{}}
		f.nums = append(f.nums, l)
		rest = readOverlay(l, int(lfo[12]), rest)
	}
	return nil
}

// readOverlay reads what a list changes of its scheme (LFOData, 2.9.132).
func readOverlay(l *numbering.List, count int, b []byte) (rest []byte) {
	if len(b) < 4 {
		return nil
	}
	b = b[4:]
	for range count {
		if len(b) < 8 {
			return nil
		}
		start, flags := u32(b, 0), u32(b, 4)
		b = b[8:]
		at := min(int(flags&0xF), numbering.Levels-1)
		if flags&0x20 != 0 {
			level := numbering.DefaultLevel(at)
			if b = readLevel(&level, b); b == nil {
				return nil
			}
			l.Levels[at] = &level
		} else if flags&0x10 != 0 {
			l.Starts[at] = int(start & 0xFFFFF)
		}
	}
	return b
}

// readSchemes reads the schemes by their number (LSTF, 2.9.147). Their levels
// lie behind the table, outside of the size it says.
func (f *file) readSchemes() map[uint32]*numbering.Scheme {
	s := f.fib.spans[listTable]
	b, err := f.part(listTable)
	if err != nil || len(b) < 2 {
		return nil
	}
	n := int(u16(b, 0))
	if 2+28*n > len(b) {
		return nil
	}
	schemes := map[uint32]*numbering.Scheme{}
	rest := f.table[s.at+s.size:]
	for i := range n {
		lstf := b[2+28*i:]
		scheme := numbering.NewScheme()
		levels := numbering.Levels
		if lstf[26]&1 != 0 { // a simple list
			levels = 1
		}
		for k := range levels {
			if rest = readLevel(&scheme.Levels[k], rest); rest == nil {
				return schemes
			}
		}
		schemes[u32(lstf, 0)] = scheme
	}
	return schemes
}

// readLevel reads a level (LVL, 2.9.150) and gives what follows it; nil if it
// is cut.
func readLevel(l *numbering.Level, b []byte) (rest []byte) {
	if len(b) < 28 {
		return nil
	}
	l.Start = int(u32(b, 0) & 0xFFFFF)
	l.Format = formats[b[4]]
	l.Legal = b[5]&4 != 0
	if b[5]&8 != 0 {
		l.Restart = min(int(b[26]), numbering.Levels)
	}
	l.Suffix = map[byte]string{0: "\t", 1: " "}[b[15]]
	text := 28 + int(b[24]) + int(b[25])
	if len(b) < text+2 || len(b) < text+2+2*int(u16(b, text)) {
		return nil
	}
	units := make([]uint16, u16(b, text))
	for i := range units {
		units[i] = u16(b, text+2+2*i)
	}
	var pattern strings.Builder
	for _, c := range utf16.Decode(units) {
		if c < numbering.Levels {
			pattern.WriteByte('%')
			c += '1'
		}
		pattern.WriteRune(c)
	}
	l.Text = pattern.String()
	return b[text+2+2*len(units):]
}

// formats are the number formats (MSONFC, [MS-OSHARED] 2.2.1.3) by the names
// that docx gives them. What is missing has no label.
var formats = map[byte]string{
	0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal", 10: "ideographDigital",
	11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet",
	26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
	30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand",
	36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}

// label counts a paragraph of the list and gives its label.
func (f *file) label(list, level int) string {
	if list < 1 || list > len(f.nums) {
		return ""
	}
	l := f.nums[list-1]
	if at := min(max(level, 0), numbering.Levels-1); l.Levels[at] == nil && l.Scheme.Levels[at].Format == "" {
		return "" // of a format that is not known
	}
	return l.Label(level)
}
