// Package total adds up form cells: Arrow batches of cells in, totals out, per
// area and year, with how many units stand behind each sum; to be published they
// are Arrow batches again.
//
// The one thing to know: nothing is estimated. A sum with units missing says so
// beside it, and a printed total is shown beside the sum of its printed parts.
package total

import (
	"runtime"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/schema"
)

// A Coverage says which units an area's totals of one year are made of.
type Coverage struct {
	Area     schema.Area
	Year     int
	Owing    []string // codes of the units that owe a report
	Reported int      // how many of them have an accepted report
}

// tally holds the sums of one coverage.
type tally struct {
	Coverage
	of     []part
	totals *schema.AreaTotals // a cell has a row if it stands in some report, number or not

	sumBeyond, partsBeyond [schema.CellCount]bool // what the data cannot hold
}

// A part is what one group of an area's units has in one edition of the form.
type part struct {
	sum     *groupSum
	edition schema.Edition
}

// Totals adds up batches of [schema.CellsTable] at once, see [Sums].
func Totals(cells []arrow.Record, coverages []Coverage, last *schema.Totals) (*schema.Totals, error) {
	s := Begin(coverages)
	if err := s.Add(cells...); err != nil {
		return nil, err
	}
	return s.Totals(last), nil
}

// Sums adds up reports as they come; it keeps sums only.
type Sums struct {
	groups *groups
	mu     sync.Mutex
	by     adder // has what was added so far
}

// Begin prepares the sums of areas and years.
func Begin(coverages []Coverage) *Sums {
	g := groupsOf(coverages)
	return &Sums{groups: g, by: adder{groups: g, sums: make([]byEdition, len(g.tallies))}}
}

// Add adds batches of [schema.CellsTable], in which the rows of one report
// stand together; they are not kept. It may be called concurrently.
func (s *Sums) Add(cells ...arrow.Record) error {
	sums, err := s.groups.add(cells)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by.merge(sums)
	return nil
}

// Totals returns the totals in the order of the coverages. One that does not fit
// decimal(18,6) is not there, for a number without sense in one report must not
// keep a county from its other totals. It is called once, at the end. last holds totals of earlier years; those that the coverages name are
// passed over. It may be nil.
func (s *Sums) Totals(last *schema.Totals) *schema.Totals {
	for group, sums := range s.by.sums {
		for e, sum := range sums {
			if sum == nil {
				continue
			}
			sum.settle(schema.Edition(e))
			for _, t := range s.groups.tallies[group] {
				t.of = append(t.of, part{sum, schema.Edition(e)})
			}
		}
	}
	all := s.groups.all
	totals := make([]schema.AreaTotals, len(all))
	for i, t := range all {
		t.totals = &totals[i]
	}
	sideBySide(len(all), func(i int) { all[i].add() })
	b := newBefore(all, last)
	sideBySide(len(all), func(i int) { all[i].finish(b) })
	out := &schema.Totals{}
	for _, t := range all {
		out.AddArea(t.totals)
	}
	return out
}

// sideBySide does something n times on all processors, a run of them on each.
func sideBySide(n int, do func(i int)) {
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				do(i)
			}
		})
	}
	group.Wait()
}

// add adds up what the area's groups have.
func (t *tally) add() {
	t.totals.Area, t.totals.ReportYear, t.totals.Expected, t.totals.Reported = t.Area, t.Year, len(t.Owing), t.Reported
	for _, p := range t.of {
		t.take(p.sum, p.edition)
	}
}

// take adds what a group of units has to the tally of an area it belongs to.
func (t *tally) take(s *groupSum, e schema.Edition) {
	for id := range t.totals.Cells {
		of, c := &t.totals.Cells[id], &s.cells[id]
		if c.met || c.counted > 0 {
			of.Has = schema.HasRow
		}
		of.Counted += c.counted
		of.Sum, t.sumBeyond[id] = limited(of.Sum+c.total, t.sumBeyond[id] || c.beyond)
	}
	for _, table := range []schema.FormTable{schema.Table3, schema.Table4} {
		for _, p := range partsOf(table, e) {
			for _, part := range p.cells {
				of, c := &t.totals.Cells[p.total], &s.cells[part]
				of.Parts, t.partsBeyond[p.total] = limited(of.Parts+c.total, t.partsBeyond[p.total] || c.beyond)
			}
		}
	}
}

// limited gives up a sum of two that is beyond what the data can hold, or is so
// already.
func limited(d schema.Decimal, beyond bool) (schema.Decimal, bool) {
	if beyond || !d.Fits() {
		return 0, true
	}
	return d, false
}
