package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huizong/pipeline/read/bounds"
)

// protected is a workbook with a password, as an office program stores it.
func protected(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var out bytes.Buffer
	if err := f.Write(&out, excelize.Options{Password: "secret"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRefusals(t *testing.T) {
	good := inRow(`<c r="B1"><v>17</v></c>`)
	whole := good.bytes(t)
	flagged := bytes.ReplaceAll(whole, []byte("PK\x01\x02\x14\x00\x14\x00\x08\x00"), []byte("PK\x01\x02\x14\x00\x14\x00\x09\x00"))
	ole := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...)
	cases := []struct {
		name string
		data []byte
		code string
	}{
		{"no bytes", nil, bounds.Empty},
		{"no zip", []byte("hello"), bounds.Damaged},
		{"cut short", whole[:len(whole)-100], bounds.Truncated},
		{"encrypted parts", flagged, bounds.Encrypted},
		{"workbook with a password", protected(t), bounds.Encrypted},
		{"old workbook under this name", ole, bounds.Damaged},
		{"no workbook", book{"xl/workbook.xml": ""}.bytes(t), bounds.Damaged},
		{"a Word document", book{"xl/workbook.xml": `<document xmlns="w"/>`}.bytes(t), bounds.Damaged},
		{"sheet missing", book{}.bytes(t), bounds.Damaged},
		{"relation missing", good.with("xl/_rels/workbook.xml.rels", `<Relationships xmlns="`+pkgNS+`"/>`).bytes(t), bounds.Damaged},
		{"empty sheet", onSheet(`<sheetData/>`).bytes(t), bounds.Empty},
		{"no sheets", book{"xl/workbook.xml": `<workbook xmlns="` + mainNS + `"/>`}.bytes(t), bounds.Empty},
		{"only a picture", drawingOf("", `<xdr:pic/>`).bytes(t), bounds.Scanned},
		{"xlsb", book{"_rels/.rels": `<Relationships xmlns="` + pkgNS + `"><Relationship Id="r1" Type="` + relNS + `/officeDocument" Target="xl/workbook.bin"/></Relationships>`, "xl/workbook.bin": "x"}.bytes(t), bounds.Unsupported},
		{"sheet cut short", onSheet("").with("xl/worksheets/sheet1.xml", `<worksheet xmlns="`+mainNS+`"><sheetData><row r="1"><c r="A1"><v>1`).bytes(t), bounds.Truncated},
		{"external entity", onSheet("").with("xl/worksheets/sheet1.xml", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet/>`).bytes(t), bounds.Damaged},
		{"row beyond the sheet", onSheet(`<sheetData><row r="1048577"/></sheetData>`).bytes(t), bounds.Damaged},
		{"row zero", onSheet(`<sheetData><row r="0"/></sheetData>`).bytes(t), bounds.Damaged},
		{"column beyond the sheet", inRow(`<c r="XFE1"><v>1</v></c>`).bytes(t), bounds.Damaged},
		{"columns run over", inRow(`<c r="XFD1"><v>1</v></c><c><v>1</v></c>`).bytes(t), bounds.Damaged},
		{"merge that is none", onSheet(`<sheetData/><mergeCells><mergeCell ref="B2:A1"/></mergeCells>`).bytes(t), bounds.Damaged},
		{"deep nesting", onSheet(strings.Repeat("<a>", 500) + strings.Repeat("</a>", 500)).bytes(t), bounds.TooDeep},
		{"zip bomb", onSheet(`<sheetData><row><c t="str"><v>` + strings.Repeat("0", 64<<20) + `</v></c></row></sheetData>`).bytes(t), bounds.TooLarge},
		{"long text", onSheet(`<sheetData><row><c t="str"><v>` + strings.Repeat("字多", 800_000) + `</v></c></row></sheetData>`).bytes(t), bounds.TooLarge},
		{"many empty strings", good.strings(strings.Repeat("<si/>", 400_001)).bytes(t), bounds.TooLarge},
		{"many cells", onSheet(`<sheetData>` + strings.Repeat(`<row>`+strings.Repeat(`<c><v>1</v></c>`, 101)+`</row>`, 4000) + `</sheetData>`).bytes(t), bounds.TooLarge},
		{"many styles", good.with("xl/styles.xml", `<styleSheet><cellXfs>`+strings.Repeat("<xf/>", maxStyles+1)+`</cellXfs></styleSheet>`).bytes(t), bounds.TooLarge},
	}
	for _, c := range cases {
		refused(t, c.name, c.data, c.code)
	}
}

// What is large and honest is read: styled rows to the end of the sheet, a
// title merged over all columns.
func TestBloated(t *testing.T) {
	var rows strings.Builder
	for r := 2; r <= 200_000; r++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>`, r, r, r)
	}
	b := onSheet(`<cols><col min="1" max="16384" style="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>题</t></is></c></row>` + rows.String() +
		`</sheetData><mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:XFD1048576"/></mergeCells>`).formats()
	if got := drawn(b.read(t)); got != "¶ 题\n" {
		t.Errorf("Read = %q", got)
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, inRow("").bytes(t), bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want context.Canceled", err)
	}
}

func TestClaims(t *testing.T) {
	if data := inRow("").bytes(t); !Claims(data) {
		t.Error("Claims refuses a workbook")
	}
	for _, s := range []string{"", "PK\x03\x04 word/document.xml", "xl/workbook.xml"} {
		if Claims([]byte(s)) {
			t.Errorf("Claims(%q) = true", s)
		}
	}
}
