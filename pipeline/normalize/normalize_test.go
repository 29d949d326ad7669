package normalize

import (
	"testing"

	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
	"huizong/schema/batch"
)

// TestNoEdition: a report without a table names no edition, and the data say so
// by a null.
func TestNoEdition(t *testing.T) {
	report := &schema.Report{UnitCode: "410526100", Year: 2023}
	b := Cells(memory.DefaultAllocator, []*schema.Report{report}, &schema.Roster{})
	defer b.Release()
	if want := int64(len(schema.FormCells(schema.Table2, schema.Edition2021)) + 25*7 + 15); b.NumRows() != want {
		t.Errorf("%d cells, want the %d of the year's edition", b.NumRows(), want)
	}
	for i, c := range schema.CellsTable.Columns {
		if c.Name == "edition" && b.Column(i).NullN() != int(b.NumRows()) {
			t.Errorf("%d of %d editions are null", b.Column(i).NullN(), b.NumRows())
		}
	}
	if got := batch.TextOf(b, "state").At(0); got != "absent" {
		t.Errorf("state = %q", got)
	}
}
