package page

import (
	"cmp"
	"iter"

	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/mask"
	"huizong/schema"
)

// totalRows: [area, year's number, sums, units expected, units reported, units
// counted, sums of the parts, last year's sums], the last six as vectors. A
// form cell without a total is absent in all of them.
func (b *book) totalRows() iter.Seq[row] {
	return func(yield func(row) bool) {
		for totals := range b.facts.Totals.Areas() {
			year, known := b.years[totals[0].ReportYear]
			if !known {
				continue
			}
			r := row{b.area(totals[0].Area), year}
			for _, column := range totalColumns {
				r = append(r, totalVector(totals, column))
			}
			if !yield(r) {
				return
			}
		}
	}
}

var totalColumns = []func(*schema.AreaTotal) string{
	func(t *schema.AreaTotal) string { return amount(t.Sum) },
	func(t *schema.AreaTotal) string { return schema.DecimalOf(int64(t.Expected)).String() },
	func(t *schema.AreaTotal) string { return schema.DecimalOf(int64(t.Reported)).String() },
	func(t *schema.AreaTotal) string { return schema.DecimalOf(int64(t.Counted)).String() },
	func(t *schema.AreaTotal) string { return amount(t.Parts) },
	func(t *schema.AreaTotal) string { return amount(t.LastYear) },
}

func totalVector(totals []schema.AreaTotal, column func(*schema.AreaTotal) string) string {
	var v vector
	for id := range schema.CellID(schema.CellCount) {
		if len(totals) == 0 || totals[0].Cell != id {
			v.add(tokenAbsent)
			continue
		}
		v.add(column(&totals[0]))
		totals = totals[1:]
	}
	return v.String()
}

// reportRows: [unit, year's number, file's name, edition, editions of tables
// two to four, values, walks of the three tables, exceptions, checks], units
// by code, years ascending. An exception is [cell, raw text, remark, file]: a
// cell whose printed text is not what its value says, or with a remark, or
// from another file; what is the same at the end is left out.
func (b *book) reportRows() iter.Seq[row] {
	checks := b.checkVectors()
	return func(yield func(row) bool) {
		for i := range b.facts.Units {
			for year, y := range b.facts.Years {
				r := b.facts.Report(b.facts.Units[i].Code, y)
				if r == nil {
					continue
				}
				out := row{i, year, b.names.index(r.File), r.Edition, tableEditions(r), values(r),
					[][]int{b.walk(r, schema.Table2), b.walk(r, schema.Table3), b.walk(r, schema.Table4)},
					b.exceptions(r), checks[facts.Key{UnitCode: b.facts.Units[i].Code, Year: y}]}
				if !yield(out) {
					return
				}
			}
		}
	}
}

// tableEditions are numbers one by one: a slice of bytes would become base64.
func tableEditions(r *schema.Report) []int {
	return []int{int(r.TableEdition[schema.Table2]), int(r.TableEdition[schema.Table3]), int(r.TableEdition[schema.Table4])}
}

func values(r *schema.Report) string {
	var v vector
	for id := range r.Cells {
		v.add(valueToken(&r.Cells[id]))
	}
	return v.String()
}

func (b *book) exceptions(r *schema.Report) []row {
	out := []row{}
	for id := range r.Cells {
		c := &r.Cells[id]
		plain := ""
		if d, ok := c.Known(); ok {
			plain = d.String()
		}
		other := c.Place.File != "" && c.Place.File != r.File
		if c.Raw == plain && c.Note == "" && !other {
			continue
		}
		e := row{id, b.raw(c)}
		if c.Note != "" || other {
			e = append(e, c.Note)
		}
		if other {
			e = append(e, b.names.index(c.Place.File))
		}
		out = append(out, e)
	}
	return out
}

// raw is the text of a cell; words in a cell are prose, and masked like it.
func (b *book) raw(c *schema.CellValue) string {
	if c.State == schema.Text && b.facts.Mask {
		return mask.Text(c.Raw)
	}
	return c.Raw
}

var checkTokens = map[schema.CheckState]string{schema.Holds: "h", schema.Violated: "v", schema.Unclear: "u", schema.NotApplicable: "n"}

// checkVectors are the states of every rule for each unit and year, in the
// order of the rules; absent where a rule was not judged. Most reports share
// one of few vectors.
func (b *book) checkVectors() map[facts.Key]string {
	if b.facts.Checks == nil {
		return nil
	}
	out, shared := map[facts.Key]string{}, map[string]string{}
	var of facts.Key
	states := make([]string, len(b.list.rules))
	end := func() {
		var v vector
		for i, s := range states {
			v.add(cmp.Or(s, tokenAbsent))
			states[i] = ""
		}
		text := v.String()
		if shared[text] == "" {
			shared[text] = text
		}
		out[of] = shared[text]
	}
	for c := range b.facts.Checks {
		rule, known := b.rules[c.Rule]
		if !known {
			continue
		}
		if k := (facts.Key{UnitCode: c.UnitCode, Year: c.ReportYear}); k != of {
			if of != (facts.Key{}) {
				end()
			}
			of = k
		}
		states[rule] = checkTokens[c.State]
	}
	if of != (facts.Key{}) {
		end()
	}
	return out
}
