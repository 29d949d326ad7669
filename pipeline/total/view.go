package total

import (
	"fmt"
	"sort"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/schema"
	"huizong/schema/batch"
)

// A view looks at the columns of one batch of [schema.CellsTable].
type view struct {
	rows                int
	units, cells, years []int32 // units and cells by their codes
	unit                []int32 // its index among the groups' units, or nobody
	cell                []uint8 // a CellID, of which there are fewer than 256
	state               batch.TextView
	edition             batch.TextView
	value               batch.AmountView
}

func (g *groups) view(b arrow.Record) (*view, error) {
	units, cells := batch.TextOf(b, "unit_code"), batch.TextOf(b, "cell")
	v := &view{rows: int(b.NumRows()), units: units.Codes(), cells: cells.Codes(), years: batch.CountsOf(b, "report_year"),
		state: batch.TextOf(b, "state"), edition: batch.TextOf(b, "edition"), value: batch.AmountsOf(b, "value")}
	for _, code := range units.Words() {
		u, known := g.units[code]
		if !known {
			u = nobody
		}
		v.unit = append(v.unit, u)
	}
	for _, code := range cells.Words() {
		id, ok := schema.CellByCode(code)
		if !ok {
			return nil, fmt.Errorf("total: no form cell %q", code)
		}
		v.cell = append(v.cell, uint8(id))
	}
	return v, nil
}

// end is where the report ends that row from is of; guess is how many rows it
// may have. The rows of one report stand together, so that the last of them
// may be searched for.
func (v *view) end(from, guess int) int {
	if v.same(from, from+guess-1) && !v.same(from, from+guess) {
		return from + guess
	}
	reach := schema.CellCount // no report has more rows
	for v.same(from, from+reach) {
		reach *= 2
	}
	return from + sort.Search(reach, func(n int) bool { return !v.same(from, from+n) })
}

// same reports whether rows are of the same unit and year.
func (v *view) same(from, i int) bool {
	return i >= from && i < v.rows && v.units[i] == v.units[from] && v.years[i] == v.years[from]
}
