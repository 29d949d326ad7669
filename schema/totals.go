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
	list []*AreaTotals
	at   map[areaYear]*AreaTotals
	n    int
}

type areaYear struct {
	area string
	year int
}

// AreaTotals are the totals of one area and year, see [AreaTotal].
type AreaTotals struct {
	Area       Area
	ReportYear int
	Expected   int
	Reported   int
	Cells      [CellCount]CellTotal
}

// A CellTotal is what an [AreaTotal] says of its cell alone.
type CellTotal struct {
	Sum, Parts, LastYear Decimal // without meaning where Has says that there is none
	Counted              int32
	Has                  Has
}

// Has says what there is of a cell's total; 0 if the area and year have none.
type Has uint8

// What there may be.
const (
	HasRow Has = 1 << iota // the rest is in vain without
	HasSum
	HasParts
	HasLastYear
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
		of.Area, of.Expected, of.Reported = x.Area, x.Expected, x.Reported
		c := &of.Cells[x.Cell]
		if c.Has == 0 {
			t.n++
		}
		*c = CellTotal{Counted: int32(x.Counted), Has: HasRow}
		c.Sum = c.note(x.Sum, HasSum)
		c.Parts = c.note(x.Parts, HasParts)
		c.LastYear = c.note(x.LastYear, HasLastYear)
	}
}

func (c *CellTotal) note(d *Decimal, has Has) Decimal {
	if d == nil {
		return 0
	}
	c.Has |= has
	return *d
}

// AddArea keeps the totals of an area and year in place of any it has; they are
// not copied.
func (t *Totals) AddArea(of *AreaTotals) {
	n := of.Len()
	if n == 0 {
		return
	}
	k := areaYear{of.Area.Code, of.ReportYear}
	if was := t.at[k]; was != nil {
		t.n -= was.Len()
		t.list[slices.Index(t.list, was)] = of
	} else {
		t.list = append(t.list, of)
	}
	t.keep(k, of)
	t.n += n
}

func (t *Totals) keep(k areaYear, of *AreaTotals) {
	if t.at == nil {
		t.at = map[areaYear]*AreaTotals{}
	}
	t.at[k] = of
}

// Complete reports whether every unit expected was counted in a cell.
func (of *AreaTotals) Complete(id CellID) bool {
	return complete(of.Expected, int(of.Cells[id].Counted))
}

// Len is the number of cells that have a total.
func (of *AreaTotals) Len() (n int) {
	for id := range of.Cells {
		if of.Cells[id].Has != 0 {
			n++
		}
	}
	return n
}

// room is where a total's area and year stand.
func (t *Totals) room(x *AreaTotal) *AreaTotals {
	if n := len(t.list); n > 0 && t.list[n-1].ReportYear == x.ReportYear && t.list[n-1].Area.Code == x.Area.Code {
		return t.list[n-1]
	}
	k := areaYear{x.Area.Code, x.ReportYear}
	of := t.at[k]
	if of == nil {
		of = &AreaTotals{ReportYear: x.ReportYear}
		t.list = append(t.list, of)
		t.keep(k, of)
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
	if of == nil || of.Cells[cell].Has == 0 {
		return nil
	}
	x := of.Total(cell)
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
		if of.Cells[cell].Has != 0 && (year == 0 || of.ReportYear == year) {
			out = append(out, of.Total(cell))
		}
	}
	return out
}

// ByArea lists the totals by area and year; they are not to be changed.
func (t *Totals) ByArea() []*AreaTotals {
	if t == nil {
		return nil
	}
	return t.list
}

// Areas gives the totals of each area and year; the slice is used again for the
// next.
func (t *Totals) Areas() iter.Seq[[]AreaTotal] {
	return func(yield func([]AreaTotal) bool) {
		var row []AreaTotal
		for _, of := range t.ByArea() {
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

func (of *AreaTotals) append(to []AreaTotal) []AreaTotal {
	to = slices.Grow(to, CellCount)
	for id := range of.Cells {
		if of.Cells[id].Has != 0 {
			to = append(to, of.Total(CellID(id)))
		}
	}
	return to
}

// Total is the row of a cell that has one; its amounts are not to be changed.
func (of *AreaTotals) Total(id CellID) AreaTotal {
	c := &of.Cells[id]
	x := AreaTotal{Area: of.Area, ReportYear: of.ReportYear, Cell: id, Expected: of.Expected, Reported: of.Reported, Counted: int(c.Counted)}
	if c.Has&HasSum != 0 {
		x.Sum = &c.Sum
	}
	if c.Has&HasParts != 0 {
		x.Parts = &c.Parts
	}
	if c.Has&HasLastYear != 0 {
		x.LastYear = &c.LastYear
	}
	return x
}
