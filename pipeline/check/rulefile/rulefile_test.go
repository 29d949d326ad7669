package rulefile

import (
	"errors"
	"os"
	"strings"
	"testing"

	"huizong/pipeline/check"
	"huizong/schema"
)

const head = "rules:\n  - id: local.try\n    title: 试\n"

const examples = "    examples:\n      fails: {t3.granted.total: 1}\n      holds: {t3.granted.total: 0}\n"

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "silnce: []\n", `r.yaml:1:1: unknown key "silnce" in the rule file; the nearest known is "silence"`},
		{"unknown rule", "silence:\n  - norms.lose\n", `r.yaml:2:5: unknown rule "norms.lose"; the nearest known is "norms.loose"`},
		{"bad severity", "severity: {name.other: high}\n", `r.yaml:1:24: severity must be must, explain or note (强制、核实、提示), not "high"`},
		{"no limit", "limits: {t3.balance: 3}\n", `r.yaml:1:10: rule "t3.balance" has no limit to set`},
		{"bad limit", "limits: {norms.loose: many}\n", `r.yaml:1:23: a limit must be a number above 0, not "many"`},
		{"not a mapping", "- a\n", `r.yaml:1:1: the rule file must be keys and values`},
		{"a tab", "rules:\n  - id: local.try\n\ttitle: x\n", `r.yaml:3:1: a tab in the indentation: write blanks`},
		{"not YAML", "a: b\nrules: [\"x\n", `r.yaml:`},
		{"a wrong key beside a wrong cell", head + "    titel: x\n    formula: t3.granted.totl = 0\n",
			"r.yaml:4:5: unknown key \"titel\" in a rule; the nearest known is \"title\""},
		{"key twice", "silence: []\nsilence: []\n", `r.yaml:2:1: key "silence" stands twice in the rule file`},
		{"no formula", head + examples, `r.yaml:2:5: rule local.try has no formula`},
		{"no examples", head + "    formula: t3.granted.total = 0\n", `r.yaml:2:5: rule local.try needs examples: fails and holds`},
		{"taken id", strings.Replace(head, "local.try", "t3.balance", 1) + "    formula: t3.granted.total = 0\n" + examples, `r.yaml:2:5: there is a rule "t3.balance" already`},
		{"unknown cell", head + "    formula: t3.granted.total = t3.recieved.total\n" + examples,
			`r.yaml:4:33: unknown cell "t3.recieved.total"; the nearest known is "t3.received.total"`},
		{"unknown cell in quotes", head + "    formula: \"t3.granted.totl = 0\"\n" + examples,
			`r.yaml:4:15: unknown cell "t3.granted.totl"; the nearest known is "t3.granted.total"`},
		{"unknown cell in a block", head + "    formula: |\n      t3.granted.total =\n      last.t3.recieved.total\n" + examples,
			`r.yaml:6:1: unknown cell "last.t3.recieved.total"; the nearest known is "last.t3.received.total"`},
		{"no comparison", head + "    formula: t3.granted.total + 1\n" + examples, `r.yaml:4:34: found the end of the formula, expected =, <=, >=, <, > or !=`},
		{"product of cells", head + "    formula: t3.granted.total * t3.received.total = 0\n" + examples, `r.yaml:4:31: cells may be added and compared, not multiplied`},
		{"division by cells", head + "    formula: 1 / t3.granted.total = 0\n" + examples, `r.yaml:4:16: only a number other than 0 may stand behind /`},
		{"no cell", head + "    formula: 1 = 2\n" + examples, `r.yaml:4:16: no cell of this year in the comparison`},
		{"only last year", head + "    formula: last.t3.granted.total = 2\n" + examples, `r.yaml:4:36: no cell of this year in the comparison`},
		{"if without then", head + "    formula: if t3.granted.total = 0\n" + examples, `r.yaml:4:37: found the end of the formula, expected then`},
		{"units of measure", head + "    formula: t2.fees.amount <= t2.licensing.decisions\n" + examples,
			`r.yaml:4:32: t2.licensing.decisions is in 件, t2.fees.amount in 万元: write the number that converts them`},
		{"stars that never meet", head + "    formula: t3.*.total = t4.*.total\n" + examples, `r.yaml:4:14: no row or column fits all the stars of the formula`},
		{"a character of no meaning", head + "    formula: t3.granted.total = 0;\n" + examples, `r.yaml:4:34: ';' has no meaning here`},
		{"unknown cell in an example", head + "    formula: t3.granted.total = 0\n    examples:\n      fails: {t3.grantd.total: 1}\n      holds: {}\n",
			`r.yaml:6:15: unknown cell "t3.grantd.total"; the nearest known is "t3.granted.total"`},
		{"a word in an example", head + "    formula: t3.granted.total = 0\n    examples:\n      fails: {t3.granted.total: one}\n      holds: {}\n",
			`r.yaml:6:33: "one" is neither a number nor one of blank, mark, text, unread, absent`},
		{"an example that holds", head + "    formula: t3.granted.total = 1\n" + examples, `r.yaml:6:14: rule local.try holds in the example that should fail`},
		{"years backwards", head + "    years: 2023-2021\n    formula: t3.granted.total = 0\n" + examples, `r.yaml:4:12: the years of "2023-2021" run backwards`},
		{"unknown kind", head + "    kinds: [vilage]\n    formula: t3.granted.total = 0\n" + examples, `r.yaml:4:13: unknown kind of unit "vilage"`},
		{"fractions", head + "    formula: t3.granted.total / 999983 = t3.received.total / 999979\n" + examples,
			`r.yaml:4:40: the fractions of this comparison have too large a common denominator`},
	} {
		_, err := Parse("r.yaml", []byte(c.text))
		if err == nil {
			t.Errorf("%s: no error, want %s", c.name, c.want)
			continue
		}
		if first, _, _ := strings.Cut(err.Error(), "\n"); !strings.HasPrefix(first, c.want) {
			t.Errorf("%s: %s\nwant %s", c.name, first, c.want)
		}
	}
}

// All that is wrong is told at once, in either language.
func TestErrorsInChinese(t *testing.T) {
	_, err := Parse("r.yaml", []byte(head+"    titel: x\n    formula: t3.granted.totl = 0\n    severity: high\n"))
	var all Errors
	if !errors.As(err, &all) {
		t.Fatalf("%v is no Errors", err)
	}
	want := `r.yaml:4:5: 规则里没有 "titel" 这一项；最接近的是 "title"
r.yaml:6:15: 等级应为 must、explain、note（强制、核实、提示），不是 "high"
r.yaml:5:14: 没有单元格 "t3.granted.totl"；最接近的是 "t3.granted.total"`
	if got := all.Chinese(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// A raised limit does not spoil the example of the built-in rule, which is made
// for its own.
func TestLimitsLeaveExamplesAlone(t *testing.T) {
	f, err := Parse("r.yaml", []byte("limits: {year.jump: 10, norms.loose: 30, fee.unit: 5000}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.Rules.Test() {
		if !r.OK() {
			t.Errorf("%+v", r)
		}
	}
}

// What follows from the form is said even where another rule contradicts it.
func TestNotesBesideAContradiction(t *testing.T) {
	f, err := Parse("r.yaml", []byte(`rules:
  - {id: local.never, title: 矛盾, formula: t4.review.total + 1 <= t4.review.upheld + t4.review.corrected + t4.review.other + t4.review.pending, examples: {fails: {t4.review.total: 1}, holds: {t4.review.upheld: 1}}}
  - {id: local.bound, title: 推出, formula: t4.review.upheld <= t4.review.total, examples: {fails: {t4.review.upheld: 1}, holds: {t4.review.total: 1}}}
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range f.Notes() {
		got = append(got, n.EN)
	}
	want := []string{"rule local.never contradicts t4.total: they never hold together", "rule local.bound follows from t4.total: it finds nothing new"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestErrorsHavePlaces(t *testing.T) {
	_, err := Parse("r.yaml", []byte("silence: [a.b]\nlimits: {c.d: 1}\n"))
	var e *Error
	if !errors.As(err, &e) || e.Line != 1 || e.Column != 11 {
		t.Fatalf("%v, want *Error at 1:11", err)
	}
	if n := strings.Count(err.Error(), "r.yaml:"); n != 2 {
		t.Errorf("%d errors told, want both", n)
	}
}

// A formula, and what it makes of reports whose other cells are 0.
func TestFormulas(t *testing.T) {
	for _, c := range []struct {
		formula, fails, holds string
		at                    string // the cells found
	}{
		{"t3.received.* + t3.carried_in.* = t3.answered.* + t3.carried_out.*",
			"t3.received.other=3 t3.answered.other=2", "t3.received.other=3 t3.answered.other=2 t3.carried_out.other=1", "t3.received.other"},
		{"t3.*.total = sum(t3.granted.*) + sum(t3.denied_*.*)", "t3.granted.total=1", "t3.carried_out.other=1", "t3.granted.total"},
		{"t3.granted.total <= 10", "t3.granted.total=11", "t3.granted.total=10", "t3.granted.total"},
		{"0 < t3.granted.total < 10", "t3.granted.total=10", "t3.granted.total=9", "t3.granted.total"},
		{"2 * t3.granted.total <= t3.received.total", "t3.granted.total=3 t3.received.total=5", "t3.granted.total=3 t3.received.total=6", "t3.granted.total"},
		{"t3.granted.total / 3 <= 1.5", "t3.granted.total=5", "t3.granted.total=4", "t3.granted.total"},
		{"t3.granted.total - (t3.received.total - 2) = 0", "t3.granted.total=1 t3.received.total=4", "t3.granted.total=1 t3.received.total=3", "t3.granted.total"},
		{"if t3.received.total = 0 then t3.granted.total = 0 and t3.answered.total = 0", "t3.answered.total=1", "t3.answered.total=1 t3.received.total=1", "t3.answered.total"},
		{"若 t3.received.total ≥ 5 则 t3.granted.total ≠ 0", "t3.received.total=5", "t3.received.total=4", "t3.granted.total"},
		{"t3.received.total <= 3 * last.t3.received.total + 10", "t3.received.total=14 last.t3.received.total=1", "t3.received.total=13 last.t3.received.total=1", "t3.received.total"},
		{"t3.answered.* = t3.granted.* + t3.partly_granted.* + t3.denied_*.* + t3.unable_*.* + t3.rejected_*.* + t3.other_*.*",
			"t3.answered.other=3 t3.other_rest.other=2", "t3.answered.other=3 t3.other_rest.other=2 t3.denied_by_law.other=1", "t3.answered.other"},
		{"t2.fees.amount <= 0.5 * t2.penalties.decisions", "t2.fees.amount=1.51 t2.penalties.decisions=3", "t2.fees.amount=1.5 t2.penalties.decisions=3", "t2.fees.amount"},
		{"t4.*.total <= 5", "t4.suit_direct.total=6", "t4.suit_direct.total=5", "t4.suit_direct.total"},
		{"t3.granted.total = 0", "t3.granted.total=1", "t3.granted.total=blank", "t3.granted.total"},
	} {
		f, err := parse(c.formula)
		if err != nil {
			t.Errorf("%s: %v", c.formula, err)
			continue
		}
		instances, err := f.compile()
		if err != nil {
			t.Errorf("%s: %v", c.formula, err)
			continue
		}
		w := &written{id: "local.try", title: "试", severity: schema.Must, fails: c.fails, holds: c.holds, instances: instances}
		w.rule = w.build()
		set, err := check.BuiltIn().With(check.Changes{Rules: []*check.Rule{w.rule}})
		if err != nil {
			t.Fatal(err)
		}
		if got := set.TestRule(w.rule); got.Holds > 0 || got.Err != nil {
			t.Errorf("%s with %s: %d findings, error %v", c.formula, c.holds, got.Holds, got.Err)
		}
		if got := strings.Join(found(t, set, c.fails), " "); !strings.Contains(" "+got+" ", " "+c.at+" ") {
			t.Errorf("%s with %s: found at %q, want %s", c.formula, c.fails, got, c.at)
		}
	}
}

func found(t *testing.T, set *check.RuleSet, cells string) (at []string) {
	e := check.Example{Cells: cells}
	in, err := e.Input()
	if err != nil {
		t.Fatal(err)
	}
	in.Rules = set
	for _, f := range check.Run(in).Findings {
		if f.Rule == "local.try" {
			at = append(at, f.CellCode())
		}
	}
	return at
}

// The example file shows every key, and what follows from what.
func TestExampleFile(t *testing.T) {
	data, err := os.ReadFile("testdata/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse("county.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Rules.Silenced("norms.loose") || f.Rules.Severity(f.Rules.Rule("name.other")) != schema.NoteSeverity ||
		f.Rules.Limit(f.Rules.Rule("fee.unit")) != schema.DecimalOf(500) {
		t.Error("silence, severity or limits were not taken over")
	}
	if len(f.Added) != 5 {
		t.Errorf("%d rules added, want 5", len(f.Added))
	}
	want := []string{
		"rule local.answered follows from t3.balance: it finds nothing new",
		"rule local.review contradicts t4.total: they never hold together",
	}
	notes := f.Notes()
	if len(notes) != len(want) {
		t.Fatalf("notes %v, want %d", notes, len(want))
	}
	for i := range notes {
		if notes[i].EN != want[i] {
			t.Errorf("note %q, want %q", notes[i].EN, want[i])
		}
	}
}

func TestEmptyFileChangesNothing(t *testing.T) {
	f, err := Parse("r.yaml", nil)
	if err != nil || len(f.Rules.Catalogue()) != len(check.BuiltIn().Catalogue()) {
		t.Errorf("%v, want the built-in rules", err)
	}
}

// A broken rule file is an error, never a panic.
func FuzzParse(f *testing.F) {
	data, err := os.ReadFile("testdata/county.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(head + "    formula: \"t3.a.b = ((1)) * 2\"\n" + examples))
	f.Fuzz(func(t *testing.T, data []byte) {
		if file, err := Parse("r.yaml", data); (file == nil) == (err == nil) {
			t.Errorf("Parse = %v, %v", file, err)
		}
	})
}

// So is a broken formula.
func FuzzFormula(f *testing.F) {
	for _, s := range []string{"t3.received.* + 1 = 2", "if sum(t3.*.total) < 3.5 then -(t4.review.total) >= 1/3", "若 t3.granted.total≤9 则 t2.fees.amount=0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if f, err := parse(s); err == nil {
			f.compile()
		}
	})
}
