package bench

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// modules is where npm put @duckdb/node-api; CI's own is .ci/node_modules.
var modules = flag.String("duckdb", "", "`folder` of node modules that holds @duckdb/node-api: compare with DuckDB")

// A duckdb is a process that has the cells in a table.
type duckdb struct {
	to   io.WriteCloser
	from *bufio.Scanner
}

func startDuckDB(b *testing.B, cells, out string) *duckdb {
	b.Helper()
	folder, err := filepath.Abs(*modules)
	if err != nil {
		b.Fatal(err)
	}
	c := exec.CommandContext(b.Context(), "node", "duckdb.mjs", cells, out, folder)
	c.Stderr = os.Stderr
	to, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	from, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { to.Close(); c.Wait() })
	d := &duckdb{to, bufio.NewScanner(from)}
	if !d.from.Scan() || d.from.Text() != "ready" {
		b.Fatalf("DuckDB said %q", d.from.Text())
	}
	return d
}

// ask puts a question, and reads the numbers that are the answer.
func (d *duckdb) ask(b *testing.B, question string, numbers ...any) {
	b.Helper()
	fmt.Fprintln(d.to, question)
	d.from.Scan()
	if _, err := fmt.Sscan(d.from.Text(), numbers...); err != nil {
		b.Fatalf("DuckDB on %s: %q", question, d.from.Text())
	}
}

// work lets DuckDB do something.
func (d *duckdb) work(b *testing.B, question string) func() took {
	return func() took {
		var ms, cpu float64
		d.ask(b, question, &ms, &cpu)
		return took{milliseconds(ms), milliseconds(cpu)}
	}
}

const rounds = 5

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
			var theirs float64
			d.ask(b, "size", &theirs)
			b.ReportMetric(float64(info.Size())/theirs, "times-size")
		})
		b.Run(fmt.Sprintf("totals/reports=%d", n), func(b *testing.B) {
			batches, roster := batchesOf(n)
			areas := coverages(roster)
			compare(b, rounds, timed(func() { addUp(b, batches, areas) }), d.work(b, "group"))
		})
	}
}
