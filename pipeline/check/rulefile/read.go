package rulefile

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"huizong/pipeline/check"
	"huizong/schema"
)

// A reader walks the YAML tree by hand, so that every error has its place.
type reader struct {
	file     string
	base     *check.RuleSet
	errs     Errors
	silence  []string
	severity map[string]schema.Severity
	limits   map[string]schema.Decimal
	written  []*written
}

// A written rule is one entry under rules.
type written struct {
	at                                   *yaml.Node
	id, title, titleEN, doc, docEN, from string
	severity                             schema.Severity
	first, last                          int // years
	kinds                                []schema.UnitKind
	instances                            []instance
	fails, holds                         string // cells of the examples
	failsAt, holdsAt                     *yaml.Node
	rule                                 *check.Rule
}

func (r *reader) fail(n *yaml.Node, s said) {
	r.errs = append(r.errs, &Error{r.file, n.Line, n.Column, s.en, s.zh})
}

// names are the parts of a rule file in Chinese.
var names = map[string]string{"the rule file": "规则文件", "a rule": "规则", "examples": " examples ", "an example": "例子", "severity": " severity ", "limits": " limits "}

// A field reads the value of one key.
type field struct {
	key  string
	read func(*yaml.Node)
}

// mapping reads the keys of a mapping; an unknown or doubled key is an error.
func (r *reader) mapping(n *yaml.Node, what string, fields []field) {
	r.pairs(n, what, func(key, value *yaml.Node) {
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == key.Value })
		if i < 0 {
			var known []string
			for _, f := range fields {
				known = append(known, f.key)
			}
			r.fail(key, said{fmt.Sprintf("%s里没有 %q 这一项", names[what], key.Value), fmt.Sprintf("unknown key %q in %s", key.Value, what)}.nearest(key.Value, known, ""))
			return
		}
		fields[i].read(value)
	})
}

// pairs walks a mapping.
func (r *reader) pairs(n *yaml.Node, what string, do func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.fail(n, said{names[what] + "应为“键: 值”", what + " must be keys and values"})
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			r.fail(key, said{fmt.Sprintf("%s里 %q 出现两次", names[what], key.Value), fmt.Sprintf("key %q stands twice in %s", key.Value, what)})
			continue
		}
		seen[key.Value] = true
		do(key, n.Content[i+1])
	}
}

func (r *reader) list(n *yaml.Node, what string, do func(*yaml.Node)) {
	if n.Kind != yaml.SequenceNode {
		r.fail(n, said{what + " 应为列表", what + " must be a list"})
		return
	}
	for _, item := range n.Content {
		do(item)
	}
}

// text reads a scalar.
func (r *reader) text(n *yaml.Node, what string) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		r.fail(n, said{what + " 应为文字", what + " must be a text"})
		return "", false
	}
	return n.Value, true
}

func (r *reader) into(s *string, what string) func(*yaml.Node) {
	return func(n *yaml.Node) { *s, _ = r.text(n, what) }
}

func (r *reader) top(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return // an empty file changes nothing
	}
	r.mapping(n, "the rule file", []field{
		{"silence", func(n *yaml.Node) {
			r.list(n, "silence", func(item *yaml.Node) {
				if r.known(item) {
					r.silence = append(r.silence, item.Value)
				}
			})
		}},
		{"severity", func(n *yaml.Node) {
			r.pairs(n, "severity", func(key, value *yaml.Node) {
				if s, ok := r.grade(value); ok && r.known(key) {
					r.severity[key.Value] = s
				}
			})
		}},
		{"limits", func(n *yaml.Node) {
			r.pairs(n, "limits", func(key, value *yaml.Node) { r.limit(key, value) })
		}},
		{"rules", func(n *yaml.Node) {
			r.list(n, "rules", r.entry)
		}},
	})
}

// known reports whether a node names a built-in rule.
func (r *reader) known(n *yaml.Node) bool {
	if r.base.Rule(n.Value) != nil {
		return true
	}
	var ids []string
	for _, rule := range r.base.Catalogue() {
		ids = append(ids, rule.ID)
	}
	r.fail(n, say("没有规则 %q", "unknown rule %q", n.Value).nearest(n.Value, ids, ""))
	return false
}

var grades = map[string]schema.Severity{"must": schema.Must, "explain": schema.Explain, "note": schema.NoteSeverity,
	"强制": schema.Must, "核实": schema.Explain, "提示": schema.NoteSeverity}

func (r *reader) grade(n *yaml.Node) (schema.Severity, bool) {
	s, ok := grades[n.Value]
	if !ok || n.Kind != yaml.ScalarNode {
		r.fail(n, say("等级应为 must、explain、note（强制、核实、提示），不是 %q", "severity must be must, explain or note (强制、核实、提示), not %q", n.Value))
	}
	return s, ok
}

func (r *reader) limit(key, value *yaml.Node) {
	if !r.known(key) {
		return
	}
	if r.base.Rule(key.Value).Limit == 0 {
		r.fail(key, say("规则 %q 没有可调整的界限", "rule %q has no limit to set", key.Value))
		return
	}
	v, err := schema.ParseDecimal(value.Value)
	if err != nil || v <= 0 {
		r.fail(value, say("界限应为大于 0 的数，不是 %q", "a limit must be a number above 0, not %q", value.Value))
		return
	}
	r.limits[key.Value] = v
}

var ruleID = regexp.MustCompile(`^[a-z]+[0-9]?\.[a-z0-9_]+$`)

func (r *reader) entry(n *yaml.Node) {
	w := &written{at: n, severity: schema.Explain, from: "本县规则"}
	before := len(r.errs)
	var formulaNode *yaml.Node
	r.mapping(n, "a rule", []field{
		{"id", r.into(&w.id, "id")},
		{"severity", func(n *yaml.Node) { w.severity, _ = r.grade(n) }},
		{"title", r.into(&w.title, "title")},
		{"title_en", r.into(&w.titleEN, "title_en")},
		{"doc", r.into(&w.doc, "doc")},
		{"doc_en", r.into(&w.docEN, "doc_en")},
		{"source", r.into(&w.from, "source")},
		{"years", func(n *yaml.Node) { r.years(n, w) }},
		{"kinds", func(n *yaml.Node) { r.list(n, "kinds", func(item *yaml.Node) { r.kind(item, w) }) }},
		{"formula", func(n *yaml.Node) { formulaNode = n }},
		{"examples", func(n *yaml.Node) {
			r.mapping(n, "examples", []field{
				{"fails", func(n *yaml.Node) { w.fails, w.failsAt = r.example(n), n }},
				{"holds", func(n *yaml.Node) { w.holds, w.holdsAt = r.example(n), n }},
			})
		}},
	})
	if formulaNode != nil {
		r.formula(formulaNode, w)
	}
	if len(r.errs) > before {
		return
	}
	switch {
	case !ruleID.MatchString(w.id):
		r.fail(n, say("规则编号应为小写的 类别.名称，不是 %q", "the id of a rule is family.name in lower case, not %q", w.id))
	case r.base.Rule(w.id) != nil, slices.ContainsFunc(r.written, func(o *written) bool { return o.id == w.id }):
		r.fail(n, say("已有规则 %q", "there is a rule %q already", w.id))
	case w.title == "":
		r.fail(n, say("规则 %s 没有 title", "rule %s has no title", w.id))
	case formulaNode == nil:
		r.fail(n, say("规则 %s 没有 formula", "rule %s has no formula", w.id))
	case w.failsAt == nil || w.holdsAt == nil:
		r.fail(n, say("规则 %s 要有 examples 的 fails、holds 两例", "rule %s needs examples: fails and holds", w.id))
	}
	if len(r.errs) == before {
		r.written = append(r.written, w)
	}
}

func (r *reader) formula(n *yaml.Node, w *written) {
	text, ok := r.text(n, "formula")
	if !ok {
		return
	}
	f, err := parse(text)
	if err == nil {
		w.instances, err = f.compile()
	}
	if e, ok := err.(*formulaError); ok {
		line, column := within(n, text, e.at)
		r.errs = append(r.errs, &Error{r.file, line, column, e.en, e.zh})
	}
}

// within is the line and column of a character of a scalar: exact for one that
// is written on one line or as a literal block, else the place where it begins.
func within(n *yaml.Node, text string, at int) (line, column int) {
	switch n.Style {
	case yaml.LiteralStyle:
		before := string([]rune(text)[:at])
		row := strings.Count(before, "\n")
		in := at - len([]rune(before[:strings.LastIndex(before, "\n")+1]))
		return n.Line + 1 + row, in + 1
	case yaml.FoldedStyle:
		return n.Line, n.Column
	case yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle:
		return n.Line, n.Column + 1 + at
	}
	return n.Line, n.Column + at
}

var yearsShape = regexp.MustCompile(`^(20\d\d)?(-)?(20\d\d)?$`)

// years reads 2023, 2021-, -2020 or 2021-2025.
func (r *reader) years(n *yaml.Node, w *written) {
	m := yearsShape.FindStringSubmatch(strings.ReplaceAll(n.Value, " ", ""))
	if m == nil || m[1] == "" && m[3] == "" {
		r.fail(n, say("年度应写成 2023、2021-、-2020 或 2021-2025，不是 %q", "years must be like 2023, 2021-, -2020 or 2021-2025, not %q", n.Value))
		return
	}
	w.first, _ = strconv.Atoi(m[1])
	w.last, _ = strconv.Atoi(m[3])
	if m[2] == "" {
		w.last = w.first
	}
	if w.last != 0 && w.first > w.last {
		r.fail(n, say("年度 %q 前后颠倒", "the years of %q run backwards", n.Value))
	}
}

var kinds = []schema.UnitKind{schema.Subdistrict, schema.Town, schema.Township, schema.OtherUnit, schema.Department, schema.County, schema.City, schema.Province}

func (r *reader) kind(n *yaml.Node, w *written) {
	if !slices.Contains(kinds, schema.UnitKind(n.Value)) {
		var known []string
		for _, k := range kinds {
			known = append(known, string(k))
		}
		r.fail(n, say("没有单位类别 %q", "unknown kind of unit %q", n.Value).nearest(n.Value, known, ""))
		return
	}
	w.kinds = append(w.kinds, schema.UnitKind(n.Value))
}

// cellWords may stand in an example instead of a number.
var cellWords = []string{"blank", "mark", "text", "unread", "absent"}

// example reads the cells of an example into the words that [check.Example] takes.
func (r *reader) example(n *yaml.Node) string {
	var all []string
	r.pairs(n, "an example", func(key, value *yaml.Node) {
		code := strings.TrimPrefix(key.Value, "last.")
		if _, ok := schema.CellByCode(code); !ok {
			r.fail(key, say("没有单元格 %q", "unknown cell %q", key.Value).nearest(code, codes, prefix(code != key.Value)))
			return
		}
		if _, err := schema.ParseDecimal(value.Value); err != nil && !slices.Contains(cellWords, value.Value) {
			r.fail(value, say("%q 不是数，也不是 %s 之一", "%q is neither a number nor one of %s", value.Value, strings.Join(cellWords, ", ")))
			return
		}
		all = append(all, key.Value+"="+value.Value)
	})
	return strings.Join(all, " ")
}
