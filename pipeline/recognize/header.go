package recognize

import "slices"

// The columns of table three as its header says them.

// Leaves of the header: schema.Applicants by index, then the sub-total that
// some tables add, then the words that stand over several columns.
const (
	leafOther     = 5
	leafTotal     = 6
	leafSubtotal  = 7
	overAll       = 8 // 申请人情况
	overCorporate = 9 // 法人或其他组织
	noLeaf        = -1
)

var leafWords = map[string]int{
	"自然人": 0, "商业企业": 1, "科研机构": 2, "社会公益组织": 3, "社会公益机构": 3, "公益组织": 3, "法律服务机构": 4, "法律服务组织": 4,
	"其他": leafOther, "其他组织": leafOther, "总计": leafTotal, "合计": leafTotal,
	"法人小计": leafSubtotal, "小计": leafSubtotal, "法人或其他组织小计": leafSubtotal, "法人合计": leafSubtotal,
	"申请人情况": overAll, "申请人": overAll, "法人或其他组织": overCorporate, "法人及其他组织": overCorporate, "法人和其他组织": overCorporate, "法人": overCorporate,
}

var standardOrder = []int{0, 1, 2, 3, 4, 5, 6}

// A leaf is one word of the header and where it stands.
type leaf struct{ id, column, line, table int }

// applicantOrder reads the header above the first row: which applicant each
// value column is, and in which grid columns they stand. Without a readable
// header the order is the form's; ok is false where the header is neither
// readable nor the form's.
func applicantOrder(lines []line, spans []span, list *runList) (order, columns []int, ok bool) {
	leaves, grid, text := headerLeaves(lines, spans, list)
	byColumn, columns := byColumn(leaves)
	if text {
		columns = nil
	}
	if grid && byColumn != nil {
		return byColumn, columns, true
	}
	if order = onOneLine(leaves); order == nil {
		order = nested(leaves)
		if !complete(order) || !grid && !eachAlone(leaves) && !inRows(leaves) {
			order = stacked(leaves)
		}
	}
	switch {
	case order == nil:
		if slices.ContainsFunc(leaves, func(l leaf) bool { return l.id == leafSubtotal }) {
			return nil, nil, false
		}
		return standardOrder, nil, inFormOrder(leaves)
	case eachAlone(leaves) && totalFirst(order):
		// 申请人情况 and 总计 beside it, written one below the other, read the
		// same as 总计 in front; the form has it at the end
		return standardOrder, nil, true
	case !slices.Equal(order, byColumn):
		columns = nil
	}
	return order, columns, true
}

// mostLeaves is more header words than any header has.
const mostLeaves = 64

// headerLeaves lists the header words in front of the first row in reading
// order. grid: they are cells of a true grid; text: words of text lines.
func headerLeaves(lines []line, spans []span, list *runList) (leaves []leaf, grid, text bool) {
	end := 0
	for i := range list.runs {
		if end = list.runs[i].line; len(list.runs[i].values) > 1 { // not a page number
			break
		}
	}
	for _, s := range spans {
		for i := s.from; i < s.to && (i < end || i == end && !lines[i].row()); i++ {
			l := &lines[i]
			before := len(leaves)
			if l.row() {
				leaves = append(leaves, rowLeaves(l, i)...)
			} else {
				leaves = append(leaves, textLeaves(lines, i, end)...)
			}
			if len(leaves) > mostLeaves {
				return nil, false, false
			}
			if len(leaves) > before {
				grid = grid || l.row() && !l.loose
				text = text || !l.row()
			}
		}
	}
	return unrolled(leaves), grid && !text, text
}

// unrolled gives every word a line of its own where one line of text holds
// several rows of the header: a word that stands over others is on it with them.
func unrolled(leaves []leaf) []leaf {
	for k, l := range leaves {
		for _, m := range leaves[k+1:] {
			if l.id == overCorporate && m.line == l.line && isCorporate(m.id) {
				for i := range leaves {
					leaves[i].line = i
				}
				return leaves
			}
		}
	}
	return leaves
}

func rowLeaves(l *line, i int) []leaf {
	var out []leaf
	for k, ps := 0, l.cells(); k < len(ps); k++ {
		p := &ps[k]
		if id, ok := leafWords[p.plain]; ok && !p.continued {
			out = append(out, leaf{id, p.column, i, l.table})
		}
	}
	return out
}

// textLeaves reads the header words of a text line; a word may be broken by
// blanks, or over lines that hold nothing else.
func textLeaves(lines []line, i, end int) []leaf {
	l := &lines[i]
	var out []leaf
	for k, ps := 0, l.cells(); k < len(ps); {
		id, n := brokenWord(leafWords, ps[k:])
		if n == 0 {
			k++
			continue
		}
		out = append(out, leaf{id, k, i, 0})
		k += n
	}
	if len(out) > 0 || len(l.cells()) != 1 {
		return out
	}
	joined := l.plain
	for k := i + 1; k < end && k < i+3 && len(lines[k].cells()) == 1; k++ {
		joined += lines[k].plain
		if id, ok := leafWords[joined]; ok {
			return []leaf{{id, 0, i, 0}}
		}
	}
	return nil
}

// brokenWord finds the longest word of a list that the first pieces make; n is
// the number of pieces, 0 if they make none.
func brokenWord(words map[string]int, ps []piece) (id, n int) {
	joined := ""
	for k := 0; k < min(len(ps), 8) && len(joined) < len("法人或其他组织小计"); k++ {
		joined += ps[k].plain
		if w, ok := words[joined]; ok {
			id, n = w, k+1
		}
	}
	return id, n
}

// byColumn orders the leaves of a true grid by the columns they stand in; nil
// unless all are there, each once, in a column of its own of one table: where a
// page cuts the header, the columns of its parts need not be the same.
func byColumn(leaves []leaf) (order, columns []int) {
	var own []leaf
	for _, l := range leaves {
		if l.table != leaves[0].table {
			return nil, nil
		}
		if l.id < overAll {
			own = append(own, l)
		}
	}
	slices.SortStableFunc(own, func(a, b leaf) int { return a.column - b.column })
	for k, l := range own {
		if k > 0 && l.column == own[k-1].column {
			return nil, nil
		}
		order, columns = append(order, l.id), append(columns, l.column)
	}
	if !complete(order) {
		return nil, nil
	}
	return order, columns
}

// nested orders the leaves by what stands over them: a word over several
// columns is replaced by the words of the next lines that belong under it.
func nested(leaves []leaf) []int {
	var root, all, corporate []int
	haveAll, haveCorporate, inAll := false, false, false
	for at := 0; at < len(leaves); {
		hadAll, hadCorporate := haveAll, haveCorporate
		line := leaves[at].line
		for ; at < len(leaves) && leaves[at].line == line; at++ {
			switch id := leaves[at].id; {
			case hadCorporate && isCorporate(id):
				corporate = append(corporate, id)
			case hadAll && id != overAll:
				all = append(all, id)
				inAll = inAll || id == overCorporate
			default:
				root = append(root, id)
			}
			haveAll = haveAll || leaves[at].id == overAll
			haveCorporate = haveCorporate || leaves[at].id == overCorporate
		}
	}
	if inAll {
		all = replace(all, overCorporate, corporate)
	} else {
		root = replace(root, overCorporate, corporate)
	}
	return replace(root, overAll, all)
}

// isCorporate reports whether a column stands under 法人或其他组织.
func isCorporate(id int) bool { return id >= 1 && id <= leafOther || id == leafSubtotal }

// replace puts the words that stand under another in its place.
func replace(list []int, id int, by []int) []int {
	var out []int
	for _, x := range list {
		if x == id {
			out = append(out, by...)
			by = nil
			continue
		}
		out = append(out, x)
	}
	return out
}

// complete reports whether an order names every applicant once, with or
// without the sub-total.
func complete(order []int) bool {
	var seen [leafSubtotal + 1]bool
	for _, id := range order {
		if id < 0 || id > leafSubtotal || seen[id] {
			return false
		}
		seen[id] = true
	}
	return len(order) >= len(standardOrder) && !slices.Contains(seen[:leafSubtotal], false)
}

// eachAlone reports whether every header word has a line of its own.
func eachAlone(leaves []leaf) bool {
	for k := 1; k < len(leaves); k++ {
		if leaves[k].line == leaves[k-1].line {
			return false
		}
	}
	return true
}

// onOneLine is the order of a line that names every column by itself, nil if
// there is none.
func onOneLine(leaves []leaf) []int {
	for at := 0; at < len(leaves); {
		var order []int
		to := at
		for ; to < len(leaves) && leaves[to].line == leaves[at].line; to++ {
			if id := leaves[to].id; id < overAll {
				order = append(order, id)
			}
		}
		if complete(order) {
			return order
		}
		at = to
	}
	return nil
}

// inRows reports whether the lines of a text are the rows of the header: what
// stands over the columns is on one line, what stands under it on another. A
// page turned to text puts a word between the lines that it spans.
func inRows(leaves []leaf) bool {
	top, below := -1, -1
	for _, l := range leaves {
		at := &below
		switch {
		case l.id == overAll:
			continue
		case l.id == overCorporate, !isCorporate(l.id):
			at = &top
		}
		if *at >= 0 && *at != l.line {
			return false
		}
		*at = l.line
	}
	return true
}

// stacked is the order where the words beside 法人或其他组织 are printed on other
// lines than it, as in the middle of tall cells: which of them stands to its left
// the lines do not tell, the form does. nil unless the words below it share a line
// and the others keep to the form's order.
func stacked(leaves []leaf) []int {
	var beside []leaf
	order, line := []int{0}, -1
	for _, l := range leaves {
		if !isCorporate(l.id) {
			beside = append(beside, l)
			continue
		}
		if line >= 0 && l.line != line {
			return nil
		}
		line = l.line
		order = append(order, l.id)
	}
	if order = append(order, leafTotal); !complete(order) || !inFormOrder(beside) {
		return nil
	}
	return order
}

func totalFirst(order []int) bool {
	return len(order) == 7 && order[0] == leafTotal && slices.Equal(order[1:], standardOrder[:6])
}

// inFormOrder reports whether the words that can be read stand, line by line,
// in the order of the form.
func inFormOrder(leaves []leaf) bool {
	for k := 1; k < len(leaves); k++ {
		a, b := leaves[k-1], leaves[k]
		if a.line != b.line {
			continue
		}
		if position(a.id) > position(b.id) {
			return false
		}
	}
	return true
}

// position is where a header word stands in the form from left to right.
func position(id int) int {
	switch id {
	case overAll:
		return -1
	case overCorporate:
		return 1
	}
	return 2 * id
}
