package check

import (
	"fmt"
	"slices"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// read is what a perfect reader makes of a report on paper: cells, prose and
// the numbers said in it.
func read(p *maker.Report) (*schema.Report, []schema.Claim) {
	file := fmt.Sprintf("%s%d.docx", p.Unit.Name, p.Year)
	r := &schema.Report{Submission: file, File: file, UnitCode: p.Unit.Code, UnitName: p.Unit.Name, Year: p.Year, Edition: p.Edition, Dated: p.Received()}
	for i := range p.Cells {
		f := &p.Cells[i]
		if f.State == schema.Absent {
			continue
		}
		table := schema.Cells[i].Table
		state := f.State
		if schema.Cells[i].Unit == schema.UnsaidYuan {
			state = schema.Text // no unit is printed: recognizing keeps it as text
		}
		r.Cells[i] = schema.CellValue{State: state, Value: f.Value, Raw: f.Raw, Place: schema.Place{File: file, Table: int(table), Row: i + 1}}
		r.TableEdition[table] = p.Edition
	}
	for i := range r.SubItems {
		r.SubItems[i] = true
	}
	for k, para := range p.Opening {
		r.Narrative = append(r.Narrative, schema.NarrativeParagraph{Ordinal: k + 1, Text: para.Text})
	}
	for i := range p.Sections {
		s := &p.Sections[i]
		if s.NoTable || s.Missing {
			r.TableEdition[min(i, 3)] = schema.NoEdition
		}
		r.Sections[i] = schema.Section{Found: !s.Missing && s.Heading != "", Heading: s.Heading, Headings: 1, Table: i >= 1 && i <= 3 && !s.NoTable && !s.Missing}
		for k, para := range s.Paragraphs {
			if !s.Missing {
				r.Narrative = append(r.Narrative, schema.NarrativeParagraph{Section: i + 1, Ordinal: k + 1, Text: para.Text, Place: schema.Place{File: file, Line: 100*i + k + 1}})
			}
		}
	}
	var claims []schema.Claim
	for _, c := range p.Truth().Claims {
		claims = append(claims, schema.Claim{UnitCode: p.Unit.Code, ReportYear: p.Year, Metric: c.Metric, Value: c.Value, Qualifier: c.Qualifier,
			Section: c.Section, Ordinal: c.Ordinal, Offset: c.Offset, Submission: file})
	}
	return r, claims
}

// county makes a county's reports of two years, some unit in trouble by then.
func judged(t *testing.T, units []schema.Unit, years map[string][]*maker.Report) []schema.Finding {
	t.Helper()
	in := Input{Roster: &schema.Roster{Units: units}, Copied: []Overlap{}, Claims: []schema.Claim{}}
	for _, u := range units {
		for _, p := range years[u.Code] {
			r, claims := read(p)
			in.Reports, in.Claims = append(in.Reports, r), append(in.Claims, claims...)
		}
	}
	return Run(in).Findings
}

// Reports in which nothing is wrong give no must finding, and nothing at all
// about figures.
func TestCleanCountiesAreSilent(t *testing.T) {
	for _, level := range []maker.Level{maker.Realistic, maker.Busy, maker.Zero} {
		units := maker.Counties(120, "clean")
		years := map[string][]*maker.Report{}
		for _, u := range units {
			years[u.Code] = maker.Series(maker.Order{Seed: "clean", Unit: u, Level: level, Variety: maker.Wild}, []int{2019, 2020, 2021, 2022, 2023})
		}
		for _, f := range judged(t, units, years) {
			if f.Severity == schema.Must {
				t.Errorf("level %d: %s %d: %s: %s", level, f.UnitCode, f.ReportYear, f.Rule, f.Message)
			}
			switch rule := BuiltIn().Rule(f.Rule); rule.Class {
			case Arithmetic, Cells, AcrossYears, Magnitude, Prose:
				if f.Rule != "cell.unread" && (f.Rule != "year.jump" || level != maker.Busy) { // some layouts cannot be read, by intention
					t.Errorf("level %d: %s %d: %s: %s", level, f.UnitCode, f.ReportYear, f.Rule, f.Message)
				}
			}
		}
	}
}

// Every kind of slip that shows in figures or prose is named with its rule and
// cell, in every report that has a place for it.
func TestInjectedSlipsAreNamed(t *testing.T) {
	skip := map[string]string{ // judged from what recognizing or another package sees
		"title_year": "YearsSaid", "period": "Period", "period_year": "YearsSaid", "leftover": "recognize", "doubled": "recognize",
		"copied": "copied", "copied_last": "copied", "text_parts": "claims",
	}
	units := maker.Counties(60, "slips")
	for _, k := range maker.SlipKinds {
		if skip[k.Kind] != "" || BuiltIn().Rule(k.Rule).Class == Slip {
			continue
		}
		t.Run(k.Kind, func(t *testing.T) {
			placed, missed := 0, 0
			for i, u := range units {
				neighbour := units[(i+1)%len(units)]
				if neighbour.ParentCode != u.ParentCode {
					continue
				}
				years := maker.Series(maker.Order{Seed: k.Kind, Unit: u, Level: maker.Busy}, []int{2022, 2023})
				other := maker.Series(maker.Order{Seed: k.Kind, Unit: neighbour, Level: maker.Busy}, []int{2022, 2023})
				p := years[1]
				if !p.Inject(k.Kind, maker.Near{Last: years[0], Other: other[1]}) {
					continue
				}
				placed++
				found := judged(t, []schema.Unit{u, neighbour}, map[string][]*maker.Report{u.Code: years, neighbour.Code: other})
				for _, want := range p.Slips {
					if want.Kind != k.Kind && (skipped(want, k.Kind) || BuiltIn().Rule(want.Rule).Class != Arithmetic) {
						continue
					}
					if !slices.ContainsFunc(found, func(f schema.Finding) bool {
						return f.Rule == want.Rule && f.UnitCode == u.Code && f.ReportYear == 2023 && (want.Cell == schema.NoCell || f.Cell == want.Cell)
					}) {
						missed++
						t.Errorf("%s in %s: no %s at %v", k.Kind, u.Name, want.Rule, want.Cell)
					}
				}
			}
			if placed == 0 {
				t.Error("no report has a place for it")
			}
			t.Logf("%d reports", placed)
		})
	}
}

// skipped: cells blanked together are told together.
func skipped(want maker.Slip, kind string) bool {
	return want.Rule == "cell.blank" && kind == "blank_column"
}
