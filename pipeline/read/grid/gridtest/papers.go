package gridtest

import (
	"fmt"
	"slices"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// Papers reads made reports in every variant of a format, in all wordings and
// both editions: every paragraph and every figure stands where the paper has it.
func Papers(t *testing.T, format string, read func(data []byte) (*schema.Document, error)) {
	for _, variant := range maker.FormatByID(format).Variants {
		t.Run(variant, func(t *testing.T) {
			for i, unit := range maker.Counties(12, format) {
				r := maker.Make(maker.Order{Seed: fmt.Sprint(format, i), Unit: unit, Year: 2019 + i%6, Level: maker.Stress, Variety: maker.Variety(i % 3)})
				f, err := maker.Write(r, format, maker.Finish{Variant: variant, Realistic: i%2 == 0})
				if err != nil {
					t.Fatal(err)
				}
				doc, err := read(f.Data)
				if err != nil {
					t.Fatal(err)
				}
				comparePaper(t, doc, r)
			}
		})
	}
}

// comparePaper says where a document differs from the paper it was made from.
func comparePaper(t *testing.T, doc *schema.Document, r *maker.Report) {
	t.Helper()
	var wantProse, gotProse []string
	var grids []*maker.Grid
	for _, b := range r.Paper() {
		if b.Grid != nil {
			grids = append(grids, b.Grid)
		} else if b.Text != "" {
			wantProse = append(wantProse, b.Text)
		}
	}
	for _, b := range doc.Blocks {
		if b.Table == nil {
			gotProse = append(gotProse, b.Text)
		}
	}
	if !slices.Equal(gotProse, wantProse) {
		t.Errorf("%s %d: paragraphs %q, want %q", r.Unit.Name, r.Year, gotProse, wantProse)
	}
	tables := innermost(doc.Blocks)
	if len(tables) != len(grids) {
		t.Errorf("%s %d: %d tables, want %d", r.Unit.Name, r.Year, len(tables), len(grids))
		return
	}
	for i, g := range grids {
		compareFigures(t, tables[i], g)
	}
}

// innermost lists tables, the nested one in place of the layout around it.
func innermost(blocks []schema.Block) (out []*schema.Table) {
	for _, b := range blocks {
		if b.Table == nil {
			continue
		}
		if len(b.Table.Cells) == 1 && b.Table.Cells[0].Inner != nil {
			out = append(out, innermost(b.Table.Cells[0].Inner)...)
			continue
		}
		out = append(out, b.Table)
	}
	return out
}

func compareFigures(t *testing.T, table *schema.Table, g *maker.Grid) {
	t.Helper()
	at := map[[2]int]schema.Cell{}
	for _, c := range table.Cells {
		at[[2]int{c.Row, c.Column}] = c
	}
	for y, row := range g.Slots() {
		for x, s := range row {
			if !s.Anchor() || s.ID == schema.NoCell {
				continue
			}
			c, found := at[[2]int{y, x}]
			if !found || c.Text != s.Text || c.RowSpan != s.Rows || c.ColumnSpan != s.Columns {
				t.Errorf("row %d, column %d holds %q (%d×%d), want %q (%d×%d)", y+1, x+1, c.Text, c.RowSpan, c.ColumnSpan, s.Text, s.Rows, s.Columns)
			}
		}
	}
}
