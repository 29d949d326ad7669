package page

import "huizong/schema"

// english gives the English of every label that the official tables print.
var english = translate()

// Labels of headers and groups, which schema names in Chinese only.
var headings = map[string]string{
	"第二十条第（一）项": "Article 20 (1)", "第二十条第（五）项": "Article 20 (5)", "第二十条第（六）项": "Article 20 (6)",
	"第二十条第（八）项": "Article 20 (8)", "第二十条第（九）项": "Article 20 (9)",
	"信息内容": "content", "申请人情况": "applicants", "法人或其他组织": "legal persons and other organisations",
	"三、本年度办理结果": "III. results this year",
	"（三）不予公开":   "(3) denied", "（四）无法提供": "(4) unable to provide", "（五）不予处理": "(5) rejected", "（六）其他处理": "(6) other handling",
	"行政复议": "administrative review", "行政诉讼": "administrative litigation", "未经复议直接起诉": "suit without review", "复议后起诉": "suit after review",
	schema.CornerNote: "(check: item I plus item II equals item III plus item IV)",
}

func translate() map[string]string {
	out := map[string]string{}
	for _, form := range [][]schema.BlockRow{schema.TableTwo2021, schema.TableTwo2019} {
		for _, r := range form {
			out[r.Label] = r.EN
			for _, c := range r.Columns {
				out[c.Label] = c.EN
			}
		}
	}
	for _, a := range schema.Applicants {
		out[a.Label] = a.EN
	}
	for _, r := range schema.TableThree {
		out[r.Label] = r.EN
	}
	for _, o := range schema.Outcomes {
		out[o.Label] = o.EN
	}
	for zh, en := range headings {
		out[zh] = en
	}
	return out
}
