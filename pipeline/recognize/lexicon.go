package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A lexicon finds many words in a text in one pass. Where words overlap, the
// leftmost and then the longest counts: 大量重复申请 hides 重复申请.
type lexicon struct {
	begins  [256]bool        // by the low byte of a first character: spares most the look-up
	byFirst map[rune][]entry // longest first
}

type entry struct {
	word string
	id   int
}

// A match is a word found in a text, at byte offsets.
type match struct{ id, from, to int }

func newLexicon(entries []entry) *lexicon {
	x := &lexicon{byFirst: map[rune][]entry{}}
	for _, e := range entries {
		first, _ := utf8.DecodeRuneInString(e.word)
		x.byFirst[first] = append(x.byFirst[first], e)
		x.begins[byte(first)] = true
	}
	for _, list := range x.byFirst {
		slices.SortStableFunc(list, func(a, b entry) int { return len(b.word) - len(a.word) })
	}
	return x
}

// next returns the first match at or behind from; ok is false if there is none.
func (x *lexicon) next(text string, from int) (m match, ok bool) {
	for at, r := range text[from:] {
		if !x.begins[byte(r)] {
			continue
		}
		for _, e := range x.byFirst[r] {
			if strings.HasPrefix(text[from+at:], e.word) {
				return match{e.id, from + at, from + at + len(e.word)}, true
			}
		}
	}
	return match{}, false
}

// all lists the matches in a text, in order.
func (x *lexicon) all(text string) []match {
	var out []match
	for at := 0; ; {
		m, ok := x.next(text, at)
		if !ok {
			return out
		}
		out = append(out, m)
		at = m.to
	}
}

// has reports whether any word stands in the text.
func (x *lexicon) has(text string) bool {
	_, ok := x.next(text, 0)
	return ok
}
