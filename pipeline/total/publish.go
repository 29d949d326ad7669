package total

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
	"huizong/schema/batch"
)

type areaCell struct {
	area string
	year int
	cell schema.CellID
}

// publish makes the batches: one per year in order of first appearance.
func (a *adder) publish(mem memory.Allocator, last []schema.AreaTotal) []arrow.Record {
	before := map[areaCell]*schema.Decimal{}
	for i := range last {
		l := &last[i]
		before[areaCell{l.Area.Code, l.ReportYear, l.Cell}] = l.Sum
	}
	var years []int
	byYear := map[int][]*tally{}
	for _, t := range a.tallies {
		if byYear[t.Year] == nil {
			years = append(years, t.Year)
		}
		byYear[t.Year] = append(byYear[t.Year], t)
		for id := range t.sums {
			if s := &t.sums[id]; s.counted > 0 {
				before[areaCell{t.Area.Code, t.Year, schema.CellID(id)}] = &s.total
			}
		}
	}
	var out []arrow.Record
	for _, y := range years {
		w := newWriter(mem)
		for _, t := range byYear[y] {
			for id := range t.sums {
				c := schema.CellID(id)
				if t.shows(c) {
					w.row(t.row(c, before[areaCell{t.Area.Code, y - 1, c}]))
				}
			}
		}
		out = append(out, w.b.Batch())
		w.b.Release()
	}
	return out
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

func (t *tally) row(id schema.CellID, lastYear *schema.Decimal) schema.AreaTotal {
	s := &t.sums[id]
	r := schema.AreaTotal{Area: t.Area, ReportYear: t.Year, Cell: id, Expected: len(t.Owing), Reported: t.Reported, Counted: s.counted, LastYear: lastYear}
	if s.counted > 0 {
		r.Sum = &s.total
		if schema.Cells[id].Role == schema.Total {
			r.Parts = &s.parts
		}
	}
	return r
}

type writer struct {
	b                                               *batch.Builder
	code, name, level, cell                         batch.Text
	year, expected, reported, counted               batch.Count
	total, parts, partsDifference, lastYear, change batch.Amount
	complete                                        batch.Flag
}

func newWriter(mem memory.Allocator) *writer {
	b := batch.New(mem, schema.TotalsTable)
	return &writer{
		b: b, code: b.Text("area_code"), name: b.Text("area_name"), level: b.Text("area_level"), cell: b.Text("cell"),
		year: b.Count("report_year"), expected: b.Count("units_expected"), reported: b.Count("units_reported"), counted: b.Count("units_counted"),
		total: b.Amount("total"), parts: b.Amount("parts_total"), partsDifference: b.Amount("parts_difference"),
		lastYear: b.Amount("last_year_total"), change: b.Amount("change"), complete: b.Flag("complete"),
	}
}

func (w *writer) row(t schema.AreaTotal) {
	w.code.Append(t.Area.Code)
	w.name.Append(t.Area.Name)
	w.level.Append(t.Area.Level)
	w.cell.Append(schema.Cells[t.Cell].Code)
	w.year.Append(t.ReportYear)
	w.expected.Append(t.Expected)
	w.reported.Append(t.Reported)
	w.counted.Append(t.Counted)
	w.total.OrNull(t.Sum)
	w.parts.OrNull(t.Parts)
	w.partsDifference.OrNull(difference(t.Sum, t.Parts))
	w.lastYear.OrNull(t.LastYear)
	w.change.OrNull(t.Change())
	w.complete.Append(t.Complete())
}

func difference(a, b *schema.Decimal) *schema.Decimal {
	if a == nil || b == nil {
		return nil
	}
	d := *a - *b
	return &d
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
