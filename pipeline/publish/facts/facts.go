// Package facts is what every paper says, gathered once: the workbook, the
// page, the letters and the county draft are drawn from one [Facts], so no two
// of them can disagree.
package facts

import (
	"iter"
	"sync"

	"huizong/schema"
)

// A Key names one report: a unit and a year.
type Key struct {
	UnitCode string
	Year     int
}

// Facts are the results of one run, read-only for the papers.
type Facts struct {
	Area  schema.Area
	Years []int // report years, ascending; never empty

	Units       []schema.Unit // the roster, ordered by code
	Submissions []schema.Submission
	Reports     Reports                // accepted reports only
	Findings    []schema.Finding       // ordered by file, form order, rule
	Checks      iter.Seq[schema.Check] // by unit code, year and rule
	Totals      *schema.Totals         // every area and year
	Rules       []Rule

	Deadline map[int]string // by report year: ISO date until which reports were due
	Mask     bool           // hide names and phone numbers of persons in prose
	Version  string         // of the tool

	once        sync.Once
	findings    map[Key][]schema.Finding
	children    map[string][]*schema.Finding
	submissions map[string]*schema.Submission
	owing       map[int][]schema.Unit // by year
	missing     map[int][]schema.Unit
}

// index builds what the papers look up; what they say must stand by then.
func (f *Facts) index() {
	f.once.Do(func() {
		f.findings, f.children = map[Key][]schema.Finding{}, map[string][]*schema.Finding{}
		for i := range f.Findings {
			x := &f.Findings[i]
			k := Key{x.UnitCode, x.ReportYear}
			f.findings[k] = append(f.findings[k], *x)
			if x.Parent != "" {
				f.children[x.Parent] = append(f.children[x.Parent], x)
			}
		}
		f.submissions = make(map[string]*schema.Submission, len(f.Submissions))
		for i := range f.Submissions {
			f.submissions[f.Submissions[i].ID] = &f.Submissions[i]
		}
		f.owing, f.missing = map[int][]schema.Unit{}, map[int][]schema.Unit{}
		for _, y := range f.Years {
			f.indexUnits(y)
		}
	})
}

func (f *Facts) indexUnits(year int) {
	for i := range f.Units {
		u := f.Units[i]
		if !u.Owes(year) {
			continue
		}
		f.owing[year] = append(f.owing[year], u)
		if !f.Filed(u.Code, year) {
			f.missing[year] = append(f.missing[year], u)
		}
	}
}

// A Rule is what a paper says about a rule.
type Rule struct {
	ID       string
	Severity schema.Severity
	Title    string // Chinese, one phrase
	TitleEN  string
	Source   string
}

// Submission returns the file of an id, nil if there is none.
func (f *Facts) Submission(id string) *schema.Submission {
	f.index()
	return f.submissions[id]
}

// Latest is the newest year.
func (f *Facts) Latest() int { return f.Years[len(f.Years)-1] }

// Report returns the accepted report of a unit and year, nil if there is none.
// Its prose need not be there.
func (f *Facts) Report(unit string, year int) *schema.Report {
	if f.Reports == nil {
		return nil
	}
	return f.Reports.Report(unit, year)
}

// Filed reports whether there is an accepted report of a unit and year.
func (f *Facts) Filed(unit string, year int) bool { return f.Filing(unit, year) != nil }

// Filing says what is known of the accepted report of a unit and year without
// reading it, nil if there is none.
func (f *Facts) Filing(unit string, year int) *Filing {
	if f.Reports == nil {
		return nil
	}
	return f.Reports.Filing(unit, year)
}

// A Filing is an accepted report as the lists name it.
type Filing struct {
	Submission string // its id
	File       string
	Edition    schema.Edition
	Cells      int // that the data show of it
	Numbers    int // of them: cells that are numbers
	Blanks     int // and blank ones
}

// Reports finds accepted reports. Those of a nation are not in memory: who asks
// keeps none longer than needed, and asks unit by unit.
type Reports interface {
	Filing(unit string, year int) *Filing        // nil if there is none
	Report(unit string, year int) *schema.Report // nil if there is none
}

// InMemory are reports that are at hand.
type InMemory map[Key]*schema.Report

// Filing says what is known of the report, nil if it is not there.
func (m InMemory) Filing(unit string, year int) *Filing {
	r := m[Key{unit, year}]
	if r == nil {
		return nil
	}
	return &Filing{r.Submission, r.File, r.Edition, len(r.PublishedCells()), r.Count(schema.Number), r.Count(schema.Blank)}
}

// Report returns the report, nil if it is not there.
func (m InMemory) Report(unit string, year int) *schema.Report { return m[Key{unit, year}] }

// Owing lists the units that owe a report for one of the years, ordered by code.
func (f *Facts) Owing(year int) []schema.Unit {
	f.index()
	return f.owing[year]
}

// Missing lists the units that owe a report for one of the years and have none.
func (f *Facts) Missing(year int) []schema.Unit {
	f.index()
	return f.missing[year]
}

// FindingsOf lists the findings of a unit and year, in order.
func (f *Facts) FindingsOf(unit string, year int) []schema.Finding {
	f.index()
	return f.findings[Key{unit, year}]
}

// Children lists the findings that stand under the one with the id, in order.
func (f *Facts) Children(id string) []*schema.Finding {
	f.index()
	return f.children[id]
}

// Total returns the total of a cell for an area and year, nil if there is none.
func (f *Facts) Total(area string, year int, cell schema.CellID) *schema.AreaTotal {
	return f.Totals.Total(area, year, cell)
}

// Comparable reports whether a total and last year's count every unit, so that
// the change between them says something. A year that this run does not know
// does not count.
func (f *Facts) Comparable(t *schema.AreaTotal) bool {
	last := f.Total(t.Area.Code, t.ReportYear-1, t.Cell)
	return t.Complete() && last != nil && last.Complete()
}
