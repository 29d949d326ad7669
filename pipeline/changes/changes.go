// Package changes says what differs between two snapshots, and why: a cell, a
// total or a status changed because a file came or went, the roster changed,
// the rules changed, or the same file is read otherwise.
//
// The one thing to know: the same file read again with new code is told apart
// from a new file by the submission it came from.
package changes

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
	"huizong/schema/batch"
)

// A Cause is why something changed.
type Cause string

// The causes.
const (
	Refiled Cause = "refiled" // a file came, went, or another one stands
	Roster  Cause = "roster"  // the unit entered or left the roster, owes otherwise, or the same file is taken for another unit's
	Rules   Cause = "rules"   // the same cells are judged otherwise: rules, explanations or settings
	Reader  Cause = "reader"  // the same file is read otherwise
)

// A Kind is what changed.
type Kind string

// The kinds, in the order of the table.
const (
	Status Kind = "status"
	Cell   Kind = "cell"
	Total  Kind = "total"
)

// A Change is one difference.
type Change struct {
	Kind       Kind   `json:"kind"`
	Code       string `json:"code"` // unit code of a cell or status, area code of a total
	Name       string `json:"name"`
	Year       int    `json:"report_year"`
	Cell       string `json:"cell,omitempty"`
	Old        string `json:"old"` // "" where there was nothing
	New        string `json:"new"`
	Cause      Cause  `json:"cause"`
	Submission string `json:"submission_id,omitempty"` // of the new side
}

// A Filing is how one unit stands for one year.
type Filing struct {
	UnitCode, UnitName   string
	Year                 int
	Filed                bool
	Must, Explain, Notes int // open findings
	Submission           string
}

func (f Filing) text() string {
	if !f.Filed {
		return "missing"
	}
	return fmt.Sprintf("filed (must %d, explain %d, note %d)", f.Must, f.Explain, f.Notes)
}

// A Side is one of the two snapshots.
type Side struct {
	Made        Made
	Units       []schema.Unit
	Submissions map[string]bool // ids of the files gathered
	Filings     []Filing
	Reports     []Reported
	Totals      *schema.Totals
}

// Made says what a snapshot was made with, beside files: the version of the
// tool and the hashes that its manifest tells, "" where that is not known.
type Made struct{ Version, Roster, Rules string }

// A Reported is an accepted report that is looked at when its turn comes, so
// that two nations of reports need not be in memory.
type Reported struct {
	UnitCode string
	Year     int
	Load     func() *schema.Report // nil if it could not be read, which the caller must notice itself
}

// InMemory is a report that is at hand.
func InMemory(r *schema.Report) Reported {
	return Reported{r.UnitCode, r.Year, func() *schema.Report { return r }}
}

type unitYear struct {
	unit string
	year int
}

type areaCell struct {
	area string
	year int
	cell schema.CellID
}

// comparison is one walk over both sides.
type comparison struct {
	before, after map[unitYear]*Filing
	changes       []Change
	sides         [2]Side
	cellCauses    map[unitYear]map[schema.CellID]Cause
	units         map[string]*schema.Unit
	owing         [2]map[string]*schema.Unit // the roster of each side
	sumCauses     map[areaCell]Cause
	moved         map[areaCell]bool // by area and year: the roster moved there
}

// Between lists the changes from one snapshot to the next: statuses, cells,
// totals, each ordered by year, code and form.
func Between(before, after Side) []Change {
	c := &comparison{before: filings(before), after: filings(after), sides: [2]Side{before, after},
		cellCauses: map[unitYear]map[schema.CellID]Cause{}, units: map[string]*schema.Unit{}}
	for n, side := range c.sides {
		c.owing[n] = map[string]*schema.Unit{}
		for i := range side.Units {
			u := &side.Units[i]
			c.units[u.Code], c.owing[n][u.Code] = u, u
		}
	}
	c.cells(before, after)
	c.statuses()
	c.totals(before, after)
	slices.SortStableFunc(c.changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(rank(a.Kind), rank(b.Kind)), cmp.Compare(a.Year, b.Year), strings.Compare(a.Code, b.Code), cmp.Compare(position(a.Cell), position(b.Cell)))
	})
	return c.changes
}

func rank(k Kind) int { return slices.Index([]Kind{Status, Cell, Total}, k) }

func position(code string) int {
	id, ok := schema.CellByCode(code)
	if !ok {
		return -1
	}
	return int(id)
}

func filings(s Side) map[unitYear]*Filing {
	m := make(map[unitYear]*Filing, len(s.Filings))
	for i := range s.Filings {
		m[unitYear{s.Filings[i].UnitCode, s.Filings[i].Year}] = &s.Filings[i]
	}
	return m
}

// rosterMoved reports whether the unit owes for the year by the roster of one
// side only: that moves totals without any file.
func (c *comparison) rosterMoved(k unitYear) bool { return c.owes(0, k) != c.owes(1, k) }

func (c *comparison) owes(side int, k unitYear) bool {
	u := c.owing[side][k.unit]
	return u != nil && u.Owes(k.year)
}

func reportsOf(s Side) map[unitYear]*Reported {
	m := make(map[unitYear]*Reported, len(s.Reports))
	for i := range s.Reports {
		m[unitYear{s.Reports[i].UnitCode, s.Reports[i].Year}] = &s.Reports[i]
	}
	return m
}

func (r *Reported) load() *schema.Report {
	if r == nil {
		return nil
	}
	return r.Load()
}

func (c *comparison) cells(before, after Side) {
	old, now := reportsOf(before), reportsOf(after)
	for _, k := range union(old, now) {
		a, b := old[k].load(), now[k].load()
		if a == nil && b == nil {
			continue // neither could be read
		}
		cause := c.cause(k, a, b)
		name, submission := "", ""
		if b != nil {
			name, submission = b.UnitName, b.Submission
		} else {
			name = a.UnitName
		}
		for id := range schema.Cells {
			x, y := printed(a, id), printed(b, id)
			if x == y {
				continue
			}
			if c.cellCauses[k] == nil {
				c.cellCauses[k] = map[schema.CellID]Cause{}
			}
			c.cellCauses[k][schema.CellID(id)] = cause
			c.changes = append(c.changes, Change{Kind: Cell, Code: k.unit, Name: name, Year: k.year, Cell: schema.Cells[id].Code, Old: x, New: y, Cause: cause, Submission: submission})
		}
	}
}

// cause is why a unit's report differs. Where no file of it came or went, it is
// the reading that changed, or which unit the file is taken for.
func (c *comparison) cause(k unitYear, a, b *schema.Report) Cause {
	switch {
	case c.rosterMoved(k):
		return Roster
	case a != nil && b != nil && a.Submission == b.Submission:
		return Reader
	case a != nil && !c.sides[1].Submissions[a.Submission], b != nil && !c.sides[0].Submissions[b.Submission]:
		return Refiled
	case c.differs(Made.roster):
		return Roster
	case c.differs(Made.version):
		return Reader
	}
	return c.elsewhere()
}

// elsewhere is the cause of what neither the unit's file, the roster nor the
// reader explains: rules and settings, or the files of others beside it.
func (c *comparison) elsewhere() Cause {
	if c.differs(Made.rules) {
		return Rules
	}
	return Refiled
}

// judged is why the same cells have other findings. New versions bring rules
// with them; else, with the same rules, it is that other files came: of the
// year before, or of those that copied from one another.
func (c *comparison) judged() Cause {
	switch {
	case c.differs(Made.rules), c.differs(Made.version):
		return Rules
	case c.differs(Made.roster):
		return Roster
	case maps.Equal(c.sides[0].Submissions, c.sides[1].Submissions):
		return Rules
	}
	return Refiled
}

func (m Made) version() string { return m.Version }
func (m Made) roster() string  { return m.Roster }
func (m Made) rules() string   { return m.Rules }

// differs reports whether the two sides are known to be made with another one.
func (c *comparison) differs(part func(Made) string) bool {
	a, b := part(c.sides[0].Made), part(c.sides[1].Made)
	return a != "" && b != "" && a != b
}

// printed is what a cell says in a change: its value, or its state in brackets.
func printed(r *schema.Report, id int) string {
	if r == nil {
		return ""
	}
	v := &r.Cells[id]
	switch v.State {
	case schema.Number:
		return v.Value.String()
	case schema.Absent:
		return ""
	}
	return "(" + v.State.String() + ")" + v.Raw
}

func union[V any](a, b map[unitYear]V) []unitYear {
	var keys []unitYear
	for k := range a {
		keys = append(keys, k)
	}
	for k := range b {
		if _, both := a[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(x, y unitYear) int {
		return cmp.Or(cmp.Compare(x.year, y.year), strings.Compare(x.unit, y.unit))
	})
	return keys
}

func (c *comparison) statuses() {
	for _, k := range union(c.before, c.after) {
		a, b := c.before[k], c.after[k]
		change := Change{Kind: Status, Code: k.unit, Year: k.year}
		if a != nil {
			change.Old, change.Name = a.text(), a.UnitName
		}
		if b != nil {
			change.New, change.Name, change.Submission = b.text(), b.UnitName, b.Submission
		}
		if change.Old == change.New {
			continue
		}
		change.Cause = c.statusCause(k, a, b)
		c.changes = append(c.changes, change)
	}
}

func (c *comparison) statusCause(k unitYear, a, b *Filing) Cause {
	switch {
	case c.rosterMoved(k):
		return Roster
	case a == nil || b == nil:
		return c.elsewhere() // the first file of a year came, or the last one went
	case a.Filed != b.Filed || a.Submission != b.Submission:
		return c.cause(k, a.report(), b.report())
	case len(c.cellCauses[k]) > 0:
		return Reader
	}
	return c.judged()
}

// report stands for the one filed, nil if there is none.
func (f *Filing) report() *schema.Report {
	if !f.Filed {
		return nil
	}
	return &schema.Report{Submission: f.Submission}
}

func (c *comparison) totals(before, after Side) {
	c.gatherCauses(before, after)
	for t := range after.Totals.All() {
		c.total(t.Area, areaCell{t.Area.Code, t.ReportYear, t.Cell}, before.Totals.Total(t.Area.Code, t.ReportYear, t.Cell), &t)
	}
	for t := range before.Totals.All() {
		if after.Totals.Total(t.Area.Code, t.ReportYear, t.Cell) == nil {
			c.total(t.Area, areaCell{t.Area.Code, t.ReportYear, t.Cell}, &t, nil)
		}
	}
}

func (c *comparison) total(area schema.Area, k areaCell, a, b *schema.AreaTotal) {
	x, y := sumText(a), sumText(b)
	if x == y {
		return
	}
	c.changes = append(c.changes, Change{Kind: Total, Code: area.Code, Name: area.Name, Year: k.year, Cell: schema.Cells[k.cell].Code, Old: x, New: y, Cause: c.totalCause(k)})
}

// sumText says a total with its coverage, as the papers do.
func sumText(t *schema.AreaTotal) string {
	switch {
	case t == nil:
		return ""
	case t.Sum == nil:
		return fmt.Sprintf("(0/%d)", t.Expected)
	case t.Complete():
		return t.Sum.String()
	}
	return fmt.Sprintf("%s (%d/%d)", t.Sum, t.Counted, t.Expected)
}

// totalCause is the weightiest cause among the cells that the total adds up;
// without any it is the coverage that moved: a roster of more or fewer units, or
// a year of which the first file came.
func (c *comparison) totalCause(k areaCell) Cause {
	switch cause, ok := c.sumCauses[k]; {
	case ok:
		return cause
	case c.moved[areaCell{area: k.area, year: k.year}]:
		return Roster
	}
	return c.elsewhere()
}

// weights orders the causes of cells for the totals that they are added up to.
var weights = []Cause{Roster, Reader, Rules, Refiled} // the weightiest last

// gatherCauses adds the causes of cells, and the moves of the roster, up to the
// areas of the totals.
func (c *comparison) gatherCauses(before, after Side) {
	areas, years := map[string]schema.Area{}, map[int]bool{}
	for _, side := range []*schema.Totals{before.Totals, after.Totals} {
		for of := range side.Areas() {
			areas[of[0].Area.Code] = of[0].Area
			if side == after.Totals {
				years[of[0].ReportYear] = true
			}
		}
	}
	c.sumCauses, c.moved = map[areaCell]Cause{}, map[areaCell]bool{}
	for k, cells := range c.cellCauses {
		for _, area := range c.around(areas, k.unit) {
			for cell, cause := range cells {
				at := areaCell{area, k.year, cell}
				if slices.Index(weights, cause) > slices.Index(weights, c.sumCauses[at]) {
					c.sumCauses[at] = cause
				}
			}
		}
	}
	for unit := range c.units {
		for year := range years {
			if !c.rosterMoved(unitYear{unit, year}) {
				continue
			}
			for _, area := range c.around(areas, unit) {
				c.moved[areaCell{area: area, year: year}] = true
			}
		}
	}
}

// around lists the areas that a unit lies in: codes nest by their digits.
func (c *comparison) around(areas map[string]schema.Area, unit string) []string {
	county := unit[:min(len(unit), 6)]
	if u := c.units[unit]; u != nil && u.ParentCode != "" {
		county = u.ParentCode
	}
	var codes []string
	for n := range len(county) {
		if a, ok := areas[county[:n+1]]; ok && a.Level != everything {
			codes = append(codes, a.Code)
		}
	}
	for code, a := range areas {
		if a.Level == everything {
			codes = append(codes, code)
		}
	}
	return codes
}

// everything is the level of the area that holds all there is.
const everything = "all"

// Batch returns the changes as a batch of [schema.ChangesTable]. The caller
// releases it.
func Batch(mem memory.Allocator, changes []Change) arrow.Record {
	b := batch.New(mem, schema.ChangesTable)
	defer b.Release()
	kind, code, name, year := b.Text("kind"), b.Text("code"), b.Text("name"), b.Count("report_year")
	cell, old, now, cause, submission := b.Text("cell"), b.Text("old"), b.Text("new"), b.Text("cause"), b.Text("submission_id")
	for i := range changes {
		c := &changes[i]
		kind.Append(string(c.Kind))
		code.Append(c.Code)
		name.OrNull(c.Name)
		year.Append(c.Year)
		cell.OrNull(c.Cell)
		old.OrNull(c.Old)
		now.OrNull(c.New)
		cause.Append(string(c.Cause))
		submission.OrNull(c.Submission)
	}
	return b.Batch()
}
