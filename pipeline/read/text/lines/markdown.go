package lines

import (
	"html"
	"regexp"
	"strings"
)

// markdown says whether the text is written in it: then its marks are format,
// not text.
type markdown struct {
	on       bool
	entities bool // &nbsp; and the like stand in the text
}

var (
	underlineShape = regexp.MustCompile(`^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$|^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$`)
	headingMark    = regexp.MustCompile(`^ {0,3}#{1,6}[ \x{3000}\t]+`)
	closingMarks   = regexp.MustCompile(`\s+#+\s*$`)
	fenceShape     = regexp.MustCompile("^\\s*(?:```+|~~~+)\\s*[a-zA-Z]*\\s*$")
	escaped        = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
	lineBreak      = regexp.MustCompile(`(?i)<br\s*/?>`)
	inlineTag      = regexp.MustCompile(`(?i)</?(?:div|p|center|font|span|b|strong|em|i|u|img|a|h[1-6])(?:\s[^<>]*)?/?>`)
	raisedTag      = regexp.MustCompile(`(?i)</?su[bp]>`)
	picture        = regexp.MustCompile(`!\[[^\[\]]*\]\([^()\s]*\)`)
	link           = regexp.MustCompile(`\[([^\[\]]*)\]\((?:https?:|/|#|mailto:)[^()\s]*\)`)
	emphasis       = regexp.MustCompile(`^\*([^*\s](?:[^*]*[^*\s])?)\*$`)
)

func isUnderline(s string) bool { return strings.Contains(s, "--") && underlineShape.MatchString(s) }

// markdownOf takes text for markdown when it has a heading mark, or the line
// below the header of a table.
func markdownOf(lines []line) markdown {
	var m markdown
	for i := range lines {
		s := lines[i].text
		m.on = m.on || strings.HasPrefix(strings.TrimLeft(s, " "), "#") && headingMark.MatchString(s) || isUnderline(s)
		m.entities = m.entities || strings.Contains(s, "&nbsp;")
	}
	m.entities = m.entities || m.on
	return m
}

// fence reports whether a line opens or closes preformatted text.
func (m markdown) fence(s string) bool {
	return m.on && (strings.Contains(s, "```") || strings.Contains(s, "~~~")) && fenceShape.MatchString(s)
}

// tidy takes the marks off a line or cell: the # of a heading, bold, escapes,
// tags, the addresses of links and pictures.
func (m markdown) tidy(s string) string {
	if m.on {
		if strings.HasPrefix(strings.TrimLeft(s, " "), "#") {
			if at := headingMark.FindStringIndex(s); at != nil {
				s = closingMarks.ReplaceAllString(s[at[1]:], "")
			}
		}
		s = strings.TrimSuffix(s, `\`)
		if n := strings.Count(s, "**"); n > 0 && n%2 == 0 {
			s = strings.ReplaceAll(s, "**", "")
		}
		if strings.Contains(s, "](") {
			s = link.ReplaceAllString(picture.ReplaceAllString(s, ""), "$1")
		}
		if core := strings.TrimSpace(s); strings.HasPrefix(core, "*") && emphasis.MatchString(core) {
			s = core[1 : len(core)-1]
		}
		if strings.IndexByte(s, '\\') >= 0 {
			s = escaped.ReplaceAllString(s, "$1")
		}
	}
	if strings.Contains(s, "<") {
		s = lineBreak.ReplaceAllString(s, "\n")
		if m.on {
			s = inlineTag.ReplaceAllString(raisedTag.ReplaceAllString(s, " "), "")
		}
	}
	if m.entities && strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	return s
}

// isRule reports whether a line is a drawn rule rather than a dash that stands
// for "nothing": three signs in markdown, five elsewhere.
func isRule(s string, markdown bool) bool {
	s = strings.TrimSpace(s)
	first := firstRune(s)
	if first == 0 || !strings.ContainsRune("-=*_~─━═—", first) {
		return false
	}
	if s = strings.ReplaceAll(s, " ", ""); strings.Trim(s, string(first)) != "" {
		return false
	}
	n := strings.Count(s, string(first))
	return n >= 5 || markdown && n >= 3
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
