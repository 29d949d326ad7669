package xlsx_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/xlsx"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// orders covers editions, levels of figures and varieties of labels.
func orders(units int, seed string) []maker.Order {
	var out []maker.Order
	for i, u := range maker.Counties(units, seed) {
		for _, v := range []maker.Variety{maker.Official, maker.Usual, maker.Wild} {
			level := []maker.Level{maker.Stress, maker.Realistic, maker.Busy, maker.Small}[i%4]
			edition := []schema.Edition{schema.Edition2021, schema.Edition2019, schema.Hybrid}[i%3]
			out = append(out, maker.Order{Seed: seed, Unit: u, Year: 2023, Edition: edition, Level: level, Variety: v})
		}
	}
	return out
}

// A tally counts how the cells of many reports were read.
type tally struct{ printed, read, wrong int }

// judge reads a file and compares every cell with the truth, and with what the
// same report gives when nothing stands between its paper and recognizing.
func (y *tally) judge(t *testing.T, r *maker.Report, variant string, data []byte) {
	t.Helper()
	doc, err := xlsx.Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Errorf("%s (%s): Read = %v", r.Unit.Name, variant, err)
		return
	}
	names := recognize.NewNames(&schema.Roster{Units: []schema.Unit{r.Unit}})
	source := recognize.Source{Name: r.Unit.Name + ".xlsx"}
	ours, best := recognize.Report(shown(doc), source, names), recognize.Report(ideal(r), source, names)
	for id, paper := range r.Truth().Cells {
		got, want := ours.Cells[id], best.Cells[id]
		if want.State == schema.Number {
			y.printed++
			if got.State == schema.Number && got.Value == want.Value {
				y.read++
			}
		}
		if maker.Judge(paper, got.State, got.Value) == maker.Wrong {
			y.wrong++
			t.Errorf("%s (%s): %s is read as %v, printed is %q", r.Unit.Name, variant, schema.Cells[id].Code, got.Value, paper.Raw)
		}
	}
}

// ideal is the document of a report that no format has touched.
func ideal(r *maker.Report) *schema.Document {
	doc := &schema.Document{}
	for _, b := range r.Paper() {
		if b.Grid == nil {
			doc.Blocks = append(doc.Blocks, schema.Paragraph(b.Text, schema.Place{}))
			continue
		}
		t := &schema.Table{Rows: len(b.Grid.Rows), Columns: b.Grid.Columns}
		for y, slots := range b.Grid.Slots() {
			for x, s := range slots {
				if s.Anchor() {
					t.Cells = append(t.Cells, schema.Cell{Row: y, Column: x, RowSpan: s.Rows, ColumnSpan: s.Columns, Text: s.Text})
				}
			}
		}
		doc.Blocks = append(doc.Blocks, schema.Block{Table: t})
	}
	return doc
}

// shown leaves out what the reader marked as hidden.
func shown(doc *schema.Document) *schema.Document {
	out := *doc
	out.Blocks = nil
	for _, b := range doc.Blocks {
		if b.Table != nil {
			t := *b.Table
			t.Cells = slices.DeleteFunc(slices.Clone(t.Cells), func(c schema.Cell) bool { return c.Hidden })
			if len(t.Cells) == 0 {
				continue
			}
			b.Table = &t
		}
		out.Blocks = append(out.Blocks, b)
	}
	return &out
}

// check asks that nothing is wrong and that as good as everything is read.
func (y *tally) check(t *testing.T, perMille int) {
	t.Helper()
	t.Logf("%d of %d printed numbers read, %d wrong", y.read, y.printed, y.wrong)
	if y.read*1000 < y.printed*perMille || y.printed == 0 {
		t.Errorf("%d of %d printed numbers read", y.read, y.printed)
	}
}

// Reports of known figures, written in every way the maker knows.
func TestReports(t *testing.T) {
	for _, variant := range maker.FormatByID("xlsx").Variants {
		t.Run(variant, func(t *testing.T) {
			y := &tally{}
			for _, o := range orders(6, "xlsx") {
				r := maker.Make(o)
				f, err := maker.Write(r, "xlsx", maker.Finish{Variant: variant})
				if err != nil {
					t.Fatal(err)
				}
				y.judge(t, r, variant, f.Data)
			}
			y.check(t, 999)
		})
	}
}

// The published report of 瓦岗寨乡 for 2023 prints 200 figures, all of them 0.
func TestZero(t *testing.T) {
	for _, name := range []string{"zero.xlsx", "zero_onesheet.xlsx"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := xlsx.Read(context.Background(), data, bounds.Default())
		if err != nil {
			t.Fatal(err)
		}
		zeros := 0
		for _, b := range doc.Blocks {
			if b.Table == nil {
				continue
			}
			for _, c := range b.Table.Cells {
				if c.Text == "0" {
					zeros++
				}
			}
		}
		if zeros != 200 {
			t.Errorf("%s: %d cells hold 0, want 200", name, zeros)
		}
	}
}
