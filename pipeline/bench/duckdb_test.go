package bench

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// modules is where npm put @duckdb/node-api; CI's own is .ci/node_modules.
var modules = flag.String("duckdb", "", "`folder` of node modules that holds @duckdb/node-api: compare with DuckDB")

// A duckdb is a process that has the cells in a table.
type duckdb struct {
	ask    io.WriteCloser
	answer *bufio.Scanner
}

func startDuckDB(b *testing.B, cells, out string) *duckdb {
	b.Helper()
	folder, err := filepath.Abs(*modules)
	if err != nil {
		b.Fatal(err)
	}
	c := exec.CommandContext(b.Context(), "node", "duckdb.mjs", cells, out, folder)
	c.Stderr = os.Stderr
	ask, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	answer, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ask.Close(); c.Wait() })
	d := &duckdb{ask, bufio.NewScanner(answer)}
	if !d.answer.Scan() || d.answer.Text() != "ready" {
		b.Fatalf("DuckDB said %q", d.answer.Text())
	}
	return d
}

func (d *duckdb) number(b *testing.B, question string) float64 {
	b.Helper()
	fmt.Fprintln(d.ask, question)
	d.answer.Scan()
	n, err := strconv.ParseFloat(strings.TrimSpace(d.answer.Text()), 64)
	if err != nil {
		b.Fatalf("DuckDB on %s: %q", question, d.answer.Text())
	}
	return n
}

const rounds = 9

// against does ours and DuckDB's in turn, nine times, and reports the median
// of the ratios: neighbours on the machine then slow both.
func against(b *testing.B, d *duckdb, question string, ours func()) {
	b.Helper()
	var mine, theirs, ratios []float64
	for range rounds {
		began := time.Now()
		ours()
		ms := float64(time.Since(began).Microseconds()) / 1000
		other := d.number(b, question)
		mine, theirs, ratios = append(mine, ms), append(theirs, other), append(ratios, other/ms)
	}
	for _, list := range [][]float64{mine, theirs, ratios} {
		slices.Sort(list)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(mine[rounds/2], "ours-ms")
	b.ReportMetric(theirs[rounds/2], "duckdb-ms")
	b.ReportMetric(ratios[rounds/2], "times-duckdb")
}

// BenchmarkAgainstDuckDB compares the second half with DuckDB, both with the
// cells in memory; without -duckdb there is nothing to compare with.
func BenchmarkAgainstDuckDB(b *testing.B) {
	if *modules == "" {
		return
	}
	for _, n := range cellSizes() {
		cells, out := filepath.Join(b.TempDir(), "ours.parquet"), filepath.Join(b.TempDir(), "theirs.parquet")
		writeFile := func() {
			f, err := os.Create(cells)
			if err != nil {
				b.Fatal(err)
			}
			writeCells(b, n, f)
			if err := f.Close(); err != nil {
				b.Fatal(err)
			}
		}
		writeFile()
		d := startDuckDB(b, cells, out)
		b.Run(fmt.Sprintf("parquet/reports=%d", n), func(b *testing.B) {
			against(b, d, "copy", writeFile)
			info, err := os.Stat(cells)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size())/d.number(b, "size"), "size-of-duckdb's")
		})
		b.Run(fmt.Sprintf("totals/reports=%d", n), func(b *testing.B) {
			batches, roster := batchesOf(n)
			areas := coverages(roster)
			against(b, d, "group", func() { addUp(b, batches, areas) })
		})
	}
}
