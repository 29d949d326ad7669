package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

func (b *book) two(s *sheet) { b.official(s, schema.Table2, false, 26, 13, 13, 13, 13, 13, 13, 9) }
func (b *book) three(s *sheet) {
	b.official(s, schema.Table3, true, 6, 13, 44, 11, 11, 11, 11, 11, 11, 11, 9)
}
func (b *book) four(s *sheet) {
	b.official(s, schema.Table4, true, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11, 9)
}

// official draws a table in its official layout; every number is a link to the
// sum on the township sheet, and the last column checks the row.
func (b *book) official(s *sheet, t schema.FormTable, landscape bool, widths ...float64) {
	s.widths(widths...)
	edition := schema.EditionFor(b.year)
	p := schema.Printed(t, edition)
	section := &schema.Sections[int(t)]
	heading := section.Label
	if edition == schema.Edition2019 {
		heading = section.Label2019
	}
	s.title(fmt.Sprintf("%s%d年度 %s", b.facts.Area.Name, b.year, heading), p.Columns)
	s.add(0, s.text(b.coverageNote(), look{small: true, wrap: true}))
	s.merge(0, s.row, p.Columns-1, s.row)
	first := s.row + 1
	rows := make([][]any, p.Rows)
	border := s.text("", look{border: true})
	for r := range rows {
		rows[r] = make([]any, p.Columns+1)
		for c := range p.Columns {
			rows[r][c] = border
		}
	}
	for i := range p.Cells {
		c := &p.Cells[i]
		rows[c.Row][c.Column] = b.officialCell(s, c)
		s.merge(c.Column, first+c.Row, c.Column+c.ColumnSpan-1, first+c.Row+c.RowSpan-1)
	}
	b.checks(s, &p, rows, first)
	for r := range rows {
		s.add(24, rows[r]...)
	}
	red, err := s.x.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}, Font: &excelize.Font{Color: "9C0006", Bold: true}})
	s.keep(err)
	s.keep(s.x.SetConditionalFormat(s.name, at(p.Columns, first)+":"+at(p.Columns, first+p.Rows-1),
		[]excelize.ConditionalFormatOptions{{Type: "cell", Criteria: "==", Format: &red, Value: `"不符"`}}))
	s.add(0, s.text("注：本表为乡镇街道小计，不含县政府部门和县政府本级。数字为公式，引自“"+sheetUnits+"”；右侧“核对”列与发布值比对，改动后显示“不符”。", look{small: true, wrap: true}))
	s.merge(0, s.row, p.Columns-1, s.row)
	s.keep(s.x.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", s.name, column(p.Columns-1), s.row), Scope: s.name}))
	s.paper(landscape, 1, "")
}

// coverageNote says how many units stand behind the table.
func (b *book) coverageNote() string {
	missing := len(b.facts.Missing(b.year))
	if missing == 0 {
		return fmt.Sprintf("应报 %d 个单位，全部已报。", len(b.units))
	}
	return fmt.Sprintf("应报 %d 个单位，已报 %d 个，未报 %d 个。不完整的合计标为“≥ 数值 (计入单位/应报单位)”。", len(b.units), len(b.units)-missing, missing)
}

func (b *book) officialCell(s *sheet, c *schema.PrintedCell) excelize.Cell {
	l := look{border: true, wrap: true, center: c.Head || c.RowSpan > 1, bold: c.Head, shade: c.Head}
	if c.Cell == schema.NoCell {
		return s.text(c.Label, l)
	}
	t := b.total[c.Cell]
	l.center = true
	if t == nil || t.Sum == nil {
		l.color = "808080"
		return s.text("无数据", l)
	}
	l.format = totalFormat(t)
	return excelize.Cell{StyleID: s.style(l), Formula: fmt.Sprintf("'%s'!%s%d", sheetUnits, b.column[c.Cell], b.sumRow()), Value: cached(*t.Sum)}
}

// checks puts a formula behind each row that holds numbers: it compares them
// with the published values, which stand in the formula itself.
func (b *book) checks(s *sheet, p *schema.PrintedTable, rows [][]any, first int) {
	terms := make([][]string, p.Rows)
	for _, c := range p.Cells {
		if c.Cell == schema.NoCell {
			continue
		}
		if t := b.total[c.Cell]; t != nil && t.Sum != nil {
			terms[c.Row] = append(terms[c.Row], fmt.Sprintf("ABS(%s-(%s))", at(c.Column, first+c.Row), t.Sum))
		}
	}
	rows[0][p.Columns] = s.text("核对", look{small: true, center: true})
	for r, of := range terms {
		if len(of) > 0 {
			rows[r][p.Columns] = excelize.Cell{StyleID: s.style(look{small: true, center: true, bold: true}), Formula: fmt.Sprintf(`IF(%s>0.0000001,"不符","")`, strings.Join(of, "+")), Value: ""}
		}
	}
}
