package sheet

import "strings"

// Clean brings the line ends of a cell's text to '\n' and drops other control
// characters.
func Clean(text string) string {
	if strings.IndexFunc(text, forbidden) < 0 {
		return text
	}
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
