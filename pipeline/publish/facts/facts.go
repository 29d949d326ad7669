// Package facts is what every paper says, gathered once: the workbook, the
// page, the letters and the county draft are drawn from one [Facts], so no two
// of them can disagree.
package facts

import "huizong/schema"

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
	Reports     map[Key]*schema.Report // accepted reports only
	Findings    []schema.Finding       // ordered by file, form order, rule
	Checks      []schema.Check
	Totals      []schema.AreaTotal // every area and year, form order inside
	Claims      []schema.Claim
	Rules       []Rule

	Deadline map[int]string // by report year: ISO date until which reports were due
	Mask     bool           // hide names and phone numbers of persons in prose
	Version  string         // of the tool
}

// A Rule is what a paper says about a rule.
type Rule struct {
	ID       string
	Severity schema.Severity
	Title    string // Chinese, one phrase
	TitleEN  string
	Source   string
}

// Latest is the newest year.
func (f *Facts) Latest() int { return f.Years[len(f.Years)-1] }

// Report returns the accepted report of a unit and year, nil if there is none.
func (f *Facts) Report(unit string, year int) *schema.Report { return f.Reports[Key{unit, year}] }

// Owing lists the units that owe a report for the year, ordered by code.
func (f *Facts) Owing(year int) []schema.Unit {
	var owing []schema.Unit
	for i := range f.Units {
		if f.Units[i].Owes(year) {
			owing = append(owing, f.Units[i])
		}
	}
	return owing
}

// Missing lists the units that owe a report for the year and have none.
func (f *Facts) Missing(year int) []schema.Unit {
	var missing []schema.Unit
	for _, u := range f.Owing(year) {
		if f.Report(u.Code, year) == nil {
			missing = append(missing, u)
		}
	}
	return missing
}

// FindingsOf lists the findings of a unit and year, in order.
func (f *Facts) FindingsOf(unit string, year int) []schema.Finding {
	var of []schema.Finding
	for i := range f.Findings {
		if f.Findings[i].UnitCode == unit && f.Findings[i].ReportYear == year {
			of = append(of, f.Findings[i])
		}
	}
	return of
}

// Total returns the total of a cell for an area and year, nil if there is none.
func (f *Facts) Total(area string, year int, cell schema.CellID) *schema.AreaTotal {
	for i := range f.Totals {
		if t := &f.Totals[i]; t.Area.Code == area && t.ReportYear == year && t.Cell == cell {
			return t
		}
	}
	return nil
}
