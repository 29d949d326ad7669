package check

import (
	"huizong/schema"
)

// A Tally collects what one rule says about one unit and year: how many places
// were judged, how they ended, and the findings.
type Tally struct {
	review *Review
	rule   *Rule

	unit, name, submission, file string
	year                         int

	state     schema.CheckState
	instances int
	found     *[]schema.Finding
	checks    *[]schema.Check // only for rules about everything
}

// Count records one place that was judged and is no finding.
func (t *Tally) Count(state schema.CheckState) {
	if state == schema.NotApplicable {
		return
	}
	t.instances++
	t.state = max(t.state, state)
}

// CountAll records n places that ended alike.
func (t *Tally) CountAll(state schema.CheckState, n int) {
	if n > 0 {
		t.Count(state)
		t.instances += n - 1
	}
}

// Find records a place where the rule does not hold.
func (t *Tally) Find(f schema.Finding) {
	f.Severity = t.review.rules.Severity(t.rule)
	t.add(f)
}

// Ask records a place where the rule may not hold: a question, never more than
// 核实 whatever the rule's severity is.
func (t *Tally) Ask(f schema.Finding) {
	f.Severity = min(t.review.rules.Severity(t.rule), schema.Explain)
	t.add(f)
}

// Pass takes over a finding that was made and graded elsewhere, unless the
// county graded the rule.
func (t *Tally) Pass(f schema.Finding) {
	if s, ok := t.review.rules.severity[t.rule.ID]; ok {
		f.Severity = s
	}
	t.add(f)
}

func (t *Tally) add(f schema.Finding) {
	t.Count(schema.Violated)
	f.Rule = t.rule.ID
	if f.UnitCode == "" {
		f.UnitCode, f.UnitName = t.unit, t.name
	}
	if u := t.review.units[f.UnitCode]; u != nil && f.UnitName == "" {
		f.UnitName = u.Name
	}
	if f.ReportYear == 0 {
		f.ReportYear = t.year
	}
	if f.Submission == "" {
		f.Submission = t.submission
	}
	if f.Place.File == "" {
		f.Place.File = t.file
	}
	*t.found = append(*t.found, f)
}

// last is the finding recorded last.
func (t *Tally) last() *schema.Finding { return &(*t.found)[len(*t.found)-1] }

// earlier is the ID of a finding of the same report that another rule recorded,
// "" for none.
func (t *Tally) earlier(rule, detail string) string {
	for i := range *t.found {
		if f := &(*t.found)[i]; f.Rule == rule && f.Detail == detail && f.Parent == "" {
			return f.ID()
		}
	}
	return ""
}

// Limit is the number the rule compares with, as the county set it.
func (t *Tally) Limit() schema.Decimal { return t.review.rules.Limit(t.rule) }

// about turns to a unit and year, for a rule about everything: what was judged
// before is one check.
func (t *Tally) about(unit, name string, year int) {
	t.close()
	t.unit, t.name, t.year = unit, name, year
}

// close writes the check of what was judged, if it was about a unit.
func (t *Tally) close() {
	if t.unit != "" {
		*t.checks = append(*t.checks, t.check())
	}
	t.state, t.instances = schema.NotApplicable, 0
}

func (t *Tally) check() schema.Check {
	return schema.Check{Rule: t.rule.ID, UnitCode: t.unit, ReportYear: t.year, State: t.state, Instances: t.instances}
}

// plain is a finding about no cell.
func plain(detail, zh, en string, at schema.Place) schema.Finding {
	return schema.Finding{Cell: schema.NoCell, Detail: detail, Message: zh, MessageEN: en, Place: at}
}
