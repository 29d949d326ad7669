package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// excelize writes a random workbook and reads it; what it says stands in the
// cells must stand there for us, in the same ranges.
func TestExcelizeAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := randomBook(t)
		doc, err := Read(context.Background(), data, bounds.Default())
		if err != nil {
			t.Fatal(err)
		}
		ours := map[string]schema.Cell{}
		for _, b := range doc.Blocks {
			if b.Table == nil {
				ours[key(b.Place)] = schema.Cell{Text: b.Text, RowSpan: 1, ColumnSpan: 1}
				continue
			}
			for _, c := range b.Table.Cells {
				ours[key(c.Place)] = c
			}
		}
		witness, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		defer witness.Close()
		for _, name := range witness.GetSheetList() {
			compare(t, witness, name, ours)
		}
	})
}

func key(p schema.Place) string { return fmt.Sprint(p.Sheet, "!", p.Row, ",", p.Column) }

func compare(t *rapid.T, f *excelize.File, name string, ours map[string]schema.Cell) {
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	merges, err := f.GetMergeCells(name)
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		for c, want := range row {
			at := schema.Place{Sheet: name, Row: r + 1, Column: c + 1}
			covered := false
			for _, m := range merges {
				x0, y0, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
				x1, y1, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
				inside := x0 <= c+1 && c+1 <= x1 && y0 <= r+1 && r+1 <= y1
				if covered = inside && (x0 != c+1 || y0 != r+1); covered {
					break
				}
			}
			if covered || want == "" {
				continue
			}
			got, ok := ours[key(at)]
			if !ok || got.Text != want {
				t.Errorf("at %v stands %q, excelize says %q", at, got.Text, want)
			}
		}
	}
	for _, m := range merges {
		x0, y0, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
		x1, y1, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
		got, ok := ours[key(schema.Place{Sheet: name, Row: y0, Column: x0})]
		if ok && (got.ColumnSpan > x1-x0+1 || got.RowSpan > y1-y0+1) {
			t.Errorf("the range at %s spans %d × %d, excelize says to %s", m.GetStartAxis(), got.RowSpan, got.ColumnSpan, m.GetEndAxis())
		}
	}
}

func randomBook(t *rapid.T) []byte {
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for n := range rapid.IntRange(1, 3).Draw(t, "sheets") {
		name := fmt.Sprintf("Sheet%d", n+1)
		if n > 0 {
			_, err := f.NewSheet(name)
			must(err)
		}
		columns := rapid.IntRange(1, 9).Draw(t, "columns")
		for r := range rapid.IntRange(1, 12).Draw(t, "rows") {
			for c := range columns {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				switch rapid.IntRange(0, 5).Draw(t, "kind") {
				case 0, 1:
					must(f.SetCellInt(name, at, int64(1000*n+100*r+c)))
				case 2:
					must(f.SetCellStr(name, at, rapid.StringMatching(`[一二三abc0-9<&>"_x ]{1,6}[^ \pC]`).Draw(t, "text")))
				case 3:
					must(f.SetCellDefault(name, at, strconv.Itoa(r)+"."+strconv.Itoa(10*c+1)))
				case 4:
					must(f.SetCellRichText(name, at, []excelize.RichTextRun{{Text: "甲"}, {Text: strconv.Itoa(c), Font: &excelize.Font{Bold: true}}}))
				}
			}
		}
		x, y := rapid.IntRange(1, columns).Draw(t, "x"), rapid.IntRange(1, 12).Draw(t, "y")
		from, _ := excelize.CoordinatesToCellName(x, y)
		to, _ := excelize.CoordinatesToCellName(x+rapid.IntRange(0, 3).Draw(t, "width"), y+rapid.IntRange(1, 3).Draw(t, "height"))
		must(f.MergeCell(name, from, to))
	}
	must(f.SetCellStr("Sheet1", "A20", "尾"))
	b, err := f.WriteToBuffer()
	must(err)
	return b.Bytes()
}
