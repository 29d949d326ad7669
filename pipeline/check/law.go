package check

import (
	"fmt"

	"huizong/schema"
)

// law are the rules about who may do what at all.
var law = []*Rule{{
	ID: "law.regulations", Severity: schema.Must, Class: Law, Source: "《中华人民共和国立法法》（2023年修正）第九十一条、第九十三条",
	Kinds: []schema.UnitKind{schema.Subdistrict, schema.Town, schema.Township, schema.OtherUnit, schema.Department, schema.County},
	Title: "乡镇、街道、县级部门和县的规章三格都是 0", TitleEN: "townships, subdistricts, county departments and counties have no regulations",
	Doc:   "规章只能由国务院部门、省级政府和设区的市、自治州政府制定。乡镇、街道、县级部门和县政府填了数字，通常是把规范性文件或内部制度填到了规章行。",
	DocEN: "Only ministries, provinces and cities with districts make regulations. A number here usually belongs to the row of normative documents, or counts internal rules.",
	Report: func(s *Subject, t *Tally) {
		first := ""
		for _, id := range rowCells("regulations") {
			v, known := s.number(id)
			switch {
			case !s.Now.Prints(id):
			case !known:
				t.Count(schema.Unclear)
			case v == 0:
				t.Count(schema.Holds)
			default:
				t.Find(schema.Finding{Cell: id, Place: s.cellPlace(id), Left: &v, Right: new(schema.Decimal), Formula: fmt.Sprintf("%s ≠ 0", v), Parent: first,
					Message:    fmt.Sprintf("%s：印的是 %s；%s无权制定规章，应为 0", whereZH[id], v, kindZH[s.Kind]),
					MessageEN:  fmt.Sprintf("%s: prints %s; a %s cannot make regulations, it must be 0", whereEN[id], v, s.Kind),
					Suggestion: "规章一行是否都应为 0？"})
				if first == "" { // one slip fills the row: the rest stands under its first cell
					first = t.last().ID()
				}
			}
		}
	},
	Fails: Example{Says: "乡的规章制发 12 件", Cells: "t2.regulations.issued=12 t2.regulations.in_force=12"},
	Holds: Example{Says: "乡的规章 0 件", Cells: "t2.regulations.issued=0"},
}, {
	ID: "law.subdistrict_norms", Severity: schema.NoteSeverity, Class: Law, Source: "各省行政规范性文件管理办法，规定不一",
	Kinds: []schema.UnitKind{schema.Subdistrict},
	Title: "街道办事处没有行政规范性文件", TitleEN: "a subdistrict has no normative documents",
	Doc:   "街道办事处能否制定行政规范性文件各省规定不同；填了数字的提示看一眼本省规定。",
	DocEN: "Whether a subdistrict may make normative documents depends on the province; a number is worth a look.",
	Report: func(s *Subject, t *Tally) {
		if id, v := s.firstPositive(t, rowCells("normative_documents")); id != schema.NoCell {
			t.Find(schema.Finding{Cell: id, Place: s.cellPlace(id), Left: &v, Right: new(schema.Decimal),
				Message:   fmt.Sprintf("%s：街道印的是 %s，请对照本省规定", whereZH[id], v),
				MessageEN: fmt.Sprintf("%s: a subdistrict prints %s; see the province's rules", whereEN[id], v)})
		}
	},
	Fails: Example{Says: "街道现行有效 2 件", Cells: "t2.normative_documents.in_force=2", Do: func(w *World) { w.Roster.Units[2].Kind = schema.Subdistrict }},
	Holds: Example{Says: "街道现行有效 0 件", Do: func(w *World) { w.Roster.Units[2].Kind = schema.Subdistrict }},
}}

var kindZH = map[schema.UnitKind]string{schema.Subdistrict: "街道办事处", schema.Town: "镇政府", schema.Township: "乡政府", schema.OtherUnit: "该单位",
	schema.Department: "县级部门", schema.County: "县级政府", schema.City: "市政府", schema.Province: "省政府"}

// rowCells are the cells of a row of table two, of both editions.
func rowCells(row string) []schema.CellID { return twoRows[row] }

var twoRows = func() map[string][]schema.CellID {
	by := map[string][]schema.CellID{}
	for i := range schema.Cells {
		if c := &schema.Cells[i]; c.Table == schema.Table2 {
			by[c.RowCode] = append(by[c.RowCode], c.ID)
		}
	}
	return by
}()

// firstPositive is the first cell above zero; where none is, the places are counted.
func (s *Subject) firstPositive(t *Tally, cells []schema.CellID) (schema.CellID, schema.Decimal) {
	for _, id := range cells {
		if v, ok := s.number(id); ok && v > 0 {
			return id, v
		}
	}
	for _, id := range cells {
		switch _, known := s.number(id); {
		case !s.Now.Prints(id):
		case known:
			t.Count(schema.Holds)
		default:
			t.Count(schema.Unclear)
		}
	}
	return schema.NoCell, 0
}
