package word

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// A markup is XML in the making.
type markup []byte

// add adds what is XML already.
func (m *markup) add(parts ...string) {
	for _, p := range parts {
		*m = append(*m, p...)
	}
}

// text adds a text, without what XML cannot hold.
func (m *markup) text(s string) {
	if isPlain(s) {
		*m = append(*m, s...)
		return
	}
	xml.EscapeText((*appending)(m), []byte(clean(s))) // memory takes everything
}

type appending markup

func (a *appending) Write(p []byte) (int, error) {
	*a = append(*a, p...)
	return len(p), nil
}

// isPlain reports whether a text stands in XML as it is, as nearly all do.
func isPlain(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\'', c == '&', c == '<', c == '>':
			return false
		case c == 0xEF && strings.HasPrefix(s[i+1:], "\xBF"): // U+FFC0 and above, of which XML lacks two
			return false
		}
	}
	return utf8.ValidString(s)
}

// clean drops what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}
