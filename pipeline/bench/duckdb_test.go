package bench

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
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

// work lets DuckDB do something, and returns what it took by its own clock.
func (d *duckdb) work(b *testing.B, question string) func() time.Duration {
	return func() time.Duration { return time.Duration(d.number(b, question) * float64(time.Millisecond)) }
}

func timed(do func()) func() time.Duration {
	return func() time.Duration {
		began := time.Now()
		do()
		return time.Since(began)
	}
}

const rounds = 9

// BenchmarkAgainstDuckDB compares the second half with DuckDB, both with the
// cells in memory and the file on the same disk, each on all processors.
func BenchmarkAgainstDuckDB(b *testing.B) {
	if *modules == "" {
		skip(b, "-duckdb names no node modules")
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
			compare(b, rounds, timed(writeFile), d.work(b, "copy"))
			info, err := os.Stat(cells)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size())/d.number(b, "size"), "times-size")
		})
		b.Run(fmt.Sprintf("totals/reports=%d", n), func(b *testing.B) {
			batches, roster := batchesOf(n)
			areas := coverages(roster)
			compare(b, rounds, timed(func() { addUp(b, batches, areas) }), d.work(b, "group"))
		})
	}
}
