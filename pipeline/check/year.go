package check

import (
	"fmt"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// years are the rules that look at the report of the year before, too.
var years = []*Rule{{
	ID: "year.carry", Severity: schema.Must, Class: AcrossYears, Source: formSource + "，表三第二项与上年表三第四项",
	Title: "上年结转等于上年报告的结转下年度", TitleEN: "carried in equals what last year's report carried out",
	Doc:       "七列逐列比较，上年没有读到的不当作 0。两年不一致时，看哪一年的表内勾稽自身不成立。",
	DocEN:     "All seven columns; what was not read last year is not 0. Where the years disagree, the finding says which of the two is inconsistent with itself.",
	Equations: carry,
	Report: func(s *Subject, t *Tally) {
		for i := range carry {
			s.carried(t, &carry[i])
		}
	},
	Fails: Example{Says: "上年结转 3，上年报告结转下年度 4", Cells: "t3.carried_in.total=3 last.t3.carried_out.total=4"},
	Holds: Example{Says: "上年结转 4，上年报告结转下年度 4", Cells: "t3.carried_in.total=4 last.t3.carried_out.total=4"},
}, {
	ID: "year.stock", Severity: schema.Explain, Class: AcrossYears, Source: "国办公开办函〔2021〕30号附件，表二；审核通行做法",
	From:  2022,
	Title: "现行有效件数等于上年现行有效加本年制发减本年废止", TitleEN: "in force equals last year's, plus issued, minus repealed",
	Doc:       "两年都用 2021 版表样时比较。自然失效、清理口径调整可以说明，所以是核实。",
	DocEN:     "Compared where both years use edition 2021. Expiry and a new way of counting are legitimate, so this asks.",
	Equations: stockAcross,
	Report: func(s *Subject, t *Tally) {
		for i := range stockAcross {
			s.compare(t, &stockAcross[i], saying{"{where}：印的是 {left}，上年现行有效加本年制发减本年废止是 {right}",
				"{where}: prints {left}, last year's stock plus issued minus repealed is {right}"})
		}
	},
	Fails: Example{Says: "上年有效 5，制发 2、废止 1，现在印 7", Cells: "last.t2.normative_documents.in_force=5 t2.normative_documents.issued=2 t2.normative_documents.repealed=1 t2.normative_documents.in_force=7"},
	Holds: Example{Says: "上年有效 5，制发 2、废止 1，现在印 6", Cells: "last.t2.normative_documents.in_force=5 t2.normative_documents.issued=2 t2.normative_documents.repealed=1 t2.normative_documents.in_force=6"},
}, {
	ID: "year.jump", Severity: schema.NoteSeverity, Class: AcrossYears, Source: "审核通行做法", Limit: schema.DecimalOf(5),
	Title: "件数与上年相比不到五倍", TitleEN: "a count is less than five times last year's, and more than a fifth",
	Doc:    "两年都不小于 10 的件数，相差五倍及以上的提示看一眼。表三先看总计列，总计没有跳动再看分项。倍数可用 limits 调整。",
	DocEN:  "Counts of at least 10 in both years that differ by a factor of five or more deserve a look. Table three: the total first, its parts only where the total did not jump. The factor is set under limits.",
	Report: judgeJumps,
	Fails:  Example{Says: "上年 10 件，今年 50 件", Cells: "last.t2.penalties.decisions=10 t2.penalties.decisions=50"},
	Holds:  Example{Says: "上年 10 件，今年 49 件", Cells: "last.t2.penalties.decisions=10 t2.penalties.decisions=49"},
}}

var (
	carriedIn, carriedOut = schema.RequestRowIndex("carried_in"), schema.RequestRowIndex("carried_out")

	// carry: carried_in(N) = carried_out(N−1), in each column.
	carry = func() (all []linear.Comparison) {
		for c := range schema.Applicants {
			in := schema.T3(carriedIn, c)
			all = append(all, linear.Comparison{Key: in,
				Left:  linear.Sum{Terms: []linear.Term{{Cell: in, Coefficient: 1}}},
				Right: linear.Sum{Terms: []linear.Term{{Cell: schema.T3(carriedOut, c), Last: true, Coefficient: 1}}}})
		}
		return all
	}()

	// stockAcross: in_force(N) = in_force(N−1) + issued(N) − repealed(N).
	stockAcross = func() (all []linear.Comparison) {
		for _, c := range stock2021 {
			last := linear.Term{Cell: c.Key, Last: true, Coefficient: 1}
			c.Op, c.Right.Terms = linear.Equal, append([]linear.Term{last}, c.Right.Terms...)
			all = append(all, c)
		}
		return all
	}()
)

func (s *Subject) carried(t *Tally, c *linear.Comparison) {
	j := c.Judge(s.Now, s.Last)
	if j.State != schema.Violated {
		t.Count(j.State)
		return
	}
	f := s.failure(c, j, saying{"{where}：印的是 {left}，" + fmt.Sprint(s.Last.Year) + " 年报告的结转下年度是 {right}",
		"{where}: prints {left}, the report of " + fmt.Sprint(s.Last.Year) + " carries out {right}"})
	last := c.Right.Terms[0].Cell
	zh, en := s.whichYear(c.Key, last)
	f.Message += "；" + zh
	f.MessageEN += "; " + en
	switch {
	case f.Right == nil:
	case within(s.Last, last) == schema.Violated && within(s.Now, c.Key) != schema.Violated:
		f.Suggestion = fmt.Sprintf("请先核对 %d 年报告的结转下年度", s.Last.Year)
	default:
		f.Suggestion = fmt.Sprintf("是否应为 %s？如本年无误，请说明 %d 年报告应如何更正", *f.Right, s.Last.Year)
	}
	t.Find(f)
}

// whichYear says which of two years that disagree is inconsistent with itself.
func (s *Subject) whichYear(now, last schema.CellID) (zh, en string) {
	this, before := within(s.Now, now), within(s.Last, last)
	switch {
	case this == schema.Violated && before == schema.Violated:
		return "两年的表内勾稽都不成立", "neither year agrees with itself"
	case this == schema.Violated:
		return fmt.Sprintf("%d 年的表内勾稽不成立，先查本年", s.Now.Year), fmt.Sprintf("%d does not agree with itself: look there first", s.Now.Year)
	case before == schema.Violated:
		return fmt.Sprintf("%d 年的表内勾稽不成立，先查上年", s.Last.Year), fmt.Sprintf("%d does not agree with itself: look there first", s.Last.Year)
	case this == schema.Holds && before == schema.Holds:
		return "两年各自的表内勾稽都成立，请对照台账", "each year agrees with itself: only the files can tell"
	}
	return "有格未知，表内看不出是哪一年", "with cells unknown, neither year can be told to be wrong"
}

// within is how the equations of a row that have the cell end.
func within(row *linear.Row, cell schema.CellID) schema.CheckState {
	state := schema.NotApplicable
	for _, rule := range []string{"t3.row_total", "t3.balance"} {
		all := identities[row.Edition[schema.Table3]][rule]
		for i := range all {
			if touches(&all[i], []schema.CellID{cell}) {
				state = max(state, all[i].Judge(row, nil).State)
			}
		}
	}
	return state
}

// jumpCells are the counts compared with last year: rows of seven columns of
// table three with the total first, everything else alone.
var jumpCells = func() (groups [][]schema.CellID) {
	for i := range schema.Cells {
		c := &schema.Cells[i]
		if c.Table == schema.Table2 && !c.Signed && !c.Decimals || c.Table == schema.Table4 {
			groups = append(groups, []schema.CellID{c.ID})
		}
	}
	for r := range schema.TableThree {
		group := []schema.CellID{schema.T3(r, 6)}
		for c := range 6 {
			group = append(group, schema.T3(r, c))
		}
		groups = append(groups, group)
	}
	return groups
}()

func judgeJumps(s *Subject, t *Tally) {
	if s.Last == nil {
		return
	}
	factor, near := t.Limit(), 0
	for _, group := range jumpCells {
		for i, id := range group {
			if s.Now.State[id] != schema.Number || s.Last.State[id] != schema.Number {
				continue
			}
			now, last := s.Now.Value[id], s.Last.Value[id]
			if now < ten || last < ten || !far(now, last, factor) && !far(last, now, factor) {
				near++
				continue
			}
			t.Find(s.jump(id, factor))
			if i == 0 {
				break
			}
		}
	}
	t.CountAll(schema.Holds, near)
}

var ten = schema.DecimalOf(10)

func (s *Subject) jump(id schema.CellID, factor schema.Decimal) schema.Finding {
	now, last := s.Now.Value[id], s.Last.Value[id]
	return schema.Finding{Cell: id, Place: s.cellPlace(id), Left: &now, Right: &last,
		Formula:   fmt.Sprintf("%s → %s", last, now),
		Message:   fmt.Sprintf("%s：上年 %s，本年 %s，相差 %s 倍以上", whereZH[id], last, now, factor),
		MessageEN: fmt.Sprintf("%s: %s last year, %s this year, a factor of %s or more", whereEN[id], last, now, factor)}
}

// far reports whether a ≥ factor·b, exactly.
func far(a, b, factor schema.Decimal) bool {
	c := linear.Times(factor, b)
	return linear.Times(a, schema.DecimalOf(1)).Cmp(c) >= 0
}
