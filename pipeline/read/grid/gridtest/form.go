// Package gridtest holds the three tables of the form with a different figure
// in every cell, so that the tests of several readers can tell that each
// figure stands in its place, merges included.
//
// The samples in the readers' testdata were made from [HTML] by LibreOffice 7.4:
// soffice --convert-to doc, docx, rtf.
package gridtest

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"huizong/schema"
)

// A Cell is one printed cell: its text and how far it reaches.
type Cell struct {
	Text       string
	Down, Over int
}

// Title stands before the tables, Between after each of them.
const Title = "瓦岗寨乡2023年政府信息公开工作年度报告"

// Between are the paragraphs after each table.
var Between = []string{"三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "六、其他需要报告的事项：收取信息处理费1.5元。"}

func label(text string, down, over int) Cell { return Cell{text, down, over} }

// Tables are the rows of the tables, each row holding the cells that begin in
// it. Figures are 201–210, 1011–1257 (1000 + 10 × row + column) and 401–415.
func Tables() [3][][]Cell { return [3][][]Cell{two(), three(), four()} }

func two() [][]Cell {
	n := 200
	figure := func(over int) Cell { n++; return label(fmt.Sprint(n), 1, over) }
	block := func(item string) []Cell { return []Cell{label("第二十条第（"+item+"）项", 1, 4)} }
	head := func(count string) []Cell { return []Cell{label("信息内容", 1, 1), label(count, 1, 3)} }
	return [][]Cell{
		block("一"),
		{label("信息内容", 1, 1), label("本年制发件数", 1, 1), label("本年废止件数", 1, 1), label("现行有效件数", 1, 1)},
		{label("规章", 1, 1), figure(1), figure(1), figure(1)},
		{label("行政规范性文件", 1, 1), figure(1), figure(1), figure(1)},
		block("五"), head("本年处理决定数量"),
		{label("行政许可", 1, 1), figure(3)},
		block("六"), head("本年处理决定数量"),
		{label("行政处罚", 1, 1), figure(3)}, {label("行政强制", 1, 1), figure(3)},
		block("八"), head("本年收费金额（单位：万元）"),
		{label("行政事业性收费", 1, 1), figure(3)},
	}
}

func three() [][]Cell {
	rows := [][]Cell{
		{label("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), label("申请人情况", 1, 7)},
		{label("自然人", 2, 1), label("法人或其他组织", 1, 5), label("总计", 2, 1)},
		{label("商业企业", 1, 1), label("科研机构", 1, 1), label("社会公益组织", 1, 1), label("法律服务机构", 1, 1), label("其他", 1, 1)},
	}
	group := ""
	for i, r := range schema.RequestRows(schema.Edition2021) {
		row := schema.TableThree[r]
		var cells []Cell
		switch {
		case row.Code == "granted":
			cells = append(cells, label("三、本年度办理结果", 22, 1), label(row.Label, 1, 2))
		case row.Group == "" && (i < 2 || row.Code == "carried_out"):
			cells = append(cells, label(row.Label, 1, 3))
		case row.Group == "":
			cells = append(cells, label(row.Label, 1, 2))
		default:
			if row.Group != group {
				cells = append(cells, label(row.Group, members(row.Group), 1))
			}
			cells = append(cells, label(row.Label, 1, 1))
		}
		group = row.Group
		for c := range 7 {
			cells = append(cells, label(fmt.Sprint(1000+10*(i+1)+c+1), 1, 1))
		}
		rows = append(rows, cells)
	}
	return rows
}

func members(group string) (n int) {
	for _, r := range schema.RequestRows(schema.Edition2021) {
		if schema.TableThree[r].Group == group {
			n++
		}
	}
	return n
}

func four() [][]Cell {
	rows := [][]Cell{{label("行政复议", 1, 5), label("行政诉讼", 1, 10)}, {}, {}, {}}
	for _, o := range schema.Outcomes {
		rows[1] = append(rows[1], label(o.Label, 2, 1))
	}
	rows[1] = append(rows[1], label("未经复议直接起诉", 1, 5), label("复议后起诉", 1, 5))
	for g := range 3 {
		for o := range schema.Outcomes {
			if g > 0 {
				rows[2] = append(rows[2], label(schema.Outcomes[o].Label, 1, 1))
			}
			rows[3] = append(rows[3], label(fmt.Sprint(401+5*g+o), 1, 1))
		}
	}
	return rows
}

// Grid lays out rows as the number-th table of a document.
func Grid(rows [][]Cell, number int) *schema.Table {
	t := &schema.Table{Rows: len(rows)}
	taken := map[[2]int]bool{}
	for r, row := range rows {
		c := 0
		for _, cell := range row {
			for taken[[2]int{r, c}] {
				c++
			}
			t.Cells = append(t.Cells, schema.Cell{Row: r, Column: c, RowSpan: cell.Down, ColumnSpan: cell.Over, Text: cell.Text,
				Place: schema.Place{Table: number, Row: r + 1, Column: c + 1}})
			for d := range cell.Down {
				for o := range cell.Over {
					taken[[2]int{r + d, c + o}] = true
				}
			}
			c += cell.Over
			t.Columns = max(t.Columns, c)
		}
	}
	return t
}

// HTML is the whole as a web page.
func HTML() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<html><head><meta charset=utf-8></head><body>\n<h1>%s</h1>\n<p>二、主动公开政府信息情况</p>\n", Title)
	for i, rows := range Tables() {
		b.WriteString("<table border=1>\n")
		for _, row := range rows {
			b.WriteString("<tr>")
			for _, c := range row {
				fmt.Fprintf(&b, `<td rowspan=%d colspan=%d>%s</td>`, c.Down, c.Over, html.EscapeString(c.Text))
			}
			b.WriteString("</tr>\n")
		}
		fmt.Fprintf(&b, "</table>\n<p>%s</p>\n", Between[i])
	}
	b.WriteString("</body></html>\n")
	return b.String()
}

// Compare holds a document that was read to the form: its paragraphs, and
// every cell of its tables with text, position, span and place.
func Compare(t testing.TB, doc *schema.Document) {
	t.Helper()
	var tables []*schema.Table
	var prose []string
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; b.Table != nil {
			tables = append(tables, b.Table)
		} else {
			prose = append(prose, strings.TrimSpace(b.Text))
		}
	}
	want := append([]string{Title, "二、主动公开政府信息情况"}, Between...)
	if got := strings.Join(prose, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("paragraphs = %q, want %q", prose, want)
	}
	if len(tables) != 3 {
		t.Fatalf("%d tables, want 3", len(tables))
	}
	for i, rows := range Tables() {
		CompareTable(t, tables[i], Grid(rows, i+1))
	}
}

// CompareTable holds a table to what it should be, cell by cell.
func CompareTable(t testing.TB, got, want *schema.Table) {
	t.Helper()
	if got.Rows != want.Rows || got.Columns != want.Columns {
		t.Errorf("table %d is %d × %d, want %d × %d", want.Cells[0].Place.Table, got.Rows, got.Columns, want.Rows, want.Columns)
	}
	for i := range max(len(got.Cells), len(want.Cells)) {
		g, w := show(got.Cells, i), show(want.Cells, i)
		if g != w {
			t.Errorf("cell %d is %s, want %s", i, g, w)
			return
		}
	}
}

func show(cells []schema.Cell, i int) string {
	if i >= len(cells) {
		return "none"
	}
	c := cells[i]
	return fmt.Sprintf("%s +%d×%d %q", c.Place, c.RowSpan, c.ColumnSpan, strings.TrimSpace(c.Text))
}

// Sound fails if a document breaks what [schema.Table] promises: cells in
// order, inside the grid, none over another.
func Sound(t testing.TB, doc *schema.Document) {
	t.Helper()
	soundBlocks(t, doc.Blocks)
}

func soundBlocks(t testing.TB, blocks []schema.Block) {
	t.Helper()
	for _, b := range blocks {
		if b.Table == nil {
			continue
		}
		taken := map[[2]int]bool{}
		for i, c := range b.Table.Cells {
			if i > 0 && !before(b.Table.Cells[i-1], c) || c.RowSpan < 1 || c.ColumnSpan < 1 ||
				c.Row < 0 || c.Column < 0 || c.Row+c.RowSpan > b.Table.Rows || c.Column+c.ColumnSpan > b.Table.Columns {
				t.Fatalf("cell %d at %d,%d+%d×%d is out of order or of the grid %d × %d", i, c.Row, c.Column, c.RowSpan, c.ColumnSpan, b.Table.Rows, b.Table.Columns)
			}
			for d := range c.RowSpan {
				for o := range c.ColumnSpan {
					at := [2]int{c.Row + d, c.Column + o}
					if taken[at] {
						t.Fatalf("position %v is taken twice", at)
					}
					taken[at] = true
				}
			}
			soundBlocks(t, c.Inner)
		}
	}
}

func before(a, b schema.Cell) bool { return a.Row < b.Row || a.Row == b.Row && a.Column < b.Column }

// Outline prints blocks one a line: paragraphs quoted, cells as
// row,column+rows×columns with text and note, what is inside of them indented.
func Outline(blocks []schema.Block) []string { return outline(blocks, "") }

func outline(blocks []schema.Block, indent string) (out []string) {
	for _, b := range blocks {
		if b.Table == nil {
			out = append(out, fmt.Sprintf("%s%q", indent, b.Text))
			continue
		}
		out = append(out, fmt.Sprintf("%stable %d: %d×%d", indent, b.Place.Table, b.Table.Rows, b.Table.Columns))
		for _, c := range b.Table.Cells {
			s := fmt.Sprintf("%s  %d,%d+%dx%d %q", indent, c.Row, c.Column, c.RowSpan, c.ColumnSpan, c.Text)
			if c.Note != "" {
				s += " " + c.Note
			}
			if c.Hidden {
				s += " hidden"
			}
			out = append(out, s)
			out = append(out, outline(c.Inner, indent+"    ")...)
		}
	}
	return out
}
