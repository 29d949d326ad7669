package pdf_test

import (
	"context"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout/press"
	"huizong/pipeline/read/pdf"
	"huizong/pipeline/read/pdf/pdfium"
)

// BenchmarkRead reads a whole report, printed by LibreOffice without its prose
// and by our press with it.
func BenchmarkRead(b *testing.B) {
	pages := press.Set(blocks(report(0)), press.A4)
	for name, data := range map[string][]byte{"libreoffice": file(b, "libreoffice.pdf"), "press": press.PDF{Glyphs: true}.Write(pages)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pdf.Read(context.Background(), data, bounds.Default()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// BenchmarkPDFium is what a file costs that our own reader cannot read.
func BenchmarkPDFium(b *testing.B) {
	var engine pdfium.Engine
	defer engine.Close()
	data := file(b, "libreoffice.pdf")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := engine.Read(context.Background(), data, bounds.Default()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
