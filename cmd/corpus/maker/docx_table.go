package maker

import (
	"fmt"
	"strconv"
	"strings"

	"huizong/schema"
)

func (w *docx) table(g *Grid) {
	w.b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="8522" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid>`)
	for range g.Columns {
		w.b.WriteString(`<w:gridCol w:w="` + strconv.Itoa(8522/g.Columns) + `"/>`)
	}
	w.b.WriteString(`</w:tblGrid>`)
	for y, slots := range g.Slots() {
		w.row(g, y, slots)
	}
	w.b.WriteString(`</w:tbl>`)
}

func (w *docx) row(g *Grid, y int, slots []Slot) {
	w.b.WriteString("<w:tr>")
	late := 0
	if w.variant == DocxGridBefore && g.Table == schema.Table3 && (y == 1 || y == 2) {
		late = slots[0].Columns
		w.b.WriteString(`<w:trPr><w:gridBefore w:val="` + strconv.Itoa(late) + `"/></w:trPr>`)
	}
	for x := late; x < len(slots); x++ {
		s := slots[x]
		switch {
		case s.GridCell == nil:
			w.cell(`<w:tcPr/>`, "")
		case s.Left:
			w.cell(w.cellProperties(s, w.variant == DocxGridBefore && g.Table == schema.Table3 && x == 0 && y == 0), s.text())
		}
	}
	w.b.WriteString("</w:tr>")
}

// text of a slot: empty where the cell continues from above.
func (s Slot) text() string {
	if !s.Top {
		return ""
	}
	return s.Text
}

func (w *docx) cellProperties(s Slot, unmerged bool) string {
	var b strings.Builder
	b.WriteString("<w:tcPr>")
	if w.full {
		fmt.Fprintf(&b, `<w:tcW w:w="%d" w:type="dxa"/>`, 850*s.Columns)
	}
	if s.Columns > 1 {
		b.WriteString(`<w:gridSpan w:val="` + strconv.Itoa(s.Columns) + `"/>`)
	}
	switch {
	case s.Rows > 1 && s.Top && !unmerged:
		b.WriteString(`<w:vMerge w:val="restart"/>`)
	case s.Rows > 1 && !s.Top && w.variant == DocxLibreOffice:
		b.WriteString(`<w:vMerge w:val="continue"/>`)
	case s.Rows > 1 && !s.Top:
		b.WriteString(`<w:vMerge/>`)
	}
	if w.full {
		b.WriteString(`<w:vAlign w:val="center"/>`)
	}
	b.WriteString("</w:tcPr>")
	return b.String()
}

func (w *docx) cell(properties, text string) {
	control := w.variant == DocxControls && w.d.in(15)
	if control {
		w.b.WriteString(`<w:sdt><w:sdtPr><w:id w:val="` + w.id() + `"/></w:sdtPr><w:sdtContent>`)
	}
	w.b.WriteString("<w:tc>" + properties)
	lines := []string{text}
	if w.variant == DocxWPS || w.variant == DocxLibreOffice {
		lines = strings.Split(text, "\n") // paragraphs in place of line breaks
	}
	for _, line := range lines {
		if w.full {
			w.paragraph(line, TableBlock)
			continue
		}
		w.b.WriteString("<w:p>")
		if line != "" {
			w.runs(line, false)
		}
		w.b.WriteString("</w:p>")
	}
	w.b.WriteString("</w:tc>")
	if control {
		w.b.WriteString(`</w:sdtContent></w:sdt>`)
	}
}

// The parts of the package that are always the same.
const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	docxTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`
	docxRels  = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

	docxPartRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`
	docxFooter   = xmlHead + `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>`
	docxStyles   = xmlHead + `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>`
)
