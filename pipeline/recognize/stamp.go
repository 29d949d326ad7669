package recognize

import (
	"regexp"
	"strings"
)

// What a browser prints around a page: the time and the page's title above,
// the address and the page's number below.

var (
	printedAbove = regexp.MustCompile(`^\s*(?:\d{4}/\d{1,2}/\d{1,2}\s+(?:上午|下午)?\d{1,2}:\d\d|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?)\s+`)
	printedBelow = regexp.MustCompile(`^\s*(?:https?|file)://\S+\s+\d{1,3}/\d{1,3}\s*$`)
)

// withoutStamp cuts the time of printing off the title that a browser prints on
// every page; cut is false where the line is no such thing.
func withoutStamp(raw string) (title string, cut bool) {
	if !strings.Contains(raw, ":") {
		return raw, false
	}
	at := printedAbove.FindStringIndex(raw)
	if at == nil || !isTitle(plain(raw[at[1]:])) {
		return raw, false
	}
	return raw[at[1]:], true
}

// isPrintedBelow reports whether a line is the address under a printed page.
func isPrintedBelow(raw string) bool {
	return strings.Contains(raw, "://") && printedBelow.MatchString(raw)
}
