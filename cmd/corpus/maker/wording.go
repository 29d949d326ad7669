package maker

import "strings"

// Variety says how far the labels of a report stray from the official form.
type Variety uint8

// The varieties.
const (
	Usual    Variety = iota // what most townships print
	Official                // the labels of the form, verbatim
	Wild                    // with the typos, losses and inventions that have been seen
)

// A wording prints the labels of one report. It is consistent: the same label
// reads the same wherever it stands.
type wording struct {
	variety Variety
	seed    []string
	half    bool   // half-width brackets
	dot     string // what follows a digit that numbers a row: "." "、" "．"
	quotes  [2]string
	wrapped bool // header words are broken over lines inside their cells
}

func newWording(v Variety, seed []string) wording {
	w := wording{variety: v, seed: seed, dot: ".", quotes: [2]string{"“", "”"}}
	if v == Official {
		return w
	}
	d := roll(append(seed[:len(seed):len(seed)], "wording")...)
	w.half = d.in(25)
	w.wrapped = d.in(30)
	if d.in(20) {
		w.dot = pick(d, []string{"、", "．"})
	}
	if d.in(20) {
		w.quotes = pick(d, [][2]string{{`"`, `"`}, {"『", "』"}, {"‘", "’"}})
	}
	return w
}

// A saying is a printed label and what stands in its place in real reports:
// well-meant variants, and broken ones.
type saying struct {
	label  string
	usual  []string
	broken []string
}

// sayings of the three tables, collected from published reports.
var sayings = []saying{
	{"第二十条第（一）项", []string{"第二十条第(一)项", "第二十条 第（一）项"}, []string{"第二十条第（1）项", "第二十条第一项"}},
	{"第二十条第（五）项", []string{"第二十条第(五)项", "第二十条第 （五）项"}, []string{"第二十条第（5）项", "第二十条第五项"}},
	{"第二十条第（六）项", []string{"第二十条第(六)项"}, []string{"第二十条第（6）项", "第二十条第"}},
	{"第二十条第（八）项", []string{"第二十条第(八)项"}, []string{"第二十条第（8）项", "第二十条第八项"}},
	{"第二十条第（九）项", []string{"第二十条第(九)项"}, []string{"第二十条第九项"}},
	{"信息内容", []string{"信 息 内 容", "信息  内容"}, nil},
	{"本年制发件数", []string{"本年制发 件数", "制发件数"}, []string{"制发数量", "本年发件", "本年(<year>)制发件数"}},
	{"本年废止件数", []string{"本年废止 件数", "废止件数"}, []string{"废止"}},
	{"现行有效件数", []string{"现行有效 件数", "现行有效件数（件）"}, []string{"现行有效件", "有效件数"}},
	{"规章", []string{"规 章"}, []string{"政府规章", ""}},
	{"行政规范性文件", []string{"规范性文件", "行政规范性\n文件"}, []string{"规范文件"}},
	{"本年处理决定数量", []string{"本年处理决定 数量", "处理决定数量"}, []string{"决定数量"}},
	{"处理决定数量", []string{"处理决定 数量"}, nil},
	{"本年收费金额（单位：万元）", []string{"本年收费金额(单位:万元)", "本年收费金额\n（单位：万元）"}, []string{"收费金额（万元）", "收费金额"}},
	{"本年新制作数量", []string{"本年新\n制作数量"}, []string{"本年新"}},
	{"本年新公开数量", []string{"本年新\n公开数量"}, []string{"本年新"}},
	{"对外公开总数量", []string{"对外公开\n总数量"}, nil},
	{"上一年项目数量", []string{"上一年\n项目数量"}, nil},
	{"本年增/减", []string{"本年增／减", "本年增/ 减"}, nil},
	{"申请人情况", []string{"申 请 人 情 况"}, nil},
	{"法人或其他组织", []string{"法人或其它组织"}, nil},
	{"自然人", []string{"自然 人", "自 然 人"}, nil},
	{"商业企业", []string{"商业 企业"}, nil},
	{"科研机构", []string{"科研 机构"}, nil},
	{"社会公益组织", []string{"社会公益 组织"}, []string{"社会公益机构"}},
	{"法律服务机构", []string{"法律服务 机构"}, nil},
	{"其他", []string{"其 他", "其它"}, nil},
	{"一、本年新收政府信息公开申请数量", []string{"一、 本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量（件）"}, []string{"一、本年度新收政府信息公开申请数量", "本年新收政府信息公开申请数量"}},
	{"二、上年结转政府信息公开申请数量", []string{"二、 上年结转政府信息公开申请数量"}, []string{"二、上年度结转政府信息公开申请数量", "上年结转政府信息公开申请数量"}},
	{"三、本年度办理结果", []string{"三、本年度办 理结果", "三、\n本年度办理结果"}, []string{"三、本年度办理情况"}},
	{"（二）部分公开（区分处理的，只计这一情形，不计其他情形）", []string{"（二）部分公开 （区分处理的，只计这一情形，不计其他情形）"}, []string{"（二）部分公开"}},
	{"（三）不予公开", []string{"（三）不予\n公开"}, nil},
	{"（四）无法提供", []string{"（四）无法\n提供"}, nil},
	{"（五）不予处理", []string{"（五）不予\n处理"}, nil},
	{"（六）其他处理", []string{"（六）其它处理", "（六）其他\n处理"}, nil},
	{"2.其他法律行政法规禁止公开", []string{"2.其他法律、行政法规禁止公开"}, []string{"2.其他法律行政止公开"}},
	{"4.保护第三方合法权益", []string{"4.保护第三方 合法权益"}, nil},
	{"1.信访举报投诉类申请", []string{"1.信访、举报、投诉类申请"}, nil},
	{"2.没有现成信息需要另行制作", []string{"2.没有现成信息，需要另行制作"}, nil},
	{"3.补正后申请内容仍不明确", []string{"3.补正后申请内容\n仍不明确"}, []string{"3.补正后仍不明确"}},
	{"5.要求行政机关确认或重新出具已获取信息", []string{"5.要求行政机关确认\n或重新出具已获取信息"}, []string{"5.要求确认或重新出具"}},
	{"（七）总计", []string{"（七） 总计"}, []string{"（7）总计", "七、总计", "（七）合计"}},
	{"四、结转下年度继续办理", []string{"四、 结转下年度继续办理", "四、结转下一年度继续办理"}, []string{"四、顺延到下年度继续办理", "结转下年度继续办理"}},
	{"未经复议直接起诉", []string{"未经复议 直接起诉"}, []string{"未经复议直接诉讼"}},
	{"复议后起诉", []string{"复议后 起诉"}, []string{"复议后诉讼"}},
	{"结果维持", []string{"结果 维持", "结果\n维持"}, []string{"维持"}},
	{"结果纠正", []string{"结果 纠正", "结果\n纠正"}, []string{"纠正"}},
	{"其他结果", []string{"其他 结果", "其他\n结果"}, nil},
	{"尚未审结", []string{"尚未 审结", "尚未\n审结"}, []string{"未审结"}},
	{"总计", []string{"总 计"}, []string{"合计"}},
	{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", []string{"本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和", "（本列数据的勾稽关系为：第一项加第二项之和， 等于第三项加第四项之和）"}, nil},
}

var sayingOf = func() map[string]*saying {
	m := make(map[string]*saying, len(sayings))
	for i := range sayings {
		m[sayings[i].label] = &sayings[i]
	}
	return m
}()

// say prints a label of the form.
func (w wording) say(label string) string {
	if w.variety == Official {
		return label
	}
	if s := sayingOf[label]; s != nil {
		d := roll(append(w.seed[:len(w.seed):len(w.seed)], "say", label)...)
		share, choices := 22, s.usual
		if w.variety == Wild {
			share, choices = 55, append(s.usual[:len(s.usual):len(s.usual)], s.broken...)
		}
		if len(choices) > 0 && d.in(share) {
			label = strings.ReplaceAll(pick(d, choices), "<year>", w.seed[len(w.seed)-1])
		}
	}
	return w.mark(label)
}

// mark sets brackets, quotes and row numbers as the report does.
func (w wording) mark(label string) string {
	if w.half {
		label = strings.NewReplacer("（", "(", "）", ")").Replace(label)
	}
	if len(label) > 2 && label[0] >= '1' && label[0] <= '9' && label[1] == '.' {
		label = label[:1] + w.dot + label[2:]
	}
	return strings.NewReplacer("“", w.quotes[0], "”", w.quotes[1]).Replace(label)
}
