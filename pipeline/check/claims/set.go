package claims

import "strings"

// A set is words of which one may stand in a text: each character is looked at
// once, however many words there are.
type set struct {
	words [][]string // whose first characters are alike; the first are none
	at    [256]uint8 // of words, by what a character is like
}

// setOf is the set of the words parted by bars.
func setOf(list string) *set { return newSet(words(list)) }

func newSet(words []string) *set {
	s := &set{words: [][]string{nil}}
	for _, w := range words {
		like, _ := likeOf(w)
		if s.at[like] == 0 {
			s.at[like] = uint8(len(s.words))
			s.words = append(s.words, nil)
		}
		s.words[s.at[like]] = append(s.words[s.at[like]], w)
	}
	return s
}

// in reports whether one of the words stands in a text.
func (s *set) in(text string) bool {
	for text != "" {
		like, width := likeOf(text)
		if at := s.at[like]; at > 0 && begins(text, s.words[at]...) {
			return true
		}
		text = text[width:]
	}
	return false
}

// likeOf is what the first character of a text is like, and its width in bytes:
// a number that few other characters share. The text is UTF-8.
func likeOf(text string) (like uint8, width int) {
	switch c := text[0]; {
	case c >= 0xE0 && c < 0xF0 && len(text) > 2: // as nearly all
		return text[1]<<6 ^ text[2], 3
	case c >= 0xF0 && len(text) > 3:
		return text[3], 4
	case c >= 0xC0 && c < 0xE0 && len(text) > 1:
		return text[1], 2
	default:
		return c, 1
	}
}

// has reports whether one of the words stands in a text; for a few words it is
// quicker than a set.
func has(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
