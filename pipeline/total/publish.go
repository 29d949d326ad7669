package total

import (
	"runtime"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"golang.org/x/sync/errgroup"

	"huizong/schema"
	"huizong/schema/batch"
)

type areaYear struct {
	area string
	year int
}

// before finds the sums of the year before.
type before struct {
	tallies map[areaYear]*tally
	last    map[areaYear]map[schema.CellID]*schema.Decimal // of years that are not added up now
}

func newBefore(tallies []*tally, last []schema.AreaTotal) *before {
	b := &before{tallies: map[areaYear]*tally{}, last: map[areaYear]map[schema.CellID]*schema.Decimal{}}
	for _, t := range tallies {
		b.tallies[areaYear{t.Area.Code, t.Year}] = t
	}
	for i := range last {
		l := &last[i]
		key := areaYear{l.Area.Code, l.ReportYear}
		if b.last[key] == nil {
			b.last[key] = map[schema.CellID]*schema.Decimal{}
		}
		b.last[key][l.Cell] = l.Sum
	}
	return b
}

// sums looks up the year before the one of t, cell by cell; nil where nobody
// counted.
func (b *before) sums(t *tally) func(schema.CellID) *schema.Decimal {
	key := areaYear{t.Area.Code, t.Year - 1}
	now, last := b.tallies[key], b.last[key]
	return func(id schema.CellID) *schema.Decimal {
		if now != nil && now.sums[id].counted > 0 {
			return &now.sums[id].total
		}
		return last[id]
	}
}

// publish makes the batches: one per year in order of first appearance.
func publish(mem memory.Allocator, tallies []*tally, last []schema.AreaTotal) ([]arrow.Record, error) {
	years, byYear := []int(nil), map[int][]*tally{}
	for _, t := range tallies {
		if byYear[t.Year] == nil {
			years = append(years, t.Year)
		}
		byYear[t.Year] = append(byYear[t.Year], t)
	}
	b := newBefore(tallies, last)
	out := make([]arrow.Record, len(years))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, y := range years {
		group.Go(func() error {
			out[i] = batchOf(mem, byYear[y], b)
			return nil
		})
	}
	return out, group.Wait()
}

func batchOf(mem memory.Allocator, tallies []*tally, b *before) arrow.Record {
	w := newWriter(mem, len(tallies)*schema.CellCount)
	defer w.b.Release()
	for _, t := range tallies {
		w.tally(t, b.sums(t))
	}
	return w.b.Batch()
}

// shows reports whether a year's totals have the cell: it is of the edition
// that the year must use, or some report has it all the same.
func (t *tally) shows(id schema.CellID) bool {
	c := &schema.Cells[id]
	if t.sums[id].met {
		return true
	}
	if schema.EditionFor(t.Year) == schema.Edition2019 {
		return c.In2019
	}
	return c.In2021
}

type writer struct {
	b                                               *batch.Builder
	code, name, level                               batch.Text
	cell                                            batch.Coded
	year, expected, reported, counted               batch.Count
	total, parts, partsDifference, lastYear, change batch.Amount
	complete                                        batch.Flag
}

func newWriter(mem memory.Allocator, rows int) *writer {
	b := batch.New(mem, schema.TotalsTable)
	b.Reserve(rows)
	return &writer{
		b: b, code: b.Text("area_code"), name: b.Text("area_name"), level: b.Text("area_level"), cell: b.Text("cell").Coded(schema.CellCount),
		year: b.Count("report_year"), expected: b.Count("units_expected"), reported: b.Count("units_reported"), counted: b.Count("units_counted"),
		total: b.Amount("total"), parts: b.Amount("parts_total"), partsDifference: b.Amount("parts_difference"),
		lastYear: b.Amount("last_year_total"), change: b.Amount("change"), complete: b.Flag("complete"),
	}
}

// tally adds a row for each cell that t shows.
func (w *writer) tally(t *tally, lastYear func(schema.CellID) *schema.Decimal) {
	n := 0
	for i := range t.sums {
		id, s := schema.CellID(i), &t.sums[i]
		if !t.shows(id) {
			continue
		}
		n++
		var sum, parts *schema.Decimal
		if s.counted > 0 {
			sum = &s.total
			if schema.Cells[id].Role == schema.Total {
				parts = &s.parts
			}
		}
		last := lastYear(id)
		w.cell.Append(i, schema.Cells[id].Code)
		w.counted.Append(s.counted)
		w.total.OrNull(sum)
		w.parts.OrNull(parts)
		w.partsDifference.Difference(sum, parts)
		w.lastYear.OrNull(last)
		w.change.Difference(sum, last)
		w.complete.Append(s.counted > 0 && s.counted == len(t.Owing))
	}
	w.code.Repeat(t.Area.Code, n)
	w.name.Repeat(t.Area.Name, n)
	w.level.Repeat(t.Area.Level, n)
	w.year.Repeat(t.Year, n)
	w.expected.Repeat(len(t.Owing), n)
	w.reported.Repeat(t.Reported, n)
}

// Rows reads batches of [schema.TotalsTable] back.
func Rows(batches []arrow.Record) []schema.AreaTotal {
	var out []schema.AreaTotal
	for _, b := range batches {
		code, name, level, cell := batch.TextOf(b, "area_code"), batch.TextOf(b, "area_name"), batch.TextOf(b, "area_level"), batch.TextOf(b, "cell")
		year, expected := batch.CountAt(b, "report_year"), batch.CountAt(b, "units_expected")
		reported, counted := batch.CountAt(b, "units_reported"), batch.CountAt(b, "units_counted")
		sum, parts, last := batch.AmountAt(b, "total"), batch.AmountAt(b, "parts_total"), batch.AmountAt(b, "last_year_total")
		for i := range int(b.NumRows()) {
			id, ok := schema.CellByCode(cell.At(i))
			if !ok {
				continue // a cell that this build does not know
			}
			out = append(out, schema.AreaTotal{
				Area: schema.Area{Code: code.At(i), Name: name.At(i), Level: level.At(i)}, ReportYear: year(i), Cell: id,
				Sum: sum(i), Parts: parts(i), LastYear: last(i), Expected: expected(i), Reported: reported(i), Counted: counted(i),
			})
		}
	}
	return out
}
