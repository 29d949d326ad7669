// Package word writes Word documents (docx) for A4 paper: paragraphs, tables
// with spans, headings in the fonts of Chinese official papers. The same
// content gives the same bytes.
//
// It is written by hand because no Go library is right for it: the best known
// one loses tables.
package word

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"huizong/pipeline/publish/zipped"
)

// A Document is built from top to bottom and then written once.
type Document struct {
	Title     string
	Landscape bool
	Footer    string // beside the page number
	body      strings.Builder
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
func (d *Document) Runs(s Style, runs ...Run) { writeParagraph(&d.body, s, runs, lineOf(s)) }

// PageBreak begins a new page.
func (d *Document) PageBreak() { d.body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`) }

// lineOf is the line spacing of running text in twentieths of a point.
func lineOf(s Style) int {
	if s.Points == 0 || s.Points >= 16 {
		return 560 // 28 points, the spacing of official papers
	}
	return s.Points * 28
}

func writeParagraph(b *strings.Builder, s Style, runs []Run, line int) {
	b.WriteString(`<w:p><w:pPr>` + keepNext(s.Keep))
	fmt.Fprintf(b, `<w:spacing w:before="%d" w:after="0" w:line="%d" w:lineRule="exact"/>`, s.Before*20, line)
	if s.Indent {
		b.WriteString(`<w:ind w:firstLineChars="200" w:firstLine="` + fmt.Sprint(points(s)*40) + `"/>`)
	}
	align := s.Align
	if align == "" {
		align = "both"
	}
	fmt.Fprintf(b, `<w:jc w:val="%s"/></w:pPr>`, align)
	for _, r := range runs {
		writeRun(b, s, r)
	}
	b.WriteString(`</w:p>`)
}

func points(s Style) int {
	if s.Points == 0 {
		return 16
	}
	return s.Points
}

func writeRun(b *strings.Builder, s Style, r Run) {
	if r.Text == "" {
		return
	}
	font := s.Font
	if font == "" {
		font = FangSong
	}
	b.WriteString(`<w:r><w:rPr>`)
	fmt.Fprintf(b, `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="%s" w:hint="eastAsia"/>`, font)
	if s.Bold || r.Bold {
		b.WriteString(`<w:b/>`)
	}
	if color := cmpOr(r.Color, s.Color); color != "" {
		fmt.Fprintf(b, `<w:color w:val="%s"/>`, color)
	}
	fmt.Fprintf(b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, points(s)*2, points(s)*2)
	if r.Highlight {
		b.WriteString(`<w:highlight w:val="yellow"/>`)
	}
	b.WriteString(`</w:rPr>`)
	for i, part := range strings.Split(r.Text, "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		b.WriteString(`<w:t xml:space="preserve">`)
		xml.EscapeText(b, []byte(clean(part))) // a strings.Builder takes everything
		b.WriteString(`</w:t>`)
	}
	b.WriteString(`</w:r>`)
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// clean drops what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// Write writes the document.
func (d *Document) Write(w io.Writer) error {
	z := zipped.NewWriter(w)
	for _, p := range sameParts() {
		header := p.header // the writer takes it over
		part, err := z.CreateRaw(&header)
		if err != nil {
			return err
		}
		if _, err := part.Write(p.data); err != nil {
			return err
		}
	}
	for _, p := range []struct{ name, text string }{
		{"docProps/core.xml", xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escaped(d.Title) + `</dc:title><dc:creator>huizong</dc:creator></cp:coreProperties>`},
		{"word/footer1.xml", d.footer()},
		{"word/document.xml", d.document()},
	} {
		part, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, p.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// epoch dates every part, so that the same content gives the same bytes.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(clean(s)))
	return b.String()
}

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func (d *Document) document() string {
	width, height, orient := 11906, 16838, ""
	if d.Landscape {
		width, height, orient = 16838, 11906, ` w:orient="landscape"`
	}
	return xml.Header + `<w:document ` + wordNS + `><w:body>` + d.body.String() +
		fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="%d" w:h="%d"%s/>`, width, height, orient) +
		`<w:pgMar w:top="1701" w:right="1417" w:bottom="1417" w:left="1531" w:header="851" w:footer="850" w:gutter="0"/></w:sectPr></w:body></w:document>`
}

func (d *Document) footer() string {
	var b strings.Builder
	field := `<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>1</w:t></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>`
	small := Style{Font: Song, Points: 9}
	b.WriteString(xml.Header + `<w:ftr ` + wordNS + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr>`)
	if d.Footer != "" {
		writeRun(&b, small, Run{Text: d.Footer + "　"})
	}
	writeRun(&b, small, Run{Text: "— "})
	b.WriteString(field)
	writeRun(&b, small, Run{Text: " —"})
	b.WriteString(`</w:p></w:ftr>`)
	return b.String()
}

const contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRels = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRels = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`

const styles = xml.Header + `<w:styles ` + wordNS + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>` + narrow + `</w:tblPr></w:style></w:styles>`
