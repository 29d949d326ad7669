package text

import (
	"context"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
)

// BenchmarkRead reads one report in the layouts of text and its relatives.
func BenchmarkRead(b *testing.B) {
	r := maker.Make(maker.Order{Seed: "bench", Unit: maker.Counties(1, "bench")[0], Year: 2023, Level: maker.Busy})
	for _, c := range [][2]string{{"txt", "tab"}, {"txt", "tab/gbk"}, {"txt", "pipe"}, {"txt", "cell-lines"}, {"txt", "blanks"}, {"md", "plain"}, {"csv", "quoted"}} {
		b.Run(c[0]+" "+c[1], func(b *testing.B) {
			file, err := maker.Write(r, c[0], maker.Finish{Variant: c[1]})
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
