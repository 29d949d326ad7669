package recognize

import "slices"

// Evidence weights of [align]. A label on the row itself decides; text around
// it supports; order alone fills a gap only where nothing else fits.
const (
	ownLabel    = 40
	fuzzyLabel  = 30
	labelBefore = 16
	labelAfter  = 8
	noLabel     = 1   // nothing speaks for or against
	otherLabel  = -90 // its own label names another row
	strange     = -6  // its own label names no row at all
	skipped     = -3  // a candidate given to no row
	margin      = 2   // by which an assignment must beat every other
)

// rowOf is what alignment needs to know of a form row.
type rowOf struct {
	id   int
	want int // number of values
}

// evidence says what a candidate's texts speak for.
type evidence struct {
	own, before, after []int // row ids
	fuzzy              int   // row id, −1 if none
	labelled           bool  // it has a label of its own
	fits               func(want int) bool
}

func (e *evidence) score(r rowOf) int {
	switch {
	case !e.fits(r.want):
		return otherLabel
	case slices.Contains(e.own, r.id):
		return ownLabel
	case len(e.own) > 0:
		return otherLabel
	case e.fuzzy == r.id:
		return fuzzyLabel
	case e.fuzzy >= 0:
		return otherLabel
	}
	s := noLabel
	if e.labelled {
		s = strange
	}
	if n := len(e.before); n > 0 {
		switch {
		case e.before[n-1] == r.id:
			s = labelBefore
		case slices.Contains(e.before, r.id):
			s = labelAfter
		}
	}
	if slices.Contains(e.after, r.id) && s < labelAfter {
		s = labelAfter
	}
	return s
}

// align gives candidates to rows, both in order, so that the evidence is
// greatest; an assignment that does not beat every other by [margin] is left
// out. It returns, per candidate, the index into rows or −1, and the rows over
// which candidates were in doubt.
func align(ev []evidence, rows []rowOf) (given []int, doubtful map[int]bool) {
	n, m := len(ev), len(rows)
	score := make([][]int, n)
	for i := range ev {
		score[i] = make([]int, m)
		for j := range rows {
			score[i][j] = ev[i].score(rows[j])
		}
	}
	head, tail := best(score, n, m, false), best(score, n, m, true)
	total := head[n][m]
	given, doubtful = make([]int, n), map[int]bool{}
	for i := range ev {
		given[i] = -1
		first, second, row := -1<<30, -1<<30, -1
		consider := func(value, j int) {
			if value > first {
				first, second, row = value, first, j
			} else if value > second {
				second = value
			}
		}
		for j := range rows {
			consider(head[i][j]+score[i][j]+tail[i+1][j+1], j)
		}
		without := -1 << 30
		for j := 0; j <= m; j++ {
			without = max(without, head[i][j]+skipped+tail[i+1][j])
		}
		consider(without, -1)
		if row >= 0 && first == total && first-second >= margin {
			given[i] = row
		} else if row >= 0 {
			doubtful[row] = true
		}
	}
	return given, doubtful
}

// best fills the table of best totals: of the first i candidates against the
// first j rows, or, backward, of those from i and j on.
func best(score [][]int, n, m int, backward bool) [][]int {
	t := make([][]int, n+1)
	for i := range t {
		t[i] = make([]int, m+1)
	}
	if !backward {
		for i := 0; i <= n; i++ {
			for j := 0; j <= m; j++ {
				t[i][j] = step(i, j, t, score, -1)
			}
		}
		return t
	}
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			t[i][j] = step(i, j, t, score, 1)
		}
	}
	return t
}

func step(i, j int, t, score [][]int, d int) int {
	n, m := len(t)-1, len(t[0])-1
	v := -1 << 30
	ni, nj := i+d, j+d
	inI, inJ := ni >= 0 && ni <= n, nj >= 0 && nj <= m
	if !inI && !inJ {
		return 0
	}
	if inI {
		v = max(v, t[ni][j]+skipped)
	}
	if inJ {
		v = max(v, t[i][nj])
	}
	if inI && inJ {
		v = max(v, t[ni][nj]+score[min(i, ni)][min(j, nj)])
	}
	return v
}
