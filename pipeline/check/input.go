package check

import (
	"fmt"

	"huizong/schema"
)

// An Input is everything a run is judged by. Nothing in it is changed.
type Input struct {
	Reports    []*schema.Report // accepted, ordered by unit code, then year
	History    []*schema.Report // of earlier years, from a snapshot before; used where Reports has no such year
	Superseded []*schema.Report // of superseded submissions: what they said otherwise is shown
	Held       []HeldReport     // recognized, but of no known unit or year

	// A run that cannot hold all reports gives these in place of Reports, History
	// and Superseded; either returns nil for a report that is not at hand.
	Find func(submission string) *schema.Report     // an accepted or superseded one
	Last func(unit string, year int) *schema.Report // one of an earlier year that is not judged

	Roster      *schema.Roster // nil: nothing is asked about the roster
	Area        schema.Area
	Years       []int // in which every unit of the roster is expected; nil: the years of Reports
	Submissions []schema.Submission

	Deadline func(year int) string // ISO date until which reports of the year were due; nil is [Deadline]

	Claims []schema.Claim // numbers said in prose; nil: prose is not judged
	Parts  []PartsClaim   // sums said in prose
	Copied []Overlap      // sections that resemble others; nil: not looked for

	CountyFigures []CountyFigure // the counties' own published figures, where given
	Explanations  []schema.Explanation
	Rules         *RuleSet // nil is [BuiltIn]
	Locate        Locator  // nil: errors are not located

	Workers int // how many reports are judged at a time; 0 is one
}

// A Locator looks at the findings of one report and says which one slip
// explains them: it returns them with Parent and Suggestion set where it
// knows, and the slip.* findings it adds. It is called concurrently.
type Locator func(r *schema.Report, findings []schema.Finding) []schema.Finding

// A HeldReport is what recognizing found in a report that nobody is known to
// have filed.
type HeldReport struct {
	File     string
	Findings []schema.Finding
}

// A PartsClaim is a sum said in prose: "共 N 条，其中…A 条、…B 条".
type PartsClaim struct {
	UnitCode   string
	ReportYear int
	Total      schema.Decimal
	Parts      []schema.Decimal
	Exact      bool   // none of the numbers is a 余, 多 or 约
	Section    int    // 1–6, 0 before the first heading
	Ordinal    int    // paragraph inside the section, 1-based
	Sentence   string // verbatim
	Place      schema.Place
	Submission string
}

// An Overlap says that a section of a report resembles another text: a section of
// another unit of the same year, or the unit's own of the year before.
type Overlap struct {
	UnitCode   string
	ReportYear int
	Section    int // 1–6
	OtherUnit  string
	OtherName  string
	OtherYear  int
	Similarity schema.Decimal // 0 to 1
	Passage    string         // the longest passage both have, verbatim
	Place      schema.Place
}

// A CountyFigure is one cell of a county's own published report.
type CountyFigure struct {
	CountyCode string // six digits
	CountyName string
	ReportYear int
	Cell       schema.CellID
	Value      schema.Decimal
}

// Deadline is when reports of a year are due unless the county says otherwise:
// 31 January of the year after (条例第四十九条 and county notices).
func Deadline(year int) string { return fmt.Sprintf("%04d-01-31", year+1) }

// countyDeadline is when a county's own report is due (条例第五十条).
func countyDeadline(year int) string { return fmt.Sprintf("%04d-03-31", year+1) }
