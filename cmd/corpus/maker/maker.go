// Package maker makes township reports whose true values are known, and
// writes them in the formats and layouts that real townships use.
//
// A [Report] is what stands on the paper: figures, prose, title. Nothing of it
// depends on a clock or on map order: the same seed gives the same bytes. What
// was put in on purpose is written down in it, as slips and claims, so that a
// test can compare what a reader says with what the paper says, see [Truth].
package maker

import (
	"huizong/schema"
)

// A Figure is what one form cell of a report prints. It is the zero value
// (state [schema.Absent]) where the report does not print the cell.
type Figure struct {
	State schema.CellState
	Value schema.Decimal // meaningful only in state Number
	Raw   string         // as printed in the cell
}

// Count is a whole number printed plainly.
func Count(n int64) Figure { return Number(schema.DecimalOf(n)) }

// Number is an exact number printed plainly.
func Number(v schema.Decimal) Figure {
	return Figure{State: schema.Number, Value: v, Raw: v.String()}
}

// Printed is a cell in which something stands that is no number.
func Printed(state schema.CellState, raw string) Figure { return Figure{State: state, Raw: raw} }

// A Report is one township report as it stands on paper.
type Report struct {
	Unit    schema.Unit
	Year    int
	Edition schema.Edition
	Cells   [schema.CellCount]Figure

	Title    []string    // printed lines; empty: no title
	Opening  []Paragraph // before the first heading
	Sections [6]Section
	Closing  []string // signature and date lines

	Slips []Slip // what is wrong with it, on purpose

	wording  wording  // how its labels are printed
	numbers  numbers  // what its prose counts beside the tables
	received string   // ISO date it was sent in
	seed     []string // what its dice are rolled from
}

// A Section is one of the six sections of a report.
type Section struct {
	Heading    string // "" if the heading is missing
	Doubled    bool   // the heading stands there twice
	Missing    bool   // heading, prose and table are missing
	NoTable    bool   // the table is missing, though the heading stands there
	Paragraphs []Paragraph
}

// A Paragraph is one paragraph of prose with the numbers it states.
type Paragraph struct {
	Text   string
	Claims []Claim
}

// A Claim is one number said in prose. Offset counts characters from the
// start of the paragraph; for a nil statement (未收到…) it is that of its
// first character.
type Claim struct {
	Metric    string
	Value     schema.Decimal
	Qualifier schema.Qualifier
	Ambiguous bool // 受理 and the like: which metric is not certain
	Section   int  // 1–6, 0 before the first heading
	Ordinal   int  // paragraph inside the section, 1-based
	Offset    int
}

// A Slip is one thing wrong with a report: what was done, and one finding that
// must be raised for it. A kind that breaks several rules has several slips; a
// rule that breaks as a consequence has the kind [Follows].
type Slip struct {
	Kind string
	Rule string
	Cell schema.CellID // NoCell: about no single cell
}

// Follows is the kind of a slip that follows from others by arithmetic.
const Follows = "follows"

// A Truth is what a perfect reader finds in a report.
type Truth struct {
	Unit    schema.Unit
	Year    int
	Edition schema.Edition
	Cells   [schema.CellCount]Figure
	Slips   []Slip
	Claims  []Claim
}

// Truth returns what stands in the report.
func (r *Report) Truth() *Truth {
	t := &Truth{Unit: r.Unit, Year: r.Year, Edition: r.Edition, Cells: r.Cells, Slips: r.Slips}
	collect := func(section int, ps []Paragraph) {
		for i, p := range ps {
			for _, c := range p.Claims {
				c.Section, c.Ordinal = section, i+1
				t.Claims = append(t.Claims, c)
			}
		}
	}
	collect(0, r.Opening)
	for s := range r.Sections {
		if !r.Sections[s].Missing {
			collect(s+1, r.Sections[s].Paragraphs)
		}
	}
	return t
}

// Has reports whether a slip of the kind is in the report.
func (r *Report) Has(kind string) bool {
	for _, s := range r.Slips {
		if s.Kind == kind {
			return true
		}
	}
	return false
}

// Received is the ISO date on which the report was sent in.
func (r *Report) Received() string { return r.received }

// A Judgement is how a cell that was read compares with the truth.
type Judgement uint8

// The judgements. Wrong is what must never happen: a number that the paper
// does not print there.
const (
	Right  Judgement = iota // the same state, and the same value
	Missed                  // no number where one is printed, or another state that is no number either
	Wrong                   // a number that does not stand there
)

// Judge compares a cell that was read with the figure on the paper. A cell
// that the layout makes unreadable is right in any state that is no number,
// and in state number if its value is the one on the paper.
func Judge(paper Figure, state schema.CellState, value schema.Decimal) Judgement {
	switch {
	case state == schema.Number && paper.State == schema.Number && value == paper.Value:
		return Right
	case state == schema.Number && paper.State == schema.Unread && value == paper.Value:
		return Right
	case state == schema.Number:
		return Wrong
	case state == paper.State, paper.State == schema.Unread:
		return Right
	}
	return Missed
}
