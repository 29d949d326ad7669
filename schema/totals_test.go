package schema

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTotalsComeBack: what was added is there, nothing else, in order of areas
// and years as they came, then of the form.
func TestTotalsComeBack(t *testing.T) {
	amount := func(n int64) *Decimal { d := DecimalOf(n); return &d }
	county, city := Area{"410526", "滑县", "county"}, Area{"4105", "安阳市", "city"}
	a := AreaTotal{Area: city, ReportYear: 2023, Cell: 7, Sum: amount(0), Expected: 3, Reported: 2, Counted: 2}
	b := AreaTotal{Area: city, ReportYear: 2023, Cell: 3, Expected: 3, Reported: 2, LastYear: amount(-5)}
	c := AreaTotal{Area: county, ReportYear: 2023, Cell: 7, Sum: amount(1), Parts: amount(2), Expected: 1, Reported: 1, Counted: 1}
	d := AreaTotal{Area: city, ReportYear: 2022, Cell: 7, Sum: amount(9), Expected: 3, Reported: 3, Counted: 3}
	totals := TotalsOf(a, c, d, b)
	if diff := cmp.Diff([]AreaTotal{b, a, c, d}, slices.Collect(totals.All())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]AreaTotal{b, a}, totals.Of("4105", 2023)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]AreaTotal{a, c}, totals.OfCell(7, 2023)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]AreaTotal{a, c, d}, totals.OfCell(7, 0)); diff != "" {
		t.Error(diff)
	}
	if got := totals.Total("410526", 2023, 7); !cmp.Equal(got, &c) {
		t.Errorf("Total = %+v, want %+v", got, c)
	}
	a.Sum = amount(12)
	totals.Add(a)
	if got := totals.Total("4105", 2023, 7); totals.Len() != 4 || *got.Sum != DecimalOf(12) {
		t.Errorf("of %d totals the replaced one is %v, want 12 of 4", totals.Len(), *got.Sum)
	}
	var none *Totals
	for _, x := range []*AreaTotal{totals.Total("410526", 2022, 7), totals.Total("410526", 2023, 3), totals.Total("41", 2023, 7), none.Total("41", 2023, 7)} {
		if x != nil {
			t.Errorf("a total that nobody added: %+v", x)
		}
	}
	if none.Len() != 0 || none.Of("41", 2023) != nil || none.OfCell(7, 0) != nil || len(slices.Collect(none.All())) != 0 {
		t.Error("nil holds totals")
	}
}

// TestAddArea: the totals of an area and year are kept whole, in place of those
// that stood there.
func TestAddArea(t *testing.T) {
	one, two := DecimalOf(1), DecimalOf(2)
	area := Area{Code: "410526", Name: "滑县", Level: "county"}
	totals := TotalsOf(AreaTotal{Area: area, ReportYear: 2022, Cell: 3, Sum: &one}, AreaTotal{Area: area, ReportYear: 2023, Cell: 4, Sum: &one})
	of := &AreaTotals{Area: area, ReportYear: 2022, Expected: 9, Reported: 8}
	of.Cells[5] = CellTotal{Sum: two, Parts: one, Counted: 7, Has: HasRow | HasSum | HasParts}
	of.Cells[6] = CellTotal{LastYear: one, Has: HasRow | HasLastYear}
	totals.AddArea(of)
	totals.AddArea(&AreaTotals{Area: area, ReportYear: 2024}) // has none
	want := []AreaTotal{
		{Area: area, ReportYear: 2022, Cell: 5, Sum: &two, Parts: &one, Expected: 9, Reported: 8, Counted: 7},
		{Area: area, ReportYear: 2022, Cell: 6, LastYear: &one, Expected: 9, Reported: 8},
		{Area: area, ReportYear: 2023, Cell: 4, Sum: &one},
	}
	if diff := cmp.Diff(want, slices.Collect(totals.All())); diff != "" || totals.Len() != len(want) || len(totals.ByArea()) != 2 {
		t.Errorf("%d totals (-want +got):\n%s", totals.Len(), diff)
	}
	if x := totals.Total("410526", 2022, 3); x != nil {
		t.Errorf("what stood there before is %+v", x)
	}
}
