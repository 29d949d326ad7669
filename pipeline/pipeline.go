// Package pipeline is the run: gather → read → recognize → check → total →
// publish. The stages meet only here.
package pipeline

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/apache/arrow/go/v15/arrow/memory"
	"golang.org/x/sync/semaphore"

	"huizong/configs"
	"huizong/pipeline/check"
	"huizong/pipeline/spool"
	"huizong/schema"
)

// Options are what a run needs beside its configuration.
type Options struct {
	Config   *configs.Config
	Version  string // of the tool, part of what a snapshot is made from
	Now      time.Time
	Log      *slog.Logger
	Progress func(done int, path string) // called for each file gathered; nil for none
}

// A run holds what the stages hand on.
type run struct {
	Options
	mem           memory.Allocator
	configuration configuration
	roster        *schema.Roster
	areas         []schema.Area // widest first
	rules         *check.RuleSet
	before        snapshotBefore
	known         map[string]bool // ids of submissions that an earlier run took
	years         []int

	explanations  []schema.Explanation
	countyFigures []check.CountyFigure

	files       []*file             // in the order gathered
	submissions []schema.Submission // of files, once each has its verdict
	keeper      *keeper
	accepted    []*file // ordered by unit code, then year
	history     []*file // of years that are not published, to compare with
	judgement   judgement
	totals      *schema.Totals
	room        *semaphore.Weighted // for row groups, in cells
	stages      map[string]time.Duration
}

// A file is one submission with what was recognized in it.
type file struct {
	*schema.Submission
	kept *kept // nil where no report was recognized
}

// Run makes one snapshot of the inbox. An error means that the run could not
// be done (exit 1), that the configuration is wrong ([configs.ErrConfig]) or
// that another run is at work ([snapshot.ErrLocked]); what is wrong with files
// is in the outcome.
func Run(ctx context.Context, o Options) (outcome *Outcome, err error) {
	r := newRun(o)
	began := time.Now()
	defer func() { r.watched(ctx, began, outcome, err) }()
	defer r.close()
	out, err := r.open()
	if err != nil {
		return nil, err
	}
	defer out.close()
	if err := r.stage(ctx, r.upToTotals(), stage{"publish", out.publish}); err != nil {
		return nil, err
	}
	return out.outcome, nil
}

func newRun(o Options) *run {
	return &run{Options: o, mem: memory.DefaultAllocator, stages: map[string]time.Duration{}, keeper: &keeper{spool: spool.New(o.Config.Out)},
		room: semaphore.NewWeighted(cellsAtATime)}
}

func (r *run) close() {
	if err := r.keeper.spool.Close(); err != nil {
		r.Log.Warn("the spool", "error", err)
	}
}

// A stage is one step of the story.
type stage struct {
	name string
	do   func(context.Context) error
}

func (r *run) upToTotals() []stage {
	return []stage{
		{"gather", r.intake}, // gather → read → recognize, file by file
		{"accept", r.accept},
		{"check", r.check},
		{"total", r.total},
	}
}

// stage runs the stages in order and times them.
func (r *run) stage(ctx context.Context, stages []stage, last ...stage) error {
	for _, s := range append(stages, last...) {
		began := time.Now()
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		r.stages[s.name] = time.Since(began)
		r.Log.Info("stage done", "stage", s.name, "took", r.stages[s.name].Round(time.Millisecond))
	}
	return nil
}
