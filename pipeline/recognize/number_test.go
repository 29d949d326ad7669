package recognize

import (
	"testing"

	"huizong/schema"
)

func TestParse(t *testing.T) {
	for raw, want := range map[string]string{
		"0": "0", "7": "7", "12": "12", " 12 ": "12", "\u3000０\u00a0": "0", "１２３": "123", "007": "7",
		"1,234": "1234", "1，234，567": "1234567", "1 234": "1234", "12,345.67": "12345.67",
		"190.457379": "190.457379", "59237.2449": "59237.2449", "３．５": "3.5", "0.00": "0",
		"+19": "19", "-11": "-11", "－11": "-11", "＋1036": "1036", "—3": "-3",
		"0件": "0", "15 件": "15", "3项": "3", "251000元": "251000", "12.5万元": "12.5", "3.2万": "3.2",
		"22（其中修订16件）": "22", "55(含自然失效29件)": "55", "22件（其中修订16件）": "22", "22，其中修订16件": "22", "8【注】": "8",
		"〇": "0", "零": "0", "12。": "12", "5\u200b": "5", "\ufeff6": "6",

		"": "blank", "  ": "blank", "\u00a0": "blank", "\u3000\n": "blank", "\u200b": "blank",
		"/": "mark", "／": "mark", "-": "mark", "—": "mark", "——": "mark", "－": "mark", "无": "mark", "无。": "mark", "不适用": "mark", "\\": "mark", "- -": "mark", "N/A": "mark",
		"O": "text", "o": "text", "Ｏ": "text", "见附件": "text", "约22": "text", "22余": "text", "3-5": "text", "2023-1": "text", "12%": "text",
		"1,23": "text", "1.2.3": "text", "一": "text", "十二": "text", "5①": "text", "12²": "text", "0.": "text", "1e3": "text", "9999999999999": "text", "0.1234567": "text", "无（0件）": "text",
		"2 0": "unread", "39857\n58": "unread", "1 234 5": "unread", "0 0 0": "unread",
	} {
		got := parse(raw)
		text := got.state.String()
		if got.state == schema.Number {
			text = got.value.String()
		}
		if text != want {
			t.Errorf("parse(%q) = %s, want %s", raw, text, want)
		}
		like := got.state == schema.Number || got.state == schema.Mark || got.state == schema.Unread || want == "text" && (raw == "O" || raw == "o" || raw == "Ｏ")
		if valueLike(raw) != like {
			t.Errorf("valueLike(%q) = %v", raw, !like)
		}
	}
}

func TestParseKeepsWhatStandsBehind(t *testing.T) {
	for raw, want := range map[string][2]string{
		"251000元": {"元", ""}, "0件": {"件", ""}, "22（其中修订16件）": {"", "(其中修订16件)"}, "22件（其中修订16件）": {"件", "(其中修订16件)"}, "3.2万": {"万", ""}, "7": {"", ""},
	} {
		if got := parse(raw); got.suffix != want[0] || got.note != want[1] {
			t.Errorf("parse(%q): suffix %q note %q, want %q", raw, got.suffix, got.note, want)
		}
	}
}

// TestCellsKeepTheirWords follows odd texts into a table.
func TestCellsKeepTheirWords(t *testing.T) {
	r := recognized(gridDocument(`
<4 第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | O | 〇 | /
行政规范性文件 | 22（其中修订16件） | 3.2万 | 2 0
<4 第二十条第（五）项
信息内容 | <3 本年处理决定数量
行政许可 | <3 １，４７２ 件
<4 第二十条第（八）项
信息内容 | <3 本年收费金额（单位：万元）
行政事业性收费 | <3 251000元`))
	for code, want := range map[string]struct {
		state schema.CellState
		value string
		raw   string
		noted bool
	}{
		"t2.regulations.issued":            {schema.Text, "0", "O", false},
		"t2.regulations.repealed":          {schema.Number, "0", "〇", false},
		"t2.regulations.in_force":          {schema.Mark, "0", "/", false},
		"t2.normative_documents.issued":    {schema.Number, "22", "22（其中修订16件）", false},
		"t2.normative_documents.repealed":  {schema.Text, "0", "3.2万", true},
		"t2.normative_documents.in_force":  {schema.Unread, "0", "2 0", false},
		"t2.licensing.decisions":           {schema.Number, "1472", "１，４７２ 件", false},
		"t2.fees.amount":                   {schema.Number, "251000", "251000元", true},
		"t2.penalties.decisions":           {schema.Absent, "0", "", false},
		"t3.received.natural_person":       {schema.Absent, "0", "", false},
		"t2.regulations.made":              {schema.Absent, "0", "", false},
		"t2.fees.items_last_year":          {schema.Absent, "0", "", false},
		"t2.procurement.amount":            {schema.Absent, "0", "", false},
		"t2.licensing.items_last_year":     {schema.Absent, "0", "", false},
		"t2.normative_documents.disclosed": {schema.Absent, "0", "", false},
	} {
		c := &r.Cells[cellID(code)]
		if c.State != want.state || c.Value.String() != want.value || c.Raw != want.raw || (c.Note != "") != want.noted {
			t.Errorf("%s: %s %s %q note %q, want %+v", code, c.State, c.Value, c.Raw, c.Note, want)
		}
	}
	if !has(r, "cell.unread") {
		t.Error("no finding for the parted digits")
	}
}

func TestProcurementWithoutUnit(t *testing.T) {
	table := func(header, amount string) string {
		return "<3 第二十条第（九）项\n信息内容 | 采购项目数量 | " + header + "\n政府集中采购 | 4 | " + amount
	}
	block := "<3 第二十条第（五）项\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量\n行政许可 | 5 | +19 | 6\n"
	for _, c := range []struct {
		header, amount, want string
		state                schema.CellState
	}{
		{"采购总金额", "125000", "0", schema.Text},
		{"采购总金额", "12.5万元", "12.5", schema.Number},
		{"采购总金额（万元）", "12.5", "12.5", schema.Number},
		{"采购总金额（单位：万元）", "12.5", "12.5", schema.Number},
		{"采购总金额", "125000元", "0", schema.Text},
		{"采购总金额（元）", "125000", "0", schema.Text},
		{"采购总金额", "/", "0", schema.Mark},
	} {
		r := recognized(gridDocument(block + table(c.header, c.amount)))
		cell := &r.Cells[cellID("t2.procurement.amount")]
		if cell.State != c.state || cell.Value.String() != c.want || cell.Raw != c.amount {
			t.Errorf("%s %s: %s %s %q, want %s %s", c.header, c.amount, cell.State, cell.Value, cell.Raw, c.state, c.want)
		}
		if got := printedAs(r, cellID("t2.procurement.projects"), cellID("t2.licensing.items_change"), cellID("t2.licensing.decisions")); got != "4 19 6" {
			t.Errorf("beside it: %s", got)
		}
		if r.TableEdition[schema.Table2] != schema.Edition2019 {
			t.Errorf("edition %s", r.TableEdition[schema.Table2])
		}
	}
}
