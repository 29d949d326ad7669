package recognize

// Which of the cells behind a label are the values of its row. There must be
// exactly as many as the row has; where blank cells leave a choice, rows laid
// out alike, or the header, must speak for one of the possibilities.

// A frame is what rows of a table agree on.
type frame struct {
	want    int
	starts  map[shape]int // cells behind the label before the first value; −1: rows of the shape disagree
	columns []int         // grid columns of the header's value columns, nil if unknown
	regular bool          // every row of the table has exactly want cells behind its label, and some print the first
	column  int           // where values begin in all rows that are certain; −1: they disagree
	offset  int           // the same, counted from the label
	cells   map[peer]peers
	widest  map[int]peers // by table: the rows that have the most cells, label included
	leads   int           // rows that have their first value blank
	blanks  int           // rows that have their last value blank
	rows    int           // rows whose values were found
}

// newFrame looks at the runs that are rows of the table.
func newFrame(list *runList, rows []int, want int, columns []int) *frame {
	f := &frame{want: want, starts: map[shape]int{}, columns: columns, regular: true, column: unsaid, offset: unsaid}
	if len(columns) != want || !underHeader(list, rows, columns) {
		f.columns = nil
	}
	var own []*run
	for i := range list.runs {
		if r := &list.runs[i]; r.grid && rows[i] >= 0 {
			own = append(own, r)
		}
	}
	f.width(own)
	f.full(own)
	f.exact(own)
	for _, r := range own {
		if s, ok := f.starts[r.shape]; ok && s >= 0 && s < len(r.values) {
			f.column, f.offset = agree(f.column, r.values[s].column), agree(f.offset, s)
		}
	}
	for _, r := range own {
		if w, _ := f.choose(r); w != nil && printsAny(w) {
			f.rows++
			if w[0].blank() {
				f.leads++
			}
			if w[want-1].blank() {
				f.blanks++
			}
		}
	}
	return f
}

// A peer is what rows with their label in the same column have in common.
type peer struct{ table, label int }

// peers says how many cells most of such rows have behind the label.
type peers struct{ rows, cells, same int }

// width counts the rows with their label in the same column.
func (f *frame) width(own []*run) {
	f.cells, f.widest = map[peer]peers{}, map[int]peers{}
	count := map[shape]int{}
	for _, r := range own {
		switch w := f.widest[r.shape.table]; {
		case r.wide() > w.cells:
			f.widest[r.shape.table] = peers{cells: r.wide(), same: 1}
		case r.wide() == w.cells:
			w.same++
			f.widest[r.shape.table] = w
		}
		s := shape{table: r.shape.table, label: r.shape.label, cells: len(r.values)}
		count[s]++
		k := peer{s.table, s.label}
		p := f.cells[k]
		p.rows++
		if count[s] > p.same || count[s] == p.same && s.cells < p.cells {
			p.cells, p.same = s.cells, count[s]
		}
		f.cells[k] = p
	}
}

const unsaid, disagreed = -2, -1

// agree joins what two rows say.
func agree(a, b int) int {
	if a == unsaid || a == b {
		return b
	}
	return disagreed
}

// full learns from the rows that print all their values side by side.
func (f *frame) full(own []*run) {
	for _, r := range own {
		f.regular = f.regular && len(r.values) == f.want
		first, last := r.printed()
		if first < 0 || last-first+1 != f.want {
			continue
		}
		if was, met := f.starts[r.shape]; met && was != first {
			first = disagreed
		}
		f.starts[r.shape] = first
	}
}

// fewestAlike is how many rows laid out alike cannot all have lost a cell.
const fewestAlike = 3

// exact learns from shapes with as many cells as there are values. Where the
// first cell is blank in all rows it may belong to the label instead, and a
// blank last column have been cut off.
func (f *frame) exact(own []*run) {
	count, begins := map[shape]int{}, map[shape]bool{}
	any := false
	for _, r := range own {
		if r.shape.cells == f.want {
			count[r.shape]++
			if !r.values[0].blank() {
				begins[r.shape], any = true, true
			}
		}
	}
	f.regular = f.regular && any
	for s := range begins {
		if _, met := f.starts[s]; !met && count[s] >= fewestAlike {
			f.starts[s] = 0
		}
	}
}

// window picks the values of a run; nil and the reason if that is ambiguous.
func (f *frame) window(r *run) ([]piece, why) {
	w, reason := f.choose(r)
	switch {
	case w == nil || !r.shape.loose:
	case f.looksShort(w):
		return nil, maybeShort
	case f.looksPadded(w):
		return nil, unclear(len(r.values), f.want)
	}
	return w, reason
}

func (f *frame) choose(r *run) ([]piece, why) {
	n := len(r.values)
	switch {
	case r.torn != why{}:
		return nil, r.torn
	case n < f.want:
		return nil, tooFew(n, f.want)
	case !r.grid && n > f.want:
		return nil, tooMany(n, f.want)
	case !r.grid && r.uneven():
		return nil, unclear(n, f.want)
	case !r.grid:
		return r.values, why{}
	}
	first, last := r.printed()
	switch {
	case first >= 0 && (last-first+1 > f.want || f.wider(r)):
		return nil, tooMany(max(last-first+1, n), f.want)
	case first >= 0 && last-first+1 == f.want && f.besideHeader(r, first):
		return nil, unclear(n, f.want)
	case first >= 0 && last-first+1 == f.want:
		return r.values[first : last+1], why{}
	}
	start := f.start(r, first, last)
	if start < 0 {
		return nil, unclear(n, f.want)
	}
	return r.values[start : start+f.want], why{}
}

// wide is how many cells a row of a text has, those of its label included.
func (r *run) wide() int { return r.shape.label + 1 + r.shape.cells }

// wider reports whether a row has more cells than every other row with its label
// in the same column: one of them is cut in two, even if another is blank. A text
// has fewer cells in the rows below a merged label; a row as wide as other whole
// rows has none too many.
func (f *frame) wider(r *run) bool {
	peers := f.cells[peer{r.shape.table, r.shape.label}]
	if w := f.widest[r.shape.table]; r.shape.loose && r.wide() == w.cells && w.same >= fewestAlike {
		return false
	}
	return peers.rows > fewestAlike && peers.same == peers.rows-1 && len(r.values) > peers.cells
}

// besideHeader reports whether what a row of a true grid prints begins elsewhere
// than the header's columns and than rows laid out alike: its first value may be
// blank, and its last printed cell be none of the form's.
func (f *frame) besideHeader(r *run, first int) bool {
	if r.shape.loose || f.starts[r.shape] != disagreed {
		return false
	}
	s := f.under(r)
	return s >= 0 && s != first
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
	if s := f.asOthers(r); inside(s) {
		return s
	}
	if n == f.want && (f.regular || !r.shape.loose && r.shape.label < 0) {
		return 0
	}
	return -1
}

// asOthers is where the values begin if the row is like those that are certain:
// in the same grid column, or as many cells behind the label. Where the others
// agree on both, the row must fit both.
func (f *frame) asOthers(r *run) int {
	byColumn := -1
	for s := range r.values {
		if f.column >= 0 && r.values[s].column == f.column {
			byColumn = s
			break
		}
	}
	switch {
	case f.column >= 0 && f.offset >= 0:
		if byColumn == f.offset {
			return byColumn
		}
		return -1
	case f.column >= 0:
		return byColumn
	case r.shape.label < 0: // the cell of the lost label is among the others
		return -1
	}
	return f.offset
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
	return w[end].blank() && printsAny(w) && 2*f.blanks <= f.rows
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

// looksPadded reports whether the first value alone is blank while other rows
// have it, in a table whose labels take a varying number of cells: a row that
// lost a cell looks the same if a blank cell belongs to its label.
func (f *frame) looksPadded(w []piece) bool {
	return f.offset == disagreed && w[0].blank() && printsAny(w) && 2*f.leads <= f.rows
}
