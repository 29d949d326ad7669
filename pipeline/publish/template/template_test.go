package template

import (
	"bytes"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

// filled gives every cell that is no sum its own number, in form order.
func filled(year int) Form {
	return Form{Unit: "瓦岗寨乡", Year: year, Fill: func(id schema.CellID) string {
		if schema.Cells[id].Role == schema.Total {
			return ""
		}
		return strconv.Itoa(int(id) + 1)
	}}
}

// TestSums: the workbook's formulas, calculated, satisfy every identity of the
// form but the balance, which the clerk's figures decide.
func TestSums(t *testing.T) {
	for _, year := range []int{2019, 2023} {
		f := filled(year)
		var out bytes.Buffer
		if err := f.Xlsx(&out); err != nil {
			t.Fatal(err)
		}
		x, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		value := map[schema.CellID]int64{}
		edition := schema.EditionFor(year)
		for _, s := range sheets {
			for _, c := range schema.Printed(s.table, edition).Cells {
				if c.Cell == schema.NoCell {
					continue
				}
				text, err := x.CalcCellValue(s.name, name(firstRow+c.Row, c.Column))
				if err != nil {
					t.Fatalf("%d %s: %v", year, schema.Cells[c.Cell].Code, err)
				}
				n, err := strconv.ParseInt(text, 10, 64)
				if err != nil {
					t.Fatalf("%d %s = %q", year, schema.Cells[c.Cell].Code, text)
				}
				value[c.Cell] = n
			}
			for _, id := range schema.Identities(s.table, edition) {
				sum := int64(0)
				for _, term := range id.Terms {
					sum += int64(term.Sign) * value[term.Cell]
				}
				if id.Rule != "t3.balance" && sum != 0 {
					t.Errorf("%d: %s at %s is off by %d", year, id.Rule, schema.Cells[id.Key].Code, sum)
				}
			}
		}
		if want := len(schema.FormCells(schema.Table2, edition)) + len(schema.FormCells(schema.Table3, edition)) + 15; len(value) != want {
			t.Errorf("%d: the workbook has %d form cells, want %d", year, len(value), want)
		}
	}
}

func TestSameBytes(t *testing.T) {
	f := filled(2023)
	var a, b, c, d bytes.Buffer
	for _, write := range []error{f.Xlsx(&a), f.Xlsx(&b), f.Docx(&c), f.Docx(&d)} {
		if write != nil {
			t.Fatal(write)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) || !bytes.Equal(c.Bytes(), d.Bytes()) {
		t.Error("two writings of one template differ")
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct{ in, want []string }{
		{[]string{"D4", "E4", "F4"}, []string{"D4:F4"}},
		{[]string{"D6", "D7", "D9"}, []string{"D6:D7", "D9"}},
		{[]string{"D6", "E6", "E7"}, []string{"D6:E6", "E7"}},
		{[]string{"A1"}, []string{"A1"}},
	} {
		got := ranges(c.in)
		if len(got) != len(c.want) {
			t.Errorf("ranges(%v) = %v, want %v", c.in, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("ranges(%v) = %v, want %v", c.in, got, c.want)
			}
		}
	}
}
