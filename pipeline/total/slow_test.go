package total_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/normalize"
	"huizong/pipeline/total"
	"huizong/schema"
)

// sums are what a page of pencil work gives for one area, year and cell.
type sums struct {
	total, parts int64
	counted      int
}

// byHand adds reports up cell by cell, without batches.
func byHand(reports []*schema.Report, c total.Coverage) map[schema.CellID]sums {
	owing := map[string]bool{}
	for _, u := range c.Owing {
		owing[u] = true
	}
	out := map[schema.CellID]sums{}
	for _, r := range reports {
		if !owing[r.UnitCode] || r.Year != c.Year {
			continue
		}
		for id := range r.Cells {
			if d, known := r.Cells[id].Known(); known {
				s := out[schema.CellID(id)]
				s.total, s.counted = s.total+int64(d), s.counted+1
				out[schema.CellID(id)] = s
			}
		}
		for _, table := range []schema.FormTable{schema.Table3, schema.Table4} {
			done := map[schema.CellID]bool{}
			for _, rule := range []string{"t3.row_total", "t3.answered", "t4.total"} {
				for _, identity := range schema.Identities(table, r.Edition) {
					if identity.Rule != rule || done[identity.Key] {
						continue
					}
					done[identity.Key] = true
					s := out[identity.Key]
					for _, term := range identity.Terms {
						if d, known := r.Cells[term.Cell].Known(); known && term.Cell != identity.Key {
							s.parts += int64(d)
						}
					}
					out[identity.Key] = s
				}
			}
		}
	}
	return out
}

// reportOf fills a form by dice: numbers of both signs, blanks, marks and
// cells that could not be read.
func reportOf(dice *rand.Rand, unit string, year int, e schema.Edition, holes int) *schema.Report {
	r := &schema.Report{UnitCode: unit, UnitName: unit, Year: year, Edition: e, Submission: fmt.Sprintf("%s-%d", unit, year)}
	for t := schema.Table2; t <= schema.Table4; t++ {
		r.TableEdition[t] = e
	}
	for _, id := range r.FormCellsOf() {
		r.Cells[id] = schema.CellValue{State: schema.Number, Value: schema.Decimal(dice.Int64N(2_000_000_000_000) - 1_000_000_000_000)}
		if dice.IntN(100) < holes {
			r.Cells[id] = schema.CellValue{State: schema.CellState(dice.IntN(int(schema.Number)))}
		}
	}
	return r
}

// TestAsByHand: sums, parts and counts are those of pencil work, whatever the
// editions, the holes, the areas around a unit and the cut into batches.
func TestAsByHand(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	var reports []*schema.Report
	var areas [4]total.Coverage
	for i := range areas {
		areas[i] = total.Coverage{Area: schema.Area{Code: fmt.Sprint(i), Level: "county"}, Year: 2022 + i%2}
	}
	const units = 700 // more rows than one piece
	for n := range units {
		unit := fmt.Sprintf("4105%05d", n)
		for _, year := range []int{2022, 2023} {
			e := []schema.Edition{schema.Edition2021, schema.Edition2021, schema.Hybrid, schema.Edition2019}[dice.IntN(4)]
			reports = append(reports, reportOf(dice, unit, year, e, []int{0, 0, 5, 100}[dice.IntN(4)]))
		}
		areas[0].Owing, areas[1].Owing = append(areas[0].Owing, unit), append(areas[1].Owing, unit)
		if n%3 == 0 {
			areas[2].Owing = append(areas[2].Owing, unit)
		}
		if n%5 == 0 {
			areas[3].Owing = append(areas[3].Owing, unit)
		}
	}
	for _, cut := range []int{len(reports), 1 + units/2, 333} {
		var cells []arrow.Record
		for from := 0; from < len(reports); from += cut {
			cells = append(cells, normalize.Cells(memory.DefaultAllocator, reports[from:min(len(reports), from+cut)], roster))
		}
		totals, err := total.Totals(cells, areas[:], nil)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]schema.AreaTotal{}
		for row := range totals.All() {
			got[fmt.Sprint(row.Area.Code, row.ReportYear, row.Cell)] = row
		}
		for _, c := range areas {
			for id, want := range byHand(reports, c) {
				row, shown := got[fmt.Sprint(c.Area.Code, c.Year, id)]
				if want.counted == 0 {
					if row.Sum != nil {
						t.Errorf("area %s: %s has a sum that nobody counted", c.Area.Code, schema.Cells[id].Code)
					}
					continue
				}
				if !shown || row.Sum == nil || int64(*row.Sum) != want.total || row.Counted != want.counted {
					t.Fatalf("batches of %d, area %s: %s = %+v, by hand %+v", cut, c.Area.Code, schema.Cells[id].Code, row, want)
				}
				if row.Parts != nil && int64(*row.Parts) != want.parts {
					t.Fatalf("batches of %d, area %s: parts of %s = %v, by hand %v", cut, c.Area.Code, schema.Cells[id].Code, *row.Parts, want.parts)
				}
			}
		}
	}
}
