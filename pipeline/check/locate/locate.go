// Package locate asks where the error is. A failed sum says that something is
// wrong; the sums together, as one linear code, mostly say which cell, or which
// slip of the hand: a row one cell aside, two columns swapped, a digit in the
// neighbouring cell, a total left out.
//
// The one thing to know: every answer is a question to the township. Nothing
// here changes a value, and nothing inferred is added to a total.
package locate

import (
	"fmt"
	"slices"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// Locate looks at the findings of one report. Where one slip explains failed
// sums it adds a slip.* finding and makes them its children; where cells that
// could not be read follow from the others it says what they would be. The
// order is that of the findings, what is added comes last. It is safe for
// concurrent use.
func Locate(r *schema.Report, findings []schema.Finding) []schema.Finding {
	row := linear.RowOf(r)
	l := &located{report: r, findings: slices.Clone(findings)}
	for _, t := range []schema.FormTable{schema.Table3, schema.Table4} {
		g := newGrid(row, t)
		if g == nil {
			continue
		}
		if failed := g.failed(); len(failed) > 0 {
			if t == schema.Table4 {
				l.askFour(g, failed)
			} else {
				l.explain(g, failed)
			}
			continue
		}
		if h := totalsEmpty(g, nil); h != nil {
			l.add(h, g)
			continue
		}
		l.infer(g)
	}
	l.crossYears()
	l.carried()
	l.yuan()
	return l.findings
}

// located collects what is found in one report.
type located struct {
	report   *schema.Report
	findings []schema.Finding
}

// A hypothesis is one way in which a table may have gone wrong.
type hypothesis struct {
	rule    string
	at      schema.CellID // where it is shown
	wrong   []change      // cells that would change, in form order
	zh, en  string        // what happened
	ask     string        // the question
	explain func(*schema.Finding) bool
}

// A change is what a cell would have to be.
type change struct {
	cell     schema.CellID
	from, to schema.Decimal
	known    bool // something that is a number was printed
}

// explain finds the first hypothesis after which every sum closes. Where the
// county silenced the sums that fail there is nothing to explain.
func (l *located) explain(g *grid, failed []int) {
	if !slices.ContainsFunc(l.findings, func(x schema.Finding) bool { return sums[x.Rule] == g.table }) {
		return
	}
	for _, try := range []func(*grid, []int) *hypothesis{single, totalsEmpty, digitsSplit, rowShifted, rowsMoved, columnsSwapped, compensating, pair} {
		if h := try(g, failed); h != nil {
			l.add(h, g)
			return
		}
	}
}

// askFour puts a question beside each failed group of table four: its sums do
// not overlap, so which of the five cells is wrong they cannot tell.
func (l *located) askFour(g *grid, failed []int) {
	for _, e := range failed {
		off, _ := g.residual(e)
		key := g.code.equations[e][0] // the printed total
		total := change{g.ids[key.cell], g.value[key.cell], g.value[key.cell] - off*key.sign, true}
		if total.to < 0 {
			continue // a part is negative: that is what to ask about
		}
		for i := range l.findings {
			if x := &l.findings[i]; x.Rule == "t4.total" && x.Cell == total.cell && x.Suggestion == "" {
				x.Suggestion = fmt.Sprintf("总计是否应为 %s？如总计无误，请核对四种结果", total.to)
				l.put(i, []change{total})
			}
		}
	}
}

// add appends the slip's finding and puts the failures it explains under it.
func (l *located) add(h *hypothesis, g *grid) {
	f := schema.Finding{
		Rule: h.rule, Severity: schema.Must, UnitCode: l.report.UnitCode, UnitName: l.report.UnitName, ReportYear: l.report.Year,
		Cell: h.at, Message: h.zh, MessageEN: h.en, Suggestion: h.ask, Place: l.place(h.at), Submission: l.report.Submission,
	}
	for _, c := range h.wrong {
		if c.cell != h.at {
			continue
		}
		f.Right = &c.to
		if c.known {
			f.Left = &c.from
		}
	}
	id := f.ID()
	var gravest schema.Severity
	broken := false
	for i := range l.findings {
		x := &l.findings[i]
		if x.Parent != "" || !h.explains(x, g.table) {
			continue
		}
		x.Parent = id
		if sums[x.Rule] != schema.NoTable {
			gravest, broken = max(gravest, x.Severity), true
		}
	}
	if broken { // a slip asks for no more than the sums it breaks, as the county graded them
		f.Severity = gravest
	}
	l.findings = append(l.findings, f)
	l.put(len(l.findings)-1, h.wrong)
}

// sums are the rules whose failures a slip explains.
var sums = map[string]schema.FormTable{
	"t3.row_total": schema.Table3, "t3.answered": schema.Table3, "t3.balance": schema.Table3, "t3.group": schema.Table3, "t4.total": schema.Table4,
}

func (h *hypothesis) explains(x *schema.Finding, t schema.FormTable) bool {
	if h.explain != nil && h.explain(x) {
		return true
	}
	return t != schema.NoTable && sums[x.Rule] == t
}

func (l *located) place(id schema.CellID) schema.Place {
	if id == schema.NoCell {
		return schema.Place{File: l.report.File}
	}
	p := l.report.Cells[id].Place
	p.File = l.report.File
	return p
}
