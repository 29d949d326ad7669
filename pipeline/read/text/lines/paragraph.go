package lines

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Lines wrapped at a margin, as text dumps of pages have them, are one
// paragraph: a number must not be torn from its unit.

// columns is what the eye sees: a Chinese character is two wide.
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r >= 0x4E00 && r < 0xA000, r >= 0x3000 && r < 0x303F, r >= 0xFF01 && r < 0xFF61: // ideographs, and the punctuation that goes with them
			n += 2
			continue
		}
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
			n += 2
		default:
			n++
		}
	}
	return n
}

const (
	leastMargin = 50 // columns; nobody wraps prose narrower
	fullWithin  = 4  // columns short of the margin that a full line may be: no break inside a number, none before a stop
	leastFull   = 4  // full lines that make a margin
)

// marginOf returns the column at which lines were wrapped, 0 if they were not:
// a good part of the long lines end there and none goes beyond.
func marginOf(items []item) int {
	longest := 0
	var lengths []int
	for i := range items {
		if items[i].kind != paragraph || len(items[i].text) < leastMargin || strings.Contains(items[i].text, "\n") {
			continue // no character has more columns than bytes
		}
		if n := columns(items[i].text); n >= leastMargin {
			lengths = append(lengths, n)
			longest = max(longest, n)
		}
	}
	full := 0
	for _, n := range lengths {
		if n >= longest-fullWithin {
			full++
		}
	}
	if full < leastFull || full*2 < len(lengths) {
		return 0
	}
	return longest
}

// goesOn reports whether a line of text is continued by the next one.
func goesOn(s, next string, margin int) bool {
	return margin > 0 && columns(s) >= margin-fullWithin && !aligned(s) && !aligned(next) &&
		!strings.ContainsAny(lastRune(s), "。；：;:！？") && indent(next) <= indent(s)
}

// aligned reports whether blanks inside a line part words.
func aligned(s string) bool {
	s = strings.TrimSpace(s)
	return strings.Contains(s, "   ") || strings.Contains(s, "\u3000\u3000") || strings.Contains(s, "\t")
}

func indent(s string) int { return columns(s) - columns(strings.TrimLeft(s, " \t\u3000\u00a0")) }

func lastRune(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) == 0 {
		return ""
	}
	return string(r[len(r)-1])
}
