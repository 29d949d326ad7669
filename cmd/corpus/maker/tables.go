package maker

import (
	"slices"
	"strconv"
	"strings"

	"huizong/schema"
)

// printed reports whether the report prints any of the cells.
func (r *Report) printed(ids ...schema.CellID) bool {
	for _, id := range ids {
		if r.Cells[id].State != schema.Absent {
			return true
		}
	}
	return false
}

// gridTwo prints table two: blocks of the article's items, each with a header
// of its own. Rows that print nothing are left out.
func (r *Report) gridTwo() *Grid {
	g := &Grid{Table: schema.Table2, Columns: 4}
	rows := schema.TableTwo2021
	if r.Edition == schema.Edition2019 {
		rows = schema.TableTwo2019
	}
	header := ""
	for _, row := range rows {
		var ids []schema.CellID
		for _, c := range row.Columns {
			ids = append(ids, cell("t2."+row.Code+"."+c.Code))
		}
		if !r.printed(ids...) {
			continue
		}
		spans := blockSpans(len(ids))
		if head := strconv.Itoa(row.Article) + columnsOf(row); head != header {
			header = head
			g.Rows = append(g.Rows, []GridCell{label(r.wording.say("第二十条第（"+string([]rune("〇一二三四五六七八九")[row.Article])+"）项"), 1, 4)})
			line := []GridCell{label(r.wording.say("信息内容"), 1, 1)}
			for i, c := range row.Columns {
				line = append(line, label(r.wording.say(c.Label), 1, spans[i]))
			}
			g.Rows = append(g.Rows, line)
		}
		line := []GridCell{label(r.wording.say(row.Label), 1, 1)}
		for i, id := range ids {
			line = append(line, r.figure(id, spans[i]))
		}
		g.Rows = append(g.Rows, line)
	}
	if r.wording.variety == Wild && r.dice("extra row").in(10) {
		g.Rows = append(g.Rows, []GridCell{label("其他主动公开文件", 1, 1), aside(int64(r.dice("extra").between(3, 90)), 3)})
	}
	return g
}

func columnsOf(row schema.BlockRow) string {
	var b strings.Builder
	for _, c := range row.Columns {
		b.WriteString(c.Code)
	}
	return b.String()
}

// blockSpans shares three grid columns among a block's columns.
func blockSpans(n int) []int {
	return [][]int{nil, {3}, {1, 2}, {1, 1, 1}}[n]
}

// gridThree prints table three: three columns of labels, seven of figures, or
// eight with the local sub-total 法人小计.
func (r *Report) gridThree() *Grid {
	subtotal := r.wording.variety == Wild && r.dice("subtotal").in(12)
	g := &Grid{Table: schema.Table3, Columns: 10}
	if subtotal {
		g.Columns = 11
	}
	g.headThree(r.wording, subtotal)
	rows := r.rowsThree()
	inResults := 0
	for _, row := range rows {
		if f := schema.TableThree[row]; f.Result || row == rowAnswered {
			inResults++
		}
	}
	started, group := false, ""
	for i, row := range rows {
		f := schema.TableThree[row]
		var line []GridCell
		results := f.Result || row == rowAnswered
		if results && !started {
			started = true
			line = append(line, label(r.wording.say("三、本年度办理结果"), inResults, 1))
		}
		switch {
		case !results:
			line = append(line, label(r.wording.say(f.Label), 1, 3))
		case f.Group == "":
			line = append(line, label(r.wording.say(f.Label), 1, 2))
		default:
			if f.Group != group {
				line = append(line, label(r.wording.say(f.Group), run(rows[i:], f.Group), 1))
			}
			line = append(line, label(r.wording.say(f.Label), 1, 1))
		}
		group = f.Group
		g.Rows = append(g.Rows, append(line, r.figuresThree(row, subtotal)...))
	}
	return g
}

// rowsThree lists the rows that the report prints: those of its edition, and
// the parent of （六） where it has a figure.
func (r *Report) rowsThree() []int {
	var rows []int
	for row := range schema.TableThree {
		ids := make([]schema.CellID, 7)
		for c := range ids {
			ids[c] = schema.T3(row, c)
		}
		if r.printed(ids...) {
			rows = append(rows, row)
		}
	}
	return parentFirst(rows)
}

// parentFirst moves the （六） row before its children, where both are printed.
func parentFirst(rows []int) []int {
	var out []int
	first := schema.RequestRowIndex("other_no_correction")
	for _, row := range rows {
		if row == first && slices.Contains(rows, rowParent) {
			out = append(out, rowParent)
		}
		if row != rowParent || !slices.Contains(rows, first) {
			out = append(out, row)
		}
	}
	return out
}

// run is how many rows from here on stand in the group.
func run(rows []int, group string) int {
	n := 0
	for n < len(rows) && schema.TableThree[rows[n]].Group == group {
		n++
	}
	return n
}

func (r *Report) figuresThree(row int, subtotal bool) []GridCell {
	var line []GridCell
	for c := range schema.Applicants {
		if subtotal && c == applicantParts {
			sum := int64(0)
			for k := 1; k < applicantParts; k++ {
				sum += r.value(schema.T3(row, k))
			}
			line = append(line, aside(sum, 1))
		}
		line = append(line, r.figure(schema.T3(row, c), 1))
	}
	return line
}

func (g *Grid) headThree(w wording, subtotal bool) {
	legal := 5
	if subtotal {
		legal = 6
	}
	names := make([]GridCell, 0, legal)
	for _, a := range schema.Applicants[1:applicantParts] {
		names = append(names, label(w.stack(w.say(a.Label)), 1, 1))
	}
	if subtotal {
		names = append(names, label("法人小计", 1, 1))
	}
	g.Rows = append(g.Rows,
		[]GridCell{label(w.say("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"), 3, 3), label(w.say("申请人情况"), 1, legal+2)},
		[]GridCell{label(w.say("自然人"), 2, 1), label(w.say("法人或其他组织"), 1, legal), label(w.say("总计"), 2, 1)},
		names)
}

// stack breaks a header word of four characters and more over two lines.
func (w wording) stack(s string) string {
	rs := []rune(s)
	if !w.wrapped || len(rs) < 4 || strings.ContainsAny(s, " \n") {
		return s
	}
	return string(rs[:len(rs)/2]) + "\n" + string(rs[len(rs)/2:])
}

// gridsFour prints table four: one row of fifteen, or three tables of five.
func (r *Report) gridsFour() []*Grid {
	d := r.dice("table four")
	if r.wording.variety != Official && d.in(12) {
		return r.splitFour()
	}
	w := r.wording
	g := &Grid{Table: schema.Table4, Columns: 15, Rows: [][]GridCell{
		{label("行政复议", 1, 5), label("行政诉讼", 1, 10)},
		nil, nil, nil}}
	for _, o := range schema.Outcomes {
		g.Rows[1] = append(g.Rows[1], label(w.stack(w.say(o.Label)), 2, 1))
	}
	g.Rows[1] = append(g.Rows[1], label(w.say("未经复议直接起诉"), 1, 5), label(w.say("复议后起诉"), 1, 5))
	for range 2 {
		for _, o := range schema.Outcomes {
			g.Rows[2] = append(g.Rows[2], label(w.stack(w.say(o.Label)), 1, 1))
		}
	}
	if w.variety != Official && d.in(20) {
		g.emptyHeads()
	}
	for group := range schema.Proceedings {
		for o := range schema.Outcomes {
			g.Rows[3] = append(g.Rows[3], r.figure(schema.T4(group, o), 1))
		}
	}
	if w.variety == Wild && d.in(15) {
		g.Rows = append(g.Rows, []GridCell{label("注：行政复议、行政诉讼数量含上年度结转数量。", 1, 15)})
	}
	return []*Grid{g}
}

// emptyHeads splits the tall headers of the first five columns: the words
// stand above, an empty cell below.
func (g *Grid) emptyHeads() {
	var empty []GridCell
	for i := range 5 {
		g.Rows[1][i].Rows = 1
		empty = append(empty, label("", 1, 1))
	}
	g.Rows[2] = append(empty, g.Rows[2]...)
}

func (r *Report) splitFour() []*Grid {
	w := r.wording
	var out []*Grid
	for group := range schema.Proceedings {
		g := &Grid{Table: schema.Table4, Columns: 5}
		switch group {
		case 0:
			g.Rows = append(g.Rows, []GridCell{label("行政复议", 1, 5)})
		case 1:
			g.Rows = append(g.Rows, []GridCell{label("行政诉讼", 1, 5)}, []GridCell{label(w.say("未经复议直接起诉"), 1, 5)})
		case 2:
			g.Rows = append(g.Rows, []GridCell{label("行政诉讼", 1, 5)}, []GridCell{label(w.say("复议后起诉"), 1, 5)})
		}
		var names, figures []GridCell
		for o, outcome := range schema.Outcomes {
			names = append(names, label(w.say(outcome.Label), 1, 1))
			figures = append(figures, r.figure(schema.T4(group, o), 1))
		}
		g.Rows = append(g.Rows, names, figures)
		out = append(out, g)
	}
	return out
}
