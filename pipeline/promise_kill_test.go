package pipeline_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline"
	"huizong/pipeline/gather"
	"huizong/pipeline/publish/snapshot"
)

// Promise 4: kill it anywhere, fill the disk, pull the file away while reading:
// readers of current see the old snapshot or the new one, whole.

// killWorld is small, so that a run is quick and its end is met often.
func killWorld(t *testing.T) *world {
	return makeWorld(t, 4, maker.Corpus{Seed: "kill", Years: []int{2023}, Level: maker.Busy, Formats: []string{"docx", "html", "txt"}})
}

// change lets the first unit file anew: version n of its report.
func (w *world) change(n int) {
	w.t.Helper()
	f := w.filed[0]
	r := maker.Make(maker.Order{Seed: fmt.Sprint("version ", n), Unit: f.Report.Unit, Year: f.Report.Year, Level: maker.Busy})
	file, err := maker.Write(r, f.File.Format, maker.Finish{Variant: f.File.Variant})
	if err != nil {
		w.t.Fatal(err)
	}
	w.put("inbox/"+f.Path, file.Data)
}

// same reports what two trees of files do not share.
func same(t testing.TB, got, want map[string]string) {
	t.Helper()
	for path := range want {
		if _, there := got[path]; !there {
			t.Errorf("%s is gone", path)
		}
	}
	for path, data := range got {
		if was, there := want[path]; !there {
			t.Errorf("%s is new", path)
		} else if was != data {
			t.Errorf("%s has changed", path)
		}
	}
}

// whole verifies the newest snapshot, hash by hash, and returns its id.
func (w *world) whole() (string, error) {
	store := snapshot.Open(w.path("out"))
	dir, m, err := store.Current()
	if err != nil {
		return "", err
	}
	if err := store.Verify(dir); err != nil {
		return "", err
	}
	// What others read is the link.
	_, err = os.Stat(w.path("out/current/_SUCCESS"))
	return m.ID, err
}

// heals makes a run that must succeed, say what a run from nothing says, and
// leave nothing behind of those that died.
func (w *world) heals() {
	w.t.Helper()
	w.run(nil)
	if _, err := w.whole(); err != nil {
		w.t.Error(err)
	}
	got := w.tree("out/current")
	w.run(map[string]string{"out": w.path("fresh"), "cache": "off"})
	want := w.tree("fresh/current")
	for _, files := range []map[string]string{got, want} { // all data but those on the snapshot before
		maps.DeleteFunc(files, func(path, _ string) bool {
			return !strings.HasPrefix(path, "data/") || strings.HasPrefix(path, "data/changes/")
		})
	}
	same(w.t, got, want)
	entries, err := os.ReadDir(w.path("out"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".work-") || strings.HasPrefix(e.Name(), ".current-") {
			w.t.Errorf("left behind: %s", e.Name())
		}
	}
	if err := os.RemoveAll(w.path("fresh")); err != nil {
		w.t.Fatal(err)
	}
}

// TestKilled kills runs at thirty moments spread over their length, while a
// reader keeps looking at current. It shows a whole snapshot all the time, an
// older or the newest, and the next run heals what is left.
func TestKilled(t *testing.T) {
	w := killWorld(t)
	w.run(nil)
	stop := w.watch()
	w.change(0)
	began := time.Now()
	if cmd := w.child(nil); ended(cmd, cmd.Run()) != pipeline.Clean {
		t.Fatal("the run that is not killed is not clean")
	}
	length := 1.2 * float64(time.Since(began)) // some runs are to get through
	seed := uint64(began.UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	const kills = 30
	killed, ids := 0, map[string]bool{}
	for n := range kills {
		w.change(1 + n%7)
		cmd := w.child(nil)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration((float64(n) + random.Float64()) / kills * length))
		if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		if ended(cmd, cmd.Wait()) != pipeline.Clean {
			killed++
		}
		id, err := w.whole()
		if err != nil {
			t.Fatalf("after kill %d (seed %d): %v", n, seed, err)
		}
		ids[id] = true
	}
	looks, err := stop()
	if err != nil {
		t.Errorf("while runs were killed (seed %d): %v", seed, err)
	}
	t.Logf("%d of %d runs killed before their end, %d snapshots met, current looked at %d times", killed, kills, len(ids), looks)
	if killed < kills/3 {
		t.Errorf("only %d of %d runs were killed before their end", killed, kills)
	}
	w.heals()
}

// watch looks at current until it is stopped: the first thing that is not whole
// is the error.
func (w *world) watch() (stop func() (looks int, err error)) {
	done := make(chan struct{})
	var wait sync.WaitGroup
	looks := 0
	var bad error
	wait.Go(func() {
		for bad == nil {
			select {
			case <-done:
				return
			case <-time.After(4 * time.Millisecond):
			}
			_, bad = w.whole()
			looks++
		}
	})
	return func() (int, error) {
		close(done)
		wait.Wait()
		return looks, bad
	}
}

// TestInboxVanishes takes the inbox away while a run reads it: moved off, or
// replaced by the empty folder that a share was mounted on.
func TestInboxVanishes(t *testing.T) {
	for name, after := range map[string]func(t *testing.T, inbox string){
		"gone":  func(*testing.T, string) {},
		"empty": func(t *testing.T, inbox string) { must(t, os.Mkdir(inbox, 0o755)) },
	} {
		t.Run(name, func(t *testing.T) {
			w := killWorld(t)
			w.run(nil)
			old := w.tree("out/current")
			w.change(1)
			o := w.options(nil)
			o.Progress = func(done int, _ string) {
				if done == 2 {
					must(t, os.Rename(w.path("inbox"), w.path("away")))
					after(t, w.path("inbox"))
				}
			}
			_, err := pipeline.Run(t.Context(), o)
			if !errors.Is(err, gather.ErrInbox) || pipeline.ExitCode(err) != pipeline.CouldNotRun {
				t.Errorf("Run = %v, exit %d; want the inbox to be named, exit %d", err, pipeline.ExitCode(err), pipeline.CouldNotRun)
			}
			same(t, w.tree("out/current"), old)
			must(t, os.RemoveAll(w.path("inbox")))
			must(t, os.Rename(w.path("away"), w.path("inbox")))
			w.heals()
		})
	}
}

// TestFileVanishes takes one file away, and cuts another, between being found
// and being read: each is one verdict, and the run goes on.
func TestFileVanishes(t *testing.T) {
	w := killWorld(t)
	gone := w.filed[len(w.filed)-1].Path
	o := w.options(nil)
	o.Progress = func(done int, _ string) {
		if done == 1 {
			must(t, os.Remove(filepath.Join(w.path("inbox"), filepath.FromSlash(gone))))
		}
	}
	out, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if out.ExitCode() != pipeline.Findings {
		t.Errorf("exit %d, want %d: a unit is missing", out.ExitCode(), pipeline.Findings)
	}
	accepted := 0
	for _, s := range w.published().submissions {
		switch {
		case s.Verdict == "accepted":
			accepted++
		case s.Path == gone && s.Verdict != "unreadable" && s.Verdict != "held":
			t.Errorf("%s: %s", s.Path, s.Verdict)
		}
	}
	if accepted != len(w.filed)-1 {
		t.Errorf("%d reports accepted, want %d", accepted, len(w.filed)-1)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestNothingNewSweeps: what a killed run left does not stay until somebody files.
func TestNothingNewSweeps(t *testing.T) {
	w := killWorld(t)
	w.run(nil)
	w.put("out/.work-123/data/cells.parquet", []byte("half"))
	if o := w.run(nil); o.New {
		t.Fatal("the same inbox gave a new snapshot")
	}
	if _, err := os.Stat(w.path("out/.work-123")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what a killed run left is still there: %v", err)
	}
}
