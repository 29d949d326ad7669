package total

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

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

// A yearBefore is what an area came to in the year before.
type yearBefore struct {
	now  *tally                            // if it is added up now, too
	last map[schema.CellID]*schema.Decimal // if it is not
}

func (b *before) of(t *tally) yearBefore {
	key := areaYear{t.Area.Code, t.Year - 1}
	return yearBefore{b.tallies[key], b.last[key]}
}

// sum is not known where nobody counted.
func (y *yearBefore) sum(id schema.CellID) (d schema.Decimal, known bool) {
	if y.now != nil && y.now.sums[id].counted > 0 {
		return y.now.sums[id].total, true
	}
	if last := y.last[id]; last != nil {
		return *last, true
	}
	return 0, false
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
	err := sideBySide(len(years), func(i int) error {
		out[i] = batchOf(mem, byYear[years[i]], b)
		return nil
	})
	return out, err
}

func batchOf(mem memory.Allocator, tallies []*tally, b *before) arrow.Record {
	w := newWriter(mem, len(tallies)*schema.CellCount)
	defer w.b.Release()
	form := formOf(tallies[0].Year)
	for _, t := range tallies {
		w.tally(t, &form, b.of(t))
	}
	return w.b.Batch()
}

// formOf are the form cells of a year: those of the edition that it must use.
func formOf(year int) (in [schema.CellCount]bool) {
	for id := range in {
		in[id] = schema.Cells[id].In2021
		if schema.EditionFor(year) == schema.Edition2019 {
			in[id] = schema.Cells[id].In2019
		}
	}
	return in
}

// printed are the form cells that the form has a sum rule for.
var printed = func() (is [schema.CellCount]bool) {
	for id := range is {
		is[id] = schema.Cells[id].Role == schema.Total
	}
	return is
}()

type writer struct {
	b                                               *batch.Builder
	code, name, level                               batch.Text
	cell                                            batch.Coded
	year, expected, reported, counted               batch.Count
	total, parts, partsDifference, lastYear, change amounts
	complete                                        batch.Flag
}

func newWriter(mem memory.Allocator, rows int) *writer {
	b := batch.New(mem, schema.TotalsTable)
	b.Reserve(rows)
	amounts := func(name string) amounts { return amounts{to: b.Amount(name)} }
	return &writer{
		b: b, code: b.Text("area_code"), name: b.Text("area_name"), level: b.Text("area_level"), cell: b.Text("cell").Coded(schema.CellCount),
		year: b.Count("report_year"), expected: b.Count("units_expected"), reported: b.Count("units_reported"), counted: b.Count("units_counted"),
		total: amounts("total"), parts: amounts("parts_total"), partsDifference: amounts("parts_difference"),
		lastYear: amounts("last_year_total"), change: amounts("change"), complete: b.Flag("complete"),
	}
}

// amounts gathers a column's rows of one tally, to be added together.
type amounts struct {
	to     batch.Amount
	values [schema.CellCount]schema.Decimal
	known  [schema.CellCount]bool
}

func (a *amounts) set(row int, d schema.Decimal, known bool) {
	if !known {
		d = 0
	}
	a.values[row], a.known[row] = d, known
}

func (a *amounts) add(rows int) { a.to.AppendAll(a.values[:rows], a.known[:rows]) }

// tally adds a row for each cell of the year's form, and for any other that some
// report has all the same.
func (w *writer) tally(t *tally, form *[schema.CellCount]bool, before yearBefore) {
	n := 0
	for i := range t.sums {
		s := &t.sums[i]
		if !form[i] && !s.met {
			continue
		}
		counted := s.counted > 0
		last, was := before.sum(schema.CellID(i))
		w.cell.Append(i, schema.Cells[i].Code)
		w.counted.Append(s.counted)
		w.total.set(n, s.total, counted)
		w.parts.set(n, s.parts, counted && printed[i])
		w.partsDifference.set(n, s.total-s.parts, counted && printed[i])
		w.lastYear.set(n, last, was)
		w.change.set(n, s.total-last, counted && was)
		w.complete.Append(counted && s.counted == len(t.Owing))
		n++
	}
	for _, a := range []*amounts{&w.total, &w.parts, &w.partsDifference, &w.lastYear, &w.change} {
		a.add(n)
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
