package recognize

import (
	"slices"
	"strings"
)

// Which run is which row of the form. Labels decide, in this order: the label
// on the run's own row or line; a label that the run cuts in two; the one label
// that stands before it. Only what is left is given by the form's order, and
// only where it leaves a single possibility. See pairing.solve.

// A pairing gives runs to rows.
type pairing struct {
	book *book
	list *runList
	last int                        // the last row index of the form
	skip func(row int) bool         // rows that the table at hand does not have
	fits func(r *run, row int) bool // whether order may give the run to the row

	row     []int   // of each run, noRow if it has none
	fixed   []bool  // the row is told by the run's own label
	barred  []bool  // the run's label names something else, or several rows
	doubt   []bool  // rows
	named   []bool  // rows whose label is printed
	guesses int     // how often a misspelt label may still be looked for
	labels  [][]hit // before each run, and behind the last one, without those on its own line
}

func newPairing(b *book, list *runList, rows int) *pairing {
	n := len(list.runs)
	p := &pairing{book: b, list: list, last: rows - 1, row: make([]int, n), fixed: make([]bool, n), barred: make([]bool, n),
		doubt: make([]bool, rows), named: make([]bool, rows), labels: make([][]hit, n+1)}
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
	if len(mine) != 1 || mine[0].whole {
		if row := p.spelled(i); row >= 0 {
			p.fix(i, row)
			return
		}
	}
	glued := len(r.label) > r.own && p.endsInNumber(r)
	switch {
	case len(mine) == 1 && !glued && p.childOfOther(r, mine[0]):
		p.barred[i] = true
		p.doubt[firstOfOther], p.doubt[firstOfOther+1], p.doubt[rowOtherHandling] = true, true, true
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

// childOfOther reports whether behind （六）其他处理 in a row of a grid stands a piece
// of the label of a row under it, the rest of which a low cell has cut off.
func (p *pairing) childOfOther(r *run, h hit) bool {
	if !r.grid || p.book != bookThree || h.row != rowOtherHandling || h.to+1 != len(r.label)-1 {
		return false
	}
	s := bare(r.label[h.to+1].plain)
	return len(s) > len("其他") && (p.book.partOf(s, firstOfOther) || p.book.partOf(s, firstOfOther+1))
}

// endsInNumber reports whether a run's label ends in a piece of the first value,
// so that what follows is cut wrongly: a digit in a grid; in a text a whole part,
// 672. before 345461. A single digit there numbers a row of table three.
func (p *pairing) endsInNumber(r *run) bool {
	word := r.label[len(r.label)-1].plain
	if r.grid {
		last := word[len(word)-1]
		return last >= '0' && last <= '9'
	}
	whole := strings.TrimRight(word, ".,")
	return len(whole) < len(word) && isDigits(whole) && (p.book != bookThree || len(whole) > 1)
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
	if hs := p.labels[i]; len(hs) > 0 && (r.grid || ordinalLength(text) == 0) {
		if last := hs[len(hs)-1]; len(bare(text)) > len("字") && p.book.partOf(bare(text), last.row) {
			p.labels[i] = hs[:len(hs)-1]
			p.fix(i, last.row)
			return
		}
	}
	p.barred[i] = r.grid || !p.knownText(r.label[r.own:])
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

// gather notes which labels are printed, and leaves before each run only those
// that no run has taken by its own label.
func (p *pairing) gather() {
	taken := make([]bool, len(p.named))
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
