package ofd_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/ofd"
	"huizong/schema"
)

// pack makes an OFD of one document after GB/T 33190: a page of A4 with the
// objects in its one layer, and whatever parts beside or instead.
func pack(t testing.TB, objects string, parts map[string]string) []byte {
	t.Helper()
	const ns = ` xmlns:ofd="http://www.ofdspec.org/2016"`
	all := map[string]string{
		"OFD.xml": `<ofd:OFD` + ns + ` DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:Title>报告</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
		"Doc_0/Document.xml": `<ofd:Document` + ns + `><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>` +
			`<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages><ofd:Page ID="7" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>`,
		"Doc_0/Pages/Page_0/Content.xml": `<ofd:Page` + ns + `><ofd:Content><ofd:Layer ID="3">` + objects + `</ofd:Layer></ofd:Content></ofd:Page>`,
	}
	for name, body := range parts {
		all[name] = strings.Replace(body, ">", ns+">", 1)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		p, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, all[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// text is a text object of 4 mm type at x, y; more goes into its code.
func text(x, y float64, code, more string) string {
	return fmt.Sprintf(`<ofd:TextObject ID="9" Boundary="%g %g 150 6" Font="1" Size="4"><ofd:TextCode X="0" Y="4" %s>%s</ofd:TextCode></ofd:TextObject>`, x, y, more, code)
}

// grid draws the lines of a table: columns and rows at these places.
func grid(xs, ys []float64) string {
	var b strings.Builder
	for _, y := range ys {
		fmt.Fprintf(&b, `<ofd:PathObject ID="9" Boundary="%g %g %g 1"><ofd:AbbreviatedData>M 0 0 L %g 0</ofd:AbbreviatedData></ofd:PathObject>`, xs[0], y, xs[len(xs)-1]-xs[0], xs[len(xs)-1]-xs[0])
	}
	for _, x := range xs {
		fmt.Fprintf(&b, `<ofd:PathObject ID="9" Boundary="%g %g 1 %g"><ofd:AbbreviatedData>M 0 0 L 0 %g</ofd:AbbreviatedData></ofd:PathObject>`, x, ys[0], ys[len(ys)-1]-ys[0], ys[len(ys)-1]-ys[0])
	}
	return b.String()
}

// show writes paragraphs and tables for comparison.
func show(doc *schema.Document) string {
	var out []string
	for _, b := range doc.Blocks {
		if b.Table == nil {
			out = append(out, b.Text)
			continue
		}
		for r := range b.Table.Rows {
			row := "|"
			for _, c := range b.Table.Cells {
				if c.Row == r {
					row += strings.ReplaceAll(c.Text, "\n", "/") + "|"
				}
			}
			out = append(out, row)
		}
	}
	return strings.Join(out, "\n")
}

var lines = grid([]float64{20, 60, 90, 120}, []float64{40, 50, 60})

func TestDrawing(t *testing.T) {
	for name, tc := range map[string]struct {
		objects string
		parts   map[string]string
		want    string
	}{
		"distances":           {text(20, 30, "规章12", `DeltaX="4 4 2"`), nil, "规章12"},
		"repeats":             {text(20, 30, "政府信息12", `DeltaX="g 4 4 2"`), nil, "政府信息12"},
		"no distances":        {text(20, 30, "规章11", ""), nil, "规章11"},
		"distances too short": {text(20, 30, "规章11", `DeltaX="4"`), nil, "规章11"},
		"a row in one object": {lines + text(22, 42, "规章12345", `DeltaX="4 36 2 28 2 2"`) + text(22, 52, "许可", `DeltaX="4"`), nil, "|规章|12|345|\n|许可|||"},
		"characters one by one": {lines + text(22, 42, "规", "") + text(26, 42, "章", "") + text(65, 42, "1", "") + text(67, 42, "2", "") + text(95, 42, "7", ""), nil,
			"|规章|12|7|\n||||"},
		"several codes": {lines + `<ofd:TextObject ID="9" Boundary="22 42 90 6" Font="1" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="4">规章</ofd:TextCode><ofd:TextCode X="43">5</ofd:TextCode><ofd:TextCode X="73">6</ofd:TextCode></ofd:TextObject>`, nil,
			"|规章|5|6|\n||||"},
		"scaled": {`<ofd:TextObject ID="9" Boundary="20 30 90 6" CTM="0.1 0 0 0.1 0 0" Font="1" Size="40"><ofd:TextCode X="0" Y="40" DeltaX="40 40 20">规章12</ofd:TextCode></ofd:TextObject>`, nil, "规章12"},
		"template": {text(22, 42, "12", `DeltaX="2"`), map[string]string{
			"Doc_0/Pages/Page_0/Content.xml": `<ofd:Page><ofd:Template TemplateID="2" ZOrder="Background"/><ofd:Content><ofd:Layer>` + text(65, 42, "12", `DeltaX="2"`) + `</ofd:Layer></ofd:Content></ofd:Page>`,
			"Doc_0/Tpls/Tpl_0/Content.xml":   `<ofd:Page><ofd:Content><ofd:Layer>` + lines + text(22, 42, "规章", `DeltaX="4"`) + `</ofd:Layer></ofd:Content></ofd:Page>`,
		}, "|规章|12||\n||||"},
		"composite": {`<ofd:CompositeObject ID="9" Boundary="10 0 200 200" ResourceID="30"/>`, map[string]string{
			"Doc_0/PublicRes.xml": `<ofd:Res BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30" Width="100" Height="100"><ofd:Content>` + text(20, 30, "规章", `DeltaX="4"`) + `</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>`,
		}, "规章"},
		"composite of the page": {"", map[string]string{
			"Doc_0/Pages/Page_0/Content.xml": `<ofd:Page><ofd:PageRes>PageRes.xml</ofd:PageRes><ofd:Content><ofd:Layer><ofd:CompositeObject ID="9" Boundary="0 0 200 200" ResourceID="30"/></ofd:Layer></ofd:Content></ofd:Page>`,
			"Doc_0/Pages/Page_0/PageRes.xml": `<ofd:Res><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30"><ofd:Content>` + text(20, 30, "规", "") + `</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>`,
		}, "规"},
		"block in a block": {`<ofd:PageBlock ID="4"><ofd:PageBlock ID="5">` + text(20, 30, "规", "") + `</ofd:PageBlock></ofd:PageBlock>`, nil, "规"},
		"laid over": {lines + text(22, 42, "规章", `DeltaX="4"`), map[string]string{
			"Doc_0/Annots/Annotations.xml":       `<ofd:Annotations><ofd:Page PageID="7"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
			"Doc_0/Annots/Page_0/Annotation.xml": `<ofd:PageAnnot><ofd:Annot ID="1" Type="Stamp"><ofd:Appearance Boundary="60 40 30 10">` + text(5, 2, "12", `DeltaX="2"`) + `</ofd:Appearance></ofd:Annot><ofd:Annot Visible="false"><ofd:Appearance Boundary="90 40 30 10">` + text(5, 2, "9", "") + `</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`,
		}, "|规章|12||\n||||"},
		"not to be seen":           {text(20, 30, "规", "") + strings.Replace(text(20, 60, "7", ""), "Font=", `Fill="false" Font=`, 1) + strings.Replace(text(20, 70, "8", ""), "Font=", `Visible="false" Font=`, 1) + strings.Replace(text(20, 80, "9", ""), "Font=", `Alpha="0" Font=`, 1), nil, "规"},
		"glyphs only a font knows": {text(20, 30, "规\ue001", `DeltaX="4"`), nil, "规\ufffd"},
		"filled lines": {strings.ReplaceAll(strings.ReplaceAll(lines, "<ofd:PathObject ", `<ofd:PathObject Fill="true" Stroke="false" `), "</ofd:AbbreviatedData>", " L 0.2 0.2 C</ofd:AbbreviatedData>") + text(22, 42, "规", ""), nil,
			"|规|||\n||||"},
		"lines as pictures": {`<ofd:ImageObject ID="9" Boundary="20 40 100 0.3"/><ofd:ImageObject ID="9" Boundary="20 50 100 0.3"/><ofd:ImageObject ID="9" Boundary="20 40 0.3 10"/><ofd:ImageObject ID="9" Boundary="60 40 0.3 10"/><ofd:ImageObject ID="9" Boundary="120 40 0.3 10"/>` + text(22, 42, "规", "") + text(65, 42, "5", ""), nil,
			"|规|5|"},
		"rectangle path": {`<ofd:PathObject ID="9" Boundary="20 40 100 10"><ofd:AbbreviatedData>M 0 0 L 100 0 L 100 10 L 0 10 C M 50 0 L 50 10</ofd:AbbreviatedData></ofd:PathObject>` + text(22, 42, "规", "") + text(75, 42, "5", ""), nil,
			"|规|5|"},
		"turned page": {`<ofd:TextObject ID="9" Boundary="100 20 6 90" CTM="0 1 -1 0 0 0" Font="1" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="4 4 2">规章12</ofd:TextCode></ofd:TextObject>`, nil, "规章12"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := ofd.Read(context.Background(), pack(t, tc.objects, tc.parts), bounds.Default())
			if err != nil {
				t.Fatal(err)
			}
			if got := show(doc); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
			if doc.Format != "ofd" || doc.Title != "报告" {
				t.Errorf("format %q, title %q", doc.Format, doc.Title)
			}
		})
	}
}

// Two documents in one file are read one after the other.
func TestTwoDocuments(t *testing.T) {
	doc, err := ofd.Read(context.Background(), pack(t, text(20, 30, "一", ""), map[string]string{
		"OFD.xml":            `<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody><ofd:DocBody><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
		"Doc_1/Document.xml": `<ofd:Document><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>`,
		"Doc_1/P.xml":        `<ofd:Page><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer>` + text(20, 30, "二", "") + `</ofd:Layer></ofd:Content></ofd:Page>`,
	}), bounds.Default())
	if err != nil || show(doc) != "一\n二" || doc.Blocks[1].Place.Page != 2 {
		t.Errorf("got %v, %v", doc, err)
	}
}

func TestPicturePages(t *testing.T) {
	picture := `<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="5"/>`
	second := map[string]string{
		"Doc_0/Document.xml":             `<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="7" BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page ID="8" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>`,
		"Doc_0/Pages/Page_1/Content.xml": `<ofd:Page><ofd:Content><ofd:Layer>` + picture + `</ofd:Layer></ofd:Content></ofd:Page>`,
	}
	doc, err := ofd.Read(context.Background(), pack(t, text(20, 30, "规", "")+`<ofd:ImageObject ID="9" Boundary="20 250 30 30"/>`, second), bounds.Default())
	if err != nil || len(doc.Notes) != 1 || doc.Notes[0].Code != "ofd.picture" || !strings.Contains(doc.Notes[0].Text, "第 2 页") {
		t.Errorf("got %v, %v, want a note about page 2 alone", doc, err)
	}
}

// A scan stays one with the scanner's name on its page.
func TestPictureWithWords(t *testing.T) {
	_, err := ofd.Read(context.Background(), pack(t, text(20, 290, "扫描全能王创建", `DeltaX="g 6 4"`)+`<ofd:ImageObject ID="9" Boundary="0 0 210 297"/>`, nil), bounds.Default())
	var refusal *bounds.Refusal
	if !errors.As(err, &refusal) || refusal.Code != bounds.Scanned {
		t.Errorf("got %v, want a scan", err)
	}
}

func TestMoreRefusals(t *testing.T) {
	units := ""
	for i := range 9 {
		units += fmt.Sprintf(`<ofd:CompositeGraphicUnit ID="%d"><ofd:Content>%s</ofd:Content></ofd:CompositeGraphicUnit>`, 30+i, strings.Repeat(fmt.Sprintf(`<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="%d"/>`, 31+i), 10))
	}
	for name, tc := range map[string]struct {
		objects string
		parts   map[string]string
		code    string
	}{
		"scan":         {`<ofd:ImageObject ID="9" Boundary="0 0 210 297"/>`, nil, bounds.Scanned},
		"blank":        {"", nil, bounds.Empty},
		"encrypted":    {text(20, 30, "规", ""), map[string]string{"Doc_0/Encrypts/Encryptions.xml": `<ofd:Encryptions></ofd:Encryptions>`}, bounds.Encrypted},
		"no document":  {"", map[string]string{"OFD.xml": `<ofd:OFD></ofd:OFD>`}, bounds.Damaged},
		"page missing": {"", map[string]string{"Doc_0/Document.xml": `<ofd:Document><ofd:Pages><ofd:Page ID="1" BaseLoc="Nowhere.xml"/></ofd:Pages></ofd:Document>`}, bounds.Damaged},
		"bomb":         {strings.Repeat(`<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="30"/>`, 10), map[string]string{"Doc_0/PublicRes.xml": `<ofd:Res>` + units + `</ofd:Res>`}, bounds.TooLarge},
	} {
		_, err := ofd.Read(context.Background(), pack(t, tc.objects, tc.parts), bounds.Default())
		var refusal *bounds.Refusal
		if !errors.As(err, &refusal) || refusal.Code != tc.code {
			t.Errorf("%s: got %v, want a refusal %s", name, err, tc.code)
		}
	}
}

// FuzzPage reads whatever stands on a page.
func FuzzPage(f *testing.F) {
	f.Add(lines + text(22, 42, "规章12345", `DeltaX="4 36 2 g 2 2"`))
	f.Add(`<ofd:PathObject Boundary="1 2 3 4" CTM="1 2 3 4 5 6"><ofd:AbbreviatedData>M 0 0 Q 1 2 3 4 B 1 2 3 4 5 6 A 1 2 3 4 5 6 7 C</ofd:AbbreviatedData></ofd:PathObject>`)
	f.Fuzz(func(t *testing.T, objects string) {
		doc, err := ofd.Read(context.Background(), pack(t, objects, nil), bounds.Default())
		var refusal *bounds.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatal(err)
		}
		if (doc == nil) == (err == nil) {
			t.Errorf("document %v, error %v", doc, err)
		}
	})
}
