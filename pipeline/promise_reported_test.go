package pipeline_test

import (
	"maps"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// Promise 3: an arithmetic suggestion is a question in a letter; reported values
// stay as reported.

// located are slips of which the rules say where the error is and what would
// close the sums.
var located = []string{"row_total", "row_total_zero", "answered", "balance", "t4_total", "row_shift", "column_swap", "times_ten",
	"digits_swapped", "total_empty", "blank_column", "compensating", "yuan"}

// TestReportedValuesStayAsReported puts slips into every report that the rules
// locate and have a suggestion for. The cells stay those of the paper, and the
// totals are the sums of what the papers print.
func TestReportedValuesStayAsReported(t *testing.T) {
	w := makeWorld(t, 3*len(located), maker.Corpus{Level: maker.Busy, Formats: []string{"txt", "html"}, Years: []int{2023}})
	slips := map[string]int{}
	for i := range w.filed {
		f := &w.filed[i]
		if kind := located[i%len(located)]; f.Report.Inject(kind, maker.Near{}) {
			slips[kind]++
			w.refile(f)
		}
	}
	if len(slips) != len(located) {
		t.Fatalf("slips %v, want one of each of %v", slips, located)
	}
	w.run(nil)
	got := w.published()

	suggestions := 0
	sums := map[schema.CellID]schema.Decimal{}
	for _, f := range w.filed {
		key := unitYear{f.Report.Unit.Code, f.Report.Year}
		r := got.reports[key]
		for id, paper := range f.File.Truth.Cells {
			if v := r.Cells[id]; v.State != paper.State || v.Value != paper.Value || v.Raw != paper.Raw {
				t.Errorf("%s %s: %s %q, the paper says %s %q", f.Path, schema.Cells[id].Code, v.State, v.Raw, paper.State, paper.Raw)
			}
			if paper.State == schema.Number {
				sums[schema.CellID(id)] += paper.Value
			}
		}
		for _, x := range got.findings[key] {
			if x.Suggestion != "" {
				suggestions++
			}
		}
	}
	if suggestions < len(w.filed)/2 {
		t.Errorf("%d suggestions on %d reports with a slip", suggestions, len(w.filed))
	}
	totals := map[schema.CellID]schema.Decimal{}
	for x := range got.totals.All() {
		if x.Area.Level == "all" && x.Sum != nil {
			totals[x.Cell] = *x.Sum
		}
	}
	if !maps.Equal(totals, sums) {
		t.Error("the totals are not the sums of what is printed")
	}
}
