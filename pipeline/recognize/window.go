package recognize

// Which of the cells behind a label are the values of its row. There must be
// exactly as many as the row has; where blank cells leave a choice, rows laid
// out alike, or the header, must speak for one of the possibilities.

// A frame is what rows of a table agree on.
type frame struct {
	want    int
	starts  map[shape]int // where rows of a shape have their first value; −1: they disagree
	columns []int         // grid columns of the header's value columns, nil if unknown
	regular bool          // every row of the table has exactly want cells behind its label
	blanks  int           // rows that have their last value blank
	rows    int           // rows whose values were found
}

// newFrame looks at the runs that are rows of the table.
func newFrame(list *runList, rows []int, want int, columns []int) *frame {
	f := &frame{want: want, starts: map[shape]int{}, columns: columns, regular: true}
	if len(columns) != want || !underHeader(list, rows, columns) {
		f.columns = nil
	}
	for i := range list.runs {
		r := &list.runs[i]
		if !r.grid || rows[i] < 0 {
			continue
		}
		f.regular = f.regular && len(r.values) == want
		first, last := r.printed()
		if first < 0 || last-first+1 != want {
			continue
		}
		if was, met := f.starts[r.shape]; met && was != first {
			first = -1
		}
		f.starts[r.shape] = first
	}
	for i := range list.runs {
		if r := &list.runs[i]; r.grid && rows[i] >= 0 {
			if w, _ := f.choose(r); w != nil && printsAny(w) {
				f.rows++
				if w[want-1].blank() {
					f.blanks++
				}
			}
		}
	}
	return f
}

// window picks the values of a run; nil and the reason if that is ambiguous.
func (f *frame) window(r *run) ([]piece, why) {
	w, reason := f.choose(r)
	if w != nil && r.shape.loose && f.looksShort(w) {
		return nil, maybeShort
	}
	return w, reason
}

func (f *frame) choose(r *run) ([]piece, why) {
	n := len(r.values)
	switch {
	case n < f.want:
		return nil, tooFew(n, f.want)
	case !r.grid && n > f.want:
		return nil, tooMany(n, f.want)
	case !r.grid:
		return r.values, why{}
	}
	first, last := r.printed()
	switch {
	case first >= 0 && last-first+1 > f.want:
		return nil, tooMany(last-first+1, f.want)
	case first >= 0 && last-first+1 == f.want:
		return r.values[first : last+1], why{}
	}
	start := f.start(r, first, last)
	if start < 0 {
		return nil, unclear(n, f.want)
	}
	return r.values[start : start+f.want], why{}
}

// start finds where the values of a row with blank cells begin, −1 if nothing
// says so.
func (f *frame) start(r *run, first, last int) int {
	n := len(r.values)
	inside := func(s int) bool {
		return s >= 0 && s+f.want <= n && (first < 0 || first >= s && last < s+f.want)
	}
	if s, met := f.starts[r.shape]; met && inside(s) {
		return s
	}
	if s := f.under(r); inside(s) {
		return s
	}
	if n == f.want && (f.regular || !r.shape.loose && r.shape.label < 0) {
		return 0
	}
	return -1
}

// underHeader reports whether rows stand under the header. In a true grid they
// do; in rows cut at separators all must begin under the first column, or all
// end under the last one, and print nothing outside.
func underHeader(list *runList, rows, columns []int) bool {
	begin, end := true, true
	for i := range list.runs {
		r := &list.runs[i]
		if !r.grid || !r.shape.loose || rows[i] < 0 {
			continue
		}
		first, last := r.printed()
		if first < 0 {
			continue
		}
		from, to := r.values[first].column, r.values[last].column
		if from < columns[0] || to > columns[len(columns)-1] {
			return false
		}
		begin, end = begin && from == columns[0], end && to == columns[len(columns)-1]
	}
	return begin || end
}

// under finds the cells that stand exactly under the header's columns.
func (f *frame) under(r *run) int {
	if f.columns == nil {
		return -1
	}
	for s := 0; s+f.want <= len(r.values); s++ {
		for k := 0; k < f.want && r.values[s+k].column == f.columns[k]; k++ {
			if k+1 == f.want {
				return s
			}
		}
	}
	return -1
}

// looksShort reports whether the last value alone is blank while other rows
// have it: a row that lost a cell and was filled up at its end looks the same.
func (f *frame) looksShort(w []piece) bool {
	end := len(w) - 1
	return end > 0 && w[end].blank() && !w[end-1].blank() && 2*f.blanks <= f.rows
}

func printsAny(ps []piece) bool {
	for i := range ps {
		if !ps[i].blank() {
			return true
		}
	}
	return false
}

// sameValues reports whether two windows print the same.
func sameValues(a, b []piece) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].plain != b[i].plain {
			return false
		}
	}
	return true
}
