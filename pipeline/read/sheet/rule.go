package sheet

import (
	"cmp"
	"slices"
)

// rule settles which cells of a row are ruled: those that are stored with
// borders, and those not stored in a column whose style has borders.
func (r *Row) rule(columns []Span) {
	r.Ruled = joined(r.Ruled)
	if len(columns) > 0 {
		r.Ruled = joined(append(r.Ruled, without(columns, joined(r.Plain))...))
	}
	r.Plain = nil
}

// joined orders spans and joins those that overlap or touch.
func joined(spans []Span) []Span {
	apart := func(a, b Span) int { return cmp.Compare(a.First, b.First) }
	if !slices.IsSortedFunc(spans, apart) {
		slices.SortFunc(spans, apart)
	}
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.First <= out[n-1].Last+1 {
			out[n-1].Last = max(out[n-1].Last, s.Last)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// without takes the second spans, which are in order, out of the first.
func without(spans, taken []Span) (out []Span) {
	for _, s := range spans {
		for _, t := range taken {
			if t.Last < s.First || t.First > s.Last {
				continue
			}
			if t.First > s.First {
				out = append(out, Span{s.First, t.First - 1})
			}
			s.First = t.Last + 1
		}
		if s.First <= s.Last {
			out = append(out, s)
		}
	}
	return out
}
