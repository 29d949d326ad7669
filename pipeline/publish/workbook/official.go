package workbook

import (
	"fmt"
	"math"
	"slices"

	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

func (b *book) two(s *sheet)   { b.official(s, schema.Table2, 26) }
func (b *book) three(s *sheet) { b.official(s, schema.Table3, 6, 13, 44) }
func (b *book) four(s *sheet)  { b.official(s, schema.Table4) }

// official draws a table in its official layout, its label columns of the given
// widths; every number is a link to the sum on the township sheet, and the last
// column checks the row.
func (b *book) official(s *sheet, t schema.FormTable, labels ...float64) {
	edition := schema.EditionFor(b.year)
	p := schema.Printed(t, edition)
	s.widths(b.officialWidths(&p, labels)...)
	section := &schema.Sections[int(t)]
	heading := section.Label
	if edition == schema.Edition2019 {
		heading = section.Label2019
	}
	s.title(fmt.Sprintf("%s%d年度 %s", b.facts.Area.Name, b.year, heading), p.Columns)
	s.across(0, p.Columns, s.text(b.coverageNote(), look{small: true, wrap: true}))
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
	s.across(0, p.Columns, s.text("注：本表为乡镇街道小计，不含县政府部门和县政府本级。数字为公式，引自“"+sheetUnits+"”；右侧“核对”列与发布值比对，改动后显示“不符”。", look{small: true, wrap: true}))
	s.keep(s.x.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", s.name, column(p.Columns-1), s.row), Scope: s.name}))
	s.paper(s.wide(p.Columns), 1, "")
}

// officialWidths are the label columns as given, the columns of numbers as wide
// as the widest needs, and the check column.
func (b *book) officialWidths(p *schema.PrintedTable, labels []float64) []float64 {
	widest := 9.0
	for i := range p.Cells {
		if c := &p.Cells[i]; c.Cell != schema.NoCell {
			widest = max(widest, math.Ceil(shownWidth(b.total[c.Cell])/float64(c.ColumnSpan)))
		}
	}
	widths := slices.Clone(labels)
	for len(widths) < p.Columns {
		widths = append(widths, widest)
	}
	return append(widths, 9)
}

// wide reports whether what is written so far, in so many columns, prints
// larger on a page that lies.
func (s *sheet) wide(columns int) bool {
	const character, long, short = 5.25, 785, 540 // points: of a column's unit, of A4 between its margins
	width := sum(s.width[:columns]) * character
	return min(long/width, short/s.height) > min(short/width, long/s.height)
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
			terms[c.Row] = append(terms[c.Row], fmt.Sprintf("%s-(%s)", at(c.Column, first+c.Row), t.Sum))
		}
	}
	rows[0][p.Columns] = s.text("核对", look{small: true, center: true})
	for r, of := range terms {
		if len(of) > 0 {
			rows[r][p.Columns] = excelize.Cell{StyleID: s.style(look{small: true, center: true, bold: true}), Formula: differs(of...), Value: ""}
		}
	}
}
