package pipeline

import (
	"context"
	"errors"
	"testing"

	"huizong/configs"
	"huizong/pipeline/check"
	"huizong/schema"
)

// nothing is a run that has gathered nothing of nobody.
func nothing() *run {
	r := newRun(Options{Config: &configs.Config{Workers: 2, Papers: true}})
	r.roster, r.rules, r.areas, r.years = &schema.Roster{}, check.BuiltIn(), []schema.Area{{Code: "410526", Level: "county"}}, []int{2023}
	r.judgement.checks, r.totals = check.Begin(check.Input{Roster: r.roster, Rules: r.rules}).Ledger(), &schema.Totals{}
	return r
}

// TestWriteFull: whoever meets the full disk first, the run says so.
func TestWriteFull(t *testing.T) {
	if err := nothing().write(context.Background(), fullShelf{}); !errors.Is(err, errShelf) {
		t.Errorf("error = %v", err)
	}
}

// TestWriteInterrupted: what is interrupted while it is written is not published.
func TestWriteInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := nothing().write(ctx, &hashes{sums: map[string]string{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
}
