package pipeline_test

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/configs"
	"huizong/pipeline"
	"huizong/pipeline/publish/recall"
	"huizong/pipeline/read"
	"huizong/schema"
)

// A world is what a county has on its disk: an inbox with made reports, a
// roster and an output folder.
type world struct {
	t        testing.TB
	dir      string
	filed    []maker.Filed
	units    []schema.Unit
	settings map[string]string // over the defaults, as --set gives them
}

// formats are those that the maker writes and the pipeline reads.
func formats() []string {
	var ids []string
	for _, f := range maker.Formats {
		if read.ByExtension("a"+f.Extension) != nil {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// makeWorld files the reports of n units; what the corpus leaves open is two
// years of small reports in every format.
func makeWorld(t testing.TB, n int, c maker.Corpus) *world {
	t.Helper()
	if c.Seed == "" {
		c.Seed = t.Name()
	}
	if c.Years == nil {
		c.Years = []int{2022, 2023}
	}
	if c.Formats == nil {
		c.Formats = formats()
	}
	return makeUnits(t, maker.Counties(n, c.Seed), c)
}

func makeUnits(t testing.TB, units []schema.Unit, c maker.Corpus) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), units: units, settings: map[string]string{"deadline": "01-31"}}
	counties := maker.ByCounty(units)
	c.Counties = len(counties)
	for _, county := range counties {
		filed, err := c.County(county)
		if err != nil {
			t.Fatal(err)
		}
		w.filed = append(w.filed, filed...)
	}
	for _, f := range w.filed {
		if f.File != nil {
			w.put("inbox/"+f.Path, f.File.Data)
		}
	}
	w.put("roster.csv", maker.RosterCSV(units))
	return w
}

// put writes a file of the world.
func (w *world) put(path string, data []byte) {
	w.t.Helper()
	full := w.path(path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(full, data, 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// now is when the runs of these tests take place.
var now = time.Date(2024, 2, 1, 3, 0, 0, 0, time.UTC)

// merged are the settings of a run: some over the world's own.
func (w *world) merged(over map[string]string) map[string]string {
	settings := map[string]string{"inbox": w.path("inbox"), "out": w.path("out"), "roster": w.path("roster.csv")}
	maps.Copy(settings, w.settings)
	maps.Copy(settings, over)
	return settings
}

// options are those of a run in this process.
func (w *world) options(over map[string]string) pipeline.Options {
	w.t.Helper()
	config, err := configs.Load("", w.merged(over))
	if err != nil {
		w.t.Fatal(err)
	}
	return pipeline.Options{Config: config, Version: "test", Now: now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
}

// run makes a snapshot that must come out.
func (w *world) run(over map[string]string) *pipeline.Outcome {
	w.t.Helper()
	o, err := pipeline.Run(context.Background(), w.options(over))
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

// published is the newest snapshot read back.
func (w *world) published() *published {
	w.t.Helper()
	s := recall.Snapshot{Dir: w.path("out/current")}
	p := &published{reports: map[unitYear]*schema.Report{}, findings: map[unitYear][]recall.Finding{}}
	reports, err := s.Reports()
	if err == nil {
		p.submissions, err = s.Submissions()
	}
	if err == nil {
		p.totals, err = s.Totals()
	}
	if err == nil {
		p.filings, err = s.Filings()
	}
	var findings []recall.Finding
	if err == nil {
		findings, err = s.Findings()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range reports {
		p.reports[unitYear{r.UnitCode, r.Year}] = r
	}
	for _, f := range findings {
		key := unitYear{f.UnitCode, f.ReportYear}
		p.findings[key] = append(p.findings[key], f)
	}
	return p
}

type unitYear struct {
	unit string
	year int
}

// A published is a snapshot as its readers see it.
type published struct {
	reports     map[unitYear]*schema.Report
	findings    map[unitYear][]recall.Finding
	submissions []schema.Submission
	totals      *schema.Totals
	filings     []recall.Filing
}

// tree is every regular file under a folder of the world, by path.
func (w *world) tree(name string) map[string]string {
	w.t.Helper()
	root, err := filepath.EvalSymlinks(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	files := map[string]string{}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		files[filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))] = string(data)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return files
}
