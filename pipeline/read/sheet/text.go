package sheet

import (
	"strings"
	"unicode/utf8"
)

// Clean brings the line ends of a cell's text to '\n' and drops other control
// characters.
func Clean(text string) string {
	for i := range len(text) { // control characters are single bytes
		if forbidden(rune(text[i])) {
			return cleaned(text)
		}
	}
	return text
}

func cleaned(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case forbidden(r):
			return -1
		}
		return r
	}, text)
}

func forbidden(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }

// longer reports whether a text has more than n characters: it counts them only
// where its bytes do not tell.
func longer(text string, n int) bool {
	return len(text) > n && (len(text) > n*utf8.UTFMax || utf8.RuneCountInString(text) > n)
}
