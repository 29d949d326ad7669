package locate

import (
	"fmt"
	"slices"
	"strings"

	"huizong/schema"
)

const (
	parts = 6 // applicants that are no total
	total = 6 // the column 总计
)

var (
	rowAnswered   = schema.RequestRowIndex("answered")
	rowCarriedOut = schema.RequestRowIndex("carried_out")
)

// label names a row as it is printed, without its explanation in brackets.
func label(row int) string {
	r := &schema.TableThree[row]
	l, _, _ := strings.Cut(r.Label, "（区分处理")
	if r.Group != "" {
		return r.Group + " › " + l
	}
	return l
}

// totalsEmpty: the column 总计 or the row （七）总计 is 0 or blank throughout,
// though its parts are not.
func totalsEmpty(g *grid, failed []int) *hypothesis {
	if g.table != schema.Table3 {
		return nil
	}
	column, row := g.clone(), g.clone()
	emptyColumn, emptyRow := true, true
	for _, r := range g.code.rows {
		i := g.code.at[r][total]
		emptyColumn = emptyColumn && g.empty(i)
		column.known[i] = false
	}
	for a := range schema.Applicants {
		i := g.code.at[rowAnswered][a]
		emptyRow = emptyRow && g.empty(i)
		row.known[i] = false
	}
	h := &hypothesis{rule: "slip.total_empty", ask: "请补填总计"}
	switch {
	case emptyColumn && column.solve(failed):
		h.at, h.wrong = schema.T3(g.code.rows[0], total), g.changes(column)
		h.zh, h.en = "表三“总计”列整列未填，分项不为 0", "the whole column 总计 of t3 is empty though its parts are not"
	case emptyRow && row.solve(failed):
		h.at, h.wrong = schema.T3(rowAnswered, 0), g.changes(row)
		h.zh, h.en = "表三“（七）总计”行整行未填，分项不为 0", "the whole row （七）总计 of t3 is empty though its parts are not"
	default:
		return nil
	}
	if !slices.ContainsFunc(h.wrong, func(c change) bool { return c.to != 0 }) {
		return nil // blanks where a 0 belongs: see cell.blank
	}
	empty := map[schema.CellID]bool{}
	for _, c := range h.wrong {
		empty[c.cell] = true
	}
	h.explain = func(x *schema.Finding) bool { return x.Rule == "cell.blank" && empty[x.Cell] }
	return h
}

// empty reports whether a cell that could be read prints 0 or no number.
func (g *grid) empty(i int) bool { return !g.lost[i] && (!g.known[i] || g.value[i] == 0) }

// digitsSplit: the digits of one number stand in two neighbouring cells.
func digitsSplit(g *grid, failed []int) *hypothesis {
	if g.table != schema.Table3 {
		return nil
	}
	one := schema.DecimalOf(1)
	for _, r := range g.code.rows {
		v := g.row(r)
		for a := range total {
			if v[a] < one || v[a+1] >= 10*one || !v[a].IsWhole() || !v[a+1].IsWhole() {
				continue
			}
			m := g.clone()
			w := v
			w[a], w[a+1] = v[a]*10+v[a+1], 0
			m.put(r, w, allGiven)
			if m.solve(failed) {
				return &hypothesis{rule: "slip.digits_split", at: schema.T3(r, a), wrong: g.changes(m), ask: fmt.Sprintf("是否应为 %s 和 0？", w[a]),
					zh: fmt.Sprintf("%s：相邻两格印作 %s 和 %s，合为 %s 则全部勾稽成立，疑似一个数拆在两格", label(r), v[a], v[a+1], w[a]),
					en: fmt.Sprintf("%s: %s and %s stand in neighbouring cells; as one number, %s, every sum closes", schema.TableThree[r].Code, v[a], v[a+1], w[a])}
			}
		}
	}
	return nil
}

// rowShifted: one row stands one cell to the right or left; the number that
// fell off follows from the others.
func rowShifted(g *grid, failed []int) *hypothesis {
	if g.table != schema.Table3 {
		return nil
	}
	for _, r := range g.code.rows {
		v := g.row(r)
		for _, right := range []bool{true, false} {
			var w [7]schema.Decimal
			given := allGiven
			if right {
				copy(w[:6], v[1:])
				given[6] = false
			} else {
				copy(w[1:], v[:6])
				given[0] = false
			}
			m := g.clone()
			m.put(r, w, given)
			if w == v || !m.solve(failed) {
				continue
			}
			way, wayEN := "右", "right"
			if !right {
				way, wayEN = "左", "left"
			}
			return &hypothesis{rule: "slip.row_shift", at: schema.T3(r, total), wrong: g.changes(m), ask: fmt.Sprintf("是否应为 %s？", list(m.row(r))),
				zh: fmt.Sprintf("%s：整行数字似乎向%s错了一格；移回后为 %s，全部勾稽成立", label(r), way, list(m.row(r))),
				en: fmt.Sprintf("%s: the row seems to stand one cell to the %s; moved back it is %s and every sum closes", schema.TableThree[r].Code, wayEN, list(m.row(r)))}
		}
	}
	return nil
}

func list(v [7]schema.Decimal) string {
	var out []string
	for _, d := range v {
		out = append(out, d.String())
	}
	return strings.Join(out, "、")
}

// rowsMoved: from some row on, the rows stand one below or above their labels.
func rowsMoved(g *grid, failed []int) *hypothesis {
	if g.table != schema.Table3 {
		return nil
	}
	rows := g.code.rows
	zero := [7]schema.Decimal{}
	for from := 2; from < len(rows)-1; from++ {
		for last := len(rows) - 1; last > from && last >= len(rows)-2; last-- {
			if g.row(rows[from]) == zero {
				if h := moved(g, failed, from, last, true); h != nil {
					return h
				}
			}
			if g.row(rows[last]) == zero {
				if h := moved(g, failed, from, last, false); h != nil {
					return h
				}
			}
		}
	}
	return nil
}

// moved tries rows from…last as printed one row too low, or too high.
func moved(g *grid, failed []int, from, last int, down bool) *hypothesis {
	rows := g.code.rows
	m := g.clone()
	if down {
		for i := from; i < last; i++ {
			m.put(rows[i], g.row(rows[i+1]), allGiven)
		}
		m.put(rows[last], [7]schema.Decimal{}, [7]bool{})
	} else {
		for i := last; i > from; i-- {
			m.put(rows[i], g.row(rows[i-1]), allGiven)
		}
		m.put(rows[from], [7]schema.Decimal{}, [7]bool{})
	}
	if !m.solve(failed) {
		return nil
	}
	wrong := g.changes(m)
	if len(wrong) < 2 {
		return nil
	}
	way, wayEN := "下", "below"
	if !down {
		way, wayEN = "上", "above"
	}
	return &hypothesis{rule: "slip.row_shift", at: schema.T3(rowAnswered, total), wrong: wrong, ask: "请核对这几行的数字与行标题是否对应",
		zh: fmt.Sprintf("从“%s”起的数字似乎都错到了%s一行；移回后全部勾稽成立", label(rows[from]), way),
		en: fmt.Sprintf("from %s on the numbers seem to stand one row %s their labels; moved back every sum closes", schema.TableThree[rows[from]].Code, wayEN)}
}

// columnsSwapped: two columns hold each other's numbers in a run of rows.
func columnsSwapped(g *grid, failed []int) *hypothesis {
	if g.table != schema.Table3 {
		return nil
	}
	rows := g.code.rows
	var results []int
	for _, r := range rows {
		if schema.TableThree[r].Result {
			results = append(results, r)
		}
	}
	m := g.clone()
	solves := func(rows []int, a, b int) bool {
		m.reset(g)
		m.swap(rows, a, b)
		return m.solve(failed)
	}
	for _, distance := range []int{1, 2, 3, 4, 5, 6} { // neighbours are likelier
		for a := 0; a+distance < len(schema.Applicants); a++ {
			b := a + distance
			if solves(rows, a, b) {
				return swapOf(g, m, rows, a, b)
			}
			for length := len(results); length >= 1; length-- {
				for at := 0; at+length <= len(results); at++ {
					if !solves(results[at:at+length], a, b) {
						continue
					}
					if abs(moves(g, results[at:at+length], a, b)) == schema.DecimalOf(1) {
						continue // some row with a 1 is always there to swap; likelier one more here, one less there
					}
					return swapOf(g, m, trim(g, results[at:at+length], a, b), a, b)
				}
			}
		}
	}
	return nil
}

// moves is by how much the sum of column a over the rows changes when it is
// swapped with b.
func moves(g *grid, rows []int, a, b int) (d schema.Decimal) {
	for _, r := range rows {
		v := g.row(r)
		d += v[b] - v[a]
	}
	return d
}

func abs(d schema.Decimal) schema.Decimal { return max(d, -d) }

// swap exchanges what two columns hold in the rows.
func (g *grid) swap(rows []int, a, b int) {
	for _, r := range rows {
		i, j := g.code.at[r][a], g.code.at[r][b]
		g.value[i], g.value[j] = g.value[j], g.value[i]
		g.known[i], g.known[j] = g.known[j], g.known[i]
	}
}

// trim leaves out rows at both ends in which both columns are the same.
func trim(g *grid, rows []int, a, b int) []int {
	same := func(r int) bool { v := g.row(r); return v[a] == v[b] }
	for len(rows) > 1 && same(rows[0]) {
		rows = rows[1:]
	}
	for len(rows) > 1 && same(rows[len(rows)-1]) {
		rows = rows[:len(rows)-1]
	}
	return rows
}

func swapOf(g, m *grid, rows []int, a, b int) *hypothesis {
	x, y := schema.Applicants[a], schema.Applicants[b]
	where := fmt.Sprintf("“%s”至“%s”各行", label(rows[0]), label(rows[len(rows)-1]))
	whereEN := fmt.Sprintf("rows %s to %s", schema.TableThree[rows[0]].Code, schema.TableThree[rows[len(rows)-1]].Code)
	if len(rows) == len(g.code.rows) {
		where, whereEN = "全表", "all rows"
	} else if len(rows) == 1 {
		where, whereEN = "“"+label(rows[0])+"”行", "row "+schema.TableThree[rows[0]].Code
	}
	return &hypothesis{rule: "slip.column_swap", at: schema.T3(rows[0], a), wrong: g.changes(m), ask: fmt.Sprintf("“%s”与“%s”两列是否填颠倒了？", x.Label, y.Label),
		zh: fmt.Sprintf("%s的“%s”与“%s”两列似乎互换了位置；换回后全部勾稽成立", where, x.Label, y.Label),
		en: fmt.Sprintf("columns %s and %s seem swapped in %s; swapped back every sum closes", x.Code, y.Code, whereEN)}
}

// compensating: one cell is too large by what another of the same row, or of
// the same column, is too small, so that the sum over both hides it.
func compensating(g *grid, failed []int) *hypothesis {
	if g.table != schema.Table3 {
		return nil
	}
	type found struct{ a, b change }
	var all []found
	for _, r := range g.code.rows {
		for a := range parts {
			for b := a + 1; b < parts; b++ {
				if x, y, ok := g.mendOpposite(g.code.at[r][a], g.code.at[r][b], failed); ok {
					all = append(all, found{x, y})
				}
			}
		}
	}
	for a := range schema.Applicants {
		for n, r := range g.code.rows {
			for _, s := range g.code.rows[n+1:] {
				if x, y, ok := g.mendOpposite(g.code.at[r][a], g.code.at[s][a], failed); ok {
					all = append(all, found{x, y})
				}
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	d := abs(all[0].a.to - all[0].a.from)
	h := &hypothesis{rule: "slip.compensating", at: all[0].a.cell, ask: "请核对这两格"}
	if len(all) == 1 {
		h.wrong = []change{all[0].a, all[0].b}
		x, xEN := name(all[0].a.cell)
		y, yEN := name(all[0].b.cell)
		h.zh = fmt.Sprintf("%s 印作 %s、%s 印作 %s：分别改为 %s 和 %s 则全部勾稽成立，疑似一多一少 %s", x, all[0].a.from, y, all[0].b.from, all[0].a.to, all[0].b.to, d)
		h.en = fmt.Sprintf("%s is %s and %s is %s: with %s and %s every sum closes; %s too many here, too few there", xEN, all[0].a.from, yEN, all[0].b.from, all[0].a.to, all[0].b.to, d)
		return h
	}
	// Several rows (or columns) could hold the two cells; the lines that fail are certain.
	x, y := &schema.Cells[all[0].a.cell], &schema.Cells[all[0].b.cell]
	first, second, firstEN, secondEN := x.ColumnLabel, y.ColumnLabel, x.ColumnCode, y.ColumnCode
	kind, kindEN := "列", "columns"
	if x.ColumnCode == y.ColumnCode {
		first, second, firstEN, secondEN = label(x.RowIndex), label(y.RowIndex), x.RowCode, y.RowCode
		kind, kindEN = "行", "rows"
	}
	h.zh = fmt.Sprintf("“%s”与“%s”两%s似乎一多一少 %s，可能在 %d 处；改正后全部勾稽成立", first, second, kind, d, len(all))
	h.en = fmt.Sprintf("%s %s and %s seem off by %s against each other, in one of %d places; mended every sum closes", kindEN, firstEN, secondEN, d, len(all))
	return h
}

// mendOpposite is [grid.mendTwo] for cells that change by the same amount in
// opposite directions and share an equation.
func (g *grid) mendOpposite(i, j int, failed []int) (a, b change, ok bool) {
	if !g.known[i] || !g.known[j] {
		return a, b, false
	}
	a, b, ok = g.mendTwo(i, j, failed)
	return a, b, ok && a.to-a.from == b.from-b.to
}
