package check

import (
	"fmt"
	"strings"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// prose are the rules that hold numbers said in prose against the tables. A
// number whose meaning is not certain, or that stands in section five (where
// last year's figures are at home), is a question at most.
var prose = []*Rule{{
	ID: "text.none", Severity: schema.Must, Class: Prose, Source: "同一报告前后矛盾",
	Title: "写“未收到申请”的，表三新收各列都是 0", TitleEN: "where prose says no request was received, every received cell is 0",
	Doc:    "文字写未收到政府信息公开申请，表三“本年新收”的七列就应当都是 0。",
	DocEN:  "If prose says that no request was received, all seven cells of that row must be 0.",
	Report: judgeNone,
	Fails: Example{Says: "文字说未收到申请，表三新收 2 件", Cells: "t3.received.natural_person=2 t3.received.total=2",
		Do: func(w *World) { w.claim("requests.none", 0) }},
	Holds: Example{Says: "文字说未收到申请，表三新收 0 件", Cells: "t3.received.total=0", Do: func(w *World) { w.claim("requests.none", 0) }},
}, {
	ID: "text.requests", Severity: schema.Must, Class: Prose, Source: "同一报告前后矛盾",
	Title: "文字中的新收、结转、答复件数与表三总计一致", TitleEN: "requests said in prose equal the totals of table three",
	Doc:    "“新收”“上年结转”“答复”“结转下年度”与表三总计相等。“受理”“收到”可以是新收，也可以是新收加上年结转；口径不明的只作核实。“余、多”按不少于，“约”按一成以内。",
	DocEN:  "Received, carried in, answered and carried out equal the totals of table three. 受理 and 收到 may mean received, or received and carried in; what is not certain is only asked. 余 and 多 mean at least, 约 within a tenth.",
	Report: stated(requestMetrics),
	Fails: Example{Says: "文字说新收 600 件，表三新收 0 件", Cells: "t3.received.total=0",
		Do: func(w *World) { w.claim("requests.received", 600) }},
	Holds: Example{Says: "文字说新收 600 件，表三新收 600 件", Cells: "t3.received.total=600", Do: func(w *World) { w.claim("requests.received", 600) }},
}, {
	ID: "text.proceedings", Severity: schema.Must, Class: Prose, Source: "同一报告前后矛盾",
	Title: "文字中的行政复议、行政诉讼件数与表四总计一致", TitleEN: "reviews and suits said in prose equal the totals of table four",
	Doc:    "行政复议对第一组总计，行政诉讼对后两组总计之和，复议诉讼合说的对三组之和；写“未发生”的三组都应为 0。口径不明的只作核实。",
	DocEN:  "Reviews against the first group, suits against the other two together, both together against all three; where prose says there were none, all are 0. What is not certain is only asked.",
	Report: stated(proceedingMetrics),
	Fails: Example{Says: "文字说未发生，表四复议 1 件", Cells: "t4.review.upheld=1 t4.review.total=1",
		Do: func(w *World) { w.claim("proceedings.none", 0) }},
	Holds: Example{Says: "文字说未发生，表四全 0", Cells: "t4.review.total=0", Do: func(w *World) { w.claim("proceedings.none", 0) }},
}, {
	ID: "text.norms", Severity: schema.Explain, Class: Prose, Source: "县级通知要求文字复述表二数字",
	Title: "文字中的规范性文件、行政许可、行政处罚件数与表二一致", TitleEN: "normative documents, licences and penalties said in prose equal table two",
	Doc:    "规范性文件的制发、废止、现行有效，行政许可、行政处罚的决定件数与表二对照。",
	DocEN:  "Normative documents issued, repealed, in force, licences and penalties decided, against table two.",
	Report: stated(normMetrics),
	Fails: Example{Says: "文字说制发规范性文件 3 件，表二 2 件", Cells: "t2.normative_documents.issued=2 t2.normative_documents.in_force=2",
		Do: func(w *World) { w.claim("norms.issued", 3) }},
	Holds: Example{Says: "文字说制发规范性文件 2 件，表二 2 件", Cells: "t2.normative_documents.issued=2 t2.normative_documents.in_force=2",
		Do: func(w *World) { w.claim("norms.issued", 2) }},
}, {
	ID: "text.parts", Severity: schema.NoteSeverity, Class: Prose, Source: "算术",
	Title: "“共 N 条，其中……”分项之和等于总数", TitleEN: "the parts of a sum said in prose add up",
	Doc:    "逐项列举的数加起来应等于所说的总数；总数或任一分项带余、多、约的不作比较。",
	DocEN:  "Numbers listed one by one add up to the total said. Not judged where one of them is 余, 多 or 约.",
	Report: judgeParts,
	Fails:  Example{Says: "共 100 条，其中 60 条、30 条", Do: func(w *World) { w.parts(100, 60, 30) }},
	Holds:  Example{Says: "共 100 条，其中 60 条、40 条", Do: func(w *World) { w.parts(100, 60, 40) }},
}}

// A metric says which cells a number said in prose is held against: they add
// up to it. or is a second reading for a number whose meaning is not certain.
type metric struct {
	name, zh, en string
	cells, or    []schema.CellID
}

func cellsOf(codes ...string) []schema.CellID {
	var ids []schema.CellID
	for _, code := range codes {
		ids = append(ids, mustCell(code))
	}
	return ids
}

var (
	requestMetrics = []metric{
		{"requests.received", "新收申请", "requests received", cellsOf("t3.received.total"), cellsOf("t3.received.total", "t3.carried_in.total")},
		{"requests.carried_in", "上年结转", "requests carried in", cellsOf("t3.carried_in.total"), nil},
		{"requests.answered", "答复办结", "requests answered", cellsOf("t3.answered.total"), nil},
		{"requests.carried_out", "结转下年度", "requests carried out", cellsOf("t3.carried_out.total"), nil},
	}
	proceedingMetrics = []metric{
		{"reviews.total", "行政复议", "reviews", cellsOf("t4.review.total"), nil},
		{"suits.total", "行政诉讼", "suits", cellsOf("t4.suit_direct.total", "t4.suit_after_review.total"), nil},
		{"proceedings.total", "行政复议和行政诉讼", "reviews and suits", cellsOf("t4.review.total", "t4.suit_direct.total", "t4.suit_after_review.total"), nil},
		{"proceedings.none", "行政复议和行政诉讼", "reviews and suits", cellsOf("t4.review.total", "t4.suit_direct.total", "t4.suit_after_review.total"), nil},
	}
	normMetrics = []metric{
		{"norms.issued", "制发规范性文件", "normative documents issued", cellsOf("t2.normative_documents.issued"), nil},
		{"norms.repealed", "废止规范性文件", "normative documents repealed", cellsOf("t2.normative_documents.repealed"), nil},
		{"norms.in_force", "现行有效规范性文件", "normative documents in force", cellsOf("t2.normative_documents.in_force"), nil},
		{"licensing.decisions", "行政许可", "licences decided", cellsOf("t2.licensing.decisions"), nil},
		{"penalties.decisions", "行政处罚", "penalties decided", cellsOf("t2.penalties.decisions"), nil},
	}
)

// stated judges every claim that one of the metrics is about.
func stated(metrics []metric) func(*Subject, *Tally) {
	return func(s *Subject, t *Tally) {
		claims := s.Claims()
		for i := range claims {
			for m := range metrics {
				if claims[i].Metric == metrics[m].name {
					s.hold(t, &claims[i], &metrics[m], occurrence(claims[:i], claims[i].Metric))
				}
			}
		}
	}
}

// occurrence tells a second claim of a metric from the first, "" for the first.
func occurrence(before []schema.Claim, metric string) string {
	n := 1
	for i := range before {
		if before[i].Metric == metric {
			n++
		}
	}
	if n == 1 {
		return metric
	}
	return fmt.Sprintf("%s %d", metric, n)
}

// hold holds a claim against the table.
func (s *Subject) hold(t *Tally, c *schema.Claim, m *metric, detail string) {
	state, table := s.meets(c, m.cells)
	if state == schema.Violated && c.Ambiguous && m.or != nil {
		state, _ = s.meets(c, m.or)
	}
	if state != schema.Violated {
		t.Count(state)
		return
	}
	f := s.contradiction(c, m.cells[0], detail, table)
	f.Message = fmt.Sprintf("文字说%s %s%s 件，%s 是 %s：“%s”", m.zh, approximately[c.Qualifier].zh, c.Value, s.where(m.cells), bounding(table, "至少 "), quote(c.Sentence, 60))
	f.MessageEN = fmt.Sprintf("prose says %s %s%s, %s is %s: %q", m.en, approximately[c.Qualifier].en, c.Value, s.whereEN(m.cells), bounding(table, "at least "), quote(c.Sentence, 60))
	s.tell(t, c, f)
}

var approximately = map[schema.Qualifier]struct{ zh, en string }{schema.AtLeast: {"不少于 ", "at least "}, schema.About: {"约 ", "about "}}

func (s *Subject) where(cells []schema.CellID) string {
	if len(cells) == 1 {
		return whereZH[cells[0]]
	}
	var rows []string
	for _, id := range cells {
		rows = append(rows, schema.Cells[id].RowLabel)
	}
	return tableZH[schema.Cells[cells[0]].Table] + " › " + strings.Join(rows, "、") + "的总计之和"
}

func (s *Subject) whereEN(cells []schema.CellID) string {
	if len(cells) == 1 {
		return whereEN[cells[0]]
	}
	var rows []string
	for _, id := range cells {
		rows = append(rows, schema.Cells[id].RowEN)
	}
	return tableEN[schema.Cells[cells[0]].Table] + " › the totals of " + strings.Join(rows, ", ")
}

// bounding is what a side comes to, or at least comes to.
func bounding(side linear.Side, atLeast string) string {
	text := side.Known.Text(1)
	if side.Unknown > 0 {
		return atLeast + text
	}
	return text
}

// contradiction is the finding for a claim and the table side it was held against.
func (s *Subject) contradiction(c *schema.Claim, cell schema.CellID, detail string, table linear.Side) schema.Finding {
	f := schema.Finding{Cell: cell, Detail: detail, Place: c.Place, Left: &c.Value,
		Formula: fmt.Sprintf("文字 %s ≠ 表 %s", c.Value, table.Known.Text(1))}
	if d, ok := table.Known.Decimal(1); ok {
		f.Right = &d
	}
	if f.Place == (schema.Place{}) {
		f.Place = s.cellPlace(cell)
	}
	return f
}

// tell asks where the claim is not plain, and finds where it is.
func (s *Subject) tell(t *Tally, c *schema.Claim, f schema.Finding) {
	if c.Ambiguous || c.Section == 5 || c.Qualifier != schema.Exact {
		t.Ask(f)
		return
	}
	t.Find(f)
}

// meets holds a claim against the sum of cells.
func (s *Subject) meets(c *schema.Claim, cells []schema.CellID) (schema.CheckState, linear.Side) {
	sum := linear.Sum{}
	for _, id := range cells {
		sum.Terms = append(sum.Terms, linear.Term{Cell: id, Coefficient: 1})
	}
	side, ok := sum.Side(s.Now, nil)
	if !ok {
		return schema.NotApplicable, side
	}
	said := linear.WideOf(int64(c.Value))
	switch c.Qualifier {
	case schema.AtLeast:
		return linear.AtLeast.Judge(side, linear.Side{Known: said}), side
	case schema.About:
		return about(side, c.Value), side
	}
	return linear.Equal.Judge(side, linear.Side{Known: said}), side
}

// about is within a tenth of what was said.
func about(side linear.Side, said schema.Decimal) schema.CheckState {
	tenth := said / 10
	low := linear.AtLeast.Judge(side, linear.Side{Known: linear.WideOf(int64(said - tenth))})
	high := linear.AtMost.Judge(side, linear.Side{Known: linear.WideOf(int64(said + tenth))})
	if low == schema.Holds && high == schema.Holds {
		return schema.Holds
	}
	if low == schema.Violated || high == schema.Violated {
		return schema.Violated
	}
	return schema.Unclear
}

func judgeNone(s *Subject, t *Tally) {
	claims := s.Claims()
	for i := range claims {
		c := &claims[i]
		if c.Metric != "requests.none" || s.Now.Edition[schema.Table3] == schema.NoEdition {
			continue
		}
		wrong := schema.NoCell
		for k := range schema.Applicants {
			id := schema.T3(schema.RequestRowIndex("received"), len(schema.Applicants)-1-k) // total first
			switch v, known := s.number(id); {
			case !known:
				t.Count(schema.Unclear)
			case v == 0:
				t.Count(schema.Holds)
			case wrong == schema.NoCell:
				wrong = id
			}
		}
		if wrong == schema.NoCell {
			continue
		}
		v := s.Now.Value[wrong]
		f := s.contradiction(c, wrong, occurrence(claims[:i], c.Metric), linear.Side{Known: linear.WideOf(int64(v))})
		f.Left = new(schema.Decimal)
		f.Message = fmt.Sprintf("文字说没有收到申请，%s 印的是 %s：“%s”", whereZH[wrong], v, quote(c.Sentence, 60))
		f.MessageEN = fmt.Sprintf("prose says no request was received, %s prints %s: %q", whereEN[wrong], v, quote(c.Sentence, 60))
		s.tell(t, c, f)
	}
}

func judgeParts(s *Subject, t *Tally) {
	parts := s.said.Parts
	for i := range parts {
		p := &parts[i]
		if !p.Exact {
			continue
		}
		sum := linear.Total(p.Parts)
		if sum.Cmp(linear.WideOf(int64(p.Total))) == 0 {
			t.Count(schema.Holds)
			continue
		}
		f := plain(fmt.Sprintf("section %d paragraph %d sum %d", p.Section, p.Ordinal, i+1), "", "", p.Place)
		f.Left = &p.Total
		if d, ok := sum.Decimal(1); ok {
			f.Right = &d
		}
		f.Formula = fmt.Sprintf("%s ≠ %s = %s", p.Total, plus(p.Parts), sum.Text(1))
		f.Message = fmt.Sprintf("文字说共 %s，各分项之和是 %s：“%s”", p.Total, sum.Text(1), quote(p.Sentence, 60))
		f.MessageEN = fmt.Sprintf("prose says %s in all, its parts add up to %s: %q", p.Total, sum.Text(1), quote(p.Sentence, 60))
		t.Find(f)
	}
}

func plus(numbers []schema.Decimal) string {
	var texts []string
	for _, n := range numbers {
		texts = append(texts, n.String())
	}
	return strings.Join(texts, " + ")
}

func (w *World) parts(total int64, parts ...int64) {
	p := PartsClaim{UnitCode: exampleUnit, ReportYear: exampleYear, Total: schema.DecimalOf(total), Exact: true, Section: 1, Ordinal: 1}
	for _, n := range parts {
		p.Parts = append(p.Parts, schema.DecimalOf(n))
	}
	w.Parts = append(w.Parts, p)
}
