package schema

// A PrintedCell is one cell of an official table as it is printed: a label, or
// the place of a form cell.
type PrintedCell struct {
	Row, Column         int // 0-based, of the top left corner
	RowSpan, ColumnSpan int
	Label               string // "" for the place of a form cell
	Cell                CellID // NoCell for a label
	Head                bool   // a column header, not a row label
}

// A PrintedTable is the official layout of a table: its cells tile the grid.
type PrintedTable struct {
	Rows, Columns int
	Cells         []PrintedCell // ordered by row, then column
}

// Printed returns the official layout of a table in an edition, verbatim. For
// [Hybrid] it is 2021's with the single （六） row.
func Printed(t FormTable, e Edition) PrintedTable {
	p := &printer{}
	switch t {
	case Table2:
		p.two(e)
	case Table3:
		p.three(e)
	case Table4:
		p.four()
	}
	return PrintedTable{Rows: p.rows, Columns: p.columns, Cells: p.cells}
}

type printer struct {
	rows, columns int
	cells         []PrintedCell
}

func (p *printer) label(row, column, rows, columns int, text string, head bool) {
	p.cells = append(p.cells, PrintedCell{row, column, rows, columns, text, NoCell, head})
}

func (p *printer) value(row, column, columns int, code string) {
	id, ok := CellByCode(code)
	if !ok {
		panic("schema: no cell " + code)
	}
	p.cells = append(p.cells, PrintedCell{row, column, 1, columns, "", id, false})
}

// two prints the blocks of table two: a heading over the whole width, the
// column heads, the rows. Fewer columns share the width of three.
func (p *printer) two(e Edition) {
	form := TableTwo2021
	if e == Edition2019 {
		form = TableTwo2019
	}
	p.columns = 7 // one label, and six that divide by one, two and three
	article := 0
	for _, r := range form {
		width := 6 / len(r.Columns)
		if r.Article != article {
			article = r.Article
			p.label(p.rows, 0, 1, p.columns, articleLabel(article), true)
			p.label(p.rows+1, 0, 1, 1, "信息内容", true)
			for i, c := range r.Columns {
				p.label(p.rows+1, 1+i*width, 1, width, c.Label, true)
			}
			p.rows += 2
		}
		p.label(p.rows, 0, 1, 1, r.Label, false)
		for i, c := range r.Columns {
			p.value(p.rows, 1+i*width, width, "t2."+r.Code+"."+c.Code)
		}
		p.rows++
	}
}

// CornerNote is printed in the corner of table three.
const CornerNote = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

// three prints table three: three columns of labels, seven of values.
func (p *printer) three(e Edition) {
	const labels = 3
	p.columns = labels + len(Applicants)
	p.label(0, 0, 3, labels, CornerNote, true)
	p.label(0, labels, 1, len(Applicants), "申请人情况", true)
	p.label(1, labels, 2, 1, Applicants[0].Label, true)
	p.label(1, labels+1, 1, 5, "法人或其他组织", true)
	p.label(1, labels+6, 2, 1, Applicants[6].Label, true)
	for c := 1; c < 6; c++ {
		p.label(2, labels+c, 1, 1, Applicants[c].Label, true)
	}
	p.rows = 3
	rows := requestRows(e)
	results := 0
	for _, i := range rows {
		if r := TableThree[i]; r.Result || r.Code == "answered" {
			results++
		}
	}
	group, begun := "", false
	for n, i := range rows {
		r := &TableThree[i]
		inside := r.Result || r.Code == "answered"
		if inside && !begun {
			begun = true
			p.label(p.rows, 0, results, 1, groupResults, false)
		}
		switch {
		case !inside:
			p.label(p.rows, 0, 1, labels, r.Label, false)
		case r.Group == "":
			p.label(p.rows, 1, 1, labels-1, r.Label, false)
		default:
			if r.Group != group {
				p.label(p.rows, 1, groupSize(rows[n:]), 1, r.Group, false)
			}
			p.label(p.rows, 2, 1, 1, r.Label, false)
		}
		group = r.Group
		for c, a := range Applicants {
			p.value(p.rows, labels+c, 1, "t3."+r.Code+"."+a.Code)
		}
		p.rows++
	}
}

// groupSize is how many of the rows at the front stand in the same group.
func groupSize(rows []int) int {
	n := 0
	for n < len(rows) && TableThree[rows[n]].Group == TableThree[rows[0]].Group {
		n++
	}
	return n
}

// four prints table four: three groups of five over one row.
func (p *printer) four() {
	p.columns, p.rows = len(Proceedings)*len(Outcomes), 4
	p.label(0, 0, 1, 5, "行政复议", true)
	p.label(0, 5, 1, 10, "行政诉讼", true)
	for o, c := range Outcomes {
		p.label(1, o, 2, 1, c.Label, true)
	}
	p.label(1, 5, 1, 5, "未经复议直接起诉", true)
	p.label(1, 10, 1, 5, "复议后起诉", true)
	for g := 1; g < len(Proceedings); g++ {
		for o, c := range Outcomes {
			p.label(2, 5*g+o, 1, 1, c.Label, true)
		}
	}
	for g, proceeding := range Proceedings {
		for o, c := range Outcomes {
			p.value(3, 5*g+o, 1, "t4."+proceeding.Code+"."+c.Code)
		}
	}
}
