package recognize

import (
	"strings"

	"huizong/schema"
)

// A fragment is a piece of label text: a cell of a row, a word of a line.
type fragment struct {
	plain string
	line  int
}

// A run is a run of printed values that could be one row of the form, with the
// label text that stands before it.
type run struct {
	line   int        // of its first value
	label  []fragment // since the run before, in reading order
	own    int        // index in label from which the fragments stand on its own row or line
	values []piece    // cells behind the label, blanks included
	counts []lineCount
	grid   bool   // values are cells of a table row
	glued  string // digits that were cut into values, one digit each
	shape  shape  // of the row
	torn   why    // why its numbers may not be whole; zero if nothing speaks against them
}

// A lineCount says how many values of a run stand on one line.
type lineCount struct{ line, values int }

// A shape is what rows of one table that are laid out alike have in common.
type shape struct {
	table, label, cells int // table number; column of the label, −1 if there is none; cells behind it
	loose               bool
}

// ownLabel joins the label text on the run's own row or line.
func (r *run) ownLabel() string { return joinFragments(r.label[r.own:]) }

func joinFragments(fs []fragment) string {
	switch len(fs) {
	case 0:
		return ""
	case 1:
		return fs[0].plain
	}
	var b strings.Builder
	for _, f := range fs {
		b.WriteString(f.plain)
	}
	return b.String()
}

// place is where a reader should put the finger for the whole run.
func (r *run) place() schema.Place {
	if len(r.values) == 0 {
		return schema.Place{}
	}
	return r.values[0].at()
}

// printed is the range of the values that print something; −1 if none does.
func (r *run) printed() (first, last int) {
	first, last = -1, -1
	for i := range r.values {
		if !r.values[i].blank() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// A runList is what was collected from the lines of one table.
type runList struct {
	runs       []run
	rest       []fragment // label text behind the last run
	gluedShort bool       // a label has fewer digits glued to it than its row has values
}

// text joins all label text of the table.
func (l *runList) text() string {
	var b strings.Builder
	for i := range l.runs {
		b.WriteString(joinFragments(l.runs[i].label))
	}
	b.WriteString(joinFragments(l.rest))
	return b.String()
}

// A collector gathers runs from lines.
type collector struct {
	lines    []line
	memory   *memory
	book     *book
	header   *lexicon          // words of column headers: cells behind a label that hold one are no values
	glued    func(row int) int // how many values the row has, where digits are glued to its label
	blankRow int               // cells of a row that has no label and may be all blank; 0: blank rows are told by their label
	aside    aside
	out      runList
	gap      []fragment // label text since the last run
	open     *run       // a run of text values that may go on
}

// What one table of the form takes, roughly.
const (
	fragmentsAtOnce = 96
	runsAtOnce      = 32
	valuesAtOnce    = 8 // of a line of text
)

// collect gathers the runs of the spans, in order.
func (c *collector) collect(spans []span) runList {
	c.gap, c.out.runs = c.memory.fragments.take(fragmentsAtOnce), c.memory.runs.take(runsAtOnce)
	for _, s := range spans {
		for i := s.from; i < s.to; i++ {
			if c.lines[i].row() {
				c.close()
				c.row(i)
			} else {
				c.text(i)
			}
		}
		c.close()
	}
	c.out.rest = c.gap
	c.out.doubtGlued()
	return c.out
}

// row takes a table row: leading label cells, then values. A cell behind values
// that names a row begins another one: a reader lost the end of the row, or two
// halves of the table stand side by side.
func (c *collector) row(i int) {
	from, met, named := 0, false, false
	pieces := c.aside.leave(&c.lines[i], c.header)
	for k := range pieces {
		names := pieces[k].word() && c.names(pieces[k].plain)
		if names && (met || named && c.lines[i].loose) {
			c.cells(i, pieces[from:k])
			from, met = k, false
		}
		met, named = met || pieces[k].value && !c.numbered(pieces[from:], k-from), names || named && from < k
	}
	c.cells(i, pieces[from:])
}

// cells takes the cells of one row.
func (c *collector) cells(i int, pieces []piece) {
	l := &c.lines[i]
	end := c.labelEnd(pieces)
	values := pieces[end+1:]
	own := len(c.gap)
	label := -1
	for k := range pieces[:end+1] {
		if p := &pieces[k]; p.word() && (!p.continued || c.names(p.plain)) {
			c.gap = append(c.gap, fragment{p.plain, i})
			label = p.column
		}
	}
	if !c.holdsValues(values, own) {
		for k := range values {
			if p := &values[k]; p.word() && !p.continued {
				c.gap = append(c.gap, fragment{p.plain, i})
			}
		}
		c.gluedRow(i, own)
		return
	}
	c.out.runs = append(c.out.runs, run{line: i, label: c.takeGap(), own: own, values: values, grid: true,
		shape: shape{table: l.table, label: label, cells: len(values), loose: l.loose}})
}

// takeGap takes the label text for a run; what follows is written behind it.
func (c *collector) takeGap() []fragment {
	n := len(c.gap)
	label := c.gap[:n:n]
	c.gap = c.gap[n:]
	return label
}

// names reports whether a cell that reaches in from above names this row too:
// not a group's label, whose rows have labels of their own.
func (c *collector) names(p string) bool {
	row := c.book.row(p)
	return row >= 0 && row != rowOtherHandling
}

// holdsValues reports whether the cells behind a label are value cells: they
// print values and no header word, or the label names a row and they are blank.
func (c *collector) holdsValues(values []piece, own int) bool {
	printed := false
	for i := range values {
		p := &values[i]
		switch {
		case p.value:
			printed = true
		case p.word() && !p.continued && c.header.has(p.plain):
			return false
		}
	}
	if printed || len(values) == 0 {
		return printed
	}
	if c.blankRow != 0 { // a row without any label
		return own == len(c.gap) && (len(values) == c.blankRow || len(values) == c.blankRow/groups)
	}
	named := false
	for i := own; i < len(c.gap); i++ {
		if isHeadWord(c.gap, i) && c.book == bookThree {
			return false
		}
		named = named || c.book.row(c.gap[i].plain) >= 0
	}
	return named
}

// labelEnd is the index of the last label cell of a row, −1 if it has none: the
// last cell with words before the first value; in a row that names a row of
// the form and has no values, the cell that names it.
func (c *collector) labelEnd(pieces []piece) int {
	end, named := -1, -1
	for k := range pieces {
		p := &pieces[k]
		if p.value && !c.numbered(pieces, k) {
			break
		}
		if !p.word() {
			continue
		}
		if named >= 0 && !p.continued && !c.book.knows(p.plain) || c.worded(pieces, k) {
			break
		}
		end = k
		if c.book.row(p.plain) >= 0 {
			named = k
		}
	}
	return end
}

// worded reports whether the first cell of a row is a value of table four that is
// written in words: the row needs no label, and has no cell to spare for one.
func (c *collector) worded(ps []piece, k int) bool {
	return c.blankRow != 0 && k == 0 && (len(ps) == c.blankRow || len(ps) == c.blankRow/groups) && !c.book.knows(ps[k].plain)
}

// numbered reports whether the value at k is a serial number before the label:
// nothing of the row is printed before it, and a cell behind it names a row
// before the next value does.
func (c *collector) numbered(ps []piece, k int) bool {
	for i := range ps[:k] {
		if !ps[i].blank() && !ps[i].continued {
			return false
		}
	}
	for i := k + 1; i < len(ps) && !ps[i].value; i++ {
		if c.book.row(ps[i].plain) >= 0 {
			return true
		}
	}
	return false
}

// text takes a text line word by word: values belong to a run, words are label
// text. A small number before words is the ordinal of a label.
func (c *collector) text(i int) {
	l := &c.lines[i]
	own := -1
	for k, ps := 0, l.cells(); k < len(ps); k++ {
		p := &ps[k]
		switch {
		case p.value && !c.splitWord(ps, k, i):
			if !c.ordinalAt(ps, k) {
				c.value(i, p, own)
			}
			continue
		case c.open != nil:
			c.close()
			own = -1
		}
		if own < 0 {
			own = len(c.gap)
		}
		if !c.gluedWord(i, k, own) {
			c.gap = append(c.gap, fragment{p.plain, i})
		}
	}
}

// ordinalAt reports whether the value at k is the number of the label behind
// it: first of its line, one digit, words follow directly.
func (c *collector) ordinalAt(ps []piece, k int) bool {
	return k == 0 && len(ps[k].plain) == 1 && ps[k].plain[0] >= '1' && ps[k].plain[0] <= '9' &&
		k+1 < len(ps) && ps[k+1].word() && c.book.knows(ps[k+1].plain)
}

// splitWord reports whether 无 is the first half of 无法提供 rather than a mark.
func (c *collector) splitWord(ps []piece, k, i int) bool {
	if ps[k].plain != "无" {
		return false
	}
	if k+1 < len(ps) {
		return strings.HasPrefix(ps[k+1].plain, "法")
	}
	return i+1 < len(c.lines) && strings.HasPrefix(c.lines[i+1].plain, "法")
}

// value adds a value to the run at hand, or opens one.
func (c *collector) value(i int, p *piece, own int) {
	if c.open == nil {
		if own < 0 {
			own = len(c.gap)
		}
		c.open = &run{line: i, label: c.takeGap(), own: own, shape: shape{label: -1}, values: c.memory.pieces.take(valuesAtOnce)}
	}
	r := c.open
	r.values = append(r.values, *p)
	if n := len(r.counts); n > 0 && r.counts[n-1].line == i {
		r.counts[n-1].values++
	} else {
		r.counts = append(r.counts, lineCount{i, 1})
	}
}

func (c *collector) close() {
	if c.open != nil {
		c.out.runs = append(c.out.runs, *c.open)
		c.open = nil
	}
}
