package wire

import (
	"fmt"

	"huizong/schema"
)

// AppendReport appends a report to dst: its prose, then its figures.
func AppendReport(dst []byte, r *schema.Report) []byte {
	return AppendFigures(AppendProse(dst, r.Prose()), r)
}

// AppendFigures appends all but the prose of a report to dst.
func AppendFigures(dst []byte, r *schema.Report) []byte {
	e := encoder{b: dst, file: r.File}
	for _, s := range [...]string{r.Title, r.Period, r.PeriodFrom, r.PeriodTo, r.Dated} {
		e.text(s)
	}
	e.uint(uint64(r.Edition))
	for _, edition := range r.TableEdition {
		e.uint(uint64(edition))
	}
	e.cells(r)
	for i := range r.Sections {
		s := &r.Sections[i]
		e.flag(s.Found)
		e.text(s.Heading)
		e.int(int64(s.Headings))
		e.flag(s.Table)
		e.place(&s.Place)
	}
	for _, found := range r.SubItems {
		e.flag(found)
	}
	e.count(len(r.YearsSaid))
	for i := range r.YearsSaid {
		y := &r.YearsSaid[i]
		e.int(int64(y.Year))
		e.text(y.Where)
		e.text(y.Text)
		e.place(&y.Place)
	}
	e.findings(r.Findings)
	return e.b
}

// Report reads a report back into r, which is empty; its texts share the memory
// of record. The error is [ErrForm].
func Report(record string, r *schema.Report) error {
	d := decoder{rest: record}
	d.figures(d.prose(), r)
	if err := d.end(); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// Figures reads what [AppendFigures] wrote of the report that p is the prose of,
// whose paragraphs need not be there, into r, which is empty. The error is
// [ErrForm].
func Figures(record string, p *schema.Prose, r *schema.Report) error {
	d := decoder{rest: record, file: p.File}
	d.figures(p, r)
	if err := d.end(); err != nil {
		return fmt.Errorf("figures: %w", err)
	}
	return nil
}

func (d *decoder) figures(p *schema.Prose, r *schema.Report) {
	r.Submission, r.File, r.UnitCode, r.UnitName, r.Year, r.Narrative = p.Submission, p.File, p.UnitCode, p.UnitName, p.Year, p.Narrative
	for _, s := range [...]*string{&r.Title, &r.Period, &r.PeriodFrom, &r.PeriodTo, &r.Dated} {
		*s = d.text()
	}
	r.Edition = d.edition()
	for i := range r.TableEdition {
		r.TableEdition[i] = d.edition()
	}
	d.cells(r)
	for i := range r.Sections {
		s := &r.Sections[i]
		s.Found = d.flag()
		s.Heading = d.text()
		s.Headings = int(d.int())
		s.Table = d.flag()
		d.place(&s.Place)
	}
	for i := range r.SubItems {
		r.SubItems[i] = d.flag()
	}
	if n := d.count(); n > 0 {
		r.YearsSaid = make([]schema.YearSaid, n)
		for i := range r.YearsSaid {
			y := &r.YearsSaid[i]
			y.Year = int(d.int())
			y.Where = d.text()
			y.Text = d.text()
			d.place(&y.Place)
		}
	}
	r.Findings = d.findings()
}
