package check

import (
	"fmt"
	"strings"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// A saying is how a failed comparison is told: {where} is table › row › column,
// {left} and {right} are what the sides come to.
type saying struct{ zh, en string }

// identities are the equations of schema by edition and rule, as comparisons.
var identities = func() (by [4]map[string][]linear.Comparison) {
	for e := schema.Edition2019; e <= schema.Hybrid; e++ {
		by[e] = map[string][]linear.Comparison{}
		for table := schema.Table3; table <= schema.Table4; table++ {
			for _, id := range schema.Identities(table, e) {
				by[e][id.Rule] = append(by[e][id.Rule], linear.Of(id))
			}
		}
	}
	return by
}()

// Members are the linear rules of the set that are not silenced, as an edition
// states them: what a new rule may follow from or contradict.
func (s *RuleSet) Members(e schema.Edition) []linear.Member {
	var all []linear.Member
	for i, r := range s.rules {
		comparisons := r.Equations
		if of, ok := identities[e][r.ID]; ok {
			comparisons = of
		}
		if s.active[i] && comparisons != nil {
			all = append(all, linear.Member{Rule: r.ID, Comparisons: comparisons})
		}
	}
	return all
}

// groupIdentities hold where （六） and its children are both printed, and so
// does the parent row's own total.
var groupIdentities, parentTotal = func() (group, total []linear.Comparison) {
	for _, id := range schema.GroupIdentities() {
		group = append(group, linear.Of(id))
	}
	for _, c := range identities[schema.Hybrid]["t3.row_total"] {
		if schema.Cells[c.Key].RowCode == "other_handling" {
			total = append(total, c)
		}
	}
	return group, total
}()

// form2021 is what a rule says of edition 2021, for the rule book.
func form2021(rule string) []linear.Comparison { return identities[schema.Edition2021][rule] }

// identity judges the form's own equations that the rule watches.
func identity(rule string, table schema.FormTable, say saying) func(*Subject, *Tally) {
	return func(s *Subject, t *Tally) {
		all := identities[s.Now.Edition[table]][rule]
		for i := range all {
			s.compare(t, &all[i], say)
		}
		if s.Now.BothSix && rule == "t3.row_total" {
			for i := range parentTotal {
				s.compare(t, &parentTotal[i], say)
			}
		}
	}
}

// compare judges one comparison and tells a failure.
func (s *Subject) compare(t *Tally, c *linear.Comparison, say saying) {
	j := c.Judge(s.Now, s.Last)
	if j.State != schema.Violated {
		t.Count(j.State)
		return
	}
	t.Find(s.failure(c, j, say))
}

// Failure is the finding for a comparison that does not hold. In the two
// sentences {where} is table › row › column, {left} and {right} are what the
// sides come to, {formula} is the comparison with its numbers.
func (s *Subject) Failure(c *linear.Comparison, zh, en string) schema.Finding {
	return s.failure(c, c.Judge(s.Now, s.Last), saying{zh, en})
}

// failure is the finding for a comparison that does not hold.
func (s *Subject) failure(c *linear.Comparison, j linear.Judged, say saying) schema.Finding {
	f := schema.Finding{Cell: c.Key, Place: s.cellPlace(c.Key), Left: c.LeftDecimal(j), Right: c.RightDecimal(j),
		Formula: c.Formula(s.Now, s.Last, between(c))}
	f.Message = say.fill(say.zh, whereZH[c.Key], bounded(c, j.Left, "至少 ", "至多 "), bounded(c, j.Right, "至少 ", "至多 "), f.Formula)
	f.MessageEN = say.fill(say.en, whereEN[c.Key], bounded(c, j.Left, "at least ", "at most "), bounded(c, j.Right, "at least ", "at most "), c.Formula(s.Now, s.Last, nil))
	return f
}

func (saying) fill(template, where, left, right, formula string) string {
	for _, slot := range [...][2]string{{"{where}", where}, {"{left}", left}, {"{right}", right}, {"{formula}", formula}} {
		template = strings.ReplaceAll(template, slot[0], slot[1])
	}
	return template
}

// bounded is what a side comes to; where cells are unknown, how far.
func bounded(c *linear.Comparison, side linear.Side, atLeast, atMost string) string {
	text := side.Known.Text(max(c.Scale, 1))
	switch {
	case side.Unknown == 0:
		return text
	case side.Above && !side.Below:
		return atLeast + text
	case side.Below && !side.Above:
		return atMost + text
	}
	return "?"
}

// whereZH and whereEN name every cell: table › row › column.
var whereZH, whereEN = func() (zh, en [schema.CellCount]string) {
	for i := range schema.Cells {
		c := &schema.Cells[i]
		zh[i] = tableZH[c.Table] + " › " + c.Label()
		en[i] = tableEN[c.Table] + " › " + c.LabelEN()
	}
	return zh, en
}()

var (
	tableZH = [4]string{"", "表二（主动公开）", "表三（依申请公开）", "表四（复议诉讼）"}
	tableEN = [4]string{"", "table two", "table three", "table four"}
)

// shortRows are the names of rows in a formula, where the printed ones are a
// sentence long.
var shortRows = map[string]string{
	"received": "本年新收", "carried_in": "上年结转", "carried_out": "结转下年度", "partly_granted": "（二）部分公开",
	"other_no_correction": "逾期不补正", "other_fee_unpaid": "逾期未缴费", "other_rest": "3.其他", "answered": "（七）总计",
}

func shortRow(c *schema.FormCell) string {
	if s, ok := shortRows[c.RowCode]; ok {
		return s
	}
	return c.RowLabel
}

func shortColumn(c *schema.FormCell) string {
	name, _, _ := strings.Cut(c.ColumnLabel, "（")
	return strings.TrimSuffix(name, "件数")
}

// between names the terms of a comparison by what tells them apart: the column
// where all stand in one row, the row where all stand in one column.
func between(c *linear.Comparison) func(linear.Term) string {
	rows, columns := map[string]bool{}, map[string]bool{}
	for _, side := range []*linear.Sum{&c.Left, &c.Right} {
		for _, t := range side.Terms {
			rows[schema.Cells[t.Cell].RowCode], columns[schema.Cells[t.Cell].ColumnCode] = true, true
		}
	}
	return func(t linear.Term) string {
		cell := &schema.Cells[t.Cell]
		name := shortRow(cell) + "·" + shortColumn(cell)
		switch {
		case len(rows) == 1:
			name = shortColumn(cell)
		case len(columns) == 1:
			name = shortRow(cell)
		}
		if t.Last {
			return "上年报告的" + name
		}
		return name
	}
}

// mustCell is for the tables of rules, which are written by hand.
func mustCell(code string) schema.CellID {
	id, ok := schema.CellByCode(code)
	if !ok {
		panic(fmt.Sprintf("check: no cell %q", code))
	}
	return id
}
