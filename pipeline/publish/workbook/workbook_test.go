package workbook

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

// county has three units, one missing; every cell of a report has a figure of
// its own, and one cell is blank.
func county(t *testing.T) *facts.Facts {
	t.Helper()
	f := &facts.Facts{Totals: &schema.Totals{}, Area: schema.Area{Code: "410526", Name: "滑县", Level: "county"}, Years: []int{2023}, Deadline: map[int]string{2023: "2024-01-31"},
		Units:    []schema.Unit{{Code: "410526100", Name: "道口镇"}, {Code: "410526209", Name: "瓦岗寨乡"}, {Code: "410526210", Name: "焦虎乡"}},
		Reports:  facts.InMemory{},
		Findings: []schema.Finding{{Rule: "t3.row_total", Severity: schema.Must, UnitCode: "410526209", UnitName: "瓦岗寨乡", ReportYear: 2023, Cell: 40, Message: "=HYPERLINK(1)"}}}
	sums := map[schema.CellID]schema.Decimal{}
	blank, _ := schema.CellByCode("t3.granted.other")
	for n, u := range f.Units[1:] {
		r := &schema.Report{UnitCode: u.Code, UnitName: u.Name, Year: 2023, Edition: schema.Edition2021, TableEdition: [4]schema.Edition{0, 2, 2, 2}, File: u.Name + ".docx"}
		for _, id := range r.FormCellsOf() {
			v := schema.DecimalOf(int64(id) + 1 + int64(n)*1000)
			if schema.Cells[id].Decimals {
				v += 457_379 // 0.457379
			}
			r.Cells[id] = schema.CellValue{State: schema.Number, Value: v}
			if n == 0 && id == blank {
				r.Cells[id] = schema.CellValue{State: schema.Blank}
				continue
			}
			sums[id] += v
		}
		f.Reports.(facts.InMemory)[facts.Key{UnitCode: u.Code, Year: 2023}] = r
	}
	for t := schema.Table2; t <= schema.Table4; t++ {
		for _, id := range schema.FormCells(t, schema.Edition2021) {
			s := sums[id]
			counted := 2
			if id == blank {
				counted = 1
			}
			f.Totals.Add(schema.AreaTotal{Area: f.Area, ReportYear: 2023, Cell: id, Sum: &s, Expected: 3, Reported: 2, Counted: counted})
		}
	}
	return f
}

func open(t *testing.T, f *facts.Facts) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, 2023); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("WORKBOOK_FILE"); path != "" {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestPrintTitles: rows and columns that are repeated on every page are each told with
// their sheet, or office programs lose those behind the comma.
func TestPrintTitles(t *testing.T) {
	got := map[string]string{}
	for _, d := range open(t, county(t)).GetDefinedName() {
		if d.Name == "_xlnm.Print_Titles" {
			got[d.Scope] = d.RefersTo
		}
	}
	if want := "'乡镇数据'!$A:$B,'乡镇数据'!$1:$5"; got["乡镇数据"] != want {
		t.Errorf("乡镇数据 repeats %s, want %s", got["乡镇数据"], want)
	}
	if want := "'问题清单'!$1:$2"; got["问题清单"] != want {
		t.Errorf("问题清单 repeats %s, want %s", got["问题清单"], want)
	}
}

// TestFormulasGiveThePublishedTotals: each cell of the official sheets, calculated
// and cached, is the total of the data.
func TestFormulasGiveThePublishedTotals(t *testing.T) {
	f := county(t)
	x := open(t, f)
	seen := 0
	for _, s := range []struct {
		name  string
		table schema.FormTable
	}{{sheetTwo, schema.Table2}, {sheetThree, schema.Table3}, {sheetFour, schema.Table4}} {
		for _, c := range schema.Printed(s.table, schema.Edition2021).Cells {
			if c.Cell == schema.NoCell {
				continue
			}
			seen++
			cell := at(c.Column, 3+c.Row)
			want := *f.Total("410526", 2023, c.Cell).Sum
			got, err := x.CalcCellValue(s.name, cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatalf("%s!%s: %v", s.name, cell, err)
			}
			stored, _ := x.GetCellValue(s.name, cell, excelize.Options{RawCellValue: true})
			for _, text := range []string{got, stored} {
				if d, err := schema.ParseDecimal(text); err != nil || d != want {
					t.Errorf("%s!%s = %q, want %s (%s)", s.name, cell, text, want, schema.Cells[c.Cell].Code)
				}
			}
		}
	}
	if seen != 200 {
		t.Errorf("%d cells in the official sheets, want 200", seen)
	}
}

// TestCheckReacts: the check columns are empty, and say so when a figure is edited.
func TestCheckReacts(t *testing.T) {
	f := county(t)
	x := open(t, f)
	id, _ := schema.CellByCode("t3.received.total")
	col := 0
	for i, tot := range f.Totals.Of("410526", 2023) {
		if tot.Cell == id {
			col = unitColumns + i
		}
	}
	checkRow := unitHead + len(f.Units) + 3
	value := func() (string, string) {
		a, err := x.CalcCellValue(sheetUnits, at(col, checkRow))
		if err != nil {
			t.Fatal(err)
		}
		b, err := x.CalcCellValue(sheetThree, at(10, 3+3)) // the first row of figures in the check column
		if err != nil {
			t.Fatal(err)
		}
		return a, b
	}
	if a, b := value(); a != "" || b != "" {
		t.Errorf("before an edit the checks say %q and %q", a, b)
	}
	edited := at(col, unitHead+2)
	was, _ := x.GetCellValue(sheetUnits, edited, excelize.Options{RawCellValue: true})
	n, err := strconv.Atoi(was)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.SetCellInt(sheetUnits, edited, int64(n)+1); err != nil {
		t.Fatal(err)
	}
	if a, b := value(); a != "不符" || b != "不符" {
		t.Errorf("after an edit the checks say %q and %q", a, b)
	}
}

func TestWordsStayWords(t *testing.T) {
	x := open(t, county(t))
	rows, err := x.GetRows(sheetFindings)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fmt.Sprint(rows), "=HYPERLINK(1)") {
		t.Error("the finding is not in its list")
	}
	for _, s := range x.GetSheetList() {
		rows, _ := x.GetRows(s)
		for r := range rows {
			for c := range rows[r] {
				if formula, _ := x.GetCellFormula(s, at(c, r+1)); strings.Contains(formula, "HYPERLINK") {
					t.Errorf("%s!%s runs text from a report: %s", s, at(c, r+1), formula)
				}
			}
		}
	}
	if status, _ := x.GetCellValue(sheetStatus, "D4"); status != "未报送" {
		t.Errorf("the missing unit stands as %q", status)
	}
	if v, _ := x.GetCellValue(sheetThree, "D6"); !strings.HasPrefix(v, "≥ ") || !strings.HasSuffix(v, "(2/3)") {
		t.Errorf("an incomplete total shows as %q", v)
	}
}

func TestSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	f := county(t)
	if err := Write(&a, f, 2023); err != nil {
		t.Fatal(err)
	}
	if err := Write(&b, f, 2023); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two writings of one workbook differ")
	}
}
