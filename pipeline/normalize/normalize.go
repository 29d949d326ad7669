// Package normalize turns what the stages found into Arrow batches of the
// published tables. It decides nothing: every value is copied from a report, a
// finding, a submission or the roster, in the order given.
package normalize

import (
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/schema"
	"huizong/schema/batch"
)

// CountyOf is the county code of a unit: its parent, else the first six digits
// of its own code.
func CountyOf(u *schema.Unit, code string) string {
	if u != nil && u.ParentCode != "" {
		return u.ParentCode
	}
	return code[:min(len(code), 6)]
}

// Cells returns a batch of [schema.CellsTable]: the form cells of each report
// in form order, reports in the order given. The caller releases it.
func Cells(mem memory.Allocator, reports []*schema.Report, roster *schema.Roster) arrow.Record {
	b := batch.New(mem, schema.CellsTable)
	defer b.Release()
	b.Reserve(len(reports) * schema.CellCount)
	county, unit, name, edition := b.Text("county_code"), b.Text("unit_code"), b.Text("unit_name"), b.Text("edition")
	formCells := func(name string, word func(c *schema.FormCell) string) batch.Coded {
		return b.Text(name).Coded(schema.CellCount, func(id int) string { return word(&schema.Cells[id]) })
	}
	cell := formCells("cell", func(c *schema.FormCell) string { return c.Code })
	table := formCells("table", func(c *schema.FormCell) string { return c.Table.String() })
	row := formCells("row", func(c *schema.FormCell) string { return c.RowCode })
	column := formCells("column", func(c *schema.FormCell) string { return c.ColumnCode })
	state := b.Text("state").Coded(int(schema.Number)+1, func(s int) string { return schema.CellState(s).String() })
	raw, submission, place := b.Text("raw"), b.Text("submission_id"), places{text: b.Text("place")}
	year, value := b.Count("report_year"), b.Amount("value")
	place.text.ReserveBytes(roomForPlaces(reports))
	for _, r := range reports {
		countyCode := CountyOf(roster.Unit(r.UnitCode), r.UnitCode)
		for _, id := range r.PublishedCells() {
			v := &r.Cells[id]
			county.Append(countyCode)
			unit.Append(r.UnitCode)
			name.Append(r.UnitName)
			year.Append(r.Year)
			edition.OrNull(r.Edition.String())
			cell.Append(int(id))
			table.Append(int(id))
			row.Append(int(id))
			column.Append(int(id))
			state.Append(int(v.State))
			if d, known := v.Known(); known {
				value.Append(d)
			} else {
				value.Null()
			}
			if v.State == schema.Absent || v.State == schema.Unread {
				raw.OrNull(v.Raw)
			} else {
				raw.Append(v.Raw)
			}
			submission.Append(r.Submission)
			place.append(&v.Place, r.File)
		}
	}
	return b.Batch()
}

// roomForPlaces is about what the places of the cells take: a file's name and
// the table, row and column in it.
func roomForPlaces(reports []*schema.Report) (bytes int) {
	const inFile = len(" › 表10 › 第10行 › 第10列")
	for _, r := range reports {
		bytes += schema.CellCount * (len(r.File) + inFile)
	}
	return bytes
}

// places prints places, with the report's file where a place has none.
type places struct {
	text   batch.Text
	buffer []byte
}

func (p *places) append(at *schema.Place, file string) {
	if *at == (schema.Place{}) {
		p.text.Null()
		return
	}
	full := *at
	if full.File == "" {
		full.File = file
	}
	p.buffer = full.Append(p.buffer[:0])
	p.text.AppendBytes(p.buffer)
}

// A Status says how one unit stands for one year.
type Status struct {
	Unit     schema.Unit
	Year     int
	Report   *schema.Report // nil when missing
	Findings [3]int         // open findings by [schema.Severity]
}

// Reports returns a batch of [schema.ReportsTable], one row per status. The
// caller releases it.
func Reports(mem memory.Allocator, statuses []Status) arrow.Record {
	b := batch.New(mem, schema.ReportsTable)
	defer b.Release()
	county, unit, name, edition := b.Text("county_code"), b.Text("unit_code"), b.Text("unit_name"), b.Text("edition")
	year, status, submission := b.Count("report_year"), b.Text("status"), b.Text("submission_id")
	must, explain, note := b.Count("findings_must"), b.Count("findings_explain"), b.Count("findings_note")
	var wide [schema.CellCount]batch.Amount
	for id := range wide {
		wide[id] = b.Amount(schema.Cells[id].Column())
	}
	for i := range statuses {
		s := &statuses[i]
		county.Append(CountyOf(&s.Unit, s.Unit.Code))
		unit.Append(s.Unit.Code)
		name.Append(s.Unit.Name)
		year.Append(s.Year)
		must.Append(s.Findings[schema.Must])
		explain.Append(s.Findings[schema.Explain])
		note.Append(s.Findings[schema.NoteSeverity])
		if s.Report == nil {
			edition.Null()
			status.Append("missing")
			submission.Null()
			for id := range wide {
				wide[id].Null()
			}
			continue
		}
		edition.OrNull(s.Report.Edition.String())
		status.Append("filed")
		submission.Append(s.Report.Submission)
		for id := range wide {
			if d, known := s.Report.Cells[id].Known(); known {
				wide[id].Append(d)
			} else {
				wide[id].Null()
			}
		}
	}
	return b.Batch()
}

// Narrative returns a batch of [schema.NarrativeTable]. The caller releases it.
func Narrative(mem memory.Allocator, reports []*schema.Prose, roster *schema.Roster) arrow.Record {
	b := batch.New(mem, schema.NarrativeTable)
	defer b.Release()
	county, unit, year := b.Text("county_code"), b.Text("unit_code"), b.Count("report_year")
	section, ordinal := b.Count("section"), b.Count("ordinal")
	heading, text, submission := b.Text("heading"), b.Text("text"), b.Text("submission_id")
	for _, r := range reports {
		countyCode := CountyOf(roster.Unit(r.UnitCode), r.UnitCode)
		for i := range r.Narrative {
			p := &r.Narrative[i]
			county.Append(countyCode)
			unit.Append(r.UnitCode)
			year.Append(r.Year)
			section.Append(p.Section)
			ordinal.Append(p.Ordinal)
			heading.OrNull(p.Heading)
			text.Append(p.Text)
			submission.Append(r.Submission)
		}
	}
	return b.Batch()
}

// Claims returns a batch of [schema.ClaimsTable]. The caller releases it.
func Claims(mem memory.Allocator, claims []schema.Claim, roster *schema.Roster) arrow.Record {
	b := batch.New(mem, schema.ClaimsTable)
	defer b.Release()
	county, unit, year := b.Text("county_code"), b.Text("unit_code"), b.Count("report_year")
	section, ordinal, offset := b.Count("section"), b.Count("ordinal"), b.Count("offset")
	metric, qualifier, sentence := b.Text("metric"), b.Text("qualifier"), b.Text("sentence")
	value, ambiguous, submission := b.Amount("value"), b.Flag("ambiguous"), b.Text("submission_id")
	for i := range claims {
		c := &claims[i]
		county.Append(CountyOf(roster.Unit(c.UnitCode), c.UnitCode))
		unit.Append(c.UnitCode)
		year.Append(c.ReportYear)
		section.Append(c.Section)
		ordinal.Append(c.Ordinal)
		metric.Append(c.Metric)
		value.Append(c.Value)
		qualifier.Append(string(c.Qualifier))
		ambiguous.Append(c.Ambiguous)
		sentence.Append(c.Sentence)
		offset.Append(c.Offset)
		submission.Append(c.Submission)
	}
	return b.Batch()
}

// Submissions returns a batch of [schema.SubmissionsTable]. The caller releases it.
func Submissions(mem memory.Allocator, subs []schema.Submission) arrow.Record {
	b := batch.New(mem, schema.SubmissionsTable)
	defer b.Release()
	id, path, bundle, hash := b.Text("submission_id"), b.Text("path"), b.Text("bundle"), b.Text("sha256")
	bytes, format, charset := b.Size("bytes"), b.Text("format"), b.Text("charset")
	unit, year, edition := b.Text("unit_code"), b.Count("report_year"), b.Text("edition")
	verdict, code, reason, reasonEN := b.Text("verdict"), b.Text("reason_code"), b.Text("reason"), b.Text("reason_en")
	for i := range subs {
		s := &subs[i]
		id.Append(s.ID)
		path.Append(s.Path)
		bundle.OrNull(s.Bundle)
		hash.OrNull(s.SHA256)
		bytes.Append(s.Bytes)
		format.OrNull(s.Format)
		charset.OrNull(s.Charset)
		unit.OrNull(s.UnitCode)
		year.OrNull(s.ReportYear)
		edition.OrNull(s.Edition.String())
		verdict.Append(string(s.Verdict))
		code.OrNull(s.Code)
		reason.OrNull(s.Reason)
		reasonEN.OrNull(s.ReasonEN)
	}
	return b.Batch()
}

// Findings returns a batch of [schema.FindingsTable]. The caller releases it.
func Findings(mem memory.Allocator, findings []schema.Finding) arrow.Record {
	b := batch.New(mem, schema.FindingsTable)
	defer b.Release()
	id, rule, severity := b.Text("finding_id"), b.Text("rule"), b.Text("severity")
	unit, name, year, cell := b.Text("unit_code"), b.Text("unit_name"), b.Count("report_year"), b.Text("cell")
	message, messageEN, formula := b.Text("message"), b.Text("message_en"), b.Text("formula")
	left, right, difference := b.Amount("left"), b.Amount("right"), b.Amount("difference")
	place, submission, explanation := b.Text("place"), b.Text("submission_id"), b.Text("explanation")
	suggestion, parent := b.Text("suggestion"), b.Text("parent_id")
	for i := range findings {
		f := &findings[i]
		id.Append(f.ID())
		rule.Append(f.Rule)
		severity.Append(f.Severity.String())
		unit.OrNull(f.UnitCode)
		name.OrNull(f.UnitName)
		year.OrNull(f.ReportYear)
		cell.OrNull(f.CellCode())
		message.Append(f.Message)
		messageEN.Append(f.MessageEN)
		formula.OrNull(f.Formula)
		left.OrNull(f.Left)
		right.OrNull(f.Right)
		difference.OrNull(f.Difference())
		place.OrNull(f.Place.String())
		submission.OrNull(f.Submission)
		explanation.OrNull(f.Explained)
		suggestion.OrNull(f.Suggestion)
		parent.OrNull(f.Parent)
	}
	return b.Batch()
}

// Checks returns a batch of [schema.ChecksTable]. The caller releases it.
func Checks(mem memory.Allocator, checks []schema.Check) arrow.Record {
	b := batch.New(mem, schema.ChecksTable)
	defer b.Release()
	rule, unit, year := b.Text("rule"), b.Text("unit_code"), b.Count("report_year")
	state, instances := b.Text("state"), b.Count("instances")
	for i := range checks {
		c := &checks[i]
		rule.Append(c.Rule)
		unit.Append(c.UnitCode)
		year.Append(c.ReportYear)
		state.Append(c.State.String())
		instances.Append(c.Instances)
	}
	return b.Batch()
}

// Units returns a batch of [schema.UnitsTable]. The caller releases it.
func Units(mem memory.Allocator, roster *schema.Roster) arrow.Record {
	b := batch.New(mem, schema.UnitsTable)
	defer b.Release()
	code, name, kind := b.Text("unit_code"), b.Text("unit_name"), b.Text("kind")
	parent, parentName, aliases := b.Text("parent_code"), b.Text("parent_name"), b.Text("aliases")
	from, to, successor := b.Count("valid_from"), b.Count("valid_to"), b.Text("successor")
	for i := range roster.Units {
		u := &roster.Units[i]
		code.Append(u.Code)
		name.Append(u.Name)
		kind.Append(string(u.Kind))
		parent.OrNull(u.ParentCode)
		parentName.OrNull(u.ParentName)
		aliases.OrNull(strings.Join(u.Aliases, "|"))
		from.OrNull(u.ValidFrom)
		to.OrNull(u.ValidTo)
		successor.OrNull(u.Successor)
	}
	return b.Batch()
}

// FormCells returns the batch of [schema.FormCellsTable]. The caller releases it.
func FormCells(mem memory.Allocator) arrow.Record {
	b := batch.New(mem, schema.FormCellsTable)
	defer b.Release()
	cell, table, position := b.Text("cell"), b.Text("table"), b.Count("position")
	row, column, label, labelEN := b.Text("row"), b.Text("column"), b.Text("label"), b.Text("label_en")
	unit, role, in2019, in2021 := b.Text("unit"), b.Text("role"), b.Flag("in_2019"), b.Flag("in_2021")
	for i := range schema.Cells {
		c := &schema.Cells[i]
		cell.Append(c.Code)
		table.Append(c.Table.String())
		position.Append(i + 1)
		row.Append(c.RowCode)
		column.Append(c.ColumnCode)
		label.Append(c.Label())
		labelEN.Append(c.LabelEN())
		unit.Append(string(c.Unit))
		role.Append(string(c.Role))
		in2019.Append(c.In2019)
		in2021.Append(c.In2021)
	}
	return b.Batch()
}
