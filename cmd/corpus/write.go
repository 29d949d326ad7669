package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"huizong/cmd/corpus/maker"
	"huizong/schema"

	"golang.org/x/sync/errgroup"
)

// writeCorpus writes counties as they are made; what is in memory does not
// grow with the number of units, their names apart.
func writeCorpus(ctx context.Context, o *options) (string, error) {
	units := maker.Counties(o.units, o.corpus.Seed)
	counties := maker.ByCounty(units)
	o.corpus.Counties = len(counties)
	if err := writeFrame(o, units, len(counties)); err != nil {
		return "", err
	}
	truth, err := openTruth(filepath.Join(o.out, "truth"))
	if err != nil {
		return "", err
	}
	n, err := makeAll(ctx, o, counties, truth)
	if closing := truth.close(); err == nil {
		err = closing
	}
	return fmt.Sprintf("%d files of %d units in %d counties", n, len(units), len(counties)), err
}

// makeAll makes counties on all cores and writes their truth in order.
func makeAll(ctx context.Context, o *options, counties [][]schema.Unit, truth *truthFiles) (files int, err error) {
	group, ctx := errgroup.WithContext(ctx)
	type ready chan []maker.Filed
	queue := make(chan ready, runtime.GOMAXPROCS(0))
	group.Go(func() error {
		defer close(queue)
		workers, ctx := errgroup.WithContext(ctx)
		workers.SetLimit(runtime.GOMAXPROCS(0))
		for _, units := range counties {
			done := make(ready, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return workers.Wait()
			}
			workers.Go(func() error {
				defer close(done)
				filed, err := o.corpus.County(units)
				if err == nil {
					err = writeFiles(filepath.Join(o.out, "inbox"), filed)
				}
				done <- filed
				return err
			})
		}
		return workers.Wait()
	})
	group.Go(func() error {
		for done := range queue {
			for _, f := range <-done {
				if f.File == nil {
					continue
				}
				files++
				if err := truth.add(f); err != nil {
					return err
				}
			}
		}
		return nil
	})
	err = group.Wait()
	return files, err
}

func writeFiles(inbox string, filed []maker.Filed) error {
	for _, f := range filed {
		if f.File == nil {
			continue
		}
		if err := writeFile(filepath.Join(inbox, filepath.FromSlash(f.Path)), f.File.Data); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// writeFrame writes the roster and a configuration.
func writeFrame(o *options, units []schema.Unit, counties int) error {
	area := units[0].ParentCode
	if counties > 1 {
		area = ""
	}
	years := make([]string, len(o.corpus.Years))
	for i, y := range o.corpus.Years {
		years[i] = strconv.Itoa(y)
	}
	config := fmt.Sprintf("area: %q\ninbox: inbox\nout: out\nroster: roster.csv\nyears: [%s]\ndeadline: \"01-31\"\n", area, strings.Join(years, ", "))
	if err := writeFile(filepath.Join(o.out, "huizong.yaml"), []byte(config)); err != nil {
		return err
	}
	return writeFile(filepath.Join(o.out, "roster.csv"), maker.RosterCSV(units))
}

// truthFiles are the tables that say what a perfect run would find.
type truthFiles struct {
	files  []*os.File
	tables [4]*csv.Writer // cells, slips, claims, files
}

func openTruth(folder string) (*truthFiles, error) {
	t := &truthFiles{}
	heads := []struct{ name, columns string }{
		{"cells", "unit_code,report_year,cell,state,value,raw"},
		{"slips", "unit_code,report_year,kind,rule,cell"},
		{"claims", "unit_code,report_year,section,ordinal,metric,value,qualifier,ambiguous,offset"},
		{"files", "path,unit_code,report_year,edition,format,variant"},
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	for i, h := range heads {
		f, err := os.Create(filepath.Join(folder, h.name+".csv"))
		if err != nil {
			return nil, err
		}
		t.files = append(t.files, f)
		t.tables[i] = csv.NewWriter(bufio.NewWriterSize(f, 1<<16))
		if err := t.tables[i].Write(strings.Split(h.columns, ",")); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *truthFiles) add(f maker.Filed) error {
	truth := f.File.Truth
	code, year := truth.Unit.Code, strconv.Itoa(truth.Year)
	var err error
	put := func(table int, row ...string) {
		if e := t.tables[table].Write(row); err == nil {
			err = e
		}
	}
	for i, c := range truth.Cells {
		if c.State == schema.Absent {
			continue
		}
		value := ""
		if c.State == schema.Number {
			value = c.Value.String()
		}
		put(0, code, year, schema.Cells[i].Code, c.State.String(), value, c.Raw)
	}
	for _, s := range truth.Slips {
		at := ""
		if s.Cell != schema.NoCell {
			at = schema.Cells[s.Cell].Code
		}
		put(1, code, year, s.Kind, s.Rule, at)
	}
	for _, c := range truth.Claims {
		put(2, code, year, strconv.Itoa(c.Section), strconv.Itoa(c.Ordinal), c.Metric, c.Value.String(), string(c.Qualifier), strconv.FormatBool(c.Ambiguous), strconv.Itoa(c.Offset))
	}
	put(3, f.Path, code, year, truth.Edition.String(), f.File.Format, f.File.Variant)
	return err
}

func (t *truthFiles) close() error {
	var err error
	for i, f := range t.files {
		t.tables[i].Flush()
		for _, e := range []error{t.tables[i].Error(), f.Close()} {
			if err == nil {
				err = e
			}
		}
	}
	return err
}
