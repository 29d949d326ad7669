package recognize

import (
	"strings"

	"huizong/schema"
)

// Documents for tests, as readers would make them.

// textDocument makes a document of a text: lines with tabs or pipes around
// more than one text are rows of loose tables, every other line is a paragraph.
func textDocument(text string) *schema.Document {
	doc := &schema.Document{Format: "text"}
	var rows [][]string
	first := 0
	flush := func() {
		if rows != nil {
			doc.Blocks = append(doc.Blocks, looseBlock(rows, first))
			rows = nil
		}
	}
	for i, line := range strings.Split(text, "\n") {
		cells := cellsOfLine(line)
		switch {
		case strings.TrimSpace(line) == "":
			flush()
		case cells == nil:
			flush()
			doc.Blocks = append(doc.Blocks, schema.Paragraph(strings.TrimLeft(line, "# "), schema.Place{Line: i + 1}))
		default:
			if rows == nil {
				first = i + 1
			}
			if strings.Trim(line, "|-: ") != "" {
				rows = append(rows, cells)
			}
		}
	}
	flush()
	return doc
}

func cellsOfLine(line string) []string {
	sep := "|"
	if strings.Contains(line, "\t") {
		sep = "\t"
	}
	cells := strings.Split(line, sep)
	if sep == "|" && strings.HasPrefix(line, "|") {
		cells = cells[1:]
	}
	if sep == "|" && strings.HasSuffix(strings.TrimSpace(line), "|") && len(cells) > 0 {
		cells = cells[:len(cells)-1]
	}
	printed := 0
	for i := range cells {
		if sep == "|" {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if strings.TrimSpace(cells[i]) != "" {
			printed++
		}
	}
	if len(cells) < 3 && printed < 2 {
		return nil
	}
	return cells
}

func looseBlock(rows [][]string, line int) schema.Block {
	t := &schema.Table{Rows: len(rows), Loose: true}
	for r, row := range rows {
		t.Columns = max(t.Columns, len(row))
		for c, text := range row {
			t.Cells = append(t.Cells, schema.Cell{Row: r, Column: c, RowSpan: 1, ColumnSpan: 1, Text: text, Place: schema.Place{Line: line + r, Row: r + 1, Column: c + 1}})
		}
	}
	return schema.Block{Table: t, Place: schema.Place{Line: line}}
}

// gridTable makes a true grid: cells parted by |, rows by line ends; <2 widens
// a cell to two columns, ^3 makes it three rows tall.
func gridTable(text string) *schema.Table {
	t := &schema.Table{}
	taken := map[[2]int]bool{}
	for r, line := range strings.Split(strings.TrimSpace(text), "\n") {
		c := 0
		for _, s := range strings.Split(line, "|") {
			cell := schema.Cell{Row: r, RowSpan: 1, ColumnSpan: 1}
			s = strings.TrimSpace(s)
			for len(s) > 1 && (s[0] == '<' || s[0] == '^') {
				if s[0] == '<' {
					cell.ColumnSpan = int(s[1] - '0')
				} else {
					cell.RowSpan = int(s[1] - '0')
				}
				s = strings.TrimSpace(s[2:])
			}
			for taken[[2]int{r, c}] {
				c++
			}
			cell.Column, cell.Text = c, strings.ReplaceAll(s, "⏎", "\n")
			for dr := range cell.RowSpan {
				for dc := range cell.ColumnSpan {
					taken[[2]int{r + dr, c + dc}] = true
				}
			}
			c += cell.ColumnSpan
			cell.Place = schema.Place{Row: r + 1, Column: cell.Column + 1}
			t.Cells = append(t.Cells, cell)
			t.Columns = max(t.Columns, c)
		}
		t.Rows = r + 1
	}
	return t
}

// gridDocument makes a document of one grid for each text.
func gridDocument(texts ...string) *schema.Document {
	doc := &schema.Document{Format: "docx"}
	for _, text := range texts {
		doc.Blocks = append(doc.Blocks, schema.Block{Table: gridTable(text)})
	}
	return doc
}

// recognized is the report of a document that comes from nowhere in particular.
func recognized(doc *schema.Document) *schema.Report {
	return Report(doc, Source{}, nil)
}

// printedAs joins the raw texts of cells by blanks, · for a state that is no
// number.
func printedAs(r *schema.Report, ids ...schema.CellID) string {
	var out []string
	for _, id := range ids {
		c := &r.Cells[id]
		switch c.State {
		case schema.Number:
			out = append(out, c.Value.String())
		default:
			out = append(out, c.State.String())
		}
	}
	return strings.Join(out, " ")
}

func cellID(code string) schema.CellID {
	id, ok := schema.CellByCode(code)
	if !ok {
		panic("no cell " + code)
	}
	return id
}

// rowThree lists the seven cells of a row of table three.
func rowThree(code string) []schema.CellID {
	var ids []schema.CellID
	for c := range schema.Applicants {
		ids = append(ids, schema.T3(schema.RequestRowIndex(code), c))
	}
	return ids
}

// groupFour lists the five cells of a group of table four.
func groupFour(g int) []schema.CellID {
	var ids []schema.CellID
	for o := range schema.Outcomes {
		ids = append(ids, schema.T4(g, o))
	}
	return ids
}
