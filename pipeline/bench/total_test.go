package bench

import (
	"fmt"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/total"
	"huizong/schema"
)

// coverages are the counties in two years.
func coverages(roster *schema.Roster) []total.Coverage {
	var out []total.Coverage
	for _, year := range []int{2022, 2023} {
		byCounty := map[string]int{}
		for i := range roster.Units {
			u := &roster.Units[i]
			k, known := byCounty[u.ParentCode]
			if !known {
				k = len(out)
				byCounty[u.ParentCode] = k
				out = append(out, total.Coverage{Area: schema.Area{Code: u.ParentCode, Name: u.ParentName, Level: "county"}, Year: year})
			}
			out[k].Owing = append(out[k].Owing, u.Code)
			out[k].Reported++
		}
	}
	return out
}

func addUp(b *testing.B, batches []arrow.Record, areas []total.Coverage) {
	totals, err := total.Totals(batches, areas, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, year := range []int{2022, 2023} {
		for t := range total.Batches(memory.DefaultAllocator, totals, year) {
			t.Release()
		}
	}
}

// BenchmarkTotals adds cells up by county, two years.
func BenchmarkTotals(b *testing.B) {
	for _, n := range cellSizes() {
		b.Run(fmt.Sprintf("reports=%d", n), func(b *testing.B) {
			batches, roster := batchesOf(n)
			areas := coverages(roster)
			b.ReportAllocs()
			cpu := processor(b)
			for b.Loop() {
				addUp(b, batches, areas)
			}
			cpu()
			b.ReportMetric(float64(rowsOf(batches))*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
		})
	}
}
