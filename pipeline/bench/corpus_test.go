package bench

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/sync/errgroup"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// full asks for the sizes that take minutes.
var full = flag.Bool("full", false, "measure 8.0 M cells, a province of 10 000 files and a nation of 40 000")

const seed = "bench"

// mixed are the formats of an inbox; pdf and ofd are measured by themselves,
// because their reader takes most of any mix that holds them.
var mixed = []string{"docx", "html", "txt", "xlsx", "rtf", "mht", "csv", "md"}

// A world is an inbox with its roster, written to a folder, and what the
// papers in it say.
type world struct {
	dir   string
	files []string // their paths
	bytes int64

	mutex sync.Mutex
	paper map[filing]*figures
}

type filing struct {
	unit string
	year int32
}

// figures are a report's cells without what is printed in them: a nation's fit
// into memory.
type figures struct {
	state [schema.CellCount]schema.CellState
	value [schema.CellCount]schema.Decimal
	met   int // how many cells were compared
}

func (f *figures) at(id schema.CellID) maker.Figure {
	return maker.Figure{State: f.state[id], Value: f.value[id]}
}

// writeWorld makes one year's files of realistic size, formats drawn in equal
// shares; a few in a hundred have a slip.
func writeWorld(tb testing.TB, files int, formats []string) *world {
	tb.Helper()
	w := &world{dir: tb.TempDir(), paper: make(map[filing]*figures, files)}
	units := maker.Counties(files, seed)
	counties := maker.ByCounty(units)
	c := maker.Corpus{Seed: seed, Years: []int{2023}, Formats: formats, Slips: 5, Finish: maker.Finish{Realistic: true}, Counties: len(counties)}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, units := range counties {
		group.Go(func() error {
			filed, err := c.County(units)
			if err != nil {
				return err
			}
			for i := range filed {
				if err := w.take(&filed[i]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := errors.Join(group.Wait(), w.write("roster.csv", maker.RosterCSV(units))); err != nil {
		tb.Fatal(err)
	}
	return w
}

// take writes one file, and keeps what stands in it.
func (w *world) take(f *maker.Filed) error {
	truth, paper := f.File.Truth, &figures{}
	for id, figure := range truth.Cells {
		paper.state[id], paper.value[id] = figure.State, figure.Value
	}
	name := "inbox/" + f.Path
	w.mutex.Lock()
	w.paper[filing{truth.Unit.Code, int32(truth.Year)}] = paper
	w.files = append(w.files, w.path(name))
	w.bytes += int64(len(f.File.Data))
	w.mutex.Unlock()
	return w.write(name, f.File.Data)
}

func (w *world) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *world) write(name string, data []byte) error {
	path := w.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// A cellRow is what of a published cell is compared with the paper.
type cellRow struct {
	Unit  string `parquet:"unit_code"`
	Year  int32  `parquet:"report_year"`
	Cell  string `parquet:"cell"`
	State string `parquet:"state"`
	Value *int64 `parquet:"value,optional"`
}

// right refuses to measure a run that published a cell the paper does not
// print, or not every cell, and returns the share of printed cells that were
// read: what was not is marked.
func (w *world) right(tb testing.TB, out string) (percent float64) {
	tb.Helper()
	parts, err := filepath.Glob(filepath.Join(out, "current", "data", "cells", "*", "*.parquet"))
	if err != nil || len(parts) == 0 {
		tb.Fatalf("no cells under %s: %v", out, err)
	}
	for _, f := range w.paper {
		f.met = 0
	}
	var read, cells int
	for _, part := range parts {
		err := eachRow(part, func(r *cellRow) {
			cells++
			if w.compare(tb, r) {
				read++
			}
		})
		if err != nil {
			tb.Fatalf("%s: %v", part, err)
		}
	}
	for at, f := range w.paper {
		if want := len((&schema.Report{Edition: schema.Edition2021}).FormCellsOf()); f.met < want {
			tb.Errorf("%s %d: %d cells published, want %d", at.unit, at.year, f.met, want)
		}
	}
	if tb.Failed() || read*100 < cells*99 {
		tb.Fatalf("%d of %d cells are as on paper: nothing is measured", read, cells)
	}
	return float64(read) * 100 / float64(cells)
}

// compare reports whether a cell was read as it is printed.
func (w *world) compare(tb testing.TB, r *cellRow) bool {
	tb.Helper()
	paper := w.paper[filing{r.Unit, r.Year}]
	id, known := schema.CellByCode(r.Cell)
	if paper == nil || !known {
		tb.Fatalf("no paper has cell %s of %s %d", r.Cell, r.Unit, r.Year)
	}
	paper.met++
	var value schema.Decimal
	if r.Value != nil {
		value = schema.Decimal(*r.Value)
	}
	state := schema.CellStateByName(r.State)
	judgement := maker.Judge(paper.at(id), state, value)
	if judgement == maker.Wrong {
		tb.Errorf("%s %d %s: published %s %s, the paper says %s %s", r.Unit, r.Year, r.Cell, r.State, value, paper.state[id], paper.value[id])
	}
	return judgement == maker.Right
}

func eachRow(path string, do func(*cellRow)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows := parquet.NewGenericReader[cellRow](f)
	defer rows.Close()
	for buffer := make([]cellRow, 1024); ; {
		n, err := rows.Read(buffer)
		for i := range buffer[:n] {
			do(&buffer[i])
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
