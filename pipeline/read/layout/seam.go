package layout

import (
	"strings"

	"huizong/schema"
)

// A seam is where a page breaks a table: the last row above it and the first
// row below.
type seam struct {
	upper, lower *table
	widest       widest
	labels       int  // first column that holds a figure: what stands before it is label
	head         bool // neither row prints a figure
	labelled     bool // the lower row prints a label
	printing     bool // the lower row prints anything
	figures      bool // the row after it prints a figure
	odd          bool // the rows may be pieces of one, but for their figures
}

func (t *table) seam(b *table) *seam {
	s := &seam{upper: t, lower: b, widest: wrapping(t, b), labels: t.firstFigure(b), head: true}
	for _, c := range t.cells {
		s.head = s.head && !(c.r1 == t.rows && c.figure())
	}
	for _, c := range b.cells {
		switch c.r0 {
		case 0:
			s.head = s.head && !c.figure()
			s.labelled = s.labelled || c.c1 <= s.labels && !c.blank()
			s.printing = s.printing || !c.blank()
		case 1:
			s.figures = s.figures || c.figure()
		}
	}
	return s
}

// firstFigure is the leftmost column that holds a figure, 0 if none does: then
// nothing tells labels from what stands beside them.
func (t *table) firstFigure(b *table) int {
	first := len(t.xs)
	for _, cells := range [][]*cell{t.cells, b.cells} {
		for _, c := range cells {
			if c.figure() {
				first = min(first, c.c0)
			}
		}
	}
	if first == len(t.xs) {
		return 0
	}
	return first
}

// joinable tells whether a cell o above the seam goes on in c below it though
// the row is not cut: a label over several rows, which vanished, or stands on
// the other page, or was cut; or a cut word in a header.
func (s *seam) joinable(o, c *cell) bool {
	several := o.r1-o.r0 > 1 || c.r1-c.r0 > 1
	switch {
	case o.figure() || c.figure():
		return false
	case c.blank() && c.c1 < s.labels:
		return true // a group label is printed once
	case several && c.c1 <= s.labels && printedAgain(o, c):
		return true
	case several && c.c1 <= s.labels:
		return o.blank() || c.blank() || goesOn(o, c) || c.c1 < s.labels && beginsEntry(o.text()) && !beginsEntry(c.text())
	case !s.head:
		return false
	case o.blank() || c.blank():
		return several || !o.blank() && !s.labelled && s.printing
	}
	return goesOn(o, c)
}

// goesOn reports whether the text of o runs to the end of its cell without
// coming to an end, and c does not begin a new entry.
func goesOn(o, c *cell) bool {
	return o.full(o.lines[len(o.lines)-1], c.text()) && !bracketed(bare(o.text())) && !beginsEntry(c.text())
}

// bracketed reports whether the whole text stands in one pair of brackets.
func bracketed(s string) bool {
	for _, pair := range []string{"（）", "()", "【】"} {
		open, shut := firstAndLast(pair)
		if a, b := firstAndLast(s); a == open && b == shut {
			return true
		}
	}
	return false
}

func firstAndLast(s string) (first, last rune) {
	for i, c := range s {
		if i == 0 {
			first = c
		}
		last = c
	}
	return first, last
}

// cutRow reports whether the page broke inside a row: the rows on both sides
// have the same columns, and
//   - one of them prints nothing, or
//   - only the upper has a label, and not both have figures, or
//   - the label goes on, and not both have figures, or
//   - the label goes on or is there only once, and each text that stands on
//     both sides goes on, figures broken by narrow cells included.
func (s *seam) cutRow() bool {
	var upper, lower piece
	aligned, broken, both, tight := true, true, false, false
	for _, c := range s.lower.cells {
		if c.r0 != 0 {
			continue
		}
		o := s.upper.above(c, s.upper.rows)
		switch {
		case o == nil:
			return false
		case o.r1-o.r0 > 1 || c.r1-c.r0 > 1:
			aligned = aligned && (c.c1 <= s.labels || s.joinable(o, c)) && (!beginsEntry(c.text()) || printedAgain(o, c))
			continue
		}
		upper.add(o, s.labels)
		lower.add(c, s.labels)
		if c.c0 < s.labels || o.blank() || c.blank() {
			continue
		}
		broken = broken && s.breaks(o, c)
		if o.figure() && c.figure() {
			both, tight = true, tight || o.tight(o.lines[len(o.lines)-1])
		}
	}
	goesOn := upper.goesOn(lower)
	s.odd = both && (tight && (goesOn || !lower.beginsEntry()) || goesOn && lower.label == nil && lower.values < upper.values)
	switch {
	case !aligned:
		return false
	case upper.prints() != lower.prints():
		return s.labels > 0 || !lower.prints() && s.figures
	case !upper.prints():
		return false
	case upper.values > 0 && lower.values > 0:
		return broken && goesOn || s.head && upper.label != nil && lower.label == nil
	}
	return goesOn && upper.label != nil
}

// doubt marks the figures of both rows.
func (s *seam) doubt() {
	mark := func(c *cell) {
		if c.figure() && c.doubt == schema.Certain {
			c.doubt = schema.CutPage
		}
	}
	for _, c := range s.upper.cells {
		if c.r1 == s.upper.rows {
			mark(c)
		}
	}
	for _, c := range s.lower.cells {
		if c.r0 == 0 {
			mark(c)
		}
	}
}

// breaks reports whether the figure of o may go on in c, or the words of a
// header.
func (s *seam) breaks(o, c *cell) bool {
	last := o.lines[len(o.lines)-1]
	if isPart(last.text) && isPart(c.lines[0].text) {
		return beginsGroup(c.lines[0].text) || s.widest.full(o, last)
	}
	return !o.figure() && !c.figure() && goesOn(o, c)
}

func beginsGroup(s string) bool {
	first, _ := firstAndLast(s)
	return strings.ContainsRune(",，.．", first)
}

// piece sums up one part of a row.
type piece struct {
	values int   // cells right of the labels that print something
	label  *cell // the last label cell that prints something
}

func (p *piece) prints() bool { return p.values > 0 || p.label != nil }

func (p *piece) beginsEntry() bool { return p.label != nil && beginsEntry(p.label.text()) }

// goesOn reports whether the label of the upper row may go on in the lower one,
// or neither has one, or only the upper.
func (p *piece) goesOn(lower piece) bool {
	return lower.label == nil || p.label != nil && goesOn(p.label, lower.label)
}

func (p *piece) add(c *cell, labels int) {
	switch {
	case c.blank():
	case c.c0 >= labels:
		p.values++
	default:
		p.label = c
	}
}
