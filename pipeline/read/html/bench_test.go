package html

import (
	"context"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
)

// BenchmarkRead reads pages of one report: plain, and as an office pastes it.
func BenchmarkRead(b *testing.B) {
	r := maker.Make(maker.Order{Seed: "bench", Unit: maker.Counties(1, "bench")[0], Year: 2023, Level: maker.Busy})
	for _, variant := range []string{maker.HTMLPlain, maker.HTMLWord, maker.HTMLSite, maker.HTMLGBK} {
		b.Run(variant, func(b *testing.B) {
			file, err := maker.Write(r, "html", maker.Finish{Variant: variant})
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(file.Data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(context.Background(), file.Data, bounds.Default()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
