package recognize

import (
	"strings"
	"testing"
)

func TestHeadingOf(t *testing.T) {
	for line, want := range map[string]int{
		"一、总体情况": 1, "1、 总体情况": 1, "一．总体情况": 1, "一、工作概况": 1, "一、工作基本情况": 1, "一、总体概述": 1, "概述": 1, "总体情况": 1, "一、政府信息公开2019年工作总体情况": 1,
		"一、2023年政务公开总体情况": 1, "## 一、总体情况": 1, "一、总体情况：2023年，我镇认真落实。": 1, "l六、其他需要报告的事项": 6, "一 、 总 体 情 况": 1,
		"二、主动公开政府信息情况": 2, "二、行政机关主动公开政府信息情况": 2, "二、主动公开情况": 2, "二、主动公开政府信息的情况": 2, "二、主动公开政府政府情况": 2, "主动公开政府信息情况": 2,
		"三、收到和处理政府信息公开申请情况": 3, "三、收到和处理政府信息公开申请的情况": 3, "三．收到和处理政府信息公开申请情况": 3, "四、政府信息公开申请情况": 3,
		"四、政府信息公开行政复议、行政诉讼情况": 4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况": 4, "四、政府信息公开行政复议和行政诉讼情况": 4, "四、政府信息公开行政复议、行政诉讼": 4,
		"五、存在的主要问题及改进情况": 5, "五、存在问题及改进情况": 5, "五、存在的主要问题和改进情况": 5, "五、存在的主要问题及整改措施": 5, "五、存在的主要问题及改进措施": 5, "五、政府信息公开工作存在的主要问题及改进情况": 5,
		"六、其他需要报告的事项": 6, "六、其它需要报告的事项": 6, "六、需要报告的其他事项": 6, "六、其他报告事项": 6,

		"（一）主动公开政府信息情况": 0, "(二)依申请公开情况": 0, "五)监督保障情况": 0, "一是主动公开情况": 0, "1）主动公开情况": 0, "①主动公开情况": 0,
		"行政复议 行政诉讼": 0, "未经复议直接起诉 复议后起诉": 0, "": 0, "无。": 0, "暂无问题。": 0, "存在的主要问题及改进情况": 5, "2023年，我镇总体情况良好，工作顺利": 0,
		"本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六部分组成。": 0, "一、本年新收政府信息公开申请数量": 0, "四、结转下年度继续办理": 0,
	} {
		if got, _ := headingOf(plain(line)); got != want {
			t.Errorf("%s: section %d, want %d", line, got, want)
		}
	}
}

func TestSections(t *testing.T) {
	report := titled("x镇2023年政府信息公开工作年度报告", "目录", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
		"一、总体情况", "（一）主动公开情况。文。", "（二）依申请公开情况。文。", "（三）政府信息管理情况。文。", "四、政府信息公开申请情况", "没有申请。",
		"二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "一是平台建设不足。", "六、其他需要报告的事项：无。")
	r := recognized(report)
	for s := range r.Sections {
		if !r.Sections[s].Found || r.Sections[s].Headings != 1 || r.Sections[s].Place.Line < 9 {
			t.Errorf("section %d: %+v", s+1, r.Sections[s])
		}
	}
	if want := [5]bool{true, true, true, false, false}; r.SubItems != want {
		t.Errorf("sub-items %v, want %v", r.SubItems, want)
	}
	if n := len(r.Narrative); r.Narrative[n-1].Section != 6 || r.Narrative[n-1].Text != "无。" || r.Narrative[n-1].Heading != "六、其他需要报告的事项" {
		t.Errorf("run-in heading: %+v", r.Narrative[n-1])
	}
}

// TestTwoNumberings: one heading may be numbered 1、 among those with 一、; the
// number of an item inside a section is another.
func TestTwoNumberings(t *testing.T) {
	r := recognized(titled("x镇2023年政府信息公开工作年度报告", "1、 总体情况", "1、主动公开政府信息情况", "公开12条。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
		"四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "1、存在的主要问题", "人员不足。", "2、改进情况", "已培训。", "六、其他需要报告的事项", "无。"))
	for s, want := range []string{"1、 总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"} {
		if got := &r.Sections[s]; !got.Found || got.Headings != 1 || got.Heading != want {
			t.Errorf("section %d: %+v, want %s", s+1, got, want)
		}
	}
}

func TestNarrativeIsVerbatim(t *testing.T) {
	r := recognized(titled("x镇2023年政府信息公开工作年度报告", "　　依据　条例，编制本报告。", "一、总体情况", "　　2023 年，共公开（含转载）１２条。", "第二行\n接上行", "五、存在的主要问题及改进情况", "无。"))
	want := []struct {
		section, ordinal int
		heading, text    string
	}{
		{0, 1, "", "依据　条例，编制本报告。"},
		{1, 1, "一、总体情况", "2023 年，共公开（含转载）１２条。"},
		{1, 2, "一、总体情况", "第二行\n接上行"},
		{5, 1, "五、存在的主要问题及改进情况", "无。"},
	}
	if len(r.Narrative) != len(want) {
		t.Fatalf("%+v", r.Narrative)
	}
	for i, w := range want {
		if p := r.Narrative[i]; p.Section != w.section || p.Ordinal != w.ordinal || p.Heading != w.heading || p.Text != w.text || p.Place.Line == 0 {
			t.Errorf("paragraph %d: %+v, want %+v", i, p, w)
		}
	}
}

// TestFootOfSite: what a site prints below a saved page is no prose of the report.
func TestFootOfSite(t *testing.T) {
	r := recognized(titled("x镇2023年政府信息公开工作年度报告", "一、总体情况", "主办单位为党政办。", "六、其他需要报告的事项", "无。",
		"上一篇：柳河镇2022年政府信息公开工作年度报告", "柳河镇2021年政府信息公开工作年度报告", "主办：柳河镇人民政府", "豫ICP备05000001号"))
	var got []string
	for _, p := range r.Narrative {
		got = append(got, p.Text)
	}
	if want := "主办单位为党政办。 无。"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLeftovers(t *testing.T) {
	for line, found := range map[string]bool{
		"该部分以表格形式报告。表格如下：": true, "本报告可在门户网站（具体网址）查阅。": true, "××镇2023年公开信息": true, "xx镇人民政府": true, "XX年公开": true, "×月×日": true, "（请填写数字）": true, "填表说明：": true,
		"网址http://xxgk.x.gov.cn/xxgk/xxnb": false, "2023年公开信息12条。": false, "面积10米": false,
	} {
		r := recognized(titled("x镇2023年政府信息公开工作年度报告", "一、总体情况", line))
		if has(r, "form.leftover") != found {
			t.Errorf("%s: leftover %v, want %v: %+v", line, !found, found, r.Findings)
		}
	}
	r := recognized(titled("x镇2023年政府信息公开工作年度报告", "一、总体情况", "文", "x镇2023年政府信息公开工作年度报告"))
	if !has(r, "form.leftover") {
		t.Error("the doubled title is not found")
	}
}

func TestIsReport(t *testing.T) {
	report := "二、主动公开政府信息情况"
	for _, c := range []struct {
		name string
		doc  func() []string
		want bool
	}{
		{"report whose tables are pictures", func() []string {
			return []string{"x镇2023年政府信息公开工作年度报告", "一、总体情况", "文。", report}
		}, true},
		{"report without headings", func() []string {
			return []string{"x镇2023年政府信息公开工作年度报告", "统计期限自2023年1月1日起至2023年12月31日止。", "文。"}
		}, true},
		{"excerpt of a table", func() []string {
			return []string{"信息内容  本年制发件数  本年废止件数  现行有效件数", "规章  0  0  0", "行政规范性文件  0  0  0", "行政许可  1"}
		}, true},
		{"report without a title", func() []string {
			return []string{"一、总体情况", "文。", report, "三、收到和处理政府信息公开申请情况"}
		}, true},
		{"notice", func() []string {
			return []string{"关于做好2023年政府信息公开工作年度报告编制工作的通知", "各乡镇人民政府：", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"}
		}, false},
		{"roster", func() []string {
			return []string{"滑县乡镇名单", "410526209  瓦岗寨乡", "410526210  小铺乡"}
		}, false},
		{"another paper", func() []string { return []string{"x镇2023年工作总结", "2023年，我镇经济平稳运行。"} }, false},
		{"title alone", func() []string { return []string{"x镇2023年政府信息公开工作年度报告"} }, false},
		{"nothing", func() []string { return nil }, false},
	} {
		if got := IsReport(recognized(titled(c.doc()...))); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
