package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// province invents two provinces: three cities with five counties in all.
func province() []schema.Unit {
	var units []schema.Unit
	for i, county := range []string{"900101", "900102", "900103", "900201", "910101"} {
		for _, u := range maker.Counties(4, fmt.Sprint("province ", i)) {
			u.Code = county + u.Code[6:]
			u.ParentCode, u.ParentName = county, u.ParentName[:len(u.ParentName)-len("县")]+fmt.Sprint(i)+"县"
			units = append(units, u)
		}
	}
	return units
}

// areasAsked are the areas of a run, and those it must have totals of.
var areasAsked = map[string][]string{
	"":       {"all", "90", "91", "9001", "9002", "9101", "900101", "900102", "900103", "900201", "910101"},
	"90":     {"90", "9001", "9002", "900101", "900102", "900103", "900201"},
	"9001":   {"9001", "900101", "900102", "900103"},
	"900201": {"900201"},
}

// TestTotalsOfEveryLevel files three years of two provinces, with slips and with
// units missing, and adds up from the papers what each area must come to.
func TestTotalsOfEveryLevel(t *testing.T) {
	w := makeUnits(t, province(), maker.Corpus{Seed: "province", Years: []int{2020, 2021, 2022}, Formats: []string{"txt", "html", "csv"},
		Slips: 30, Missing: 12})
	papers := w.papers()
	for area, want := range areasAsked {
		t.Run("area "+area, func(t *testing.T) {
			w.run(map[string]string{"area": area})
			got := map[areaYearCell]schema.AreaTotal{}
			for x := range w.published().totals.All() {
				got[areaYearCell{x.Area.Code, x.ReportYear, x.Cell}] = x
			}
			for _, code := range want {
				for _, year := range []int{2020, 2021, 2022} {
					w.compareTotals(t, papers, got, code, year)
				}
			}
			for left := range got {
				t.Fatalf("totals of %s %d, which nobody asked for", left.area, left.year)
			}
		})
	}
}

type areaYearCell struct {
	area string
	year int
	cell schema.CellID
}

// A sum is what papers come to.
type sum struct {
	total   schema.Decimal
	counted int
	met     bool
}

// papers adds up what stands on the papers that were filed, by every area that a
// unit lies in.
func (w *world) papers() map[areaYearCell]sum {
	sums := map[areaYearCell]sum{}
	for _, f := range w.filed {
		if f.File == nil {
			continue
		}
		for id, figure := range f.File.Truth.Cells {
			for _, area := range around(f.Report.Unit.ParentCode) {
				key := areaYearCell{area, f.Report.Year, schema.CellID(id)}
				s := sums[key]
				s.met = s.met || figure.State != schema.Absent
				if figure.State == schema.Number {
					s.total += figure.Value
					s.counted++
				}
				sums[key] = s
			}
		}
	}
	return sums
}

func around(county string) []string { return []string{"all", county[:2], county[:4], county} }

// compareTotals holds the totals of one area and year against the papers, and
// takes them out of got.
func (w *world) compareTotals(t *testing.T, papers map[areaYearCell]sum, got map[areaYearCell]schema.AreaTotal, area string, year int) {
	t.Helper()
	expected, reported := 0, 0
	for _, f := range w.filed {
		if f.Report.Year == year && (area == "all" || strings.HasPrefix(f.Report.Unit.ParentCode, area)) {
			expected++
			if f.File != nil {
				reported++
			}
		}
	}
	for id := range schema.Cells {
		key := areaYearCell{area, year, schema.CellID(id)}
		x, there := got[key]
		delete(got, key)
		paper, last := papers[key], papers[areaYearCell{area, year - 1, key.cell}]
		c := &schema.Cells[id]
		if printed := year >= 2021 && c.In2021 || year < 2021 && c.In2019; there != (printed || paper.met) {
			t.Errorf("%s %d %s: a total is there: %v", area, year, c.Code, there)
			continue
		}
		if !there {
			continue
		}
		if x.Expected != expected || x.Reported != reported || x.Counted != paper.counted || x.Complete() != (paper.counted == expected) {
			t.Errorf("%s %d %s: expected %d, reported %d, counted %d, complete %v; the papers say %d, %d, %d",
				area, year, c.Code, x.Expected, x.Reported, x.Counted, x.Complete(), expected, reported, paper.counted)
		}
		if !equals(x.Sum, paper) || !equals(x.LastYear, last) {
			t.Errorf("%s %d %s: total %v, last year %v; the papers say %+v and %+v", area, year, c.Code, text(x.Sum), text(x.LastYear), paper, last)
		}
	}
}

// equals compares a published total with a sum of papers: null where nothing
// was counted.
func equals(d *schema.Decimal, s sum) bool {
	if d == nil {
		return s.counted == 0
	}
	return s.counted > 0 && *d == s.total
}

func text(d *schema.Decimal) string {
	if d == nil {
		return "null"
	}
	return d.String()
}

// TestTotalsOfParts shows a printed total beside the sum of its parts: where a
// township prints 0 over parts, the county's figures differ by them.
func TestTotalsOfParts(t *testing.T) {
	w := makeWorld(t, 4, maker.Corpus{Seed: "parts", Years: []int{2023}, Level: maker.Busy, Formats: []string{"txt"}})
	f := &w.filed[1]
	if !f.Report.Inject("row_total_zero", maker.Near{}) {
		t.Fatal("no place for the slip")
	}
	w.refile(f)
	w.run(nil)
	slip := f.Report.Slips[0].Cell
	var missing schema.Decimal
	row := schema.Cells[slip].RowIndex
	for column := range len(schema.Applicants) - 1 {
		missing += f.Report.Cells[schema.T3(row, column)].Value
	}
	for x := range w.published().totals.All() {
		switch {
		case x.Parts == nil:
		case x.Cell == slip && *x.Parts-*x.Sum != missing:
			t.Errorf("%s: total %v, parts %v, want %v between them", schema.Cells[x.Cell].Code, x.Sum, x.Parts, missing)
		case x.Cell != slip && schema.Cells[x.Cell].ColumnCode == "total" && schema.Cells[x.Cell].Table == schema.Table4 && *x.Parts != *x.Sum:
			t.Errorf("%s: total %v, parts %v, want the same", schema.Cells[x.Cell].Code, x.Sum, x.Parts)
		}
	}
	if missing == 0 {
		t.Error("the slip left nothing out")
	}
}
