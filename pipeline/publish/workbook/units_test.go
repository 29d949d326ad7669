package workbook

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

// stored is what a cell of the township sheet holds, before it is formatted.
func stored(t *testing.T, x *excelize.File, cell string) string {
	t.Helper()
	v, err := x.GetCellValue(sheetUnits, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatalf("%s: %v", cell, err)
	}
	return v
}

// TestUnitsAsPrinted: a spreadsheet shows of each unit what its report holds.
func TestUnitsAsPrinted(t *testing.T) {
	f := county(t)
	r := f.Reports.(facts.InMemory)[facts.Key{UnitCode: "410526209", Year: 2023}]
	odd := []struct {
		code string
		cell schema.CellValue
		want string
	}{
		{"t3.received.total", schema.CellValue{State: schema.Text, Raw: `5<6&"7"'8'`}, `5<6&"7"'8'`},
		{"t3.received.natural_person", schema.CellValue{State: schema.Text, Raw: "_x0041_ 约12"}, "_x0041_ 约12"},
		{"t3.granted.total", schema.CellValue{State: schema.Text, Raw: " 两\n行 "}, " 两\n行 "},
		{"t3.granted.natural_person", schema.CellValue{State: schema.Text, Raw: strings.Repeat("长", 40000)}, strings.Repeat("长", 32767)},
		{"t3.granted.other", schema.CellValue{State: schema.Mark, Raw: "/"}, "/"},
		{"t3.carried_in.total", schema.CellValue{State: schema.Unread, Raw: "1?"}, "未读出"},
		{"t3.carried_in.natural_person", schema.CellValue{State: schema.Blank}, ""},
		{"t3.carried_out.total", schema.CellValue{State: schema.Absent}, ""},
		{"t3.carried_out.natural_person", schema.CellValue{State: schema.Number, Value: -12_000_000}, "-12"},
		{"t2.fees.amount", schema.CellValue{State: schema.Number, Value: 123_456_789_012_345_678}, "123456789012.345"},
	}
	for _, o := range odd {
		id, ok := schema.CellByCode(o.code)
		if !ok {
			t.Fatalf("there is no cell %s", o.code)
		}
		r.Cells[id] = o.cell
	}
	x := open(t, f)
	heads, err := x.GetRows(sheetUnits)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range odd {
		column := -1
		for c, code := range heads[unitHead-1] {
			if code == o.code {
				column = c
			}
		}
		if got := stored(t, x, at(column, unitHead+2)); got != o.want {
			t.Errorf("%s shows %.60q, want %.60q", o.code, got, o.want)
		}
	}
	if got := stored(t, x, at(2, unitHead+1)); got != "未报送" {
		t.Errorf("the unit without a report is %q", got)
	}
}

func TestNumbersAsASpreadsheetHoldsThem(t *testing.T) {
	for d, want := range map[schema.Decimal]string{
		17_000_000: "17", -500_000: "-0.5", 190_457_379: "190.457379", 0: "0",
		999_999_999_999_000_000:  "999999999999", // whole
		1_234_567_890_123_456:    "1234567890.12345",
		-123_456_789_012_345_678: "-123456789012.345",
	} {
		var b bytes.Buffer
		writeNumber(&b, d)
		if got := b.String(); got != `"><v>`+want+`</v></c>` {
			t.Errorf("%s is written %s, want %s", d, got, want)
		}
	}
}
