// Package template writes the blank official form, as Word or as a workbook
// whose sums are formulas, so that next year's reports come in clean. A filled
// template reads back to the same cells.
package template

import (
	"fmt"
	"io"

	"huizong/pipeline/publish/official"
	"huizong/pipeline/publish/word"
	"huizong/schema"
)

// A Form says for whom and which year a template is.
type Form struct {
	Unit string // "" leaves a place for the name
	Year int
	Fill func(schema.CellID) string // what stands in the cells already; nil for nothing

	// Prose is what stands under a heading already, by section and, in section
	// one, by sub-item from 1; nil for nothing.
	Prose func(section, item int) string
}

func (f *Form) prose(section, item int) string {
	if f.Prose == nil {
		return ""
	}
	return f.Prose(section, item)
}

func (f *Form) unit() string {
	if f.Unit == "" {
		return "（单位名称）"
	}
	return f.Unit
}

func (f *Form) value(id schema.CellID) string {
	if f.Fill == nil {
		return ""
	}
	return f.Fill(id)
}

func (f *Form) title() string {
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", f.unit(), f.Year)
}

// tableOf is the table that a section holds, by its number 1–6.
var tableOf = map[int]schema.FormTable{2: schema.Table2, 3: schema.Table3, 4: schema.Table4}

// Docx writes the form as a Word document.
func (f *Form) Docx(w io.Writer) error {
	d := &word.Document{Title: f.title()}
	d.Paragraph(word.Heading0, f.title())
	edition := schema.EditionFor(f.Year)
	for i, s := range schema.Sections {
		d.Paragraph(word.Heading1, heading(&s, edition))
		switch n := i + 1; {
		case n == 1:
			for k, item := range schema.SubItems {
				d.Paragraph(word.Body, fmt.Sprintf("（%s）%s情况。%s", string([]rune("一二三四五")[k]), item.Label, f.prose(1, k+1)))
			}
		case tableOf[n] != schema.NoTable:
			official.Table(d, tableOf[n], edition, func(id schema.CellID) word.Cell { return word.Cell{Text: f.value(id)} })
		default:
			d.Paragraph(word.Body, f.prose(n, 1))
		}
	}
	return d.Write(w)
}

func heading(s *schema.SectionTitle, e schema.Edition) string {
	if e == schema.Edition2019 {
		return s.Label2019
	}
	return s.Label
}
