package pipeline

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/pipeline/normalize"
	"huizong/pipeline/publish/dataset"
	"huizong/pipeline/publish/draft"
	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/letters"
	"huizong/pipeline/publish/lists"
	"huizong/pipeline/publish/mask"
	"huizong/pipeline/publish/page"
	"huizong/pipeline/publish/workbook"
	"huizong/schema"
)

// A shelf takes the files of one snapshot by path, '/' between folders.
type shelf interface {
	// Create begins a file; rows are told for tables, 0 for papers.
	Create(path string, rows int64) (io.WriteCloser, error)
}

// write puts everything a snapshot holds on the shelf, in a fixed order.
func (r *run) write(to shelf) error {
	on := &noting{shelf: to}
	if err := r.writeData(on); err != nil {
		return err
	}
	if err := r.writePapers(on); err != nil {
		return err
	}
	return r.describe(on)
}

func (r *run) writeData(to shelf) error {
	t := &r.tables
	whole := []struct {
		table *schema.PublishedTable
		batch arrow.Record
	}{
		{schema.SubmissionsTable, normalize.Submissions(r.mem, r.submissions())},
		{schema.FindingsTable, normalize.Findings(r.mem, r.judgement.findings)},
		{schema.ChecksTable, normalize.Checks(r.mem, r.judgement.checks)},
		{schema.ChangesTable, r.changes()},
		{schema.UnitsTable, normalize.Units(r.mem, r.roster)},
		{schema.FormCellsTable, normalize.FormCells(r.mem)},
	}
	defer func() {
		for _, w := range whole {
			w.batch.Release()
		}
	}()
	for _, w := range whole {
		if err := r.writeTable(to, w.table, fmt.Sprintf("data/%s/part-0.parquet", w.table.Name), w.batch); err != nil {
			return err
		}
	}
	byYear := []struct {
		table   *schema.PublishedTable
		batches map[int]arrow.Record
	}{
		{schema.CellsTable, t.cells}, {schema.ReportsTable, t.reports}, {schema.TotalsTable, t.totals},
		{schema.NarrativeTable, t.narrative}, {schema.ClaimsTable, t.claims},
	}
	for _, b := range byYear {
		for _, y := range r.years {
			if err := r.writeTable(to, b.table, fmt.Sprintf("data/%s/year=%d/part-0.parquet", b.table.Name, y), b.batches[y]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) writeTable(to shelf, t *schema.PublishedTable, path string, batch arrow.Record) error {
	w, err := to.Create(path, batch.NumRows())
	if err != nil {
		return err
	}
	out, err := dataset.NewWriter(w, t.Name, t.Arrow(), [2]string{"huizong.version", r.Version}, [2]string{"huizong.table", t.Label})
	if err == nil {
		err = out.Write(batch)
	}
	if err == nil {
		err = out.Close()
	}
	if closing := w.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return r.writeArrow(to, path, batch)
}

func (r *run) submissions() []schema.Submission {
	out := make([]schema.Submission, len(r.files))
	for i, f := range r.files {
		out[i] = f.Submission
	}
	return out
}

// facts gathers what the papers say.
func (r *run) facts() *facts.Facts {
	f := &facts.Facts{
		Area: r.area(), Years: r.years, Units: r.roster.Units, Submissions: r.submissions(),
		Reports: map[facts.Key]*schema.Report{}, Findings: r.judgement.findings, Checks: r.judgement.checks,
		Totals: r.tables.rows, Deadline: map[int]string{}, Mask: r.Config.Mask, Version: r.Version,
	}
	for _, rep := range r.accepted {
		f.Reports[facts.Key{UnitCode: rep.UnitCode, Year: rep.Year}] = rep
	}
	for _, y := range r.years {
		f.Deadline[y] = r.deadline(y)
	}
	f.Rules = r.rulesSaid()
	if f.Mask {
		masked(f)
	}
	return f
}

// masked covers what is personal in the prose that papers may quote; the data
// keep it.
func masked(f *facts.Facts) {
	f.Findings = slices.Clone(f.Findings)
	for i := range f.Findings {
		x := &f.Findings[i]
		x.Message, x.MessageEN, x.Suggestion = mask.Text(x.Message), mask.Text(x.MessageEN), mask.Text(x.Suggestion)
	}
}

// deadline is the ISO date until which reports of a year are due.
func (r *run) deadline(year int) string { return strconv.Itoa(year+1) + "-" + r.Config.Deadline }

// A paper is one file for people.
type paper struct {
	path  string
	write func(io.Writer) error
}

// papers lists what a snapshot says to people, in order.
func (r *run) papers(f *facts.Facts) []paper {
	var out []paper
	add := func(path string, write func(io.Writer) error) { out = append(out, paper{path, write}) }
	for _, y := range r.years {
		add(fmt.Sprintf("summary/合计_%d.csv", y), func(w io.Writer) error { return lists.Totals(w, f, y) })
		add(fmt.Sprintf("summary/报送情况_%d.csv", y), func(w io.Writer) error { return lists.Status(w, f, y) })
		add(fmt.Sprintf("summary/户数变动_%d.csv", y), func(w io.Writer) error { return lists.Movements(w, f, y) })
	}
	add("summary/问题清单.csv", func(w io.Writer) error { return lists.Findings(w, f) })
	add("summary/文件清单.csv", func(w io.Writer) error { return lists.Submissions(w, f) })
	if !r.Config.Papers {
		return out
	}
	add("index.html", func(w io.Writer) error { return page.Write(w, f) })
	for _, y := range r.years {
		add(fmt.Sprintf("summary/%s_%d.xlsx", workbookName(f.Area.Level), y), func(w io.Writer) error { return workbook.Write(w, f, y) })
		add(fmt.Sprintf("summary/年度报告草稿_%d.docx", y), func(w io.Writer) error { return draft.Write(w, f, y) })
	}
	for _, l := range letters.All(f) {
		add(l.Path, l.Write)
	}
	return out
}

func workbookName(level string) string {
	switch level {
	case "city":
		return "市级汇总"
	case "province":
		return "省级汇总"
	case "all":
		return "汇总"
	}
	return "县级汇总"
}

func (r *run) writePapers(to shelf) error {
	for _, p := range r.papers(r.facts()) {
		if err := put(to, p); err != nil {
			return err
		}
	}
	return nil
}

func put(to shelf, p paper) error {
	w, err := to.Create(p.path, 0)
	if err != nil {
		return err
	}
	err = p.write(w)
	if closing := w.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", p.path, err)
	}
	return nil
}
