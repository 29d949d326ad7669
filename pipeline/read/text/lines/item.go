package lines

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A kind says what a line is before it is known what it belongs to.
type kind uint8

const (
	blank     kind = iota
	paragraph      // no separator
	row            // cut into cells
	border         // a ruling drawn with characters
	underline      // the |---|---| of markdown, below a header
)

// An item is one line, or one record when quotes hold several lines together.
type item struct {
	text  string   // verbatim, or tidied when the text is markdown
	cells []string // of a row; the parts beside every pipe, the outermost too
	number,
	page int
	ordinal int // among the lines with pipes
	kind    kind
	sep     byte // '\t', '|', ',' or ';'
}

// itemsOf cuts lines at the separators that the text uses: tabs and pipes where
// they occur; commas or semicolons only when it is a table in that form.
func itemsOf(lines []line, items []item) []item {
	c := cutter{lines: lines, markdown: markdownOf(lines), sep: sniff(lines)}
	for i := 0; i < len(lines); {
		it, n := c.itemAt(i)
		items = append(items, it)
		i += n
	}
	return looseCells(closeRows(takeLone(items)))
}

// A cutter cuts the lines of one text.
type cutter struct {
	lines    []line
	markdown markdown
	sep      byte     // of separated values, else 0
	room     []string // for cells
}

// cells gives room for n cells.
func (c *cutter) cells(n int) []string {
	if n > cap(c.room)-len(c.room) {
		c.room = make([]string, 0, max(n, cellsAtOnce))
	}
	from := len(c.room)
	c.room = c.room[:from+n]
	return c.room[from : from : from+n]
}

const cellsAtOnce = 128

// itemAt makes the item that begins at line i, and says how many lines it takes.
func (c *cutter) itemAt(i int) (item, int) {
	l := &c.lines[i]
	it := item{kind: paragraph, text: l.text, number: l.number, page: l.page}
	switch {
	case isBlank(l.text):
		it.kind = blank
		return it, 1
	case c.sep != 0:
		return c.recordAt(i, c.sep, it)
	case c.markdown.fence(l) || isRule(l.text, c.markdown.on):
		it.kind = blank
		return it, 1
	case isUnderline(l):
		it.kind, it.sep = underline, '|'
		it.cells = c.cutPipes(l)
		return it, 1
	case isBorder(l):
		it.kind = border
		return it, 1
	case hasPipe(l):
		it.kind, it.sep = row, '|'
		it.cells = c.cutPipes(l)
		return it, 1
	case isTabbed(l):
		return c.recordAt(i, '\t', it)
	}
	if it.text = c.markdown.tidy(l.text, l.signs); isBlank(it.text) {
		it.kind = blank
	}
	return it, 1
}

// isBlank reports whether a text prints nothing.
func isBlank(s string) bool {
	return s == "" || (s[0] <= ' ' || s[0] >= utf8.RuneSelf) && strings.TrimSpace(s) == ""
}

// recordAt cuts a record; one that has a single field is a paragraph.
func (c *cutter) recordAt(i int, sep byte, it item) (item, int) {
	cells, n := c.record(i, sep)
	if len(cells) == 1 {
		it.text = cells[0]
		if isBlank(it.text) {
			it.kind = blank
		}
		return it, n
	}
	it.kind, it.sep, it.cells = row, sep, cells
	return it, n
}

// ordinalOnly is a list number that a word processor puts before a tab.
var ordinalOnly = regexp.MustCompile(`^[\s\x{3000}]*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?[、.．，,:：]?|[（(]?[a-zA-Z][）).]|[①-⑳•·●■◆\-–—*§Øü])[\s\x{3000}]*$`)

// isTabbed reports whether the tabs of a line part cells: not those that
// indent a paragraph, stand behind its number, or end it.
func isTabbed(l *line) bool {
	if l.signs&tabSign == 0 {
		return false
	}
	s := l.text
	body := strings.TrimLeft(s, " \u3000\u00a0")
	inner := strings.Trim(body, "\t \u3000\u00a0")
	if !strings.Contains(body, "\t") {
		return false
	}
	if !strings.Contains(inner, "\t") { // one text: tabs before it move it to the right
		behind := strings.TrimLeft(body, "\t")
		return strings.Count(behind, "\t") > 1 || strings.HasSuffix(behind, "\t") && len(inner) < longestLabel
	}
	head, rest, _ := strings.Cut(inner, "\t")
	return strings.Contains(rest, "\t") || !ordinalOnly.MatchString(head) || strings.HasPrefix(body, "\t") || isValue(rest)
}

// longestLabel in bytes is more than any label of a form takes; a text that is
// longer is prose.
const longestLabel = 240

var valueShape = regexp.MustCompile(`^(?:[+\-＋－]?[\d０-９〇零Oo][\d０-９,，]*(?:[.．][\d０-９]+)?\s*(?:件|项|条|个|份|起|宗|篇|次|人|元|万元|万)?(?:[（(].*[)）])?|[-—–/\\－]+|无|不适用)$`)

// isValue reports whether a text looks like a figure or a mark, so that one can
// tell tables from prose. It does not say what the figure is.
func isValue(s string) bool {
	s = strings.TrimSpace(s)
	digits := 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	if digits == len(s) {
		return s != "" // most figures: a regular expression a cell would cost more than the rest of the reading
	}
	return strings.ContainsRune(valueStarts, firstRune(s)) && valueShape.MatchString(s)
}

// valueStarts are the characters that valueShape lets a value begin with.
const valueStarts = "+-＋－0123456789０１２３４５６７８９〇零Oo—–/\\无不"
