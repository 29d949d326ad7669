package pipeline_test

import (
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/publish/recall"
	"huizong/schema"
)

// Promise 2: no cell is silently wrong: right, or marked.

// TestNoCellSilentlyWrong files hundreds of reports in every format, the labels
// official, usual and wild, and holds every published cell against the paper.
// In those that are clean, nothing must be corrected.
func TestNoCellSilentlyWrong(t *testing.T) {
	for _, c := range []struct {
		name  string
		units int
		clean bool
		maker.Corpus
	}{
		{"official", 30, true, maker.Corpus{Variety: maker.Official, Level: maker.Busy}},
		{"usual", 30, true, maker.Corpus{Years: []int{2020, 2021, 2022}}},
		{"trial", 20, true, maker.Corpus{Level: maker.Small, Years: []int{2019, 2020}}},
		{"stress", 30, false, maker.Corpus{Level: maker.Stress, Years: []int{2023}}},
		{"wild", 40, false, maker.Corpus{Variety: maker.Wild, Years: []int{2023}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := makeWorld(t, c.units, c.Corpus)
			w.run(nil)
			got := w.published()
			w.compare(got)
			if c.clean {
				silent(t, got)
			}
		})
	}
}

// compare holds the published cells against the papers: none silently wrong, of
// a hundred printed numbers at least 99 read.
func (w *world) compare(got *published) {
	w.t.Helper()
	var printed, read int
	for _, f := range w.filed {
		r := got.reports[unitYear{f.Report.Unit.Code, f.Report.Year}]
		if r == nil {
			r = &schema.Report{} // nothing was read
			w.t.Logf("%s (%s): no report was read", f.Path, f.File.Variant)
		}
		for id := range schema.Cells {
			paper, v := f.File.Truth.Cells[id], r.Cells[id]
			judgement := maker.Judge(paper, v.State, v.Value)
			if judgement == maker.Wrong {
				w.t.Errorf("%s (%s) %s: published %s %s, the paper says %s %q", f.Path, f.File.Variant, schema.Cells[id].Code, v.State, v.Value, paper.State, paper.Raw)
			}
			if paper.State == schema.Number {
				printed++
				if judgement == maker.Right {
					read++
				}
			}
		}
	}
	w.t.Logf("%d of %d printed numbers read, in %d reports", read, printed, len(w.filed))
	if read*100 < printed*99 {
		w.t.Errorf("%d of %d printed numbers were read, want 99 of 100", read, printed)
	}
}

// silent reports every finding that says something must be corrected.
func silent(t *testing.T, got *published) {
	t.Helper()
	for key, findings := range got.findings {
		for _, f := range findings {
			if f.Severity == schema.Must {
				t.Errorf("a clean report: %s %d: %s [%s]", key.unit, key.year, f.Message, f.Rule)
			}
		}
	}
}

// TestSlipsAreNamed puts one slip of every kind into a busy report of its own,
// and looks for the finding that must be raised: the rule, the unit, the cell.
func TestSlipsAreNamed(t *testing.T) {
	w := makeWorld(t, 2*len(maker.SlipKinds), maker.Corpus{Seed: "slips", Level: maker.Busy})
	hosts := w.inject()
	w.run(nil)
	got := w.published()
	for _, k := range maker.SlipKinds {
		r := hosts[k.Kind]
		if r == nil {
			t.Errorf("no report took the slip %s", k.Kind)
			continue
		}
		for _, s := range r.Slips {
			if !raised(got.findings[unitYear{r.Unit.Code, r.Year}], s) {
				t.Errorf("slip %s: no finding %s at %s of %s %d", k.Kind, s.Rule, code(s.Cell), r.Unit.Name, r.Year)
			}
		}
	}
}

// TestSlipsOfManyReports files a county's worth of reports, each with a slip of
// some kind in it, and looks for every finding that must be raised.
func TestSlipsOfManyReports(t *testing.T) {
	w := makeWorld(t, 80, maker.Corpus{Seed: "many slips", Level: maker.Busy, Slips: 100})
	w.run(nil)
	got := w.published()
	slips := 0
	for _, f := range w.filed {
		for _, s := range f.Report.Slips {
			slips++
			findings := got.findings[unitYear{f.Report.Unit.Code, f.Report.Year}]
			// A blank at the edge of a text row leaves open where the row begins: then
			// the row is marked unread, which names it as well.
			if s.Rule == "cell.blank" && raised(findings, maker.Slip{Rule: "cell.unread", Cell: schema.NoCell}) {
				continue
			}
			if !raised(findings, s) {
				t.Errorf("%s (%s): slip %s: no finding %s at %s", f.Path, f.File.Variant, s.Kind, s.Rule, code(s.Cell))
			}
		}
	}
	t.Logf("%d slips, consequences counted, in %d reports", slips, len(w.filed))
}

// inject puts one slip of each kind into a report of 2023 that takes it, and
// files the report again.
func (w *world) inject() map[string]*maker.Report {
	w.t.Helper()
	hosts, taken := map[string]*maker.Report{}, map[*maker.Report]bool{}
	for _, k := range maker.SlipKinds {
		for i := 2; i+1 < len(w.filed); i += 2 { // each unit's 2022 stands before its 2023
			f := &w.filed[i+1]
			if taken[f.Report] || !f.Report.Inject(k.Kind, maker.Near{Last: w.filed[i].Report, Other: w.filed[i-1].Report}) {
				continue
			}
			hosts[k.Kind], taken[f.Report] = f.Report, true
			w.refile(f)
			break
		}
	}
	return hosts
}

// refile writes a report anew, as it stands now, over the file it was in.
func (w *world) refile(f *maker.Filed) {
	w.t.Helper()
	file, err := maker.Write(f.Report, f.File.Format, maker.Finish{Variant: f.File.Variant})
	if err != nil {
		w.t.Fatal(err)
	}
	f.File = file
	w.put("inbox/"+f.Path, file.Data)
}

func code(id schema.CellID) string {
	if id == schema.NoCell {
		return "no cell in particular"
	}
	return schema.Cells[id].Code
}

// raised reports whether a finding says what a slip must raise: its rule, at
// its cell if it has one. Cells that are blank in one row or column are one
// finding, and a row may be unread because of the blank in it. A slip may have
// another name or place that mends the same sums (02 for 20 is a lost zero, too;
// 0 and 1 swapped are a one too many and a one too few); the sums that fail are
// slips that follow, and looked for by themselves.
func raised(findings []recall.Finding, s maker.Slip) bool {
	for _, f := range findings {
		switch {
		case f.Rule == s.Rule && (s.Cell == schema.NoCell || f.Cell == s.Cell):
			return true
		case s.Cell == schema.NoCell || f.Cell == schema.NoCell:
		case f.Rule == s.Rule && s.Rule == "cell.blank" && inLine(f.Cell, s.Cell):
			return true
		case s.Rule == "cell.blank" && f.Rule == "cell.inferred" && f.Cell == s.Cell:
			return true
		case strings.HasPrefix(s.Rule, "slip.") && strings.HasPrefix(f.Rule, "slip."):
			return true
		}
	}
	return false
}

// inLine reports whether two cells stand in one row or column.
func inLine(a, b schema.CellID) bool {
	x, y := &schema.Cells[a], &schema.Cells[b]
	return x.Table == y.Table && (x.RowIndex == y.RowIndex || x.ColumnIndex == y.ColumnIndex)
}
