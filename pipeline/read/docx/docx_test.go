package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid/gridtest"
	"huizong/schema"
)

func TestLibreOffice(t *testing.T) {
	data, err := os.ReadFile("testdata/form.docx")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	gridtest.Compare(t, doc)
}

func TestFeatures(t *testing.T) {
	data, err := os.ReadFile("testdata/features.docx")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(gridtest.Features, gridtest.Outline(read(t, data).Blocks)); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
}

type part struct{ name, body string }

func pack(parts ...part) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		f, _ := w.Create(p.name)
		io.WriteString(f, p.body)
	}
	w.Close()
	return out.Bytes()
}

const spaces = ` xmlns:w="` + wordSpace + `" xmlns:mc="` + compatSpace + `" xmlns:wps="wps" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="a" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

const (
	relationsSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	contentTypes   = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`
)

// word makes a docx of the inside of w:body and further parts.
func word(body string, more ...part) []byte {
	types := map[string]string{"word/styles.xml": "styles", "word/numbering.xml": "numbering"}
	var relations strings.Builder
	for i, p := range more {
		if kind := types[p.name]; kind != "" {
			fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`,
				i, kind, strings.TrimPrefix(p.name, "word/"))
		}
	}
	return pack(append([]part{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", `<Relationships xmlns="` + relationsSpace + `"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<?xml version="1.0"?><w:document` + spaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="` + relationsSpace + `">` + relations.String() + `</Relationships>`},
	}, more...)...)
}

func read(t testing.TB, data []byte) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func p(runs string) string { return "<w:p>" + runs + "</w:p>" }

func r(text string) string { return `<w:r><w:t xml:space="preserve">` + text + "</w:t></w:r>" }

func tc(properties, content string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + content + "</w:tc>"
}

func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

func tbl(rows ...string) string {
	return "<w:tbl><w:tblPr/><w:tblGrid/>" + strings.Join(rows, "") + "</w:tbl>"
}

func plain(text string) string { return tc("", p(r(text))) }

// Each case is the inside of w:body and the outline that must come of it.
var bodies = []struct {
	name, body string
	want       []string
}{
	{"runs join", p(r("政府") + `<w:proofErr/>` + r("信息 ") + r("2023") + `<w:r><w:t> 年</w:t></w:r>`), []string{`"政府信息 2023年"`}},
	{"signs", p(`<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Symbol" w:char="F034"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`),
		[]string{"\"1\\t2\\n3\\n-4\\uf0fc\""}},
	{"pictures for digits", p(`<w:r><w:rPr><w:rFonts w:ascii="Wingdings 3" w:hAnsi="Wingdings 3"/></w:rPr><w:t>4</w:t><w:sym w:font="Webdings" w:char="0034"/></w:r>` + r("5")), []string{"\"\\uf034\\uf0345\""}},
	{"blank paragraphs", p("") + p(r(" ")) + p(r("1")), []string{`"1"`}},
	{"wrappers", p(`<w:hyperlink>` + r("a") + `</w:hyperlink><w:smartTag><w:smartTagPr/>` + r("b") + `</w:smartTag><w:customXml>` + r("c") + `</w:customXml><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + r("d") + `</w:sdtContent></w:sdt><w:fldSimple w:instr="PAGE">` + r("e") + `</w:fldSimple><m:oMath><m:r><m:t>f</m:t></m:r></m:oMath><w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>g</w:t></w:r></w:rubyBase></w:ruby></w:r>`),
		[]string{`"abcdefg"`}},
	{"complex fields", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + r("x") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + r("x") + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r("17") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + r("件")),
		[]string{`"17件"`}},
	{"a field that never ends", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`+r("x")) + p(r("17")), []string{`"17"`}},
	{"tracked changes", p(r("1")+`<w:ins w:id="1">`+r("2")+`</w:ins><w:del w:id="2"><w:r><w:delText>3</w:delText></w:r></w:del><w:moveFrom>`+r("4")+`</w:moveFrom><w:moveTo>`+r("5")+`</w:moveTo>`) +
		p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+r("6")) + p(r("7")), []string{`"125"`, `"67"`}},
	{"hidden text", p(r("1") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>3</w:t></w:r>`), []string{`"13"`}},
	{"crossed out and raised", p(`<w:r><w:rPr><w:strike/></w:rPr><w:t>1</w:t></w:r>` + r("2") + `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>` + r("件")), []string{`"1 2 3件"`}},
	{"controls around everything", `<w:sdt><w:sdtContent>` + p(r("a")) + tbl(`<w:sdt><w:sdtContent>`+tr(`<w:sdt><w:sdtContent>`+plain("1")+`</w:sdtContent></w:sdt>`, tc("", `<w:sdt><w:sdtContent>`+p(r("2"))+`</w:sdtContent></w:sdt>`))+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`,
		[]string{`"a"`, "table 1: 1×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`}},
	{"merges", tbl(tr(tc(`<w:gridSpan w:val="2"/>`, p(r("1"))), tc(`<w:vMerge w:val="restart"/>`, p(r("2")))), tr(plain("3"), plain("4"), tc(`<w:vMerge/>`, p(""))), tr(plain("5"), plain("6"), tc(`<w:vMerge w:val="continue"/>`, p("")))),
		[]string{"table 1: 3×3", `  0,0+1x2 "1"`, `  0,2+3x1 "2"`, `  1,0+1x1 "3"`, `  1,1+1x1 "4"`, `  2,0+1x1 "5"`, `  2,1+1x1 "6"`}},
	{"old horizontal merge", tbl(tr(tc(`<w:hMerge w:val="restart"/>`, p(r("1"))), tc(`<w:hMerge/>`, p("")), plain("2"))),
		[]string{"table 1: 1×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`}},
	{"inset rows", tbl(tr(plain("1"), plain("2"), plain("3")), `<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>`+plain("4")+`</w:tr>`),
		[]string{"table 1: 2×3", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`, `  0,2+1x1 "3"`, `  1,1+1x1 "4"`}},
	{"spans that disagree, widths that do not", tbl(tr(tc(`<w:tcW w:w="3000" w:type="dxa"/>`, p(r("1"))), tc(`<w:tcW w:w="1000" w:type="dxa"/>`, p(r("2")))), tr(tc(`<w:tcW w:w="2000" w:type="dxa"/>`, p(r("3"))), tc(`<w:tcW w:w="1010" w:type="dxa"/>`, p(r("4"))), tc(`<w:tcW w:w="1000" w:type="dxa"/>`, p(r("5"))))),
		[]string{"table 1: 2×3", `  0,0+1x2 "1"`, `  0,2+1x1 "2"`, `  1,0+1x1 "3"`, `  1,1+1x1 "4"`, `  1,2+1x1 "5"`}},
	{"spans that disagree, no widths", tbl(tr(plain("1"), plain("2"), plain("3")), tr(plain("4"), plain("5"))),
		[]string{"table 1: 2×3", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`, `  0,2+1x1 "3"`, `  1,0+1x1 "4"`, `  1,1+1x1 "5"`}},
	{"deleted row and cell, hidden row", tbl(`<w:tr><w:trPr><w:del/></w:trPr>`+plain("1")+`</w:tr>`, tr(tc(`<w:cellDel/>`, p(r("2"))), plain("3")), `<w:tr><w:trPr><w:hidden/></w:trPr>`+plain("4")+`</w:tr>`),
		[]string{"table 1: 2×1", `  0,0+1x1 "3"`, `  1,0+1x1 "4" hidden`}},
	{"nested table", tbl(tr(plain("1"), tc("", p(r("2"))+tbl(tr(plain("3"), plain("4")))+p(r("5"))+p(""))), tr(plain("6"), plain("7"))) + tbl(tr(plain("8"))),
		[]string{"table 1: 2×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2\n5"`, `    "2"`, `    table 2: 1×2`, `      0,0+1x1 "3"`, `      0,1+1x1 "4"`, `    "5"`, `  1,0+1x1 "6"`, `  1,1+1x1 "7"`, "table 3: 1×1", `  0,0+1x1 "8"`}},
	{"cell of several lines", tbl(tr(tc("", p(r("商业"))+p(r("企业"))), tc("", p("")+p(r("1"))+p("")))), []string{"table 1: 1×2", `  0,0+1x1 "商业\n企业"`, `  0,1+1x1 "1"`}},
	{"text box, both branches", p(r("a")+`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+p(r("b"))+`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p(r("b"))+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`+r("c")) + p(r("d")),
		[]string{`"ac"`, `"b"`, `"d"`}},
	{"text box, fallback only", p(`<w:r><mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p(r("b")) + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`), []string{`"b"`}},
	{"text box over a cell", tbl(tr(tc("", p(r("1")+`<w:r><w:pict><v:textbox><w:txbxContent>`+p(r("2"))+`</w:txbxContent></v:textbox></w:pict></w:r>`)))) + p(r("a")),
		[]string{"table 1: 1×1", `  0,0+1x1 "1"`, `"2"`, `"a"`}},
	{"picture in a cell", tbl(tr(tc("", p(`<w:r><w:drawing><a:blip/></w:drawing></w:r>`)), plain("1"))),
		[]string{"table 1: 1×2", `  0,0+1x1 "" 单元格中是图片，没有读取`, `  0,1+1x1 "1"`}},
}

func TestBodies(t *testing.T) {
	for _, c := range bodies {
		t.Run(c.name, func(t *testing.T) {
			got := gridtest.Outline(read(t, word(c.body)).Blocks)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("blocks (-want +got):\n%s", d)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	body := p(r("二、主动公开政府信息情况")) + p(`<w:r><w:drawing><a:blip/></w:drawing></w:r>`) + p(`<w:ins>`+r("1")+`</w:ins><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r>`) + `<w:altChunk r:id="rId9" xmlns:r="r"/>`
	doc := read(t, word(body, part{"word/vbaProject.bin", "x"}, part{"docProps/core.xml", `<c xmlns:dc="dc"><dc:title> 年报 </dc:title></c>`}))
	var codes []string
	for _, n := range doc.Notes {
		codes = append(codes, n.Code)
	}
	if d := cmp.Diff([]string{"docx.macro", "docx.tracked", "docx.footnotes", "docx.hidden", "docx.altchunk", "docx.picture"}, codes); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
	if got := doc.Notes[len(doc.Notes)-1].Text; got != "“二、主动公开政府信息情况”之后是图片，图片中的内容没有读取" {
		t.Errorf("note of the picture = %s", got)
	}
	if doc.Title != "年报" {
		t.Errorf("title = %q, want 年报", doc.Title)
	}
}

const styles = `<w:styles` + spaces + `><w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>` +
	`<w:style w:styleId="2"><w:basedOn w:val="1"/></w:style><w:style w:styleId="3"><w:basedOn w:val="3"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`

func lvl(i int, format, text, more string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/>%s</w:lvl>`, i, format, text, more)
}

var numberingPart = part{"word/numbering.xml", `<w:numbering` + spaces + `>` +
	`<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "%1、", `<w:suff w:val="nothing"/>`) + lvl(1, "decimal", "（%2）", `<w:suff w:val="space"/>`) + lvl(2, "decimal", "%1.%2.%3", `<w:isLgl/>`) + `</w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1">` + lvl(0, "bullet", "●", "") + lvl(1, "chineseCountingThousand", "第%2条", `<w:pStyle w:val="1"/>`) + `</w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
	`<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`}

func numbered(id, level int, text string) string {
	return p(fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>`, level, id) + r(text))
}

func TestNumbering(t *testing.T) {
	styled := func(style, text string) string {
		return p(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + r(text))
	}
	body := numbered(1, 0, "总体情况") + numbered(1, 1, "a") + numbered(1, 1, "b") + numbered(1, 2, "c") + numbered(1, 0, "主动公开") + numbered(1, 1, "d") +
		numbered(3, 0, "e") + numbered(1, 0, "f") + numbered(2, 0, "g") + styled("1", "h") + styled("2", "i") + styled("3", "j") + numbered(0, 0, "k") + numbered(99, 0, "l") + p(r("m"))
	doc := read(t, word(body, part{"word/styles.xml", styles}, numberingPart))
	want := []string{`"一、总体情况"`, `"（1） a"`, `"（2） b"`, `"1.2.1\tc"`, `"二、主动公开"`, `"（1） d"`, `"五、e"`, `"六、f"`, `"g"`, `"第一条\th"`, `"第二条\ti"`, `"k"`, `"l"`, `"m"`}
	if d := cmp.Diff(want, gridtest.Outline(doc.Blocks)); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
}

func TestPackaging(t *testing.T) {
	body := `<w:body>` + p(r("1")) + `</w:body>`
	strict := `<w:document xmlns:w="` + strictSpace + `">` + body + `</w:document>`
	relations := func(target string) part {
		return part{"_rels/.rels", `<Relationships xmlns="r"><Relationship Id="1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="` + target + `"/></Relationships>`}
	}
	wide := []byte{0xFF, 0xFE}
	for _, c := range strict {
		wide = append(wide, byte(c), byte(c>>8))
	}
	pkg := func(name, kind, root string) string {
		return `<pkg:part pkg:name="` + name + `" pkg:contentType="application/vnd.openxmlformats-officedocument.wordprocessingml.` + kind + `+xml"><pkg:xmlData>` + root + `</pkg:xmlData></pkg:part>`
	}
	for name, data := range map[string][]byte{
		"strict, elsewhere":   pack(relations("/a/b.xml"), part{"a/b.xml", strict}),
		"utf-16":              pack(relations("a.xml"), part{"a.xml", string(wide)}),
		"content types only":  pack(part{"[Content_Types].xml", `<Types xmlns="c"><Override PartName="/x.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`}, part{"x.xml", strict}),
		"no lists at all":     pack(part{"word/document.xml", strict}),
		"backslashes":         pack(part{`word\document.xml`, strict}),
		"flat opc":            []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="p">` + pkg("/word/styles.xml", "styles", styles) + pkg("/word/document.xml", "document.main", strict) + `</pkg:package>`),
		"Word 2003 xml":       []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="` + word03Space + `"><w:styles/><w:body><s:sect xmlns:s="s">` + p(r("1")) + `</s:sect></w:body></w:wordDocument>`),
		"Word 2003, tracked":  []byte(`<w:wordDocument xmlns:w="` + word03Space + `" xmlns:aml="` + aml03Space + `"><w:body>` + p(`<aml:annotation w:type="Word.Deletion"><aml:content>`+r("0")+`</aml:content></aml:annotation><aml:annotation w:type="Word.Insertion"><aml:content>`+r("1")+`</aml:content></aml:annotation>`) + `</w:body></w:wordDocument>`),
		"transitional, docm":  word(p(r("1")), part{"word/vbaProject.bin", ""}),
		"a broken comment in": word(p(r("1") + "<!-- x -->")),
	} {
		if !Claims(data) && name != "strict, elsewhere" && name != "utf-16" {
			t.Errorf("%s: not claimed", name)
		}
		if d := cmp.Diff([]string{`"1"`}, gridtest.Outline(read(t, data).Blocks)); d != "" {
			t.Errorf("%s: blocks (-want +got):\n%s", name, d)
		}
	}
}

func TestWord2003Tables(t *testing.T) {
	data := []byte(`<w:wordDocument xmlns:w="` + word03Space + `" xmlns:wx="wx"><w:body>` +
		p(`<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr>`+r("总体情况")) +
		tbl(tr(tc(`<w:vmerge w:val="restart"/>`, p(r("1"))), plain("2")), tr(tc(`<w:vmerge/>`, p("")), plain("3"))) + `</w:body></w:wordDocument>`)
	want := []string{`"一、总体情况"`, "table 1: 2×2", `  0,0+2x1 "1"`, `  0,1+1x1 "2"`, `  1,1+1x1 "3"`}
	if d := cmp.Diff(want, gridtest.Outline(read(t, data).Blocks)); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
}

func TestRefusals(t *testing.T) {
	whole := word(p(r(strings.Repeat("政府信息公开", 50))))
	small := bounds.Default()
	small.Cells, small.Blocks = 3, 100
	for _, c := range []struct {
		name, code string
		data       []byte
		b          bounds.Bounds
	}{
		{"no bytes", bounds.Empty, nil, bounds.Default()},
		{"no text", bounds.Empty, word(p("")), bounds.Default()},
		{"a picture only", bounds.Scanned, word(p(`<w:r><w:drawing><a:blip/></w:drawing></w:r>`)), bounds.Default()},
		{"an altChunk only", bounds.Unsupported, word(`<w:altChunk/>`), bounds.Default()},
		{"half a file", bounds.Truncated, whole[:len(whole)/2], bounds.Default()},
		{"no main part", bounds.Damaged, pack(part{"a", "b"}), bounds.Default()},
		{"xml cut short", bounds.Truncated, pack(part{"word/document.xml", `<w:document xmlns:w="` + wordSpace + `"><w:body>`}), bounds.Default()},
		{"entities", bounds.Damaged, pack(part{"word/document.xml", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`}), bounds.Default()},
		{"deep", bounds.TooDeep, word(strings.Repeat("<w:tbl><w:tr><w:tc>", 100)), bounds.Default()},
		{"deep fields", bounds.TooDeep, word(p(strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, 200))), bounds.Default()},
		{"bomb", bounds.TooLarge, word(p(r(strings.Repeat("0", 8<<20)))), bounds.Default()},
		{"cells", bounds.TooLarge, word(tbl(tr(plain("1"), plain("2")), tr(plain("3"), plain("4")))), small},
		{"blocks", bounds.TooLarge, word(strings.Repeat(p(r("1")), 101)), small},
		{"another xml", bounds.Damaged, []byte("<html/>"), bounds.Default()},
	} {
		doc, err := Read(context.Background(), c.data, c.b)
		var refusal *bounds.Refusal
		if !errors.As(err, &refusal) || refusal.Code != c.code {
			t.Errorf("%s: Read = %v, %v, want a refusal with code %s", c.name, doc, err, c.code)
		}
	}
}

// A zip whose parts are encrypted says so in its directory.
func TestEncryptedParts(t *testing.T) {
	data := word(p(r("1")))
	for at := 0; ; {
		n := bytes.Index(data[at:], []byte("PK\x01\x02"))
		if n < 0 {
			break
		}
		at += n + 4
		data[at+4] |= 1
	}
	_, err := Read(context.Background(), data, bounds.Default())
	var refusal *bounds.Refusal
	if !errors.As(err, &refusal) || refusal.Code != bounds.Encrypted {
		t.Errorf("Read = %v, want a refusal with code %s", err, bounds.Encrypted)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, word(strings.Repeat(p(r("1")), 5000)), bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("Read with a cancelled context = %v, want %v", err, context.Canceled)
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range bodies {
		f.Add([]byte(`<w:wordDocument` + strings.Replace(spaces, wordSpace, word03Space, 1) + `><w:body>` + c.body + `</w:body></w:wordDocument>`))
	}
	f.Add(word(numbered(1, 0, "1"), part{"word/styles.xml", styles}, numberingPart))
	b := bounds.Default()
	b.Bytes, b.Cells = 1<<20, 10_000
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data, b)
		var refusal *bounds.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("error %v is no refusal", err)
		}
		if err == nil {
			gridtest.Sound(t, doc)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/form.docx")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), data, bounds.Default()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
