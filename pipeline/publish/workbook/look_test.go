package workbook

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

// shown is a cell as a reader sees it.
func shown(t *testing.T, x *excelize.File, sheet, cell string) string {
	t.Helper()
	v, err := x.GetCellValue(sheet, cell)
	if err != nil {
		t.Fatalf("%s!%s: %v", sheet, cell, err)
	}
	return v
}

// TestCoverageBesideTheTotal: a lower bound says so, sign and all; a change of
// items may be negative where units are missing, so it is no bound.
func TestCoverageBesideTheTotal(t *testing.T) {
	for _, test := range []struct {
		code    string
		sum     int64
		counted int
		want    string
	}{
		{"t3.received.total", 1234, 22, "≥ 1,234 (22/23)"},
		{"t3.received.total", 0, 22, "≥ 0 (22/23)"},
		{"t3.received.total", -2, 22, "≥ -2 (22/23)"},
		{"t3.received.total", -2, 23, "-2"},
		{"t2.licensing.items_change", -1, 1, "-1 (1/23)"},
		{"t2.licensing.items_change", 4, 1, "4 (1/23)"},
	} {
		id, ok := schema.CellByCode(test.code)
		if !ok {
			t.Fatal(test.code)
		}
		sum := schema.DecimalOf(test.sum)
		total := &schema.AreaTotal{Cell: id, Sum: &sum, Expected: 23, Reported: 22, Counted: test.counted}
		x := excelize.NewFile()
		format := totalFormat(total)
		style, err := x.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			t.Fatal(err)
		}
		if err := x.SetCellInt("Sheet1", "A1", test.sum); err != nil {
			t.Fatal(err)
		}
		if err := x.SetCellStyle("Sheet1", "A1", "A1", style); err != nil {
			t.Fatal(err)
		}
		if got := shown(t, x, "Sheet1", "A1"); got != test.want {
			t.Errorf("%s, %d of %d/23 shows %q, want %q", test.code, test.sum, test.counted, got, test.want)
		}
		if w := int(shownWidth(total)); w < utf8.RuneCountInString(test.want) {
			t.Errorf("%s, %q is thought %d characters wide", test.code, test.want, w)
		}
		x.Close()
	}
}

// TestNumbersFitTheirColumns: a number wider than its column prints as ###.
func TestNumbersFitTheirColumns(t *testing.T) {
	f := county(t)
	fees, _ := schema.CellByCode("t2.fees.amount")
	wide := *f.Total("410526", 2023, fees)
	sum := schema.Decimal(743_067_783_256) // 743067.783256
	wide.Sum = &sum
	f.Totals.Add(wide)
	x := open(t, f)
	for _, sheet := range []string{sheetTwo, sheetThree, sheetFour, sheetUnits, sheetYears} {
		merged, err := x.GetMergeCells(sheet)
		if err != nil {
			t.Fatal(err)
		}
		wide := map[string]string{}
		for _, m := range merged {
			wide[m.GetStartAxis()] = m.GetEndAxis()
		}
		rows, err := x.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for r := range rows {
			for c, v := range rows[r] {
				if !strings.ContainsAny(v, "0123456789") || strings.Trim(v, "≥ 0123456789,.()/-") != "" {
					continue
				}
				end, _, err := excelize.CellNameToCoordinates(wide[at(c, r+1)])
				if err != nil {
					end = c + 1
				}
				room := 0.0
				for i := c; i < end; i++ {
					w, err := x.GetColWidth(sheet, column(i))
					if err != nil {
						t.Fatal(err)
					}
					room += w
				}
				if need := float64(utf8.RuneCountInString(v)); need > room {
					t.Errorf("%s!%s: %q in %g characters", sheet, at(c, r+1), v, room)
				}
				seen++
			}
		}
		if seen == 0 {
			t.Errorf("%s shows no number", sheet)
		}
	}
}

// TestRowsAreNoHigherThanTheirText: a text that reaches over several columns
// has their width, one that reaches over several rows has their height.
func TestRowsAreNoHigherThanTheirText(t *testing.T) {
	x := open(t, county(t))
	for _, want := range []struct {
		sheet string
		row   int
		text  string
		high  float64
	}{
		{sheetThree, 3, "申请人情况", 24},
		{sheetThree, 6, "一、本年新收政府信息公开申请数量", 24},
		{sheetThree, 2, "应报 3 个单位", 14},
		{sheetFour, 3, "行政复议", 24},
		{sheetUnits, 2, "表二 主动公开政府信息情况", 18},
		{sheetYears, 15, "表三 收到和处理政府信息公开申请情况", 15},
	} {
		rows, err := x.GetRows(want.sheet)
		if err != nil {
			t.Fatal(err)
		}
		if line := strings.Join(rows[want.row-1], "|"); !strings.Contains(line, want.text) {
			t.Errorf("%s row %d is %q, want %q in it", want.sheet, want.row, line, want.text)
		}
		if got, err := x.GetRowHeight(want.sheet, want.row); err != nil || got > want.high+4 {
			t.Errorf("%s row %d is %g points high, want %g: %v", want.sheet, want.row, got, want.high, err)
		}
	}
}
