package check

import (
	"fmt"
	"slices"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// A Class is the family of a rule: what kind of truth it watches.
type Class string

// The classes, in the order of the rule book.
const (
	Arithmetic  Class = "arithmetic"  // 表内勾稽
	Cells       Class = "cells"       // 单元格
	AcrossYears Class = "years"       // 跨年
	Law         Class = "law"         // 法定权限
	Magnitude   Class = "magnitude"   // 数值合理
	Prose       Class = "prose"       // 文表相符
	Form        Class = "form"        // 格式
	Time        Class = "time"        // 时间
	Name        Class = "name"        // 名称
	Copied      Class = "copied"      // 雷同
	Roster      Class = "roster"      // 名单与报送
	File        Class = "file"        // 文件
	Slip        Class = "slip"        // 差错类型
	Answer      Class = "explanation" // 审核说明
	Local       Class = "local"       // 本县规则
)

// Classes lists the classes in the order of the rule book, with their names.
var Classes = []struct {
	Class      Class
	Title, TEN string
}{
	{Arithmetic, "表内勾稽", "arithmetic inside a table"},
	{Cells, "单元格", "single cells"},
	{AcrossYears, "跨年衔接", "across years"},
	{Law, "法定权限", "law"},
	{Magnitude, "数值合理性", "magnitude"},
	{Prose, "文表相符", "prose against tables"},
	{Form, "格式", "form"},
	{Time, "时间", "time"},
	{Name, "名称", "names"},
	{Copied, "雷同", "copied text and tables"},
	{Roster, "名单与报送", "roster and filing"},
	{File, "文件", "files"},
	{Slip, "差错类型", "slips that explain several failures"},
	{Answer, "审核说明", "explanations"},
	{Local, "本县规则", "rules of this county"},
}

// A Rule is one thing that must hold. It is a value: what it says of itself is
// the rule book, and the one judging function it has is what it does.
type Rule struct {
	ID       string // lower-case family.name, stable for ever
	Severity schema.Severity
	Class    Class
	Source   string // where the rule comes from
	From, To int    // report years it is valid for; 0 is open
	Kinds    []schema.UnitKind
	Limit    schema.Decimal // the number that a county may set under `limits`; 0 if it has none

	Title, TitleEN string // what must hold, one phrase
	Doc, DocEN     string // one or two sentences: what is meant, and what is not

	// Equations state the rule for edition 2021, where it is linear.
	Equations []linear.Comparison

	// Exactly one of these judges.
	Report func(*Subject, *Tally) // one report, beside last year's
	Unit   func(*Filing, *Tally)  // one unit and year, filed or not
	Whole  func(*Review, *Tally)  // everything gathered

	Fails, Holds Example // the second differs in one thing and stays silent
}

// valid reports whether the rule is meant for reports of the year and kind.
func (r *Rule) valid(year int, kind schema.UnitKind) bool {
	return (r.From == 0 || year >= r.From) && (r.To == 0 || year <= r.To) &&
		(r.Kinds == nil || slices.Contains(r.Kinds, kind))
}

// builtIn is the rule book: every family in the order of the form.
var builtIn = slices.Concat(tableTwo, tableThree, tableFour, cells, years, law, norms, fees,
	prose, form, times, names, copied, roster, counties, files, slips, explanations)

// A RuleSet is the rules of a run: the built-in ones, and what the county
// added, silenced, re-graded or limited otherwise.
type RuleSet struct {
	rules    []*Rule
	position map[string]int
	active   []bool // by position: not silenced
	silenced map[string]bool
	severity map[string]schema.Severity
	limits   map[string]schema.Decimal
}

// BuiltIn is the rule set without a county's changes.
func BuiltIn() *RuleSet { s, _ := (*RuleSet)(nil).With(Changes{}); return s }

// Changes are what a county says about the rules.
type Changes struct {
	Silence  []string
	Severity map[string]schema.Severity
	Limits   map[string]schema.Decimal
	Rules    []*Rule
}

// With returns the rule set after the changes; s may be nil for the built-in
// one. An unknown, doubled or limitless rule id is an error.
func (s *RuleSet) With(c Changes) (*RuleSet, error) {
	n := &RuleSet{rules: builtIn, position: map[string]int{}, silenced: map[string]bool{},
		severity: map[string]schema.Severity{}, limits: map[string]schema.Decimal{}}
	if s != nil {
		n.rules = s.rules
		for id := range s.silenced {
			n.silenced[id] = true
		}
		for id, v := range s.severity {
			n.severity[id] = v
		}
		for id, v := range s.limits {
			n.limits[id] = v
		}
	}
	n.rules = slices.Concat(n.rules, c.Rules)
	for i, r := range n.rules {
		if _, twice := n.position[r.ID]; twice {
			return nil, fmt.Errorf("rule %q stands there twice", r.ID)
		}
		n.position[r.ID] = i
	}
	for _, id := range c.Silence {
		if n.Rule(id) == nil {
			return nil, fmt.Errorf("silence: no rule %q", id)
		}
		n.silenced[id] = true
	}
	n.active = make([]bool, len(n.rules))
	for i, r := range n.rules {
		n.active[i] = !n.silenced[r.ID]
	}
	for id, v := range c.Severity {
		if n.Rule(id) == nil {
			return nil, fmt.Errorf("severity: no rule %q", id)
		}
		n.severity[id] = v
	}
	for id, v := range c.Limits {
		if r := n.Rule(id); r == nil || r.Limit == 0 {
			return nil, fmt.Errorf("limits: no rule %q with a limit", id)
		}
		n.limits[id] = v
	}
	return n, nil
}

// Catalogue lists the rules in order. They are shared: do not change them.
func (s *RuleSet) Catalogue() []*Rule { return s.rules }

// Rule returns the rule with the id, nil if there is none.
func (s *RuleSet) Rule(id string) *Rule {
	if i, ok := s.position[id]; ok {
		return s.rules[i]
	}
	return nil
}

// Silenced reports whether the county silenced the rule.
func (s *RuleSet) Silenced(id string) bool { return s.silenced[id] }

// Severity is the rule's severity after the county's changes.
func (s *RuleSet) Severity(r *Rule) schema.Severity {
	if v, ok := s.severity[r.ID]; ok {
		return v
	}
	return r.Severity
}

// Limit is the rule's limit after the county's changes.
func (s *RuleSet) Limit(r *Rule) schema.Decimal {
	if v, ok := s.limits[r.ID]; ok {
		return v
	}
	return r.Limit
}

// order is the rule's place in the rule book; rules that are not in it come last.
func (s *RuleSet) order(id string) int {
	if i, ok := s.position[id]; ok {
		return i
	}
	return len(s.rules)
}
