package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"testing"

	"huizong/pipeline/read/bounds"
)

// tight bounds keep each try of the fuzzer quick.
func tight() bounds.Bounds {
	b := bounds.Default()
	b.Bytes, b.Cells, b.Blocks, b.TextSize = 4<<20, 20_000, 5_000, 1<<16
	return b
}

// FuzzReadXlsx changes whole files; most of them do not get past the zip.
func FuzzReadXlsx(f *testing.F) {
	f.Add(inRow(`<c r="B1"><v>17</v></c>`).bytes(f))
	f.Fuzz(func(t *testing.T, data []byte) { accept(t, data) })
}

// FuzzReadParts changes the parts inside: the sheet, the strings, the styles
// and the workbook.
func FuzzReadParts(f *testing.F) {
	b := inRow(`<c r="B1" s="1"><v>0.375</v></c><c r="C1" t="s"><v>0</v></c><c r="D1"><f t="shared" si="0" ref="D1:D2">SUM(B1:C1)</f><v>1</v></c>`).
		strings(`<si><r><t>甲_x000D_</t></r><rPh><t>a</t></rPh></si>`).formats(`0"件"`)
	f.Add(b["xl/worksheets/sheet1.xml"], b["xl/sharedStrings.xml"], b["xl/styles.xml"], `<workbook xmlns:r="r"><sheets><sheet name="表" r:id="s1"/></sheets></workbook>`)
	f.Add(onSheet(`<cols><col min="1" max="3" hidden="1" style="1"/></cols><sheetData><row hidden="1"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)["xl/worksheets/sheet1.xml"], "<sst/>", "<styleSheet/>", "<workbook/>")
	f.Fuzz(func(t *testing.T, sheet, strings, styles, workbook string) {
		accept(t, book{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings, "xl/styles.xml": styles, "xl/workbook.xml": workbook}.bytes(t))
	})
}

// accept asks for a document or a refusal.
func accept(t *testing.T, data []byte) {
	doc, err := Read(context.Background(), data, tight())
	var r *bounds.Refusal
	if err != nil && !errors.As(err, &r) {
		t.Errorf("Read = %v, want a refusal", err)
	}
	if err == nil && len(doc.Blocks) == 0 {
		t.Error("Read gave a document without blocks")
	}
}

// floor inflates every part and looks at every byte once: what no reader can
// do without.
func floor(b *testing.B, data []byte) (seen int) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			b.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range part {
			if c == '<' {
				seen++
			}
		}
	}
	return seen
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/zero_onesheet.xlsx")
	if err != nil {
		b.Fatal(err)
	}
	measure := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
	measure("floor", func() { floor(b, data) })
	measure("read", func() {
		if _, err := Read(context.Background(), data, bounds.Default()); err != nil {
			b.Fatal(err)
		}
	})
}
