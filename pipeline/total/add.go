package total

import (
	"bytes"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/schema"
)

// rowsPerPiece is how many rows are worth a turn of a processor.
const rowsPerPiece = 1 << 16

// A piece is whole reports of one batch, rows [from, to).
type piece struct {
	*view
	from, to int
}

func (g *groups) pieces(cells []arrow.Record) ([]piece, error) {
	var out []piece
	for _, b := range cells {
		v, err := g.view(b)
		if err != nil {
			return nil, err
		}
		for from := 0; from < v.rows; {
			to := v.rows
			if from+rowsPerPiece < v.rows {
				to = v.end(from+rowsPerPiece, schema.CellCount)
			}
			out = append(out, piece{v, from, to})
			from = to
		}
	}
	return out, nil
}

// add adds the batches up on all processors. Sums are whole numbers: their
// order does not matter.
func (g *groups) add(cells []arrow.Record) ([]byEdition, error) {
	pieces, err := g.pieces(cells)
	if err != nil {
		return nil, err
	}
	adders := make([]adder, max(1, min(len(pieces), runtime.GOMAXPROCS(0))))
	var next atomic.Int64
	var group sync.WaitGroup
	for i := range adders {
		a := &adders[i]
		a.groups, a.sums = g, make([]byEdition, len(g.tallies))
		group.Go(func() {
			for n := next.Add(1); int(n) <= len(pieces); n = next.Add(1) {
				a.add(pieces[n-1])
			}
		})
	}
	group.Wait()
	for _, other := range adders[1:] {
		adders[0].merge(other.sums)
	}
	return adders[0].sums, nil
}

// An adder adds up the reports that one processor gets.
type adder struct {
	*groups
	sums []byEdition // by group

	// Of the report before: those of one edition have the same cells.
	rows  int
	view  *view
	codes []int32
	form  []uint8
}

func (a *adder) add(p piece) {
	for from := p.from; from < p.to; {
		to := p.end(from, a.rows)
		a.rows = to - from
		if group := a.group(int(p.years[from]), p.unit[p.units[from]]); group != none {
			a.report(p.view, from, to, group, schema.EditionByName(p.edition.At(from)))
		}
		from = to
	}
}

func (a *adder) sumOf(group int32, e schema.Edition) *groupSum {
	s := &a.sums[group][e]
	if *s == nil {
		*s = &groupSum{}
	}
	return *s
}

// small is a number of which half a million reports add up to no
// total beyond what the data can hold.
const small = 1 << 40

// report adds rows [from, to), which are one report.
func (a *adder) report(v *view, from, to int, group int32, e schema.Edition) {
	s, form := a.sumOf(group, e), a.formOf(v, v.cells[from:to])
	var bits uint64                                                 // of all numbers together, those below zero turned over
	if v.value.Full(from, to) && bytes.Equal(form, wholeForms[e]) { // as nearly all
		s.whole++
		values := v.value.Values()[from:to]
		for i, id := range form[:len(values)] {
			d := int64(values[i].LowBits())
			s.cells[id].total += schema.Decimal(d)
			bits |= uint64(d ^ d>>63)
		}
	} else {
		for i, id := range form {
			c := &s.cells[id]
			if d, known := v.value.At(from + i); known {
				c.total += d
				c.counted++
				bits |= uint64(d ^ d>>63)
			} else if v.state.At(from+i) != schema.Absent.String() {
				c.met = true
			}
		}
	}
	if bits >= small {
		s.limit()
	}
}

// formOf are the form cells of a report's rows.
func (a *adder) formOf(v *view, codes []int32) []uint8 {
	if a.view == v && bytes.Equal(arrow.Int32Traits.CastToBytes(codes), arrow.Int32Traits.CastToBytes(a.codes)) {
		return a.form
	}
	a.view, a.codes, a.form = v, codes, a.form[:0]
	for _, c := range codes {
		a.form = append(a.form, v.cell[c])
	}
	return a.form
}

func (a *adder) merge(other []byEdition) {
	for group := range a.sums {
		for e, theirs := range other[group] {
			if theirs == nil {
				continue
			}
			mine := &a.sums[group][e]
			if *mine == nil {
				*mine = theirs // which nobody adds to any more
				continue
			}
			(*mine).merge(theirs)
		}
	}
}
