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

// finish says what the sums are: totals of each cell of the year's form, and of
// any other that some report has all the same.
func (t *tally) finish(b *before) {
	form := formOf(t.Year)
	for id := range t.totals.Cells {
		c := &t.totals.Cells[id]
		if !form[id] && c.Has == 0 {
			continue
		}
		c.Has = schema.HasRow
		if c.Counted > 0 && !t.sumBeyond[id] {
			c.Has |= schema.HasSum
		}
		if c.Counted > 0 && printed[id] && !t.partsBeyond[id] {
			c.Has |= schema.HasParts
		}
	}
	b.lay(t)
}

// lay puts the sums of the year before beside an area's.
func (b *before) lay(t *tally) {
	key := areaYear{t.Area.Code, t.Year - 1}
	put := func(id int, sum schema.Decimal) {
		if c := &t.totals.Cells[id]; c.Has != 0 {
			c.LastYear = sum
			c.Has |= schema.HasLastYear
		}
	}
	if now := b.tallies[key]; now != nil {
		for id := range now.totals.Cells {
			if s := &now.totals.Cells[id]; s.Counted > 0 && !now.sumBeyond[id] { // what it has besides may be written now
				put(id, s.Sum)
			}
		}
		return
	}
	for _, l := range b.last.Of(key.area, key.year) {
		if l.Sum != nil {
			put(int(l.Cell), *l.Sum)
		}
	}
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
