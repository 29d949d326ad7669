package total

import "huizong/schema"

type areaYear struct {
	area string
	year int
}

// A before finds what areas came to in the year before.
type before struct {
	tallies map[areaYear]*tally
	last    *schema.Totals // of years that are not added up now
}

func newBefore(tallies []*tally, last *schema.Totals) *before {
	b := &before{tallies: map[areaYear]*tally{}, last: last}
	for _, t := range tallies {
		b.tallies[areaYear{t.Area.Code, t.Year}] = t
	}
	return b
}

// of are the sums of the year before of an area; nil where nobody counted.
func (b *before) of(t *tally) (sums [schema.CellCount]*schema.Decimal) {
	key := areaYear{t.Area.Code, t.Year - 1}
	if now := b.tallies[key]; now != nil {
		for id := range now.sums {
			if s := &now.sums[id]; s.counted > 0 {
				sums[id] = &s.total
			}
		}
		return sums
	}
	for _, l := range b.last.Of(key.area, key.year) {
		sums[l.Cell] = l.Sum
	}
	return sums
}

// totals says what the tallies came to: a total for each cell of the year's
// form, and for any other that some report has all the same.
func totals(tallies []*tally, last *schema.Totals) *schema.Totals {
	out, b := &schema.Totals{}, newBefore(tallies, last)
	var area []schema.AreaTotal
	for _, t := range tallies {
		area = t.rows(area[:0], b.of(t))
		out.Add(area...)
	}
	return out
}

func (t *tally) rows(to []schema.AreaTotal, last [schema.CellCount]*schema.Decimal) []schema.AreaTotal {
	form := formOf(t.Year)
	for id := range t.sums {
		s := &t.sums[id]
		if !form[id] && !s.met {
			continue
		}
		x := schema.AreaTotal{Area: t.Area, ReportYear: t.Year, Cell: schema.CellID(id), Expected: len(t.Owing), Reported: t.Reported, Counted: s.counted, LastYear: last[id]}
		if s.counted > 0 {
			x.Sum = &s.total
			if printed[id] {
				x.Parts = &s.parts
			}
		}
		to = append(to, x)
	}
	return to
}

// formOf are the form cells of a year: those of the edition that it must use.
func formOf(year int) (in [schema.CellCount]bool) {
	for id := range in {
		in[id] = schema.Cells[id].In2021
		if schema.EditionFor(year) == schema.Edition2019 {
			in[id] = schema.Cells[id].In2019
		}
	}
	return in
}

// printed are the form cells that the form has a sum rule for.
var printed = func() (is [schema.CellCount]bool) {
	for id := range is {
		is[id] = schema.Cells[id].Role == schema.Total
	}
	return is
}()
