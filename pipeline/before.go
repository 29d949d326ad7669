package pipeline

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/pipeline/changes"
	"huizong/pipeline/publish/recall"
	"huizong/pipeline/publish/snapshot"
	"huizong/pipeline/spool"
	"huizong/schema"
	"huizong/schema/wire"
)

// snapshotBefore is the newest published snapshot, empty if there is none.
type snapshotBefore struct {
	dir string
	changes.Side
}

// recallBefore reads what is compared with out of a published snapshot.
func (k *keeper) recallBefore(dir string) (snapshotBefore, error) {
	s := recall.Snapshot{Dir: dir}
	b := snapshotBefore{dir: dir}
	m, err := snapshot.ReadManifest(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // data alone can be compared, too
		return b, err
	}
	b.Made = made(m)
	if b.Units, err = s.Units(); err != nil {
		return b, err
	}
	if b.Submissions, err = s.SubmissionIDs(); err != nil {
		return b, err
	}
	filings, err := s.Filings()
	if err != nil {
		return b, err
	}
	for _, f := range filings {
		b.Filings = append(b.Filings, changes.Filing{UnitCode: f.UnitCode, UnitName: f.UnitName, Year: f.Year, Filed: f.Status == "filed",
			Must: f.Must, Explain: f.Explain, Notes: f.Note, Submission: f.Submission})
	}
	err = s.EachReport(func(rep *schema.Report) error {
		slip, err := k.spool.Put(wire.AppendReport(nil, rep))
		b.Reports = append(b.Reports, changes.Reported{UnitCode: rep.UnitCode, Year: rep.Year, Load: func() *schema.Report { return k.read(slip) }})
		return err
	})
	if err != nil {
		return b, err
	}
	b.Totals, err = s.Totals()
	return b, err
}

// Diff lists what changed from one snapshot folder to another.
func Diff(from, to string) ([]changes.Change, error) {
	k := &keeper{spool: spool.New("")}
	defer k.spool.Close()
	before, err := k.recallBefore(from)
	if err != nil {
		return nil, err
	}
	after, err := k.recallBefore(to)
	if err != nil {
		return nil, err
	}
	return changes.Between(before.Side, after.Side), k.failed()
}

func made(m *snapshot.Manifest) changes.Made {
	if m == nil {
		return changes.Made{}
	}
	return changes.Made{Version: m.Version, Roster: m.Roster, Rules: m.Rules}
}

func ids(submissions []schema.Submission) map[string]bool {
	set := make(map[string]bool, len(submissions))
	for i := range submissions {
		set[submissions[i].ID] = true
	}
	return set
}

// side is this run as the next one will see it.
func (r *run) side() changes.Side {
	side := changes.Side{Made: changes.Made{Version: r.Version, Roster: r.configuration.roster, Rules: r.configuration.rules},
		Units: r.roster.Units, Submissions: ids(r.submissions), Totals: r.totals}
	for _, f := range r.accepted {
		side.Reports = append(side.Reports, changes.Reported{UnitCode: f.UnitCode, Year: f.ReportYear, Load: func() *schema.Report { return r.keeper.figures(f.kept) }})
	}
	for _, y := range r.years {
		for _, s := range r.standings(y) {
			f := changes.Filing{UnitCode: s.unit.Code, UnitName: s.unit.Name, Year: y, Filed: s.file != nil,
				Must: s.findings[schema.Must], Explain: s.findings[schema.Explain], Notes: s.findings[schema.NoteSeverity]}
			if s.file != nil {
				f.Submission = s.file.ID
			}
			side.Filings = append(side.Filings, f)
		}
	}
	return side
}

// filed lists the accepted reports of a year, by unit.
func (r *run) filed(year int) []*file {
	var out []*file
	for _, f := range r.accepted {
		if f.ReportYear == year {
			out = append(out, f)
		}
	}
	return out
}

// changes compares this run with the snapshot before; without one, nothing
// has changed.
func (r *run) changes() arrow.Record {
	if r.before.dir == "" {
		return changes.Batch(r.mem, nil)
	}
	return changes.Batch(r.mem, changes.Between(r.before.Side, r.side()))
}

func (r *run) publishes(year int) bool { return slices.Contains(r.years, year) }
