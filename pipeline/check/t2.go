package check

import (
	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// tableTwo is what holds inside table two.
var tableTwo = []*Rule{{
	ID: "t2.stock", Severity: schema.Explain, Class: Arithmetic, Source: "国办公开办函〔2021〕30号附件，表二",
	Title: "现行有效件数不少于本年制发减本年废止", TitleEN: "in force is at least issued minus repealed",
	Doc:       "规章、行政规范性文件各自：现行有效件数 ≥ 本年制发件数 − 本年废止件数。本年制发的文件没有废止，年底就应当有效。",
	DocEN:     "For regulations and for normative documents: in force ≥ issued − repealed. What was issued this year and not repealed is in force at its end.",
	Equations: stock2021,
	Report: func(s *Subject, t *Tally) {
		for i := range stock2021 {
			s.compare(t, &stock2021[i], saying{"{where}：现行有效 {left} 件，少于制发减废止的 {right} 件", "{where}: in force {left}, less than issued minus repealed, {right}"})
		}
	},
	Fails: Example{Says: "制发 5、废止 1，现行有效 3", Cells: "t2.normative_documents.issued=5 t2.normative_documents.repealed=1 t2.normative_documents.in_force=3"},
	Holds: Example{Says: "制发 5、废止 1，现行有效 4", Cells: "t2.normative_documents.issued=5 t2.normative_documents.repealed=1 t2.normative_documents.in_force=4"},
}}

// documents are the two rows of table two that have a stock.
var documents = []string{"regulations", "normative_documents"}

var stock2021 = func() (all []linear.Comparison) {
	for _, row := range documents {
		inForce := mustCell("t2." + row + ".in_force")
		all = append(all, linear.Comparison{Key: inForce, Op: linear.AtLeast,
			Left: linear.Sum{Terms: []linear.Term{{Cell: inForce, Coefficient: 1}}},
			Right: linear.Sum{Terms: []linear.Term{
				{Cell: mustCell("t2." + row + ".issued"), Coefficient: 1}, {Cell: mustCell("t2." + row + ".repealed"), Coefficient: -1}}}})
	}
	return all
}()
