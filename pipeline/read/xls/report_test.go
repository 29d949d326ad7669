package xls_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/xls"
	"huizong/pipeline/read/xlsx"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// A report in the old format is the same report: every cell of the form, and
// every number a different one.
func TestReports(t *testing.T) {
	for _, name := range []string{"2019_sheets", "2021_onesheet", "hybrid_onesheet"} {
		old := report(t, name+".xls", xls.Read)
		now := report(t, name+".xlsx", xlsx.Read)
		seen := map[schema.Decimal]bool{}
		for id := range old.Cells {
			a, b := old.Cells[id], now.Cells[id]
			if a.State != b.State || a.Value != b.Value || a.Raw != b.Raw {
				t.Errorf("%s: %s is %v %q, in xlsx %v %q", name, schema.Cells[id].Code, a.State, a.Raw, b.State, b.Raw)
			}
			if a.State == schema.Number {
				if seen[a.Value] {
					t.Errorf("%s: %v stands in two cells", name, a.Value)
				}
				seen[a.Value] = true
			}
		}
		if len(seen) < 180 {
			t.Errorf("%s: only %d numbers read", name, len(seen))
		}
		if diff := cmp.Diff(now.Sections, old.Sections); diff != "" {
			t.Errorf("%s: sections (-xlsx +xls):\n%s", name, diff)
		}
	}
}

func report(t *testing.T, name string, read func(context.Context, []byte, bounds.Bounds) (*schema.Document, error)) *schema.Report {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return recognize.Report(doc, recognize.Source{Name: name}, recognize.NewNames(&schema.Roster{}))
}
