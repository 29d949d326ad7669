// Package word writes Word documents (docx) for A4 paper: paragraphs, tables
// with spans, headings in the fonts of Chinese official papers. The same
// content gives the same bytes.
//
// It is written by hand because no Go library is right for it: the best known
// one loses tables.
package word

import (
	"cmp"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"sync"

	"huizong/pipeline/publish/zipped"
)

// A Document is built from top to bottom and then written once.
type Document struct {
	Title     string
	Landscape bool
	Footer    string // beside the page number
	body      *markup
}

// Bodies of documents that are written: a nation's letters are forty thousand.
var bodies = sync.Pool{New: func() any {
	b := make(markup, 0, 16<<10)
	return &b
}}

func (d *Document) text() *markup {
	if d.body == nil {
		d.body = bodies.Get().(*markup)
	}
	return d.body
}

// A Style says how a paragraph looks.
type Style struct {
	Font   string // "" for body text
	Points int    // 0 for the body's 16 (三号)
	Bold   bool
	Align  string // left, center, right, both; "" is both
	Indent bool   // first line by two characters
	Before int    // space before, in points
	Color  string // RRGGBB, "" for black
	Keep   bool   // with the next paragraph
}

// The fonts of official papers (GB/T 9704—2012), with what stands in where they
// are not installed decided by Word, WPS or LibreOffice.
const (
	FangSong = "仿宋"
	Hei      = "黑体"
	Kai      = "楷体"
	Song     = "宋体"
)

// The styles of an official paper.
var (
	Heading0 = Style{Font: Song, Points: 22, Bold: true, Align: "center"}
	Heading1 = Style{Font: Hei, Points: 16, Align: "left", Indent: true, Before: 6, Keep: true}
	Heading2 = Style{Font: Kai, Points: 16, Align: "left", Indent: true, Keep: true}
	Body     = Style{Font: FangSong, Points: 16, Align: "both", Indent: true}
	Flush    = Style{Font: FangSong, Points: 16, Align: "left"}
	Right    = Style{Font: FangSong, Points: 16, Align: "right"}
	Small    = Style{Font: FangSong, Points: 12, Align: "both"}
)

// A Run is a piece of a paragraph; empty fields take the paragraph's style.
type Run struct {
	Text      string
	Bold      bool
	Color     string
	Highlight bool // a place that a person must fill
}

// Paragraph adds a paragraph. Line breaks in the text are kept.
func (d *Document) Paragraph(s Style, text string) { d.Runs(s, Run{Text: text}) }

// Runs adds a paragraph of several runs.
func (d *Document) Runs(s Style, runs ...Run) { writeParagraph(d.text(), s, runs, lineOf(s)) }

// PageBreak begins a new page.
func (d *Document) PageBreak() { d.text().add(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`) }

// lineOf is the line spacing of running text in twentieths of a point.
func lineOf(s Style) int {
	if s.Points == 0 || s.Points >= 16 {
		return 560 // 28 points, the spacing of official papers
	}
	return s.Points * 28
}

func writeParagraph(b *markup, s Style, runs []Run, line int) {
	b.add(`<w:p><w:pPr>`, keepNext(s.Keep))
	b.add(`<w:spacing w:before="`, strconv.Itoa(s.Before*20), `" w:after="0" w:line="`, strconv.Itoa(line), `" w:lineRule="exact"/>`)
	if s.Indent {
		b.add(`<w:ind w:firstLineChars="200" w:firstLine="`, strconv.Itoa(points(s)*40), `"/>`)
	}
	b.add(`<w:jc w:val="`, cmp.Or(s.Align, "both"), `"/></w:pPr>`)
	for _, r := range runs {
		writeRun(b, s, r)
	}
	b.add(`</w:p>`)
}

func points(s Style) int {
	if s.Points == 0 {
		return 16
	}
	return s.Points
}

func writeRun(b *markup, s Style, r Run) {
	if r.Text == "" {
		return
	}
	b.add(`<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="`, cmp.Or(s.Font, FangSong), `" w:hint="eastAsia"/>`)
	if s.Bold || r.Bold {
		b.add(`<w:b/>`)
	}
	if color := cmp.Or(r.Color, s.Color); color != "" {
		b.add(`<w:color w:val="`, color, `"/>`)
	}
	size := strconv.Itoa(points(s) * 2)
	b.add(`<w:sz w:val="`, size, `"/><w:szCs w:val="`, size, `"/>`)
	if r.Highlight {
		b.add(`<w:highlight w:val="yellow"/>`)
	}
	b.add(`</w:rPr>`)
	first := true
	for part := range strings.SplitSeq(r.Text, "\n") {
		if !first {
			b.add(`<w:br/>`)
		}
		first = false
		b.add(`<w:t xml:space="preserve">`)
		b.text(part)
		b.add(`</w:t>`)
	}
	b.add(`</w:r>`)
}

// Write writes the document, once: its memory goes to the next.
func (d *Document) Write(w io.Writer) error {
	z := zipped.NewWriter(w)
	for _, p := range sameParts() {
		if err := p.write(z); err != nil {
			return err
		}
	}
	for _, p := range []*packed{titles.of(d.Title), footers.of(d.Footer)} {
		if err := p.write(z); err != nil {
			return err
		}
	}
	part, err := z.CreateHeader(header(documentName))
	if err != nil {
		return err
	}
	body := d.text()
	body.add(d.page())
	for _, text := range [][]byte{documentHead, *body} {
		if _, err := part.Write(text); err != nil {
			return err
		}
	}
	d.body, *body = nil, (*body)[:0]
	bodies.Put(body)
	return z.Close()
}

const (
	wordNS       = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	documentName = "word/document.xml"
)

var documentHead = []byte(xml.Header + `<w:document ` + wordNS + `><w:body>`)

// page ends the document with the page that it is for.
func (d *Document) page() string {
	size := `w:w="11906" w:h="16838"`
	if d.Landscape {
		size = `w:w="16838" w:h="11906" w:orient="landscape"`
	}
	return `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz ` + size + `/>` +
		`<w:pgMar w:top="1701" w:right="1417" w:bottom="1417" w:left="1531" w:header="851" w:footer="850" w:gutter="0"/></w:sectPr></w:body></w:document>`
}

func core(title string) string {
	var b markup
	b.add(xml.Header, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`)
	b.text(title)
	b.add(`</dc:title><dc:creator>huizong</dc:creator></cp:coreProperties>`)
	return string(b)
}

func footer(text string) string {
	var b markup
	field := `<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>1</w:t></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>`
	small := Style{Font: Song, Points: 9}
	b.add(xml.Header, `<w:ftr `, wordNS, `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>`)
	if text != "" {
		writeRun(&b, small, Run{Text: text + "　"})
	}
	writeRun(&b, small, Run{Text: "— "})
	b.add(field)
	writeRun(&b, small, Run{Text: " —"})
	b.add(`</w:p></w:ftr>`)
	return string(b)
}

const contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRels = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRels = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`

const styles = xml.Header + `<w:styles ` + wordNS + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>` + narrow + `</w:tblPr></w:style></w:styles>`
