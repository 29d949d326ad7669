package check

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// Markdown renders the rule book: every rule of the set with its doc and its
// examples, Chinese first. The page RULES.md is made from it.
func (s *RuleSet) Markdown() string {
	var b strings.Builder
	b.WriteString("# 审核规则 · The rule book\n\n")
	b.WriteString("本页由规则本身生成（`go test ./pipeline/check -run RuleBook -update`），不要手改。\n")
	b.WriteString("This page is generated from the rules themselves; do not edit it.\n\n")
	fmt.Fprintf(&b, "共 %d 条。等级 severity：强制 must（算术或法律），核实 explain（改正或说明），提示 note（看一眼）。\n", len(s.rules))
	b.WriteString("每条规则对每个单位每个年度的结果 state：成立 holds，不成立 violated，不明 unclear（取决于空白格），不适用 not_applicable。\n")
	for _, class := range Classes {
		s.writeClass(&b, class.Class, class.Title, class.TEN)
	}
	return b.String()
}

func (s *RuleSet) writeClass(b *strings.Builder, class Class, title, en string) {
	first := true
	for _, r := range s.rules {
		if r.Class != class {
			continue
		}
		if first {
			fmt.Fprintf(b, "\n## %s · %s\n", title, en)
			first = false
		}
		fmt.Fprintf(b, "\n### `%s` %s（%s）\n\n%s\n", r.ID, r.Title, s.Severity(r).Label(), s.body(r))
	}
}

func (s *RuleSet) body(r *Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n*%s* (%s). %s\n\n", r.Doc, r.TitleEN, s.Severity(r), r.DocEN)
	fmt.Fprintf(&b, "- 来源 source: %s\n", r.Source)
	if r.From != 0 || r.To != 0 {
		fmt.Fprintf(&b, "- 适用年度 years: %s\n", span(r.From, r.To))
	}
	if r.Kinds != nil {
		fmt.Fprintf(&b, "- 适用单位 kinds: %s\n", kindList(r.Kinds))
	}
	if r.Limit != 0 {
		fmt.Fprintf(&b, "- 界限 limit: %s\n", s.Limit(r))
	}
	fmt.Fprintf(&b, "- 不成立 fails: %s\n- 成立 holds: %s\n", r.Fails.line(), r.Holds.line())
	return strings.TrimSuffix(b.String(), "\n")
}

func (e *Example) line() string {
	if e.Cells == "" {
		return e.Says
	}
	return e.Says + "：`" + e.Cells + "`"
}

func span(from, to int) string {
	switch {
	case from == 0:
		return fmt.Sprintf("–%d", to)
	case to == 0:
		return fmt.Sprintf("%d–", from)
	}
	return fmt.Sprintf("%d–%d", from, to)
}

func kindList(kinds []schema.UnitKind) string {
	var words []string
	for _, k := range kinds {
		words = append(words, string(k))
	}
	return strings.Join(words, ", ")
}

// Show renders one rule for a person, with the findings its failing example
// gives; ok is false if there is no such rule.
func (s *RuleSet) Show(id string) (text string, ok bool) {
	r := s.Rule(id)
	if r == nil {
		return "", false
	}
	text = fmt.Sprintf("%s  %s（%s）\n\n%s\n", r.ID, r.Title, s.Severity(r).Label(), s.body(r))
	if s.silenced[id] {
		return text + "\n本县不采用 silenced\n", true
	}
	for _, f := range s.example(r, &r.Fails) {
		text += fmt.Sprintf("\n%s\n%s\n", f.Message, f.MessageEN)
		if f.Formula != "" {
			text += f.Formula + "\n"
		}
	}
	return text, true
}

// example lists the findings of a rule in one of its examples: of a rule about
// single reports, those of the report in question.
func (s *RuleSet) example(r *Rule, e *Example) []schema.Finding {
	in, err := e.Input()
	if err != nil {
		return nil
	}
	in.Rules = s
	var of []schema.Finding
	for _, f := range Run(in).Findings {
		if f.Rule == r.ID && (r.Report == nil || f.UnitCode == exampleUnit) {
			of = append(of, f)
		}
	}
	return of
}

// A TestResult is how the two examples of a rule came out.
type TestResult struct {
	Rule  string
	Fails int // findings of the failing example; must be at least one
	Holds int // findings of the passing one; must be none
	Err   error
}

// OK reports whether the rule does what its examples say.
func (t TestResult) OK() bool { return t.Err == nil && t.Fails > 0 && t.Holds == 0 }

// Test runs the examples of every rule that is not silenced.
func (s *RuleSet) Test() []TestResult {
	var all []TestResult
	for _, r := range s.rules {
		if !s.silenced[r.ID] {
			all = append(all, s.TestRule(r))
		}
	}
	return all
}

// TestRule runs the two examples of one rule of the set. Those of a built-in
// rule are made for its own limit, whatever the county's is.
func (s *RuleSet) TestRule(r *Rule) TestResult {
	if _, ok := s.limits[r.ID]; ok {
		t := *s
		t.limits = nil
		s = &t
	}
	for _, e := range []*Example{&r.Fails, &r.Holds} {
		if _, err := e.Input(); err != nil {
			return TestResult{Rule: r.ID, Err: err}
		}
	}
	return TestResult{Rule: r.ID, Fails: len(s.example(r, &r.Fails)), Holds: len(s.example(r, &r.Holds))}
}
