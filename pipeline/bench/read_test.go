package bench

import (
	"context"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// A kind is what one benchmark reads: a format, in one variant or in all.
type kind struct{ name, format, variant string }

var kinds = []kind{
	{"docx", "docx", ""},
	{"xlsx", "xlsx", ""},
	{"html", "html", ""},
	{"html-utf8", "html", maker.HTMLPlain},
	{"html-gbk", "html", maker.HTMLGBK},
	{"text", "txt", ""},
	{"csv", "csv", ""},
	{"md", "md", ""},
	{"rtf", "rtf", ""},
	{"mht", "mht", ""},
}

// filesOf are reports of two dozen units, as large as offices' files are.
func (k kind) filesOf(tb testing.TB) (files []*maker.File, names *recognize.Names) {
	tb.Helper()
	units := maker.Counties(24, seed)
	for _, u := range units {
		f, err := maker.Write(maker.Make(maker.Order{Seed: seed, Unit: u, Year: 2023}), k.format, maker.Finish{Variant: k.variant, Realistic: true})
		if err != nil {
			tb.Fatal(err)
		}
		files = append(files, f)
	}
	return files, recognize.NewNames(&schema.Roster{Units: units})
}

// each measures what work does to one file after the other.
func (k kind) each(b *testing.B, files []*maker.File, cells int, work func(f *maker.File)) {
	size := 0
	for _, f := range files {
		size += len(f.Data)
	}
	b.SetBytes(int64(size / len(files)))
	b.ReportAllocs()
	n, before := 0, spent()
	for b.Loop() {
		work(files[n%len(files)])
		n++
	}
	b.ReportMetric(float64(spent()-before)/float64(n), "cpu-ns/op")
	per := 1 / b.Elapsed().Seconds()
	b.ReportMetric(float64(n)*per, "reports/s")
	if cells > 0 {
		b.ReportMetric(float64(n*cells)*per, "cells/s")
	}
}

// BenchmarkRead is bytes → document → report, on one processor.
func BenchmarkRead(b *testing.B) {
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			files, names := k.filesOf(b)
			for _, f := range files {
				right(b, f, understand(b, f, names))
			}
			form := schema.Report{Edition: schema.Edition2021}
			k.each(b, files, len(form.FormCellsOf()), func(f *maker.File) { understand(b, f, names) })
		})
	}
}

func understand(tb testing.TB, f *maker.File, names *recognize.Names) *schema.Report {
	doc, err := read.Read(context.Background(), f.Name, f.Data, read.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return recognize.Report(doc, recognize.Source{Submission: "s", File: f.Name, Name: f.Name}, names)
}

// right refuses to measure a reading with a wrong cell.
func right(tb testing.TB, f *maker.File, r *schema.Report) {
	tb.Helper()
	for id := range r.Cells {
		if got := &r.Cells[id]; maker.Judge(f.Truth.Cells[id], got.State, got.Value) != maker.Right {
			tb.Errorf("%s (%s): cell %s is %v %q, the paper prints %q", f.Name, f.Variant, schema.Cells[id].Code, got.State, got.Raw, f.Truth.Cells[id].Raw)
		}
	}
}
