// Package recognize turns a document into a report: which unit, which year,
// which edition, and which printed cell is which cell of the form. It is driven
// by the form: rows are found by label, columns by header, and what does not
// fit is left unread with a finding. A number is never placed by counting.
package recognize

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// A Source says where a document came from; names and folders are witnesses
// for the unit and the year.
type Source struct {
	Submission string   // submission id
	File       string   // path inside the inbox, bundle parts joined by " › "
	Name       string   // base name
	Folders    []string // folders and bundles above it, outermost first
}

// reader recognizes one document.
type reader struct {
	doc    *schema.Document
	source Source
	lines  []line
	parts  parts
	report *schema.Report
	filled map[schema.CellID]bool

	titleLines span
	titlePlace schema.Place
	tenKYuan   bool // 2019's procurement amount is said to be in 万元
}

// Report recognizes a document against the names of a roster. It never fails:
// what cannot be told is left out of the report, with a finding that says why.
// Cells are those of the file; nothing is computed or repaired.
func Report(doc *schema.Document, source Source, names *Names) *schema.Report {
	r := &reader{doc: doc, source: source, lines: unfold(doc), report: &schema.Report{}, filled: map[schema.CellID]bool{}}
	r.report.Submission, r.report.File = source.Submission, source.File
	r.parts = divide(r.lines)
	r.title()
	r.identify(names)
	r.tables()
	r.sections()
	r.leftovers()
	for i := range r.report.Findings {
		f := &r.report.Findings[i]
		f.UnitCode, f.UnitName, f.ReportYear, f.Submission = r.report.UnitCode, r.report.UnitName, r.report.Year, source.Submission
		f.Place.File = source.File
	}
	return r.report
}

// tables reads the three tables and settles the edition of each and of all.
func (r *reader) tables() {
	two := r.readTwo(r.parts.region[schema.Table2])
	three := r.readThree(r.parts.region[schema.Table3])
	four := r.readFour(r.parts.region[schema.Table4])
	te := &r.report.TableEdition
	switch {
	case three && te[schema.Table3] == schema.Edition2019 && te[schema.Table2] == schema.Edition2021,
		three && te[schema.Table3] == schema.Edition2019 && !two && r.report.Year >= 2021:
		te[schema.Table3] = schema.Hybrid
	case three && te[schema.Table3] == schema.NoEdition:
		te[schema.Table3] = r.guessEdition()
	}
	switch {
	case te[schema.Table3] == schema.Hybrid:
		r.report.Edition = schema.Hybrid
	case te[schema.Table2] != schema.NoEdition:
		r.report.Edition = te[schema.Table2]
	default:
		r.report.Edition = te[schema.Table3]
	}
	if four {
		te[schema.Table4] = r.report.Edition
		if r.report.Edition == schema.NoEdition {
			te[schema.Table4] = schema.EditionFor(r.report.Year)
		}
		if te[schema.Table4] == schema.Hybrid {
			te[schema.Table4] = schema.Edition2021
		}
	}
	if r.report.Edition == schema.NoEdition {
		r.report.Edition = te[schema.Table4]
	}
}

// guessEdition is for a table three that does not show which edition it is.
func (r *reader) guessEdition() schema.Edition {
	if e := r.report.TableEdition[schema.Table2]; e != schema.NoEdition {
		return e
	}
	if r.report.Year > 0 {
		return schema.EditionFor(r.report.Year)
	}
	return schema.Edition2021
}

// set writes a printed cell into the report.
func (r *reader) set(id schema.CellID, p *piece) {
	got := parse(p.raw)
	cell := &schema.Cells[id]
	v := schema.CellValue{State: got.state, Raw: strings.TrimSpace(p.raw), Place: p.place, Note: p.note}
	if got.state == schema.Number {
		v.Value = got.value
	}
	if cell.Unit == schema.UnsaidYuan && got.state == schema.Number && got.suffix != "万元" && !r.tenKYuan {
		v.State, v.Value = schema.Text, 0
		v.Note = "未注明单位"
	}
	r.report.Cells[id] = v
	r.filled[id] = true
}

// unread records that something of a table could not be told.
func (r *reader) unread(t schema.FormTable, what, why, whyEN string, at schema.Place) {
	r.report.Findings = append(r.report.Findings, schema.Finding{
		Rule: "cell.unread", Severity: schema.Explain, Cell: schema.NoCell, Detail: t.String() + " " + what,
		Message:   fmt.Sprintf("%s › %s：%s", tableTitle(t), what, why),
		MessageEN: fmt.Sprintf("%s › %s: %s", t, what, whyEN),
		Place:     at,
	})
}

func tableTitle(t schema.FormTable) string {
	return [...]string{"", "表二（主动公开）", "表三（依申请公开）", "表四（复议诉讼）"}[t]
}

// textOf joins the plain label text of a region.
func (r *reader) textOf(s span) string {
	var b strings.Builder
	for i := s.from; i < s.to; i++ {
		l := &r.lines[i]
		if l.row() {
			b.WriteString(l.plain)
			continue
		}
		b.WriteString(plainOf(l.pieces[:len(l.pieces)-trailingValues(l.pieces)]))
	}
	return b.String()
}
