// Package recall reads a published snapshot back into the types it was written
// from: for status and explain, for what changed since, and for last year's
// numbers when last year's files are gone from the inbox.
package recall

import (
	"fmt"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/publish/dataset"
	"huizong/pipeline/total"
	"huizong/schema"
	"huizong/schema/batch"
)

// A Snapshot is a folder that holds data/; nothing is read before it is asked for.
type Snapshot struct{ Dir string }

// each calls do for every row group of a table, of which it reads the columns
// named, all if none are.
func (s Snapshot) each(t *schema.PublishedTable, do func(arrow.Record), columns ...string) error {
	err := dataset.EachGroup(memory.DefaultAllocator, s.Dir, t, columns, func(b arrow.Record) error {
		do(b)
		return nil
	})
	if err != nil {
		return fmt.Errorf("snapshot %s: %w", s.Dir, err)
	}
	return nil
}

// Totals reads every total, ordered by year, area and form.
func (s Snapshot) Totals() (*schema.Totals, error) {
	out := &schema.Totals{}
	err := s.each(schema.TotalsTable, func(b arrow.Record) { total.Read(out, b) })
	return out, err
}

// Reports reads the accepted reports with their cells, ordered by year and
// unit. Prose, sections and findings are not among them.
func (s Snapshot) Reports() ([]*schema.Report, error) {
	var out []*schema.Report
	err := s.EachReport(func(r *schema.Report) error {
		out = append(out, r)
		return nil
	})
	return out, err
}

// EachReport gives the reports of [Snapshot.Reports] one after the other.
func (s Snapshot) EachReport(do func(*schema.Report) error) error {
	var now *schema.Report
	err := dataset.EachGroup(memory.DefaultAllocator, s.Dir, schema.CellsTable, nil, func(b arrow.Record) error {
		unit, name, edition := batch.TextOf(b, "unit_code"), batch.TextOf(b, "unit_name"), batch.TextOf(b, "edition")
		cell, state, raw := batch.TextOf(b, "cell"), batch.TextOf(b, "state"), batch.TextOf(b, "raw")
		submission, place := batch.TextOf(b, "submission_id"), batch.TextOf(b, "place")
		year, value := batch.CountAt(b, "report_year"), batch.AmountAt(b, "value")
		for i := range int(b.NumRows()) {
			if now == nil || now.UnitCode != unit.At(i) || now.Year != year(i) {
				if now != nil {
					if err := do(now); err != nil {
						return err
					}
				}
				// The texts lie in the batch's memory, which is given back.
				now = &schema.Report{UnitCode: strings.Clone(unit.At(i)), UnitName: strings.Clone(name.At(i)), Year: year(i),
					Edition: schema.EditionByName(edition.At(i)), Submission: strings.Clone(submission.At(i))}
			}
			id, ok := schema.CellByCode(cell.At(i))
			if !ok {
				continue // a cell that this build does not know
			}
			v := schema.CellValue{State: schema.CellStateByName(state.At(i)), Raw: strings.Clone(raw.At(i)), Place: schema.Place{File: strings.Clone(place.At(i))}}
			if d := value(i); d != nil {
				v.Value = *d
			}
			now.Cells[id] = v
			if v.State != schema.Absent {
				t := schema.Cells[id].Table
				now.TableEdition[t] = tableEdition(now.Edition, t)
			}
		}
		return nil
	})
	if err == nil && now != nil {
		err = do(now)
	}
	if err != nil {
		return fmt.Errorf("snapshot %s: %w", s.Dir, err)
	}
	return nil
}

func tableEdition(e schema.Edition, t schema.FormTable) schema.Edition {
	if e == schema.Hybrid && t != schema.Table3 {
		return schema.Edition2021
	}
	return e
}

// A Filing says how a unit stands for a year.
type Filing struct {
	UnitCode, UnitName, Status, Edition, Submission string
	Year, Must, Explain, Note                       int
}

// Filings reads who has filed, ordered by year and unit.
func (s Snapshot) Filings() ([]Filing, error) {
	var out []Filing
	err := s.each(schema.ReportsTable, func(b arrow.Record) {
		unit, name, status := batch.TextOf(b, "unit_code"), batch.TextOf(b, "unit_name"), batch.TextOf(b, "status")
		edition, submission, year := batch.TextOf(b, "edition"), batch.TextOf(b, "submission_id"), batch.CountAt(b, "report_year")
		must, explain, note := batch.CountAt(b, "findings_must"), batch.CountAt(b, "findings_explain"), batch.CountAt(b, "findings_note")
		for i := range int(b.NumRows()) {
			out = append(out, Filing{UnitCode: unit.At(i), UnitName: name.At(i), Status: status.At(i), Edition: edition.At(i),
				Submission: submission.At(i), Year: year(i), Must: must(i), Explain: explain(i), Note: note(i)})
		}
	}, "unit_code", "unit_name", "status", "edition", "submission_id", "report_year", "findings_must", "findings_explain", "findings_note")
	return out, err
}

// SubmissionIDs are those of every file gathered.
func (s Snapshot) SubmissionIDs() (map[string]bool, error) {
	out := map[string]bool{}
	err := s.each(schema.SubmissionsTable, func(b arrow.Record) {
		id := batch.TextOf(b, "submission_id")
		for i := range int(b.NumRows()) {
			out[id.At(i)] = true
		}
	}, "submission_id")
	return out, err
}

// Submissions reads every file gathered, in order.
func (s Snapshot) Submissions() ([]schema.Submission, error) {
	var out []schema.Submission
	err := s.each(schema.SubmissionsTable, func(b arrow.Record) {
		id, path, bundle, hash := batch.TextOf(b, "submission_id"), batch.TextOf(b, "path"), batch.TextOf(b, "bundle"), batch.TextOf(b, "sha256")
		format, charset, unit, edition := batch.TextOf(b, "format"), batch.TextOf(b, "charset"), batch.TextOf(b, "unit_code"), batch.TextOf(b, "edition")
		verdict, code, reason, reasonEN := batch.TextOf(b, "verdict"), batch.TextOf(b, "reason_code"), batch.TextOf(b, "reason"), batch.TextOf(b, "reason_en")
		year, size := batch.CountAt(b, "report_year"), batch.SizeAt(b, "bytes")
		for i := range int(b.NumRows()) {
			out = append(out, schema.Submission{ID: id.At(i), Path: path.At(i), Bundle: bundle.At(i), SHA256: hash.At(i), Bytes: size(i),
				Format: format.At(i), Charset: charset.At(i), UnitCode: unit.At(i), ReportYear: year(i), Edition: schema.EditionByName(edition.At(i)),
				Verdict: schema.Verdict(verdict.At(i)), Code: code.At(i), Reason: reason.At(i), ReasonEN: reasonEN.At(i)})
		}
	})
	return out, err
}

// A Finding is a published finding with its stored identity and place.
type Finding struct {
	schema.Finding
	FindingID string
	PlaceText string
}

// Findings reads the findings, in order.
func (s Snapshot) Findings() ([]Finding, error) {
	var out []Finding
	err := s.each(schema.FindingsTable, func(b arrow.Record) {
		text := func(name string) func(int) string { return batch.TextOf(b, name).At }
		id, rule, severity, unit, name := text("finding_id"), text("rule"), text("severity"), text("unit_code"), text("unit_name")
		cell, message, messageEN, formula := text("cell"), text("message"), text("message_en"), text("formula")
		place, submission, explanation, suggestion, parent := text("place"), text("submission_id"), text("explanation"), text("suggestion"), text("parent_id")
		year, left, right := batch.CountAt(b, "report_year"), batch.AmountAt(b, "left"), batch.AmountAt(b, "right")
		for i := range int(b.NumRows()) {
			f := Finding{FindingID: id(i), PlaceText: place(i), Finding: schema.Finding{
				Rule: rule(i), Severity: schema.SeverityByName(severity(i)), UnitCode: unit(i), UnitName: name(i), ReportYear: year(i), Cell: schema.NoCell,
				Message: message(i), MessageEN: messageEN(i), Formula: formula(i), Left: left(i), Right: right(i),
				Submission: submission(i), Explained: explanation(i), Suggestion: suggestion(i), Parent: parent(i)}}
			if c, ok := schema.CellByCode(cell(i)); ok {
				f.Cell = c
			}
			out = append(out, f)
		}
	})
	return out, err
}

// A Change is one difference from the snapshot before.
type Change struct {
	Kind, Code, Cell string // cell, total or status; of a unit or an area; "" for a status
	Year             int
	Old, New         string // "" where there was nothing
	Cause            string
}

// Changes reads what differs from the snapshot before, in order.
func (s Snapshot) Changes() ([]Change, error) {
	var out []Change
	err := s.each(schema.ChangesTable, func(b arrow.Record) {
		text := func(name string) func(int) string { return batch.TextOf(b, name).At }
		kind, code, cell, old, now, cause := text("kind"), text("code"), text("cell"), text("old"), text("new"), text("cause")
		year := batch.CountAt(b, "report_year")
		for i := range int(b.NumRows()) {
			out = append(out, Change{Kind: kind(i), Code: code(i), Cell: cell(i), Year: year(i), Old: old(i), New: now(i), Cause: cause(i)})
		}
	})
	return out, err
}

// Units reads the roster the snapshot was made with.
func (s Snapshot) Units() ([]schema.Unit, error) {
	var out []schema.Unit
	err := s.each(schema.UnitsTable, func(b arrow.Record) {
		code, name, kind, parent := batch.TextOf(b, "unit_code"), batch.TextOf(b, "unit_name"), batch.TextOf(b, "kind"), batch.TextOf(b, "parent_code")
		parentName, aliases, successor := batch.TextOf(b, "parent_name"), batch.TextOf(b, "aliases"), batch.TextOf(b, "successor")
		from, to := batch.CountAt(b, "valid_from"), batch.CountAt(b, "valid_to")
		for i := range int(b.NumRows()) {
			u := schema.Unit{Code: code.At(i), Name: name.At(i), Kind: schema.UnitKind(kind.At(i)), ParentCode: parent.At(i), ParentName: parentName.At(i),
				ValidFrom: from(i), ValidTo: to(i), Successor: successor.At(i)}
			if a := aliases.At(i); a != "" {
				u.Aliases = strings.Split(a, "|")
			}
			out = append(out, u)
		}
	})
	return out, err
}
