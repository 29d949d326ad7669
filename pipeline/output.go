package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"huizong/configs"
	"huizong/pipeline/gate"
	"huizong/pipeline/gather"
	"huizong/pipeline/publish/snapshot"
	"huizong/schema"
)

// An output is the folder that a run publishes to, locked.
type output struct {
	run     *run
	store   *snapshot.Store
	lock    *snapshot.Lock
	lastRun time.Time          // zero for none
	before  *snapshot.Manifest // of the snapshot before, nil if there is none
	outcome *Outcome
}

// load reads what the configuration names: roster, rules, explanations.
func (r *run) load() error {
	c := r.Config
	if err := apart(c); err != nil {
		return err
	}
	roster, err := configs.LoadRoster(c.Roster)
	if err != nil {
		return err
	}
	if r.configuration, err = hashConfiguration(c); err != nil {
		return err
	}
	r.roster = inside(roster, c.Area)
	if len(r.roster.Units) == 0 {
		return fmt.Errorf("%w: roster %s has no unit in area %s", configs.ErrConfig, c.Roster, c.Area)
	}
	r.areas = r.areasOf()
	for _, load := range []func() error{r.loadRules, r.loadExplanations, r.loadCountyFigures} {
		if err := load(); err != nil {
			return err
		}
	}
	return nil
}

// apart refuses to write into the inbox, which nothing may change: the next run
// would gather its own papers.
func apart(c *configs.Config) error {
	inbox := realPath(c.Inbox)
	for _, w := range []struct{ key, path string }{{"out", c.Out}, {"cache", c.Cache}, {"metrics", c.Metrics}} {
		if w.path == "" || w.path == "off" {
			continue
		}
		if rel, err := filepath.Rel(inbox, realPath(w.path)); err == nil && filepath.IsLocal(rel) {
			return fmt.Errorf("%w: %s %s lies inside the inbox %s, where nothing is ever written", configs.ErrConfig, w.key, w.path, c.Inbox)
		}
	}
	return nil
}

// realPath follows links as far as the path is there.
func realPath(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if followed, err := filepath.EvalSymlinks(path); err == nil {
		return followed
	}
	if above := filepath.Dir(path); above != path {
		return filepath.Join(realPath(above), filepath.Base(path))
	}
	return path
}

// open loads the configuration, takes the lock and reads the snapshot before.
func (r *run) open() (*output, error) {
	if err := r.load(); err != nil {
		return nil, err
	}
	o := &output{run: r, store: snapshot.Open(r.Config.Out)}
	o.lastRun = o.store.LastRun()
	var err error
	if o.lock, err = o.store.Lock(r.Now); err != nil {
		return nil, err
	}
	if err := o.lock.Began(r.Now); err != nil {
		r.Log.Warn("that a run began cannot be noted", "error", err)
	}
	if err := o.readBefore(); err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

func (o *output) close() {
	if err := o.lock.Unlock(); err != nil {
		o.run.Log.Warn("unlock", "error", err)
	}
}

// readBefore reads the newest snapshot. A damaged one is said and passed over:
// this run makes a whole one.
func (o *output) readBefore() error {
	dir, m, err := o.store.Current()
	if errors.Is(err, snapshot.ErrNone) {
		return nil
	}
	if err == nil {
		err = o.store.Verify(dir)
	}
	if err == nil {
		o.run.before, err = o.run.keeper.recallBefore(dir)
	}
	if err != nil {
		o.run.Log.Warn("the snapshot before is passed over", "error", err)
		o.run.before = snapshotBefore{}
		return nil
	}
	m.Inputs, m.Outputs = nil, nil // eighty thousand after a nation's night, and nobody asks again
	o.before, o.run.known = m, o.run.before.Submissions
	return nil
}

// inside keeps the units of an area: codes nest by their digits, and a unit
// belongs where its parent does.
func inside(roster *schema.Roster, area string) *schema.Roster {
	kept := &schema.Roster{}
	for _, u := range roster.Units {
		if strings.HasPrefix(u.Code, area) || strings.HasPrefix(u.ParentCode, area) && u.ParentCode != "" {
			kept.Units = append(kept.Units, u)
		}
	}
	return kept
}

// publish writes the snapshot, unless it would say what current says already
// or the gate holds it back.
func (o *output) publish(ctx context.Context) error {
	r := o.run
	o.outcome = r.outcome()
	m := o.manifest()
	if o.before != nil && o.before.Content == m.Content {
		o.outcome.Snapshot, o.outcome.Dir = o.before.ID, r.before.dir
		o.outcome.Alarm, o.outcome.AlarmEN = o.alarm(false)
		if err := o.store.Sweep(); err != nil {
			r.Log.Warn("what a dead run left stays", "error", err)
		}
		return nil
	}
	o.outcome.Alarm, o.outcome.AlarmEN = o.alarm(true)
	reasons := r.gate()
	w, err := o.store.Begin()
	if err != nil {
		return err
	}
	if err := r.write(ctx, w); err != nil {
		return errors.Join(err, w.Discard())
	}
	o.outcome.Snapshot, o.outcome.New = m.ID, true
	for _, reason := range reasons {
		o.outcome.HeldBack = append(o.outcome.HeldBack, reason.ZH)
		o.outcome.HeldBackEN = append(o.outcome.HeldBackEN, reason.EN)
	}
	o.outcome.Code = o.outcome.ExitCode()
	m.Outcome = o.outcome
	if len(reasons) > 0 {
		o.outcome.Dir, err = w.Hold(m)
		return err
	}
	if o.outcome.Dir, err = w.Commit(m); err != nil {
		return err
	}
	o.outcome.Snapshot = filepath.Base(o.outcome.Dir) // another id where a damaged snapshot has this one
	removed, err := o.store.Retain(r.Config.Keep)
	for _, id := range removed {
		r.Log.Info("removed an old snapshot", "id", id)
	}
	if err != nil {
		r.Log.Warn("old snapshots could not be removed", "error", err) // the new one stands
	}
	return nil
}

// manifest says what the snapshot is made from.
func (o *output) manifest() *snapshot.Manifest {
	r := o.run
	made := r.configuration
	m := &snapshot.Manifest{Version: r.Version, Configuration: made.whole, Roster: made.roster, Rules: made.rules, Created: r.Now.UTC().Format(time.RFC3339)}
	for _, f := range r.files {
		m.Inputs = append(m.Inputs, snapshot.Input{Path: f.Path, SHA256: f.SHA256, Received: f.Received, Verdict: string(f.Verdict)})
	}
	m.Content = snapshot.Content(m.Version, m.Configuration, m.Inputs)
	if o.before != nil {
		m.Before = o.before.ID
	}
	m.ID = snapshot.Identity(m.Content, m.Before)
	return m
}

// outcome counts what the run came to.
func (r *run) outcome() *Outcome {
	o := &Outcome{Area: r.area(), Files: map[schema.Verdict]int{}}
	for _, f := range r.files {
		o.Files[f.Verdict]++
		if f.Code == gather.NotStable || f.Code == gather.Changed {
			o.NotStable++
		}
		if f.Verdict == schema.Unreadable || f.Verdict == schema.Held && f.Code != otherYearCode {
			o.waiting++
		}
	}
	for _, y := range r.years {
		year := YearOutcome{Year: y}
		for _, s := range r.standings(y) {
			year.Expected++
			if s.file != nil {
				year.Reported++
			}
		}
		o.Years = append(o.Years, year)
	}
	for i := range r.judgement.findings {
		f := &r.judgement.findings[i]
		if !f.Open() {
			continue
		}
		switch f.Severity {
		case schema.Must:
			o.Must++
		case schema.Explain:
			o.Explain++
		default:
			o.Note++
		}
	}
	o.Code = o.ExitCode()
	return o
}

// gate lists the reasons to hold the result back.
func (r *run) gate() []gate.Reason {
	c := r.Config
	now := gate.Result{Missing: map[int]int{}, Totals: r.totals, Files: map[schema.Verdict]int{}, Reports: len(r.accepted)}
	for _, f := range r.files {
		now.Files[f.Verdict]++
	}
	for _, f := range r.side().Filings {
		if !f.Filed {
			now.Missing[f.Year]++
		}
	}
	var before *gate.Result
	if r.before.dir != "" {
		before = &gate.Result{Missing: map[int]int{}, Totals: r.before.Totals, Reports: len(r.before.Reports)}
		for _, f := range r.before.Filings {
			before.Missing[f.Year] += 0 // a year without missing units is known, too
			if !f.Filed {
				before.Missing[f.Year]++
			}
		}
	}
	return gate.Judge(gate.Limits{MissingMore: c.GateMissingMore, TotalFactor: c.GateTotalFactor, UnreadablePercent: c.GateUnreadablePercent}, before, now)
}

// CurrentDir is the folder of the newest snapshot of a configuration.
func CurrentDir(c *configs.Config) (string, error) {
	dir, _, err := snapshot.Open(c.Out).Current()
	return dir, err
}
