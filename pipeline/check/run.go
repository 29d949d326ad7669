package check

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"huizong/schema"
)

// A Result is what the rules say of everything: findings ordered by file, then
// the form's order, then rule; checks ordered by unit code, year, then rule.
type Result struct {
	Findings []schema.Finding
	Checks   []schema.Check
}

// Run judges everything. The result does not depend on Workers, nor on the
// order of what is in the input.
func Run(in Input) Result {
	in.Reports = slices.SortedStableFunc(slices.Values(in.Reports), compareReports)
	v := Begin(in)
	judged := make([]Judgement, len(in.Reports))
	groups := make(chan [2]int)
	var workers sync.WaitGroup
	for range max(in.Workers, 1) {
		workers.Go(func() {
			for g := range groups {
				copy(judged[g[0]:], v.Unit(in.Reports[g[0]:g[1]], nil))
			}
		})
	}
	for from := 0; from < len(in.Reports); {
		to := from + 1
		for to < len(in.Reports) && in.Reports[to].UnitCode == in.Reports[from].UnitCode {
			to++
		}
		groups <- [2]int{from, to}
		from = to
	}
	close(groups)
	workers.Wait()
	rest := v.Finish()
	all, ledger := Result{Findings: rest.Findings}, v.Ledger()
	for i := range judged {
		all.Findings = append(all.Findings, judged[i].Findings...)
		ledger.Add(judged[i].Checks)
	}
	ledger.Add(rest.Checks)
	v.rules.sort(all.Findings)
	all.Checks = slices.Collect(ledger.All())
	return all
}

func compareReports(a, b *schema.Report) int {
	return cmp.Or(strings.Compare(a.UnitCode, b.UnitCode), cmp.Compare(a.Year, b.Year), strings.Compare(a.File, b.File))
}

// sort orders findings totally.
func (s *RuleSet) sort(f []schema.Finding) {
	slices.SortStableFunc(f, func(a, b schema.Finding) int {
		return cmp.Or(
			strings.Compare(a.Place.File, b.Place.File),
			strings.Compare(a.UnitCode, b.UnitCode),
			cmp.Compare(a.ReportYear, b.ReportYear),
			cmp.Compare(a.Cell, b.Cell),
			cmp.Compare(s.order(a.Rule), s.order(b.Rule)),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Detail, b.Detail),
			cmp.Compare(a.Place.Line, b.Place.Line),
			strings.Compare(a.Message, b.Message))
	})
}

func (s *RuleSet) sortChecks(c []schema.Check) {
	slices.SortStableFunc(c, func(a, b schema.Check) int { return s.compareChecks(&a, &b) })
}

func (s *RuleSet) compareChecks(a, b *schema.Check) int {
	return cmp.Or(
		strings.Compare(a.UnitCode, b.UnitCode),
		cmp.Compare(a.ReportYear, b.ReportYear),
		cmp.Compare(s.order(a.Rule), s.order(b.Rule)))
}
