package maker

import (
	"testing"

	"huizong/schema"
)

// Every kind finds a place in some report, says which rule it breaks, and its
// cell is one that the report prints.
func TestEveryKindCanBePutIn(t *testing.T) {
	if len(SlipKinds) < 19 {
		t.Fatalf("%d kinds", len(SlipKinds))
	}
	counties := Counties(40, "kinds")
	for _, k := range SlipKinds {
		placed := 0
		for i, u := range counties {
			years := Series(Order{Seed: "k", Unit: u, Level: Busy}, []int{2022, 2023})
			other := Make(Order{Seed: "k", Unit: counties[(i+1)%len(counties)], Year: 2023, Level: Busy})
			r := years[1]
			before := *r
			if !r.Inject(k.Kind, Near{years[0], other}) {
				if r.Cells != before.Cells || len(r.Slips) != len(before.Slips) {
					t.Errorf("%s: a slip that was not put in left its traces", k.Kind)
				}
				continue
			}
			placed++
			s := r.Slips[0]
			if s.Kind != k.Kind || s.Rule != k.Rule {
				t.Errorf("%s: first slip is %v, want rule %s", k.Kind, s, k.Rule)
			}
			if s.Cell != schema.NoCell && r.Cells[s.Cell].State == schema.Absent {
				t.Errorf("%s: %s is not printed", k.Kind, schema.Cells[s.Cell].Code)
			}
		}
		if placed == 0 {
			t.Errorf("%s: no report had a place for it", k.Kind)
		}
	}
}

// An arithmetic slip breaks exactly what it says, and the form's own equations
// agree.
func TestArithmeticSlipsBreakTheForm(t *testing.T) {
	for _, kind := range []string{"row_total", "row_total_zero", "answered", "balance", "group", "t4_total", "row_shift",
		"rows_down", "column_swap", "times_ten", "digits_split", "compensating"} {
		r := Make(Order{Seed: "a", Unit: town, Year: 2023, Level: Busy})
		if !r.Inject(kind, Near{}) {
			t.Errorf("%s: no place", kind)
			continue
		}
		broken := 0
		for _, table := range []schema.FormTable{schema.Table3, schema.Table4} {
			for _, id := range append(schema.Identities(table, r.Edition), schema.GroupIdentities()...) {
				sum := schema.Decimal(0)
				for _, term := range id.Terms {
					sum += r.Cells[term.Cell].Value * schema.Decimal(term.Sign)
				}
				if sum != 0 && r.Cells[id.Key].State != schema.Absent {
					broken++
				}
			}
		}
		if broken == 0 {
			t.Errorf("%s: every equation still holds", kind)
		}
	}
}

// A carry slip breaks nothing inside the year.
func TestCarrySlipIsAcrossYears(t *testing.T) {
	years := Series(Order{Seed: "c", Unit: town, Level: Busy}, []int{2022, 2023})
	if !years[1].Inject("carry", Near{Last: years[0]}) {
		t.Fatal("no place")
	}
	for _, s := range years[1].Slips {
		if s.Rule != "year.carry" {
			t.Errorf("carry also breaks %v", s)
		}
	}
}
