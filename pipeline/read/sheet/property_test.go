package sheet

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// Whatever stands on a sheet, every cell that no range covers comes out once,
// with its place, and tables are grids.
func TestNothingLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomSheet(t)
		want := map[schema.Place]string{}
		for _, c := range s.Cells {
			if s.covers(c.Ref) {
				continue
			}
			want[schema.Place{Sheet: s.Name, Row: c.Row + 1, Column: c.Column + 1}] = c.Text
		}
		w := Workbook{Sheets: []Sheet{s}}
		doc, err := w.Document(bounds.Default())
		if err != nil {
			if len(want) > 0 {
				t.Fatal(err)
			}
			return
		}
		got := map[schema.Place]string{}
		for _, b := range doc.Blocks {
			if b.Table == nil {
				got[b.Place] += b.Text
				continue
			}
			checkGrid(t, b.Table)
			for _, c := range b.Table.Cells {
				if c.Text != "" {
					got[c.Place] += c.Text
				}
			}
		}
		for at, text := range got {
			if want[at] != text {
				t.Errorf("at %v stands %q, want %q", at, text, want[at])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d cells came out of %d", len(got), len(want))
		}
	})
}

// covers reports whether a merged range that overlaps no other hides a cell.
func (s *Sheet) covers(at Ref) bool {
	end := s.Cells[len(s.Cells)-1].Ref
	for _, c := range s.Cells {
		end.Column = max(end.Column, c.Column)
	}
	for _, m := range s.Merges {
		alone := true
		for _, o := range s.Merges {
			top, bottom := max(m.First.Row, o.First.Row), min(m.Last.Row, o.Last.Row, end.Row)
			left, right := max(m.First.Column, o.First.Column), min(m.Last.Column, o.Last.Column)
			alone = alone && (o == m || o.First == o.Last || top > bottom || left > right || left > end.Column)
		}
		if alone && m.Contains(at) && m.First != at {
			return true
		}
	}
	return false
}

func randomSheet(t *rapid.T) Sheet {
	s := Sheet{Name: "表"}
	rows, columns := rapid.IntRange(1, 12).Draw(t, "rows"), rapid.IntRange(1, 9).Draw(t, "columns")
	density := rapid.IntRange(1, 9).Draw(t, "density")
	for r := range rows {
		row := Row{Index: r, Hidden: rapid.IntRange(0, 9).Draw(t, "hidden") == 0}
		for c := range columns {
			if rapid.IntRange(0, 3).Draw(t, "ruled") == 0 {
				row.Store(c, true)
			}
			if rapid.IntRange(0, 9).Draw(t, "cell") < density {
				cell := Cell{Ref: Ref{r, c}, Text: fmt.Sprintf("%c%d", 'a'+c, r)}
				if rapid.Bool().Draw(t, "number") {
					cell.Text = fmt.Sprint(100*r + c)
					cell.Number = cell.Text
				}
				s.Cells = append(s.Cells, cell)
			}
		}
		s.AddRow(row, 0)
	}
	for range rapid.IntRange(0, 4).Draw(t, "merges") {
		a := Ref{rapid.IntRange(0, rows).Draw(t, "top"), rapid.IntRange(0, columns).Draw(t, "left")}
		s.Merges = append(s.Merges, Range{a, Ref{a.Row + rapid.IntRange(0, 4).Draw(t, "height"), a.Column + rapid.IntRange(0, 4).Draw(t, "width")}})
	}
	if rapid.Bool().Draw(t, "hide") {
		c := rapid.IntRange(0, columns).Draw(t, "hidden column")
		s.HiddenColumns = []Span{{c, c}}
	}
	return s
}

// checkGrid asks of a table that its cells are in order, inside and do not overlap.
func checkGrid(t *rapid.T, table *schema.Table) {
	taken := map[[2]int]bool{}
	last := [2]int{-1, -1}
	for _, c := range table.Cells {
		at := [2]int{c.Row, c.Column}
		if at[0] < last[0] || at[0] == last[0] && at[1] <= last[1] {
			t.Errorf("cell %v stands behind %v", at, last)
		}
		last = at
		if c.RowSpan < 1 || c.ColumnSpan < 1 || c.Row+c.RowSpan > table.Rows || c.Column+c.ColumnSpan > table.Columns {
			t.Errorf("cell %v spans %d × %d in a table of %d × %d", at, c.RowSpan, c.ColumnSpan, table.Rows, table.Columns)
		}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
				if taken[[2]int{r, k}] {
					t.Errorf("position %d,%d is taken twice", r, k)
				}
				taken[[2]int{r, k}] = true
			}
		}
	}
}
