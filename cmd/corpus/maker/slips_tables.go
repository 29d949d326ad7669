package maker

import (
	"strings"

	"huizong/schema"
)

func slipRowTotal(h *hand) bool {
	row, ok := h.rowWhere(func(int) bool { return true })
	if ok {
		h.cell = schema.T3(row, applicantParts)
		h.add(h.cell, h.delta())
	}
	return ok
}

func slipRowTotalZero(h *hand) bool {
	row, ok := h.rowWhere(func(row int) bool { return h.busy(row) > 0 })
	if ok {
		h.cell = schema.T3(row, applicantParts)
		h.Cells[h.cell] = Count(0)
	}
	return ok
}

func slipAnswered(h *hand) bool {
	c := h.d.n(applicantParts)
	h.cell = schema.T3(rowAnswered, c)
	h.addTo(rowAnswered, c, h.delta())
	return h.three()
}

func slipBalance(h *hand) bool {
	c := h.d.n(applicantParts)
	h.cell = schema.T3(rowReceived, c)
	h.addTo(rowReceived, c, h.delta())
	return h.three()
}

// slipGroup prints the （六） row beside its children, one column of it wrong.
func slipGroup(h *hand) bool {
	if h.Edition != schema.Edition2021 || !h.three() {
		return false
	}
	for _, id := range schema.GroupIdentities() {
		sum := schema.Decimal(0)
		for _, t := range id.Terms[1:] {
			sum += h.Cells[t.Cell].Value
		}
		h.Cells[id.Key] = Number(sum)
	}
	c := h.d.n(applicantParts)
	h.cell = schema.T3(rowParent, c)
	h.addTo(rowParent, c, h.delta())
	return true
}

func slipFourTotal(h *hand) bool {
	h.cell = schema.T4(h.d.n(3), 4)
	h.add(h.cell, h.delta())
	return true
}

func slipStock(h *hand) bool {
	if h.Edition == schema.Edition2019 {
		return false
	}
	issued := int64(h.d.between(3, 9))
	h.put("t2.normative_documents.issued", issued)
	h.put("t2.normative_documents.repealed", 0)
	h.put("t2.normative_documents.in_force", issued-int64(h.d.between(1, 2)))
	h.cell = cell("t2.normative_documents.in_force")
	return true
}

// anyCount draws a cell that must hold a whole number: mostly of table three.
func (h *hand) anyCount() schema.CellID {
	if h.Edition != schema.Edition2019 && h.d.in(15) {
		return cell(pick(h.d, []string{"t2.normative_documents.issued", "t2.licensing.decisions", "t2.penalties.decisions"}))
	}
	if h.d.in(20) {
		return schema.T4(h.d.n(3), h.d.n(4))
	}
	rows := h.rowsThree()
	return schema.T3(pick(h.d, rows), h.d.n(applicantParts))
}

func slipDecimal(h *hand) bool {
	h.cell = h.anyCount()
	h.Cells[h.cell] = Number(h.Cells[h.cell].Value + schema.DecimalOf(1)/2)
	return true
}

func slipNegative(h *hand) bool {
	h.cell = h.anyCount()
	h.Cells[h.cell] = Count(-int64(h.d.between(1, 9)))
	return true
}

// slipMark empties a cell, or prints a mark in it.
func slipMark(raw string) func(*hand) bool {
	return func(h *hand) bool {
		h.cell = h.anyCount()
		state := schema.Mark
		if raw == "" {
			state = schema.Blank
		}
		h.Cells[h.cell] = Printed(state, raw)
		return true
	}
}

// slipCarry lets more requests come in from last year than went out, answered
// like the others: inside the report everything adds up.
func slipCarry(h *hand) bool {
	if h.near.Last == nil || !h.three() {
		return false
	}
	c, n := h.d.n(applicantParts), h.delta()
	h.cell = schema.T3(rowCarriedIn, c)
	for _, row := range []int{rowCarriedIn, schema.RequestRowIndex("granted"), rowAnswered} {
		h.addTo(row, c, n)
	}
	h.compose()
	return true
}

func slipYearStock(h *hand) bool {
	h.cell = cell("t2.normative_documents.in_force")
	if h.near.Last == nil || h.Edition == schema.Edition2019 || h.near.Last.Cells[h.cell].State != schema.Number {
		return false
	}
	h.add(h.cell, int64(h.d.between(2, 6)))
	h.compose()
	return true
}

func slipJump(h *hand) bool {
	h.cell = cell(pick(h.d, []string{"t2.licensing.decisions", "t2.penalties.decisions"}))
	last := h.near.Last.value(h.cell)
	if last < 10 || h.Cells[h.cell].State != schema.Number {
		return false
	}
	h.Cells[h.cell] = Count(last * int64(h.d.between(6, 9)))
	h.compose()
	return true
}

func slipRegulations(h *hand) bool {
	if h.Edition == schema.Edition2019 {
		return false
	}
	n := int64(h.d.between(1, 6))
	h.put("t2.regulations.issued", n)
	h.put("t2.regulations.in_force", n)
	h.cell = cell("t2.regulations.issued")
	return true
}

func slipNorms(h *hand) bool {
	if h.Edition == schema.Edition2019 || h.Unit.Kind == schema.Subdistrict {
		return false
	}
	h.cell = cell("t2.normative_documents.issued")
	more := int64(h.d.between(21, 40)) - h.value(h.cell)
	h.add(h.cell, more)
	h.add(cell("t2.normative_documents.in_force"), more)
	h.compose()
	return true
}

func slipSubdistrictNorms(h *hand) bool {
	if h.Edition == schema.Edition2019 || h.Unit.Kind != schema.Subdistrict {
		return false
	}
	h.cell = cell("t2.normative_documents.issued")
	n := int64(h.d.between(1, 6))
	h.add(h.cell, n)
	h.add(cell("t2.normative_documents.in_force"), n)
	h.compose()
	return true
}

func slipYuan(h *hand) bool {
	if h.Edition == schema.Edition2019 {
		return false
	}
	h.cell = cell("t2.fees.amount")
	n := int64(h.d.between(12, 900)) * 1000
	f := Count(n)
	if h.d.in(40) {
		f.Raw += "元"
	}
	h.Cells[h.cell] = f
	return true
}

// slipRowShift prints a row one column to the right, the total lost, or one to
// the left, nothing under the total.
func slipRowShift(h *hand) bool {
	row, ok := h.rowWhere(func(row int) bool { return h.busy(row) >= 2 && h.distinctRow(row) })
	if !ok {
		return false
	}
	var old [7]Figure
	for c := range old {
		old[c] = h.Cells[schema.T3(row, c)]
	}
	right := h.d.in(50)
	for c := range old {
		f := Count(0)
		if right && c > 0 {
			f = old[c-1]
		} else if !right && c < 6 {
			f = old[c+1]
		}
		h.Cells[schema.T3(row, c)] = f
	}
	h.cell = schema.T3(row, applicantParts)
	return true
}

// slipRowsDown prints the last results and the rows behind them one row below:
// （七）总计 shows 3.其他, 四 shows （七）总计.
func slipRowsDown(h *hand) bool {
	rows := h.rowsThree()
	from := len(rows) - 6
	if !h.three() || h.count(schema.T3(rowAnswered, applicantParts)) == 0 {
		return false
	}
	for i := len(rows) - 1; i > from; i-- {
		for c := range schema.Applicants {
			h.Cells[schema.T3(rows[i], c)] = h.Cells[schema.T3(rows[i-1], c)]
		}
	}
	for c := range schema.Applicants {
		h.Cells[schema.T3(rows[from], c)] = Count(0)
	}
	h.cell = schema.T3(rowAnswered, applicantParts)
	return true
}

// slipColumnSwap swaps the figures of two neighbouring applicants in a block of
// result rows, not in all rows (then nobody could tell), or 其他 with 总计.
func slipColumnSwap(h *hand) bool {
	if !h.three() {
		return false
	}
	if h.d.in(25) && h.swapTotal() {
		return true
	}
	start, length := h.d.n(applicantParts-1), h.d.between(1, 5)
	for i := range applicantParts - 1 {
		a := (start + i) % (applicantParts - 1)
		for _, rows := range shuffled(h.d, blocks(resultRows(h.Edition), length)) {
			if h.difference(rows, a, a+1) != 0 {
				for _, row := range rows {
					x, y := schema.T3(row, a), schema.T3(row, a+1)
					h.Cells[x], h.Cells[y] = h.Cells[y], h.Cells[x]
				}
				h.cell = schema.T3(rows[0], a)
				return true
			}
		}
	}
	return false
}

// swapTotal prints the columns 其他 and 总计 in each other's place, in all rows.
func (h *hand) swapTotal() bool {
	rows := h.rowsThree()
	if h.difference(rows, applicantParts-1, applicantParts) == 0 {
		return false
	}
	for _, row := range rows {
		x, y := schema.T3(row, applicantParts-1), schema.T3(row, applicantParts)
		h.Cells[x], h.Cells[y] = h.Cells[y], h.Cells[x]
	}
	h.cell = schema.T3(rowReceived, applicantParts)
	return true
}

// blocks lists the runs of so many neighbouring rows.
func blocks(rows []int, length int) [][]int {
	var out [][]int
	for i := 0; i+length <= len(rows); i++ {
		out = append(out, rows[i:i+length])
	}
	return out
}

// difference is the sum of one column less that of another, over some rows.
func (h *hand) difference(rows []int, a, b int) (n int64) {
	for _, row := range rows {
		n += h.count(schema.T3(row, a)) - h.count(schema.T3(row, b))
	}
	return n
}

func slipTimesTen(h *hand) bool {
	id, ok := h.requestWhere(func(n int64) bool { return n > 0 })
	if ok {
		h.cell, h.Cells[id] = id, Number(h.Cells[id].Value*10)
	}
	return ok
}

// slipDigitsSplit prints 23 as 2 and, one cell to the right, 3.
func slipDigitsSplit(h *hand) bool {
	var ids [][2]schema.CellID
	for _, row := range h.rowsThree() {
		for c := range applicantParts - 1 {
			id, next := schema.T3(row, c), schema.T3(row, c+1)
			if n := h.count(id); n >= 11 && n <= 99 && n%10 != 0 && h.count(next) == 0 {
				ids = append(ids, [2]schema.CellID{id, next})
			}
		}
	}
	if len(ids) == 0 || !h.three() {
		return false
	}
	at := pick(h.d, ids)
	n := h.count(at[0])
	h.Cells[at[0]], h.Cells[at[1]] = Count(n/10), Count(n%10)
	h.cell = at[0]
	return true
}

// slipDigitsSwapped prints 12 as 21.
func slipDigitsSwapped(h *hand) bool {
	id, ok := h.requestWhere(func(n int64) bool { return n >= 10 && n <= 99 && n%10 != n/10 })
	if ok {
		n := h.count(id)
		h.cell, h.Cells[id] = id, Count(n%10*10+n/10)
	}
	return ok
}

// requestWhere draws a figure of table three, totals left out.
func (h *hand) requestWhere(fits func(n int64) bool) (schema.CellID, bool) {
	var ids []schema.CellID
	for _, row := range h.rowsThree() {
		for c := range applicantParts {
			if fits(h.count(schema.T3(row, c))) {
				ids = append(ids, schema.T3(row, c))
			}
		}
	}
	if len(ids) == 0 || !h.three() {
		return 0, false
	}
	return pick(h.d, ids), true
}

// slipTotalEmpty leaves out the column 总计, or the row （七）总计.
func slipTotalEmpty(h *hand) bool {
	if !h.three() || h.count(schema.T3(rowAnswered, applicantParts)) == 0 {
		return false
	}
	h.cell = schema.T3(rowReceived, applicantParts)
	if h.d.in(40) {
		h.cell = schema.T3(rowAnswered, 0)
		for c := range schema.Applicants {
			h.Cells[schema.T3(rowAnswered, c)] = Printed(schema.Blank, "")
		}
		return true
	}
	for _, row := range h.rowsThree() {
		h.Cells[schema.T3(row, applicantParts)] = Printed(schema.Blank, "")
	}
	return true
}

func slipBlankColumn(h *hand) bool {
	c := h.d.n(applicantParts)
	for _, row := range h.rowsThree() {
		h.Cells[schema.T3(row, c)] = Printed(schema.Blank, "")
	}
	h.cell = schema.T3(rowReceived, c)
	return h.three()
}

// slipCompensating moves one request from one applicant to another: the row
// still adds up, two columns do not.
func slipCompensating(h *hand) bool {
	row, ok := h.rowWhere(func(row int) bool { return row != rowAnswered && h.busy(row) > 0 })
	if !ok {
		return false
	}
	from := h.d.n(applicantParts)
	for h.count(schema.T3(row, from)) == 0 {
		from = (from + 1) % applicantParts
	}
	to := (from + 1 + h.d.n(applicantParts-1)) % applicantParts
	h.add(schema.T3(row, from), -1)
	h.add(schema.T3(row, to), 1)
	h.cell = schema.T3(row, from)
	return true
}

// slipCopiedTable prints another unit's table three.
func slipCopiedTable(h *hand) bool {
	o := h.near.Other
	if o == nil || o.Edition != h.Edition || !h.three() || o.value(schema.T3(rowReceived, applicantParts)) < 3 {
		return false
	}
	for i := range h.Cells {
		if strings.HasPrefix(schema.Cells[i].Code, "t3.") {
			h.Cells[i] = o.Cells[i]
		}
	}
	h.compose()
	return true
}
