// Package total adds up form cells: Arrow batches of cells in, Arrow batches of
// totals out, per area and year, with how many units stand behind each sum.
//
// The one thing to know: nothing is estimated. A sum with units missing says so
// beside it, and a printed total is shown beside the sum of its printed parts.
package total

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
)

// A Coverage says which units an area's totals of one year are made of.
type Coverage struct {
	Area     schema.Area
	Year     int
	Owing    []string // codes of the units that owe a report
	Reported int      // how many of them have an accepted report
}

// A sum is what adds up for one cell of one area and year.
type sum struct {
	total, parts schema.Decimal
	counted      int
	met          bool // the cell stands in some report, number or not
}

// tally holds the sums of one coverage.
type tally struct {
	Coverage
	sums [schema.CellCount]sum
}

// Totals adds up batches of [schema.CellsTable], in which the rows of one
// report stand together, and returns one batch of [schema.TotalsTable] per
// year of the coverages, in their order. last holds totals of earlier years
// that are not among the coverages; it may be nil. The caller releases the
// batches.
//
// A sum that does not fit decimal(18,6) is an error: no honest county reaches it.
func Totals(mem memory.Allocator, cells []arrow.Record, coverages []Coverage, last []schema.AreaTotal) ([]arrow.Record, error) {
	g := groupsOf(coverages)
	sums, err := g.add(cells)
	if err != nil {
		return nil, err
	}
	for group := range sums {
		for e, s := range sums[group] {
			if s == nil {
				continue
			}
			for _, t := range g.tallies[group] {
				if err := t.take(s, schema.Edition(e)); err != nil {
					return nil, err
				}
			}
		}
	}
	return publish(mem, g.all, last)
}

// take adds what a group of units has to the tally of an area it belongs to.
func (t *tally) take(s *groupSum, e schema.Edition) error {
	for id := range t.sums {
		of, c := &t.sums[id], &s[id]
		of.met = of.met || c.met || c.counted > 0
		of.counted += int(c.counted)
		of.total += c.total
		if !of.total.Fits() {
			return fmt.Errorf("total of %s in %s %d is beyond decimal(18,6)", schema.Cells[id].Code, t.Area.Code, t.Year)
		}
	}
	for _, table := range []schema.FormTable{schema.Table3, schema.Table4} {
		for _, p := range partsOf(table, e) {
			for _, part := range p.cells {
				t.sums[p.total].parts += s[part].total
			}
		}
	}
	return nil
}
