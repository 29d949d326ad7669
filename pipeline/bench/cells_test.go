package bench

import (
	"fmt"
	"sync"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/normalize"
	"huizong/schema"
)

// reportsOf makes what a perfect reader recognizes in n reports, with places
// as a docx gives them; two years a unit.
func reportsOf(n int) ([]*schema.Report, *schema.Roster) {
	roster := &schema.Roster{Units: maker.Counties((n+1)/2, seed)}
	var out []*schema.Report
	for i := range roster.Units {
		u := &roster.Units[i]
		for _, m := range maker.Series(maker.Order{Seed: seed, Unit: *u}, []int{2022, 2023}) {
			out = append(out, recognized(m))
		}
	}
	return out[:n], roster
}

func recognized(m *maker.Report) *schema.Report {
	file := fmt.Sprintf("%s%s/%d年/%s%d年政府信息公开工作年度报告.docx", m.Unit.ParentCode, m.Unit.ParentName, m.Year, m.Unit.Name, m.Year)
	r := &schema.Report{Submission: fmt.Sprintf("%016x", hash(file)), File: file, UnitCode: m.Unit.Code, UnitName: m.Unit.Name, Year: m.Year, Edition: m.Edition}
	for t := schema.Table2; t <= schema.Table4; t++ {
		r.TableEdition[t] = m.Edition
	}
	for id := range m.Cells {
		if f := &m.Cells[id]; f.State != schema.Absent {
			c := &schema.Cells[id]
			r.Cells[id] = schema.CellValue{State: f.State, Value: f.Value, Raw: f.Raw,
				Place: schema.Place{Table: int(c.Table), Row: c.RowIndex + 3, Column: c.ColumnIndex + 4}}
		}
	}
	return r
}

func hash(s string) (h uint64) {
	h = 14695981039346656037
	for _, c := range []byte(s) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// batchesOf are the cells of n reports in batches of at most a county's years.
var batchesOf = func() func(n int) ([]arrow.Record, *schema.Roster) {
	var once sync.Mutex
	made := map[int][]arrow.Record{}
	rosters := map[int]*schema.Roster{}
	return func(n int) ([]arrow.Record, *schema.Roster) {
		once.Lock()
		defer once.Unlock()
		if made[n] == nil {
			reports, roster := reportsOf(n)
			for from := 0; from < n; from += reportsPerBatch {
				made[n] = append(made[n], normalize.Cells(memory.DefaultAllocator, reports[from:min(n, from+reportsPerBatch)], roster))
			}
			rosters[n] = roster
		}
		return made[n], rosters[n]
	}
}()

const reportsPerBatch = 5000

// cellSizes are numbers of reports; 40 000 make 8.0 M cells.
func cellSizes() []int {
	if *full {
		return []int{2_000, 40_000}
	}
	return []int{2_000}
}

func rowsOf(batches []arrow.Record) (n int64) {
	for _, b := range batches {
		n += b.NumRows()
	}
	return n
}

func BenchmarkNormalize(b *testing.B) {
	reports, roster := reportsOf(2_000)
	b.ReportAllocs()
	cpu := processor(b)
	var rows int64
	for b.Loop() {
		batch := normalize.Cells(memory.DefaultAllocator, reports, roster)
		rows += batch.NumRows()
		batch.Release()
	}
	cpu()
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "cells/s")
}
