// Package recognize turns a document into a report: which unit, which year,
// which edition, and which printed cell is which cell of the form. It is driven
// by the form: rows are found by label, columns by header, and what does not
// fit is left unread with a finding that says why. A number is never placed by
// counting, and nothing is computed or repaired.
//
// The way of a document: an [unfolder] lays it out as lines, [divide] finds the
// headings and tables among them, a collector gathers runs of values with the
// label text around them, a pairing gives runs to rows, a frame picks the value
// cells of each row, a header says which column each one is. Tables that are but
// for their figures as earlier ones were take a shorter way, by a [pattern], to the
// same report.
package recognize

import (
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

// A reader recognizes one document.
type reader struct {
	doc    *schema.Document
	source Source
	lines  []line
	memory *memory
	parts  parts
	report *schema.Report

	title    titleFound
	doubts   []doubt
	tenKYuan bool // 2019's procurement amount is said to be in 万元

	met       *patterns
	stretches []stretch                                        // what was laid out by a pattern
	written   func(cell schema.CellID, by *piece, note string) // is told what is written into the report's cells; nil: nobody asks
}

// Report recognizes a document against the names of a roster; names may be nil.
// It never fails: what cannot be told is left out of the report, with a finding
// that says why. Cells are those of the file.
func Report(doc *schema.Document, source Source, names *Names) *schema.Report {
	report := new(schema.Report)
	Into(report, doc, source, names)
	return report
}

// Into is [Report] into an empty report.
func Into(report *schema.Report, doc *schema.Document, source Source, names *Names) {
	recognize(report, doc, source, names, &met)
}

// recognize recognizes a document with the patterns met so far; nil: without any.
func recognize(report *schema.Report, doc *schema.Document, source Source, names *Names, met *patterns) {
	u := unfolders.Get().(*unfolder)
	defer func() { u.empty(); unfolders.Put(u) }()
	u.met = met
	r := &reader{doc: doc, source: source, lines: u.unfold(doc), memory: &u.memory, report: report}
	r.met, r.stretches = met, u.stretches
	r.report.Submission, r.report.File = source.Submission, source.File
	r.parts = divide(r.lines)
	r.findTitle()
	r.identifyYear()
	r.tables()
	r.tellDoubts()
	r.sections()
	r.identifyUnit(names)
	r.leftovers()
	for i := range r.report.Findings {
		f := &r.report.Findings[i]
		f.UnitCode, f.UnitName, f.ReportYear, f.Submission = r.report.UnitCode, r.report.UnitName, r.report.Year, source.Submission
		f.Place.File = source.File
	}
	for i := range r.report.Cells {
		if c := &r.report.Cells[i]; c.State != schema.Absent {
			c.Place.File = source.File
		}
	}
	ownTexts(r.report)
}

// tables reads the three tables and settles the edition of each and of all. A
// table three with the single （六） row is a hybrid where table two, or the
// year, is of 2021.
func (r *reader) tables() {
	two := r.readTwo(r.parts.regions[schema.Table2])
	three := r.readThree(r.parts.regions[schema.Table3])
	four := r.readFour(r.parts.regions[schema.Table4])
	te := &r.report.TableEdition
	if three && te[schema.Table3] == schema.Edition2019 &&
		(te[schema.Table2] == schema.Edition2021 || !two && r.report.Year >= 2021) {
		te[schema.Table3] = schema.Hybrid
	}
	if three && te[schema.Table3] == schema.NoEdition {
		te[schema.Table3] = r.likelyEdition()
	}
	switch {
	case te[schema.Table3] == schema.Hybrid:
		r.report.Edition = schema.Hybrid
	case te[schema.Table2] != schema.NoEdition:
		r.report.Edition = te[schema.Table2]
	default:
		r.report.Edition = te[schema.Table3]
	}
	if !four {
		return
	}
	switch te[schema.Table4] = r.report.Edition; te[schema.Table4] {
	case schema.Hybrid:
		te[schema.Table4] = schema.Edition2021
	case schema.NoEdition:
		te[schema.Table4] = r.likelyEdition()
		r.report.Edition = te[schema.Table4]
	}
}

// likelyEdition is for a table that does not show which edition it is.
func (r *reader) likelyEdition() schema.Edition {
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
	if r.written != nil {
		r.written(id, p, "")
	}
	got := parse(p.raw)
	cell := &schema.Cells[id]
	v := schema.CellValue{State: got.state, Raw: strings.TrimSpace(p.raw), Place: p.at(), Note: p.note}
	if got.state == schema.Number {
		v.Value = got.value
	}
	switch {
	case p.continued:
		v.State, v.Value = schema.Unread, 0
		r.unread(cell.Table, cell.Code, cell.Label(), why{"单元格与上一行合并，不能确定属于哪一行", "the cell is merged with the row above: which row it belongs to is not certain"}, p.at())
	case p.doubt != schema.Certain:
		v.State, v.Value = schema.Unread, 0
		r.unread(cell.Table, cell.Code, cell.Label(), why{p.doubt.String(), p.doubt.EN()}, p.at())
	case got.state == schema.Unread:
		r.unread(cell.Table, cell.Code, cell.Label(), got.why, p.at())
	case got.state != schema.Number:
	case cell.Unit == schema.UnsaidYuan:
		if got.suffix != "万元" && !(r.tenKYuan && got.suffix == "") {
			v.State, v.Value, v.Note = schema.Text, 0, "未注明单位是元还是万元"
		}
	case multiplied(got.suffix) && !(got.suffix == "万元" && cell.Unit == schema.TenKYuan):
		v.State, v.Value, v.Note = schema.Text, 0, "数字带有“"+got.suffix+"”"
	case got.suffix == "元":
		v.Note = "单元格内注明单位为元"
	}
	r.report.Cells[id] = v
}

// note adds a remark to a cell.
func (r *reader) note(id schema.CellID, text string) {
	if r.written != nil {
		r.written(id, nil, text)
	}
	if c := &r.report.Cells[id]; c.Note == "" {
		c.Note = text
	} else {
		c.Note += "；" + text
	}
}

func (r *reader) find(f schema.Finding) { r.report.Findings = append(r.report.Findings, f) }

// about records a finding that is about no cell.
func (r *reader) about(rule string, s schema.Severity, detail, zh, en string, at schema.Place) {
	r.find(schema.Finding{Rule: rule, Severity: s, Cell: schema.NoCell, Detail: detail, Message: zh, MessageEN: en, Place: at})
}
