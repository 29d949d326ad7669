package schema

import "testing"

// TestPrintedTiles: the cells of each printed table tile its grid, in order,
// and hold every form cell of the edition once.
func TestPrintedTiles(t *testing.T) {
	for _, e := range []Edition{Edition2019, Edition2021, Hybrid} {
		for table := Table2; table <= Table4; table++ {
			p := Printed(table, e)
			covered := map[[2]int]bool{}
			cells := map[CellID]bool{}
			last := -1
			for _, c := range p.Cells {
				if at := c.Row*p.Columns + c.Column; at <= last {
					t.Errorf("%s %s: %q stands out of order", table, e, c.Label)
				} else {
					last = at
				}
				for r := c.Row; r < c.Row+c.RowSpan; r++ {
					for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
						if covered[[2]int{r, k}] || r >= p.Rows || k >= p.Columns {
							t.Errorf("%s %s: row %d column %d is covered twice or outside", table, e, r, k)
						}
						covered[[2]int{r, k}] = true
					}
				}
				if c.Cell != NoCell {
					if cells[c.Cell] {
						t.Errorf("%s %s: %s stands there twice", table, e, Cells[c.Cell].Code)
					}
					cells[c.Cell] = true
				}
			}
			if len(covered) != p.Rows*p.Columns {
				t.Errorf("%s %s: %d of %d positions covered", table, e, len(covered), p.Rows*p.Columns)
			}
			want := FormCells(table, e)
			for _, id := range want {
				if !cells[id] {
					t.Errorf("%s %s: %s is not printed", table, e, Cells[id].Code)
				}
			}
			if len(want) != len(cells) {
				t.Errorf("%s %s: %d form cells printed, want %d", table, e, len(cells), len(want))
			}
		}
	}
}
