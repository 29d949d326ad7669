package check

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// form are the rules about the layout of the report: its sections, its tables
// and what the template leaves behind.
var form = []*Rule{{
	ID: "form.sections", Severity: schema.Must, Class: Form, Source: formSource + "，六个部分；第一部分的五项内容",
	Title: "六个部分齐全；总体情况的五项内容齐全（核实）", TitleEN: "six sections are there; so are the five sub-items of section one (asked)",
	Doc:    "缺一个部分是强制问题；表在而标题缺的、第一部分五项内容不全的是核实。",
	DocEN:  "A missing section must be added. A table without its heading, or sub-items missing from section one, are asked about.",
	Report: judgeSections,
	Fails:  Example{Says: "没有第六部分", Do: func(w *World) { w.Report.Sections[5] = schema.Section{} }},
	Holds:  Example{Says: "六个部分都在"},
}, {
	ID: "form.tables", Severity: schema.Must, Class: Form, Source: formSource + "，第二、三、四部分为表格",
	Title: "第二、三、四部分各有其表格", TitleEN: "sections two, three and four each hold their table",
	Doc:    "有标题没有表格，多半是把表格贴成了图片：图片里的数字读不出，不能汇总。",
	DocEN:  "A heading without a table is probably an image: its numbers cannot be read, and are not added.",
	Report: judgeTables,
	Fails:  Example{Says: "第四部分没有表格", Do: func(w *World) { w.removeTable(schema.Table4) }},
	Holds:  Example{Says: "第四部分有表格"},
}, {
	ID: "form.rows", Severity: schema.Explain, Class: Form, Source: formSource + "，表样各行",
	Title: "表格各行齐全", TitleEN: "every row of the table is printed",
	Doc:    "表在而整行没有的，该行各格不知道是多少，用到它的勾稽只能说“不明”。（六）其他处理印一行还是三个子项由 form.edition 判断。",
	DocEN:  "A row that is missing from its table leaves its cells unknown. How block six is printed is left to form.edition.",
	Report: judgeRows,
	Fails: Example{Says: "表三缺“2.重复申请”行", Do: func(w *World) {
		w.removeRow("rejected_duplicate")
	}},
	Holds: Example{Says: "表三各行都在"},
}, {
	ID: "form.edition", Severity: schema.Explain, Class: Form, Source: "国办公开办函〔2021〕30号：2021 年度起用新表样",
	Title: "表样与年度相符：2020 年及以前用 2019 版，2021 年起用 2021 版", TitleEN: "the edition fits the year: 2019 up to 2020, 2021 from then on",
	Doc:    "逐表判断。2021 年以后（六）其他处理仍只印一行的是混合表样。",
	DocEN:  "Judged table by table. A single row for block six after 2021 is a hybrid.",
	Report: judgeEdition,
	Fails:  Example{Says: "2023 年用 2019 版表样", Do: func(w *World) { use2019(w.Report) }},
	Holds:  Example{Says: "2023 年用 2021 版表样"},
}, {
	ID: "form.leftover", Severity: schema.Explain, Class: Form, Source: "审核中常见",
	Title: "没有留下模板文字，标题不重复", TitleEN: "no template text is left in, no heading or title is doubled",
	Doc:    "“该部分以表格形式报告”“表格如下”“（具体网址）”“××”、填表说明等应删去；标题重复的删去一个。",
	DocEN:  "Template phrases, placeholders and fill notes should be deleted, and so should a doubled heading.",
	Report: passOn("form.leftover"),
	Fails: Example{Says: "总体情况的标题印了两次", Do: func(w *World) {
		w.found("form.leftover", schema.Explain, "标题“一、总体情况”出现 2 次", "the heading stands there twice")
	}},
	Holds: Example{Says: "标题只有一次"},
}, {
	ID: "form.section5", Severity: schema.Explain, Class: Form, Source: formSource + "，第五部分",
	Title: "第五部分写了存在的问题和改进情况", TitleEN: "section five says something", Limit: schema.DecimalOf(10),
	Doc:    "第五部分空着、只写“无”，或不到十个字，请补写。字数可用 limits 调整。",
	DocEN:  "Section five empty, 无, or under ten characters. The length is set under limits.",
	Report: judgeSection5,
	Fails:  Example{Says: "第五部分只写“无”", Do: func(w *World) { w.write(5, "无。") }},
	Holds:  Example{Says: "第五部分写了问题和改进情况"},
}}

func judgeSections(s *Subject, t *Tally) {
	for i := range s.Report.Sections {
		if s.Report.Sections[i].Found {
			t.Count(schema.Holds)
			continue
		}
		s.missingSection(t, i)
	}
	s.judgeSubItems(t)
}

func (s *Subject) missingSection(t *Tally, i int) {
	sec, title := &s.Report.Sections[i], schema.Sections[i]
	detail := fmt.Sprintf("section %d", i+1)
	if sec.Table || i >= 1 && i <= 3 && s.Report.TableEdition[i] != schema.NoEdition {
		t.Ask(plain(detail, fmt.Sprintf("第%s部分有表格，没有标题“%s”", numeral(i+1), title.Label),
			fmt.Sprintf("section %d has its table, but not its heading (%s)", i+1, title.EN), sec.Place))
		return
	}
	t.Find(plain(detail, fmt.Sprintf("缺少第%s部分“%s”", numeral(i+1), title.Label), fmt.Sprintf("section %d (%s) is missing", i+1, title.EN), sec.Place))
}

func (s *Subject) judgeSubItems(t *Tally) {
	if !s.Report.Sections[0].Found {
		return
	}
	var zh, en []string
	for i, found := range s.Report.SubItems {
		if !found {
			zh, en = append(zh, schema.SubItems[i].Label), append(en, schema.SubItems[i].EN)
		}
	}
	if len(zh) == 0 {
		t.Count(schema.Holds)
		return
	}
	t.Ask(plain("sub-items", "总体情况没有写明："+strings.Join(zh, "、"), "section one does not name: "+strings.Join(en, ", "), s.Report.Sections[0].Place))
}

func numeral(n int) string { return [...]string{"", "一", "二", "三", "四", "五", "六"}[n] }

func judgeTables(s *Subject, t *Tally) {
	for table := schema.Table2; table <= schema.Table4; table++ {
		if s.Report.TableEdition[table] != schema.NoEdition {
			t.Count(schema.Holds)
			continue
		}
		s.missingTable(t, table)
	}
}

func (s *Subject) missingTable(t *Tally, table schema.FormTable) {
	sec := &s.Report.Sections[table]
	n := int(table) + 1
	f := plain(fmt.Sprintf("section %d", n), "", "", sec.Place)
	switch {
	case sec.Table:
		f.Message = fmt.Sprintf("第%s部分的表格读不出，请核对原件", numeral(n))
		f.MessageEN = fmt.Sprintf("the table of section %d could not be read", n)
		t.Ask(f)
	case sec.Found:
		f.Message = fmt.Sprintf("第%s部分有标题，没有读到表格，可能是图片；请改为可编辑的表格", numeral(n))
		f.MessageEN = fmt.Sprintf("section %d has its heading, but no table was found: it may be an image", n)
		t.Find(f)
	default:
		f.Message = fmt.Sprintf("没有第%s部分的表格", numeral(n))
		f.MessageEN = fmt.Sprintf("the table of section %d is missing", n)
		t.Find(f)
	}
}

// judgeRows looks for rows none of whose cells is printed.
func judgeRows(s *Subject, t *Tally) {
	for table := schema.Table2; table <= schema.Table4; table++ {
		for _, row := range formRows[s.Now.Edition[table]][table] {
			if s.anyPrinted(row.cells) {
				t.Count(schema.Holds)
				continue
			}
			t.Find(schema.Finding{Cell: row.cells[0], Place: schema.Place{}, Detail: "row",
				Message: row.zh + "：表里没有这一行", MessageEN: row.en + ": the table has no such row"})
		}
	}
}

func (s *Subject) anyPrinted(cells []schema.CellID) bool {
	for _, id := range cells {
		if s.Now.State[id] != schema.Absent {
			return true
		}
	}
	return false
}

// A formRow is a printed row of the form.
type formRow struct {
	zh, en string
	cells  []schema.CellID
}

var formRows = func() (by [4][4][]formRow) {
	for e := schema.Edition2019; e <= schema.Hybrid; e++ {
		for t := schema.Table2; t <= schema.Table4; t++ {
			var rows []formRow
			last := ""
			for _, id := range printedCells[e][t] {
				c := &schema.Cells[id]
				if c.RowCode != last {
					rows = append(rows, formRow{zh: tableZH[t] + " › " + c.RowLabel, en: tableEN[t] + " › " + c.RowEN})
					last = c.RowCode
				}
				rows[len(rows)-1].cells = append(rows[len(rows)-1].cells, id)
			}
			by[e][t] = rows
		}
	}
	return by
}()

func judgeEdition(s *Subject, t *Tally) {
	if s.Report.Year == 0 {
		return
	}
	want := schema.EditionFor(s.Report.Year)
	for table := schema.Table2; table <= schema.Table3; table++ {
		got := s.Now.Edition[table]
		if got == schema.NoEdition {
			continue
		}
		if got == want {
			t.Count(schema.Holds)
			continue
		}
		zh, en := fmt.Sprintf("%s用的是 %s 版表样，%d 年度应用 %s 版", tableZH[table], got, s.Report.Year, want),
			fmt.Sprintf("%s is of edition %s, reports of %d use edition %s", tableEN[table], got, s.Report.Year, want)
		if got == schema.Hybrid {
			zh = fmt.Sprintf("%s的“（六）其他处理”只有一行，%d 年度应分三个子项填写", tableZH[table], s.Report.Year)
			en = fmt.Sprintf("%s prints block six as one row, reports of %d print its three children", tableEN[table], s.Report.Year)
		}
		t.Find(plain(table.String(), zh, en, s.tablePlace(table)))
	}
}

// tablePlace is where the first cell of a table stands.
func (s *Subject) tablePlace(table schema.FormTable) schema.Place {
	for _, id := range printedCells[s.Now.Edition[table]][table] {
		if p := s.cellPlace(id); p != (schema.Place{}) {
			return schema.Place{File: p.File, Sheet: p.Sheet, Page: p.Page, Table: p.Table}
		}
	}
	return s.Report.Sections[table].Place
}

// passOn takes over the findings of a rule that is watched while recognizing.
func passOn(rule string) func(*Subject, *Tally) {
	return func(s *Subject, t *Tally) {
		for i := range s.Report.Findings {
			if s.Report.Findings[i].Rule == rule {
				t.Pass(s.Report.Findings[i])
			}
		}
		if t.instances == 0 {
			t.Count(schema.Holds)
		}
	}
}

func judgeSection5(s *Subject, t *Tally) {
	sec := &s.Report.Sections[4]
	if !sec.Found {
		return // form.sections says so
	}
	if schema.DecimalOf(int64(s.letters(5))) >= t.Limit() {
		t.Count(schema.Holds)
		return
	}
	text, at, found := s.section(5)
	if !found {
		at = sec.Place
	}
	f := plain("", fmt.Sprintf("第五部分只有“%s”，请写明存在的主要问题及改进情况", quote(text, 12)), fmt.Sprintf("section five only says %q", quote(text, 12)), at)
	if text == "" {
		f.Message, f.MessageEN = "第五部分是空的，请写明存在的主要问题及改进情况", "section five is empty"
	}
	t.Find(f)
}

func (w *World) removeTable(table schema.FormTable) {
	w.Report.TableEdition[table], w.Report.Sections[table].Table = schema.NoEdition, false
	for i := range schema.Cells {
		if schema.Cells[i].Table == table {
			w.Report.Cells[i] = schema.CellValue{}
		}
	}
}

func (w *World) removeRow(code string) {
	for i := range schema.Cells {
		if schema.Cells[i].RowCode == code {
			w.Report.Cells[i] = schema.CellValue{}
		}
	}
}
