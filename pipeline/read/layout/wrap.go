package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// widest knows the column widths that text shows.
type widest struct {
	columns map[int]measure
	wrapped int // cells whose figures all break where their column's widest line ends
}

// A measure is how wide the widest line of figures and how long the longest
// line is, in cells of one column.
type measure struct {
	width      float64
	characters int
}

func wrapping(tables ...*table) widest {
	w := widest{columns: map[int]measure{}}
	for _, t := range tables {
		for _, c := range t.cells {
			if c.c1 != c.c0+1 {
				continue
			}
			m := w.columns[c.c0]
			for _, l := range c.lines {
				m.characters = max(m.characters, utf8.RuneCountInString(l.text))
				if isPart(l.text) {
					m.width = max(m.width, l.width)
				}
			}
			w.columns[c.c0] = m
		}
	}
	for _, t := range tables {
		for _, c := range t.cells {
			if c.stacked() && c.c1 == c.c0+1 && w.breaksEven(c) {
				w.wrapped++
			}
		}
	}
	return w
}

// breaksEven reports whether all lines of a cell but the last are as wide as
// any of the column.
func (w widest) breaksEven(c *cell) bool {
	return !slices.ContainsFunc(c.lines[:len(c.lines)-1], func(l printed) bool {
		return l.width < w.columns[c.c0].width-0.5 || utf8.RuneCountInString(l.text) < 2
	})
}

// severalWrapped is how many cells that break evenly show where the columns of a
// table end, whatever margin its cells have.
const severalWrapped = 3

// full reports whether a line of figures leaves no room for another digit: not
// in its cell, and no line of the column is that long. A line that ends in a
// comma or a point goes on in any case; one of a single digit only where no
// line of the column, header included, has two characters. Margins wider than
// usual are believed where several cells show them.
func (w widest) full(c *cell, l printed) bool {
	m := w.columns[c.c0]
	switch {
	case !isPart(l.text):
		return false
	case endsGroup(l.text):
		return true
	case utf8.RuneCountInString(l.text) < 2 && m.characters > 1:
		return false
	}
	return (c.full(l, "") || w.wrapped >= severalWrapped && c.tight(l)) && l.width+l.digit > m.width+0.5
}

// tight reports whether another digit may not have found room behind a line of
// figures, though by the usual margins it had.
func (c *cell) tight(l printed) bool { return c.width-l.width < 2*l.digit+cellMargin }

// one reports whether the lines of a cell are one number broken by a narrow
// cell: all lines but the last are full, none is longer than the one before
// but behind a comma, and no zero leads.
func (w widest) one(c *cell) bool {
	whole := bare(c.text())
	switch {
	case !c.stacked() || !c.figure() || c.r1-c.r0 != 1 || c.c1-c.c0 != 1 || leadingZero(c.lines[0].text) || !grouped(whole):
		return false
	case strings.ContainsAny(whole, ",，") && slices.ContainsFunc(c.lines, func(l printed) bool { return !isFigure(l.text) || !grouped(l.text) }):
		return true // a line like 0,93 is no number: the groups are broken over lines
	}
	for i, l := range c.lines[:len(c.lines)-1] {
		next := c.lines[i+1]
		if !w.full(c, l) || !endsGroup(l.text) && next.width > l.width+0.5*l.digit {
			return false
		}
	}
	return true
}

func endsGroup(s string) bool { return strings.ContainsRune(",，.．", last(s)) }

// grouped reports whether the commas of a number, if it has any, part groups of
// three digits.
func grouped(s string) bool {
	whole, _, _ := strings.Cut(strings.NewReplacer("，", ",", "．", ".").Replace(s), ".")
	groups := strings.Split(whole, ",")
	for _, g := range groups[1:] {
		if utf8.RuneCountInString(g) != 3 {
			return false
		}
	}
	return true
}

func leadingZero(s string) bool { return strings.HasPrefix(s, "0") && !strings.HasPrefix(s, "0.") }

// finish writes the text of each cell. A number broken over lines is put
// together; several numbers in one cell are in doubt.
func (t *table) finish() (texts []string) {
	w := wrapping(t)
	items := t.items()
	texts = make([]string, len(t.cells))
	for i, c := range t.cells {
		texts[i] = c.text()
		if c.stacked() {
			if w.one(c) && items[c.r0] < 2 {
				texts[i] = strings.ReplaceAll(texts[i], "\n", "")
			} else if c.doubt == schema.Certain {
				c.doubt = schema.SeveralFigures
			}
		}
	}
	return texts
}

// items counts how many entries of the form begin in one label of each row:
// two mean that a line between rows is missing.
func (t *table) items() []int {
	most := make([]int, t.rows)
	for _, c := range t.cells {
		if c.r1-c.r0 != 1 {
			continue
		}
		n := 0
		for _, l := range c.lines {
			if beginsEntry(l.text) {
				n++
			}
		}
		most[c.r0] = max(most[c.r0], n)
	}
	return most
}
