// Package total adds up form cells: Arrow batches of cells in, totals out, per
// area and year, with how many units stand behind each sum; to be published they
// are Arrow batches again.
//
// The one thing to know: nothing is estimated. A sum with units missing says so
// beside it, and a printed total is shown beside the sum of its printed parts.
package total

import (
	"fmt"
	"runtime"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"golang.org/x/sync/errgroup"

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
	return s.Totals(last)
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
// stand together; they are not kept. It may be called concurrently. A sum that
// does not fit decimal(18,6) is an error: no honest county reaches it.
func (s *Sums) Add(cells ...arrow.Record) error {
	sums, err := s.groups.add(cells)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.by.merge(sums)
}

// Totals returns the totals in the order of the coverages. It is called once, at
// the end. last holds totals of earlier years; those that the coverages name are
// passed over. It may be nil.
func (s *Sums) Totals(last *schema.Totals) (*schema.Totals, error) {
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
	err := sideBySide(len(all), func(i int) error { return all[i].add() })
	if err != nil {
		return nil, err
	}
	b := newBefore(all, last)
	err = sideBySide(len(all), func(i int) error { all[i].finish(b); return nil })
	if err != nil {
		return nil, err
	}
	out := &schema.Totals{}
	for _, t := range all {
		out.AddArea(t.totals)
	}
	return out, nil
}

// sideBySide does something n times on all processors, a run of them on each.
func sideBySide(n int, do func(i int) error) error {
	var group errgroup.Group
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() error {
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// add adds up what the area's groups have.
func (t *tally) add() error {
	t.totals.Area, t.totals.ReportYear, t.totals.Expected, t.totals.Reported = t.Area, t.Year, len(t.Owing), t.Reported
	for _, p := range t.of {
		if err := t.take(p.sum, p.edition); err != nil {
			return err
		}
	}
	return nil
}

// take adds what a group of units has to the tally of an area it belongs to.
func (t *tally) take(s *groupSum, e schema.Edition) error {
	for id := range t.totals.Cells {
		of, c := &t.totals.Cells[id], &s.cells[id]
		if c.met || c.counted > 0 {
			of.Has = schema.HasRow
		}
		of.Counted += c.counted
		of.Sum += c.total
		if !of.Sum.Fits() {
			return fmt.Errorf("total of %s in %s %d is beyond decimal(18,6)", schema.Cells[id].Code, t.Area.Code, t.Year)
		}
	}
	for _, table := range []schema.FormTable{schema.Table3, schema.Table4} {
		for _, p := range partsOf(table, e) {
			for _, part := range p.cells {
				t.totals.Cells[p.total].Parts += s.cells[part].total
			}
		}
	}
	return nil
}
