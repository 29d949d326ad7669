package total

import (
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
	"huizong/schema/batch"
)

// areasTogether is how many areas are in memory for a batch.
const areasTogether = 64

// Batches gives the totals of a year as batches of [schema.TotalsTable], some
// areas at a time, in their order. The caller releases each. Every processor
// makes one while they are waited for.
func Batches(mem memory.Allocator, totals *schema.Totals, year int) iter.Seq[arrow.Record] {
	var areas []*schema.AreaTotals
	for _, area := range totals.ByArea() {
		if area.ReportYear == year {
			areas = append(areas, area)
		}
	}
	return func(yield func(arrow.Record) bool) {
		going := true
		for some := range slices.Chunk(slices.Collect(slices.Chunk(areas, areasTogether)), runtime.GOMAXPROCS(0)) {
			batches := make([]arrow.Record, len(some))
			sideBySide(len(some), func(i int) { batches[i] = batchOf(mem, some[i]) })
			for _, b := range batches {
				if !going {
					b.Release() // nobody asks for it
					continue
				}
				going = yield(b)
			}
			if !going {
				return
			}
		}
	}
}

func batchOf(mem memory.Allocator, areas []*schema.AreaTotals) arrow.Record {
	w := newWriter(mem, len(areas))
	defer w.b.Release()
	for _, area := range areas {
		w.area(area)
	}
	return w.b.Batch()
}

type writer struct {
	b                                               *batch.Builder
	code, name, level                               batch.Text
	cell                                            batch.Coded
	year, expected, reported, counted               batch.Count
	total, parts, partsDifference, lastYear, change amounts
	complete                                        batch.Flag
}

func newWriter(mem memory.Allocator, areas int) *writer {
	b := batch.New(mem, schema.TotalsTable)
	b.Reserve(areas * schema.CellCount)
	amounts := func(name string) amounts { return amounts{to: b.Amount(name)} }
	return &writer{
		b: b, code: b.Text("area_code"), name: b.Text("area_name"), level: b.Text("area_level"), cell: b.Text("cell").Coded(schema.CellCount, func(id int) string { return schema.Cells[id].Code }),
		year: b.Count("report_year"), expected: b.Count("units_expected"), reported: b.Count("units_reported"), counted: b.Count("units_counted"),
		total: amounts("total"), parts: amounts("parts_total"), partsDifference: amounts("parts_difference"),
		lastYear: amounts("last_year_total"), change: amounts("change"), complete: b.Flag("complete"),
	}
}

// amounts gathers a column's rows of one area, to be added together.
type amounts struct {
	to     batch.Amount
	values [schema.CellCount]schema.Decimal
	known  [schema.CellCount]bool
}

// set keeps a value; where it is not known, 0.
func (a *amounts) set(row int, d schema.Decimal, known bool) {
	if !known {
		d = 0
	}
	a.values[row], a.known[row] = d, known
}

func (a *amounts) add(rows int) { a.to.AppendAll(a.values[:rows], a.known[:rows]) }

// area adds the totals of one area and year.
func (w *writer) area(of *schema.AreaTotals) {
	n := 0
	var complete [schema.CellCount]bool
	for id := range of.Cells {
		c := &of.Cells[id]
		if c.Has == 0 {
			continue
		}
		sum, parts, last := c.Has&schema.HasSum != 0, c.Has&schema.HasParts != 0, c.Has&schema.HasLastYear != 0
		w.cell.Append(id)
		w.counted.Append(int(c.Counted))
		w.total.set(n, c.Sum, sum)
		w.parts.set(n, c.Parts, parts)
		w.partsDifference.set(n, c.Sum-c.Parts, sum && parts)
		w.lastYear.set(n, c.LastYear, last)
		w.change.set(n, c.Sum-c.LastYear, sum && last)
		complete[n] = of.Complete(schema.CellID(id))
		n++
	}
	for _, a := range []*amounts{&w.total, &w.parts, &w.partsDifference, &w.lastYear, &w.change} {
		a.add(n)
	}
	w.complete.AppendAll(complete[:n])
	w.code.Repeat(of.Area.Code, n)
	w.name.Repeat(of.Area.Name, n)
	w.level.Repeat(of.Area.Level, n)
	w.year.Repeat(of.ReportYear, n)
	w.expected.Repeat(of.Expected, n)
	w.reported.Repeat(of.Reported, n)
}

// Read adds a batch of [schema.TotalsTable] to the totals. The batch may be
// released after.
func Read(totals *schema.Totals, b arrow.Record) {
	code, name, level, cell := batch.TextOf(b, "area_code"), batch.TextOf(b, "area_name"), batch.TextOf(b, "area_level"), batch.TextOf(b, "cell")
	year, expected := batch.CountAt(b, "report_year"), batch.CountAt(b, "units_expected")
	reported, counted := batch.CountAt(b, "units_reported"), batch.CountAt(b, "units_counted")
	sum, parts, last := batch.AmountAt(b, "total"), batch.AmountAt(b, "parts_total"), batch.AmountAt(b, "last_year_total")
	var area schema.Area // its texts are not the batch's
	for i := range int(b.NumRows()) {
		id, ok := schema.CellByCode(cell.At(i))
		if !ok {
			continue // a cell that this build does not know
		}
		if area.Code != code.At(i) {
			area = schema.Area{Code: strings.Clone(code.At(i)), Name: strings.Clone(name.At(i)), Level: strings.Clone(level.At(i))}
		}
		totals.Add(schema.AreaTotal{Area: area, ReportYear: year(i), Cell: id,
			Sum: sum(i), Parts: parts(i), LastYear: last(i), Expected: expected(i), Reported: reported(i), Counted: counted(i)})
	}
}
