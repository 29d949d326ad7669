package pipeline

import (
	"context"
	"fmt"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/normalize"
	"huizong/pipeline/publish/dataset"
	"huizong/pipeline/total"
	"huizong/schema"
)

// batches gives the rows of one Parquet file piece by piece; a batch is
// released when do returns.
type batches func(do func(arrow.Record) error) error

// oneBatch gives a batch that is at hand.
func oneBatch(b arrow.Record) batches {
	return func(do func(arrow.Record) error) error {
		defer b.Release()
		return do(b)
	}
}

// listed makes batches of rows that are at hand, a few thousand at a time.
func listed[T any](mem memory.Allocator, rows []T, build func(memory.Allocator, []T) arrow.Record) batches {
	return func(do func(arrow.Record) error) error {
		for len(rows) > rowsAtATime {
			if err := oneBatch(build(mem, rows[:rowsAtATime]))(do); err != nil {
				return err
			}
			rows = rows[rowsAtATime:]
		}
		return oneBatch(build(mem, rows))(do)
	}
}

// rowsAtATime is how many rows of a list are turned into a batch.
const rowsAtATime = 4 << 10

// writeData puts every table on the shelf. Reports pass by a few at a time.
func (r *run) writeData(ctx context.Context, to shelf) error {
	changed := r.changes()
	for _, t := range []struct {
		table *schema.PublishedTable
		rows  int
		each  batches
	}{
		{schema.SubmissionsTable, len(r.submissions), listed(r.mem, r.submissions, normalize.Submissions)},
		{schema.FindingsTable, len(r.judgement.findings), listed(r.mem, r.judgement.findings, normalize.Findings)},
		{schema.ChecksTable, r.judgement.checks.Len(), r.checkBatches},
		{schema.ChangesTable, int(changed.NumRows()), oneBatch(changed)},
		{schema.UnitsTable, len(r.roster.Units), oneBatch(normalize.Units(r.mem, r.roster))},
		{schema.FormCellsTable, schema.CellCount, oneBatch(normalize.FormCells(r.mem))},
	} {
		if err := r.writeTable(to, t.table, fmt.Sprintf("data/%s/part-0.parquet", t.table.Name), t.rows, t.each); err != nil {
			return err
		}
	}
	for _, t := range []struct {
		table *schema.PublishedTable
		of    func(ctx context.Context, year int) (rows int, each batches)
	}{
		{schema.CellsTable, r.cellBatches}, {schema.ReportsTable, r.reportBatches}, {schema.TotalsTable, r.totalBatches},
		{schema.NarrativeTable, r.narrativeBatches}, {schema.ClaimsTable, r.claimBatches},
	} {
		for _, y := range r.years {
			rows, each := t.of(ctx, y)
			if err := r.writeTable(to, t.table, fmt.Sprintf("data/%s/year=%d/part-0.parquet", t.table.Name, y), rows, each); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) cellBatches(ctx context.Context, year int) (rows int, each batches) {
	files := r.filed(year)
	for _, f := range files {
		rows += f.kept.cells
	}
	return rows, batchesOf(ctx, r, files, r.keeper.figures, func(reports []*schema.Report) arrow.Record { return normalize.Cells(r.mem, reports, r.roster) })
}

func (r *run) narrativeBatches(ctx context.Context, year int) (rows int, each batches) {
	files := r.filed(year)
	for _, f := range files {
		rows += f.kept.paragraphs
	}
	return rows, batchesOf(ctx, r, files, r.keeper.prose, func(said []*schema.Prose) arrow.Record { return normalize.Narrative(r.mem, said, r.roster) })
}

// batchesOf makes batches of what is read back of reports.
func batchesOf[T any](ctx context.Context, r *run, files []*file, load func(*kept) T, build func([]T) arrow.Record) batches {
	return func(do func(arrow.Record) error) error {
		return each(ctx, r, files, load, func(some []T, _ []*file) error { return oneBatch(build(some))(do) })
	}
}

func (r *run) claimBatches(_ context.Context, year int) (rows int, each batches) {
	files := r.filed(year)
	for _, f := range files {
		rows += f.kept.claims
	}
	return rows, func(do func(arrow.Record) error) error {
		for some := range slices.Chunk(files, atATime) {
			var claims []schema.Claim
			for _, f := range some {
				claims = append(claims, r.keeper.claims(f.kept)...)
			}
			if err := oneBatch(normalize.Claims(r.mem, claims, r.roster))(do); err != nil {
				return err
			}
		}
		return r.keeper.failed()
	}
}

// reportBatches make the wide table: a row for each unit that owes a report.
func (r *run) reportBatches(_ context.Context, year int) (rows int, each batches) {
	all := r.standings(year)
	return len(all), func(do func(arrow.Record) error) error {
		for some := range slices.Chunk(all, atATime) {
			statuses := make([]normalize.Status, len(some))
			for i, s := range some {
				statuses[i] = normalize.Status{Unit: *s.unit, Year: year, Findings: s.findings}
				if s.file != nil {
					statuses[i].Report = r.keeper.figures(s.file.kept)
				}
			}
			if err := r.keeper.failed(); err != nil {
				return err
			}
			if err := oneBatch(normalize.Reports(r.mem, statuses))(do); err != nil {
				return err
			}
		}
		return nil
	}
}

func (r *run) totalBatches(_ context.Context, year int) (rows int, each batches) {
	for _, of := range r.totals.ByArea() {
		if of.ReportYear == year {
			rows += of.Len()
		}
	}
	return rows, func(do func(arrow.Record) error) error {
		for b := range total.Batches(r.mem, r.totals, year) {
			if err := oneBatch(b)(do); err != nil {
				return err
			}
		}
		return nil
	}
}

// checkBatches are all checks, a few thousand at a time.
func (r *run) checkBatches(do func(arrow.Record) error) error {
	some := make([]schema.Check, 0, rowsAtATime)
	for c := range r.judgement.checks.All() {
		if some = append(some, c); len(some) == cap(some) {
			if err := oneBatch(normalize.Checks(r.mem, some))(do); err != nil {
				return err
			}
			some = some[:0]
		}
	}
	return oneBatch(normalize.Checks(r.mem, some))(do)
}

func (r *run) writeTable(to shelf, t *schema.PublishedTable, path string, rows int, each batches) error {
	w, err := to.Create(path, int64(rows))
	if err != nil {
		return err
	}
	copied := r.arrowCopy()
	out, err := dataset.NewWriter(w, t.Name, t.Arrow(), [2]string{"huizong.version", r.Version}, [2]string{"huizong.table", t.Label})
	if err == nil {
		err = each(func(b arrow.Record) error {
			copied.add(b)
			return out.Write(b)
		})
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
	return copied.write(to, path)
}
