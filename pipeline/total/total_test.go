package total_test

import (
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/normalize"
	"huizong/pipeline/total"
	"huizong/schema"
	"huizong/schema/batch"
)

var roster = &schema.Roster{Units: []schema.Unit{
	{Code: "410526100", Name: "城关镇", ParentCode: "410526"},
	{Code: "410526209", Name: "瓦岗寨乡", ParentCode: "410526"},
	{Code: "410526210", Name: "焦虎乡", ParentCode: "410526"},
}}

// filed is a report of edition 2021 whose cells are blank but for those given.
func filed(unit string, year int, values map[string]int64) *schema.Report {
	r := &schema.Report{UnitCode: unit, UnitName: unit, Year: year, Edition: schema.Edition2021}
	for t := schema.Table2; t <= schema.Table4; t++ {
		r.TableEdition[t] = schema.Edition2021
	}
	for _, id := range r.FormCellsOf() {
		r.Cells[id].State = schema.Blank
	}
	for code, n := range values {
		id, ok := schema.CellByCode(code)
		if !ok {
			panic(code)
		}
		r.Cells[id] = schema.CellValue{State: schema.Number, Value: schema.DecimalOf(n)}
	}
	return r
}

func coverage(year, reported int) total.Coverage {
	return total.Coverage{Area: schema.Area{Code: "410526", Name: "滑县", Level: "county"}, Year: year,
		Owing: []string{"410526100", "410526209", "410526210"}, Reported: reported}
}

func totals(t *testing.T, mem memory.Allocator, reports []*schema.Report, coverages ...total.Coverage) map[string]schema.AreaTotal {
	t.Helper()
	cells := normalize.Cells(mem, reports, roster)
	defer cells.Release()
	sums, err := total.Totals([]arrow.Record{cells}, coverages, nil)
	if err != nil {
		t.Fatal(err)
	}
	published := &schema.Totals{}
	for b := range total.Batches(mem, sums, coverages[len(coverages)-1].Year) {
		total.Read(published, b)
		b.Release()
	}
	out := map[string]schema.AreaTotal{}
	for r := range published.All() {
		out[schema.Cells[r.Cell].Code] = r
	}
	return out
}

func TestCoverageStandsBesideTheSum(t *testing.T) {
	mem := memory.NewCheckedAllocator(memory.NewGoAllocator())
	defer mem.AssertSize(t, 0)
	got := totals(t, mem, []*schema.Report{
		filed("410526100", 2023, map[string]int64{"t3.received.total": 7, "t2.penalties.decisions": 12}),
		filed("410526209", 2023, map[string]int64{"t3.received.total": 5}),
		filed("999999999", 2023, map[string]int64{"t3.received.total": 1000}), // of no area
	}, coverage(2023, 2))
	received := got["t3.received.total"]
	if received.Sum == nil || *received.Sum != schema.DecimalOf(12) || received.Expected != 3 || received.Reported != 2 || received.Counted != 2 || received.Complete() {
		t.Errorf("received = %+v, want 12 of 2 of 3 units, incomplete", received)
	}
	if p := got["t2.penalties.decisions"]; p.Counted != 1 || p.Sum == nil || *p.Sum != schema.DecimalOf(12) {
		t.Errorf("a blank was counted: %+v", p)
	}
	if g := got["t3.granted.other"]; g.Sum != nil || g.Counted != 0 {
		t.Errorf("a cell nobody filled has the sum %v", g.Sum)
	}
	if _, shown := got["t2.procurement.amount"]; shown {
		t.Error("2023 shows a cell that only edition 2019 has")
	}
	if len(got) != 200 {
		t.Errorf("2023 shows %d cells, want the form's 200", len(got))
	}
}

// TestNobodyOwes: an area without units is not complete, it is empty.
func TestNobodyOwes(t *testing.T) {
	empty := total.Coverage{Area: schema.Area{Code: "410527", Level: "county"}, Year: 2023}
	cells := normalize.Cells(memory.DefaultAllocator, nil, roster)
	sums, err := total.Totals([]arrow.Record{cells}, []total.Coverage{empty}, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for b := range total.Batches(memory.DefaultAllocator, sums, 2023) {
		complete := batch.FlagAt(b, "complete")
		for i := range int(b.NumRows()) {
			rows++
			if complete(i) {
				t.Fatalf("row %d of an area that nobody reports for is complete", i)
			}
		}
		b.Release()
	}
	if rows != 200 {
		t.Errorf("%d rows, want the form's 200", rows)
	}
}

// TestPrintedTotalBesideItsParts: a printed 0 over parts of 11 and 5 adds up as 0, with 16 beside it.
func TestPrintedTotalBesideItsParts(t *testing.T) {
	got := totals(t, memory.DefaultAllocator, []*schema.Report{
		filed("410526100", 2023, map[string]int64{"t4.review.upheld": 11, "t4.review.corrected": 5, "t4.review.total": 0}),
		filed("410526209", 2023, map[string]int64{"t3.answered.natural_person": 3, "t3.answered.total": 3, "t3.granted.natural_person": 2}),
	}, coverage(2023, 2))
	if r := got["t4.review.total"]; *r.Sum != 0 || *r.Parts != schema.DecimalOf(16) {
		t.Errorf("review total = %v, parts %v, want 0 and 16", *r.Sum, *r.Parts)
	}
	if r := got["t3.answered.natural_person"]; *r.Sum != schema.DecimalOf(3) || *r.Parts != schema.DecimalOf(2) {
		t.Errorf("answered = %v, parts %v, want 3 and 2", *r.Sum, *r.Parts)
	}
	if r := got["t4.review.upheld"]; r.Parts != nil {
		t.Errorf("a part has parts: %v", *r.Parts)
	}
}

func TestLastYear(t *testing.T) {
	reports := []*schema.Report{
		filed("410526100", 2022, map[string]int64{"t3.received.total": 4}),
		filed("410526100", 2023, map[string]int64{"t3.received.total": 7, "t3.granted.total": 1}),
	}
	got := totals(t, memory.DefaultAllocator, reports, coverage(2022, 1), coverage(2023, 1))
	if c := got["t3.received.total"]; c.LastYear == nil || *c.LastYear != schema.DecimalOf(4) || *c.Change() != schema.DecimalOf(3) {
		t.Errorf("change against last year = %+v", c)
	}
	if c := got["t3.granted.total"]; c.LastYear != nil {
		t.Errorf("a year that nobody filled is %v, want null", *c.LastYear)
	}
}

func TestSumBeyondDecimal(t *testing.T) {
	cells := normalize.Cells(memory.DefaultAllocator, []*schema.Report{
		filed("410526100", 2023, map[string]int64{"t3.received.total": 999_999_999_999, "t3.granted.total": 5}),
		filed("410526209", 2023, map[string]int64{"t3.received.total": 1, "t3.granted.total": 7}),
	}, roster)
	defer cells.Release()
	got, err := total.Totals([]arrow.Record{cells}, []total.Coverage{coverage(2023, 2), coverage(2024, 2)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	cell := func(code string) schema.CellID { id, _ := schema.CellByCode(code); return id }
	if c := got.Total("410526", 2023, cell("t3.received.total")); c.Sum != nil || c.Counted != 2 {
		t.Errorf("a sum of 10^12 is %v of %d units, want null of 2", c.Sum, c.Counted)
	}
	if c := got.Total("410526", 2023, cell("t3.granted.total")); c.Sum == nil || *c.Sum != schema.DecimalOf(12) {
		t.Errorf("the total of another cell is %v, want 12", c.Sum)
	}
	if c := got.Total("410526", 2024, cell("t3.received.total")); c != nil && c.LastYear != nil {
		t.Errorf("the year after has %v from the year before, want null", *c.LastYear)
	}
}

func BenchmarkTotals(b *testing.B) {
	var reports []*schema.Report
	for i := range 2000 {
		r := filed("410526100", 2023, map[string]int64{"t3.received.total": int64(i)})
		for _, id := range r.FormCellsOf() {
			r.Cells[id] = schema.CellValue{State: schema.Number, Value: schema.DecimalOf(int64(i)), Raw: "1"}
		}
		r.Submission = "s"
		r.UnitCode = []string{"410526100", "410526209"}[i%2]
		reports = append(reports, r)
	}
	cells := normalize.Cells(memory.DefaultAllocator, reports, roster)
	defer cells.Release()
	b.ReportAllocs()
	for b.Loop() {
		sums, err := total.Totals([]arrow.Record{cells}, []total.Coverage{coverage(2023, 3)}, nil)
		if err != nil {
			b.Fatal(err)
		}
		for out := range total.Batches(memory.DefaultAllocator, sums, 2023) {
			out.Release()
		}
	}
	b.ReportMetric(float64(cells.NumRows())*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}
