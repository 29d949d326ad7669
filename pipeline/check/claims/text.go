package claims

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// A span is a half-open range of bytes of a folded text.
type span struct{ from, to int }

// fold makes text comparable character by character: it has as many characters
// as before. Most text is the same folded, and then shares its memory.
func fold(s string) string {
	var b strings.Builder
	done := 0
	for i, c := range s {
		f := folded(c)
		if f == '，' && groups(s, i, i+utf8.RuneLen(c)) {
			f = ','
		}
		if f == c && c != utf8.RuneError {
			continue
		}
		_, width := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[done:i])
		b.WriteRune(f)
		done = i + width
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

func folded(c rune) rune {
	switch c {
	case '０', '１', '２', '３', '４', '５', '６', '７', '８', '９':
		return c - '０' + '0'
	case '　', '\u00a0', '\t', '\u2002', '\u2003':
		return ' '
	case ',':
		return '，'
	case ';':
		return '；'
	case ':':
		return '：'
	case '(':
		return '（'
	case ')':
		return '）'
	case '％':
		return '%'
	case '．':
		return '.'
	}
	return c
}

// groups reports whether the comma between two bytes parts thousands: a digit
// before it and exactly three behind.
func groups(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	if !isDigit(folded(before)) {
		return false
	}
	digits := 0
	for _, c := range s[to:] {
		if !isDigit(folded(c)) {
			break
		}
		digits++
	}
	return digits == 3
}

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// verbatim is the piece of a text that a span of the folded text stands for.
func verbatim(text, folded string, at span) string {
	if text == folded {
		return text[at.from:at.to]
	}
	from := utf8.RuneCountInString(folded[:at.from])
	to := from + utf8.RuneCountInString(folded[at.from:at.to])
	return string([]rune(text)[from:to])
}

// A stretch is where a sentence stands, and what was seen in it at first sight:
// most sentences have neither, and claim nothing.
type stretch struct {
	span
	number int // where the first digit or numeral is, −1 for none
	denial int // where it first says 未, 没 or 无, −1 for nowhere
}

// sentences cuts at full stops, semicolons and line ends, which belong to what
// they end. Empty sentences are left out.
func sentences(text string) iter.Seq[stretch] {
	begin := func(at int) stretch { return stretch{span{at, len(text)}, -1, -1} }
	return func(yield func(stretch) bool) {
		s := begin(0)
		for i, c := range text {
			switch c {
			case '。', '；', '！', '？', '\n':
				s.to = i + utf8.RuneLen(c)
				if i > s.from && !yield(s) {
					return
				}
				s = begin(s.to)
			case '未', '没', '无':
				if s.denial < 0 {
					s.denial = i
				}
			default:
				if s.number < 0 && (isDigit(c) || isNumeral(c)) {
					s.number = i
				}
			}
		}
		if s.from < s.to {
			yield(s)
		}
	}
}

// endsClause is whether a character ends a clause.
func endsClause(c rune) bool {
	switch c {
	case '，', '、', '；', '。', '：', '（', '）', '！', '？', '\n', '“', '”':
		return true
	}
	return false
}

// clauseFrom is where the clause begins that goes on at the end of text.
func clauseFrom(text string) int {
	for at := len(text); at > 0; {
		c, width := utf8.DecodeLastRuneInString(text[:at])
		if endsClause(c) {
			return at
		}
		at -= width
	}
	return 0
}

// clauseTo is where the clause ends that text goes on with.
func clauseTo(text string) int {
	for at, c := range text {
		if endsClause(c) {
			return at
		}
	}
	return len(text)
}

// squeeze drops blanks, which stand anywhere.
func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }

// ends reports whether a text ends with one of the words.
func ends(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// words cuts a list at its bars.
func words(list string) []string { return strings.Split(list, "|") }

// endsWith reports whether the last character of s is one of a set: most
// patterns that must stand at an end are ruled out by it.
func endsWith(s, set string) bool {
	last, n := utf8.DecodeLastRuneInString(s)
	return n > 0 && strings.ContainsRune(set, last)
}

// beginsWith reports whether the first character of s is one of a set.
func beginsWith(s, set string) bool {
	first, n := utf8.DecodeRuneInString(s)
	return n > 0 && strings.ContainsRune(set, first)
}

// begins reports whether a text begins with one of the words.
func begins(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// last is the end of a text, at most n characters.
func last(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, width := utf8.DecodeLastRuneInString(s[:at])
		at -= width
	}
	return s[at:]
}
