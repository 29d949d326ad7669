package bench

import (
	"fmt"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/total"
	"huizong/schema"
)

// coverages are the counties and the whole of them, in two years.
func coverages(roster *schema.Roster) []total.Coverage {
	var out []total.Coverage
	for _, year := range []int{2022, 2023} {
		all := total.Coverage{Area: schema.Area{Code: "all", Level: "all"}, Year: year}
		byCounty := map[string]int{}
		at := len(out) + 1
		out = append(out, all)
		for i := range roster.Units {
			u := &roster.Units[i]
			k, known := byCounty[u.ParentCode]
			if !known {
				k = len(out)
				byCounty[u.ParentCode] = k
				out = append(out, total.Coverage{Area: schema.Area{Code: u.ParentCode, Name: u.ParentName, Level: "county"}, Year: year})
			}
			for _, c := range []int{at - 1, k} {
				out[c].Owing = append(out[c].Owing, u.Code)
				out[c].Reported++
			}
		}
	}
	return out
}

func addUp(b *testing.B, n int) {
	batches, roster := batchesOf(n)
	totals, err := total.Totals(memory.DefaultAllocator, batches, coverages(roster), nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range totals {
		t.Release()
	}
}

// BenchmarkTotals adds cells up by county and over all, two years.
func BenchmarkTotals(b *testing.B) {
	for _, n := range cellSizes() {
		b.Run(fmt.Sprintf("reports=%d", n), func(b *testing.B) {
			batches, _ := batchesOf(n)
			b.ReportAllocs()
			for b.Loop() {
				addUp(b, n)
			}
			b.ReportMetric(float64(rowsOf(batches))*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
		})
	}
}
