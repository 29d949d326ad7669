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
	"huizong/schema/batch"
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
	a := newAdder(coverages)
	for _, b := range cells {
		if err := a.batch(b); err != nil {
			return nil, err
		}
	}
	return a.publish(mem, last), nil
}

type unitYear struct {
	unit string
	year int
}

type adder struct {
	tallies []*tally
	of      map[unitYear][]*tally
	now     unitYear
	report  row
}

// A row is one report's numbers, in form order.
type row struct {
	edition schema.Edition
	value   [schema.CellCount]schema.Decimal
	known   [schema.CellCount]bool
	met     []schema.CellID
}

func newAdder(coverages []Coverage) *adder {
	a := &adder{of: map[unitYear][]*tally{}}
	for _, c := range coverages {
		t := &tally{Coverage: c}
		a.tallies = append(a.tallies, t)
		for _, u := range c.Owing {
			key := unitYear{u, c.Year}
			a.of[key] = append(a.of[key], t)
		}
	}
	return a
}

func (a *adder) batch(b arrow.Record) error {
	units, cells, states := batch.TextOf(b, "unit_code"), batch.TextOf(b, "cell"), batch.TextOf(b, "state")
	editions := batch.TextOf(b, "edition")
	year, value := batch.CountAt(b, "report_year"), batch.AmountAt(b, "value")
	ids := make([]schema.CellID, 0, schema.CellCount)
	for _, code := range cells.Words() {
		id, ok := schema.CellByCode(code)
		if !ok {
			return fmt.Errorf("total: no form cell %q", code)
		}
		ids = append(ids, id)
	}
	for i := range int(b.NumRows()) {
		if key := (unitYear{units.At(i), year(i)}); key != a.now {
			if err := a.flush(); err != nil {
				return err
			}
			a.now, a.report.edition = key, schema.EditionByName(editions.At(i))
		}
		id := ids[cells.Code(i)]
		if states.At(i) != schema.Absent.String() {
			a.report.met = append(a.report.met, id)
		}
		if v := value(i); v != nil {
			a.report.value[id], a.report.known[id] = *v, true
		}
	}
	return a.flush()
}

// flush adds the report at hand to every area its unit belongs to.
func (a *adder) flush() error {
	r := &a.report
	for _, t := range a.of[a.now] {
		if err := t.add(r); err != nil {
			return err
		}
	}
	*r = row{met: r.met[:0]}
	return nil
}

func (t *tally) add(r *row) error {
	for _, id := range r.met {
		s := &t.sums[id]
		s.met = true
		if r.known[id] {
			s.total += r.value[id]
			s.counted++
			if !s.total.Fits() {
				return fmt.Errorf("total of %s in %s %d is beyond decimal(18,6)", schema.Cells[id].Code, t.Area.Code, t.Year)
			}
		}
	}
	for _, table := range []schema.FormTable{schema.Table3, schema.Table4} {
		for _, p := range partsOf(table, r.edition) {
			for _, part := range p.cells {
				if r.known[part] {
					t.sums[p.total].parts += r.value[part]
				}
			}
		}
	}
	return nil
}
