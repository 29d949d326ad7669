package recognize

import (
	"slices"
	"strings"
)

// Which run is which row of the form. Labels decide, in this order: the label
// on the run's own row or line; a label that the run cuts in two; the one label
// that stands before it. Only what is left is given by the form's order, and
// only where it leaves a single possibility. See pairing.solve.

// A hit is a place in label text that names a row.
type hit struct {
	row      int
	from, to int  // fragments, to inclusive
	whole    bool // told by a whole label without words of its own: 其他, 总计
}

// hits finds the rows named in label text, in reading order. Words may be
// broken between fragments.
func (b *book) hits(fs []fragment) []hit {
	text := joinFragments(fs)
	ends := make([]int, len(fs)) // byte offset behind each fragment
	for i, n := 0, 0; i < len(fs); i++ {
		n += len(fs[i].plain)
		ends[i] = n
	}
	at := func(offset int) int { k, _ := slices.BinarySearch(ends, offset+1); return k }
	var out []hit
	for from := 0; b.words != nil; {
		m, ok := b.words.next(text, from)
		if !ok {
			break
		}
		from = m.to
		if m.id >= 0 {
			out = append(out, hit{row: m.id, from: at(m.from), to: at(m.to - 1)})
		}
	}
	if b == bookThree {
		out = slices.DeleteFunc(out, func(h hit) bool { return h.from < h.to && isHeadWord(fs, h.from) })
	}
	if len(b.exact) > 0 {
		out = withWhole(out, b.wholeHits(fs))
	}
	return distinctHits(out)
}

// isHeadWord reports whether a fragment is a word of the header of table three:
// 其他|法律服务机构 is no 其他法律….
func isHeadWord(fs []fragment, i int) bool {
	if _, ok := headWordsThree[fs[i].plain]; ok {
		return true
	}
	return fs[i].plain == "其他" && i+1 < len(fs) && isHeadWord(fs[i+1:i+2], 0)
}

// withWhole joins the hits by words with those by whole labels, in order. One
// that is only the beginning of a longer label is none: 其他 of 其他|处理. The
// group's label before it in the same cell is no hit of its own: （六）其他处理 3.其他.
func withWhole(words, whole []hit) []hit {
	if len(whole) == 0 {
		return words
	}
	var out []hit
	w := 0
	for _, h := range whole {
		for ; w < len(words) && words[w].to < h.from; w++ {
			out = append(out, words[w])
		}
		inside := w
		for inside < len(words) && words[inside].from >= h.from && words[inside].to <= h.to {
			inside++
		}
		if inside < len(words) && words[inside].from <= h.to {
			continue
		}
		w = inside
		out = append(out, h)
	}
	return append(out, words[w:]...)
}

// widestWhole is how many fragments a whole label may be broken into.
const widestWhole = 4

func (b *book) wholeHits(fs []fragment) []hit {
	var out []hit
	for i := 0; i < len(fs); i++ {
		joined, last, row := "", -1, noRow
		for j := i; j < len(fs) && j < i+widestWhole && len(joined) < longestSign; j++ {
			joined += fs[j].plain
			if r, ok := b.whole(joined); ok {
				last, row = j, r
			}
		}
		if last >= 0 {
			out = append(out, hit{row: row, from: i, to: last, whole: true})
			i = last
		}
	}
	if b == bookThree {
		out = withoutColumns(fs, out)
	}
	return out
}

// withoutColumns drops the hits that are column headers: 其他 and 总计 beside
// other header words are columns, not rows.
func withoutColumns(fs []fragment, hs []hit) []hit {
	head := make([]bool, len(fs)+2) // shifted by one: head[0] and the last are outside
	for i := range fs {
		_, head[i+1] = headWordsThree[fs[i].plain]
	}
	column := func(h hit) bool {
		p := joinFragments(fs[h.from : h.to+1])
		return p == "其他" || p == "总计" || p == "合计"
	}
	mark := func(h hit) {
		for i := h.from; i <= h.to; i++ {
			head[i+1] = true
		}
	}
	for _, h := range hs {
		if column(h) && head[h.from] {
			mark(h)
		}
	}
	for _, h := range slices.Backward(hs) {
		if column(h) && head[h.to+2] {
			mark(h)
		}
	}
	return slices.DeleteFunc(hs, func(h hit) bool { return column(h) && head[h.from+1] })
}

// distinctHits drops repeated neighbours: one label often has two words of its
// own. A group label is no row where a row of the group follows.
func distinctHits(hs []hit) []hit {
	var out []hit
	for _, h := range hs {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if last.row == h.row {
				last.to, last.whole = h.to, last.whole && h.whole
				continue
			}
			if last.row == rowOtherHandling && isChildOfOther(h.row) {
				*last = h
				continue
			}
		}
		out = append(out, h)
	}
	return out
}

// A pairing gives runs to rows.
type pairing struct {
	book *book
	list *runList
	last int                        // the last row index of the form
	skip func(row int) bool         // rows that the table at hand does not have
	fits func(r *run, row int) bool // whether order may give the run to the row

	row     []int  // of each run, noRow if it has none
	fixed   []bool // the row is told by the run's own label
	barred  []bool // the run's label names something else, or several rows
	doubt   map[int]bool
	named   map[int]bool // rows whose label is printed
	guesses int          // how often a misspelt label may still be looked for
	labels  [][]hit      // before each run, and behind the last one, without those on its own line
}

func newPairing(b *book, list *runList, rows int) *pairing {
	n := len(list.runs)
	p := &pairing{book: b, list: list, last: rows - 1, row: make([]int, n), fixed: make([]bool, n), barred: make([]bool, n),
		doubt: map[int]bool{}, named: map[int]bool{}, labels: make([][]hit, n+1)}
	p.skip = func(int) bool { return false }
	p.fits = func(*run, int) bool { return true }
	p.guesses = mostGuesses
	for i := range p.row {
		p.row[i] = noRow
	}
	return p
}

// mostGuesses bounds the search for misspelt labels in one table: a table of the
// form has at most 26 rows, and a page of other rows must cost nothing.
const mostGuesses = 600

// resembles finds the row whose label a text misspells.
func (p *pairing) resembles(text string, share int) int {
	if p.guesses--; p.guesses < 0 {
		return noRow
	}
	return p.book.resembles(text, share)
}

// solve gives every run its row, or none.
func (p *pairing) solve() {
	for i := range p.list.runs {
		p.own(i)
	}
	p.labels[len(p.list.runs)] = p.book.hits(p.list.rest)
	for i := range p.list.runs {
		if p.row[i] < 0 && !p.barred[i] {
			p.near(i)
		}
	}
	p.gather()
	for from := 0; from <= len(p.list.runs); {
		to := from
		for to < len(p.list.runs) && !p.fixed[to] {
			to++
		}
		newSegment(p, from, to).solve()
		from = to + 1
	}
}

// own fixes run i by the label on its own row or line.
func (p *pairing) own(i int) {
	r := &p.list.runs[i]
	hs := p.book.hits(r.label)
	k := len(hs)
	for k > 0 && hs[k-1].to >= r.own {
		k--
	}
	p.labels[i] = hs[:k]
	mine := hs[k:]
	if len(mine) > 1 && !r.grid { // the end of the label before, and this one
		mine = mine[len(mine)-1:]
	}
	glued := r.grid && len(r.label) > r.own && endsInDigit(r.label[len(r.label)-1].plain)
	switch {
	case len(mine) == 1 && !glued:
		p.fix(i, mine[0].row)
	case len(mine) > 0:
		p.barred[i] = true
		for _, h := range mine {
			p.doubt[h.row], p.named[h.row] = true, true
		}
	case r.own < len(r.label):
		p.barred[i] = glued
		p.odd(i)
	}
}

// endsInDigit reports whether a label ends in a digit: a piece of the first
// value, then, and what follows is cut wrongly.
func endsInDigit(p string) bool {
	last := p[len(p)-1]
	return last >= '0' && last <= '9'
}

func (p *pairing) fix(i, row int) { p.row[i], p.fixed[i], p.named[row] = row, true, true }

// odd looks at a run whose own label names no row: a misspelt one, the end of a
// label that began above, or something that is not the form's.
func (p *pairing) odd(i int) {
	r := &p.list.runs[i]
	text := r.ownLabel()
	if row := p.resembles(text, 70); row >= 0 {
		if p.barred[i] {
			p.doubt[row], p.named[row] = true, true
			return
		}
		p.fix(i, row)
		return
	}
	if p.barred[i] {
		return
	}
	if hs := p.labels[i]; len(hs) > 0 {
		if last := hs[len(hs)-1]; len(bare(text)) > len("字") && p.book.partOf(bare(text), last.row) {
			p.labels[i] = hs[:len(hs)-1]
			p.fix(i, last.row)
			return
		}
	}
	p.barred[i] = r.grid || !p.knownText(r.label[r.own:])
}

func (p *pairing) knownText(fs []fragment) bool {
	for _, f := range fs {
		if !p.book.knows(f.plain) {
			return false
		}
	}
	return true
}

// orphans lists the runs that print values, have no label that means something
// else, and were given to no row.
func (p *pairing) orphans() []int {
	var out []int
	for i := range p.list.runs {
		r := &p.list.runs[i]
		if p.row[i] < 0 && !p.barred[i] && r.own == len(r.label) && printsAny(r.values) && (r.grid || len(r.values) > 1) {
			out = append(out, i)
		}
	}
	return out
}

// near looks at the lines around a run that has no label of its own: they may
// be one label that the run cuts in two, a misspelt one, or not the form's.
func (p *pairing) near(i int) {
	r := &p.list.runs[i]
	if row := p.bothSides(i); row >= 0 {
		p.fix(i, row)
		return
	}
	if n, hs := len(r.label), p.labels[i]; n == 0 || len(hs) > 0 && hs[len(hs)-1].row != rowOtherHandling && r.label[hs[len(hs)-1].to].line == r.label[n-1].line {
		return // no text, or a label stands directly before it
	}
	if p.cutLabel(i); p.fixed[i] || r.own < len(r.label) {
		return
	}
	behind := r.label
	if hs := p.labels[i]; len(hs) > 0 {
		behind = r.label[hs[len(hs)-1].to+1:]
	} else {
		for _, text := range lastLines(r.label, 2) {
			if row := p.resembles(text, 70); row >= 0 {
				p.fix(i, row)
				return
			}
		}
	}
	last := r.label[len(r.label)-1].line
	for _, f := range behind {
		p.barred[i] = p.barred[i] || !r.grid && f.line == last && !p.book.knows(f.plain) && !p.book.header(f.plain)
	}
}

// bothSides is the row that the text before and the text behind a run name: its
// label goes around it. noRow if they do not.
func (p *pairing) bothSides(i int) int {
	before, behind := p.labels[i], p.behind(i)
	if p.list.runs[i].grid || len(before) == 0 || len(behind) == 0 {
		return noRow
	}
	if hs := p.book.hits(behind); len(hs) > 0 && hs[0].row == before[len(before)-1].row {
		return hs[0].row
	}
	return noRow
}

// behind is the label text behind run i that does not stand on the line or row
// of the next one.
func (p *pairing) behind(i int) []fragment {
	if i+1 < len(p.list.runs) {
		next := &p.list.runs[i+1]
		return next.label[:next.own]
	}
	return p.list.rest
}

// cutLabel fixes a run whose values stand in the middle of their label: the
// lines around it make a whole label, or one of its words.
func (p *pairing) cutLabel(i int) {
	r := &p.list.runs[i]
	if r.grid {
		return
	}
	heads, tails := lastLines(r.label, 3), firstLines(p.behind(i), 3)
	for k, t := range tails {
		line := t
		if k > 0 {
			line = t[len(tails[k-1]):]
		}
		if _, whole := p.book.whole(line); whole || slices.Contains(p.book.canonical, withoutGroup(bare(line))) {
			break // a label of its own: that of the next run
		}
		for _, h := range heads {
			if row, ok := p.isLabel(h + t); ok {
				p.fix(i, row)
				return
			}
		}
	}
	if len(heads) == 0 || len(tails) == 0 || p.book.words == nil {
		return
	}
	h, t := heads[len(heads)-1], tails[len(tails)-1]
	for _, m := range p.book.words.all(h + t) {
		if m.id >= 0 && m.from < len(h) && m.to > len(h) {
			p.fix(i, m.id)
			return
		}
	}
}

// isLabel reports whether a text is a whole printed label of the form, or all
// but its spelling.
func (p *pairing) isLabel(text string) (row int, ok bool) {
	text = bare(text)
	for range 2 {
		if row := slices.Index(p.book.canonical, text); row >= 0 && text != "" {
			return row, !p.skip(row)
		}
		text = withoutGroup(text)
	}
	if row := p.resembles(text, 90); row >= 0 {
		return row, true
	}
	if row, ok := p.book.whole(text); ok && p.book != bookThree {
		return row, true
	}
	return noRow, false
}

// lastLines joins the fragments of the last one, two, … lines.
func lastLines(fs []fragment, most int) []string {
	var out []string
	for k := len(fs) - 1; k >= 0; k-- {
		if k == 0 || fs[k-1].line != fs[k].line {
			out = append(out, joinFragments(fs[k:]))
			if len(out) == most {
				break
			}
		}
	}
	return out
}

// firstLines joins the fragments of the first one, two, … lines.
func firstLines(fs []fragment, most int) []string {
	var out []string
	for k := range fs {
		if k+1 == len(fs) || fs[k+1].line != fs[k].line {
			out = append(out, joinFragments(fs[:k+1]))
			if len(out) == most {
				break
			}
		}
	}
	return out
}

// mayMean reports whether what is left of a run's label, on the line directly
// before it, is a piece of the row's label. Text that is no label's says nothing.
func (p *pairing) mayMean(i, row int) bool {
	r := &p.list.runs[i]
	if r.grid || len(r.label) == 0 {
		return true
	}
	last := r.label[len(r.label)-1].line
	for k := len(r.label) - 1; k >= 0 && r.label[k].line == last; k-- {
		if p.book.header(r.label[k].plain) {
			continue
		}
		s := withoutGroup(bare(r.label[k].plain))
		if s != "" && !strings.Contains(p.book.neutral, s) && !p.book.partOf(s, row) {
			return false
		}
	}
	return true
}

// gather notes which labels are printed, and leaves before each run only those
// that no run has taken by its own label.
func (p *pairing) gather() {
	taken := map[int]bool{}
	child := false
	for i, row := range p.row {
		if p.fixed[i] {
			taken[row] = true
			child = child || isNamedChild(row)
		}
	}
	if p.book == bookThree {
		p.dropStray()
		for _, hs := range p.labels {
			for _, h := range hs {
				child = child || isNamedChild(h.row)
			}
		}
	}
	for i, hs := range p.labels {
		var left []hit
		for _, h := range hs {
			if child && h.row == rowOtherHandling && !(i < len(p.row) && p.adjacent(i, h)) {
				continue
			}
			p.named[h.row] = true
			if !taken[h.row] {
				left = append(left, h)
			}
		}
		p.labels[i] = left
	}
}

// adjacent reports whether a label stands directly before a run whose values
// have a line each: then no other label can mean it. A whole row of values on
// one line may belong to a label further up.
func (p *pairing) adjacent(i int, h hit) bool {
	r := &p.list.runs[i]
	if h.to != len(r.label)-1 {
		return false
	}
	for _, c := range r.counts {
		if c.values > 1 {
			return false
		}
	}
	return !r.grid
}

// dropStray drops labels told only by 其他 or 总计 where a label of an earlier
// row still follows: there they are pieces of headers.
func (p *pairing) dropStray() {
	earliest := p.last + 1
	for i := len(p.labels) - 1; i >= 0; i-- {
		if i < len(p.row) && p.fixed[i] {
			earliest = min(earliest, p.row[i])
		}
		var kept []hit
		for _, h := range slices.Backward(p.labels[i]) {
			if h.whole && h.row > earliest {
				continue
			}
			if !h.whole {
				earliest = min(earliest, h.row)
			}
			kept = append(kept, h)
		}
		slices.Reverse(kept)
		p.labels[i] = kept
	}
}
