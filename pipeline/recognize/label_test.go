package recognize

import (
	"testing"

	"huizong/schema"
)

func TestRowsOfThree(t *testing.T) {
	for code, labels := range map[string][]string{
		"received":                {"一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量（件）", "一、本年度新收政府信息公开申请数量", "二、本年新收政府信息公开申请数量"},
		"carried_in":              {"二、上年结转政府信息公开申请数量", "上年度结转政府信息公开申请数量", "l、上一年结转"},
		"granted":                 {"（一）予以公开", "1.予以公开", "予 以 公 开", "三、本年度办理结果（一）予以公开"},
		"partly_granted":          {"（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开", "部分公开(区分处理的,只计这一情形,不计其它情形)"},
		"denied_state_secret":     {"1.属于国家秘密", "1、属于国家秘密", "①属于国家秘密", "（三）不予公开 1.属于国家秘密"},
		"denied_by_law":           {"2.其他法律行政法规禁止公开", "2.其他法律、行政法规禁止公开", "2.其他法律行政止公开", "其它法律行政法规禁止公开"},
		"denied_security":         {"3.危及“三安全一稳定”", "3.危及『三安全一稳定』", "危及三安全一稳定", "3.危及'三安全一稳定'"},
		"denied_third_party":      {"4.保护第三方合法权益", "4．保护第三方 合法权益"},
		"denied_internal":         {"5.属于三类内部事务信息"},
		"denied_deliberative":     {"6.属于四类过程性信息"},
		"denied_enforcement_file": {"7.属于行政执法案卷"},
		"denied_inquiry":          {"8.属于行政查询事项"},
		"unable_not_held":         {"1.本机关不掌握相关政府信息", "（四）无法提供1.本机关不掌握相关政府信息"},
		"unable_must_create":      {"2.没有现成信息需要另行制作", "2.没有现成信息，需要另行制作"},
		"unable_unclear":          {"3.补正后申请内容仍不明确", "3.补正后仍不明确"},
		"rejected_petition":       {"1.信访举报投诉类申请", "1.信访、举报、投诉类申请"},
		"rejected_duplicate":      {"2.重复申请"},
		"rejected_publication":    {"3.要求提供公开出版物"},
		"rejected_excessive":      {"4.无正当理由大量反复申请", "4.无正当理由大量重复申请", "大量、反复申请"},
		"rejected_confirmation":   {"5.要求行政机关确认或重新出具已获取信息", "5.要求确认或重新出具"},
		"other_no_correction":     {"1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "（六）其他处理 1.逾期不补正"},
		"other_fee_unpaid":        {"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费"},
		"other_rest":              {"3.其他", "3、其它", "其他", "（六）其他处理 3.其他"},
		"other_handling":          {"（六）其他处理", "（六）其它处理", "其他处理"},
		"answered":                {"（七）总计", "（7）总计", "七、总计", "办理结果总计", "合计", "三、本年度办理结果（七）总计", "（七） 总 计"},
		"carried_out":             {"四、结转下年度继续办理", "四、结转下一年度继续办理", "四、顺延到下年度继续办理", "结转下年度"},
	} {
		for _, l := range labels {
			if row := bookThree.row(plain(l)); row < 0 || schema.TableThree[row].Code != code {
				t.Errorf("%s: row %d, want %s", l, row, code)
			}
		}
	}
	for _, l := range []string{"", "自然人", "法人或其他组织", "商业企业", "（三）不予公开", "不予以公开", "（四）无法提供", "（五）不予处理", "三、本年度办理结果",
		"（六）其他", "其他主动公开文件", "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和", "申请人情况", "备注", "重复申请和信访举报"} {
		if row := bookThree.row(plain(l)); row >= 0 {
			t.Errorf("%s is taken for %s", l, schema.TableThree[row].Code)
		}
	}
}

// TestCanonicalRows makes sure that the form's own labels name their rows, and
// no other.
func TestCanonicalRows(t *testing.T) {
	for i, r := range schema.TableThree {
		if row := bookThree.row(plain(r.Label)); row != i {
			t.Errorf("%s: row %d, want %d", r.Label, row, i)
		}
		if got := bookThree.resembles(plain(r.Label), 90); got != i && len([]rune(r.Label)) > 8 {
			t.Errorf("%s resembles row %d", r.Label, got)
		}
	}
	for _, f := range twoForms {
		for i, r := range f.rows {
			if row, ok := f.book.whole(plain(r.Label)); !ok || row != i {
				t.Errorf("%s %s: row %d, want %d", f.edition, r.Label, row, i)
			}
			for k, c := range r.Columns {
				ms := columnWords.all(plain(c.Label))
				if len(ms) != 1 || ms[0].id != f.columns[i][k] {
					t.Errorf("%s %s: %v, want %d", f.edition, c.Label, ms, f.columns[i][k])
				}
			}
		}
	}
	for i, p := range []string{"行政复议", "未经复议直接起诉", "复议后起诉"} {
		if row := bookFour.row(p); row != i {
			t.Errorf("%s: group %d, want %d", p, row, i)
		}
	}
	for i, o := range schema.Outcomes {
		if got := outcomeOf(plain(o.Label)); got != i {
			t.Errorf("%s: outcome %d, want %d", o.Label, got, i)
		}
	}
	for i, a := range schema.Applicants {
		if got, ok := leafWords[plain(a.Label)]; !ok || got != i {
			t.Errorf("%s: applicant %d, want %d", a.Label, got, i)
		}
	}
}

func TestRowsOfTwo(t *testing.T) {
	for label, code := range map[string]string{
		"规章": "regulations", "规 章": "regulations", "政府规章": "regulations", "规章（件）": "regulations",
		"行政规范性文件": "normative_documents", "行政规范性\n文件": "normative_documents", "规范性文件": "normative_documents", "规范文件": "normative_documents", "2.规范性文件": "normative_documents",
		"行政许可": "licensing", "其它对外管理服务事项": "other_services", "行政处罚": "penalties", "行政强制": "compulsion", "行政事业性收费": "fees", "政府集中采购": "procurement",
	} {
		if row, ok := anyTwo.whole(plain(label)); !ok || schema.TableTwo2019[row].Code != code {
			t.Errorf("%q: row %d, want %s", label, row, code)
		}
	}
	for _, label := range []string{"其他主动公开文件", "规章制度", "备案规范性文件", "行政许可和处罚", "信息内容", ""} {
		if row, ok := anyTwo.whole(plain(label)); ok {
			t.Errorf("%q is taken for %s", label, schema.TableTwo2019[row].Code)
		}
	}
}

func TestBare(t *testing.T) {
	for in, want := range map[string]string{
		"一、总体": "总体", "(一)予以": "予以", "1.属于": "属于", "3其他": "其他", "(3)其他": "其他", "1、2.x": "x", "三安全一稳定": "三安全一稳定", "十二、x": "x",
		"": "", "一": "一", "(一)": "", "x。": "x", ")依申请": "依申请", "2023年": "2023年", "(区分)": "(区分)", "七总计": "七总计",
	} {
		if got := bare(in); got != want {
			t.Errorf("bare(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMisspeltLabels(t *testing.T) {
	for text, code := range map[string]string{
		"没有现或信息需要另行制做": "unable_must_create", "属于四类过呈性信息": "denied_deliberative", "本机关不掌据相关政府信息": "unable_not_held", "要求提供公开出板物": "rejected_publication",
	} {
		if row := bookThree.resembles(plain(text), 60); row < 0 || schema.TableThree[row].Code != code {
			t.Errorf("%s: row %d, want %s", text, row, code)
		}
	}
	for _, text := range []string{"其他主动公开文件", "主动公开政府信息数", "自然人", "备注说明情况"} {
		if row := bookThree.resembles(plain(text), 70); row >= 0 {
			t.Errorf("%s resembles %s", text, schema.TableThree[row].Code)
		}
	}
}

func TestLexiconTakesTheLongest(t *testing.T) {
	x := newLexicon([]entry{{"重复申请", 1}, {"大量重复申请", 2}, {"申请", 3}})
	for text, want := range map[string][]int{"重复申请": {1}, "大量重复申请": {2}, "大量申请重复申请": {3, 1}, "": nil, "x": nil} {
		var got []int
		for _, m := range x.all(text) {
			got = append(got, m.id)
			if m.from >= m.to || m.to > len(text) {
				t.Errorf("%s: match %+v", text, m)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %v, want %v", text, got, want)
			}
		}
	}
}
