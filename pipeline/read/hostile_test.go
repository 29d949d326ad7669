package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// zipOf packs parts for a document made to do harm.
func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// word packs a document.xml.
func word(t testing.TB, body string) []byte {
	return zipOf(t, map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   body,
	})
}

// book packs one worksheet.
func book(t testing.TB, sheet string) []byte {
	return zipOf(t, map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	})
}

const (
	wordOpen  = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	wordClose = `</w:body></w:document>`
	laughs    = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>`
	external  = `<!DOCTYPE x [<!ENTITY d SYSTEM "file:///etc/passwd">]>`
	sheetOpen = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
)

// TestHostile reads documents made to cost time or memory, or to reach out.
func TestHostile(t *testing.T) {
	many := strings.Repeat
	for name, data := range map[string][]byte{
		"bomb.docx":              word(t, wordOpen+many(" ", 300<<20)+wordClose),
		"text-bomb.docx":         word(t, wordOpen+"<w:p><w:r><w:t>"+many("0", 300<<20)+"</w:t></w:r></w:p>"+wordClose),
		"laughs.docx":            word(t, laughs+wordOpen+"<w:p><w:r><w:t>&d;</w:t></w:r></w:p>"+wordClose),
		"external.docx":          word(t, external+wordOpen+"<w:p><w:r><w:t>&d;</w:t></w:r></w:p>"+wordClose),
		"deep.docx":              word(t, wordOpen+many("<w:tbl><w:tr><w:tc>", 200_000)),
		"deep-elements.docx":     word(t, wordOpen+many("<w:sdt>", 1_000_000)),
		"spans.docx":             word(t, wordOpen+"<w:tbl>"+many(`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr><w:p/></w:tc></w:tr>`, 1000)+"</w:tbl>"+wordClose),
		"cells.docx":             word(t, wordOpen+"<w:tbl><w:tr>"+many(`<w:tc><w:p/></w:tc>`, 1_000_000)+"</w:tr></w:tbl>"+wordClose),
		"attributes.docx":        word(t, wordOpen+"<w:p "+many("a='1' ", 1_000_000)+"/>"+wordClose),
		"bomb.xlsx":              book(t, sheetOpen+many(" ", 300<<20)),
		"far.xlsx":               book(t, sheetOpen+`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`),
		"merges.xlsx":            book(t, sheetOpen+`<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>`+many(`<mergeCell ref="A1:XFD1048576"/>`, 10_000)+`</mergeCells></worksheet>`),
		"laughs.xlsx":            book(t, laughs+sheetOpen+`<row><c t="inlineStr"><is><t>&d;</t></is></c></row></sheetData></worksheet>`),
		"rows.xlsx":              book(t, sheetOpen+many(`<row><c><v>1</v></c></row>`, 1_000_000)),
		"deep.xlsx":              book(t, sheetOpen+many("<a>", 1_000_000)),
		"parts.docx":             manyParts(t, 20_000),
		"self.docx":              zipOf(t, map[string]string{"word/document.xml": "PK\x03\x04", "../../etc/passwd": "x", "/word/document.xml": "y"}),
		"deep.html":              []byte(many("<div>", 1_000_000)),
		"deep-tables.html":       []byte(many("<table><tr><td>", 1_000_000)),
		"rtf.doc":                []byte(`{\rtf1` + many("{", 1_000_000)),
		"rtf-table.doc":          []byte(`{\rtf1` + many(`\trowd\cellx1\intbl 1\cell\row`, 200_000) + "}"),
		"rtf-bin.doc":            []byte(`{\rtf1\bin2147483647 `),
		"pdf.pdf":                []byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R/Size 99999999>>\n%%EOF"),
		"ole.doc":                append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), bytes.Repeat([]byte{0xFE, 0xFF, 0xFF, 0xFF}, 20_000)...),
		"ole-loop.xls":           append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 100_000)...),
		"ofd.ofd":                zipOf(t, map[string]string{"OFD.xml": laughs + "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'>&d;" + many("<ofd:DocBody>", 100_000)}),
		"mail.mht":               []byte("MIME-Version: 1.0\r\n" + many("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", 50_000)),
		"lines.txt":              []byte(many("\n", 10<<20)),
		"one line.txt":           []byte(many("甲\t", 1_000_000)),
		"csv.csv":                []byte(many("1,2,3,\"\n", 1_000_000)),
		"utf16.txt":              bytes.Repeat([]byte{0xFF, 0xFE, 0x00}, 1_000_000),
		"random.doc":             noise(1 << 20),
		"random after magic.doc": append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), noise(1<<20)...),
		"random after magic.pdf": append([]byte("%PDF-1.4\n"), noise(1<<20)...),
	} {
		t.Run(name, func(t *testing.T) { quick(t, name, data) })
	}
}

func manyParts(t testing.TB, n int) []byte {
	parts := map[string]string{"word/document.xml": wordOpen + wordClose}
	for i := range n {
		parts[fmt.Sprintf("word/media/%d.xml", i)] = ""
	}
	return zipOf(t, parts)
}

func noise(n int) []byte {
	out := make([]byte, n)
	x := uint32(7)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = byte(x >> 24)
	}
	return out
}
