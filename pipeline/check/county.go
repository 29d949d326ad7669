package check

import (
	"fmt"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// counties are the rules about a county as a whole.
var counties = []*Rule{{
	ID: "county.bound", Severity: schema.Explain, Class: Roster, Source: "县级报告汇总口径：含部门和县本级，不少于乡镇街道之和",
	Title: "乡镇街道之和不超过县公布的数", TitleEN: "the units together do not exceed the county's own figure",
	Doc:   "县公布的数还含部门和县本级，所以各单位之和应不大于它。只比较给出了县公布数的件数，缺报的单位按未知算。",
	DocEN: "The county's figure also holds its departments and itself. Only counts whose county figure is given are compared; missing units are unknown, not zero.",
	Whole: (*Review).judgeBounds,
	Fails: Example{Says: "乡镇新收合计 9 件，县公布 8 件", Cells: "t3.received.total=9", Do: func(w *World) { w.county("t3.received.total", 8) }},
	Holds: Example{Says: "乡镇新收合计 9 件，县公布 20 件", Cells: "t3.received.total=9", Do: func(w *World) { w.county("t3.received.total", 20) }},
}}

// A bound is a county's figure with what its units add up to so far.
type bound struct {
	figure CountyFigure
	side   linear.Side
	units  int
}

func boundsOf(figures []CountyFigure) []bound {
	var all []bound
	for _, f := range figures {
		if c := &schema.Cells[f.Cell]; c.Role != schema.Stock && !c.Signed && !c.Decimals {
			all = append(all, bound{figure: f})
		}
	}
	return all
}

func (b *bound) add(county string, r *schema.Report, now *linear.Row) {
	if b.figure.CountyCode != county || b.figure.ReportYear != r.Year || r.UnitCode == county {
		return
	}
	sum := linear.Sum{Terms: []linear.Term{{Cell: b.figure.Cell, Coefficient: 1}}}
	side, ok := sum.Side(now, nil)
	if !ok {
		side = linear.Side{Above: true, Unknown: 1}
	}
	b.side = b.side.Plus(side)
	b.units++
}

func (v *Review) judgeBounds(t *Tally) {
	for i := range v.bounds {
		b := &v.bounds[i]
		t.about(b.figure.CountyCode, b.figure.CountyName, b.figure.ReportYear)
		if missing := v.owing(b.figure.CountyCode, b.figure.ReportYear) - b.units; missing > 0 {
			b.side.Above, b.side.Unknown = true, b.side.Unknown+missing
		}
		county := linear.Side{Known: linear.WideOf(int64(b.figure.Value))}
		state := linear.AtMost.Judge(b.side, county)
		if state != schema.Violated {
			t.Count(state)
			continue
		}
		f := schema.Finding{Cell: b.figure.Cell, Right: &b.figure.Value, Formula: fmt.Sprintf("%s > %s", bounding(b.side, "≥ "), b.figure.Value),
			Message:   fmt.Sprintf("%s：各单位之和是 %s，县公布的是 %s", whereZH[b.figure.Cell], bounding(b.side, "至少 "), b.figure.Value),
			MessageEN: fmt.Sprintf("%s: the units add up to %s, the county published %s", whereEN[b.figure.Cell], bounding(b.side, "at least "), b.figure.Value)}
		if d, ok := b.side.Known.Decimal(1); ok {
			f.Left = &d
		}
		t.Find(f)
	}
}

// owing counts the units of a county that owe a report for the year.
func (v *Review) owing(county string, year int) int {
	n := 0
	for code, u := range v.units {
		if code != county && v.county(code) == county && u.Owes(year) {
			n++
		}
	}
	return n
}

func (w *World) county(cell string, value int64) {
	w.CountyFigures = append(w.CountyFigures, CountyFigure{CountyCode: "990101", CountyName: "示例县", ReportYear: exampleYear, Cell: mustCell(cell), Value: schema.DecimalOf(value)})
}
