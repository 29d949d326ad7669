package layout

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// A table is a grid on its way into the document: one or more grids of
// consecutive pages under each other.
type table struct {
	page  int // of its last row
	xs    []float64
	rows  int
	cells []*cell
}

// A cell of a [table]: rows r0 to r1, columns c0 to c1, the ends not included.
type cell struct {
	r0, r1, c0, c1 int
	width          float64 // between its borders
	lines          []printed
	doubt          schema.Doubt
	page           int
	inner          []*grid
}

// printed is one line of text in a cell: its width, that of a digit in it, and
// the font size.
type printed struct {
	text               string
	width, digit, size float64
}

// frameOf is the table of a grid without its cells.
func frameOf(g *grid) *table { return &table{page: g.page, xs: g.xs, rows: g.rows()} }

func tableOf(g *grid) *table {
	t := frameOf(g)
	t.cells = make([]*cell, 0, len(g.regions))
	for _, r := range g.regions {
		if r.outside() {
			continue
		}
		c := &cell{r0: r.r0, r1: r.r1, c0: r.c0, c1: r.c1, width: r.box.width(), doubt: r.doubt, page: g.page, inner: r.inner}
		c.lines = make([]printed, 0, len(r.lines))
		for _, l := range r.lines {
			c.lines = append(c.lines, printed{l.text(), l.box.width(), l.digit(), l.size})
		}
		t.cells = append(t.cells, c)
	}
	return t
}

func (c *cell) text() string {
	texts := make([]string, len(c.lines))
	for i, l := range c.lines {
		texts[i] = l.text
	}
	return strings.Join(texts, "\n")
}

func (c *cell) blank() bool { return len(c.lines) == 0 && len(c.inner) == 0 }

// figure reports whether the cell prints a number, maybe broken over lines, or
// several below each other.
func (c *cell) figure() bool { return isFigure(bare(c.text())) }

// stacked reports whether there are several lines, each of which may be part
// of a number or a number.
func (c *cell) stacked() bool {
	return len(c.lines) > 1 && !slices.ContainsFunc(c.lines, func(l printed) bool { return !isPart(l.text) })
}

// cellMargin is what word processors leave free on both sides of a cell
// together: twice 0.19 cm.
const cellMargin = 11

// closing characters may not begin a line: the one before them moves down with
// them.
const closing = "，。、；：！？）》”’』」】,.;:!?)"

// full reports whether a line of the cell leaves no room for what follows: a
// digit after figures, else a character, or two where a mark follows it that
// may not begin a line. In a numbered entry a whole word counts, two
// characters: word processors keep words together.
func (c *cell) full(l printed, next string) bool {
	need := l.size
	rs := []rune(bare(next))
	word := 1
	if beginsEntry(c.text()) {
		word, need = 2, 2*l.size
	}
	switch {
	case isFigure(l.text):
		need = l.digit
	case len(rs) > word && strings.ContainsRune(closing, rs[word]):
		need += l.size
	}
	return c.width-l.width < need+cellMargin
}

// continues reports whether b stands where a table going on from a would: the
// same outer edges, but for a shift of odd and even pages; or the same right
// edge and a left one that is a column line of the other, as when a browser
// forgets the borders of a label over several rows.
func (t *table) continues(b *table) bool {
	_, ok := t.shift(b)
	return ok
}

// shift is how far b must be moved to the right to stand under t.
func (t *table) shift(b *table) (by float64, ok bool) {
	left, right := t.xs[0]-b.xs[0], t.xs[len(t.xs)-1]-b.xs[len(b.xs)-1]
	switch {
	case distance(left, right) <= 2*near:
		return left, true
	case distance(right, 0) > near:
		return 0, false
	case left < 0:
		return 0, distance(t.xs[nearest(t.xs, b.xs[0])], b.xs[0]) <= near
	}
	return 0, distance(b.xs[nearest(b.xs, t.xs[0])], t.xs[0]) <= near
}

// goOn appends the table of the next page.
func (t *table) goOn(b *table) {
	t.page = b.page
	t.sameColumns(b)
	b.dropHead(cmp.Or(t.repeated(b), t.recalled(b)))
	if b.rows == 0 {
		return
	}
	seam := t.seam(b)
	cut := seam.cutRow()
	if seam.odd && !cut {
		seam.doubt()
	}
	down := t.rows
	if cut {
		down--
	}
	for _, c := range b.cells {
		c.r0, c.r1 = c.r0+down, c.r1+down
		if o := t.above(c, t.rows); o != nil && c.r0 == down && (cut || seam.joinable(o, c)) {
			o.r1 = c.r1
			o.append(c)
			continue
		}
		t.cells = append(t.cells, c)
	}
	t.rows = down + b.rows
	slices.SortStableFunc(t.cells, func(a, b *cell) int {
		return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0))
	})
}

// sameColumns brings both to one set of column lines.
func (t *table) sameColumns(b *table) {
	shift, _ := t.shift(b)
	all := slices.Clone(t.xs)
	for _, x := range b.xs {
		if i := nearest(all, x+shift); distance(all[i], x+shift) > near {
			i, _ = slices.BinarySearch(all, x+shift)
			all = slices.Insert(all, i, x+shift)
		}
	}
	move := func(cells []*cell, xs []float64, by float64) {
		for _, c := range cells {
			c.c0, c.c1 = nearest(all, xs[c.c0]+by), nearest(all, xs[c.c1]+by)
		}
	}
	move(t.cells, t.xs, 0)
	move(b.cells, b.xs, shift)
	t.xs, b.xs = all, all
}

// repeated counts the rows at the top of b that are the table's own first rows
// again: equal cells, no figure in them, closed below.
func (t *table) repeated(b *table) int {
	best := 0
	for n := 1; n <= min(t.rows, b.rows); n++ {
		mine, closed := rowsAbove(t.cells, n)
		theirs, closedToo := rowsAbove(b.cells, n)
		if len(mine) != len(theirs) {
			break
		}
		for i := range mine {
			if !mine[i].same(theirs[i]) {
				return best
			}
		}
		if closed && closedToo && printsAnything(mine) {
			best = n
		}
	}
	return best
}

// recalled counts the rows at the top of b whose words all stand in the table's
// own head, or begin there, for a page cut it: the same head, whole. Figures must
// stand below it in both.
func (t *table) recalled(b *table) int {
	var head []*cell
	end := t.firstRow()
	for _, c := range t.cells {
		if c.r0 < end {
			head = append(head, c)
		}
	}
	if len(head) > mostWords {
		return 0
	}
	n := min(b.firstRow(), mostHead)
	for ; n > 0; n-- {
		cells, closed := rowsAbove(b.cells, n)
		words := 0
		known := !slices.ContainsFunc(cells, func(c *cell) bool {
			if !c.blank() {
				words++
			}
			return !c.blank() && !slices.ContainsFunc(head, func(o *cell) bool { return printedAgain(o, c) })
		})
		if known && closed && words >= leastHead {
			break
		}
	}
	return n
}

// leastHead is how many words make a head; mostWords and mostHead are more words
// and rows than one has.
const leastHead, mostWords, mostHead = 3, 64, 8

// firstRow is the first row that holds a figure, 0 if none does.
func (t *table) firstRow() int {
	first := -1
	for _, c := range t.cells {
		if (first < 0 || c.r0 < first) && c.figure() {
			first = c.r0
		}
	}
	return max(first, 0)
}

// rowsAbove lists the cells anchored above row n and says whether all end there.
func rowsAbove(cells []*cell, n int) (out []*cell, closed bool) {
	closed = true
	for _, c := range cells {
		if c.r0 < n {
			out = append(out, c)
			closed = closed && c.r1 <= n
		}
	}
	return out, closed
}

func printsAnything(cells []*cell) bool {
	return slices.ContainsFunc(cells, func(c *cell) bool { return !c.blank() })
}

func (c *cell) same(o *cell) bool {
	return !c.figure() && c.r0 == o.r0 && c.c0 == o.c0 && c.c1 == o.c1 && bare(c.text()) == bare(o.text())
}

func (t *table) dropHead(n int) {
	if n == 0 {
		return
	}
	t.cells = slices.DeleteFunc(t.cells, func(c *cell) bool { return c.r0 < n })
	for _, c := range t.cells {
		c.r0, c.r1 = c.r0-n, c.r1-n
	}
	t.rows -= n
}

// above is the cell of exactly c's columns that ends at the given row.
func (t *table) above(c *cell, end int) *cell {
	for _, o := range t.cells {
		if o.r1 == end && o.c0 == c.c0 && o.c1 == c.c1 {
			return o
		}
	}
	return nil
}

// entry is how a new entry of the form begins: 1. · （三） · 四、 · 第二十条.
var entry = regexp.MustCompile(`^(?:[0-9０-９]{1,2}[.．、)）]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|第.{1,4}条)`)

func beginsEntry(s string) bool {
	s = bare(s)
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("0123456789０１２３４５６７８９（(一二三四五六七八九十第", first) && entry.MatchString(s)
}

// printedAgain reports whether the label of o, or what of it the page left room
// for, stands in c from its beginning.
func printedAgain(o, c *cell) bool {
	return !o.blank() && !o.figure() && strings.HasPrefix(bare(c.text()), bare(o.text()))
}

// append adds the text of a piece from the next page, but for a label printed
// again. The cell stands on the page of its figure.
func (c *cell) append(o *cell) {
	if o.figure() && !c.figure() {
		c.page = o.page
	}
	if printedAgain(c, o) {
		c.lines = nil
	}
	c.lines = append(c.lines, o.lines...)
	c.doubt = cmp.Or(c.doubt, o.doubt)
	c.inner = append(c.inner, o.inner...)
}
