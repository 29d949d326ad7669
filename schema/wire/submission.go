package wire

import (
	"fmt"

	"huizong/schema"
)

// AppendSubmission appends a submission to dst.
func AppendSubmission(dst []byte, s *schema.Submission) []byte {
	e := encoder{b: dst}
	for _, t := range submissionTexts(s) {
		e.text(*t)
	}
	e.count(len(s.Folders))
	for _, f := range s.Folders {
		e.text(f)
	}
	e.int(s.Bytes)
	e.notes(s.Notes)
	e.int(int64(s.ReportYear))
	e.uint(uint64(s.Edition))
	e.text(string(s.Verdict))
	return e.b
}

// Submission reads a submission back; its texts share the memory of record.
// The error is [ErrForm].
func Submission(record string) (*schema.Submission, error) {
	d := decoder{rest: record}
	s := &schema.Submission{}
	for _, t := range submissionTexts(s) {
		*t = d.text()
	}
	if n := d.count(); n > 0 {
		s.Folders = make([]string, n)
		for i := range s.Folders {
			s.Folders[i] = d.text()
		}
	}
	s.Bytes = d.int()
	s.Notes = d.notes()
	s.ReportYear = int(d.int())
	s.Edition = d.edition()
	s.Verdict = schema.Verdict(d.text())
	if err := d.end(); err != nil {
		return nil, fmt.Errorf("submission: %w", err)
	}
	return s, nil
}

func submissionTexts(s *schema.Submission) [12]*string {
	return [...]*string{&s.ID, &s.Path, &s.Bundle, &s.Name, &s.SHA256, &s.Received, &s.Format, &s.Charset, &s.UnitCode, &s.Code, &s.Reason, &s.ReasonEN}
}

func (e *encoder) notes(notes []schema.Note) {
	e.count(len(notes))
	for _, n := range notes {
		e.text(n.Code)
		e.text(n.Text)
		e.text(n.EN)
	}
}

func (d *decoder) notes() []schema.Note {
	n := d.count()
	if n == 0 {
		return nil
	}
	notes := make([]schema.Note, n)
	for i := range notes {
		notes[i] = schema.Note{Code: d.text(), Text: d.text(), EN: d.text()}
	}
	return notes
}
