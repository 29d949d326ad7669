package snapshot

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// A step is one thing a run does to the output folder.
type step func(*Store) error

// writes makes a snapshot of three files and leaves the end to finish.
func writes(id, before, created string, finish func(*Writer, *Manifest) (string, error)) step {
	return func(s *Store) error {
		w, err := s.Begin()
		if err != nil {
			return err
		}
		for _, path := range []string{"data/cells/year=2023/part-0.parquet", "data/units/part-0.parquet", "index.html"} {
			if err := writeFile(w, path, strings.Repeat(id+path+"\n", 50)); err != nil {
				return errors.Join(err, w.Discard())
			}
		}
		_, err = finish(w, &Manifest{ID: id, Content: id, Before: before, Created: created})
		return err
	}
}

func writeFile(w *Writer, path, text string) error {
	f, err := w.Create(path, 3)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, text)
	return errors.Join(err, f.Close())
}

func commits(id, before, created string) step {
	return writes(id, before, created, (*Writer).Commit)
}
func holds(id, before, created string) step { return writes(id, before, created, (*Writer).Hold) }

func retains(keep int) step {
	return func(s *Store) error { _, err := s.Retain(keep); return err }
}

func releases(id string) step {
	return func(s *Store) error { _, err := s.Release(id); return err }
}

// TestPowerGoesOff stops the machine at every operation of a run, with every
// idea of what an unsynced disk may hold afterwards: whoever reads current then
// finds a whole snapshot, the old or the new, and the next run works.
func TestPowerGoesOff(t *testing.T) {
	old := []step{commits("a", "", "1"), commits("b", "a", "2"), commits("c", "b", "3"), holds("h", "c", "4")}
	for _, c := range []struct {
		what  string
		first []step // done before, undisturbed
		then  []step // disturbed
		allow string // ids that current may show then, "-" for none yet
	}{
		{"the first snapshot", nil, []step{commits("a", "", "1")}, "-a"},
		{"a further snapshot", old, []step{commits("d", "c", "5")}, "cd"},
		{"one removed behind it", old, []step{commits("d", "c", "5"), retains(2)}, "cd"},
		{"a held one", old, []step{holds("i", "c", "5")}, "c"},
		{"many held ones", append(old, holds("i", "c", "5"), holds("j", "c", "6"), holds("k", "c", "7"), holds("l", "c", "8")), []step{holds("m", "c", "9")}, "c"},
		{"a release", old, []step{releases("h")}, "ch"},
		{"the same again", old, []step{commits("c", "b", "3")}, "c"},
	} {
		for _, how := range []struct {
			links bool
			whole int
		}{{true, 0}, {false, 0}, {true, 1}, {true, 2}} {
			t.Run(fmt.Sprintf("%s, links %v, synced as a whole from %d", c.what, how.links, how.whole), func(t *testing.T) {
				points := 0
				for n := 0; ; n++ {
					whole := diesAt(t, n, how.links, how.whole, c.first, c.then, c.allow)
					if whole {
						break
					}
					points++
				}
				if points < 5 {
					t.Errorf("died at %d operations only", points)
				}
			})
		}
	}
}

// diesAt lets the n-th operation of then be the last, and reports whether it
// was not reached.
func diesAt(t *testing.T, n int, links bool, whole int, first, then []step, allow string) (survived bool) {
	t.Helper()
	d := newDisk()
	d.links = links
	s := &Store{Dir: "/srv/out", fs: d, wholeFrom: whole}
	if err := d.MkdirAll("/srv"); err != nil {
		t.Fatal(err)
	}
	if err := d.SyncDir("/"); err != nil {
		t.Fatal(err)
	}
	for _, do := range first {
		if err := do(s); err != nil {
			t.Fatal(err)
		}
	}
	d.left = n
	survived = true
	for _, do := range then {
		if err := do(s); err != nil {
			if !errors.Is(err, errPower) {
				t.Fatalf("operation %d: %v", n, err)
			}
			survived = false
			break
		}
	}
	for _, w := range wrecks {
		afterwards(t, &Store{Dir: s.Dir, fs: d.after(w)}, fmt.Sprintf("operation %d, left is %s", n, w.what), allow, then, survived)
	}
	return survived
}

func afterwards(t *testing.T, s *Store, when, allow string, then []step, survived bool) {
	t.Helper()
	shows := "-"
	dir, m, err := s.Current()
	switch {
	case err == nil:
		shows = m.ID
		if err := s.Verify(dir); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
	case !errors.Is(err, ErrNone):
		t.Fatalf("%s: current is broken: %v", when, err)
	}
	if !strings.Contains(allow, shows) {
		t.Fatalf("%s: current shows %s, want one of %s", when, shows, allow)
	}
	if survived && shows != allow[len(allow)-1:] {
		t.Fatalf("%s: all was done, current shows %s", when, shows)
	}
	isWhole(t, s, when)
	// A run that only begins, as one that dies early, changes nothing of it.
	if _, err := s.Begin(); err != nil {
		t.Fatalf("%s: begin: %v", when, err)
	}
	if _, m, err := s.Current(); err == nil && m.ID != shows || err != nil && shows != "-" {
		t.Fatalf("%s: beginning a run moved current from %s", when, shows)
	}
	// The same again, then another: the run that died must not be in their way.
	for _, do := range then {
		if err := do(s); err != nil {
			t.Fatalf("%s: the same again: %v", when, err)
		}
	}
	if err := commits("z", allow[len(allow)-1:], "99")(s); err != nil {
		t.Fatalf("%s: the next run: %v", when, err)
	}
	dir, m, err = s.Current()
	if err != nil || m.ID != "z" {
		t.Fatalf("%s: the next run is not current: %v, %v", when, m, err)
	}
	if err := s.Verify(dir); err != nil {
		t.Fatalf("%s: the next run: %v", when, err)
	}
	entries, err := s.fs.ReadDir(s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != currentName && e.Name() != snapshotsName && e.Name() != heldName {
			t.Fatalf("%s: left behind: %s", when, e.Name())
		}
	}
	isWhole(t, s, when)
}

// whole verifies everything in the history and among the held results.
func isWhole(t *testing.T, s *Store, when string) {
	t.Helper()
	for _, list := range []func() ([]Entry, error){s.History, s.Held} {
		all, err := list()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			if err := s.Verify(e.Dir); err != nil {
				t.Fatalf("%s: %v", when, err)
			}
		}
	}
}
