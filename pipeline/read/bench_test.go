package read

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkDetect tells what the files of the corpus are.
func BenchmarkDetect(b *testing.B) {
	for _, name := range []string{"zero.docx", "zero.doc", "zero.xls", "zero_utf8.html", "zero_tab.txt", "zero.rtf", "zero.mht"} {
		data, err := os.ReadFile(filepath.Join("testdata/zero", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := detect(name, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRead reads the same files.
func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"zero.docx", "zero.doc", "zero.xls", "zero.xlsx", "zero_utf8.html", "zero_tab.txt", "zero.rtf", "zero.mht"} {
		data, err := os.ReadFile(filepath.Join("testdata/zero", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(context.Background(), name, data, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
