package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"huizong/configs"
	"huizong/pipeline"
	"huizong/pipeline/check"
	"huizong/pipeline/check/rulefile"
	"huizong/schema"
)

func (a *app) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "rules",
		Example: "  huizong rules list\n  huizong rules show t3.balance\n  huizong rules test rules.yaml",
		Short:   a.say("列出、查看、试验规则", "list, show, test rules"),
		Args:    noArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.rulesList(), a.rulesShow(), a.rulesTest(), a.rulesDiff())
	return c
}

// ruleSet is the built-in rules after the county's rule file.
func (a *app) ruleSet(c *cobra.Command) (*check.RuleSet, *rulefile.File, error) {
	config, err := a.load(c)
	if err != nil {
		return nil, nil, err
	}
	if config.Rules == "" {
		return check.BuiltIn(), nil, nil
	}
	f, err := rulefile.Load(config.Rules)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", configs.ErrConfig, err)
	}
	return f.Rules, f, nil
}

// ruleLine is one line of rules list --json.
type ruleLine struct {
	ID       string `json:"rule"`
	Severity string `json:"severity"`
	Class    string `json:"class"`
	Title    string `json:"title"`
	TitleEN  string `json:"title_en"`
	Source   string `json:"source"`
	Silenced bool   `json:"silenced"`
}

func (a *app) rulesList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: a.say("列出全部规则", "list every rule"), Args: noArgs,
		Example: "  huizong rules list\n  huizong rules list --config county.yaml\n  huizong rules list --config county.yaml --json",
		RunE: func(c *cobra.Command, _ []string) error {
			set, _, err := a.ruleSet(c)
			if err != nil {
				return err
			}
			t := a.table(a.say("规则", "rule"), a.say("等级", "severity"), a.say("内容", "what must hold"))
			for _, r := range set.Catalogue() {
				line := ruleLine{r.ID, set.Severity(r).String(), string(r.Class), r.Title, r.TitleEN, r.Source, set.Silenced(r.ID)}
				if a.json {
					if err := json.NewEncoder(a.out).Encode(line); err != nil {
						return err
					}
					continue
				}
				level := a.say(set.Severity(r).Label(), line.Severity)
				if line.Silenced {
					level = a.say("停用", "silenced")
				}
				t.AppendRow(table.Row{r.ID, level, a.say(r.Title, r.TitleEN)})
			}
			if !a.json {
				t.Render()
			}
			return nil
		},
	}
}

// noRule names the rule that is most like the one asked for.
func (a *app) noRule(id string, set *check.RuleSet) string {
	var known []string
	for _, r := range set.Catalogue() {
		known = append(known, r.ID)
	}
	text := fmt.Sprintf(a.say("没有规则 %q", "no rule %q"), id)
	if near := rulefile.Nearest(id, known); near != "" {
		text += fmt.Sprintf(a.say("；最接近的是 %q", "; the nearest known is %q"), near)
	}
	return text
}

// shownRule is what rules show --json says; the text is markdown.
type shownRule struct {
	ID   string `json:"rule"`
	Text string `json:"text"`
}

func (a *app) rulesShow() *cobra.Command {
	return &cobra.Command{
		Use: "show RULE", Short: a.say("查看一条规则：含义、来源、正反两例", "one rule: meaning, source, a failing and a passing example"),
		Example: "  huizong rules show t3.balance\n  huizong rules show year.carry --lang en\n  huizong rules show county.rule --config county.yaml",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{errors.New(a.say("需要一个规则编号", "want one rule id"))}
			}
			set, _, err := a.ruleSet(c)
			if err != nil {
				return err
			}
			text, ok := set.Show(args[0])
			if !ok {
				return usage{errors.New(a.noRule(args[0], set))}
			}
			if a.json {
				return json.NewEncoder(a.out).Encode(shownRule{args[0], text})
			}
			fmt.Fprintln(a.out, text)
			return nil
		},
	}
}

func (a *app) rulesTest() *cobra.Command {
	return &cobra.Command{
		Use: "test [FILE]", Short: a.say("试验规则文件：每条规则的正反两例", "test a rule file: the two examples of every rule"),
		Example: "  huizong rules test\n  huizong rules test rules.yaml\n  huizong rules test --config county.yaml",
		RunE: func(c *cobra.Command, args []string) error {
			set, file, err := a.ruleSet(c)
			if len(args) == 1 {
				if file, err = rulefile.Load(args[0]); err == nil {
					set = file.Rules
				} else {
					err = fmt.Errorf("%w: %w", configs.ErrConfig, err)
				}
			}
			if err != nil {
				return err
			}
			return a.tellTrial(trialOf(set, file))
		},
	}
}

// A trial is what rules test --json says: the rules whose examples do not come
// out, and what the linear algebra knows of those of the file.
type trial struct {
	Rules  int           `json:"rules"`
	Failed []failedRule  `json:"failed"`
	Notes  []writtenNote `json:"notes"`
}

type failedRule struct {
	ID    string `json:"rule"`
	Fails int    `json:"findings_of_failing_example"` // must be at least one
	Holds int    `json:"findings_of_passing_example"` // must be none
	Error string `json:"error,omitempty"`
}

type writtenNote struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	ID     string `json:"rule"`
	Text   string `json:"text"`
	TextEN string `json:"text_en"`
}

func trialOf(set *check.RuleSet, file *rulefile.File) *trial {
	t := &trial{Rules: len(set.Catalogue()), Failed: []failedRule{}, Notes: []writtenNote{}}
	for _, r := range set.Test() {
		if r.OK() {
			continue
		}
		f := failedRule{ID: r.Rule, Fails: r.Fails, Holds: r.Holds}
		if r.Err != nil {
			f.Error = r.Err.Error()
		}
		t.Failed = append(t.Failed, f)
	}
	if file != nil {
		for _, n := range file.Notes() {
			t.Notes = append(t.Notes, writtenNote{n.Line, n.Column, n.Rule, n.Text, n.EN})
		}
	}
	return t
}

func (a *app) tellTrial(t *trial) error {
	if a.json {
		if err := json.NewEncoder(a.out).Encode(t); err != nil {
			return err
		}
	} else {
		for _, f := range t.Failed {
			fmt.Fprintf(a.out, a.say("%s：反例得出 %d 处，正例得出 %d 处 %s\n", "%s: the failing example gives %d, the passing one %d %s\n"), f.ID, f.Fails, f.Holds, f.Error)
		}
		for _, n := range t.Notes {
			fmt.Fprintf(a.out, "%d:%d %s: %s\n", n.Line, n.Column, n.ID, a.say(n.Text, n.TextEN))
		}
		fmt.Fprintf(a.out, a.say("%d 条规则，%d 条与例子不符\n", "%d rules, %d that do not do what their examples say\n"), t.Rules, len(t.Failed))
	}
	if len(t.Failed) > 0 {
		return exit(pipeline.WrongUsage)
	}
	return nil
}

func (a *app) rulesDiff() *cobra.Command {
	return &cobra.Command{
		Use: "diff FILE", Short: a.say("换用另一规则文件，现有报告会增减哪些问题", "which findings another rule file would add or remove on the present reports"),
		Example: "  huizong rules diff new-rules.yaml\n  huizong rules diff new-rules.yaml --config county.yaml\n  huizong rules diff new-rules.yaml --config county.yaml --json",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage{errors.New(a.say("需要一个规则文件", "want one rule file"))}
			}
			config, err := a.load(c)
			if err != nil {
				return err
			}
			d, err := pipeline.RulesDiff(c.Context(), pipeline.Options{Config: config, Version: version(), Now: time.Now(), Log: logger(a.err, config)}, args[0])
			if err != nil {
				return err
			}
			a.tellFindings("+", d.Added)
			a.tellFindings("-", d.Removed)
			for i := range d.Regraded {
				a.tellRegrade(&d.Regraded[i])
			}
			if !a.json {
				fmt.Fprintf(a.out, a.say("增加 %d，减少 %d，改变等级 %d\n", "%d added, %d removed, %d re-graded\n"), len(d.Added), len(d.Removed), len(d.Regraded))
			}
			return nil
		},
	}
}

// changedFinding is one line of rules diff --json.
type changedFinding struct {
	Change   string `json:"change"` // + added, - removed, ~ re-graded
	ID       string `json:"finding_id"`
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Was      string `json:"severity_before,omitempty"`
	UnitCode string `json:"unit_code,omitempty"`
	Year     int    `json:"report_year,omitempty"`
	Message  string `json:"message"`
}

func (a *app) tellFindings(sign string, list []schema.Finding) {
	for i := range list {
		f := &list[i]
		a.tellChanged(changedFinding{Change: sign, ID: f.ID(), Rule: f.Rule, Severity: f.Severity.String(), UnitCode: f.UnitCode, Year: f.ReportYear, Message: a.say(f.Message, f.MessageEN)})
	}
}

func (a *app) tellRegrade(r *check.Regrade) {
	f := &r.After
	a.tellChanged(changedFinding{Change: "~", ID: f.ID(), Rule: f.Rule, Severity: f.Severity.String(), Was: r.Before.Severity.String(), UnitCode: f.UnitCode, Year: f.ReportYear, Message: a.say(f.Message, f.MessageEN)})
}

func (a *app) tellChanged(c changedFinding) {
	if a.json {
		json.NewEncoder(a.out).Encode(c) // stdout that is gone ends the command anyway
		return
	}
	fmt.Fprintf(a.out, "%s %d %s [%s] %s [%s]\n", c.Change, c.Year, c.UnitCode, a.severity(c.Severity), c.Message, c.Rule)
}
