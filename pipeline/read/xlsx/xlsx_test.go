package xlsx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/schema"
)

// inRow puts cells into the only row of a sheet, beside a label that makes it
// a table.
func inRow(cells string) book {
	return onSheet(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>项</t></is></c>` + cells + `</row></sheetData>`)
}

func TestCells(t *testing.T) {
	cases := []struct {
		name string
		book book
		want string
	}{
		{"number", inRow(`<c r="B1"><v>17</v></c>`), "A1=项 B1=17"},
		{"number with type", inRow(`<c r="B1" t="n"><v>-3.50</v></c>`), "A1=项 B1=-3.5"},
		{"noise of doubles", inRow(`<c r="B1"><v>190.45737900000001</v></c>`), "A1=项 B1=190.457379"},
		{"exponent", inRow(`<c r="B1"><v>1.5E-2</v></c>`), "A1=项 B1=0.015"},
		{"blanks around", inRow(`<c r="B1"><v> 17
</v></c>`), "A1=项 B1=17"},
		{"no number", inRow(`<c r="B1"><v>1,7</v></c>`), "A1=项 B1=1,7!"},
		{"shared string", inRow(`<c r="B1" t="s"><v>1</v></c>`).strings(`<si><t>甲</t></si>`, `<si><t>乙</t></si>`), "A1=项 B1=乙"},
		{"shared string lost", inRow(`<c r="B1" t="s"><v>9</v></c>`).strings(`<si><t>甲</t></si>`), "A1=项 B1=\uFFFD!"},
		{"rich runs, no phonetics", inRow(`<c r="B1" t="s"><v>0</v></c>`).
			strings(`<si><r><t>商</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 业</t></r><rPh sb="0" eb="1"><t>shang</t></rPh><phoneticPr fontId="1"/></si>`), "A1=项 B1=商 业"},
		{"inline rich", inRow(`<c r="B1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>`), "A1=项 B1=甲乙"},
		{"inline without type", inRow(`<c r="B1"><is><t>甲</t></is></c>`), "A1=项 B1=甲"},
		{"text of a formula", inRow(`<c r="B1" t="str"><f>A1</f><v>甲</v></c>`), "A1=项 B1=甲"},
		{"true", inRow(`<c r="B1" t="b"><v>1</v></c>`), "A1=项 B1=TRUE"},
		{"false", inRow(`<c r="B1" t="b"><v>0</v></c>`), "A1=项 B1=FALSE"},
		{"error", inRow(`<c r="B1" t="e"><f>A9/0</f><v>#DIV/0!</v></c>`), "A1=项 B1=#DIV/0!!"},
		{"date type", inRow(`<c r="B1" t="d"><v>2024-01-31T00:00:00</v></c>`), "A1=项 B1=2024-01-31"},
		{"number as text", inRow(`<c r="B1" t="inlineStr"><is><t>17</t></is></c>`), "A1=项 B1=17"},
		{"escapes", inRow(`<c r="B1" t="inlineStr"><is><t>a_x000D__x000A_b_x005F_x0041__xZZZZ__x0001_</t></is></c>`), "A1=项 B1=a\nb_x0041__xZZZZ_"},
		{"entities and CDATA", inRow(`<c r="B1" t="inlineStr"><is><t>&lt;甲&#20057;<![CDATA[<丙>]]></t></is></c>`), "A1=项 B1=<甲乙<丙>"},
		{"formula without value", inRow(`<c r="B1"><f>1+1</f></c><c r="C1"><v>1</v></c>`), "A1=项 B1=! C1=1"},
		{"formula with empty value", inRow(`<c r="B1"><f>1+1</f><v/></c><c r="C1"><v>1</v></c>`), "A1=项 B1=! C1=1"},
		{"text formula without value", inRow(`<c r="B1" t="str"><f>SUM(C1:C2)</f></c><c r="C1"><v>1</v></c>`), "A1=项 B1=! C1=1"},
		{"shared string without value", inRow(`<c r="B1" t="s"/><c r="C1"><v>1</v></c>`), "A1=项 C1=1"},
		{"formula with empty text", inRow(`<c r="B1" t="str"><f>IF(1,"","")</f><v></v></c><c r="C1"><v>1</v></c>`), "A1=项 C1=1"},
		{"sum agrees", inRow(`<c r="B1"><v>1</v></c><c r="C1"><v>2</v></c><c r="D1"><f>SUM(B1:C1)</f><v>3</v></c>`), "A1=项 B1=1 C1=2 D1=3"},
		{"sum disagrees", inRow(`<c r="B1"><v>1</v></c><c r="C1"><v>2</v></c><c r="D1"><f>SUM(B1:C1)</f><v>4</v></c>`), "A1=项 B1=1 C1=2 D1=4!"},
		{"no position", onSheet(`<sheetData><row><c t="inlineStr"><is><t>项</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row></sheetData>`), "A1=项 B1=1 A2=2 B2=3"},
		{"positions skip", onSheet(`<sheetData><row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row><row><c r="B3"><v>3</v></c><c r="C3"><v>4</v></c></row></sheetData>`), "B2=1 C2=2 B3=3 C3=4"},
		{"rows out of order", onSheet(`<sheetData><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row><row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row></sheetData>`), "A1=1 B1=2 A2=3 B2=4"},
		{"position twice", inRow(`<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>`), "A1=项 B1=1!"},
		{"dimension lies", onSheet(`<dimension ref="A1"/><sheetData><row r="1" spans="1:1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row></sheetData>`), "A1=1 C1=2"},
		{"merged", onSheet(`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"/><c r="C1"><v>2</v></c></row><row r="2"><c r="C2"><v>3</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`), "A1=1→2↓2 C1=2 C2=3"},
		{"hidden row and column", onSheet(`<cols><col min="2" max="2" hidden="1"/><col min="4" max="9" width="0"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1"><v>4</v></c></row><row r="2" hidden="true"><c r="A2"><v>5</v></c><c r="B2"><v>6</v></c></row></sheetData>`),
			"A1=1 B1=2~! C1=3 D1=4~! A2=5~! B2=6~! C2=~ D2=~"},
		{"custom format", inRow(`<c r="B1" s="1"><v>22</v></c>`).formats(`0"件"`), "A1=项 B1=22件"},
		{"hidden by its format", inRow(`<c r="B1" s="1"><v>22</v></c>`).formats(`;;;`), "A1=项 B1=22!"},
		{"percent", inRow(`<c r="B1" s="1"><v>0.375</v></c>`).formats(`0.0%`), "A1=项 B1=37.5%"},
		{"date", inRow(`<c r="B1" s="1"><v>45322</v></c>`).formats(`yyyy"年"m"月"d"日"`), "A1=项 B1=2024-01-31!"},
		{"builtin date", inRow(`<c r="B1" s="1"><v>45322</v></c>`).with("xl/styles.xml", `<styleSheet xmlns="`+mainNS+`"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>`), "A1=项 B1=2024-01-31!"},
		{"style beyond the table", inRow(`<c r="B1" s="99"><v>22</v></c>`).formats(`0"件"`), "A1=项 B1=22"},
		{"ruled blank", inRow(`<c r="B1"><v>1</v></c><c r="C1" s="1"/><c r="D1" s="1"/><c r="E1"><v>2</v></c>`).formats(), "A1=项 B1=1 C1= D1= E1=2"},
		{"column style has borders", onSheet(`<cols><col min="1" max="3" style="1"/></cols><sheetData><row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>2</v></c><c r="C1" s="1"><v>3</v></c></row><row r="2"><c r="A2" s="1"><v>4</v></c><c r="B2" s="1"><v>5</v></c></row></sheetData>`).formats(), "A1=1 B1=2 C1=3 A2=4 B2=5 C2="},
		{"shared formula", onSheet(`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><f t="shared" ref="C1:C3" si="0">A1+B1</f><v>3</v></c></row>` +
			`<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c><c r="C2"><f t="shared" si="0"/><v>7</v></c></row><row r="3"><c r="A3"><v>5</v></c><c r="B3"><v>6</v></c><c r="C3"><f t="shared" si="0"/><v>12</v></c></row></sheetData>`),
			"A1=1 B1=2 C1=3 A2=3 B2=4 C2=7 A3=5 B3=6 C3=12!"},
	}
	for _, c := range cases {
		if got := strings.TrimSpace(drawn(c.book.read(t))); got != c.want {
			t.Errorf("%s: Read = %q, want %q", c.name, got, c.want)
		}
	}
}

// The workbook decides on the order, the names and the state of the sheets.
func TestSheets(t *testing.T) {
	lone := func(text string) string {
		return `<worksheet xmlns="` + strictNS + `"><sheetData><row><c t="inlineStr"><is><t>` + text + `</t></is></c></row></sheetData></worksheet>`
	}
	b := book{
		"_rels/.rels": `<Relationships xmlns="` + pkgNS + `"><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/book/main.xml"/>` +
			`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
		"docProps/core.xml": `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>瓦岗寨乡 年报</dc:title></cp:coreProperties>`,
		"book/main.xml": `<x:workbook xmlns:x="` + strictNS + `" xmlns:rel="http://purl.oclc.org/ooxml/officeDocument/relationships"><x:workbookPr date1904="1"/><x:sheets>` +
			`<x:sheet name="二" sheetId="7" rel:id="b"/><x:sheet name="图" sheetId="3" rel:id="c"/><x:sheet name="一" sheetId="1" rel:id="a" state="veryHidden"/></x:sheets></x:workbook>`,
		"book/_rels/main.xml.rels": `<Relationships xmlns="` + pkgNS + `"><Relationship Id="a" Type="t/worksheet" Target="../xl/worksheets/one.xml"/>` +
			`<Relationship Id="b" Type="t/worksheet" Target="/xl/worksheets/two.xml"/><Relationship Id="c" Type="t/chartsheet" Target="chart.xml"/><Relationship Id="d" Type="t/vbaProject" Target="macros.bin"/></Relationships>`,
		"xl/worksheets/one.xml": lone("甲"),
		"xl/worksheets/two.xml": lone("乙"),
		"book/macros.bin":       "x",
		"xl/workbook.xml":       "", "xl/_rels/workbook.xml.rels": "",
	}
	doc := b.read(t)
	if got, want := drawn(doc), "¶ 乙\nA1=甲~\n"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
	if got := doc.Blocks[0].Place; got != (schema.Place{Sheet: "二", Row: 1, Column: 1}) {
		t.Errorf("place = %+v", got)
	}
	var codes []string
	for _, n := range doc.Notes {
		codes = append(codes, n.Code)
	}
	if diff := cmp.Diff([]string{"xlsx.macros", "sheet.hidden"}, codes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if doc.Title != "瓦岗寨乡 年报" || doc.Format != "xlsx" {
		t.Errorf("title %q, format %q", doc.Title, doc.Format)
	}
}

func TestDate1904(t *testing.T) {
	b := inRow(`<c r="B1" s="1"><v>43860</v></c>`).formats("yyyy-mm-dd").
		with("xl/workbook.xml", `<workbook xmlns="`+mainNS+`" xmlns:r="`+relNS+`"><workbookPr date1904="true"/><sheets><sheet name="表" sheetId="1" r:id="s1"/></sheets></workbook>`)
	if got, want := strings.TrimSpace(drawn(b.read(t))), "A1=项 B1=2024-01-31!"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
}

// drawingOf is a sheet with a drawing.
func drawingOf(cells, anchors string) book {
	return onSheet(`<sheetData>`+cells+`</sheetData><drawing r:id="d1"/>`).
		with("xl/worksheets/_rels/sheet1.xml.rels", `<Relationships xmlns="`+pkgNS+`"><Relationship Id="d1" Type="`+relNS+`/drawing" Target="../drawings/drawing1.xml"/></Relationships>`).
		with("xl/drawings/drawing1.xml", `<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:mc="m">`+anchors+`</xdr:wsDr>`)
}

func TestTextBoxes(t *testing.T) {
	box := func(row, text string) string {
		return `<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>` + row + `</xdr:row></xdr:from><mc:AlternateContent><mc:Choice>` +
			`<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="文本框"/></xdr:nvSpPr><xdr:txBody>` + text + `</xdr:txBody></xdr:sp></mc:Choice><mc:Fallback><xdr:sp><xdr:txBody>` + text + `</xdr:txBody></xdr:sp></mc:Fallback></mc:AlternateContent></xdr:twoCellAnchor>`
	}
	b := drawingOf(`<row r="3"><c r="A3" t="inlineStr"><is><t>中</t></is></c></row><row r="6"><c r="A6" t="inlineStr"><is><t>尾</t></is></c></row>`,
		box("4", `<a:p><a:r><a:t>二、</a:t></a:r><a:r><a:t>情况</a:t></a:r></a:p><a:p><a:r><a:t>正文</a:t></a:r></a:p>`)+box("0", `<a:p><a:r><a:t>一、</a:t></a:r></a:p>`)+box("9", `<a:p/>`))
	if got, want := drawn(b.read(t)), "¶ 一、\n¶ 中\n¶ 二、情况\n正文\n¶ 尾\n"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
}
