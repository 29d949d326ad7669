package schema

import (
	"iter"
	"slices"
)

// Totals hold the totals of many areas and years in little memory: seven
// kilobytes for an area and year, where rows of their own would take four times
// that. They stand in the order in which areas and years were first added, then
// in the form's. The zero value and nil hold none.
type Totals struct {
	list []*areaTotals
	at   map[areaYear]*areaTotals
	n    int
}

type areaYear struct {
	area string
	year int
}

// areaTotals are the totals of one area and year.
type areaTotals struct {
	area                     Area
	year, expected, reported int
	cells                    [CellCount]cellTotal
}

// A cellTotal is what an [AreaTotal] says of its cell alone.
type cellTotal struct {
	sum, parts, last Decimal
	counted          int32
	has              uint8
}

// What there is of a cell's total.
const (
	hasRow = 1 << iota
	hasSum
	hasParts
	hasLast
)

// TotalsOf gathers totals.
func TotalsOf(totals ...AreaTotal) *Totals {
	t := &Totals{}
	t.Add(totals...)
	return t
}

// Add keeps totals; one of the same area, year and cell is replaced. Those of one
// area and year have the same units behind them: the last added says which.
func (t *Totals) Add(totals ...AreaTotal) {
	for i := range totals {
		x := &totals[i]
		of := t.room(x)
		of.area, of.expected, of.reported = x.Area, x.Expected, x.Reported
		c := &of.cells[x.Cell]
		if c.has == 0 {
			t.n++
		}
		*c = cellTotal{counted: int32(x.Counted), has: hasRow}
		c.sum = c.note(x.Sum, hasSum)
		c.parts = c.note(x.Parts, hasParts)
		c.last = c.note(x.LastYear, hasLast)
	}
}

func (c *cellTotal) note(d *Decimal, has uint8) Decimal {
	if d == nil {
		return 0
	}
	c.has |= has
	return *d
}

// room is where a total's area and year stand.
func (t *Totals) room(x *AreaTotal) *areaTotals {
	if n := len(t.list); n > 0 && t.list[n-1].year == x.ReportYear && t.list[n-1].area.Code == x.Area.Code {
		return t.list[n-1]
	}
	k := areaYear{x.Area.Code, x.ReportYear}
	of := t.at[k]
	if of == nil {
		of = &areaTotals{year: x.ReportYear}
		t.list = append(t.list, of)
		if t.at == nil {
			t.at = map[areaYear]*areaTotals{}
		}
		t.at[k] = of
	}
	return of
}

// Len is the number of totals.
func (t *Totals) Len() int {
	if t == nil {
		return 0
	}
	return t.n
}

// Total returns the total of a cell for an area and year, nil if there is none.
func (t *Totals) Total(area string, year int, cell CellID) *AreaTotal {
	if t == nil {
		return nil
	}
	of := t.at[areaYear{area, year}]
	if of == nil || of.cells[cell].has == 0 {
		return nil
	}
	x := of.total(cell)
	return &x
}

// Of lists the totals of an area and year.
func (t *Totals) Of(area string, year int) []AreaTotal {
	if t == nil || t.at[areaYear{area, year}] == nil {
		return nil
	}
	return t.at[areaYear{area, year}].append(nil)
}

// OfCell lists the totals of a cell, those of every area; year 0 is every year.
func (t *Totals) OfCell(cell CellID, year int) []AreaTotal {
	if t == nil {
		return nil
	}
	var out []AreaTotal
	for _, of := range t.list {
		if of.cells[cell].has != 0 && (year == 0 || of.year == year) {
			out = append(out, of.total(cell))
		}
	}
	return out
}

// Areas gives the totals of each area and year; the slice is used again for the
// next.
func (t *Totals) Areas() iter.Seq[[]AreaTotal] {
	return func(yield func([]AreaTotal) bool) {
		if t == nil {
			return
		}
		var row []AreaTotal
		for _, of := range t.list {
			if row = of.append(row[:0]); !yield(row) {
				return
			}
		}
	}
}

// All gives every total.
func (t *Totals) All() iter.Seq[AreaTotal] {
	return func(yield func(AreaTotal) bool) {
		for area := range t.Areas() {
			for i := range area {
				if !yield(area[i]) {
					return
				}
			}
		}
	}
}

func (of *areaTotals) append(to []AreaTotal) []AreaTotal {
	to = slices.Grow(to, CellCount)
	for id := range of.cells {
		if of.cells[id].has != 0 {
			to = append(to, of.total(CellID(id)))
		}
	}
	return to
}

// total makes a row, whose amounts are not to be changed.
func (of *areaTotals) total(id CellID) AreaTotal {
	c := &of.cells[id]
	amount := func(d *Decimal, has uint8) *Decimal {
		if c.has&has == 0 {
			return nil
		}
		return d
	}
	return AreaTotal{Area: of.area, ReportYear: of.year, Cell: id, Expected: of.expected, Reported: of.reported, Counted: int(c.counted),
		Sum: amount(&c.sum, hasSum), Parts: amount(&c.parts, hasParts), LastYear: amount(&c.last, hasLast)}
}
