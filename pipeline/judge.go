package pipeline

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

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
	checks   *check.Ledger
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
func (r *run) check(ctx context.Context) error {
	var err error
	r.judgement, err = r.judge(ctx, r.rules)
	return err
}

// judge judges unit by unit, so that no more reports are in memory than are
// judged at a time.
func (r *run) judge(ctx context.Context, rules *check.RuleSet) (judgement, error) {
	review := check.Begin(r.checkInput(rules))
	all := judgement{checks: review.Ledger()}
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers(r.Config))
	for _, unit := range byUnit(r.accepted) {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			judged, err := r.judgeUnit(review, unit)
			mu.Lock()
			defer mu.Unlock()
			for i := range judged {
				all.findings = append(all.findings, judged[i].Findings...)
				all.checks.Add(judged[i].Checks)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return judgement{}, err
	}
	rest := review.Finish()
	all.findings = append(all.findings, rest.Findings...)
	all.checks.Add(rest.Checks)
	review.Sort(all.findings)
	return all, r.keeper.failed()
}

// byUnit cuts reports ordered by unit into those of each unit.
func byUnit(files []*file) [][]*file {
	var out [][]*file
	for from := 0; from < len(files); {
		to := from + 1
		for to < len(files) && files[to].UnitCode == files[from].UnitCode {
			to++
		}
		out = append(out, files[from:to])
		from = to
	}
	return out
}

func (r *run) judgeUnit(review *check.Review, unit []*file) ([]check.Judgement, error) {
	reports, said := make([]*schema.Report, len(unit)), make([]check.Said, len(unit))
	for i, f := range unit {
		if reports[i] = r.keeper.load(f.kept); reports[i] == nil {
			return nil, r.keeper.failed()
		}
		said[i].Claims, said[i].Parts = claims.Of(reports[i])
		if err := r.keeper.keepSaid(f.kept, &said[i]); err != nil {
			return nil, err
		}
	}
	judged := review.Unit(reports, said)
	for i := range judged {
		for k := range judged[i].Findings {
			detach(&judged[i].Findings[k])
		}
		giveBack(reports[i])
	}
	return judged, nil
}

// detach gives a finding texts and amounts of its own: else it would keep the
// whole report in memory that they are parts of.
func detach(f *schema.Finding) {
	for _, s := range []*string{&f.Rule, &f.UnitCode, &f.UnitName, &f.Detail, &f.Message, &f.MessageEN, &f.Formula, &f.Submission,
		&f.Explained, &f.Parent, &f.Suggestion, &f.Place.File, &f.Place.Sheet} {
		*s = strings.Clone(*s)
	}
	for _, amount := range []**schema.Decimal{&f.Left, &f.Right} {
		if *amount != nil {
			own := **amount
			*amount = &own
		}
	}
}

func (r *run) checkInput(rules *check.RuleSet) check.Input {
	history := r.historyOf()
	in := check.Input{
		Find: r.find(), Last: history.report, Roster: r.roster, Years: r.years, Area: r.area(),
		Submissions: r.submissions, Deadline: r.deadline, CountyFigures: r.countyFigures, Explanations: r.explanations,
		Rules: rules, Locate: locate.Locate,
	}
	before := history.loaders()
	prose := func(i int) *schema.Prose {
		if i < len(r.accepted) {
			return r.keeper.prose(r.accepted[i].kept)
		}
		if rep := before[i-len(r.accepted)](); rep != nil {
			return rep.Prose()
		}
		return nil
	}
	in.Copied = copied.Find(len(r.accepted)+len(before), prose, r.Config.CopiedSimilarity, workers(r.Config))
	for _, f := range r.files {
		if f.kept == nil || f.Verdict != schema.Held || f.Code == otherYearCode {
			continue
		}
		held := check.HeldReport{File: f.Path}
		if rep := r.keeper.load(f.kept); rep != nil {
			held.Findings = rep.Findings
		}
		for i := range held.Findings {
			detach(&held.Findings[i])
		}
		in.Held = append(in.Held, held)
	}
	return in
}

// find looks up the report of an accepted or superseded submission.
func (r *run) find() func(submission string) *schema.Report {
	kept := map[string]*kept{}
	for _, f := range r.files {
		if f.kept != nil && (f.Verdict == schema.Accepted || f.Verdict == schema.Superseded) {
			kept[f.ID] = f.kept
		}
	}
	return func(submission string) *schema.Report {
		if k := kept[submission]; k != nil {
			return r.keeper.lately(k)
		}
		return nil
	}
}

// RulesDiff shows which findings another rule file would add, remove or
// re-grade on the reports that lie in the inbox now. Nothing is published.
func RulesDiff(ctx context.Context, o Options, other string) (check.Difference, error) {
	r := newRun(o)
	defer r.close()
	if err := r.load(); err != nil {
		return check.Difference{}, err
	}
	rules := check.BuiltIn()
	if other != "" {
		f, err := rulefile.Load(other)
		if err != nil {
			return check.Difference{}, fmt.Errorf("%w: %w", configs.ErrConfig, err)
		}
		rules = f.Rules
	}
	if err := r.intake(ctx); err != nil {
		return check.Difference{}, err
	}
	if err := r.accept(ctx); err != nil {
		return check.Difference{}, err
	}
	before, err := r.judge(ctx, r.rules)
	if err != nil {
		return check.Difference{}, err
	}
	after, err := r.judge(ctx, rules)
	return check.Differ(before.findings, after.findings), err
}

func (r *run) rulesSaid() []facts.Rule {
	var out []facts.Rule
	for _, rule := range r.rules.Catalogue() {
		out = append(out, facts.Rule{ID: rule.ID, Severity: r.rules.Severity(rule), Title: rule.Title, TitleEN: rule.TitleEN, Source: rule.Source})
	}
	return out
}
