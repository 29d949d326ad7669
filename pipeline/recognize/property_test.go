package recognize

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// Whatever happens to a table on its way into a document, a cell is read right
// or not at all. Each case takes a report with different figures in all cells,
// damages its tables, prints them in some layout and reads them back.

// A sheet is one printed table: rows of cells, damaged or not.
type sheet struct {
	table   schema.FormTable
	columns int
	rows    [][]maker.GridCell
	marks   map[int]string // a line between two rows, by the row behind it
}

// A damage is one thing that happens to tables. It reports whether it could.
type damage struct {
	name string
	do   func(d *rand.Rand, s *sheet) bool
}

var damages = []damage{
	{"nothing", func(*rand.Rand, *sheet) bool { return true }},
	{"a cell is lost", loseCell},
	{"digits stand in two cells", partDigits},
	{"a cell is blank", blankCell},
	{"a column is blank", blankColumn},
	{"only first and last are filled", onlyEnds},
	{"a label is lost", loseLabel},
	{"a row is lost", loseRow},
	{"a row is doubled", doubleRow},
	{"columns stand in another order", shuffleColumns},
	{"the header is repeated", repeatHeader},
	{"a page ends inside", pageMarkInside},
	{"a bare page number stands inside", bareNumberInside},
	{"a row is cut by the page", cutRow},
	{"a row of another kind is inside", foreignRow},
	{"the header is lost", loseHeader},
	{"a group label is cut", cutGroup},
	{"a word is misspelt", misspell},
	{"two rows changed places", swapRows},
	{"the last columns are blank", blankEnd},
	{"a row's values moved one cell on", shiftRow},
}

// figuresOf lists the indexes of the figures of a row.
func figuresOf(row []maker.GridCell) []int {
	var out []int
	for i := range row {
		if !row[i].Head {
			out = append(out, i)
		}
	}
	return out
}

// figureRow picks a row with figures, −1 if there is none.
func figureRow(d *rand.Rand, s *sheet) int {
	for range 40 {
		if r := d.IntN(len(s.rows)); len(figuresOf(s.rows[r])) > 0 {
			return r
		}
	}
	return -1
}

// change replaces a row by an edited copy.
func (s *sheet) change(r int, edit func(row []maker.GridCell) []maker.GridCell) {
	s.rows[r] = edit(slices.Clone(s.rows[r]))
}

func loseCell(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 {
		return false
	}
	fs := figuresOf(s.rows[r])
	at := fs[d.IntN(len(fs))]
	s.change(r, func(row []maker.GridCell) []maker.GridCell { return slices.Delete(row, at, at+1) })
	return true
}

func partDigits(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 {
		return false
	}
	fs := figuresOf(s.rows[r])
	at := fs[d.IntN(len(fs))]
	text := s.rows[r][at].Text
	if len(text) < 2 {
		return false
	}
	k := 1 + d.IntN(len(text)-1)
	s.change(r, func(row []maker.GridCell) []maker.GridCell {
		second := row[at]
		row[at].Text, second.Text, second.ID = text[:k], text[k:], schema.NoCell
		row[at].ID = schema.NoCell
		return slices.Insert(row, at+1, second)
	})
	return true
}

func blankCell(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 {
		return false
	}
	fs := figuresOf(s.rows[r])
	at := fs[d.IntN(len(fs))]
	s.change(r, func(row []maker.GridCell) []maker.GridCell { row[at].Text = ""; return row })
	return true
}

func blankColumn(d *rand.Rand, s *sheet) bool {
	k := d.IntN(7)
	return s.blankFigures(func(i, n int) bool { return i == k })
}

func onlyEnds(d *rand.Rand, s *sheet) bool {
	return s.table == schema.Table3 && s.blankFigures(func(i, n int) bool { return i > 0 && i < n-1 })
}

func (s *sheet) blankFigures(which func(i, n int) bool) bool {
	for r := range s.rows {
		fs := figuresOf(s.rows[r])
		s.change(r, func(row []maker.GridCell) []maker.GridCell {
			for i, at := range fs {
				if which(i, len(fs)) {
					row[at].Text = ""
				}
			}
			return row
		})
	}
	return true
}

func loseLabel(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 || s.table == schema.Table4 {
		return false
	}
	fs := figuresOf(s.rows[r])
	s.change(r, func(row []maker.GridCell) []maker.GridCell { row[fs[0]-1].Text = ""; return row })
	return true
}

func loseRow(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 || tall(s.rows[r]) {
		return false
	}
	s.rows = slices.Delete(s.rows, r, r+1)
	return true
}

// tall reports whether cells of a row reach below it.
func tall(row []maker.GridCell) bool {
	return slices.ContainsFunc(row, func(c maker.GridCell) bool { return c.Rows > 1 })
}

func doubleRow(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 || tall(s.rows[r]) || s.columns > 10 {
		return false
	}
	again := slices.Clone(s.rows[r])
	if d.IntN(2) == 0 {
		for i := range again {
			if !again[i].Head {
				again[i].Text, again[i].ID = "77", schema.NoCell
			}
		}
	}
	s.rows = slices.Insert(s.rows, r+1, again)
	return true
}

func shuffleColumns(d *rand.Rand, s *sheet) bool {
	if s.table != schema.Table3 || s.columns != 10 {
		return false
	}
	inner := d.Perm(5) // below 法人或其他组织
	for r := range s.rows {
		fs := figuresOf(s.rows[r])
		s.change(r, func(row []maker.GridCell) []maker.GridCell {
			old := slices.Clone(row)
			switch {
			case len(fs) == 7:
				for i, k := range inner {
					row[fs[1]+i] = old[fs[1]+k]
				}
			case len(row) == 5 && row[0].Head && r < 4:
				for i, k := range inner {
					row[i] = old[k]
				}
			}
			return row
		})
	}
	return true
}

func repeatHeader(d *rand.Rand, s *sheet) bool {
	first := slices.IndexFunc(s.rows, func(row []maker.GridCell) bool { return len(figuresOf(row)) > 0 })
	if s.table != schema.Table3 || first < 1 {
		return false
	}
	at := first + 1 + d.IntN(len(s.rows)-first-1)
	s.rows = slices.Insert(s.rows, at, slices.Clone(s.rows[:first])...)
	return true
}

func pageMarkInside(d *rand.Rand, s *sheet) bool {
	s.marks[1+d.IntN(len(s.rows))] = []string{"- 3 -", "— 4 —", "第 3 页 共 9 页", "-12-"}[d.IntN(4)]
	return true
}

func bareNumberInside(d *rand.Rand, s *sheet) bool {
	s.marks[1+d.IntN(len(s.rows))] = strconv.Itoa(1 + d.IntN(30))
	return true
}

func cutRow(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 || tall(s.rows[r]) || s.table == schema.Table4 {
		return false
	}
	fs := figuresOf(s.rows[r])
	label := []rune(s.rows[r][fs[0]-1].Text)
	if len(label) < 6 {
		return false
	}
	k := 2 + d.IntN(len(label)-3)
	above, below := slices.Clone(s.rows[r]), slices.Clone(s.rows[r])
	above[fs[0]-1].Text, below[fs[0]-1].Text = string(label[:k]), string(label[k:])
	blank := above
	if d.IntN(2) == 0 {
		blank = below
	}
	for _, i := range fs {
		blank[i].Text, blank[i].ID = "", schema.NoCell
	}
	s.rows[r] = above
	s.rows = slices.Insert(s.rows, r+1, below)
	return true
}

func foreignRow(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 || tall(s.rows[r]) || s.table == schema.Table4 {
		return false
	}
	row := slices.Clone(s.rows[r])
	fs := figuresOf(row)
	row[fs[0]-1].Text = []string{"其他主动公开文件", "9.其他情况说明", "网上办理", "备注"}[d.IntN(4)]
	for _, i := range fs {
		row[i].Text, row[i].ID = "88", schema.NoCell
	}
	s.rows = slices.Insert(s.rows, r+d.IntN(2), row)
	return true
}

func loseHeader(d *rand.Rand, s *sheet) bool {
	first := slices.IndexFunc(s.rows, func(row []maker.GridCell) bool { return len(figuresOf(row)) > 0 })
	if first < 1 || s.table == schema.Table4 {
		return false
	}
	s.rows = slices.Delete(s.rows, 0, first)
	return true
}

func cutGroup(d *rand.Rand, s *sheet) bool {
	for r := range s.rows {
		for i := range s.rows[r] {
			c := &s.rows[r][i]
			if rs := []rune(c.Text); c.Head && c.Rows > 1 && len(rs) > 4 && c.Columns == 1 && d.IntN(3) == 0 {
				k := 2 + d.IntN(len(rs)-3)
				s.change(r, func(row []maker.GridCell) []maker.GridCell {
					row[i].Text = string(rs[:k]) + "\n" + string(rs[k:])
					return row
				})
				return true
			}
		}
	}
	return false
}

func misspell(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 || s.table == schema.Table4 {
		return false
	}
	fs := figuresOf(s.rows[r])
	label := []rune(s.rows[r][fs[0]-1].Text)
	if len(label) < 8 {
		return false
	}
	k := 3 + d.IntN(len(label)-4)
	label = slices.Delete(label, k, k+1)
	s.change(r, func(row []maker.GridCell) []maker.GridCell { row[fs[0]-1].Text = string(label); return row })
	return true
}

func swapRows(d *rand.Rand, s *sheet) bool {
	a, b := figureRow(d, s), figureRow(d, s)
	if a < 0 || a == b || tall(s.rows[a]) || tall(s.rows[b]) || len(s.rows[a]) != len(s.rows[b]) {
		return false
	}
	s.rows[a], s.rows[b] = s.rows[b], s.rows[a]
	return true
}

func blankEnd(d *rand.Rand, s *sheet) bool {
	k := 1 + d.IntN(2)
	return s.blankFigures(func(i, n int) bool { return n > 2 && i >= n-k })
}

// shiftRow moves a row's figures by a cell, as a clerk does: the first is left
// blank and the last is lost. The cells then print what stands in them.
func shiftRow(d *rand.Rand, s *sheet) bool {
	r := figureRow(d, s)
	if r < 0 {
		return false
	}
	fs := figuresOf(s.rows[r])
	s.change(r, func(row []maker.GridCell) []maker.GridCell {
		for k := len(fs) - 1; k > 0; k-- {
			row[fs[k]].Text = row[fs[k-1]].Text
		}
		row[fs[0]].Text = ""
		return row
	})
	return true
}

// A printing is a layout of the damaged tables.
type printing struct {
	name  string
	print func(sheets []*sheet) *schema.Document
}

var printings = []printing{
	{"grid", printGrid},
	{"tabs with merged cells as blanks", func(ss []*sheet) *schema.Document { return printText(ss, "\t", true) }},
	{"tabs without blanks", func(ss []*sheet) *schema.Document { return printText(ss, "\t", false) }},
	{"tabs, cut at the end", func(ss []*sheet) *schema.Document { return printText(ss, "\t", true, "\t ") }},
	{"pipes, cut at the end", func(ss []*sheet) *schema.Document { return printText(ss, " | ", true, "| ") }},
	{"pipes", func(ss []*sheet) *schema.Document { return printText(ss, " | ", true) }},
	{"pipes without blanks", func(ss []*sheet) *schema.Document { return printText(ss, " | ", false) }},
	{"one cell a line", func(ss []*sheet) *schema.Document { return printText(ss, "\n", false) }},
	{"blanks", func(ss []*sheet) *schema.Document { return printText(ss, "  ", false) }},
	{"one line for all", printOneLine},
	{"figures on lines of their own", printDetached},
}

var sectionTitlesPrinted = map[schema.FormTable]string{
	schema.Table2: "二、主动公开政府信息情况", schema.Table3: "三、收到和处理政府信息公开申请情况", schema.Table4: "四、政府信息公开行政复议、行政诉讼情况"}

func printGrid(ss []*sheet) *schema.Document {
	doc := &schema.Document{Format: "docx"}
	for _, s := range ss {
		doc.Blocks = append(doc.Blocks, schema.Paragraph(sectionTitlesPrinted[s.table], schema.Place{}))
		from := 0
		for r := 1; r <= len(s.rows); r++ {
			mark, cut := s.marks[r]
			if r < len(s.rows) && !cut {
				continue
			}
			doc.Blocks = append(doc.Blocks, schema.Block{Table: gridOf(s.rows[from:r], s.columns)})
			if cut {
				doc.Blocks = append(doc.Blocks, schema.Paragraph(mark, schema.Place{}))
			}
			from = r
		}
	}
	return doc
}

func gridOf(rows [][]maker.GridCell, columns int) *schema.Table {
	g := &maker.Grid{Columns: columns + 1, Rows: rows}
	t := &schema.Table{Rows: len(rows), Columns: g.Columns}
	for r, slots := range g.Slots() {
		for c, s := range slots {
			if s.Anchor() {
				t.Cells = append(t.Cells, schema.Cell{Row: r, Column: c, RowSpan: min(s.Rows, len(rows)-r), ColumnSpan: s.Columns, Text: s.Text})
			}
		}
	}
	return t
}

// cellsOf lays a row out as text cells; full keeps merged width as blanks.
func (s *sheet) cellsOf(full bool) [][]string {
	g := &maker.Grid{Columns: s.columns + 1, Rows: s.rows}
	var out [][]string
	for _, slots := range g.Slots() {
		var line []string
		for x, slot := range slots {
			switch {
			case slot.Anchor():
				line = append(line, strings.ReplaceAll(slot.Text, "\n", " "))
			case full && x < s.columns:
				line = append(line, "")
			}
		}
		out = append(out, line)
	}
	return out
}

func printText(ss []*sheet, sep string, full bool, cut ...string) *schema.Document {
	var b strings.Builder
	for _, s := range ss {
		b.WriteString(sectionTitlesPrinted[s.table] + "\n\n")
		for r, row := range s.cellsOf(full) {
			if mark, ok := s.marks[r]; ok {
				b.WriteString(mark + "\n")
			}
			line := strings.Join(row, sep)
			if sep == " | " {
				line = "| " + line + " |"
			}
			for _, c := range cut {
				line = strings.TrimRight(line, c)
			}
			b.WriteString(line + "\n")
		}
		b.WriteString("\n")
	}
	return textDocument(b.String())
}

func printOneLine(ss []*sheet) *schema.Document {
	var b strings.Builder
	for _, s := range ss {
		b.WriteString(sectionTitlesPrinted[s.table] + "\n\n")
		for _, row := range s.cellsOf(false) {
			b.WriteString(strings.Join(row, " ") + " ")
		}
		b.WriteString("\n\n")
	}
	return textDocument(b.String())
}

func printDetached(ss []*sheet) *schema.Document {
	var b strings.Builder
	for _, s := range ss {
		b.WriteString(sectionTitlesPrinted[s.table] + "\n\n")
		for r, row := range s.rows {
			if mark, ok := s.marks[r]; ok {
				b.WriteString(mark + "\n")
			}
			var labels, figures []string
			for _, c := range row {
				if c.Head {
					labels = append(labels, strings.ReplaceAll(c.Text, "\n", ""))
				} else if c.Text != "" {
					figures = append(figures, c.Text)
				}
			}
			label := []rune(strings.Join(labels, " "))
			if k := len(label) / 2; len(figures) > 0 && k > 6 {
				fmt.Fprintf(&b, "%s\n      %s\n%s\n", string(label[:k]), strings.Join(figures, "   "), string(label[k:]))
			} else {
				fmt.Fprintf(&b, "%s   %s\n", string(label), strings.Join(figures, "   "))
			}
		}
		b.WriteString("\n")
	}
	return textDocument(b.String())
}

// distinctReport is a report with a different figure in every cell.
func distinctReport(d *rand.Rand, e schema.Edition) *maker.Report {
	unit := schema.Unit{Code: "900101001", Name: "青溪镇", Kind: schema.Town, ParentCode: "900101", ParentName: "临川县"}
	r := maker.Make(maker.Order{Seed: "property", Unit: unit, Year: 2023, Edition: e, Variety: maker.Official})
	used := map[int64]bool{}
	for i := range r.Cells {
		if r.Cells[i].State == schema.Absent {
			continue
		}
		n := int64(d.IntN([]int{10, 100, 1000, 100000}[d.IntN(4)]))
		for used[n] {
			n = int64(d.IntN(1000000))
		}
		used[n] = true
		r.Cells[i] = maker.Count(n)
	}
	return r
}

func sheetsOf(r *maker.Report) []*sheet {
	var out []*sheet
	for section := 2; section <= 4; section++ {
		for _, g := range r.Tables(section) {
			out = append(out, &sheet{table: g.Table, columns: g.Columns, rows: slices.Clone(g.Rows), marks: map[int]string{}})
		}
	}
	return out
}

// truth is what the sheets print, by cell.
func truth(ss []*sheet) map[schema.CellID]string {
	out := map[schema.CellID]string{}
	for _, s := range ss {
		for _, row := range s.rows {
			for _, c := range row {
				if c.ID >= 0 && !c.Head {
					out[c.ID] = c.Text
				}
			}
		}
	}
	return out
}

// misread lists the cells whose number is not the printed one; read is the
// number of figures read right.
func misread(r *schema.Report, printed map[schema.CellID]string) (wrong []string, read int) {
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.State != schema.Number {
			continue
		}
		if want := printed[schema.CellID(i)]; c.Value.String() != want {
			wrong = append(wrong, fmt.Sprintf("%s is %s, printed %q", schema.Cells[i].Code, c.Value, want))
			continue
		}
		read++
	}
	return wrong, read
}

// hopeless are pairs of damages that leave as many values as there were in a
// layout that has lost its cells: nobody could tell.
func hopeless(a, b, layout string) bool {
	fewer := func(s string) bool {
		return s == "a cell is lost" || layout != "grid" && layout != "tabs with merged cells as blanks" && layout != "pipes" &&
			layout != "tabs, cut at the end" && layout != "pipes, cut at the end" &&
			(s == "the last columns are blank" || s == "a row's values moved one cell on" || s == "a cell is blank" || s == "a column is blank" || s == "only first and last are filled")
	}
	if strings.HasSuffix(layout, "cut at the end") && (a == "the last columns are blank" || b == "the last columns are blank") && (a == "digits stand in two cells" || b == "digits stand in two cells") {
		return true
	}
	more := func(s string) bool {
		return s == "digits stand in two cells" || s == "a bare page number stands inside"
	}
	both := func(x, y string) bool { return a == x && b == y || a == y && b == x }
	if both("columns stand in another order", "the header is lost") || both("a row is doubled", "a label is lost") || both("a row of another kind is inside", "a label is lost") {
		return true
	}
	if both("a row is cut by the page", "two rows changed places") {
		return true
	}
	blanks := func(s string) bool {
		return s == "a cell is blank" || s == "a column is blank" || s == "only first and last are filled" || s == "the last columns are blank" || s == "a row's values moved one cell on"
	}
	if layout != "grid" && (a == "a cell is lost" && blanks(b) || blanks(a) && b == "a cell is lost") {
		return true
	}
	return fewer(a) && more(b) || fewer(b) && more(a) || fewer(a) && fewer(b) && layout != "grid"
}

func TestNeverSilentlyWrong(t *testing.T) {
	rounds := 3
	if testing.Short() {
		rounds = 1
	}
	tested, figures, read := 0, map[string]int{}, map[string]int{}
	for _, e := range []schema.Edition{schema.Edition2021, schema.Edition2019, schema.Hybrid} {
		for i := range damages {
			for k := range damages {
				for round := range rounds {
					if i > 0 && k > 0 && round > 0 {
						continue // pairs once, single damages in every round
					}
					d := rand.New(rand.NewPCG(uint64(i*100+k), uint64(round)))
					ss := sheetsOf(distinctReport(d, e))
					for _, s := range ss {
						damages[i].do(d, s)
						damages[k].do(d, s)
					}
					printed := truth(ss)
					for _, p := range printings {
						if hopeless(damages[i].name, damages[k].name, p.name) {
							continue
						}
						wrong, n := misread(recognized(p.print(ss)), printed)
						if len(wrong) > 0 {
							t.Errorf("%s, %s, %s, %s (%d/%d/%d): %d wrong: %s", e, damages[i].name, damages[k].name, p.name, i, k, round, len(wrong), wrong[0])
						}
						if k == 0 {
							figures[damages[i].name+", "+p.name] += len(printed)
							read[damages[i].name+", "+p.name] += n
						}
						tested++
					}
				}
			}
		}
	}
	t.Logf("%d documents", tested)
	for _, dm := range damages {
		for _, p := range printings {
			key := dm.name + ", " + p.name
			t.Logf("%5.1f %% %s", 100*float64(read[key])/float64(max(1, figures[key])), key)
		}
	}
}
