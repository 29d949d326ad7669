package recognize

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A candidate is a run of printed values that could be one row of the form,
// with the label text that stands on it, before it and after it.
type candidate struct {
	line   int     // of its first value
	own    string  // plain label on the same row or line; in a grid, the cell next to the values
	path   string  // the whole label path, groups included
	before string  // plain text between the candidate before and this one
	after  string  // plain text between this one and the next
	values []piece // cells behind the label, blanks included
	grid   bool    // values are cells of a table row
	loose  bool
	table  int
	shape  [2]int // column of the label and number of cells behind it: rows alike share a window
}

// trailingValues counts the pieces at the end of a text line that are numbers
// or marks.
func trailingValues(ps []piece) int {
	n := 0
	for n < len(ps) && valueLike(ps[len(ps)-1-n].raw) {
		n++
	}
	return n
}

// labelTest says whether a plain text is a row label of the table at hand.
type labelTest func(plain string) bool

// candidatesIn lists the candidates among lines, in order. wants are the row
// lengths the table knows, the longest first.
func candidatesIn(lines []line, s span, isLabel labelTest, header *regexp.Regexp, wants []int) []candidate {
	c := &collector{lines: lines, isLabel: isLabel, header: header, wants: wants}
	for i := s.from; i < s.to; i++ {
		if lines[i].row() {
			c.flush()
			c.row(i)
		} else {
			c.text(i)
		}
	}
	c.flush()
	return c.finish()
}

type collector struct {
	lines   []line
	isLabel labelTest
	header  *regexp.Regexp
	wants   []int
	out     []candidate
	gap     strings.Builder // label text since the last candidate
	run     []piece         // values of text lines not yet closed
	runLine int
	runOwn  string
	runGap  string
}

// row makes a candidate of a table row: leading label cells, then values.
func (c *collector) row(i int) {
	l := &c.lines[i]
	if len(l.pieces) == 1 || allText(l) {
		if glued := c.glued(i); !glued {
			c.gap.WriteString(l.plain)
		}
		return
	}
	end := c.labelEnd(l)
	values := l.pieces[end+1:]
	if len(values) == 0 || c.isHeader(values) || !hasValueCell(values) {
		c.gap.WriteString(l.plain)
		return
	}
	k := candidate{line: i, values: values, grid: true, loose: l.loose, table: l.table, shape: [2]int{-1, len(values)}}
	for _, p := range l.pieces[:end+1] {
		k.path += p.plain
		if p.plain != "" && !p.continued {
			k.own = p.plain
			k.shape[0] = p.column
		}
	}
	if k.own == "" && end >= 0 {
		k.own = ownOf(l.pieces[:end+1])
	}
	k.before = c.gap.String()
	c.gap.Reset()
	c.out = append(c.out, k)
}

// ownOf takes the last label cell, even one that reaches in from above.
func ownOf(ps []piece) string {
	for i := len(ps) - 1; i >= 0; i-- {
		if ps[i].plain != "" {
			return ps[i].plain
		}
	}
	return ""
}

// labelEnd is the index of the last label cell of a row, −1 if it has none.
func (c *collector) labelEnd(l *line) int {
	end := -1
	for k := range l.pieces {
		p := &l.pieces[k]
		switch {
		case p.continued && end == k-1 && !valueLike(p.raw):
			end = k
		case c.isLabel(p.plain):
			end = k
		case end < 0 && p.plain != "" && !valueLike(p.raw):
			end = k
		case p.plain != "" && !valueLike(p.raw) && k == end+1 && cjkWord(p.plain):
			end = k
		}
	}
	return end
}

// cjkWord reports whether a text is words rather than an annotated number.
func cjkWord(p string) bool {
	n := 0
	for _, r := range p {
		if r >= 0x4e00 && r <= 0x9fff {
			n++
		}
	}
	return n >= 2 && !strings.ContainsAny(p[:1], "0123456789+-")
}

func allText(l *line) bool {
	for i := range l.pieces {
		if p := &l.pieces[i]; p.plain == "" && !p.continued || valueLike(p.raw) {
			return false
		}
	}
	return true
}

// isHeader reports whether any of the cells is a column header.
func (c *collector) isHeader(values []piece) bool {
	for i := range values {
		if p := values[i].plain; p != "" && c.header.MatchString(p) {
			return true
		}
	}
	return false
}

func hasValueCell(values []piece) bool {
	for i := range values {
		if values[i].plain == "" || valueLike(values[i].raw) || values[i].plain[0] >= '0' && values[i].plain[0] <= '9' {
			return true
		}
	}
	return false
}

// text takes a text line: its trailing words that are values belong to a run,
// everything before them is label text.
func (c *collector) text(i int) {
	l := &c.lines[i]
	n := trailingValues(l.pieces)
	words := l.pieces[:len(l.pieces)-n]
	values := l.pieces[len(l.pieces)-n:]
	if n == 0 {
		if c.glued(i) {
			return
		}
		c.flush()
		c.gap.WriteString(l.plain)
		return
	}
	if len(words) > 0 || c.full(len(values)) || c.full(len(c.run)) {
		c.flush()
	}
	if c.run == nil {
		c.runLine, c.runOwn, c.runGap = i, plainOf(words), c.gap.String()
		c.gap.Reset()
	}
	c.run = append(c.run, values...)
}

// full reports whether n values are a row of the table, several values long.
func (c *collector) full(n int) bool {
	for _, w := range c.wants {
		if n == w && n > 1 {
			return true
		}
	}
	return false
}

// flush closes the run of values as one candidate.
func (c *collector) flush() {
	if c.run == nil {
		return
	}
	c.out = append(c.out, candidate{line: c.runLine, own: c.runOwn, path: c.runOwn, before: c.runGap, values: c.run})
	c.run = nil
}

// glued reads a label with one-digit numbers glued to it (规章000): only if the
// label is whole and the count of digits is that of a row.
func (c *collector) glued(i int) bool {
	l := &c.lines[i]
	m := gluedDigits.FindStringIndex(l.plain)
	if m == nil || m[0] == 0 {
		return false
	}
	name, digits := l.plain[:m[0]], l.plain[m[0]:]
	if !c.isLabel(name) || len(digits) < 2 || !c.full(len(digits)) || utf8.RuneCountInString(name) > 60 {
		return false
	}
	c.flush()
	k := candidate{line: i, own: name, path: name, before: c.gap.String()}
	c.gap.Reset()
	for _, d := range digits {
		k.values = append(k.values, piece{raw: string(d), plain: string(d), span: 1, place: l.place})
	}
	c.out = append(c.out, k)
	return true
}

// finish hands each candidate the text behind it.
func (c *collector) finish() []candidate {
	for i := range c.out {
		if i+1 < len(c.out) {
			c.out[i].after = c.out[i+1].before
		} else {
			c.out[i].after = c.gap.String()
		}
	}
	return c.out
}

// A grid header: the column of each value column, and how wide it is.
type columns struct {
	at   []int // first grid column of each value column, in the table's order
	span []int
}

// window picks the want cells that are the values of a candidate, or nil when
// that is ambiguous. offset is where rows of the same shape have them, −1 if
// unknown.
func (k *candidate) window(want int, head *columns, offset int) []piece {
	n := len(k.values)
	switch {
	case n < want || !k.grid && n != want:
		return nil
	case n == want:
		return k.values
	}
	first, last := k.printed()
	if first >= 0 && last-first+1 > want {
		return nil
	}
	if first >= 0 && last-first+1 == want {
		return k.values[first : last+1]
	}
	if offset >= 0 && offset+want <= n && (first < 0 || first >= offset && last < offset+want) {
		return k.values[offset : offset+want]
	}
	if head != nil && len(head.at) == want {
		return k.under(head, first, last)
	}
	return nil
}

// printed is the range of the values that print something; −1 if none does.
func (k *candidate) printed() (first, last int) {
	first, last = -1, -1
	for i := range k.values {
		if k.values[i].plain != "" {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// under takes the cells that stand exactly under the header; nil unless all of
// them do and nothing is printed elsewhere.
func (k *candidate) under(head *columns, first, last int) []piece {
	out := make([]piece, 0, len(head.at))
	used := 0
	for c, at := range head.at {
		found := -1
		for i := range k.values {
			if k.values[i].column == at && k.values[i].span <= head.span[c] {
				found = i
			}
		}
		if found < 0 {
			return nil
		}
		if k.values[found].plain != "" {
			used++
		}
		out = append(out, k.values[found])
	}
	total := 0
	for i := range k.values {
		if k.values[i].plain != "" {
			total++
		}
	}
	if used != total {
		return nil
	}
	return out
}

// offsets finds, for each shape of row in each table, the one offset at which
// all unambiguous rows of that shape have their values.
func offsets(ks []candidate, want int) map[[3]int]int {
	m := map[[3]int]int{}
	for i := range ks {
		k := &ks[i]
		if !k.grid || len(k.values) <= want {
			continue
		}
		first, last := k.printed()
		if first < 0 || last-first+1 != want {
			continue
		}
		key := [3]int{k.table, k.shape[0], k.shape[1]}
		if was, met := m[key]; met && was != first {
			m[key] = -1
			continue
		}
		m[key] = first
	}
	return m
}

func offsetOf(m map[[3]int]int, k *candidate) int {
	if o, ok := m[[3]int{k.table, k.shape[0], k.shape[1]}]; ok {
		return o
	}
	return -1
}
