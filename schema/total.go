package schema

// An Area is what totals are made for: a county, a city, a province, or
// everything the roster holds.
type Area struct {
	Code  string `json:"code"` // six, four or two digits; "all" for everything
	Name  string `json:"name"`
	Level string `json:"level"` // county, city, province, all
}

// An AreaTotal is one form cell added up over an area and year; see [TotalsTable].
type AreaTotal struct {
	Area       Area
	ReportYear int
	Cell       CellID
	Sum        *Decimal // nil if no unit was counted, or if it is beyond what a Decimal holds
	Expected   int      // units that owe a report
	Reported   int      // units with an accepted report
	Counted    int      // units whose cell is a number
	Parts      *Decimal // the same sum made from its parts; nil if the cell is no printed total
	LastYear   *Decimal
}

// Complete reports whether every unit expected was counted.
func (t *AreaTotal) Complete() bool { return complete(t.Expected, t.Counted) }

func complete(expected, counted int) bool { return expected > 0 && counted == expected }

// AtLeast reports whether the sum is a lower bound: units are missing, and
// what they would add cannot be negative.
func (t *AreaTotal) AtLeast() bool {
	return t.Sum != nil && !t.Complete() && !Cells[t.Cell].Signed
}

// Change is Sum − LastYear, nil unless both are known.
func (t *AreaTotal) Change() *Decimal {
	if t.Sum == nil || t.LastYear == nil {
		return nil
	}
	d := *t.Sum - *t.LastYear
	return &d
}

// PartsDifference is Sum − Parts, nil unless both are known.
func (t *AreaTotal) PartsDifference() *Decimal {
	if t.Sum == nil || t.Parts == nil {
		return nil
	}
	d := *t.Sum - *t.Parts
	return &d
}
