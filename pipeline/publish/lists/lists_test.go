package lists

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

func cell(t *testing.T, code string) schema.CellID {
	t.Helper()
	id, ok := schema.CellByCode(code)
	if !ok {
		t.Fatal(code)
	}
	return id
}

func parse(t *testing.T, b *bytes.Buffer) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(b.String(), "\uFEFF")
	if !marked || !strings.Contains(text, "\r\n") {
		t.Errorf("no byte order mark or no CRLF: %q", b.String()[:20])
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTotalsSayWhatTheyAreWorth(t *testing.T) {
	sum := schema.DecimalOf(1234)
	f := &facts.Facts{Years: []int{2023}, Totals: schema.TotalsOf(
		schema.AreaTotal{Area: schema.Area{Code: "410526", Name: "滑县"}, ReportYear: 2023, Cell: cell(t, "t3.received.total"), Sum: &sum, Expected: 23, Reported: 22, Counted: 22},
		schema.AreaTotal{Area: schema.Area{Code: "410526", Name: "滑县"}, ReportYear: 2023, Cell: cell(t, "t3.carried_in.total"), Expected: 23, Reported: 22},
		schema.AreaTotal{Area: schema.Area{Code: "410526", Name: "滑县"}, ReportYear: 2023, Cell: cell(t, "t2.licensing.items_change"), Sum: &sum, Expected: 23, Reported: 22, Counted: 1},
		schema.AreaTotal{Area: schema.Area{Code: "410526", Name: "滑县"}, ReportYear: 2022, Cell: cell(t, "t3.carried_in.total"), Expected: 23},
	)}
	var b bytes.Buffer
	if err := Totals(&b, f, 2023); err != nil {
		t.Fatal(err)
	}
	rows := parse(t, &b)
	if len(rows) != 4 {
		t.Fatalf("%d rows, want the head and the three of 2023", len(rows))
	}
	if r := rows[2]; r[8] != "1234" || r[9] != "否" || r[17] != "至少 1234（22/23 个单位）" {
		t.Errorf("row = %q", r)
	}
	if r := rows[3]; r[8] != "" || r[17] != "没有单位填报此项" {
		t.Errorf("row of a cell nobody filled = %q", r)
	}
	if r := rows[1]; r[17] != "1234（1/23 个单位）" {
		t.Errorf("a sum that may fall is no bound: %q", r)
	}
}

func TestStatusNamesTheMissing(t *testing.T) {
	f := &facts.Facts{Years: []int{2023}, Units: []schema.Unit{{Code: "410526100", Name: "道口镇"}, {Code: "410526209", Name: "瓦岗寨乡"}},
		Reports:  facts.InMemory{{UnitCode: "410526209", Year: 2023}: {File: "=瓦岗寨乡.docx", Edition: schema.Edition2021}},
		Findings: []schema.Finding{{UnitCode: "410526209", ReportYear: 2023, Severity: schema.Must}}}
	var b bytes.Buffer
	if err := Status(&b, f, 2023); err != nil {
		t.Fatal(err)
	}
	rows := parse(t, &b)
	if rows[1][3] != "未报送" || rows[2][3] != "已报送" || rows[2][5] != "1" {
		t.Errorf("rows = %q", rows[1:])
	}
	if rows[2][9] != "'=瓦岗寨乡.docx" {
		t.Errorf("a file name that is a formula stands as %q", rows[2][9])
	}
}

func TestMovements(t *testing.T) {
	f := &facts.Facts{Years: []int{2023}, Units: []schema.Unit{
		{Code: "410526100", Name: "甲镇", ValidFrom: 2023}, {Code: "410526101", Name: "丙镇", ValidFrom: 2023}, {Code: "410526102", Name: "老镇"},
		{Code: "410526200", Name: "甲乡", ValidTo: 2022, Successor: "410526100"}, {Code: "410526201", Name: "乙乡", ValidTo: 2022}}}
	var b bytes.Buffer
	if err := Movements(&b, f, 2023); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range parse(t, &b)[1:] {
		got = append(got, r[0]+r[2]+r[4])
	}
	if want := "承续甲镇 新增丙镇 并入或更名甲乡甲镇 撤销乙乡 合计"; strings.Join(got, " ") != want {
		t.Errorf("movements = %q, want %q", got, want)
	}
}

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+86": "+86", "-11": "-11", "-11+1": "'-11+1", "@x": "'@x", "瓦岗寨乡": "瓦岗寨乡", "": "", "\t=1": "'\t=1", "＝1+1": "'＝1+1", "\n=1": "'\n=1",
	} {
		if got := harmless(in); got != want {
			t.Errorf("harmless(%q) = %q, want %q", in, got, want)
		}
	}
}
