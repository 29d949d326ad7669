package bench

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// full asks for the sizes that take minutes.
var full = flag.Bool("full", false, "measure 8.0 M cells, a province of 10 000 files and a nation of 40 000")

const seed = "bench"

// A world is an inbox with its roster, written to a folder.
type world struct {
	dir   string
	units []schema.Unit
	files int
	bytes int64
}

// writeWorld makes files of realistic size, formats drawn in equal shares,
// two reports a unit; a few in a hundred have a slip.
func writeWorld(tb testing.TB, dir string, files int, formats []string) *world {
	tb.Helper()
	years := []int{2022, 2023}
	w := &world{dir: dir, units: maker.Counties(files/len(years), seed)}
	counties := maker.ByCounty(w.units)
	c := maker.Corpus{Seed: seed, Years: years, Formats: formats, Slips: 5, Finish: maker.Finish{Realistic: true}, Counties: len(counties)}
	for _, units := range counties {
		filed, err := c.County(units)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range filed {
			w.write(tb, "inbox/"+f.Path, f.File.Data)
			w.files++
			w.bytes += int64(len(f.File.Data))
		}
	}
	w.write(tb, "roster.csv", maker.RosterCSV(w.units))
	return w
}

func (w *world) write(tb testing.TB, name string, data []byte) {
	tb.Helper()
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		tb.Fatal(err)
	}
}
