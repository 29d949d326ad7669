package gridtest

import (
	"strings"
	"testing"
)

// The tables are those of the form: 10, 175 and 15 figures, all different.
func TestFigures(t *testing.T) {
	seen := map[string]bool{}
	for i, want := range []int{10, 175, 15} {
		n := 0
		grid := Grid(Tables()[i], i+1)
		area := 0
		for _, c := range grid.Cells {
			area += c.RowSpan * c.ColumnSpan
			if strings.Trim(c.Text, "0123456789") == "" {
				n++
				if seen[c.Text] {
					t.Errorf("figure %s stands twice", c.Text)
				}
				seen[c.Text] = true
			}
		}
		if n != want || area != grid.Rows*grid.Columns {
			t.Errorf("table %d: %d figures on %d of %d × %d positions, want %d and no gap", i+1, n, area, grid.Rows, grid.Columns, want)
		}
	}
}
