package recognize

// A text with one cell a line leaves the line of a blank cell blank. The
// readers drop blank lines, but the numbers of the lines still tell how many
// cells there were, if the whole table keeps one distance.

// respace puts the blank cells back into the runs of a table whose values have
// a line each. want is how many values a run should have, 0 if nobody knows.
// Unless every run comes out even with one distance, nothing is changed.
func (l *runList) respace(lines []line, want func(r *run) int) {
	s := &spacing{lines: lines, list: l, want: want}
	for i := range l.runs {
		r := &l.runs[i]
		if r.grid || r.own < len(r.label) || len(r.label) == 0 || want(r) == 0 {
			continue
		}
		for _, c := range r.counts {
			if c.values != 1 {
				return
			}
		}
		s.runs = append(s.runs, i)
	}
	if s.short() == 0 || !s.measure() {
		return
	}
	one, two := s.layout(1), s.layout(2)
	if (one == nil) == (two == nil) {
		return
	}
	if one == nil {
		one = two
	}
	if !credible(one, s.short()) {
		return
	}
	for k, values := range one {
		l.runs[s.runs[k]].values, l.runs[s.runs[k]].counts = values, nil
	}
}

// A spacing is the distances between the lines of one table.
type spacing struct {
	lines []line
	list  *runList
	want  func(r *run) int
	runs  []int
	cell  int // lines from one cell to the next
}

// short counts the runs that lack values.
func (s *spacing) short() int {
	n := 0
	for _, i := range s.runs {
		if r := &s.list.runs[i]; len(r.values) < s.want(r) {
			n++
		}
	}
	return n
}

// apart is the distance between two lines; −1 if something else was printed
// between them.
func (s *spacing) apart(from, to int) int {
	for i := from + 1; i <= to; i++ {
		if s.lines[i].skipped > 0 {
			return -1
		}
	}
	return s.lines[to].place.Line - s.lines[from].place.Line
}

// gaps lists the distances in a run: from its label to the first value, and
// from value to value.
func (s *spacing) gaps(r *run) []int {
	from := r.label[len(r.label)-1].line
	out := make([]int, len(r.counts))
	for k, c := range r.counts {
		out[k], from = s.apart(from, c.line), c.line
	}
	return out
}

// measure takes the distance between cells: the least between two labels or
// values of the table. Runs without blanks must keep it.
func (s *spacing) measure() bool {
	s.cell = 1 << 30
	for _, i := range s.runs {
		r := &s.list.runs[i]
		for k := 1; k < len(r.label); k++ {
			if d := s.apart(r.label[k-1].line, r.label[k].line); d > 0 {
				s.cell = min(s.cell, d)
			}
		}
		for _, d := range s.gaps(r) {
			if d > 0 {
				s.cell = min(s.cell, d)
			}
		}
	}
	for _, i := range s.runs {
		r := &s.list.runs[i]
		for _, d := range s.gaps(r) {
			if len(r.values) == s.want(r) && d > 0 && d != s.cell {
				return false
			}
		}
	}
	return s.cell > 0
}

// layout gives every run its values with the blanks between them, if a blank
// cell takes unit lines; nil if a run does not come out even.
func (s *spacing) layout(unit int) [][]piece {
	var out [][]piece
	for _, i := range s.runs {
		r := &s.list.runs[i]
		var values []piece
		for k, d := range s.gaps(r) {
			if d < 0 && len(r.values) == s.want(r) {
				d = s.cell // a page mark in a whole row does no harm
			}
			if d -= s.cell; d < 0 || d%unit != 0 || d/unit > s.want(r) {
				return nil
			}
			values = append(append(values, blanks(r, d/unit)...), r.values[k])
		}
		missing := s.want(r) - len(values)
		if missing < 0 || missing > 0 && s.behind(i) < missing*unit {
			return nil
		}
		out = append(out, append(values, blanks(r, missing)...))
	}
	return out
}

// behind is how many lines more than usual the next label stands behind run i.
func (s *spacing) behind(i int) int {
	next := s.list.rest
	if i+1 < len(s.list.runs) {
		next = s.list.runs[i+1].label
	}
	if len(next) == 0 {
		return 0
	}
	r := &s.list.runs[i]
	return s.apart(r.counts[len(r.counts)-1].line, next[0].line) - s.cell
}

// blanks are n blank cells of a run.
func blanks(r *run, n int) []piece {
	out := make([]piece, n)
	for i := range out {
		out[i].place = r.values[0].place
	}
	return out
}

// fewestSpaced is how many rows with the same blank cells cannot look so by
// chance.
const fewestSpaced = 5

// credible reports whether blank cells can be believed. Between two values a
// blank line is a blank cell. Before the first and behind the last it may also
// be the width of merged label cells, or a cell may be missing: there many rows
// must have the same cells blank.
func credible(rows [][]piece, short int) bool {
	inside, same := true, true
	var first []piece
	for _, r := range rows {
		blank := false
		for k := range r {
			blank = blank || r[k].blank()
		}
		if !blank {
			continue
		}
		inside = inside && !r[0].blank() && !r[len(r)-1].blank()
		if first == nil {
			first = r
		}
		for k := range r {
			same = same && len(r) == len(first) && r[k].blank() == first[k].blank()
		}
	}
	return inside || same && short >= fewestSpaced
}
