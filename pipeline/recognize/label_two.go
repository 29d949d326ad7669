package recognize

import (
	"strings"

	"huizong/schema"
)

// twoWhole are the labels of table two, by row code of either edition.
var twoWhole = map[string][]string{
	"regulations":         {"规章", "政府规章", "行政规章", "部门规章"},
	"normative_documents": {"行政规范性文件", "规范性文件", "规范文件", "行政规范文件"},
	"licensing":           {"行政许可", "行政许可事项"},
	"other_services":      {"其他对外管理服务事项", "其他对外管理服务", "其他对外管理事项"},
	"penalties":           {"行政处罚", "行政处罚事项"},
	"compulsion":          {"行政强制", "行政强制措施", "行政强制事项"},
	"fees":                {"行政事业性收费", "行政事业收费", "行政事业性收费项目"},
	"procurement":         {"政府集中采购", "集中采购"},
}

// columnWords are the words by which columns of table two are known.
var columnWords = newLexicon([]entry{
	{"新制作", colMade}, {"制作数量", colMade}, {"新公开", colDisclosed}, {"对外公开总", colDisclosedEver}, {"对外公开", colDisclosedEver}, {"公开总数", colDisclosedEver},
	{"制发", colIssued}, {"本年发件", colIssued}, {"废止", colRepealed}, {"现行有效", colInForce}, {"有效件数", colInForce}, {"有效数量", colInForce},
	{"上一年项目", colItemsLastYear}, {"上年项目", colItemsLastYear}, {"上一年度项目", colItemsLastYear}, {"上年度项目", colItemsLastYear},
	{"增/减", colItemsChange}, {"增减", colItemsChange}, {"增、减", colItemsChange}, {"增-减", colItemsChange},
	{"处理决定", colDecisions}, {"决定数量", colDecisions}, {"决定件数", colDecisions},
	{"采购项目", colProjects}, {"采购总金额", colAmount}, {"采购金额", colAmount}, {"总金额", colAmount}, {"收费金额", colAmount}, {"收费总金额", colAmount}, {"金额", colAmount},
})

// The columns of table two of both editions.
const (
	colMade = iota
	colDisclosed
	colDisclosedEver
	colIssued
	colRepealed
	colInForce
	colItemsLastYear
	colItemsChange
	colDecisions
	colProjects
	colAmount
)

var columnCodes = [...]string{"made", "disclosed", "disclosed_ever", "issued", "repealed", "in_force",
	"items_last_year", "items_change", "decisions", "projects", "amount"}

// headTwo is the other text of table two.
const headTwo = "第二十条第(一)项|第二十条第(五)项|第二十条第(六)项|第二十条第(八)项|第二十条第(九)项|" +
	"第二十条第一项|第二十条第五项|第二十条第六项|第二十条第八项|第二十条第九项|第(1)项|第(5)项|第(6)项|第(8)项|第(9)项|信息内容|项目|序号|类别|" +
	"本年新制作数量|本年新公开数量|对外公开总数量|本年制发件数|本年废止件数|现行有效件数|本年制发数量|本年废止数量|本年发件|上一年项目数量|本年增/减|本年增减|本年处理决定数量|" +
	"采购项目数量|采购总金额|本年收费金额(单位:万元)|收费金额(万元)|(单位:元)|(件)|(项)|单位:件"

// A twoForm is table two of one edition with what its rows are known by.
type twoForm struct {
	edition schema.Edition
	rows    []schema.BlockRow
	columns [][]int           // of each row, as column constants
	cells   [][]schema.CellID // of each row
	book    *book
}

var twoForms = [2]*twoForm{
	writeTwo(schema.Edition2021, schema.TableTwo2021),
	writeTwo(schema.Edition2019, schema.TableTwo2019),
}

// anyTwo knows the labels of both editions.
var anyTwo = twoForms[1].book

func writeTwo(e schema.Edition, rows []schema.BlockRow) *twoForm {
	f := &twoForm{edition: e, rows: rows, book: &book{exact: map[string]int{}, header: headTwoWords.has, neutral: headTwo + "|" + plain(schema.Sections[1].Label2019)}}
	for i, r := range rows {
		var columns []int
		var cells []schema.CellID
		for _, c := range r.Columns {
			id, _ := schema.CellByCode("t2." + r.Code + "." + c.Code)
			cells = append(cells, id)
			for k, code := range columnCodes {
				if code == c.Code {
					columns = append(columns, k)
				}
			}
		}
		f.columns, f.cells = append(f.columns, columns), append(f.cells, cells)
		for _, l := range twoWhole[r.Code] {
			f.book.exact[l] = i
		}
		f.book.canonical = append(f.book.canonical, bare(plain(r.Label)))
	}
	return f
}

// Words that only one edition has: those of the first block decide, the others
// where it is missing.
var onlyIn = [2][2][]string{
	{{"制发", "废止", "现行有效", "有效件数"}, {"收费金额", "本年处理决定"}},
	{{"新制作", "新公开", "对外公开总"}, {"上一年项目", "增/减", "增减", "采购项目", "采购总金额", "集中采购", "其他对外管理"}},
}

// editionOfTwo counts the words that only one edition has.
func editionOfTwo(text string) schema.Edition {
	for level := range onlyIn[0] {
		var hits [2]int
		for e := range onlyIn {
			for _, w := range onlyIn[e][level] {
				hits[e] += strings.Count(text, w)
			}
		}
		switch {
		case hits[0] > hits[1]:
			return schema.Edition2021
		case hits[1] > hits[0]:
			return schema.Edition2019
		}
	}
	return schema.NoEdition
}

// headTwoWords are header words that no value cell holds.
var headTwoWords = newLexicon([]entry{{"信息内容", 0}, {"制发", 0}, {"废止", 0}, {"有效", 0}, {"决定", 0}, {"收费金额", 0}, {"制作", 0}, {"新公开", 0},
	{"对外公开", 0}, {"上一年", 0}, {"增/减", 0}, {"采购项目", 0}, {"总金额", 0}, {"第二十条", 0}})
