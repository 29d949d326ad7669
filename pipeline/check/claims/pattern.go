package claims

import "regexp"

// A pattern is an expression with what is quick to see and stands in whatever it
// matches: most texts are told apart by that.
type pattern struct {
	*regexp.Regexp
	needs []string // one of them stands in the text
	ends  string   // one of these characters ends it; "" for any
}

// match is a pattern that needs one of the words parted by bars.
func match(expr, needs string) pattern {
	return pattern{Regexp: regexp.MustCompile(expr), needs: words(needs)}
}

// matchEnd is a pattern at the end of a text, whose last character is one of a
// set and which needs one of the words.
func matchEnd(expr, needs, ends string) pattern {
	p := match(expr, needs)
	p.ends = ends
	return p
}

// in reports whether a text matches.
func (p pattern) in(text string) bool {
	return (p.ends == "" || endsWith(text, p.ends)) && has(text, p.needs...) && p.MatchString(text)
}

// find lists where a text matches from a byte on.
func (p pattern) find(text string, from int) [][]int {
	if !has(text[from:], p.needs...) {
		return nil
	}
	found := p.FindAllStringIndex(text[from:], -1)
	for _, at := range found {
		at[0] += from
		at[1] += from
	}
	return found
}
