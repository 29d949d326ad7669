package layout

import (
	"context"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
)

// BenchmarkDocument lays out a report of four pages: prose and table three.
func BenchmarkDocument(b *testing.B) {
	var pages []Page
	for n := 1; n <= 4; n++ {
		p := paper(n)
		for i := range 20 {
			p.text(60, 60+16*float64(i), strings.Repeat("政府信息公开", 7))
		}
		table := rows{}
		for range 18 {
			table = append(table, []string{"5.要求行政机关确认", "0", "12", "345", "0", "0", "7", "364"})
		}
		p.table(60, 400, []float64{150, 40, 40, 40, 40, 40, 40, 40}, table)
		pages = append(pages, p.page)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Document(context.Background(), pages, bounds.Default()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
}
