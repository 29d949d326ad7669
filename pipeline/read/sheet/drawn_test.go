package sheet

import (
	"fmt"
	"strings"
	"testing"

	"huizong/schema"
)

// Drawn sheets: a line is a row, '|' parts its cells.
//
//	x     a cell with the text x, digits are a number
//	[x]   the same with a border; [] is a cell with a border and no content
//	<     merged with the cell to its left
//	^     merged with the cell above
//	~     before the row: it is hidden
//	hide: B   the column is hidden
//	sheet: name   another sheet begins; hidden: name   a hidden one
//
// Documents are drawn the same way: "¶ text" is a paragraph, "table 3:B" is a
// table whose first row and column are the sheet's 3 and B; nothing between
// two '|' is a cell that does not exist, [] a blank one, ~x a hidden one.

// drawn reads a drawing of a workbook.
func drawn(t *testing.T, drawing string) *Workbook {
	t.Helper()
	w := &Workbook{Format: "drawn"}
	var s *Sheet
	at := 0
	for _, l := range strings.Split(strings.TrimRight(drawing, "\n"), "\n") {
		name, isSheet := strings.CutPrefix(l, "sheet: ")
		hidden, isHidden := strings.CutPrefix(l, "hidden: ")
		if isSheet || isHidden || s == nil {
			w.Sheets = append(w.Sheets, Sheet{Name: name, Hidden: isHidden})
			s, at = &w.Sheets[len(w.Sheets)-1], 0
			if isHidden {
				s.Name = hidden
			}
			if isSheet || isHidden {
				continue
			}
			s.Name = "Sheet1"
		}
		if column, ok := strings.CutPrefix(l, "hide: "); ok {
			ref, _ := ParseRef(column + "1")
			s.HiddenColumns = append(s.HiddenColumns, Span{ref.Column, ref.Column})
			continue
		}
		s.draw(at, l)
		at++
	}
	return w
}

func (s *Sheet) draw(at int, l string) {
	r := Row{Index: at}
	l, r.Hidden = strings.CutPrefix(l, "~")
	for column, text := range strings.Split(l, "|") {
		text = strings.TrimSpace(text)
		ref := Ref{at, column}
		switch text {
		case "<":
			s.grow(Ref{at, column - 1}, ref)
			continue
		case "^":
			s.grow(Ref{at - 1, column}, ref)
			continue
		}
		if inner, ok := strings.CutPrefix(text, "["); ok {
			text = strings.TrimSuffix(inner, "]")
			r.Store(column, true)
		}
		if text == "" {
			continue
		}
		c := Cell{Ref: ref, Text: text}
		if formula, value, ok := strings.Cut(text, "="); ok && formula == "" {
			formula, value, _ = strings.Cut(value, "→")
			c.Formula, c.Text, c.Bare = ParseSum(formula, Ref{}), value, value == ""
		}
		c.Number, _ = Digits(c.Text)
		s.Cells = append(s.Cells, c)
	}
	s.AddRow(r, 0)
}

// grow widens the range that holds from, or makes one, to hold to.
func (s *Sheet) grow(from, to Ref) {
	for i := range s.Merges {
		if m := &s.Merges[i]; m.Contains(from) {
			m.Last.Row, m.Last.Column = max(m.Last.Row, to.Row), max(m.Last.Column, to.Column)
			return
		}
	}
	s.Merges = append(s.Merges, Range{from, to})
}

// draw prints a document as drawn sheets are printed.
func draw(doc *schema.Document) string {
	var b strings.Builder
	for _, block := range doc.Blocks {
		if block.Table == nil {
			fmt.Fprintf(&b, "¶ %s\n", block.Text)
			continue
		}
		corner := Ref{block.Place.Row - 1, block.Place.Column - 1}.String()
		fmt.Fprintf(&b, "table %s\n", corner)
		drawTable(&b, block.Table)
	}
	for _, n := range doc.Notes {
		fmt.Fprintf(&b, "note %s\n", n.Code)
	}
	return b.String()
}

func drawTable(b *strings.Builder, t *schema.Table) {
	grid := make([][]string, t.Rows)
	for i := range grid {
		grid[i] = make([]string, t.Columns)
	}
	for _, c := range t.Cells {
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
				grid[r][k] = "^"
				if r == c.Row {
					grid[r][k] = "<"
				}
			}
		}
		text := c.Text
		if text == "" {
			text = "[]"
		}
		if c.Hidden {
			text = "~" + text
		}
		grid[c.Row][c.Column] = text
	}
	for _, row := range grid {
		b.WriteString("  " + strings.TrimRight(strings.Join(row, " | "), " ") + "\n")
	}
}
