package check

import (
	"iter"
	"maps"
	"slices"

	"huizong/schema"
)

// A Ledger keeps checks of many reports in little memory: a few bytes for each
// rule that was asked.
type Ledger struct {
	rules   *RuleSet
	entries map[key]*entry
	n       int
}

// An entry holds what was asked about one unit and year, by the rules' order.
type entry struct {
	asked     []bool
	states    []schema.CheckState
	instances []int32
}

// Ledger makes an empty ledger for what the review finds out.
func (v *Review) Ledger() *Ledger {
	return &Ledger{rules: v.rules, entries: map[key]*entry{}}
}

// Add keeps checks; there is one for a rule, unit and year.
func (l *Ledger) Add(checks []schema.Check) {
	for i := range checks {
		c := &checks[i]
		k := key{c.UnitCode, c.ReportYear}
		e := l.entries[k]
		if e == nil {
			n := len(l.rules.rules)
			e = &entry{make([]bool, n), make([]schema.CheckState, n), make([]int32, n)}
			l.entries[k] = e
		}
		at := l.rules.order(c.Rule)
		e.asked[at], e.states[at], e.instances[at] = true, c.State, int32(c.Instances)
		l.n++
	}
}

// Len is the number of checks.
func (l *Ledger) Len() int { return l.n }

// All gives the checks by unit code, year and rule.
func (l *Ledger) All() iter.Seq[schema.Check] {
	return func(yield func(schema.Check) bool) {
		for _, k := range slices.SortedFunc(maps.Keys(l.entries), compareKeys) {
			e := l.entries[k]
			for i, rule := range l.rules.rules {
				if e.asked[i] && !yield(schema.Check{Rule: rule.ID, UnitCode: k.unit, ReportYear: k.year, State: e.states[i], Instances: int(e.instances[i])}) {
					return
				}
			}
		}
	}
}

// Sort puts findings in the order in which they are published.
func (v *Review) Sort(findings []schema.Finding) { v.rules.sort(findings) }
