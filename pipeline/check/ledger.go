package check

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	"huizong/schema"
)

// A Ledger keeps checks of many reports in little memory: about a byte for each
// rule.
type Ledger struct {
	rules  *RuleSet
	sheets map[key]sheet
	n      int
}

// A sheet holds what was asked about one unit and year, packed: a number for
// each rule in their order, 0 where it was not asked.
type sheet string

// A mark is what became of one rule.
type mark struct {
	asked     bool
	state     schema.CheckState
	instances int
}

const states = uint64(schema.Violated) + 1

func pack(marks []mark) sheet {
	b := make([]byte, 0, 2*len(marks))
	for _, m := range marks {
		n := uint64(0)
		if m.asked {
			n = 1 + uint64(m.state) + states*uint64(m.instances)
		}
		b = binary.AppendUvarint(b, n)
	}
	return sheet(b)
}

// unpack gives what pack was given; of an empty sheet, that nothing was asked.
func (s sheet) unpack(marks []mark) {
	clear(marks)
	rest := []byte(s)
	for i := 0; len(rest) > 0; i++ {
		n, size := binary.Uvarint(rest)
		rest = rest[size:]
		if n > 0 {
			marks[i] = mark{true, schema.CheckState((n - 1) % states), int((n - 1) / states)}
		}
	}
}

// Ledger makes an empty ledger for what the review finds out.
func (v *Review) Ledger() *Ledger {
	return &Ledger{rules: v.rules, sheets: map[key]sheet{}}
}

// Add keeps checks; there is one for a rule, unit and year.
func (l *Ledger) Add(checks []schema.Check) {
	marks := make([]mark, len(l.rules.rules))
	for len(checks) > 0 {
		k := key{checks[0].UnitCode, checks[0].ReportYear}
		l.sheets[k].unpack(marks)
		for len(checks) > 0 && k == (key{checks[0].UnitCode, checks[0].ReportYear}) {
			c := &checks[0]
			marks[l.rules.order(c.Rule)] = mark{true, c.State, c.Instances}
			l.n++
			checks = checks[1:]
		}
		l.sheets[k] = pack(marks)
	}
}

// Len is the number of checks.
func (l *Ledger) Len() int { return l.n }

// All gives the checks by unit code, year and rule.
func (l *Ledger) All() iter.Seq[schema.Check] {
	return func(yield func(schema.Check) bool) {
		marks := make([]mark, len(l.rules.rules))
		for _, k := range slices.SortedFunc(maps.Keys(l.sheets), compareKeys) {
			l.sheets[k].unpack(marks)
			for i, rule := range l.rules.rules {
				a := &marks[i]
				if a.asked && !yield(schema.Check{Rule: rule.ID, UnitCode: k.unit, ReportYear: k.year, State: a.state, Instances: a.instances}) {
					return
				}
			}
		}
	}
}

// Sort puts findings in the order in which they are published.
func (v *Review) Sort(findings []schema.Finding) { v.rules.sort(findings) }
