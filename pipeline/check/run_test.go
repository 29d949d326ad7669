package check

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"huizong/schema"
)

// filled is a report of an edition whose parts are given by next and whose
// printed totals close every equation of schema.
func filled(e schema.Edition, next func() int64) *schema.Report {
	u := schema.Unit{Code: exampleUnit, Name: "石桥乡"}
	w := NewWorld()
	r := w.Report
	switch e {
	case schema.Edition2019:
		r = CleanReport(&u, 2020)
	case schema.Hybrid:
		w.hybrid()
	}
	for t := schema.Table3; t <= schema.Table4; t++ {
		for _, id := range schema.FormCells(t, e) {
			if schema.Cells[id].Role == schema.Part {
				set(r, id, next())
			}
		}
	}
	for t := schema.Table3; t <= schema.Table4; t++ {
		for range 2 { // answered is made of row totals, which are made first
			for _, i := range schema.Identities(t, e) {
				addUp(r, i)
			}
		}
	}
	return r
}

// addUp makes an equation true by its printed total; the balance by what came in.
func addUp(r *schema.Report, i schema.Identity) {
	if i.Rule == "t3.row_total" && schema.Cells[i.Key].RowCode == "received" {
		return // follows from the balances
	}
	var rest schema.Decimal
	for _, t := range i.Terms[1:] {
		rest -= schema.Decimal(t.Sign) * r.Cells[t.Cell].Value
	}
	key := &r.Cells[i.Terms[0].Cell]
	key.Value, key.Raw = rest, rest.String()
}

func set(r *schema.Report, id schema.CellID, n int64) {
	r.Cells[id].State, r.Cells[id].Value, r.Cells[id].Raw = schema.Number, schema.DecimalOf(n), fmt.Sprint(n)
}

// arithmetic lists what the equations say of a report: rule and cell.
func arithmetic(r *schema.Report) []string {
	v := Begin(Input{})
	var all []string
	for _, f := range v.Report(r, nil).Findings {
		switch f.Rule {
		case "t3.row_total", "t3.answered", "t3.balance", "t3.group", "t4.total":
			all = append(all, f.Rule+" "+f.CellCode())
		}
	}
	slices.Sort(all)
	return all
}

// Change any one cell, and exactly the equations that it stands in are named,
// each at its printed total.
func TestOneWrongCellIsNamed(t *testing.T) {
	for _, e := range []schema.Edition{schema.Edition2019, schema.Edition2021, schema.Hybrid} {
		n := int64(0)
		right := filled(e, func() int64 { n = (n*7 + 3) % 11; return n + 2000*boolToInt(n == 5) })
		if got := arithmetic(right); len(got) > 0 {
			t.Fatalf("%v: a report that adds up gives %v", e, got)
		}
		for table := schema.Table3; table <= schema.Table4; table++ {
			for _, id := range schema.FormCells(table, e) {
				for _, delta := range []int64{1, 10, 1000} {
					wrong := *right
					wrong.Cells[id].Value += schema.DecimalOf(delta)
					want := standsIn(id, e)
					if got := arithmetic(&wrong); !slices.Equal(got, want) {
						t.Errorf("%v: %s + %d gives %v, want %v", e, schema.Cells[id].Code, delta, got, want)
					}
				}
			}
		}
	}
}

func boolToInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// standsIn lists the equations of schema that a cell stands in.
func standsIn(id schema.CellID, e schema.Edition) []string {
	var all []string
	for table := schema.Table3; table <= schema.Table4; table++ {
		for _, i := range schema.Identities(table, e) {
			if slices.ContainsFunc(i.Terms, func(t schema.Term) bool { return t.Cell == id }) {
				all = append(all, i.Rule+" "+schema.Cells[i.Key].Code)
			}
		}
	}
	slices.Sort(all)
	return all
}

// Blanks never accuse: a report that adds up gives no must finding whatever is
// lost from it, and losing cells of a wrong report adds none.
func TestBlanksNeverAccuse(t *testing.T) {
	states := []schema.CellState{schema.Blank, schema.Mark, schema.Unread, schema.Absent}
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.SampledFrom([]schema.Edition{schema.Edition2019, schema.Edition2021, schema.Hybrid}).Draw(t, "edition")
		seed := rapid.Uint64().Draw(t, "seed")
		random := rand.New(rand.NewPCG(seed, 1))
		r := filled(e, func() int64 { return random.Int64N(5) * random.Int64N(40) })
		cells := slices.Concat(schema.FormCells(schema.Table3, e), schema.FormCells(schema.Table4, e))
		if rapid.Bool().Draw(t, "wrong") {
			id := rapid.SampledFrom(cells).Draw(t, "cell")
			r.Cells[id].Value += schema.DecimalOf(rapid.Int64Range(1, 50).Draw(t, "delta"))
		}
		before := arithmetic(r)
		for _, id := range rapid.SliceOfN(rapid.SampledFrom(cells), 0, 60).Draw(t, "lost") {
			r.Cells[id] = schema.CellValue{State: rapid.SampledFrom(states).Draw(t, "state"), Place: r.Cells[id].Place}
		}
		for _, f := range arithmetic(r) {
			if !slices.Contains(before, f) {
				t.Fatalf("losing cells made %s fail", f)
			}
		}
	})
}

// A county of two years with slips of several kinds.
func troubled() Input {
	w := NewWorld()
	w.Reports = append(w.Reports, w.History...)
	w.History, w.Years = nil, []int{2022, 2023}
	for code, value := range map[string]string{"t3.granted.total": "4", "t3.granted.other": "blank", "last.t3.carried_out.total": "2", "t2.regulations.issued": "3",
		"t4.review.total": "mark", "t3.answered.research": "unread", "last.t2.fees.amount": "251000元"} {
		if err := w.Set(code, value); err != nil {
			panic(err)
		}
	}
	w.sameTable("7")
	w.refile("5", schema.Superseded)
	w.submit(schema.Unreadable, "encrypted")
	w.claim("requests.none", 0)
	w.claim("requests.answered", 9)
	w.overlap(95)
	w.Roster.Units = append(w.Roster.Units, schema.Unit{Code: "990101202", Name: "南坡乡", Kind: schema.Township, ParentCode: "990101"})
	return w.Input
}

func TestOrderAndWorkersDoNotMatter(t *testing.T) {
	in := troubled()
	want := Run(in)
	if len(want.Findings) < 15 {
		t.Fatalf("%d findings, want a county in trouble", len(want.Findings))
	}
	for workers := 1; workers <= 5; workers++ {
		in := in
		in.Workers = workers
		random := rand.New(rand.NewPCG(uint64(workers), 2))
		in.Reports = slices.Clone(in.Reports)
		random.Shuffle(len(in.Reports), func(i, j int) { in.Reports[i], in.Reports[j] = in.Reports[j], in.Reports[i] })
		in.Submissions = slices.Clone(in.Submissions)
		random.Shuffle(len(in.Submissions), func(i, j int) { in.Submissions[i], in.Submissions[j] = in.Submissions[j], in.Submissions[i] })
		if diff := cmp.Diff(want, Run(in)); diff != "" {
			t.Errorf("%d workers, shuffled: %s", workers, diff)
		}
	}
}

// Judging report by report, as a run that streams does, gives what Run gives.
func TestStreamedEqualsRun(t *testing.T) {
	in := troubled()
	want := Run(in)
	v := Begin(in)
	var got []schema.Finding
	checks := 0
	byKey := map[key]*schema.Report{}
	for _, r := range in.Reports {
		byKey[key{r.UnitCode, r.Year}] = r
	}
	for _, r := range in.Reports {
		j := v.Report(r, v.Row(byKey[key{r.UnitCode, r.Year - 1}]))
		got = append(got, j.Findings...)
		checks += len(j.Checks)
	}
	rest := v.Finish()
	got = append(got, rest.Findings...)
	v.rules.sort(got)
	if diff := cmp.Diff(want.Findings, got); diff != "" {
		t.Error(diff)
	}
	if checks+len(rest.Checks) != len(want.Checks) {
		t.Errorf("%d checks streamed, %d by Run", checks+len(rest.Checks), len(want.Checks))
	}
}

// Every rule about a unit and year has one check for each, filed or not, in order.
func TestChecksCoverEveryUnitAndYear(t *testing.T) {
	in := troubled()
	got := Run(in).Checks
	seen := map[string]bool{}
	for i, c := range got {
		id := fmt.Sprint(c.Rule, c.UnitCode, c.ReportYear)
		if seen[id] {
			t.Errorf("check %s %s %d stands there twice", c.Rule, c.UnitCode, c.ReportYear)
		}
		seen[id] = true
		if i > 0 && (c.UnitCode < got[i-1].UnitCode || c.UnitCode == got[i-1].UnitCode && c.ReportYear < got[i-1].ReportYear) {
			t.Errorf("check %s %s %d is out of order", c.Rule, c.UnitCode, c.ReportYear)
		}
	}
	for _, u := range in.Roster.Units {
		for _, y := range in.Years {
			for _, r := range BuiltIn().Catalogue() {
				if r.Whole == nil && !seen[fmt.Sprint(r.ID, u.Code, y)] {
					t.Errorf("no check %s %s %d", r.ID, u.Code, y)
				}
			}
		}
	}
	for _, f := range Run(in).Findings {
		if BuiltIn().Rule(f.Rule).Whole != nil || f.ReportYear == 0 {
			continue
		}
		if i := slices.IndexFunc(got, func(c schema.Check) bool {
			return c.Rule == f.Rule && c.UnitCode == f.UnitCode && c.ReportYear == f.ReportYear
		}); i < 0 || got[i].State != schema.Violated {
			t.Errorf("%s of %s %d is a finding, its check says otherwise", f.Rule, f.UnitCode, f.ReportYear)
		}
	}
}

func TestFindingIDsAreUnique(t *testing.T) {
	seen := map[string]schema.Finding{}
	for _, f := range Run(troubled()).Findings {
		if old, twice := seen[f.ID()]; twice {
			t.Errorf("%s has the identity of %s: %s / %s", f.Rule, old.Rule, f.Message, old.Message)
		}
		seen[f.ID()] = f
	}
}

// A published report with a total of 0 over parts of 11 and 5 is shown as
// wrong, with the numbers.
func TestRealCases(t *testing.T) {
	for _, c := range []struct {
		name, cells string
		do          func(*World)
		rule, cell  string
		severity    schema.Severity
		formula     string
	}{
		{"a total of 0 over parts of 11 and 5", "t3.granted.natural_person=11 t3.granted.business=5 t3.granted.total=0", nil,
			"t3.row_total", "t3.granted.total", schema.Must, "总计 0 ≠ 11 + 5 + 0 + 0 + 0 + 0 = 16"},
		{"a narrative of 600 against a table of 0", "", func(w *World) { w.claim("requests.received", 600) },
			"text.requests", "t3.received.total", schema.Must, "文字 600 ≠ 表 0"},
		{"受理 may be received and carried in", "t3.received.total=5 t3.carried_in.total=2", func(w *World) { w.claim("requests.received", 6).Ambiguous = true },
			"text.requests", "t3.received.total", schema.Explain, "文字 6 ≠ 表 5"},
		{"150 余 above the table", "t2.licensing.decisions=120", func(w *World) { w.claim("licensing.decisions", 150).Qualifier = schema.AtLeast },
			"text.norms", "t2.licensing.decisions", schema.Explain, "文字 150 ≠ 表 120"},
		{"规章 of a township", "t2.regulations.in_force=1", nil, "law.regulations", "t2.regulations.in_force", schema.Must, "1 ≠ 0"},
		{"a sign on a count", "t3.granted.total=19", func(w *World) { w.Report.Cells[mustCell("t3.granted.total")].Raw = "+19" },
			"cell.number", "t3.granted.total", schema.Must, ""},
		{"digits that may be a reading problem", "t3.granted.total=text", func(w *World) { w.Report.Cells[mustCell("t3.granted.total")].Raw = "2 0" },
			"cell.number", "t3.granted.total", schema.Explain, ""},
		{"another unit to be asked", "", func(w *World) {
			w.Report.Narrative = append(w.Report.Narrative, schema.NarrativeParagraph{Section: 0, Ordinal: 1, Text: "如对本报告有疑问，请与柳河镇党政办公室联系。"})
		}, "name.other", "", schema.Explain, ""},
		{"a 乡 that calls itself 本镇", "", func(w *World) { w.write(1, "乡政府充分利用便民微信群，主动公开本镇的相关信息") }, "name.other", "", schema.Explain, ""},
	} {
		e := Example{Cells: c.cells, Do: c.do}
		in, err := e.Input()
		if err != nil {
			t.Fatal(err)
		}
		found := Run(in).Findings
		i := slices.IndexFunc(found, func(f schema.Finding) bool { return f.Rule == c.rule && f.CellCode() == c.cell })
		if i < 0 {
			t.Errorf("%s: no %s at %q", c.name, c.rule, c.cell)
			continue
		}
		if f := found[i]; f.Severity != c.severity || f.Formula != c.formula {
			t.Errorf("%s: %v, formula %q, want %v, %q", c.name, f.Severity, f.Formula, c.severity, c.formula)
		}
	}
}

// What looks wrong to a careless rule and is right.
func TestSilentCases(t *testing.T) {
	for _, c := range []struct {
		name, cells, rule string
		do                func(*World)
	}{
		{"受理 equals received", "t3.received.total=5 t3.carried_in.total=2", "text.requests", func(w *World) { w.claim("requests.received", 5).Ambiguous = true }},
		{"受理 equals received and carried in", "t3.received.total=5 t3.carried_in.total=2", "text.requests", func(w *World) { w.claim("requests.received", 7).Ambiguous = true }},
		{"150 余 below the table", "t2.licensing.decisions=158", "text.norms", func(w *World) { w.claim("licensing.decisions", 150).Qualifier = schema.AtLeast }},
		{"约 150 near the table", "t2.licensing.decisions=145", "text.norms", func(w *World) { w.claim("licensing.decisions", 150).Qualifier = schema.About }},
		{"a table cell that is blank", "t3.received.total=blank", "text.requests", func(w *World) { w.claim("requests.received", 600) }},
		{"a neighbour visited", "", "name.other", func(w *World) { w.write(1, "组织人员赴柳河镇学习，与柳河镇交流经验。") }},
		{"a neighbour on the map", "", "name.other", func(w *World) {
			w.write(1, "我乡东与柳河镇接壤，西邻柳河镇，北靠柳河镇，距柳河镇 8 公里。")
		}},
		{"the navigation before the title", "", "name.other", func(w *World) {
			w.Report.Narrative = append(w.Report.Narrative, schema.NarrativeParagraph{Section: 0, Ordinal: 1, Text: "首页 > 乡镇 > 柳河镇 石桥乡"})
		}},
		{"我乡镇 is no self-name", "", "name.other", func(w *World) { w.write(1, "我乡镇办公室人员流动较大，基本镇得住。") }},
		{"a former name", "", "name.other", func(w *World) {
			w.Roster.Units[2].Aliases = []string{"石桥镇"}
			w.write(1, "我镇主动公开信息。")
		}},
		{"fees of eight million yuan", "t2.fees.amount=800.25", "fee.unit", nil},
		{"nineteen documents", "t2.normative_documents.issued=19 t2.normative_documents.in_force=19", "norms.loose", nil},
		{"1472 penalties of a township", "t2.penalties.decisions=1472 last.t2.penalties.decisions=1400", "year.jump", nil},
		{"a small count that jumped", "t3.received.total=9 last.t3.received.total=1", "year.jump", nil},
		{"last year was not read", "t3.carried_in.total=3 last.t3.carried_out.total=unread", "year.carry", nil},
		{"the date of the file is unknown", "", "time.late", func(w *World) { w.Submissions[2].Received = "" }},
		{"a county's own report in March", "", "time.late", func(w *World) {
			w.Roster.Units[2].Kind, w.Submissions[2].Received = schema.County, "2024-03-20"
		}},
		{"a city makes regulations", "t2.regulations.issued=4", "law.regulations", func(w *World) { w.Roster.Units[2].Kind = schema.City }},
		{"the opening names last year too", "", "time.year", func(w *World) {
			w.Report.YearsSaid[2] = schema.YearSaid{Year: 2022, Where: "opening", Text: "与2022年相比，2023年石桥乡…"}
		}},
		{"tables of zeros are alike", "", "table.copied", nil},
		{"a procurement amount without unit", "", "cell.number", func(w *World) {
			use2019(w.Report)
			w.Report.Cells[mustCell("t2.procurement.amount")] = schema.CellValue{State: schema.Text, Raw: "1200", Note: "未注明单位"}
		}},
		{"a change with a sign", "", "cell.number", func(w *World) {
			use2019(w.Report)
			w.Report.Cells[mustCell("t2.licensing.items_change")] = schema.CellValue{State: schema.Number, Raw: "-11", Value: schema.DecimalOf(-11)}
		}},
	} {
		e := Example{Cells: c.cells, Do: c.do}
		in, err := e.Input()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range Run(in).Findings {
			if f.Rule == c.rule {
				t.Errorf("%s: %s says %s", c.name, f.Rule, f.Message)
			}
		}
	}
}
