package recognize

import (
	"strings"
	"testing"

	"huizong/schema"
)

func TestYear(t *testing.T) {
	for _, c := range []struct {
		name    string
		lines   []string
		source  Source
		want    int
		witness bool // time.witness is raised
	}{
		{"title", []string{"x镇2023年政府信息公开工作年度报告"}, Source{}, 2023, false},
		{"year behind the unit, with blanks", []string{"x镇 2023 年 度 政府信息公开工作年度报告"}, Source{}, 2023, false},
		{"Chinese digits", []string{"x镇二〇二三年政府信息公开工作年度报告"}, Source{}, 2023, false},
		{"Chinese digits with 零", []string{"x镇二零二一年度政府信息公开工作年度报告"}, Source{}, 2021, false},
		{"in brackets behind the title", []string{"x镇政府信息公开工作年度报告", "（2022年度）"}, Source{}, 2022, false},
		{"title over three lines", []string{"x镇人民政府", "2023年政府信息公开工作", "年 度 报 告"}, Source{}, 2023, false},
		{"period", []string{"x镇政府信息公开工作年度报告", "数据统计期限自2023年1月1日起至2023年12月31日止。"}, Source{}, 2023, false},
		{"period whose years lost their 年", []string{"x镇政府信息公开工作年度报告", "统计期限为20211月1日至12月31日。"}, Source{}, 2021, false},
		{"period that lost all marks", []string{"x镇政府信息公开工作年度报告", "报告中所列数据统计期限为2025111231日。"}, Source{}, 2025, false},
		{"period that lost its marks", []string{"x镇政府信息公开工作年度报告", "数据自202111日起至20211231日止。"}, Source{}, 2021, false},
		{"period to 12月30日", []string{"x镇政府信息公开工作年度报告", "统计期限2023年1月1日至12月30日。"}, Source{}, 2023, false},
		{"opening", []string{"政府信息公开工作年度报告", "一、总体情况", "2023年，我镇认真贯彻条例。"}, Source{}, 2023, false},
		{"opening behind a sub-heading", []string{"政府信息公开工作年度报告", "一、总体情况", "（一）主动公开情况。2023年，我镇共公开信息。"}, Source{}, 2023, false},
		{"heading", []string{"政府信息公开工作年度报告", "一、政府信息公开2019年工作总体情况", "认真贯彻。"}, Source{}, 2019, false},
		{"file name", []string{"政府信息公开工作年度报告"}, Source{Name: "x镇2023年报.docx"}, 2023, false},
		{"file name with a date before", []string{"政府信息公开工作年度报告"}, Source{Name: "2024.01.15x镇2023年报.docx"}, 2023, false},
		{"file name with eight digits", []string{"政府信息公开工作年度报告"}, Source{Name: "20240115x镇.docx"}, 0, false},
		{"file name of when it was sent", []string{"政府信息公开工作年度报告"}, Source{Name: "2024年报送x镇.docx"}, 0, false},
		{"sent in one year, about the year before", []string{"政府信息公开工作年度报告"}, Source{Name: "2024年报送2023年度x镇.docx"}, 2023, false},
		{"file name with two years", []string{"政府信息公开工作年度报告"}, Source{Name: "x镇2022 2023.docx"}, 0, false},
		{"folder", []string{"政府信息公开工作年度报告"}, Source{Name: "x镇.docx", Folders: []string{"2023年", "x镇"}}, 2023, false},
		{"folder of the year in which reports come in", []string{"政府信息公开工作年度报告", "一、总体情况", "文。", "2024年1月20日"}, Source{Folders: []string{"2024"}}, 0, false},
		{"a date is no year", []string{"政府信息公开工作年度报告", "2024年1月20日"}, Source{}, 0, false},
		{"published in the next year", []string{"x镇2023年政府信息公开工作年度报告", "发布时间：2024-01-20 09:42", "一、总体情况"}, Source{}, 2023, false},
		{"date under the title", []string{"x镇2023年政府信息公开工作年度报告", "2024年1月20日"}, Source{}, 2023, false},
		{"document number", []string{"政府信息公开工作年度报告", "根据国办公开办函〔2021〕30号编制。"}, Source{}, 0, false},
		{"title left from last year", []string{"x镇2022年政府信息公开工作年度报告", "统计期限自2023年1月1日起至2023年12月31日止。", "一、总体情况", "2023年，我镇工作顺利。"}, Source{Name: "x镇2023.docx"}, 2023, true},
		{"title left from last year, told by the date", []string{"x镇2022年政府信息公开工作年度报告", "统计期限自2023年1月1日起至2023年12月31日止。", "2024年1月9日"}, Source{}, 2023, true},
		{"period left from last year", []string{"x镇2023年政府信息公开工作年度报告", "统计期限自2022年1月1日起至2022年12月31日止。", "一、总体情况", "2023年，我镇工作顺利。"}, Source{}, 2023, false},
		{"title left from last year, told by file name and prose", []string{"x镇2022年政府信息公开工作年度报告", "一、总体情况", "认真贯彻落实条例，2023年共公开信息12条，全年没有收到申请。"}, Source{Name: "x镇2023.docx"}, 2023, true},
		{"file name of last year", []string{"x镇2023年政府信息公开工作年度报告"}, Source{Name: "x镇2022年报.docx"}, 2023, true},
		{"folder of another year", []string{"x镇2023年政府信息公开工作年度报告"}, Source{Folders: []string{"2022年"}}, 2023, true},
		{"last year's figures at the end", []string{"x镇2023年政府信息公开工作年度报告", "五、存在的主要问题及改进情况", "2022年存在的问题，2024年将改进。"}, Source{}, 2023, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Report(titled(c.lines...), c.source, nil)
			if r.Year != c.want {
				t.Errorf("year %d, want %d; title %q period %q dated %q said %+v", r.Year, c.want, r.Title, r.Period, r.Dated, r.YearsSaid)
			}
			if has(r, "time.witness") != c.witness {
				t.Errorf("witness finding %v, want %v: %+v", !c.witness, c.witness, r.Findings)
			}
			if has(r, "time.unknown") != (c.want == 0) {
				t.Errorf("time.unknown %v: %+v", c.want != 0, r.Findings)
			}
		})
	}
}

func TestYearsSaid(t *testing.T) {
	r := recognized(titled("x镇2023年政府信息公开工作年度报告",
		"根据《条例》（国务院令第711号，2019年修订）和国办公开办函〔2021〕30号编制，现公布2022年政府信息公开工作年度报告。",
		"统计期限自2021年1月1日起至2021年12月31日止。", "一、2020年总体情况", "文。", "五、2018年存在的主要问题及改进情况"))
	want := map[string]int{"title": 2023, "opening": 2022, "period": 2021, "heading": 2020}
	for _, s := range r.YearsSaid {
		if want[s.Where] != s.Year {
			t.Errorf("%s says %d, want %d", s.Where, s.Year, want[s.Where])
		}
		delete(want, s.Where)
		if s.Text == "" || s.Place.Line == 0 {
			t.Errorf("%s: no text or place: %+v", s.Where, s)
		}
	}
	if len(want) > 0 {
		t.Errorf("not heard: %v", want)
	}
}

func TestPeriod(t *testing.T) {
	for text, want := range map[string][2]string{
		"自2023年1月1日起至2023年12月31日止":              {"2023-01-01", "2023-12-31"},
		"2025年1月1日至12月31日":                      {"2025-01-01", "2025-12-31"},
		"统计期限为20211月1日至20211月31日":               {"2021-01-01", "2021-01-31"},
		"自2022年1月1日-2022年12月30日":                {"2022-01-01", "2022-12-30"},
		"自 2023 年 1 月 1 日起，至 2023 年 12 月 31 日止": {"2023-01-01", "2023-12-31"},
		"2022年1月1日—2022年12月31日":                 {"2022-01-01", "2022-12-31"},
		"期限为2024年1月1日开始到2024年12月31日":            {"2024-01-01", "2024-12-31"},
		"2023年1月1日召开会议":                         {"", ""},
	} {
		r := recognized(titled("x镇政府信息公开工作年度报告", text))
		if got := [2]string{r.PeriodFrom, r.PeriodTo}; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestDated(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。", "x镇人民政府", "2024年1月20日"}, "2024-01-20"},
		{[]string{"x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。", "x镇人民政府 2024年1月9日"}, "2024-01-09"},
		{[]string{"x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。", "二〇二四年一月二十日"}, "2024-01-20"},
		{[]string{"x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。", "二○二四年二月三日"}, "2024-02-03"},
		{[]string{"x镇2023年政府信息公开工作年度报告", "发布时间：2024-02-05 10:11 来源：本站", "一、总体情况", "文。"}, "2024-02-05"},
		{[]string{"发布日期：2024/2/5", "x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。"}, "2024-02-05"},
		{[]string{"x镇2023年政府信息公开工作年度报告", "（2024年1月31日）", "一、总体情况", "文。"}, "2024-01-31"},
		{[]string{"x镇2023年政府信息公开工作年度报告", "统计期限自2023年1月1日起至2023年12月31日止。", "一、总体情况", "文。"}, ""},
		{[]string{"x镇2023年政府信息公开工作年度报告", "一、总体情况", "2023年5月6日召开会议，研究部署工作。"}, ""},
		{[]string{"x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。", "2024年1月"}, ""},
	} {
		if r := recognized(titled(c.lines...)); r.Dated != c.want {
			t.Errorf("%q: dated %q, want %q", c.lines, r.Dated, c.want)
		}
	}
	table := schema.Block{Table: gridTable("索引号 | x-1 | 发布日期 | 2024-03-01\n发布机构 | x镇 | 文号 | 无")}
	doc := titled("x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。")
	doc.Blocks = append([]schema.Block{table}, doc.Blocks...)
	if r := recognized(doc); r.Dated != "2024-03-01" || r.Year != 2023 {
		t.Errorf("metadata table: dated %q, year %d", r.Dated, r.Year)
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"plain", []string{"x镇2023年政府信息公开工作年度报告", "一、总体情况"}, "x镇2023年政府信息公开工作年度报告"},
		{"over lines", []string{"滑县x镇人民政府", "2023年政府信息公开工作", "年度报告", "一、总体情况"}, "滑县x镇人民政府2023年政府信息公开工作年度报告"},
		{"breadcrumbs above", []string{"首页 > 政务公开 > 政府信息公开年报", "x镇2023年政府信息公开年报", "一、总体情况"}, "x镇2023年政府信息公开年报"},
		{"a column of the site above", []string{"政府信息公开年报", "x镇2023年政府信息公开工作年度报告", "一、总体情况"}, "x镇2023年政府信息公开工作年度报告"},
		{"other words above", []string{"政策文件", "财政信息", "x镇2023年政府信息公开工作年度报告", "一、总体情况"}, "x镇2023年政府信息公开工作年度报告"},
		{"marks", []string{"# x镇2023年政府信息公开工作年度报告", "一、总体情况"}, "x镇2023年政府信息公开工作年度报告"},
		{"report on", []string{"x镇关于2023年政府信息公开工作情况的报告", "一、总体情况"}, "x镇关于2023年政府信息公开工作情况的报告"},
		{"open affairs", []string{"x镇2023年政务公开年报"}, "x镇2023年政务公开年报"},
		{"printed from a browser", []string{"2024/1/15 上午10:24          滑县x镇2023年政府信息公开工作年度报告-滑县人民政府", "一、总体情况"}, "滑县x镇2023年政府信息公开工作年度报告-滑县人民政府"},
		{"sentence", []string{"现将x镇2023年政府信息公开工作报告如下：", "一、总体情况"}, ""},
		{"notice", []string{"关于做好2023年政府信息公开工作年度报告编制工作的通知"}, ""},
		{"below the first section", []string{"一、总体情况", "x镇2023年政府信息公开工作年度报告"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := recognized(titled(c.lines...)); r.Title != c.want {
				t.Errorf("title %q, want %q", r.Title, c.want)
			}
		})
	}
	doc := titled("一、总体情况", "文")
	doc.Title = "瓦岗寨乡2023年政府信息公开工作年度报告-滑县人民政府"
	if r := Report(doc, Source{}, NewNames(testRoster)); r.Title != "" || r.Year != 2023 || r.UnitCode != "410526209" {
		t.Errorf("title of the page: title %q year %d unit %s", r.Title, r.Year, r.UnitCode)
	}
}

// TestPrintedFromBrowser reads a report whose pages a browser printed: the time
// above and the address below each page are no part of it.
func TestPrintedFromBrowser(t *testing.T) {
	above := "2025/1/15 10:24               滑县瓦岗寨乡2023年政府信息公开工作年度报告-滑县人民政府"
	below := "https://www.hnhx.gov.cn/portal/zwgk/nb/webinfo/2025/01/1.htm                    %/2"
	doc := textDocument(above + "\n一、总体情况\n全年主动公开信息三条。\n二、主动公开政府信息情况\n信息内容  本年制发件数  本年废止件数  现行有效件数\n规章  1  2  3\n" +
		strings.Replace(below, "%", "1", 1) + "\n" + above + "\n行政规范性文件  4  5  6\n" + strings.Replace(below, "%", "2", 1))
	r := Report(doc, Source{}, NewNames(testRoster))
	if r.Year != 2023 || r.UnitCode != "410526209" || len(r.Narrative) != 1 || len(r.Findings) > 0 {
		t.Errorf("year %d, unit %s, narrative %v, findings %v", r.Year, r.UnitCode, r.Narrative, r.Findings)
	}
	if got := printedAs(r, cellID("t2.regulations.issued"), cellID("t2.normative_documents.in_force")); got != "1 6" {
		t.Errorf("table two %s, want 1 6", got)
	}
	doc = titled("文")
	doc.Title = above
	if r := Report(doc, Source{}, NewNames(testRoster)); r.Year != 2023 || r.UnitCode != "410526209" {
		t.Errorf("running header: year %d, unit %s", r.Year, r.UnitCode)
	}
}
