package pipeline

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/pipeline/changes"
	"huizong/pipeline/publish/recall"
	"huizong/pipeline/publish/snapshot"
	"huizong/schema"
)

// SideOf reads what [changes.Between] compares out of a published snapshot.
func SideOf(dir string) (changes.Side, error) {
	s := recall.Snapshot{Dir: dir}
	var side changes.Side
	m, err := snapshot.ReadManifest(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // data alone can be compared, too
		return side, err
	}
	side.Made = made(m)
	if side.Units, err = s.Units(); err != nil {
		return side, err
	}
	submissions, err := s.Submissions()
	if err != nil {
		return side, err
	}
	side.Submissions = ids(submissions)
	filings, err := s.Filings()
	if err != nil {
		return side, err
	}
	for _, f := range filings {
		side.Filings = append(side.Filings, changes.Filing{UnitCode: f.UnitCode, UnitName: f.UnitName, Year: f.Year, Filed: f.Status == "filed",
			Must: f.Must, Explain: f.Explain, Notes: f.Note, Submission: f.Submission})
	}
	if side.Reports, err = s.Reports(); err != nil {
		return side, err
	}
	side.Totals, err = s.Totals()
	return side, err
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
		Units: r.roster.Units, Submissions: ids(r.submissions()), Reports: r.accepted, Totals: r.tables.rows}
	for _, y := range r.years {
		for _, s := range r.statuses(r.filed(y), y) {
			f := changes.Filing{UnitCode: s.Unit.Code, UnitName: s.Unit.Name, Year: y, Filed: s.Report != nil,
				Must: s.Findings[schema.Must], Explain: s.Findings[schema.Explain], Notes: s.Findings[schema.NoteSeverity]}
			if s.Report != nil {
				f.Submission = s.Report.Submission
			}
			side.Filings = append(side.Filings, f)
		}
	}
	return side
}

func (r *run) filed(year int) []*schema.Report {
	var out []*schema.Report
	for _, rep := range r.accepted {
		if rep.Year == year {
			out = append(out, rep)
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

// lastTotals are the totals of years that this run does not publish.
func (r *run) lastTotals() []schema.AreaTotal {
	var out []schema.AreaTotal
	for i := range r.before.Totals {
		if t := &r.before.Totals[i]; !r.publishes(t.ReportYear) {
			out = append(out, *t)
		}
	}
	return out
}

func (r *run) publishes(year int) bool { return slices.Contains(r.years, year) }
