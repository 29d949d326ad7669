package locate

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// One slip is one finding: what else goes away with a slip stands under it.

// follows reports whether a finding that is no failed sum goes away once a cell
// is changed: last year carries over, prose and table agree, the cell holds a
// number that may stand there.
func (c change) follows(x *schema.Finding) bool {
	switch {
	case strings.HasPrefix(x.Rule, "text.proceedings"):
		return c.known && x.Left != nil && x.Right != nil && proceedingsOf(x, c.cell) && *x.Left-*x.Right == c.to-c.from
	case x.Cell != c.cell:
		return false
	case x.Rule == "year.carry":
		return x.Right != nil && *x.Right == c.to
	case x.Rule == "text.requests", x.Rule == "text.none":
		return x.Left != nil && *x.Left == c.to
	case x.Rule == "cell.number", x.Rule == "year.jump":
		return true
	}
	return false
}

// proceedingsOf reports whether the number said in prose is held against a sum
// that the total of a group of table four is part of.
func proceedingsOf(x *schema.Finding, total schema.CellID) bool {
	metric, _, _ := strings.Cut(x.Detail, ".")
	row := schema.Cells[total].RowCode
	return metric == "proceedings" || metric == "reviews" && row == "review" || metric == "suits" && strings.HasPrefix(row, "suit")
}

// also says in a question what else speaks for the number asked about.
func also(x *schema.Finding) string {
	switch {
	case x.Rule == "year.carry":
		return "上年报告的结转下年度也是这个数"
	case strings.HasPrefix(x.Rule, "text."):
		return "文字写的也是这个数"
	}
	return ""
}

// put puts the findings that a change makes go away under the finding at index
// at, and adds to its question what speaks for the number.
func (l *located) put(at int, wrong []change) {
	parent := &l.findings[at]
	id, said := parent.ID(), map[string]bool{}
	for i := range l.findings {
		x := &l.findings[i]
		if i == at || x.Parent != "" {
			continue
		}
		for _, c := range wrong {
			if !c.follows(x) {
				continue
			}
			x.Parent = id
			if s := also(x); s != "" && len(wrong) == 1 && !said[s] {
				said[s] = true
				parent.Suggestion += "（" + s + "）"
			}
			break
		}
	}
}

// carried puts what does not carry over from last year under one finding: the
// column under which the total is off by as much, or the total over several.
func (l *located) carried() {
	total, parts := -1, []int{}
	for i := range l.findings {
		x := &l.findings[i]
		if x.Rule != "year.carry" || x.Parent != "" || x.Cell == schema.NoCell || x.Difference() == nil {
			continue
		}
		if schema.Cells[x.Cell].ColumnCode == "total" {
			total = i
		} else {
			parts = append(parts, i)
		}
	}
	if total < 0 || len(parts) == 0 {
		return
	}
	var sum schema.Decimal
	for _, i := range parts {
		sum += *l.findings[i].Difference()
	}
	whole := &l.findings[total]
	if sum != *whole.Difference() {
		return
	}
	if len(parts) == 1 {
		whole.Parent = l.findings[parts[0]].ID()
		return
	}
	var columns []string
	for _, i := range parts {
		x := &l.findings[i]
		x.Parent = whole.ID()
		columns = append(columns, fmt.Sprintf("%s %s（上年 %s）", schema.Cells[x.Cell].ColumnLabel, *x.Left, *x.Right))
	}
	whole.Message += "；各列：" + strings.Join(columns, "、")
}

// inferred puts the cells that follow from others under the finding that says
// they are blank, missing or unread, which then asks about all of them at once.
func (l *located) inferred(from int) {
	asked := map[int][]string{}
	for i := from; i < len(l.findings); i++ {
		x := &l.findings[i]
		for k := range from {
			if y := &l.findings[k]; y.Parent == "" && covers(y, x.Cell) {
				x.Parent = y.ID()
				asked[k] = append(asked[k], x.Right.String())
				break
			}
		}
	}
	for k, values := range asked {
		x := &l.findings[k]
		if x.Suggestion != "" {
			continue
		}
		x.Suggestion = "按勾稽关系推算应为 " + values[0] + "，是否如此？"
		if len(values) > 1 {
			x.Suggestion = "按勾稽关系推算应依次为 " + strings.Join(values, "、") + "，是否如此？"
		}
	}
}

// covers reports whether a finding tells of a cell that holds no number.
func covers(x *schema.Finding, id schema.CellID) bool {
	if x.Cell == schema.NoCell || x.Rule != "cell.blank" && x.Rule != "form.rows" && x.Rule != "cell.unread" {
		return false
	}
	a, b := &schema.Cells[x.Cell], &schema.Cells[id]
	kind, _, _ := strings.Cut(x.Detail, " ")
	switch {
	case x.Cell == id:
		return true
	case a.Table != b.Table:
		return false
	case kind == "row":
		return a.RowCode == b.RowCode
	case kind == "column":
		return a.ColumnCode == b.ColumnCode
	}
	return kind == "table" || kind == "scattered"
}
