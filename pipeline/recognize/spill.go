package recognize

// A narrow column of a page wraps a number: 10059 is printed as 1005 with a 9
// below it. Written out as text that is a line of stray digits directly below a
// row, and the row is not what it seems.

var wrapped = why{"下一行紧接着还有数字，数值可能折行，不能确定", "more digits stand directly below: its numbers may be wrapped"}

// spill marks the runs of text with stray values directly below them: fewer than
// they have, beside nothing but pieces of labels.
func (l *runList) spill(b *book) {
	for i := 0; i+1 < len(l.runs); i++ {
		r, next := &l.runs[i], &l.runs[i+1]
		if r.grid || next.grid || len(next.values) >= len(r.values) || !directlyBelow(r, next) {
			continue
		}
		stray := b.row(next.ownLabel()) < 0 && (b == bookThree || b == bookFour || len(next.values) > 1) // a page number, else
		for _, f := range next.label[next.own:] {
			stray = stray && b.knows(f.plain)
		}
		r.spilled = r.spilled || stray
	}
}

// directlyBelow reports whether a run begins on the line of the file below the
// one that another ends on.
func directlyBelow(r, next *run) bool {
	if len(r.values) == 0 || len(next.values) == 0 {
		return false
	}
	above, below := r.values[len(r.values)-1].at(), next.values[0].at()
	return above.Line > 0 && below.Line == above.Line+1 && below.Page == above.Page
}

// doubtBeside doubts the groups of a text beside five values that nobody could
// place, where only the words around them say which group they are: a narrow column
// interleaves labels and values.
func (p *pairing) doubtBeside() {
	for i := range p.list.runs {
		r := &p.list.runs[i]
		if p.row[i] >= 0 || r.grid || len(r.values) != groupSize {
			continue
		}
		stray := true
		for _, f := range r.label[r.own:] {
			stray = stray && p.book.knows(f.plain)
		}
		for _, k := range []int{i - 1, i + 1} {
			if stray && k >= 0 && k < len(p.row) && p.row[k] >= 0 && p.book.row(p.list.runs[k].ownLabel()) != p.row[k] {
				p.doubt[p.row[k]] = true
			}
		}
	}
}
