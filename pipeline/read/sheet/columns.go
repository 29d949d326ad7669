package sheet

const (
	longestItem = 80 // characters; the longest label of the form has half as many
	maxSplits   = 8  // nested cuts between columns
	maxParts    = 64 // runs of live columns; more are no tables side by side
)

// run adds a run of rows: as one table, or cut between columns.
func (p *page) run(r region, splits int) {
	shape := p.shape(r)
	if shape == nil {
		for i := r.from; i < r.to; i++ {
			p.paragraphs(r, i)
		}
		return
	}
	if splits < maxSplits {
		if parts := p.parts(r, shape); len(parts) > 1 {
			for _, s := range parts {
				p.cut(region{r.from, r.to, s.First, s.Last}, splits+1)
			}
			return
		}
	}
	p.resume(r, shape)
	p.grid(r, shape)
}

// resume adds the columns of the run above where the run goes on with its table
// below a line that prints one text, such as （三）不予公开: it ends in the same
// columns, and some of those between may be blank in all of its rows.
func (p *page) resume(r region, sh *shape) {
	last, whole, mine := p.above, true, *sh
	for i := last.to; i <= r.from && i < len(p.lines); i++ {
		whole = whole && p.adjacent(i)
	}
	p.above = runAbove{to: r.to, shape: &mine}
	if last.shape == nil || !whole || last.to > r.from || last.lo != sh.lo || last.hi != sh.hi {
		return
	}
	for c, alive := range last.alive {
		sh.alive[c] = sh.alive[c] || alive
	}
}

// A runAbove is the run that became a table last; its shape is nil before the
// first.
type runAbove struct {
	to int // the line behind it
	*shape
}

// A shape says which columns of a run hold a table.
type shape struct {
	lo, hi int    // outermost columns with content
	alive  []bool // by column − lo: something shows there in some row
}

// shape measures a run; nil if it has no content. Lone cells do not count:
// a title may be merged over the whole sheet.
func (p *page) shape(r region) *shape {
	sh := &shape{lo: MaxColumns, hi: -1}
	p.rows(r, func(l *line, view []slot) {
		for i := range view {
			if view[i].cell != nil {
				sh.lo = min(sh.lo, view[i].column)
				sh.hi = max(sh.hi, min(view[i].last, r.right))
			}
		}
	})
	if sh.hi < 0 {
		return nil
	}
	sh.alive = make([]bool, sh.hi-sh.lo+1)
	p.rows(r, func(l *line, view []slot) {
		for i := range view {
			s := &view[i]
			if !s.solid() || s.cell == nil && p.hiddenColumn(s.column) {
				continue
			}
			for c := max(s.column, sh.lo); c <= min(s.last, sh.hi); c++ {
				sh.alive[c-sh.lo] = sh.alive[c-sh.lo] || s.column == s.last || !p.hiddenColumn(c)
			}
		}
	})
	return sh
}

// rows calls f for the lines of a run that hold more than a lone cell.
func (p *page) rows(r region, f func(l *line, view []slot)) {
	for i := r.from; i < r.to; i++ {
		l := &p.lines[i]
		view := r.view(l)
		if k := kindOf(l, view); k >= sparse || k == reached {
			f(l, view)
		}
	}
}

// parts are the runs of live columns that stand on their own as tables; less
// than two if there is nothing to cut.
func (p *page) parts(r region, sh *shape) []Span {
	var all []Span
	for c := sh.lo; c <= sh.hi; c++ {
		if !sh.alive[c-sh.lo] {
			continue
		}
		if n := len(all); n > 0 && all[n-1].Last == c-1 {
			all[n-1].Last = c
		} else {
			all = append(all, Span{c, c})
		}
	}
	if len(all) < 2 || len(all) > maxParts {
		return nil
	}
	var out []Span
	for _, s := range all {
		if n := len(out); n > 0 && !p.standsAlone(r, out[n-1]) {
			out[n-1].Last = s.Last
		} else {
			out = append(out, s)
		}
	}
	if n := len(out); n > 1 && !p.standsAlone(r, out[n-1]) {
		out[n-2].Last = out[n-1].Last
		out = out[:n-1]
	}
	return widened(out, r)
}

// widened moves the outer ends of the parts to those of the region and lets
// the parts meet, so that no cell is left between them.
func widened(parts []Span, r region) []Span {
	for i := range parts {
		if i == 0 {
			parts[i].First = r.left
		} else {
			parts[i].First = parts[i-1].Last + 1
		}
	}
	if n := len(parts); n > 0 {
		parts[n-1].Last = r.right
	}
	return parts
}

// standsAlone reports whether the columns of a run are a table without their
// neighbours: numbers with labels before or above them. The labels of a table
// and its values, parted by an empty column, are not. Prose is.
func (p *page) standsAlone(r region, s Span) bool {
	r.left, r.right = s.First, s.Last
	first, numbers, texts := -1, 0, 0
	prose := false
	firstNumbers := 0
	p.rows(r, func(l *line, view []slot) {
		for i := range view {
			c := view[i].cell
			if c == nil || view[i].reaches(l.row) {
				continue
			}
			if first < 0 || view[i].column < first {
				first, firstNumbers, texts = view[i].column, 0, 0
			}
			switch {
			case c.numeric():
				numbers++
				if view[i].column == first {
					firstNumbers++
				}
			case view[i].column == first:
				texts++
			}
			prose = prose || longer(c.Text, longestItem)
		}
	})
	return prose || numbers > 0 && texts >= firstNumbers && texts > 0
}
