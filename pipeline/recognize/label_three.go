package recognize

import (
	"strings"

	"huizong/schema"
)

// threeWords are the words by which rows of table three are known, whatever
// number stands before them. Variants and misspellings as met in reports.
var threeWords = map[string][]string{
	"received":                {"本年新收", "本年度新收", "年新收政府信息", "新收政府信息公开", "新收申请", "新收到政府信息", "新收到的政府信息", "本年收到政府信息公开申请"},
	"carried_in":              {"上年结转", "上年度结转", "上一年结转", "上一年度结转", "去年结转", "上年转结", "上年结余"},
	"granted":                 {"予以公开"},
	"partly_granted":          {"部分公开"},
	"denied_state_secret":     {"国家秘密", "国家机密"},
	"denied_by_law":           {"其他法律", "法律行政法规", "法律、行政法规", "行政法规禁止", "法规禁止公开", "法律行政止公开", "法律法规禁止", "禁止公开"},
	"denied_security":         {"三安全", "一稳定"},
	"denied_third_party":      {"第三方"},
	"denied_internal":         {"内部事务", "三类内部"},
	"denied_deliberative":     {"过程性"},
	"denied_enforcement_file": {"执法案卷", "案卷"},
	"denied_inquiry":          {"行政查询", "查询事项"},
	"unable_not_held":         {"不掌握"},
	"unable_must_create":      {"没有现成", "另行制作", "现成信息"},
	"unable_unclear":          {"补正后", "仍不明确"},
	"rejected_petition":       {"信访", "举报投诉", "举报、投诉"},
	"rejected_duplicate":      {"重复申请"},
	"rejected_publication":    {"公开出版物"},
	"rejected_excessive":      {"大量反复", "大量重复", "大量、反复", "反复申请"},
	"rejected_confirmation":   {"确认或重新", "重新出具", "要求确认", "已获取信息", "行政机关确认"},
	"other_no_correction":     {"逾期不补", "逾期未补", "不补正", "未补正"},
	"other_fee_unpaid":        {"收费通知", "缴纳费用", "逾期不缴", "逾期未缴", "逾期未按", "不缴费", "未缴费"},
	"other_handling":          {"其他处理", "其他办理"},
	"carried_out":             {"结转下年", "结转下一年", "结转至下", "结转到下", "转下年度继续", "转下一年度", "顺延到下", "顺延至下", "下年度继续", "下一年度继续"},
}

// threeWhole are the labels without a word of their own: only the whole label
// tells them.
var threeWhole = map[string][]string{
	"other_rest": {"其他", "其他情形", "其他情况"},
	"answered":   {"总计", "合计", "共计", "七总计", "办理结果总计", "办理结果合计", "本年度办理结果总计", "本年度办理总计"},
}

// groupLabels stand above rows of table three, or in the same cell before one.
var groupLabels = []string{"本年度办理结果", "本年度办理情况", "办理结果", "办理情况", "不予以公开", "不予公开", "无法提供", "不予处理", "其他处理"}

// headThree are the words of table three's header, whole or as wrapped pieces
// of them stand alone.
var headThree = []string{"申请人情况", "自然人", "法人或其他组织", "法人及其他组织", "法人小计", "小计",
	"商业企业", "商业", "企业", "科研机构", "科研", "机构", "社会公益组织", "社会公益机构", "社会公益", "社会", "公益", "组织",
	"法律服务机构", "法律服务", "法律", "服务", "法人"}

const cornerNote = "本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和"

var (
	rowOtherHandling = schema.RequestRowIndex("other_handling")
	rowOtherRest     = schema.RequestRowIndex("other_rest")
	rowAnswered      = schema.RequestRowIndex("answered")
	firstOfOther     = schema.RequestRowIndex("other_no_correction")

	bookThree = writeThree()
)

func writeThree() *book {
	var entries []entry
	for code, words := range threeWords {
		row := schema.RequestRowIndex(code)
		for _, w := range words {
			entries = append(entries, entry{w, row})
		}
	}
	for _, g := range groupLabels {
		if g != "其他处理" {
			entries = append(entries, entry{g, groupWord})
		}
	}
	b := &book{words: newLexicon(entries), exact: map[string]int{}, header: func(p string) bool { _, ok := headWordsThree[p]; return ok }}
	for code, labels := range threeWhole {
		for _, l := range labels {
			b.exact[l] = schema.RequestRowIndex(code)
		}
	}
	for _, r := range schema.TableThree {
		b.canonical = append(b.canonical, bare(plain(r.Label)))
	}
	b.neutral = strings.Join([]string{cornerNote, strings.Join(headThree, "|"), strings.Join(groupLabels, "|"),
		"总计|合计|其他", plain(schema.Sections[2].Label), "|单位:件|续表"}, "|")
	return b
}

// isNamedChild reports whether a row stands under （六） and has words of its own.
func isNamedChild(row int) bool { return row == firstOfOther || row == firstOfOther+1 }

// isChildOfOther reports whether a row stands under （六）.
func isChildOfOther(row int) bool { return row >= firstOfOther && row <= rowOtherRest }

var headWordsThree = func() map[string]struct{} {
	m := map[string]struct{}{}
	for _, w := range headThree {
		m[w] = struct{}{}
	}
	return m
}()

// headThreeWords are header words that no value cell holds.
var headThreeWords = newLexicon([]entry{{"自然人", 0}, {"商业", 0}, {"企业", 0}, {"科研", 0}, {"机构", 0}, {"公益", 0}, {"组织", 0},
	{"法律服务", 0}, {"法人", 0}, {"申请人", 0}, {"勾稽", 0}, {"总计", 0}, {"合计", 0}, {"小计", 0}, {"其他", 0}})
