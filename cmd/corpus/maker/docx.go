package maker

import (
	"fmt"
	"strconv"
	"strings"
)

// The variants of a docx: who wrote it, and what of Word it uses.
const (
	DocxPlain       = "plain"       // the least XML that is a document
	DocxWord        = "word"        // Word: rsids, split runs, proofing marks, styles
	DocxWPS         = "wps"         // WPS: every run formatted, paragraphs in place of line breaks
	DocxLibreOffice = "libreoffice" // LibreOffice: gridSpan on every row, empty paragraphs between
	DocxTracked     = "tracked"     // tracked changes: figures inserted beside deleted ones
	DocxControls    = "controls"    // content controls around paragraphs, cells and runs
	DocxTextBox     = "textbox"     // the title in a text box, in both branches of mc:AlternateContent
	DocxNested      = "nested"      // table three inside a cell of a layout table
	DocxGridBefore  = "gridbefore"  // header rows that start late instead of a merged corner
)

var docxVariants = []string{DocxPlain, DocxWord, DocxWPS, DocxLibreOffice, DocxTracked, DocxControls, DocxTextBox, DocxNested, DocxGridBefore}

// docx writes WordprocessingML.
type docx struct {
	b       strings.Builder
	d       *dice
	variant string
	full    bool // of realistic size: run and cell properties as Word writes them
	ids     int
}

func writeDocx(r *Report, f Finish) ([]byte, error) {
	w := &docx{d: r.dice("docx " + f.Variant), variant: f.Variant, full: f.Realistic || f.Variant == DocxWord || f.Variant == DocxWPS}
	w.b.WriteString(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" mc:Ignorable="w14"><w:body>`)
	for _, block := range r.Paper() {
		w.block(block)
	}
	w.b.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return zipped([]member{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRels},
		{"word/document.xml", w.b.String()},
		{"word/_rels/document.xml.rels", docxPartRels},
		{"word/footer1.xml", docxFooter},
		{"word/styles.xml", docxStyles},
	})
}

func (w *docx) block(b Block) {
	switch {
	case b.Grid != nil && w.variant == DocxNested && b.Grid.Columns > 9:
		w.b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="8522"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="8522" w:type="dxa"/></w:tcPr>`)
		w.table(b.Grid)
		w.b.WriteString(`<w:p/></w:tc></w:tr></w:tbl><w:p/>`)
	case b.Grid != nil:
		w.table(b.Grid)
		w.b.WriteString(`<w:p/>`)
	case b.Style == TitleLine && w.variant == DocxTextBox:
		w.textBox(b)
	case w.variant == DocxControls && w.d.in(40):
		w.b.WriteString(`<w:sdt><w:sdtPr><w:alias w:val="正文"/><w:id w:val="` + w.id() + `"/></w:sdtPr><w:sdtContent>`)
		w.paragraph(b.Text, b.Style)
		w.b.WriteString(`</w:sdtContent></w:sdt>`)
	default:
		w.paragraph(b.Text, b.Style)
	}
}

func (w *docx) id() string {
	w.ids++
	return strconv.Itoa(10_000 + w.ids)
}

var docxStyleOf = map[Style]string{
	TitleLine:   `<w:pStyle w:val="Title"/><w:jc w:val="center"/>`,
	HeadingLine: `<w:pStyle w:val="Heading1"/>`,
	Body:        `<w:ind w:firstLineChars="200" w:firstLine="640"/>`,
	ClosingLine: `<w:jc w:val="right"/>`,
}

func (w *docx) paragraph(text string, style Style) {
	w.b.WriteString("<w:p")
	if w.full && w.variant != DocxLibreOffice {
		fmt.Fprintf(&w.b, ` w:rsidR="00%06X" w:rsidRDefault="00%06X" w14:paraId="%08X"`, w.d.n(1<<24), w.d.n(1<<24), w.d.n(1<<30))
	}
	w.b.WriteString("><w:pPr>" + docxStyleOf[style])
	if w.full {
		w.b.WriteString(`<w:spacing w:line="560" w:lineRule="exact"/><w:rPr>` + w.fonts(style == TitleLine) + `</w:rPr>`)
	}
	w.b.WriteString("</w:pPr>")
	w.runs(text, style == TitleLine)
	w.b.WriteString("</w:p>")
}

func (w *docx) fonts(title bool) string {
	size, font := "32", "仿宋_GB2312"
	if title {
		size, font = "44", "方正小标宋简体"
	}
	return `<w:rFonts w:ascii="` + font + `" w:eastAsia="` + font + `" w:hAnsi="` + font + `" w:cs="` + font + `" w:hint="eastAsia"/><w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="` +
		size + `"/><w:szCs w:val="` + size + `"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>`
}

// runs prints text as one run, or cut into several as the variant does.
func (w *docx) runs(text string, title bool) {
	pieces := []string{text}
	switch {
	case w.variant == DocxWord || w.full && w.variant != DocxPlain:
		pieces = cut(w.d, text)
	case w.variant == DocxControls && w.d.in(30):
		w.b.WriteString(`<w:sdt><w:sdtPr><w:id w:val="` + w.id() + `"/></w:sdtPr><w:sdtContent>`)
		defer w.b.WriteString(`</w:sdtContent></w:sdt>`)
	case w.variant == DocxTracked && w.d.in(20):
		w.tracked(text)
		return
	}
	field := w.variant == DocxWord && w.d.in(5)
	if field {
		w.b.WriteString(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "http://www.example.gov.cn/17" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
	}
	for i, s := range pieces {
		if i > 0 && w.variant == DocxWord && w.d.in(25) {
			w.b.WriteString(`<w:proofErr w:type="spellStart"/>`)
		}
		w.run(s, title)
	}
	if field {
		w.b.WriteString(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
	}
}

func (w *docx) run(text string, title bool) {
	w.b.WriteString("<w:r>")
	if w.full {
		w.b.WriteString("<w:rPr>" + w.fonts(title) + "</w:rPr>")
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			w.b.WriteString("<w:br/>")
		}
		w.b.WriteString(`<w:t xml:space="preserve">` + escape(line) + `</w:t>`)
	}
	w.b.WriteString("</w:r>")
}

// tracked prints the text as an insertion, beside a deletion of another.
func (w *docx) tracked(text string) {
	who := ` w:id="` + w.id() + `" w:author="审核" w:date="2024-01-10T09:00:00Z"`
	w.b.WriteString(`<w:del` + who + `><w:r><w:delText xml:space="preserve">` + strconv.Itoa(w.d.between(100, 999)) + `</w:delText></w:r></w:del><w:ins` + who + `>`)
	w.run(text, false)
	w.b.WriteString(`</w:ins>`)
}

// cut splits a text into runs, also between the digits of a number.
func cut(d *dice, text string) []string {
	rs := []rune(text)
	var out []string
	for len(rs) > 0 {
		n := min(len(rs), d.between(1, 2+len(rs)))
		out = append(out, string(rs[:n]))
		rs = rs[n:]
	}
	if out == nil {
		return []string{""}
	}
	return out
}

func (w *docx) textBox(b Block) {
	box := func(open, shut string) {
		w.b.WriteString(open + `<w:txbxContent>`)
		w.paragraph(b.Text, TitleLine)
		w.b.WriteString(`</w:txbxContent>` + shut)
	}
	w.b.WriteString(`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>`)
	box(`<wps:txbx>`, `</wps:txbx>`)
	w.b.WriteString(`</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>`)
	box(`<v:textbox>`, `</v:textbox>`)
	w.b.WriteString(`</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`)
}
