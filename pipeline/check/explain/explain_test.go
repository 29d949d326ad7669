package explain

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

const good = `
- unit: "041052620"
  year: 2023
  rule: t3.row_total
  cell: t3.granted.total
  left: 17
  right: 16
  text: 原始台账如此，已更正
  author: 王某
  date: 2024-2-1
- {unit: "410526209", year: 2023年, rule: form.section5, text: 另附}
`

func decimal(n int64) *schema.Decimal { d := schema.DecimalOf(n); return &d }

func want(t *testing.T, place func(k int) schema.Place) []schema.Explanation {
	granted, ok := schema.CellByCode("t3.granted.total")
	if !ok {
		t.Fatal("no such cell")
	}
	return []schema.Explanation{
		{UnitCode: "041052620", ReportYear: 2023, Rule: "t3.row_total", Cell: granted, Text: "原始台账如此，已更正", Author: "王某", Date: "2024-02-01",
			Left: decimal(17), Right: decimal(16), Place: place(0)},
		{UnitCode: "410526209", ReportYear: 2023, Rule: "form.section5", Cell: schema.NoCell, Text: "另附", Place: place(1)},
	}
}

func TestYAML(t *testing.T) {
	got, err := Parse("说明.yaml", []byte(good), func(rule string) bool { return rule == "t3.row_total" || rule == "form.section5" })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want(t, func(k int) schema.Place { return schema.Place{File: "说明.yaml", Line: []int{2, 11}[k]} }), got); diff != "" {
		t.Error(diff)
	}
}

// The headings may stand below a title, in any order, between columns of others.
func TestSheet(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{
		{"审核说明"},
		{"单位名称", "单位代码", "年度", "规则", "指标", "左边", "右边", "说明人", "日期", "说明"},
		{"甲", "041052620", 2023, "t3.row_total", "t3.granted.total", 17, 16, "王某", time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC), "原始台账如此，已更正"},
		{"丙", "410526210", 2023, "t3.balance"},
		{"乙", "410526209", "2023", "form.section5", "", "", "", "", "", "另附"},
	} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := book.Write(&data); err != nil {
		t.Fatal(err)
	}
	got, err := Parse("说明.xlsx", data.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want(t, func(k int) schema.Place {
		return schema.Place{File: "说明.xlsx", Sheet: "Sheet1", Row: []int{3, 5}[k]}
	}), got); diff != "" {
		t.Error(diff)
	}
}

func TestErrors(t *testing.T) {
	known := func(rule string) bool { return rule == "t3.balance" }
	for _, c := range []struct{ name, text, want string }{
		{"no list", "unit: 1", "x.yaml:1:1: must be a list of explanations"},
		{"unknown key", "- {unti: 1}", `x.yaml:1:4: unknown key "unti"`},
		{"missing text", "- {unit: 1, year: 2023, rule: t3.balance}", "说明（text）没有填写"},
		{"unknown rule", "- {unit: 1, year: 2023, rule: t3.blance, text: a}", `x.yaml:1:31: 没有规则 (unknown rule) "t3.blance"`},
		{"unknown cell", "- {unit: 1, year: 2023, rule: t3.balance, text: a, cell: t3.x}", `x.yaml:1:58: 没有指标 (unknown cell) "t3.x"`},
		{"no number", "- {unit: 1, year: 2023, rule: t3.balance, text: a, left: 3件}", `"3件" 不是数字`},
		{"no year", "- {unit: 1, year: 23, rule: t3.balance, text: a}", `"23" 不是年度`},
		{"no date", "- {unit: 1, year: 2023, rule: t3.balance, text: a, date: 2024-13-01}", `"2024-13-01" 不是日期`},
		{"key twice", "- {unit: 1, 单位代码: 2}", `stands twice`},
	} {
		_, err := Parse("x.yaml", []byte(c.text), known)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := Parse("x.docx", nil, nil); err == nil {
		t.Error("a docx was taken")
	}
	if _, err := Parse("x.xlsx", []byte("PK"), nil); err == nil {
		t.Error("a broken workbook was taken")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a.yaml", []byte(good))
	f.Add("a.xlsx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, data []byte) { Parse(name, data, nil) })
}
