package check

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/schema"
)

// TestLedgerGivesBack: checks that came in several portions stand by unit, year
// and rule, each as it came.
func TestLedgerGivesBack(t *testing.T) {
	rules := BuiltIn()
	first, second, third := rules.rules[0].ID, rules.rules[1].ID, rules.rules[len(rules.rules)-1].ID
	a := schema.Check{Rule: first, UnitCode: "410526100", ReportYear: 2022, State: schema.Violated, Instances: 1000}
	b := schema.Check{Rule: second, UnitCode: "410526100", ReportYear: 2022, State: schema.NotApplicable}
	c := schema.Check{Rule: third, UnitCode: "410526100", ReportYear: 2022, State: schema.Unclear, Instances: 1}
	d := schema.Check{Rule: first, UnitCode: "410526100", ReportYear: 2023, State: schema.Holds, Instances: 63}
	e := schema.Check{Rule: third, UnitCode: "410526099", ReportYear: 2023, State: schema.Holds, Instances: 64}
	l := (&Review{rules: rules}).Ledger()
	l.Add([]schema.Check{c, d})
	l.Add([]schema.Check{b, e, a})
	l.Add(nil)
	if diff := cmp.Diff([]schema.Check{e, a, b, c, d}, slices.Collect(l.All())); diff != "" || l.Len() != 5 {
		t.Errorf("%d checks, %s", l.Len(), diff)
	}
}
