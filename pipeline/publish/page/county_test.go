package page

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

// A world is made of reports whose sums are right but for the slips put in.
type world struct {
	facts  *facts.Facts
	checks []schema.Check
	dice   *rand.Rand
}

const (
	missedUnit = 5  // of each county, files nothing in the last year
	slipUnit   = 7  // its row of new requests is shifted
	wrongUnit  = 9  // one printed total is wrong
	blankUnit  = 11 // blanks and marks where numbers belong
	hybridUnit = 13 // the single （六） row of 2019
	lateUnit   = 15 // files nothing for the year before the newest
)

// county is 23 units over the years; the newest two lack one each.
func county(years ...int) *facts.Facts {
	return made([]schema.Area{{Code: "410526", Name: "滑县", Level: "county"}}, 23, years)
}

// province is counties × units over the years, with totals on three levels.
func province(counties, units int, years ...int) *facts.Facts {
	areas := []schema.Area{{Code: "41", Name: "河南省", Level: "province"}}
	for c := 0; c < counties; c += 10 {
		areas = append(areas, schema.Area{Code: fmt.Sprintf("41%02d", c/10+1), Name: fmt.Sprintf("第%d市", c/10+1), Level: "city"})
	}
	for c := range counties {
		areas = append(areas, schema.Area{Code: fmt.Sprintf("41%02d%02d", c/10+1, c%10+1), Name: fmt.Sprintf("第%d县", c+1), Level: "county"})
	}
	return made(areas, units, years)
}

func made(areas []schema.Area, units int, years []int) *facts.Facts {
	w := &world{dice: rand.New(rand.NewPCG(1, 2)), facts: &facts.Facts{Totals: &schema.Totals{},
		Area: areas[0], Years: years, Reports: facts.InMemory{}, Deadline: map[int]string{}, Mask: true, Version: "test", Rules: rulesSaid}}
	names := []string{"道口镇", "城关街道", "锦和街道", "白道口镇", "留固镇", "上官镇", "牛屯镇", "万古镇", "高平镇", "王庄镇", "老店镇", "慈周寨镇", "焦虎镇", "四间房镇",
		"八里营镇", "赵营镇", "桑村乡", "瓦岗寨乡", "枣村乡", "老爷庙乡", "大寨乡", "小铺乡", "新区街道"}
	for _, a := range areas {
		if a.Level != "county" {
			continue
		}
		for u := range units {
			w.unit(schema.Unit{Code: fmt.Sprintf("%s%03d", a.Code, 100+u), Name: names[u%len(names)], Kind: schema.Town, ParentCode: a.Code, ParentName: a.Name}, u)
		}
	}
	w.totals(areas)
	w.facts.Checks = slices.Values(w.checks)
	return w.facts
}

var rulesSaid = []facts.Rule{
	{ID: "t3.row_total", Severity: schema.Must, Title: "每行总计等于六类申请人之和", TitleEN: "each row's total is the sum of the six columns", Source: "国办公开办函〔2021〕30号"},
	{ID: "t3.answered", Severity: schema.Must, Title: "（七）总计等于各项办理结果之和", TitleEN: "answered is the sum of the results", Source: "国办公开办函〔2021〕30号"},
	{ID: "t3.balance", Severity: schema.Must, Title: "新收加上年结转等于办理总计加结转下年度", TitleEN: "requests in equal requests out", Source: "国办公开办函〔2021〕30号"},
	{ID: "slip.row_shift", Severity: schema.Must, Title: "没有整行错位", TitleEN: "no row is shifted"},
	{ID: "cell.blank", Severity: schema.Explain, Title: "没有的填 0", TitleEN: "no blanks"},
	{ID: "form.section5", Severity: schema.NoteSeverity, Title: "第五部分写了问题", TitleEN: "section five says something"},
}

// unit files the reports of one unit.
func (w *world) unit(u schema.Unit, n int) {
	f := w.facts
	f.Units = append(f.Units, u)
	for i, year := range f.Years {
		f.Deadline[year] = fmt.Sprintf("%d-01-31", year+1)
		if n == missedUnit && i == len(f.Years)-1 || n == lateUnit && i == len(f.Years)-2 {
			continue
		}
		r := w.report(u, year, n)
		f.Reports.(facts.InMemory)[facts.Key{UnitCode: u.Code, Year: year}] = r
		f.Submissions = append(f.Submissions, schema.Submission{ID: r.Submission, Path: r.File, Bytes: 17000 + int64(n), Format: "docx", UnitCode: u.Code, ReportYear: year, Edition: r.Edition, Verdict: schema.Accepted})
		w.judge(r)
	}
}

func (w *world) report(u schema.Unit, year, n int) *schema.Report {
	e := schema.EditionFor(year)
	r := &schema.Report{Submission: fmt.Sprint(u.Code, year), File: fmt.Sprintf("%d年/%s/%s%d年政府信息公开工作年度报告.docx", year, u.ParentName, u.Name, year), UnitCode: u.Code, UnitName: u.Name, Year: year, Edition: e,
		TableEdition: [4]schema.Edition{0, e, e, e}}
	if n == hybridUnit && e == schema.Edition2021 {
		r.Edition, r.TableEdition[schema.Table3] = schema.Hybrid, schema.Hybrid
	}
	for t := schema.Table2; t <= schema.Table4; t++ {
		for _, c := range schema.Printed(t, r.TableEdition[t]).Cells {
			if c.Cell != schema.NoCell {
				r.Cells[c.Cell] = schema.CellValue{State: schema.Number, Place: schema.Place{File: r.File, Table: int(t), Row: c.Row + 1, Column: c.Column + 1}}
			}
		}
	}
	w.fill(r)
	w.slip(r, n)
	for id := range r.Cells {
		if c := &r.Cells[id]; c.State == schema.Number && c.Raw == "" {
			c.Raw = c.Value.String()
		}
	}
	return r
}

// fill gives the parts numbers, mostly small, and the totals their sums.
func (w *world) fill(r *schema.Report) {
	set := func(id schema.CellID, n int64) { r.Cells[id].Value = schema.DecimalOf(n) }
	for id := range r.Cells {
		c := &schema.Cells[id]
		if r.Cells[id].State == schema.Number && c.Role != schema.Total && w.dice.IntN(3) == 0 {
			set(c.ID, w.dice.Int64N(40))
			if c.Decimals {
				r.Cells[id].Value += 457_379
			}
		}
	}
	e := r.TableEdition[schema.Table3]
	received, carriedIn := schema.RequestRowIndex("received"), schema.RequestRowIndex("carried_in")
	answered, carriedOut := schema.RequestRowIndex("answered"), schema.RequestRowIndex("carried_out")
	for c := range 6 {
		var sum schema.Decimal
		for _, row := range schema.RequestRows(e) {
			if schema.TableThree[row].Result {
				sum += r.Cells[schema.T3(row, c)].Value
			}
		}
		r.Cells[schema.T3(answered, c)].Value = sum
		r.Cells[schema.T3(carriedIn, c)].Value = 0
		r.Cells[schema.T3(received, c)].Value = sum + r.Cells[schema.T3(carriedOut, c)].Value
	}
	for _, t := range []schema.FormTable{schema.Table3, schema.Table4} {
		for _, id := range schema.Identities(t, r.TableEdition[t]) {
			if id.Rule != "t3.row_total" && id.Rule != "t4.total" {
				continue
			}
			r.Cells[id.Key].Value = 0
			var sum schema.Decimal
			for _, term := range id.Terms {
				if term.Cell != id.Key {
					sum += r.Cells[term.Cell].Value
				}
			}
			r.Cells[id.Key].Value = sum
		}
	}
}

func (w *world) slip(r *schema.Report, n int) {
	received := schema.RequestRowIndex("received")
	switch n {
	case slipUnit:
		for c := 6; c > 0; c-- {
			r.Cells[schema.T3(received, c)].Value = r.Cells[schema.T3(received, c-1)].Value
		}
		r.Cells[schema.T3(received, 0)].Value = 0
	case wrongUnit:
		r.Cells[schema.T3(schema.RequestRowIndex("granted"), 6)].Value += schema.DecimalOf(9)
	case blankUnit:
		for c, raw := range []string{"", "/", "无", "见说明"} {
			v := &r.Cells[schema.T3(schema.RequestRowIndex("rejected_petition"), c)]
			v.State, v.Value, v.Raw = []schema.CellState{schema.Blank, schema.Mark, schema.Mark, schema.Text}[c], 0, raw
		}
		v := &r.Cells[schema.T3(schema.RequestRowIndex("granted"), 0)]
		v.Raw, v.Note = v.Value.String()+"件", "数字后有单位"
	}
}

// judge finds what the identities find, under one slip where the row is shifted.
func (w *world) judge(r *schema.Report) {
	f := w.facts
	parent := ""
	at := func(id schema.CellID) schema.Finding {
		return schema.Finding{UnitCode: r.UnitCode, UnitName: r.UnitName, ReportYear: r.Year, Cell: id, Place: r.Cells[id].Place, Submission: r.Submission}
	}
	for _, id := range schema.Identities(schema.Table3, r.TableEdition[schema.Table3]) {
		var left, right schema.Decimal
		for _, term := range id.Terms {
			if term.Sign > 0 {
				left += r.Cells[term.Cell].Value
			} else {
				right += r.Cells[term.Cell].Value
			}
		}
		w.checks = append(w.checks, schema.Check{Rule: id.Rule, UnitCode: r.UnitCode, ReportYear: r.Year, State: schema.Holds, Instances: 1})
		if left == right {
			continue
		}
		if r.UnitCode[6:] == fmt.Sprint(100+slipUnit) && parent == "" {
			x := at(schema.T3(schema.RequestRowIndex("received"), 0))
			x.Rule, x.Severity, x.Message, x.MessageEN, x.Suggestion = "slip.row_shift", schema.Must, "整行数字似乎向右错了一格", "the row seems shifted by one", "是否应左移一格？"
			f.Findings = append(f.Findings, x)
			parent = x.ID()
		}
		x := at(id.Key)
		x.Rule, x.Severity, x.Left, x.Right, x.Parent = id.Rule, schema.Must, &left, &right, parent
		x.Formula = fmt.Sprintf("总计 %s ≠ 各项之和 %s", left, right)
		x.Message, x.MessageEN = fmt.Sprintf("表三 › %s：%s", schema.Cells[id.Key].Label(), x.Formula), fmt.Sprintf("table 3 › %s: %s against %s", schema.Cells[id.Key].LabelEN(), left, right)
		f.Findings = append(f.Findings, x)
	}
	for id := range r.Cells {
		if c := &r.Cells[id]; c.State == schema.Blank || c.State == schema.Mark {
			x := at(schema.CellID(id))
			x.Rule, x.Severity, x.Message, x.MessageEN = "cell.blank", schema.Explain, "没有的应填 0", "write 0 where there is none"
			if c.State == schema.Blank {
				x.Explained = "系统导出时漏填，属实，联系人张大明"
			}
			f.Findings = append(f.Findings, x)
		}
	}
}

// totals adds up the cells of every area and year.
func (w *world) totals(areas []schema.Area) {
	f := w.facts
	last := map[string]*[schema.CellCount]*schema.Decimal{}
	for _, year := range f.Years {
		for _, a := range areas {
			var sums [schema.CellCount]*schema.Decimal
			var counted [schema.CellCount]int
			expected, reported := 0, 0
			for i := range f.Units {
				if u := &f.Units[i]; len(u.Code) < len(a.Code) || u.Code[:len(a.Code)] != a.Code {
					continue
				}
				expected++
				r := f.Report(f.Units[i].Code, year)
				if r == nil {
					continue
				}
				reported++
				for id := range r.Cells {
					if d, ok := r.Cells[id].Known(); ok {
						if sums[id] == nil {
							sums[id] = new(schema.Decimal)
						}
						*sums[id] += d
						counted[id]++
					}
				}
			}
			for id := range schema.Cells {
				if sums[id] == nil && !schema.Cells[id].In2021 {
					continue
				}
				t := schema.AreaTotal{Area: a, ReportYear: year, Cell: schema.CellID(id), Sum: sums[id], Expected: expected, Reported: reported, Counted: counted[id]}
				if before := last[a.Code]; before != nil {
					t.LastYear = before[id]
				}
				if schema.Cells[id].Role == schema.Total && sums[id] != nil {
					parts := *sums[id]
					if schema.Cells[id].Code == "t3.granted.total" {
						parts -= schema.DecimalOf(9) // wrongUnit
					}
					t.Parts = &parts
				}
				f.Totals.Add(t)
			}
			last[a.Code] = &sums
		}
	}
}
