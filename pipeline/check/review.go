package check

import (
	"strings"
	"sync"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// A key names a unit and year.
type key struct {
	unit string
	year int
}

// A Review judges the reports of a run one by one, and then all of them
// together. [Run] does both; a run that cannot hold all reports in memory calls
// [Begin], [Review.Unit] for each unit, and [Review.Finish].
type Review struct {
	in    Input
	rules *RuleSet

	units        map[string]*schema.Unit
	names        map[string]*nameIndex // by county code
	history      map[key]*schema.Report
	said         map[key]*Said
	copied       map[key][]Overlap
	explanations map[key][]answer
	received     map[string]string // by submission id

	mu     sync.Mutex // guards what follows
	filed  map[key]*filing
	bounds []bound
	copies map[key][4]copyOf // filled by Finish
}

// A filing is what is kept of a report for the rules that look at several.
type filing struct {
	unit, name, submission, file string
	year, reports                int
	tables                       [4]fingerprint // by [schema.FormTable]
}

// Begin prepares a review. The reports of the input are not judged yet.
func Begin(in Input) *Review {
	v := &Review{in: in, rules: in.Rules, units: map[string]*schema.Unit{}, history: map[key]*schema.Report{},
		said: map[key]*Said{}, copied: map[key][]Overlap{},
		received: map[string]string{}, filed: map[key]*filing{}}
	if v.rules == nil {
		v.rules = BuiltIn()
	}
	if in.Roster != nil {
		for i := range in.Roster.Units {
			v.units[in.Roster.Units[i].Code] = &in.Roster.Units[i]
		}
	}
	for _, r := range in.History {
		v.history[key{r.UnitCode, r.Year}] = r
	}
	for _, c := range in.Claims {
		s := v.saidBy(key{c.UnitCode, c.ReportYear})
		s.Claims = append(s.Claims, c)
	}
	for _, c := range in.Parts {
		s := v.saidBy(key{c.UnitCode, c.ReportYear})
		s.Parts = append(s.Parts, c)
	}
	for _, o := range in.Copied {
		k := key{o.UnitCode, o.ReportYear}
		v.copied[k] = append(v.copied[k], o)
	}
	for i := range in.Submissions {
		if s := &in.Submissions[i]; s.Received != "" {
			v.received[s.ID] = s.Received
		}
	}
	v.names = indexNames(in.Roster)
	v.explanations = answers(in.Explanations)
	v.bounds = boundsOf(in.CountyFigures)
	return v
}

// Said is what a report says in prose.
type Said struct {
	Claims []schema.Claim
	Parts  []PartsClaim
}

func (v *Review) saidBy(k key) *Said {
	s := v.said[k]
	if s == nil {
		s = &Said{}
		v.said[k] = s
	}
	return s
}

// last is the report of a unit and year that is not judged itself, nil if none
// is at hand.
func (v *Review) last(unit string, year int) *schema.Report {
	if v.in.Last != nil {
		return v.in.Last(unit, year)
	}
	return v.history[key{unit, year}]
}

// A Judgement is what the rules say of one report: findings in order, and one
// check for each rule that looks at single reports, in the order of the rules.
type Judgement struct {
	Findings []schema.Finding
	Checks   []schema.Check
}

// Unit judges the reports of one unit, years ascending, each beside the one of
// the year before and what it says in prose; said is nil where the input says
// it. It may be called concurrently, once for each unit.
func (v *Review) Unit(reports []*schema.Report, said []Said) []Judgement {
	judged := make([]Judgement, len(reports))
	var last *linear.Row
	for i, r := range reports {
		if last == nil || last.Year != r.Year-1 {
			last = linear.RowOf(v.last(r.UnitCode, r.Year-1))
		}
		now := linear.RowOf(r)
		of := v.said[key{r.UnitCode, r.Year}]
		if said != nil {
			of = &said[i]
		}
		judged[i] = v.report(r, now, last, of)
		last = now
	}
	return judged
}

// Report judges one report beside the cells of the year before, nil for none.
// It may be called concurrently, once for each unit and year.
func (v *Review) Report(r *schema.Report, last *linear.Row) Judgement {
	return v.report(r, linear.RowOf(r), last, v.said[key{r.UnitCode, r.Year}])
}

func (v *Review) report(r *schema.Report, now, last *linear.Row, said *Said) Judgement {
	s := &Subject{Report: r, Kind: v.kind(r.UnitCode), Now: now, Last: last, review: v}
	if said != nil {
		s.said = *said
	}
	j := Judgement{Checks: make([]schema.Check, 0, len(v.rules.rules))}
	t := Tally{review: v, unit: r.UnitCode, name: r.UnitName, year: r.Year, submission: r.Submission, file: r.File, found: &j.Findings}
	for i, rule := range v.rules.rules {
		if rule.Report == nil {
			continue
		}
		t.rule, t.state, t.instances = rule, schema.NotApplicable, 0
		if v.rules.active[i] && rule.valid(r.Year, s.Kind) {
			rule.Report(s, &t)
		}
		j.Checks = append(j.Checks, t.check())
	}
	v.passRest(r, &t)
	if v.in.Locate != nil {
		v.locate(r, &j)
	}
	v.answer(key{r.UnitCode, r.Year}, &j, func(rule *Rule) bool { return rule.Report != nil })
	v.rules.sort(j.Findings)
	v.keep(r, now)
	return j
}

// passRest takes over what was found while recognizing and no rule about
// single reports passed on, so that nothing is lost.
func (v *Review) passRest(r *schema.Report, t *Tally) {
	for i := range r.Findings {
		f := &r.Findings[i]
		t.rule = v.rules.Rule(f.Rule)
		if t.rule == nil {
			t.rule = &Rule{ID: f.Rule}
		}
		if t.rule.Report == nil && !v.rules.silenced[f.Rule] {
			t.Pass(*f)
		}
	}
}

// locate asks the locator, and counts the slips that it names.
func (v *Review) locate(r *schema.Report, j *Judgement) {
	found := v.in.Locate(r, j.Findings)
	j.Findings = nil
	count, silenced := map[string]int{}, map[string]bool{}
	for i := range found {
		if v.rules.silenced[found[i].Rule] {
			silenced[found[i].ID()] = true
		}
	}
	for _, f := range found {
		rule := v.rules.Rule(f.Rule)
		if v.rules.silenced[f.Rule] {
			continue
		}
		if silenced[f.Parent] { // nobody asks about the slip: then about what it breaks
			f.Parent = ""
		}
		if rule != nil && rule.Class == Slip {
			count[f.Rule]++
			if s, ok := v.rules.severity[f.Rule]; ok {
				f.Severity = s
			}
		}
		j.Findings = append(j.Findings, f)
	}
	for i := range j.Checks {
		c := &j.Checks[i]
		if rule := v.rules.Rule(c.Rule); rule.Class != Slip || v.rules.silenced[c.Rule] {
			continue
		}
		c.State, c.Instances = schema.Holds, 1
		if n := count[c.Rule]; n > 0 {
			c.State, c.Instances = schema.Violated, n
		}
	}
}

// kind is what a unit is: the roster's word, else that of its code.
func (v *Review) kind(unit string) schema.UnitKind {
	if u := v.units[unit]; u != nil && u.Kind != "" {
		return u.Kind
	}
	return schema.KindOf(unit)
}

// county is the county that a unit belongs to: the roster's word, else the
// first six digits of its code.
func (v *Review) county(unit string) string {
	if u := v.units[unit]; u != nil && u.ParentCode != "" {
		return u.ParentCode
	}
	return countyOf(unit)
}

func countyOf(unit string) string { return unit[:min(6, len(unit))] }

// keep remembers of a report what the rules over several need.
func (v *Review) keep(r *schema.Report, now *linear.Row) {
	f := &filing{unit: r.UnitCode, name: r.UnitName, submission: strings.Clone(r.Submission), file: strings.Clone(r.File), year: r.Year, reports: 1}
	for t := schema.Table2; t <= schema.Table4; t++ {
		f.tables[t] = fingerprintOf(r, now, t)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if first := v.filed[key{r.UnitCode, r.Year}]; first != nil {
		first.reports++
	} else {
		v.filed[key{r.UnitCode, r.Year}] = f
	}
	for i := range v.bounds {
		v.bounds[i].add(v.county(r.UnitCode), r, now)
	}
}

// Row returns the cells of a report for [Review.Report], nil for none.
func (v *Review) Row(r *schema.Report) *linear.Row { return linear.RowOf(r) }
