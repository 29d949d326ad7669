package pipeline

import (
	"context"
	"fmt"
	"slices"

	"huizong/configs"
	"huizong/pipeline/check"
	"huizong/pipeline/check/claims"
	"huizong/pipeline/check/copied"
	"huizong/pipeline/check/locate"
	"huizong/pipeline/check/rulefile"
	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

// A judgement is what the rules say of everything.
type judgement struct {
	findings []schema.Finding // ordered by file, form, rule
	checks   []schema.Check
	claims   []schema.Claim
}

// loadRules reads the county's rule file, if it has one.
func (r *run) loadRules() error {
	r.rules = check.BuiltIn()
	if r.Config.Rules == "" {
		return nil
	}
	f, err := rulefile.Load(r.Config.Rules)
	if err != nil {
		return fmt.Errorf("%w: %w", configs.ErrConfig, err)
	}
	r.rules = f.Rules
	return nil
}

// check judges the accepted reports, beside those of other years and of the
// snapshot before.
func (r *run) check(context.Context) error {
	in := r.checkInput()
	result := check.Run(in)
	r.judgement = judgement{findings: result.Findings, checks: result.Checks, claims: in.Claims}
	return nil
}

func (r *run) checkInput() check.Input {
	in := check.Input{
		Reports: r.accepted, History: r.lastReports(), Roster: r.roster, Years: r.years, Area: r.area(),
		Submissions: r.submissions(), Deadline: r.deadline, CountyFigures: r.countyFigures, Explanations: r.explanations,
		Rules: r.rules, Locate: locate.Locate, Workers: workers(r.Config),
		Claims: []schema.Claim{}, // looked for, even where there are none
	}
	for _, rep := range r.accepted {
		said, sums := claims.Of(rep)
		in.Claims, in.Parts = append(in.Claims, said...), append(in.Parts, sums...)
	}
	in.Copied = copied.Find(slices.Concat(r.accepted, in.History), r.Config.CopiedSimilarity)
	for _, f := range r.files {
		switch {
		case f.report == nil:
		case f.Verdict == schema.Superseded:
			in.Superseded = append(in.Superseded, f.report)
		case f.Verdict == schema.Held && f.Code != otherYearCode:
			in.Held = append(in.Held, f.report)
		}
	}
	return in
}

// RulesDiff shows which findings another rule file would add, remove or
// re-grade on the reports that lie in the inbox now. Nothing is published.
func RulesDiff(ctx context.Context, o Options, other string) (check.Difference, error) {
	r := newRun(o)
	if err := r.load(); err != nil {
		return check.Difference{}, err
	}
	after := check.BuiltIn()
	if other != "" {
		f, err := rulefile.Load(other)
		if err != nil {
			return check.Difference{}, fmt.Errorf("%w: %w", configs.ErrConfig, err)
		}
		after = f.Rules
	}
	if err := r.intake(ctx); err != nil {
		return check.Difference{}, err
	}
	if err := r.accept(ctx); err != nil {
		return check.Difference{}, err
	}
	return check.Compare(r.checkInput(), r.rules, after), nil
}

// lastReports are reports of years that are not published: those that lie in
// the inbox, else those of the snapshot before; and for units that took over
// from others what those said.
func (r *run) lastReports() []*schema.Report {
	have := map[unitYear]*schema.Report{}
	for _, rep := range slices.Concat(r.history, r.accepted) {
		have[unitYear{rep.UnitCode, rep.Year}] = rep
	}
	reports := slices.Clone(r.history)
	for _, rep := range r.before.Reports {
		if have[unitYear{rep.UnitCode, rep.Year}] == nil && !r.publishes(rep.Year) {
			have[unitYear{rep.UnitCode, rep.Year}] = rep
			reports = append(reports, rep)
		}
	}
	return append(reports, r.succession(have)...)
}

func (r *run) rulesSaid() []facts.Rule {
	var out []facts.Rule
	for _, rule := range r.rules.Catalogue() {
		out = append(out, facts.Rule{ID: rule.ID, Severity: r.rules.Severity(rule), Title: rule.Title, TitleEN: rule.TitleEN, Source: rule.Source})
	}
	return out
}
