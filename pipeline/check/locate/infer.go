package locate

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// mostInferred is how many cells that could not be read are inferred where they
// lie apart; a lost row or column may be larger.
const mostInferred = 3

// infer says what cells that are blank or could not be read would be, where
// that follows from the others. The code restores any three, or one whole row
// or column.
func (l *located) infer(g *grid) {
	unknown := 0
	rows, columns := map[int]bool{}, map[int]bool{}
	for i, id := range g.ids {
		if !g.known[i] {
			unknown++
			rows[schema.Cells[id].RowIndex], columns[schema.Cells[id].ColumnIndex] = true, true
		}
	}
	if unknown == 0 || unknown > mostInferred && len(rows) > 1 && len(columns) > 1 {
		return
	}
	m := g.clone()
	if !m.solve(nil) {
		return
	}
	from := len(l.findings)
	for _, c := range g.changes(m) {
		v := &l.report.Cells[c.cell]
		to := c.to
		zh, en := name(c.cell)
		what, whatEN := "未读出", "was not read"
		if v.State != schema.Unread && v.State != schema.Absent {
			what, whatEN = "不是数字", "is no number"
		}
		l.findings = append(l.findings, schema.Finding{
			Rule: "cell.inferred", Severity: schema.NoteSeverity, UnitCode: l.report.UnitCode, UnitName: l.report.UnitName, ReportYear: l.report.Year, Cell: c.cell,
			Message: fmt.Sprintf("%s %s；按勾稽关系推算应为 %s（推算值，不计入汇总）", zh, what, to), MessageEN: fmt.Sprintf("%s %s; by the sums of the form it would be %s (inferred, never added)", en, whatEN, to),
			Right: &to, Suggestion: fmt.Sprintf("是否应为 %s？", to), Place: l.place(c.cell), Submission: l.report.Submission,
		})
	}
	l.inferred(from)
}

// crossYears: two columns do not carry over from last year, and each holds what
// the other should: they are swapped in the whole table, which no sum inside
// it can show.
func (l *located) crossYears() {
	var carry []*schema.Finding
	for i := range l.findings {
		if x := &l.findings[i]; x.Rule == "year.carry" && x.Parent == "" {
			carry = append(carry, x)
		}
	}
	if len(carry) != 2 || carry[0].Left == nil || carry[0].Right == nil || carry[1].Left == nil || carry[1].Right == nil {
		return
	}
	if *carry[0].Left != *carry[1].Right || *carry[1].Left != *carry[0].Right || *carry[0].Left == *carry[0].Right {
		return
	}
	x, y := &schema.Cells[carry[0].Cell], &schema.Cells[carry[1].Cell]
	if carry[0].Cell == schema.NoCell || carry[1].Cell == schema.NoCell || x.Table != schema.Table3 {
		return
	}
	l.add(&hypothesis{rule: "slip.column_swap", at: carry[0].Cell, ask: fmt.Sprintf("“%s”与“%s”两列是否填颠倒了？", x.ColumnLabel, y.ColumnLabel),
		zh:      fmt.Sprintf("上年结转的“%s”与“%s”两列互换后与上年衔接，疑似全表这两列互换了位置", x.ColumnLabel, y.ColumnLabel),
		en:      fmt.Sprintf("columns %s and %s carry over from last year once swapped; they seem swapped in the whole table", x.ColumnCode, y.ColumnCode),
		explain: func(f *schema.Finding) bool { return f.Rule == "year.carry" }}, &grid{})
}

// yuan: the fee was written in yuan; the rule that asks about it becomes a slip
// where the cell says so itself.
func (l *located) yuan() {
	for i := range l.findings {
		x := &l.findings[i]
		if x.Rule != "fee.unit" || x.Parent != "" || x.Left == nil || x.Cell == schema.NoCell || !l.inYuan(x) {
			continue
		}
		to, ok := perTenThousand(*x.Left)
		if !ok {
			return
		}
		id := x.Cell
		h := &hypothesis{rule: "slip.yuan", at: id, wrong: []change{{id, *x.Left, to, true}}, ask: fmt.Sprintf("是否应为 %s 万元？", to),
			zh: fmt.Sprintf("行政事业性收费印作 %s，单位是万元；如按元填写，应为 %s 万元", *x.Left, to),
			en: fmt.Sprintf("the amount charged is printed as %s in units of 10,000 yuan; if it is in yuan, it would be %s", *x.Left, to),
			explain: func(f *schema.Finding) bool {
				return f.Cell == id && (f.Rule == "fee.unit" || f.Rule == "cell.note")
			}}
		l.add(h, &grid{})
		l.findings[len(l.findings)-1].Severity = schema.Explain
		return
	}
}

// inYuan reports whether a fee looks like yuan beyond being large: a whole
// number of at least 10 000, or 元 printed beside it.
func (l *located) inYuan(x *schema.Finding) bool {
	raw := l.report.Cells[x.Cell].Raw
	return strings.Contains(raw, "元") && !strings.Contains(raw, "万元") || x.Left.IsWhole() && *x.Left >= schema.DecimalOf(10_000)
}

// perTenThousand divides exactly by 10 000; ok is false where six places do not
// hold the result.
func perTenThousand(d schema.Decimal) (schema.Decimal, bool) {
	const tenThousand = 10_000
	return d / tenThousand, d%tenThousand == 0
}
