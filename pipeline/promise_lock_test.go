package pipeline_test

import (
	"errors"
	"testing"

	"huizong/pipeline"
	"huizong/pipeline/publish/snapshot"
)

// Promise 5: two runs at once: one works, one leaves with 75.

// TestTwoRuns starts a second run, in this process and in another, while the
// first one reads.
func TestTwoRuns(t *testing.T) {
	w := killWorld(t)
	o := w.options(nil)
	met := 0
	o.Progress = func(done int, _ string) {
		if done != 1 {
			return
		}
		met++
		if _, err := pipeline.Run(t.Context(), w.options(nil)); !errors.Is(err, snapshot.ErrLocked) || pipeline.ExitCode(err) != 75 {
			t.Errorf("the second run ends with %v", err)
		}
		cmd := w.child(nil)
		if code := ended(cmd, cmd.Run()); code != 75 {
			t.Errorf("the second process ends with %d, want 75", code)
		}
	}
	out, err := pipeline.Run(t.Context(), o)
	if err != nil || met != 1 || !out.New {
		t.Fatalf("the first run: %+v, %v", out, err)
	}
	cmd := w.child(nil)
	if code := ended(cmd, cmd.Run()); code != pipeline.Clean {
		t.Errorf("the run behind it ends with %d, want %d", code, pipeline.Clean)
	}
}

// TestDeadOwner kills a run that holds the lock: the next one works.
func TestDeadOwner(t *testing.T) {
	w := killWorld(t)
	cmd := w.child(nil)
	said, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	if _, err := said.Read(make([]byte, 1)); err != nil { // it gathers, so it holds the lock
		t.Fatal(err)
	}
	must(t, cmd.Process.Kill())
	cmd.Wait()
	if out := w.run(nil); out.Snapshot == "" {
		t.Error("no snapshot")
	}
	w.heals()
}
