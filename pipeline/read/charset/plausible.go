package charset

import (
	"bytes"
	"encoding/binary"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A verdict counts what a decoding gave.
type verdict struct {
	total  int // code points that tell something
	common int // of the characters that offices use
	bad    int // replacement, control, private, unassigned
}

// accept reports whether at most one code point in twenty is bad.
func (v verdict) accept() bool { return v.bad*20 <= v.total }

// leastScore is what a guess needs: honest text has 0.9 and more.
const leastScore = 0.4

// score is 1 for text of common characters only, 0 or less for noise.
func (v verdict) score() float64 {
	if v.total == 0 {
		return 0
	}
	return float64(v.common-2*v.bad) / float64(v.total)
}

// judge counts the code points of s, which is valid, those of ASCII only if asked. A
// replacement character at the very end is a cut file, and not held against it.
func judge(s []byte, ascii bool) verdict {
	var v verdict
	set := commonSet()
	for i, n := 0, 0; i < len(s); i += n {
		if n = printing(s[i:]); n > 0 {
			if ascii {
				v.total += n
				v.common += n
			}
			continue
		}
		if c := s[i]; c >= 0xE4 && c <= 0xE9 && len(s)-i >= 3 { // most of a Chinese text: valid, as s is
			r := rune(c&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)
			if set[r>>6]&(1<<(r&63)) != 0 {
				v.total++
				v.common++
				n = 3
				continue
			}
		}
		var r rune
		r, n = utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && len(s)-i <= longestCut*utf8.RuneLen(r) && onlyReplacements(s[i:]) {
			v.total++
			break
		}
		switch {
		case spacing(r):
			if ascii {
				v.total++
				v.common++
			}
		case common(r):
			v.total++
			v.common++
		case isBad(r):
			v.total++
			v.bad++
		default:
			v.total++
		}
	}
	return v
}

// spacing reports whether r is a control character that texts have: white space,
// and the end of a file of old.
func spacing(r rune) bool { return r >= '\t' && r <= '\r' || r == 0x1A }

// printing is how many characters of ASCII that print s begins with.
func printing(s []byte) int {
	n := 0
	for n+8 <= len(s) && eightPrint(s[n:n+8]) {
		n += 8
	}
	for n < len(s) && s[n] >= ' ' && s[n] < 0x7F {
		n++
	}
	return n
}

// ones and tops are the lowest and the highest bits of eight bytes.
const ones, tops = 0x0101010101010101, 0x8080808080808080

// eightPrint reports whether eight bytes are all from ' ' to '~'; it looks at them
// as one number. No sum carries over, as all are below 0x80.
func eightPrint(s []byte) bool {
	w := binary.LittleEndian.Uint64(s)
	return w&tops == 0 && (w+(0x80-' ')*ones)&tops == tops && (w+ones)&tops == 0
}

// sound reports whether b is UTF-8 without one bad character, as most is: nothing
// needs to be counted then.
func sound(b []byte) bool {
	set := commonSet()
	for len(b) > 0 {
		if n := printing(b); n > 0 {
			b = b[n:]
			continue
		}
		// Most of a Chinese text, from U+4000 to U+9FFF.
		for len(b) >= 3 && b[0] >= 0xE4 && b[0] <= 0xE9 && b[1]&0xC0 == 0x80 && b[2]&0xC0 == 0x80 {
			b = b[3:]
		}
		if len(b) == 0 || b[0] >= ' ' && b[0] < 0x7F {
			continue
		}
		r, n := utf8.DecodeRune(b)
		usual := r < 0x10000 && set[r>>6]&(1<<(r&63)) != 0
		if !usual && !spacing(r) && isBad(r) {
			return false
		}
		b = b[n:]
	}
	return true
}

// longestCut is how many replacement characters a file that was cut may end in.
const longestCut = 3

func onlyReplacements(s []byte) bool { return len(bytes.Trim(s, "\uFFFD")) == 0 }

func isBad(r rune) bool {
	switch {
	case r >= 0x3400 && r < 0x4DC0, r >= 0x4E00 && r < 0xA000, r >= 0xAC00 && r < 0xD7A4: // hanzi and hangul: most of what a wrong guess gives
		return false
	case r >= 0xE000 && r < 0xF900: // private
		return true
	}
	return badByTables(r)
}

// badByTables asks Unicode's tables.
func badByTables(r rune) bool {
	return r == utf8.RuneError || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r) || !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C)
}

// common reports whether offices use the character: the hanzi of GB 2312 and
// of Big5's first plane, Chinese punctuation, full-width forms and the signs
// met in reports. A third of all hanzi are common, so a wrong guess, whose
// hanzi are random, reads badly even when it is short.
func common(r rune) bool {
	return r >= 0 && r < 0x10000 && commonSet()[r>>6]&(1<<(r&63)) != 0
}

// extraSigns are met in reports and stand in neither table.
const extraSigns = "\u00A0\u00AD\u00B7\u00D7\u2002\u2003\u2009\u200B\u200E\u2011\u2013\u2014\u2022\u2610\u2611\u25A1\uFEFF〇㎡℃"

var commonSet = sync.OnceValue(func() *[1024]uint64 {
	var set [1024]uint64
	add := func(text []byte) {
		for _, r := range string(text) {
			if r != utf8.RuneError && !unicode.Is(unicode.Co, r) && r < 0x10000 {
				set[r>>6] |= 1 << (r & 63)
			}
		}
	}
	// GB 2312: punctuation, numbers, full-width forms, rulings, then the hanzi.
	for _, rows := range [][2]int{{0xA1, 0xA3}, {0xA9, 0xA9}, {0xB0, 0xF7}} {
		add(from(simplifiedchinese.GB18030, nil, block(rows[0], rows[1], 0xA1, 0xFE)))
	}
	// Big5, hanzi in common use: A440–C67E.
	add(fromBig5(nil, block(0xA4, 0xC5, 0x40, 0x7E)))
	add(fromBig5(nil, block(0xA4, 0xC5, 0xA1, 0xFE)))
	add(fromBig5(nil, block(0xC6, 0xC6, 0x40, 0x7E)))
	add([]byte(extraSigns))
	return &set
})

// block lists the two-byte codes of a rectangle of a code table.
func block(leadFrom, leadTo, trailFrom, trailTo int) []byte {
	var b []byte
	for lead := leadFrom; lead <= leadTo; lead++ {
		for trail := trailFrom; trail <= trailTo; trail++ {
			b = append(b, byte(lead), byte(trail))
		}
	}
	return b
}
