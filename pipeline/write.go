package pipeline

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"golang.org/x/sync/errgroup"

	"huizong/pipeline/publish/draft"
	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/letters"
	"huizong/pipeline/publish/lists"
	"huizong/pipeline/publish/mask"
	"huizong/pipeline/publish/page"
	"huizong/pipeline/publish/workbook"
	"huizong/schema"
)

// A shelf takes the files of one snapshot by path, '/' between folders. Several
// may be written at a time.
type shelf interface {
	// Create begins a file; rows are told for tables, 0 for papers.
	Create(path string, rows int64) (io.WriteCloser, error)
}

// write puts everything a snapshot holds on the shelf, on all processors.
func (r *run) write(ctx context.Context, to shelf) error {
	on := &noting{shelf: to}
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(workers(r.Config))
	for _, t := range r.tables(working) {
		group.Go(func() error { return r.writeTable(working, on, t) })
	}
	f := r.facts()
	group.Go(func() error { return putEach(on, r.workbooks(f)) })
	for _, papers := range []iter.Seq[paper]{slices.Values(r.books(f)), slices.Values(r.lists(f)), slices.Values(descriptions), r.letters(f)} {
		for p := range papers {
			if working.Err() != nil {
				break
			}
			group.Go(func() error { return p.put(on) })
		}
	}
	for _, err := range []error{group.Wait(), ctx.Err(), r.keeper.failed()} {
		if err != nil {
			return err
		}
	}
	return r.describe(on)
}

// facts gathers what the papers say.
func (r *run) facts() *facts.Facts {
	f := &facts.Facts{
		Area: r.area(), Years: r.years, Units: r.roster.Units, Submissions: r.submissions,
		Reports: r.filedReports(), Findings: r.judgement.findings, Checks: r.judgement.checks.All(),
		Totals: r.totals, Deadline: map[int]string{}, Mask: r.Config.Mask, Version: r.Version,
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

// filedReports hand the accepted reports to the papers.
type filedReports struct {
	keeper *keeper
	kept   map[unitYear]*kept
}

func (r *run) filedReports() filedReports {
	l := filedReports{r.keeper, make(map[unitYear]*kept, len(r.accepted))}
	for _, f := range r.accepted {
		l.kept[f.key()] = f.kept
	}
	return l
}

func (l filedReports) Filing(unit string, year int) *facts.Filing {
	k := l.kept[unitYear{unit, year}]
	if k == nil {
		return nil
	}
	return &facts.Filing{Submission: k.of.ID, File: k.of.Path, Edition: k.of.Edition, Cells: k.cells, Numbers: k.numbers, Blanks: k.blanks}
}

func (l filedReports) Report(unit string, year int) *schema.Report {
	if k := l.kept[unitYear{unit, year}]; k != nil {
		return l.keeper.lately(k)
	}
	return nil
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

// letters gives the letters, in order.
func (r *run) letters(f *facts.Facts) iter.Seq[paper] {
	return func(yield func(paper) bool) {
		if !r.Config.Papers {
			return
		}
		for l := range letters.All(f) {
			if !yield(paper{l.Path, l.Write}) {
				return
			}
		}
	}
}

func (r *run) lists(f *facts.Facts) []paper {
	var out []paper
	for _, y := range r.years {
		out = append(out,
			paper{fmt.Sprintf("summary/合计_%d.csv", y), func(w io.Writer) error { return lists.Totals(w, f, y) }},
			paper{fmt.Sprintf("summary/报送情况_%d.csv", y), func(w io.Writer) error { return lists.Status(w, f, y) }},
			paper{fmt.Sprintf("summary/户数变动_%d.csv", y), func(w io.Writer) error { return lists.Movements(w, f, y) }})
	}
	return append(out,
		paper{"summary/问题清单.csv", func(w io.Writer) error { return lists.Findings(w, f) }},
		paper{"summary/文件清单.csv", func(w io.Writer) error { return lists.Submissions(w, f) }})
}

// books are the page and the drafts.
func (r *run) books(f *facts.Facts) []paper {
	if !r.Config.Papers {
		return nil
	}
	out := []paper{{"index.html", func(w io.Writer) error { return page.Write(w, f) }}}
	for _, y := range r.years {
		out = append(out, paper{fmt.Sprintf("summary/年度报告草稿_%d.docx", y), func(w io.Writer) error { return draft.Write(w, f, y) }})
	}
	return out
}

// workbooks take much memory: they are written one after the other.
func (r *run) workbooks(f *facts.Facts) []paper {
	if !r.Config.Papers {
		return nil
	}
	var out []paper
	for _, y := range r.years {
		out = append(out, paper{fmt.Sprintf("summary/%s_%d.xlsx", workbookName(f.Area.Level), y), func(w io.Writer) error { return workbook.Write(w, f, y) }})
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

func (p paper) put(to shelf) error { return put(to, p.path, 0, p.write) }

func putEach(to shelf, papers []paper) error {
	for _, p := range papers {
		if err := p.put(to); err != nil {
			return err
		}
	}
	return nil
}

func put(to shelf, path string, rows int64, write func(io.Writer) error) error {
	w, err := to.Create(path, rows)
	if err != nil {
		return err
	}
	err = write(w)
	if closing := w.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
