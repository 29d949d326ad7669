package check

import (
	"slices"
	"testing"

	"huizong/schema"
)

// TestAcrossYearsIsWhatTheRulesCompare: the cells that an explanation shows
// beside a finding across years are those of the rule's equations.
func TestAcrossYearsIsWhatTheRulesCompare(t *testing.T) {
	seen := 0
	for _, r := range years {
		for _, c := range r.Equations {
			var want []schema.YearTerm
			for _, term := range slices.Concat(c.Left.Terms, c.Right.Terms) {
				if term.Cell != c.Key || term.Last {
					want = append(want, schema.YearTerm{Cell: term.Cell, Last: term.Last})
				}
			}
			if got := schema.AcrossYears(r.ID, c.Key); !slices.Equal(got, want) {
				t.Errorf("AcrossYears(%s, %s) = %v, want %v", r.ID, schema.Cells[c.Key].Code, got, want)
			}
			seen++
		}
	}
	if seen < 7+2 {
		t.Errorf("%d equations across years, want those of seven columns and of two kinds of documents", seen)
	}
	received, _ := schema.CellByCode("t3.received.total")
	if got := schema.AcrossYears("t3.balance", received); got != nil {
		t.Errorf("a rule inside one year reads %v of another", got)
	}
}
