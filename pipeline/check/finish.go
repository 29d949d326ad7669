package check

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"huizong/schema"
)

// A Filing is one unit and year, filed or not, for the rules that ask about it.
type Filing struct {
	Unit        *schema.Unit // nil if the roster has it not
	Code        string
	Year        int
	Latest      bool                 // the newest year of the unit in this run
	Reports     int                  // accepted reports
	Submissions []*schema.Submission // whatever came for the unit and year
	filed       *filing              // nil if there is no report
	review      *Review
}

// Finish judges what takes all reports: who filed, what was copied between
// units, whether sums stay within the counties' figures. It is called once,
// after every report; checks are ordered by unit, year and rule, and cover the
// rules about single reports for those who filed none.
func (v *Review) Finish() Judgement {
	var j Judgement
	v.copies = v.findCopies()
	submissions := v.submissionsByKey()
	expected := v.expected()
	for i, k := range expected {
		f := &Filing{Latest: i+1 == len(expected) || expected[i+1].unit != k.unit, Unit: v.units[k.unit], Code: k.unit, Year: k.year, Submissions: submissions[k], filed: v.filed[k], review: v}
		if f.filed != nil {
			f.Reports = f.filed.reports
		}
		v.judgeFiling(f, &j)
	}
	v.judgeWhole(&j)
	v.rules.sort(j.Findings)
	v.rules.sortChecks(j.Checks)
	return j
}

func (v *Review) judgeFiling(f *Filing, all *Judgement) {
	var j Judgement
	t := Tally{review: v, unit: f.Code, year: f.Year, found: &j.Findings}
	if f.Unit != nil {
		t.name = f.Unit.Name
	}
	if f.filed != nil {
		t.name, t.submission, t.file = f.filed.name, f.filed.submission, f.filed.file
	}
	for _, rule := range v.rules.rules {
		if rule.Whole != nil || rule.Report != nil && f.filed != nil {
			continue
		}
		t.rule, t.state, t.instances = rule, schema.NotApplicable, 0
		if rule.Unit != nil && !v.rules.silenced[rule.ID] && rule.valid(f.Year, v.kind(f.Code)) {
			rule.Unit(f, &t)
		}
		j.Checks = append(j.Checks, t.check())
	}
	v.answer(key{f.Code, f.Year}, &j, func(rule *Rule) bool { return rule.Unit != nil })
	all.Findings = append(all.Findings, j.Findings...)
	all.Checks = append(all.Checks, j.Checks...)
}

// judgeWhole runs the rules about everything. Those that are about a unit and
// year of their own say so with [Tally.about].
func (v *Review) judgeWhole(all *Judgement) {
	var j Judgement
	for _, rule := range v.rules.rules {
		if rule.Whole == nil || v.rules.silenced[rule.ID] {
			continue
		}
		t := Tally{review: v, rule: rule, found: &j.Findings, checks: &j.Checks}
		rule.Whole(v, &t)
		t.close()
	}
	for _, k := range slices.SortedFunc(maps.Keys(v.explanations), compareKeys) {
		v.answer(k, &j, func(rule *Rule) bool { return rule.Whole != nil })
	}
	all.Findings = append(all.Findings, j.Findings...)
	all.Checks = append(all.Checks, j.Checks...)
}

// expected lists the units and years that owe or filed a report, ordered.
func (v *Review) expected() []key {
	all := map[key]bool{}
	years := map[int]bool{}
	for k := range v.filed {
		all[k], years[k.year] = true, true
	}
	if v.in.Years != nil {
		clear(years)
		for _, y := range v.in.Years {
			years[y] = true
		}
	}
	for _, u := range v.units {
		for y := range years {
			if u.Owes(y) {
				all[key{u.Code, y}] = true
			}
		}
	}
	keys := make([]key, 0, len(all))
	for k := range all {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareKeys)
	return keys
}

func compareKeys(a, b key) int {
	return cmp.Or(strings.Compare(a.unit, b.unit), cmp.Compare(a.year, b.year))
}

func (v *Review) submissionsByKey() map[key][]*schema.Submission {
	by := map[key][]*schema.Submission{}
	for i := range v.in.Submissions {
		s := &v.in.Submissions[i]
		if s.UnitCode != "" && s.ReportYear != 0 {
			k := key{s.UnitCode, s.ReportYear}
			by[k] = append(by[k], s)
		}
	}
	return by
}

// filedKeys lists the units and years that filed, ordered.
func (v *Review) filedKeys() []key {
	keys := make([]key, 0, len(v.filed))
	for k := range v.filed {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareKeys)
	return keys
}
