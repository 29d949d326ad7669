package recognize

import (
	"regexp"
	"strings"

	"huizong/schema"
)

// A label knows a row of the form by its meaning: any of the words, none of
// the excluded ones. Words are in plain spelling.
type label struct {
	code  string
	words []string
	not   []string
	exact *regexp.Regexp // the whole label, ordinals stripped; used instead of words
}

// ordinal is a leading number of any kind: 一、 (一) 1. 1、 ① 第一项 l六、.
var ordinal = regexp.MustCompile(`^(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[①-⑩])[)）]?[、.,，:：)]*|[、.)])+`)

// bare strips leading ordinals and closing punctuation off a plain label.
func bare(p string) string {
	p = ordinal.ReplaceAllString(p, "")
	return strings.TrimRight(p, "。.:、;,")
}

// threeLabels are the rows of table three, by the words that only they have.
var threeLabels = []label{
	{code: "received", words: []string{"本年新收", "年新收政府信息", "新收政府信息公开申请", "新收申请"}},
	{code: "carried_in", words: []string{"上年结转", "上年度结转", "上一年结转", "上一年度结转"}},
	{code: "granted", words: []string{"予以公开"}, not: []string{"不予"}},
	{code: "partly_granted", words: []string{"部分公开"}},
	{code: "denied_state_secret", words: []string{"国家秘密"}},
	{code: "denied_by_law", words: []string{"其他法律", "法律行政法规禁止", "行政法规禁止", "法律、行政法规", "法律行政止公开", "法规禁止公开"}},
	{code: "denied_security", words: []string{"三安全", "一稳定"}},
	{code: "denied_third_party", words: []string{"第三方"}},
	{code: "denied_internal", words: []string{"内部事务"}},
	{code: "denied_deliberative", words: []string{"过程性"}},
	{code: "denied_enforcement_file", words: []string{"执法案卷"}},
	{code: "denied_inquiry", words: []string{"行政查询", "查询事项"}},
	{code: "unable_not_held", words: []string{"不掌握"}},
	{code: "unable_must_create", words: []string{"没有现成", "另行制作"}},
	{code: "unable_unclear", words: []string{"补正后", "仍不明确"}},
	{code: "rejected_petition", words: []string{"信访", "举报投诉", "举报、投诉"}},
	{code: "rejected_duplicate", words: []string{"重复申请"}, not: []string{"大量", "反复"}},
	{code: "rejected_publication", words: []string{"公开出版物"}},
	{code: "rejected_excessive", words: []string{"大量反复", "大量重复", "反复申请"}},
	{code: "rejected_confirmation", words: []string{"确认或重新", "重新出具", "要求确认", "已获取信息", "要求行政机关确认"}},
	{code: "other_no_correction", words: []string{"逾期不补", "逾期未补", "不补正、", "理由逾期"}},
	{code: "other_fee_unpaid", words: []string{"收费通知", "缴纳费用", "逾期不缴", "逾期未缴", "逾期未按"}},
	{code: "other_rest", exact: regexp.MustCompile(`^(?:.*其他处理)?(?:3[.、]?|\(3\)、?)?其他$`)},
	{code: "other_handling", exact: regexp.MustCompile(`^.*其[他它](?:处理|办理)(?:情况|结果)?$`)},
	{code: "answered", exact: regexp.MustCompile(`^(?:\(?[七7]\)?[、.]?)?(?:本年度?)?(?:办理结果)?(?:总计|合计)(?:\(.*\))?$`)},
	{code: "carried_out", words: []string{"结转下年", "结转下一年", "结转至下", "转下年度继续", "顺延到下", "下年度继续办理", "下一年度继续办理", "结转下"}},
}

// threeHits returns the rows of table three whose words stand in a plain text,
// as indexes of [schema.TableThree].
func threeHits(p string) []int {
	if p == "" {
		return nil
	}
	p = strings.ReplaceAll(p, "其它", "其他")
	b := bare(p)
	var hits []int
	for i := range threeLabels {
		if threeLabels[i].match(p, b) {
			hits = append(hits, i)
		}
	}
	return lessGroup(hits)
}

func (l *label) match(p, b string) bool {
	for _, n := range l.not {
		if strings.Contains(p, n) {
			return false
		}
	}
	if l.exact != nil {
		return l.exact.MatchString(b) || l.exact.MatchString(p)
	}
	for _, w := range l.words {
		if strings.Contains(p, w) {
			return true
		}
	}
	return false
}

var (
	rowOtherHandling = schema.RequestRowIndex("other_handling")
	rowOtherRest     = schema.RequestRowIndex("other_rest")
	rowAnswered      = schema.RequestRowIndex("answered")
	rowCarriedOut    = schema.RequestRowIndex("carried_out")
)

// lessGroup drops the group row where a child of it is named too.
func lessGroup(hits []int) []int {
	if len(hits) < 2 {
		return hits
	}
	var out []int
	for _, h := range hits {
		if h != rowOtherHandling {
			out = append(out, h)
		}
	}
	return out
}

// fuzzyThree finds the one row whose printed label a misspelt text resembles:
// at least 70 % of the pairs of neighbouring characters in common, and clearly
// more than with any other row. −1 if there is none.
func fuzzyThree(p string) int {
	b := bare(p)
	if len([]rune(b)) < 5 {
		return -1
	}
	best, second, row := 0, 0, -1
	for i := range schema.TableThree {
		s := similarity(b, threeBare[i])
		if s > best {
			best, second, row = s, best, i
		} else if s > second {
			second = s
		}
	}
	if best >= 70 && best-second >= 15 {
		return row
	}
	return -1
}

var threeBare = func() []string {
	out := make([]string, len(schema.TableThree))
	for i, r := range schema.TableThree {
		out[i] = bare(plain(r.Label))
	}
	return out
}()

// similarity is Dice's coefficient of character pairs, in percent.
func similarity(a, b string) int {
	x, y := bigrams(a), bigrams(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	common, total := 0, 0
	for k, n := range x {
		common += min(n, y[k])
		total += n
	}
	for _, n := range y {
		total += n
	}
	return 200 * common / total
}

func bigrams(s string) map[[2]rune]int {
	r := []rune(s)
	m := make(map[[2]rune]int, len(r))
	for i := 0; i+1 < len(r); i++ {
		m[[2]rune{r[i], r[i+1]}]++
	}
	return m
}

// twoLabels are the rows of table two of both editions.
var twoLabels = []label{
	{code: "regulations", exact: regexp.MustCompile(`^(?:政府|行政)?规章$`)},
	{code: "normative_documents", exact: regexp.MustCompile(`^(?:行政)?规范(?:性)?文件$`)},
	{code: "licensing", exact: regexp.MustCompile(`^行政许可(?:事项)?$`)},
	{code: "other_services", exact: regexp.MustCompile(`^其[他它]对外管理服务(?:事项)?$`)},
	{code: "penalties", exact: regexp.MustCompile(`^行政处罚(?:事项)?$`)},
	{code: "compulsion", exact: regexp.MustCompile(`^行政强制(?:措施|事项)?$`)},
	{code: "fees", exact: regexp.MustCompile(`^行政事业(?:性)?收费(?:项目)?$`)},
	{code: "procurement", exact: regexp.MustCompile(`^政府集中采购$`)},
}

// twoHits returns the indexes in twoLabels that a plain label means.
func twoHits(p string) []int {
	b := bare(p)
	for i := range twoLabels {
		if twoLabels[i].exact.MatchString(b) {
			return []int{i}
		}
	}
	return nil
}

// isAnchorFour reports whether a short plain text is a header of table four.
func isAnchorFour(p string) bool { return anchorFour.MatchString(p) }

var anchorFour = regexp.MustCompile(`未经复议|复议后(?:提?起诉|诉讼)|直接(?:起诉|诉讼)|结果维持|结果纠正|尚未审结|未审结|结果结果|维持纠正|^行政复议$|^行政诉讼$|^行政复议行政诉讼$|^维持$|^纠正$|^结果$`)
