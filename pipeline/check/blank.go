package check

import (
	"fmt"
	"strings"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// A line is cells that are told together when all of them are blank.
type line struct {
	detail   string // part of the finding's identity
	zh, en   string // what it is: "表三（依申请公开） › 商业企业 整列"
	cells    []schema.CellID
	smallest int // a line of fewer blanks not yet told is told cell by cell
}

// blankLines are the tables, then the columns, then the rows of each edition.
var blankLines = func() (by [4][4][]line) {
	for e := schema.Edition2019; e <= schema.Hybrid; e++ {
		for t := schema.Table2; t <= schema.Table4; t++ {
			all := printedCells[e][t]
			by[e][t] = append(by[e][t], line{"table", tableZH[t] + " 全表", tableEN[t] + ", the whole table", all, 2})
			if t != schema.Table2 {
				by[e][t] = append(by[e][t], lines(t, all)...)
			}
		}
	}
	return by
}()

// lines cuts a table into columns and rows; table four into its groups.
func lines(t schema.FormTable, all []schema.CellID) []line {
	var columns, rows []line
	find := func(in *[]line, make line) *line {
		for i := range *in {
			if (*in)[i].detail == make.detail {
				return &(*in)[i]
			}
		}
		*in = append(*in, make)
		return &(*in)[len(*in)-1]
	}
	for _, id := range all {
		c := &schema.Cells[id]
		if t == schema.Table3 {
			l := find(&columns, line{"column " + c.ColumnCode, tableZH[t] + " › " + c.ColumnLabel + " 整列", tableEN[t] + " › " + c.ColumnEN + ", the whole column", nil, 2})
			l.cells = append(l.cells, id)
		}
		l := find(&rows, line{"row " + c.RowCode, tableZH[t] + " › " + c.RowLabel + " 整行", tableEN[t] + " › " + c.RowEN + ", the whole row", nil, 2})
		l.cells = append(l.cells, id)
	}
	return append(columns, rows...)
}

func blank(s schema.CellState) bool { return s == schema.Blank || s == schema.Mark }

func judgeBlanks(s *Subject, t *Tally) {
	for table := schema.Table2; table <= schema.Table4; table++ {
		e := s.Now.Edition[table]
		blanks, numbers := 0, 0
		for _, id := range printedCells[e][table] {
			switch {
			case blank(s.Now.State[id]):
				blanks++
			case s.Now.State[id] == schema.Number:
				numbers++
			}
		}
		t.CountAll(schema.Holds, numbers)
		if blanks > 0 {
			s.tellBlanks(t, e, table)
		}
	}
}

// mostBlanks is how many blank lines and cells of a table are told one by one:
// who leaves more of them empty means 0 by that, and made one slip.
const mostBlanks = 4

func (s *Subject) tellBlanks(t *Tally, e schema.Edition, table schema.FormTable) {
	told := map[schema.CellID]bool{}
	var found []schema.Finding
	var cells [][]schema.CellID // of each finding
	for i := range blankLines[e][table] {
		l := &blankLines[e][table][i]
		if s.fresh(l, told) < l.smallest {
			continue
		}
		first := schema.NoCell
		for _, id := range l.cells {
			if !told[id] && first == schema.NoCell {
				first = id
			}
			told[id] = true
		}
		found, cells = append(found, schema.Finding{Cell: first, Place: s.cellPlace(first), Detail: l.detail,
			Message:   fmt.Sprintf("%s %d 格%s，没有的应填 0", l.zh, len(l.cells), s.what(l.cells)),
			MessageEN: fmt.Sprintf("%s: cells without a number: %d; what did not happen is 0", l.en, len(l.cells))}), append(cells, l.cells)
	}
	var all []schema.CellID
	for _, id := range printedCells[e][table] {
		if !blank(s.Now.State[id]) {
			continue
		}
		if all = append(all, id); told[id] {
			continue
		}
		one := []schema.CellID{id}
		found, cells = append(found, schema.Finding{Cell: id, Place: s.cellPlace(id),
			Message:   fmt.Sprintf("%s：%s，没有的应填 0", whereZH[id], s.what(one)),
			MessageEN: fmt.Sprintf("%s: prints no number; what did not happen is 0", whereEN[id])}), append(cells, one)
	}
	if len(found) > mostBlanks {
		found, cells = []schema.Finding{s.scattered(table, all)}, [][]schema.CellID{all}
	}
	zero := s.Now.WithBlanksZero()
	for i := range found {
		s.ifZero(&found[i], zero, cells[i])
		t.Find(found[i])
	}
}

// scattered tells of all blanks of a table at once.
func (s *Subject) scattered(table schema.FormTable, all []schema.CellID) schema.Finding {
	rows, rowsEN := []string{}, []string{}
	for i, id := range all {
		if c := &schema.Cells[id]; i == 0 || c.RowCode != schema.Cells[all[i-1]].RowCode {
			rows, rowsEN = append(rows, shortRow(c)), append(rowsEN, c.RowEN)
		}
	}
	const shown = 3
	tail, tailEN := "", ""
	if len(rows) > shown {
		tail, tailEN = fmt.Sprintf("等 %d 行", len(rows)), fmt.Sprintf(" and more: %d rows", len(rows))
	}
	return schema.Finding{Cell: all[0], Place: s.cellPlace(all[0]), Detail: "scattered",
		Message:   fmt.Sprintf("%s 有 %d 格%s（%s%s），没有的应填 0", tableZH[table], len(all), s.what(all), strings.Join(rows[:min(len(rows), shown)], "、"), tail),
		MessageEN: fmt.Sprintf("%s: cells without a number: %d (%s%s); what did not happen is 0", tableEN[table], len(all), strings.Join(rowsEN[:min(len(rows), shown)], ", "), tailEN)}
}

// fresh counts the blanks of a line that were not told yet; 0 unless the whole
// line is blank.
func (s *Subject) fresh(l *line, told map[schema.CellID]bool) int {
	n := 0
	for _, id := range l.cells {
		if !blank(s.Now.State[id]) {
			return 0
		}
		if !told[id] {
			n++
		}
	}
	return n
}

// what is printed in blank cells: nothing, or which mark.
func (s *Subject) what(cells []schema.CellID) string {
	raw := s.Report.Cells[cells[0]].Raw
	for _, id := range cells {
		if s.Report.Cells[id].Raw != raw || s.Now.State[id] == schema.Blank {
			return "空白"
		}
	}
	return "印的是“" + quote(raw, 8) + "”"
}

// ifZero adds what would follow if the blanks of the report meant 0: which of the
// equations with these cells, undecided now, would then fail.
func (s *Subject) ifZero(f *schema.Finding, zero *linear.Row, cells []schema.CellID) {
	undecided := 0
	var fail []string
	for table := schema.Table3; table <= schema.Table4; table++ {
		for _, rule := range []string{"t3.row_total", "t3.answered", "t3.balance", "t4.total"} {
			all := identities[s.Now.Edition[table]][rule]
			for i := range all {
				c := &all[i]
				if schema.Cells[c.Key].Table != table || !touches(c, cells) || c.Judge(s.Now, nil).State != schema.Unclear {
					continue
				}
				undecided++
				if c.Judge(zero, nil).State == schema.Violated {
					fail = append(fail, c.Formula(zero, nil, nil))
				}
			}
		}
	}
	switch {
	case undecided == 0:
	case len(fail) == 0:
		f.Message += "；若空白就是 0，勾稽关系成立"
		f.MessageEN += "; if blanks meant 0, the sums would close"
	default:
		shown := strings.Join(fail[:min(len(fail), 2)], "，")
		f.Message += fmt.Sprintf("；若空白就是 0，有 %d 项勾稽不成立：%s", len(fail), shown)
		f.MessageEN += fmt.Sprintf("; if blanks meant 0, sums that would fail: %d: %s", len(fail), shown)
	}
}

func touches(c *linear.Comparison, cells []schema.CellID) bool {
	for _, side := range []*linear.Sum{&c.Left, &c.Right} {
		for i := range side.Terms {
			for _, id := range cells {
				if side.Terms[i].Cell == id {
					return true
				}
			}
		}
	}
	return false
}
