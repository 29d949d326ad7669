package bench

import (
	"fmt"
	"io"
	"testing"

	"huizong/pipeline/publish/dataset"
	"huizong/schema"
)

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }

// BenchmarkParquet writes the table of cells, batches in memory to a counted
// nothing. What DuckDB takes for the same is measured by duckdb.mjs.
func BenchmarkParquet(b *testing.B) {
	for _, n := range cellSizes() {
		b.Run(fmt.Sprintf("reports=%d", n), func(b *testing.B) {
			batches, _ := batchesOf(n)
			b.ReportAllocs()
			cpu := processor(b)
			var size counter
			for b.Loop() {
				size = counter{}
				writeCells(b, n, &size)
			}
			rows := float64(rowsOf(batches))
			cpu()
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
			b.ReportMetric(float64(size.n)/rows, "B/cell")
		})
	}
}

func writeCells(b *testing.B, n int, to io.Writer) {
	batches, _ := batchesOf(n)
	w, err := dataset.NewWriter(to, schema.CellsTable.Name, schema.CellsTable.Arrow())
	for _, batch := range batches {
		if err == nil {
			err = w.Write(batch)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
}
