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
	Roster  Cause = "roster"  // the unit entered or left the roster, or owes otherwise
	Rules   Cause = "rules"   // the same cells are judged otherwise
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
	Units   []schema.Unit
	Filings []Filing
	Reports []*schema.Report
	Totals  []schema.AreaTotal
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
	cellCauses    map[unitYear]map[schema.CellID]Cause
	units         map[string]*schema.Unit
}

// Between lists the changes from one snapshot to the next: statuses, cells,
// totals, each ordered by year, code and form.
func Between(before, after Side) []Change {
	c := &comparison{before: filings(before), after: filings(after),
		cellCauses: map[unitYear]map[schema.CellID]Cause{}, units: map[string]*schema.Unit{}}
	for _, side := range []Side{before, after} {
		for i := range side.Units {
			c.units[side.Units[i].Code] = &side.Units[i]
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

// rosterMoved reports whether the unit owes for the year on one side only: that
// moves totals without any file.
func (c *comparison) rosterMoved(k unitYear) bool {
	return (c.before[k] == nil) != (c.after[k] == nil)
}

func reportsOf(s Side) map[unitYear]*schema.Report {
	m := make(map[unitYear]*schema.Report, len(s.Reports))
	for _, r := range s.Reports {
		m[unitYear{r.UnitCode, r.Year}] = r
	}
	return m
}

func (c *comparison) cells(before, after Side) {
	old, now := reportsOf(before), reportsOf(after)
	for _, k := range union(old, now) {
		a, b := old[k], now[k]
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

func (c *comparison) cause(k unitYear, a, b *schema.Report) Cause {
	switch {
	case c.rosterMoved(k):
		return Roster
	case a != nil && b != nil && a.Submission == b.Submission:
		return Reader
	}
	return Refiled
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
		switch {
		case a == nil || b == nil:
			change.Cause = Roster
		case a.Filed != b.Filed || a.Submission != b.Submission:
			change.Cause = Refiled
		case len(c.cellCauses[k]) > 0:
			change.Cause = Reader
		default:
			change.Cause = Rules
		}
		c.changes = append(c.changes, change)
	}
}

func (c *comparison) totals(before, after Side) {
	old, now := totalsOf(before), totalsOf(after)
	for i := range after.Totals {
		t := &after.Totals[i]
		k := areaCell{t.Area.Code, t.ReportYear, t.Cell}
		c.total(t.Area, k, old[k], t)
	}
	for i := range before.Totals {
		t := &before.Totals[i]
		if k := (areaCell{t.Area.Code, t.ReportYear, t.Cell}); now[k] == nil {
			c.total(t.Area, k, t, nil)
		}
	}
}

func totalsOf(s Side) map[areaCell]*schema.AreaTotal {
	m := make(map[areaCell]*schema.AreaTotal, len(s.Totals))
	for i := range s.Totals {
		t := &s.Totals[i]
		m[areaCell{t.Area.Code, t.ReportYear, t.Cell}] = t
	}
	return m
}

func (c *comparison) total(area schema.Area, k areaCell, a, b *schema.AreaTotal) {
	x, y := sumText(a), sumText(b)
	if x == y {
		return
	}
	c.changes = append(c.changes, Change{Kind: Total, Code: area.Code, Name: area.Name, Year: k.year, Cell: schema.Cells[k.cell].Code, Old: x, New: y, Cause: c.totalCause(area, k)})
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
// without any, the roster moved.
func (c *comparison) totalCause(area schema.Area, k areaCell) Cause {
	found := map[Cause]bool{}
	for unit, cells := range c.cellCauses {
		if cause, ok := cells[k.cell]; ok && unit.year == k.year && c.inside(area, unit.unit) {
			found[cause] = true
		}
	}
	for _, cause := range []Cause{Refiled, Reader, Roster} {
		if found[cause] {
			return cause
		}
	}
	return Roster
}

func (c *comparison) inside(area schema.Area, unit string) bool {
	county := unit[:min(len(unit), 6)]
	if u := c.units[unit]; u != nil && u.ParentCode != "" {
		county = u.ParentCode
	}
	return area.Level == "all" || strings.HasPrefix(county, area.Code)
}

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
