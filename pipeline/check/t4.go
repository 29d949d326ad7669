package check

import "huizong/schema"

// tableFour is the one equation of table four, once for each of its groups.
var tableFour = []*Rule{{
	ID: "t4.total", Severity: schema.Must, Class: Arithmetic, Source: formSource + "，表四“总计”列",
	Title: "复议、诉讼各组总计等于四种结果之和", TitleEN: "in each group the total is the sum of the four outcomes",
	Doc:       "行政复议、未经复议直接起诉、复议后起诉三组各自：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结。",
	DocEN:     "For each of the three groups: total = upheld + corrected + other outcome + pending.",
	Equations: form2021("t4.total"),
	Report: identity("t4.total", schema.Table4, saying{"{where}：印的是 {left}，四种结果之和是 {right}",
		"{where}: prints {left}, the four outcomes add up to {right}"}),
	Fails: Example{Says: "维持 2、尚未审结 1，总计印 2", Cells: "t4.review.upheld=2 t4.review.pending=1 t4.review.total=2"},
	Holds: Example{Says: "维持 2、尚未审结 1，总计印 3", Cells: "t4.review.upheld=2 t4.review.pending=1 t4.review.total=3"},
}}
