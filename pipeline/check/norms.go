package check

import (
	"fmt"

	"huizong/schema"
)

// norms are the rules about the number of normative documents.
var norms = []*Rule{{
	ID: "norms.loose", Severity: schema.Explain, Class: Magnitude, Source: "审核通行做法", Limit: schema.DecimalOf(20),
	Kinds: []schema.UnitKind{schema.Subdistrict, schema.Town, schema.Township, schema.OtherUnit},
	Title: "乡镇、街道本年制发的行政规范性文件不到 20 件", TitleEN: "a township issued fewer than 20 normative documents",
	Doc:   "二十来件通常是把红头文件都算了进去。行政规范性文件须涉及公民、法人权利义务，普遍适用并经合法性审核。界限可用 limits 调整。",
	DocEN: "Two dozen usually means that every red-headed paper was counted. The limit is set under limits.",
	Report: func(s *Subject, t *Tally) {
		for _, id := range issuedCells {
			v, known := s.number(id)
			switch {
			case !s.Now.Prints(id):
			case !known:
				t.Count(schema.Unclear)
			case v < t.Limit():
				t.Count(schema.Holds)
			default:
				limit := t.Limit()
				t.Find(schema.Finding{Cell: id, Place: s.cellPlace(id), Left: &v, Right: &limit, Formula: fmt.Sprintf("%s ≥ %s", v, limit),
					Message:   fmt.Sprintf("%s：印的是 %s 件，是否把一般公文都算成了行政规范性文件", whereZH[id], v),
					MessageEN: fmt.Sprintf("%s: prints %s; was every official paper counted as a normative document?", whereEN[id], v)})
			}
		}
	},
	Fails: Example{Says: "乡本年制发 24 件", Cells: "t2.normative_documents.issued=24 t2.normative_documents.in_force=24 last.t2.normative_documents.in_force=0"},
	Holds: Example{Says: "乡本年制发 2 件", Cells: "t2.normative_documents.issued=2 t2.normative_documents.in_force=2"},
}}

// issuedCells count the documents made in a year, in each edition.
var issuedCells = []schema.CellID{mustCell("t2.normative_documents.issued"), mustCell("t2.normative_documents.made")}
