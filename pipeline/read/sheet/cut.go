package sheet

import (
	"strings"
	"unicode/utf8"
)

// A sheet is cut like a page of print: first into runs of rows that hold more
// than one cell, with the lone cells between them as paragraphs; then a run at
// the columns that stay empty, if what stands on both sides is a table of its
// own; then each side again.

// A region is a rectangle of a page: lines from ≤ i < to, columns left to right.
type region struct{ from, to, left, right int }

// A kind says what a line is within a region.
type kind uint8

const (
	nothing kind = iota
	reached      // only ranges from above
	lone         // one cell without a border: a paragraph
	framed       // one cell with a border: a paragraph, or a row of the table below
	caption      // a heading with something beside it
	sparse       // one cell and blanks with borders: a row of a table, not its first
	tabular      // a row of a table
)

const (
	maxCaption = 3 // cells of a caption: the heading, the unit, a date
	leastWord  = 2 // characters of a word; one alone is a mark: 无, —
	maxOrdinal = 4 // characters of an ordinal that has a cell of its own: "（一）"
)

// view is the part of a line that lies in the region.
func (r *region) view(l *line) []slot {
	from, to := 0, len(l.slots)
	for from < to && l.slots[from].column < r.left {
		from++
	}
	for to > from && l.slots[to-1].column > r.right {
		to--
	}
	return l.slots[from:to]
}

// kinds judges the lines of a region.
func (p *page) kinds(r region) []kind {
	out := make([]kind, r.to-r.from)
	maybe := make([]bool, len(out)) // captions, if the table beside them is ruled
	for i := range out {
		l := &p.lines[r.from+i]
		view := r.view(l)
		out[i] = kindOf(l, view)
		if out[i] != tabular || !captionLike(l, view) {
			continue
		}
		switch n := headings(view); {
		case n == 1 || n == 0 && remarked(view):
			out[i] = caption
		case n == 0:
			maybe[i] = true
		}
	}
	p.captions(r, out, maybe)
	return out
}

func kindOf(l *line, view []slot) kind {
	contents, reaching, blanks, ruled, prose := 0, 0, 0, false, false
	for i := range view {
		switch s := &view[i]; {
		case !s.solid():
		case s.reaches(l.row):
			reaching++
		case s.cell != nil:
			contents++
			ruled = s.ruled
			prose = longer(s.cell.Text, longestItem)
		default:
			blanks++
		}
	}
	switch {
	case contents+blanks == 0 && reaching == 0:
		return nothing
	case contents+blanks == 0:
		return reached
	case contents == 1 && reaching+blanks == 0 && ruled:
		return framed
	case contents == 1 && reaching == 0 && (blanks == 0 || prose):
		return lone
	case contents == 1 && reaching == 0:
		return sparse
	}
	return tabular
}

// captionLike reports whether a row without borders could be a heading with
// something beside it: a few texts, no number.
func captionLike(l *line, view []slot) bool {
	texts := 0
	for i := range view {
		s := &view[i]
		if !s.solid() {
			continue
		}
		if s.ruled || s.reaches(l.row) || !longer(s.cell.Text, leastWord-1) || s.cell.numeric() {
			return false
		}
		texts++
	}
	return texts <= maxCaption
}

// numeric reports whether a cell prints a number, or one with what it counts: 3件.
func (c *Cell) numeric() bool {
	if c.Number != "" {
		return true
	}
	const figures = "0123456789.,+-%０１２３４５６７８９．，"
	s := strings.TrimSpace(c.Text)
	if first, _ := utf8.DecodeRuneInString(s); !strings.ContainsRune(figures, first) {
		return false
	}
	return strings.Trim(strings.TrimRight(s, "件项条份"), figures) == ""
}

// headings counts the cells that begin with the ordinal of a heading. Two of
// them head two tables side by side.
func headings(view []slot) (n int) {
	for i := range view {
		if c := view[i].cell; c != nil && ordinal(c.Text) {
			n++
		}
	}
	return n
}

// remarked reports whether something like 单位：件 stands beside the first cell.
// A header says such things in brackets.
func remarked(view []slot) bool {
	first := true
	for i := range view {
		c := view[i].cell
		if c == nil {
			continue
		}
		if !first && strings.ContainsAny(c.Text, "：:") && !strings.ContainsAny(c.Text, "（(") {
			return true
		}
		first = false
	}
	return false
}

// ordinal reports whether a text begins with the ordinal of a heading: 一、.
func ordinal(text string) bool {
	s := strings.TrimSpace(text)
	_, size := utf8.DecodeRuneInString(s)
	return strings.ContainsAny(s[:size], "一二三四五六七八九十") && strings.HasPrefix(s[size:], "、")
}

// captions decides the lines that may be captions: they are if any row they
// touch has borders.
func (p *page) captions(r region, kinds []kind, maybe []bool) {
	for i := 0; i < len(kinds); {
		if kinds[i] < sparse {
			i++
			continue
		}
		j, ruled := i, false
		for ; j < len(kinds) && kinds[j] >= sparse && (j == i || p.adjacent(r.from+j)); j++ {
			for _, s := range r.view(&p.lines[r.from+j]) {
				ruled = ruled || s.ruled
			}
		}
		for ; i < j; i++ {
			if ruled && maybe[i] {
				kinds[i] = caption
			}
		}
	}
}

// adjacent reports whether line i is in the row directly below line i−1.
func (p *page) adjacent(i int) bool { return i > 0 && p.lines[i].row == p.lines[i-1].row+1 }

// cut adds the blocks of a region.
func (p *page) cut(r region, splits int) {
	c := cutter{page: p, within: r, splits: splits, from: -1}
	for i, k := range p.kinds(r) {
		if p.err != nil {
			return
		}
		c.line(r.from+i, k)
	}
	c.close()
}

// A cutter walks down a region and collects the rows of a run.
type cutter struct {
	*page
	within   region
	splits   int
	from, to int   // the lines of the open run, from < 0 if there is none
	frames   []int // framed lines since, not yet known to be paragraphs
}

func (c *cutter) line(i int, k kind) {
	if !c.adjacent(i) {
		c.close()
	}
	switch k {
	case nothing:
		c.close()
	case reached:
		if c.from >= 0 && len(c.frames) == 0 {
			c.to = i + 1
		}
	case lone, caption:
		c.close()
		c.paragraphs(c.within, i)
	case framed:
		c.frames = append(c.frames, i)
	case sparse:
		if c.from < 0 {
			c.close()
			c.paragraphs(c.within, i)
		} else {
			c.row(i)
		}
	case tabular:
		c.row(i)
	}
}

// row takes a row into the run. Of the framed lines above it only the last
// belongs to the table, and only if it is as wide as the row; several in a row
// are prose in boxes.
func (c *cutter) row(i int) {
	start := i
	if n := len(c.frames); n > 0 && c.spans(c.frames[n-1], i) {
		start = c.frames[n-1]
		c.frames = c.frames[:n-1]
		if n > 1 {
			c.close()
		}
	} else if n > 0 {
		c.close()
	}
	if c.from < 0 {
		c.from = start
	}
	c.to = i + 1
}

// spans reports whether the framed line is as wide as the row below it.
func (c *cutter) spans(frame, below int) bool {
	f, l, _ := ruledEnds(c.within.view(&c.lines[frame]))
	first, last, _ := ruledEnds(c.within.view(&c.lines[below]))
	return f <= first && last <= l
}

// close ends the run and gives the framed lines behind it as paragraphs.
func (c *cutter) close() {
	if c.from >= 0 {
		c.run(region{c.from, c.to, c.within.left, c.within.right}, c.splits)
		c.from = -1
	}
	for _, i := range c.frames {
		c.paragraphs(c.within, i)
	}
	c.frames = c.frames[:0]
}

// paragraphs gives every cell of a line as a paragraph; an ordinal in a cell
// of its own is joined to its heading.
func (p *page) paragraphs(r region, i int) {
	l := &p.lines[i]
	var before *slot
	for _, s := range r.view(l) {
		if s.cell == nil || s.reaches(l.row) {
			continue
		}
		if before != nil {
			joined := *s.cell
			joined.Text = strings.TrimSpace(before.cell.Text) + s.cell.Text
			joined.Note = join(before.cell.Note, s.cell.Note)
			s.cell, s.column, before = &joined, before.column, nil
		} else if first := s; ordinal(s.cell.Text) && utf8.RuneCountInString(strings.TrimSpace(s.cell.Text)) <= maxOrdinal {
			before = &first
			continue
		}
		p.paragraph(l, &s)
	}
	if before != nil {
		p.paragraph(l, before)
	}
}
