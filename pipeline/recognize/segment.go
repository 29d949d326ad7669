package recognize

// A segment is a stretch of runs between two that their own labels fix, with
// the labels that stand among them.
type segment struct {
	p          *pairing
	floor, end int // rows that bound it: rows of the runs around it
	marks      []mark
}

// A mark is a label or a run, in reading order.
type mark struct {
	run int // −1: a label
	row int // of the label; of the run once it is given
	hit hit
}

func newSegment(p *pairing, from, to int) *segment {
	s := &segment{p: p, floor: noRow, end: p.last + 1}
	if from > 0 {
		s.floor = p.row[from-1]
	}
	if to < len(p.row) {
		s.end = p.row[to]
	}
	last := noRow // a label whose end stands behind its values is named again there
	for i := from; i <= to; i++ {
		for _, h := range p.labels[i] {
			if h.row != last {
				s.marks = append(s.marks, mark{run: -1, row: h.row, hit: h})
			}
			last = h.row
		}
		if i < to && !p.barred[i] {
			s.marks = append(s.marks, mark{run: i, row: noRow})
		}
	}
	return s
}

// solve pairs labels and runs block by block, gives the runs that are left by
// the form's order, and takes back what does not come out even.
func (s *segment) solve() {
	s.dropStray()
	runs := 0
	for _, m := range s.marks {
		if m.run >= 0 {
			runs++
		}
	}
	if runs == 0 {
		return
	}
	for at := 0; at < len(s.marks); {
		at = s.block(at)
	}
	s.numbersFirst()
	left := s.byOrder()
	if left && s.unmatched() {
		s.giveUp()
	}
	for _, m := range s.marks {
		if m.run >= 0 && m.row >= 0 {
			s.p.row[m.run] = m.row
		}
	}
}

// dropStray drops labels told only by 其他 or 总计 that stand where their row
// cannot be.
func (s *segment) dropStray() {
	if s.p.book != bookThree {
		return
	}
	kept := s.marks[:0]
	for _, m := range s.marks {
		if m.run < 0 && m.hit.whole && s.bounded() && (m.row <= s.floor || m.row >= s.end) {
			continue
		}
		kept = append(kept, m)
	}
	s.marks = kept
}

// bounded reports whether the rows around the segment stand in the form's order.
func (s *segment) bounded() bool { return s.floor < s.end }

// block pairs the labels that begin at mark at with the runs behind them, and
// returns the mark behind the block.
func (s *segment) block(at int) int {
	mid := at
	for mid < len(s.marks) && s.marks[mid].run < 0 {
		mid++
	}
	to := mid
	for to < len(s.marks) && s.marks[to].run >= 0 {
		to++
	}
	labels, runs := s.marks[at:mid], s.marks[mid:to]
	switch {
	case len(labels) == 0 || len(runs) == 0:
	case len(labels) == len(runs) && s.together(runs):
		for i := range runs {
			runs[i].row = labels[i].row
		}
	case len(labels) == 1:
		runs[0].row = labels[0].row
	case len(runs) == 1 && s.p.book != bookFour && s.p.adjacent(runs[0].run, labels[len(labels)-1].hit):
		runs[0].row = labels[len(labels)-1].row
	default:
		for _, l := range labels {
			s.p.doubt[l.row] = true
		}
	}
	return to
}

// together reports whether no text stands between runs.
func (s *segment) together(runs []mark) bool {
	for _, m := range runs[1:] {
		if len(s.p.list.runs[m.run].label) > 0 {
			return false
		}
	}
	return true
}

// numbersFirst pairs one run with the one label behind it, where nothing else
// stands between two rows and no row between them lost its label.
func (s *segment) numbersFirst() {
	if len(s.marks) == 2 && s.marks[0].run >= 0 && s.marks[0].row < 0 && s.marks[1].run < 0 && s.bounded() {
		if row := s.marks[1].row; row > s.floor && row < s.end && len(s.free(s.floor, row)) == 0 {
			s.marks[0].row = row
		}
	}
}

// byOrder gives the runs without a label to the rows without one, where there
// are as many of both between two rows that are known. It reports whether runs
// were left.
func (s *segment) byOrder() (left bool) {
	floor := s.floor
	for at := 0; at < len(s.marks); {
		if s.marks[at].run < 0 || s.marks[at].row >= 0 {
			if s.marks[at].row >= 0 && s.marks[at].run >= 0 {
				floor = s.marks[at].row
			}
			at++
			continue
		}
		to := at
		for to < len(s.marks) && s.marks[to].run >= 0 && s.marks[to].row < 0 {
			to++
		}
		end := s.end
		for _, m := range s.marks[to:] {
			if m.row >= 0 {
				end = m.row
				break
			}
		}
		labelBehind := to < len(s.marks) && s.marks[to].run < 0 && (to+1 == len(s.marks) || s.marks[to+1].run < 0)
		labelsBefore := at > 0 && s.marks[at-1].run < 0 && s.p.doubt[s.marks[at-1].row] // one of several in doubt
		if labelBehind || labelsBefore || !s.give(s.marks[at:to], floor, end) {         // a label without values behind the run may be its own
			left = true
			s.suspect(at, to, floor, end)
		}
		at = to
	}
	return left
}

// give hands runs to the free rows between floor and end.
func (s *segment) give(runs []mark, floor, end int) bool {
	rows := s.free(floor, end)
	if len(rows) != len(runs) {
		return false
	}
	for i := range runs {
		if !s.p.fits(&s.p.list.runs[runs[i].run], rows[i]) || !s.p.mayMean(runs[i].run, rows[i]) {
			return false
		}
	}
	for i := range runs {
		runs[i].row = rows[i]
	}
	return true
}

// free lists the rows between floor and end whose label is printed nowhere.
func (s *segment) free(floor, end int) []int {
	var rows []int
	for row := floor + 1; row < end; row++ {
		if !s.p.named[row] && !s.p.skip(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// suspect puts in doubt what the runs from mark at to before mark to, which
// nobody can place, speak against: the rows that they might be; and where there
// are more runs than such rows, the runs around them, which may stand one off.
func (s *segment) suspect(at, to, floor, end int) {
	rows := s.free(floor, end)
	for _, row := range rows {
		s.p.doubt[row] = true
	}
	if to-at <= len(rows) {
		return
	}
	for k := at - 1; k >= 0; k-- {
		if s.marks[k].run >= 0 {
			s.takeBack(k)
			break
		}
	}
	for k := to; k < len(s.marks); k++ {
		if s.marks[k].run >= 0 {
			s.takeBack(k)
			break
		}
	}
}

func (s *segment) takeBack(k int) {
	if row := s.marks[k].row; row >= 0 {
		s.p.doubt[row] = true
		s.marks[k].row = noRow
	}
}

// unmatched reports whether a label is printed that got no run.
func (s *segment) unmatched() bool {
	given := map[int]bool{}
	for _, m := range s.marks {
		if m.run >= 0 {
			given[m.row] = true
		}
	}
	for _, m := range s.marks {
		if m.run < 0 && !given[m.row] {
			return true
		}
	}
	return false
}

// giveUp takes back everything: labels without values and values without labels
// may mean that all values stand one label off.
func (s *segment) giveUp() {
	for i := range s.marks {
		if row := s.marks[i].row; row >= 0 && s.marks[i].run < 0 {
			s.p.doubt[row] = true
		} else {
			s.takeBack(i)
		}
	}
}
