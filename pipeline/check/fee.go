package check

import (
	"fmt"
	"strings"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// fees are the rules about money charged. The amount of 行政事业性收费 in table
// two and the 信息处理费 of section six are different things: they are never
// compared.
var fees = []*Rule{{
	ID: "fee.unit", Severity: schema.Explain, Class: Magnitude, Source: "国办公开办函〔2021〕30号附件，表二“本年收费金额（单位：万元）”", Limit: schema.DecimalOf(1000),
	Title: "收费金额以万元计", TitleEN: "the amount charged is in units of 10,000 yuan",
	Doc:   "超过 1000 万元，或格内写着“元”，很可能把元填进了万元的格。界限可用 limits 调整。",
	DocEN: "More than 1000 (ten million yuan), or 元 written in the cell, suggests yuan in a cell of 10,000 yuan. The limit is set under limits.",
	Report: func(s *Subject, t *Tally) {
		v, known := s.number(feeAmount)
		raw := s.Report.Cells[feeAmount].Raw
		yuan := strings.Contains(strings.ReplaceAll(raw, "万元", ""), "元")
		switch {
		case !s.Now.Prints(feeAmount):
		case !known && !yuan:
			t.Count(schema.Unclear)
		case !yuan && v <= t.Limit() && !(v.IsWhole() && v >= schema.DecimalOf(10_000)):
			t.Count(schema.Holds)
		default:
			t.Find(s.yuan(v, known, yuan, raw))
		}
	},
	Fails: Example{Says: "格内写 251000元", Cells: "t2.fees.amount=251000元"},
	Holds: Example{Says: "格内写 25.1", Cells: "t2.fees.amount=25.1"},
}, {
	ID: "fee.section6", Severity: schema.NoteSeverity, Class: Magnitude, Source: "国办公开办函〔2021〕30号：第六部分应报告依据《政府信息公开信息处理费管理办法》收取信息处理费的情况",
	From:  2021,
	Title: "第六部分写明信息处理费", TitleEN: "section six says what information-processing fees were charged",
	Doc:   "第六部分（或全文任何一处）提到信息处理费的收取情况即可，没有收取也应写明。它与表二的行政事业性收费不是一回事，不作比较。",
	DocEN: "It is enough that the fee is mentioned, in section six or elsewhere; “none” should be said too. It is not the administrative fee of table two, and never compared with it.",
	Report: func(s *Subject, t *Tally) {
		if !s.Report.Sections[5].Found {
			return // form.sections says so
		}
		for i := range s.Report.Narrative {
			if mentionsFee(s.Report.Narrative[i].Text, s.Report.Narrative[i].Section) {
				t.Count(schema.Holds)
				return
			}
		}
		_, at, _ := s.section(6)
		t.Find(plain("", "第六部分没有写明信息处理费的收取情况（没有收取也应写明）", "section six does not say what information-processing fees were charged", at))
	},
	Fails: Example{Says: "第六部分只写“无”", Do: func(w *World) { w.write(6, "无。") }},
	Holds: Example{Says: "第六部分写明没有收取", Do: func(w *World) { w.write(6, "2023年没有收取信息处理费。") }},
}}

var feeAmount = mustCell("t2.fees.amount")

// mentionsFee reports whether a paragraph speaks of the 信息处理费; in section
// six 收费 or 处理费 alone is enough.
func mentionsFee(text string, section int) bool {
	if strings.Contains(text, "信息处理费") || strings.Contains(text, "信息公开处理费") {
		return true
	}
	return section == 6 && (strings.Contains(text, "处理费") || strings.Contains(text, "收费") || strings.Contains(text, "收取费用") || strings.Contains(text, "收取任何费用"))
}

func (s *Subject) yuan(v schema.Decimal, known, yuan bool, raw string) schema.Finding {
	f := schema.Finding{Cell: feeAmount, Place: s.cellPlace(feeAmount)}
	why, whyEN := "数额过大", "is very large"
	if yuan {
		why, whyEN = "格内写着“元”", "has 元 in the cell"
	}
	f.Message = fmt.Sprintf("%s：印的是“%s”，%s，是否把元填进了万元的格", whereZH[feeAmount], raw, why)
	f.MessageEN = fmt.Sprintf("%s: %q %s; are these yuan in a cell of 10,000 yuan?", whereEN[feeAmount], raw, whyEN)
	if known {
		f.Left = &v
		if tenThousand, ok := linear.Times(v, schema.DecimalOf(1)).Decimal(int64(schema.DecimalOf(10_000))); ok {
			f.Suggestion = fmt.Sprintf("是否应为 %s 万元？", tenThousand)
		}
	}
	return f
}
