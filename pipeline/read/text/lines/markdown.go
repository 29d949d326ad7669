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

func isUnderline(l *line) bool {
	return l.signs&dashSign != 0 && l.signs&pipeSign != 0 && strings.Contains(l.text, "--") && underlineShape.MatchString(l.text)
}

// markdownOf takes text for markdown when it has a heading mark, or the line
// below the header of a table.
func markdownOf(lines []line) markdown {
	var m markdown
	for i := range lines {
		l := &lines[i]
		m.on = m.on || l.signs&headingSign != 0 && strings.HasPrefix(strings.TrimLeft(l.text, " "), "#") && headingMark.MatchString(l.text) || isUnderline(l)
		m.entities = m.entities || l.signs&entitySign != 0 && strings.Contains(l.text, "&nbsp;")
	}
	m.entities = m.entities || m.on
	return m
}

// fence reports whether a line opens or closes preformatted text.
func (m markdown) fence(l *line) bool {
	return m.on && l.signs&markSign != 0 && (strings.Contains(l.text, "```") || strings.Contains(l.text, "~~~")) && fenceShape.MatchString(l.text)
}

// tidy takes the marks off a line or cell, which has no signs but those given: the #
// of a heading, bold, escapes, tags, the addresses of links and pictures.
func (m markdown) tidy(s string, has signs) string {
	if has&(markSign|headingSign|entitySign) == 0 {
		return s
	}
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
	if s == "" || s[0] > 0xE3 {
		return false // as prose begins
	}
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
