package pipeline

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"golang.org/x/sync/errgroup"

	"huizong/pipeline/changes"
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

// ahead builds each batch while the one before is written.
func (b batches) ahead() batches {
	return func(do func(arrow.Record) error) error {
		built, ctx := errgroup.WithContext(context.Background())
		queue := make(chan arrow.Record)
		built.Go(func() error {
			defer close(queue)
			return b(func(batch arrow.Record) error {
				batch.Retain()
				select {
				case queue <- batch:
					return nil
				case <-ctx.Done(): // who writes has failed
					batch.Release()
					return ctx.Err()
				}
			})
		})
		built.Go(func() error {
			for batch := range queue {
				if err := oneBatch(batch)(do); err != nil {
					return err
				}
			}
			return nil
		})
		return built.Wait()
	}
}

// rowsAtATime is how many rows of a list are turned into a batch.
const rowsAtATime = 4 << 10

// rowsOf are the rows of one Parquet file: how many, and which.
type rowsOf func(year int) (rows int, each batches)

// all is for a table that is one file.
func all(rows int, each batches) rowsOf { return func(int) (int, batches) { return rows, each } }

// A table is one published table with its rows.
type table struct {
	*schema.PublishedTable
	of rowsOf
}

// tables lists every table, those first that take long.
func (r *run) tables(ctx context.Context) []table {
	return []table{
		{schema.CellsTable, r.cellBatches(ctx)},
		{schema.NarrativeTable, r.narrativeBatches(ctx)},
		{schema.ClaimsTable, r.claimBatches},
		{schema.ReportsTable, r.reportBatches},
		{schema.TotalsTable, r.totalBatches},
		{schema.ChecksTable, all(r.judgement.checks.Len(), r.checkBatches)},
		{schema.FindingsTable, all(len(r.judgement.findings), listed(r.mem, r.judgement.findings, normalize.Findings))},
		{schema.SubmissionsTable, all(len(r.submissions), listed(r.mem, r.submissions, normalize.Submissions))},
		{schema.ChangesTable, r.changeBatches},
		{schema.FormCellsTable, all(schema.CellCount, oneBatch(normalize.FormCells(r.mem)))},
		{schema.UnitsTable, all(len(r.roster.Units), oneBatch(normalize.Units(r.mem, r.roster)))},
	}
}

// changeBatches compare this run with the snapshot before, which nobody asks
// about after that.
func (r *run) changeBatches(int) (rows int, each batches) {
	changed := r.changes()
	r.before.Side = changes.Side{}
	return int(changed.NumRows()), oneBatch(changed)
}

func (r *run) cellBatches(ctx context.Context) rowsOf {
	return func(year int) (rows int, each batches) {
		files := r.filed(year)
		for _, f := range files {
			rows += f.kept.cells
		}
		return rows, batchesOf(ctx, r, files, r.keeper.allFigures(), func(reports []*schema.Report) arrow.Record { return normalize.Cells(r.mem, reports, r.roster) })
	}
}

func (r *run) narrativeBatches(ctx context.Context) rowsOf {
	return func(year int) (rows int, each batches) {
		files := r.filed(year)
		for _, f := range files {
			rows += f.kept.paragraphs
		}
		return rows, batchesOf(ctx, r, files, source[*schema.Prose]{load: r.keeper.prose}, func(said []*schema.Prose) arrow.Record { return normalize.Narrative(r.mem, said, r.roster) })
	}
}

// batchesOf makes batches of what is read back of reports.
func batchesOf[T any](ctx context.Context, r *run, files []*file, from source[T], build func([]T) arrow.Record) batches {
	return func(do func(arrow.Record) error) error {
		return each(ctx, r, files, from, func(some []T, _ []*file) error { return oneBatch(build(some))(do) })
	}
}

func (r *run) claimBatches(year int) (rows int, each batches) {
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
func (r *run) reportBatches(year int) (rows int, each batches) {
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
			for i := range statuses {
				giveBack(statuses[i].Report)
			}
		}
		return nil
	}
}

func (r *run) totalBatches(year int) (rows int, each batches) {
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

// cellsAtATime is how many cells of row groups are in memory at a time, whatever
// tables they are of: a nation's wide table is written alone.
const cellsAtATime = 4 << 20

// writeTable writes the files of one table, one after the other. Reports pass by
// a few at a time.
func (r *run) writeTable(ctx context.Context, to shelf, t table) error {
	var out *dataset.Writer
	if !t.ByYear {
		return r.writePart(ctx, to, t, 0, fmt.Sprintf("data/%s/part-0.parquet", t.Name), &out)
	}
	for _, y := range r.years {
		if err := r.writePart(ctx, to, t, y, fmt.Sprintf("data/%s/year=%d/part-0.parquet", t.Name, y), &out); err != nil {
			return err
		}
	}
	return nil
}

// writePart writes one file with the writer of the one before, if there is one.
func (r *run) writePart(ctx context.Context, to shelf, t table, year int, path string, out **dataset.Writer) error {
	rows, each := t.of(year)
	room := min(int64(min(rows, dataset.RowsPerGroup)*len(t.Columns)), cellsAtATime)
	if err := r.room.Acquire(ctx, room); err != nil {
		return err
	}
	defer r.room.Release(room)
	if room > cellsAtATime/4 {
		each = each.ahead() // it may be alone, and should keep all processors busy
	}
	copied := r.arrowCopy()
	err := put(to, path, int64(rows), func(w io.Writer) (err error) {
		if *out, err = r.next(*out, w, t.PublishedTable); err != nil {
			return err
		}
		err = each(func(b arrow.Record) error {
			copied.add(b)
			return (*out).Write(b)
		})
		if err != nil {
			return err
		}
		return (*out).Close()
	})
	if err != nil {
		return err
	}
	return copied.write(to, path)
}

// next begins a table's next file with the writer of the one before, if there is
// one: a wide table's takes longer to make than to use.
func (r *run) next(writer *dataset.Writer, w io.Writer, t *schema.PublishedTable) (*dataset.Writer, error) {
	if writer != nil {
		writer.Reset(w)
		return writer, nil
	}
	return dataset.NewWriter(w, t.Name, t.Arrow(), [2]string{"huizong.version", r.Version}, [2]string{"huizong.table", t.Label})
}
