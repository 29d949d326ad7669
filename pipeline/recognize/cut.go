package recognize

import "slices"

// Runs of text values that hold more than one row.

// uneven reports whether a run that fills a row stands on several lines, and
// several values on one of them: some are no values of the row, but a page number,
// the number of a label, or the ends of numbers that a narrow column wrapped.
func (r *run) uneven() bool {
	return len(r.counts) > 1 && slices.ContainsFunc(r.counts, func(c lineCount) bool { return c.values > 1 })
}

// perRow cuts text runs into runs of one row: want values each. Lines that hold
// a whole row are rows; a lone number between such lines is a page mark. More
// values than a row has are not divided anywhere else: 14 may be seven numbers that
// narrow columns broke in two.
func (l *runList) perRow(want int) {
	several := false
	for i := range l.runs {
		several = several || !l.runs[i].grid && len(l.runs[i].values) > want
	}
	if !several {
		return
	}
	var out []run
	for i := range l.runs {
		r := &l.runs[i]
		if r.grid || len(r.values) <= want {
			out = append(out, *r)
			continue
		}
		out = append(out, r.cut(want)...)
	}
	l.runs = out
}

func (r *run) cut(want int) []run {
	parts := r.split(r.lengths(want))
	if len(parts) < 2 {
		return parts
	}
	for i := range parts[1:] {
		if a, b := &parts[i], &parts[i+1]; len(a.values) > 1 && len(b.values) > 1 && len(a.values) != len(b.values) && directlyBelow(a, b) {
			a.torn, b.torn = wrapped, wrapped
		}
	}
	out, label, own := parts[:0], r.label, r.own
	for _, part := range parts {
		if len(part.values) == 1 && want > 1 && isDigits(part.values[0].plain) && len(part.values[0].plain) <= 3 {
			if n := len(out); n > 0 && directlyBelow(&out[n-1], &part) {
				out[n-1].torn = wrapped
			}
			continue
		}
		part.label, part.own = label, own
		label, own = nil, 0
		out = append(out, part)
	}
	return out
}

// split cuts a text run into runs of the given lengths; the label goes to the
// first. Without lengths the run is left whole.
func (r *run) split(lengths []int) []run {
	if len(lengths) == 0 {
		return []run{*r}
	}
	out := make([]run, len(lengths))
	at := 0
	for i, n := range lengths {
		out[i] = run{line: r.lineOf(at), values: r.values[at : at+n], shape: r.shape}
		for k := at; k < at+n; k++ {
			if cs := out[i].counts; len(cs) > 0 && cs[len(cs)-1].line == r.lineOf(k) {
				cs[len(cs)-1].values++
			} else {
				out[i].counts = append(cs, lineCount{r.lineOf(k), 1})
			}
		}
		at += n
	}
	out[0].label, out[0].own = r.label, r.own
	out[len(out)-1].torn = r.torn
	return out
}

// lineOf is the line on which the n-th value of a text run stands.
func (r *run) lineOf(n int) int {
	for _, c := range r.counts {
		if n -= c.values; n < 0 {
			return c.line
		}
	}
	return r.line
}

// lengths says how to cut a run, nil to leave it whole.
func (r *run) lengths(want int) []int {
	whole := false
	for _, c := range r.counts {
		whole = whole || c.values == want
	}
	if !whole {
		return nil
	}
	var out []int
	group := 0
	for _, c := range r.counts {
		if c.values == want {
			if group > 0 {
				out = append(out, group)
				group = 0
			}
			out = append(out, want)
			continue
		}
		if group += c.values; group == want {
			out = append(out, group)
			group = 0
		}
	}
	if group > 0 {
		out = append(out, group)
	}
	return out
}
