package check

import (
	"slices"
	"strings"
	"testing"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// of runs an example and lists the findings of one rule.
func of(t *testing.T, rule string, e Example) []schema.Finding {
	t.Helper()
	in, err := e.Input()
	if err != nil {
		t.Fatal(err)
	}
	return ofInput(rule, in)
}

func ofInput(rule string, in Input) []schema.Finding {
	return slices.DeleteFunc(Run(in).Findings, func(f schema.Finding) bool { return f.Rule != rule })
}

// When two years disagree, the finding says which of them to look at.
func TestCarrySaysWhichYear(t *testing.T) {
	balanced := "t3.carried_in.total=3 t3.carried_in.natural_person=3 t3.carried_out.total=3 t3.carried_out.natural_person=3"
	lastBalanced := " last.t3.carried_out.total=4 last.t3.carried_out.natural_person=4 last.t3.received.total=4 last.t3.received.natural_person=4"
	for _, c := range []struct{ name, cells, want string }{
		{"both agree with themselves", balanced + lastBalanced, "each year agrees with itself"},
		{"this year does not", "t3.carried_in.total=3" + lastBalanced, "2023 does not agree with itself"},
		{"last year does not", balanced + " last.t3.carried_out.total=4", "2022 does not agree with itself"},
		{"neither does", "t3.carried_in.total=3 last.t3.carried_out.total=4", "neither year agrees with itself"},
		{"cells unknown", balanced + " last.t3.carried_out.total=4 last.t3.carried_out.other=blank last.t3.received.total=blank", "neither year can be told to be wrong"},
	} {
		found := of(t, "year.carry", Example{Cells: c.cells})
		i := slices.IndexFunc(found, func(f schema.Finding) bool { return f.CellCode() == "t3.carried_in.total" })
		if i >= 0 && c.name == "last year does not" && found[i].Suggestion != "请先核对 2022 年报告的结转下年度" {
			t.Errorf("%s: asks %q", c.name, found[i].Suggestion)
		}
		if i < 0 || !strings.Contains(found[i].MessageEN, c.want) {
			t.Errorf("%s: %v, want %q", c.name, found, c.want)
		}
	}
}

// Blank lines are told once, single blanks each, and what would follow if they
// meant 0.
func TestBlanks(t *testing.T) {
	column := func(w *World, code string) {
		for _, id := range schema.FormCells(schema.Table3, schema.Edition2021) {
			if schema.Cells[id].ColumnCode == code {
				put(&w.Report.Cells[id], "blank")
			}
		}
	}
	for _, c := range []struct {
		name, cells string
		do          func(*World)
		at          []string
		says        string
	}{
		{"two single cells", "t3.granted.other=blank t4.review.upheld=mark", nil, []string{"t3.granted.other", "t4.review.upheld"}, "勾稽关系成立"},
		{"a blank that does not close the sum", "t3.granted.other=blank t3.granted.total=3 t3.answered.total=3 t3.received.total=3", nil, []string{"t3.granted.other"}, "有 1 项勾稽不成立：3 ≠ 0 + 0 + 0 + 0 + 0 + 0 = 0"},
		{"a column", "", func(w *World) { column(w, "business") }, []string{"t3.received.business"}, "商业企业 整列 25 格空白"},
		{"two columns", "", func(w *World) { column(w, "business"); column(w, "total") }, []string{"t3.received.business", "t3.received.total"}, "整列"},
		{"a row of table four", "t4.review.upheld=blank t4.review.corrected=blank t4.review.other=blank t4.review.pending=blank t4.review.total=blank", nil, []string{"t4.review.upheld"}, "整行 5 格空白"},
		{"blanks here and there", "t3.granted.other=blank t3.granted.business=blank t3.denied_internal.other=blank t3.rejected_duplicate.total=blank t3.carried_out.other=blank", nil,
			[]string{"t3.granted.business"}, "有 5 格空白（（一）予以公开、5.属于三类内部事务信息、2.重复申请等 4 行），没有的应填 0；若空白就是 0，勾稽关系成立"},
		{"a table of strokes", "", func(w *World) {
			for _, id := range schema.FormCells(schema.Table2, schema.Edition2021) {
				put(&w.Report.Cells[id], "mark")
			}
		}, []string{"t2.regulations.issued"}, "全表 10 格印的是“/”"},
	} {
		found := of(t, "cell.blank", Example{Cells: c.cells, Do: c.do})
		var at []string
		for _, f := range found {
			at = append(at, f.CellCode())
		}
		if !slices.Equal(at, c.at) {
			t.Errorf("%s: found at %v, want %v", c.name, at, c.at)
			continue
		}
		if !strings.Contains(found[0].Message, c.says) {
			t.Errorf("%s: %s, want it to say %q", c.name, found[0].Message, c.says)
		}
	}
}

// Blanks leave the equations they stand in unclear.
func TestBlankIsUnclear(t *testing.T) {
	in, err := (&Example{Cells: "t3.granted.other=blank"}).Input()
	if err != nil {
		t.Fatal(err)
	}
	for rule, want := range map[string]schema.CheckState{"t3.row_total": schema.Unclear, "t3.answered": schema.Unclear, "t3.balance": schema.Holds,
		"t4.total": schema.Holds, "t3.group": schema.NotApplicable, "cell.blank": schema.Violated} {
		for _, c := range Run(in).Checks {
			if c.Rule == rule && c.UnitCode == exampleUnit && c.State != want {
				t.Errorf("%s is %v, want %v", rule, c.State, want)
			}
		}
	}
}

// An explained finding stays, marked; when its numbers change the explanation
// expires and its text is offered again.
func TestExplanations(t *testing.T) {
	cells := "t3.granted.natural_person=16 t3.granted.total=17"
	explained := of(t, "t3.row_total", Example{Cells: cells, Do: func(w *World) { w.explain("t3.row_total", "t3.granted.total", 17, 16) }})
	if len(explained) != 1 || explained[0].Severity != schema.Must || explained[0].Explained != "原始台账如此（石桥乡，2024-02-01）" {
		t.Errorf("explained finding is %+v", explained)
	}
	changed := Example{Cells: cells, Do: func(w *World) { w.explain("t3.row_total", "t3.granted.total", 18, 16) }}
	if found := of(t, "t3.row_total", changed); len(found) != 1 || found[0].Explained != "" {
		t.Errorf("an explanation of other numbers was taken: %+v", found)
	}
	if found := of(t, "explanation.expired", changed); len(found) != 1 || !strings.Contains(found[0].Message, "原始台账如此") || found[0].CellCode() != "t3.granted.total" {
		t.Errorf("expired: %+v", found)
	}
	unbound := Example{Cells: cells, Do: func(w *World) {
		w.explain("t3.row_total", "t3.granted.total", 0, 0)
		w.Explanations[0].Left, w.Explanations[0].Right = nil, nil
	}}
	if found := of(t, "explanation.expired", unbound); len(found) != 1 || !strings.Contains(found[0].MessageEN, "does not say which numbers") {
		t.Errorf("unbound: %+v", found)
	}
	settled := Example{Do: func(w *World) { w.explain("t3.row_total", "t3.granted.total", 17, 16) }}
	if found := of(t, "explanation.expired", settled); len(found) != 0 {
		t.Errorf("the matter is settled, yet %+v", found)
	}
	missing := Example{Do: func(w *World) {
		w.Reports, w.Submissions = w.Reports[:2], w.Submissions[:2]
		w.Explanations = []schema.Explanation{{UnitCode: exampleUnit, ReportYear: exampleYear, Rule: "roster.missing", Cell: schema.NoCell, Text: "机构已撤并"}}
	}}
	if found := of(t, "roster.missing", missing); len(found) != 1 || found[0].Explained != "机构已撤并" {
		t.Errorf("missing: %+v", found)
	}
}

// The sum over units is at least what is known of it: with units missing it can
// exceed the county's figure, but not stay within it for sure.
func TestCountyBound(t *testing.T) {
	for _, c := range []struct {
		name   string
		county int64
		last   int // reports there
		want   schema.CheckState
	}{
		{"within", 20, 3, schema.Holds}, {"above", 8, 3, schema.Violated}, {"a unit missing", 20, 2, schema.Unclear}, {"above with a unit missing", 3, 2, schema.Violated},
	} {
		w := NewWorld()
		for _, r := range w.Reports {
			put(&r.Cells[mustCell("t3.received.total")], "4")
		}
		w.Reports = w.Reports[:c.last]
		w.county("t3.received.total", c.county)
		for _, check := range Run(w.Input).Checks {
			if check.Rule == "county.bound" && (check.State != c.want || check.UnitCode != "990101") {
				t.Errorf("%s: %v of %s, want %v", c.name, check.State, check.UnitCode, c.want)
			}
		}
	}
}

// A locator's slips are counted; silenced ones are left out.
func TestLocator(t *testing.T) {
	slip := func(r *schema.Report, found []schema.Finding) []schema.Finding {
		if r.UnitCode != exampleUnit {
			return found
		}
		s := schema.Finding{Rule: "slip.row_shift", Severity: schema.Must, UnitCode: r.UnitCode, ReportYear: r.Year, Cell: schema.NoCell, Message: "错位", MessageEN: "shifted"}
		for i := range found {
			found[i].Parent = s.ID()
		}
		return append(found, s)
	}
	in, err := (&Example{Cells: "t3.granted.total=1"}).Input()
	if err != nil {
		t.Fatal(err)
	}
	in.Locate = slip
	if found := ofInput("slip.row_shift", in); len(found) != 1 {
		t.Errorf("%d slips, want 1", len(found))
	}
	if found := ofInput("t3.row_total", in); len(found) != 1 || found[0].Parent == "" {
		t.Errorf("the failure under the slip is %+v", found)
	}
	in.Rules, err = BuiltIn().With(Changes{Silence: []string{"slip.row_shift"}})
	if err != nil {
		t.Fatal(err)
	}
	if found := ofInput("slip.row_shift", in); len(found) != 0 {
		t.Errorf("a silenced slip was found: %+v", found)
	}
	if found := ofInput("t3.row_total", in); len(found) != 1 || found[0].Parent != "" {
		t.Errorf("the failure stands under a slip that nobody sees: %+v", found)
	}
}

// What one slip breaks at several places is one finding with the rest under it.
func TestOneSlipIsOneFinding(t *testing.T) {
	for _, c := range []struct {
		name, rule, cells string
		do                func(*World)
		top, under        int
	}{
		{"a row of regulations", "law.regulations", "t2.regulations.issued=12 t2.regulations.repealed=1 t2.regulations.in_force=11", nil, 1, 2},
		{"another year's period", "time.period", "", func(w *World) {
			r := w.Report
			r.PeriodFrom, r.PeriodTo, r.Period = "2022-01-01", "2022-12-31", "2022年1月1日至2022年12月31日"
			r.YearsSaid = append(r.YearsSaid, schema.YearSaid{Year: 2022, Where: "period", Text: r.Period})
		}, 0, 1},
		{"this year's period, too short", "time.period", "", func(w *World) { w.Report.PeriodTo = "2023-11-30" }, 1, 0},
	} {
		top, under := 0, 0
		for _, f := range of(t, c.rule, Example{Cells: c.cells, Do: c.do}) {
			if f.Parent == "" {
				top++
			} else {
				under++
			}
		}
		if top != c.top || under != c.under {
			t.Errorf("%s: %d findings with %d under others, want %d with %d", c.name, top, under, c.top, c.under)
		}
	}
}

func TestRuleSetChanges(t *testing.T) {
	in, err := (&Example{Cells: "t3.granted.total=1 t2.normative_documents.issued=24 t2.normative_documents.in_force=25"}).Input()
	if err != nil {
		t.Fatal(err)
	}
	after, err := BuiltIn().With(Changes{Silence: []string{"t3.row_total"}, Severity: map[string]schema.Severity{"year.stock": schema.Must},
		Limits: map[string]schema.Decimal{"norms.loose": schema.DecimalOf(30)}})
	if err != nil {
		t.Fatal(err)
	}
	before := Run(in).Findings
	in.Rules = after
	d := Differ(before, Run(in).Findings)
	var removed []string
	for _, f := range d.Removed {
		removed = append(removed, f.Rule)
	}
	if !slices.Equal(removed, []string{"norms.loose", "t3.row_total"}) || len(d.Added) != 0 {
		t.Errorf("removed %v, added %d", removed, len(d.Added))
	}
	if len(d.Regraded) != 1 || d.Regraded[0].After.Severity != schema.Must || d.Regraded[0].After.Rule != "year.stock" {
		t.Errorf("regraded %+v", d.Regraded)
	}
	for _, c := range []Changes{{Silence: []string{"no.rule"}}, {Severity: map[string]schema.Severity{"no.rule": 0}}, {Limits: map[string]schema.Decimal{"t3.balance": 1}},
		{Rules: []*Rule{{ID: "t3.balance"}}}} {
		if _, err := BuiltIn().With(c); err == nil {
			t.Errorf("%+v was taken", c)
		}
	}
}

// Sums of hostile figures do not wrap around.
func TestHostileFigures(t *testing.T) {
	const big = "999999999999"
	found := of(t, "t3.row_total", Example{Cells: "t3.granted.natural_person=" + big + " t3.granted.business=" + big + " t3.granted.research=" + big +
		" t3.granted.public_welfare=" + big + " t3.granted.legal_service=" + big + " t3.granted.other=" + big + " t3.granted.total=1"})
	if len(found) != 1 || found[0].Formula != "总计 1 ≠ 999999999999 + 999999999999 + 999999999999 + 999999999999 + 999999999999 + 999999999999 = 5999999999994" {
		t.Errorf("%+v", found)
	}
	if found[0].Right != nil {
		t.Error("a side that is no decimal(18,6) is given as one")
	}
}

// An empty report, and one without a unit or a year, are judged without a fault.
func TestEmptyReports(t *testing.T) {
	for _, r := range []*schema.Report{{}, {UnitCode: "1"}, {UnitCode: exampleUnit, Year: 1}} {
		Begin(Input{}).Report(r, nil)
		Begin(NewWorld().Input).Report(r, &linear.Row{})
		Run(Input{Reports: []*schema.Report{r}})
	}
	if got := Run(Input{}); len(got.Findings) != 0 || len(got.Checks) != 0 {
		t.Errorf("nothing gives %d findings and %d checks", len(got.Findings), len(got.Checks))
	}
}

func TestShow(t *testing.T) {
	text, ok := BuiltIn().Show("t3.balance")
	if !ok || !strings.Contains(text, "强制") || !strings.Contains(text, "本年新收 9 + 上年结转 1 = 10 ≠ （七）总计 8 + 结转下年度 1 = 9") {
		t.Errorf("Show(t3.balance) = %s", text)
	}
	if _, ok := BuiltIn().Show("no.rule"); ok {
		t.Error("Show knows no.rule")
	}
}
