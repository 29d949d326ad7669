package recognize

import "unicode/utf8"

// A narrow column of a page wraps a number: 10059 is printed as 1005 with a 9
// below it. Written out as text that is a line of stray digits directly below a
// row, or above it, and the row is not what it seems. Nor is it where a blank was
// written between all characters: 1 0 may be ten.

var (
	wrapped = why{"上一行或下一行紧接着还有数字，数值可能折行，不能确定", "more digits stand directly above or below: its numbers may be wrapped"}
	spaced  = why{"字与字之间都有空格，不能确定数字从哪里断开", "a blank stands between all characters: where a number ends is not certain"}
)

// spill marks the runs of text whose numbers may be torn. want is how many values
// a run should have, 0 if nobody knows.
func (l *runList) spill(b *book, want func(*run) int) {
	letterSpaced := false
	for i := range l.runs {
		r := &l.runs[i]
		letterSpaced = letterSpaced || r.letterSpaced() && want(r) > 0 && len(r.values) > want(r)
		for _, k := range []int{i - 1, i + 1} {
			if k >= 0 && k < len(l.runs) && (r.strays(b, &l.runs[k]) || l.runs[k].ends() && besides(r, &l.runs[k])) {
				r.torn = wrapped
			}
		}
		if r.ends() {
			r.torn = wrapped
		}
	}
	for i := range l.runs {
		if r := &l.runs[i]; letterSpaced && r.letterSpaced() {
			r.torn = spaced
		}
	}
}

// strays reports whether another run is stray values directly below a run, or below
// a line of label text: fewer than it has, beside nothing but pieces of labels.
func (r *run) strays(b *book, next *run) bool {
	if r.grid || next.grid || len(next.values) >= len(r.values) {
		return false
	}
	if n := apart(r, next); n != 1 && (n != 2 || next.own == 0) {
		return false
	}
	return next.pieceOfLabel(b) && (b == bookThree || b == bookFour || len(next.values) > 1) // a page number, else
}

// pieceOfLabel reports whether the words on a run's line are pieces of labels that
// name no row.
func (r *run) pieceOfLabel(b *book) bool {
	if b.row(r.ownLabel()) >= 0 {
		return false
	}
	for _, f := range r.label[r.own:] {
		if !b.knows(f.plain) {
			return false
		}
	}
	return true
}

// ends reports whether a run of text holds the end of a number, as 07 is.
func (r *run) ends() bool {
	if r.grid {
		return false
	}
	for i := range r.values {
		if p := r.values[i].plain; len(p) > 1 && p[0] == '0' && isDigits(p) {
			return true
		}
	}
	return false
}

// fewestSpacedOut is how many characters of a label with a blank between each are
// more than a word set wide: 规 章.
const fewestSpacedOut = 4

// letterSpaced reports whether all characters of a run of text and of its label
// have a blank between them.
func (r *run) letterSpaced() bool {
	if r.grid || len(r.label) < fewestSpacedOut {
		return false
	}
	for _, f := range r.label {
		if utf8.RuneCountInString(f.plain) > 1 {
			return false
		}
	}
	for i := range r.values {
		if utf8.RuneCountInString(r.values[i].plain) > 1 {
			return false
		}
	}
	return true
}

// directlyBelow reports whether a run begins on the line of the file below the
// one that another ends on.
func directlyBelow(r, next *run) bool { return apart(r, next) == 1 }

// besides reports whether two runs of text stand on lines that follow each other,
// or with one line between.
func besides(r, other *run) bool {
	near := func(lines int) bool { return lines == 1 || lines == 2 }
	return !r.grid && !other.grid && (near(apart(r, other)) || near(apart(other, r)))
}

// apart is how many lines of one page a run begins behind the end of another, 0 if
// that is not known.
func apart(r, next *run) int {
	if len(r.values) == 0 || len(next.values) == 0 {
		return 0
	}
	above, below := r.values[len(r.values)-1].at(), next.values[0].at()
	if above.Line == 0 || below.Page != above.Page {
		return 0
	}
	return below.Line - above.Line
}

// doubtBeside doubts the rows of a text beside values that nobody could place,
// where only pieces of labels stand by them: they may be the other half of the
// row's numbers, or the row's own. Of the groups of table four only those are in
// doubt that the words on their line do not name.
func (p *pairing) doubtBeside() {
	for i := range p.list.runs {
		r := &p.list.runs[i]
		if p.row[i] >= 0 || r.grid || p.book == bookFour && len(r.values) != groupSize || !p.knownText(r.label[r.own:]) {
			continue
		}
		for _, k := range []int{i - 1, i + 1} {
			if k < 0 || k >= len(p.row) || p.row[k] < 0 {
				continue
			}
			switch other := &p.list.runs[k]; {
			case p.book == bookFour && p.book.row(other.ownLabel()) == p.row[k]:
			case p.book == bookThree && (len(r.values) < 2 || !besides(r, other)):
			case p.book == bookThree && k > i && len(r.values) < len(other.values) && !directlyBelow(r, other): // ends of numbers above
			default:
				p.doubt[p.row[k]] = true
			}
		}
	}
}
