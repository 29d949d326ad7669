package snapshot

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFails lets every operation of a run fail: once, and from then on for
// want of room. The run says why; current shows a whole snapshot; the next run
// works, and a full disk gets its room back at once.
func TestDiskFails(t *testing.T) {
	first := []step{commits("a", "", "1"), commits("b", "a", "2"), holds("h", "b", "3")}
	for _, c := range []struct {
		what  string
		then  step
		allow string
	}{
		{"commit", commits("c", "b", "4"), "bc"},
		{"hold", holds("i", "b", "4"), "b"},
		{"release", releases("h"), "bh"},
		{"retain", retains(1), "b"},
	} {
		for _, full := range []bool{false, true} {
			for _, how := range []struct {
				links bool
				whole int
			}{{true, 0}, {false, 0}, {true, 1}, {true, 2}} {
				t.Run(fmt.Sprintf("%s, full %v, links %v, synced as a whole from %d", c.what, full, how.links, how.whole), func(t *testing.T) {
					for n := 0; failsAt(t, n, full, how.links, how.whole, first, c.then, c.allow); n++ {
						if n > 1000 {
							t.Fatal("never succeeds")
						}
					}
				})
			}
		}
	}
}

func failsAt(t *testing.T, n int, full, links bool, whole int, first []step, then step, allow string) (failed bool) {
	t.Helper()
	d := newDisk()
	d.links = links
	s := &Store{Dir: "/out", fs: d, wholeFrom: whole}
	for _, do := range first {
		if err := do(s); err != nil {
			t.Fatal(err)
		}
	}
	d.left, d.fault, d.once, d.room = n, syscall.EIO, !full, full
	if full {
		d.fault = syscall.ENOSPC
	}
	err := then(s)
	d.left = -1
	if err != nil && !errors.Is(err, d.fault) {
		t.Fatalf("operation %d: the error hides its cause: %v", n, err)
	}
	dir, m, currentErr := s.Current()
	if currentErr != nil || !strings.Contains(allow, m.ID) {
		t.Fatalf("operation %d (%v): current shows %v, %v", n, err, m, currentErr)
	}
	if err == nil && m.ID != allow[len(allow)-1:] {
		t.Fatalf("operation %d: no error, but current shows %s", n, m.ID)
	}
	if err := s.Verify(dir); err != nil {
		t.Fatalf("operation %d: %v", n, err)
	}
	if full && err != nil {
		noWorkLeft(t, s, n)
	}
	if err := commits("z", m.ID, "99")(s); err != nil {
		t.Fatalf("operation %d: the next run: %v", n, err)
	}
	isWhole(t, s, fmt.Sprintf("operation %d", n))
	return d.failed
}

// TestDiskLies lets each write of a run land otherwise than written, without a
// word: the snapshot is not shown, and current stays whole.
func TestDiskLies(t *testing.T) {
	for n := 0; ; n++ {
		d := newDisk()
		s := &Store{Dir: "/out", fs: d}
		if err := commits("a", "", "1")(s); err != nil {
			t.Fatal(err)
		}
		d.lie = n
		err := commits("b", "a", "2")(s)
		if d.lie >= 0 { // there are no more writes
			if err != nil || n < 4 {
				t.Fatalf("after %d writes: %v", n, err)
			}
			return
		}
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("write %d lands otherwise: %v, want ErrDamaged", n, err)
		}
		if _, m, err := s.Current(); err != nil || m.ID != "a" {
			t.Errorf("write %d lands otherwise: current shows %v, %v", n, m, err)
		}
		isWhole(t, s, fmt.Sprintf("write %d lands otherwise", n))
		if err := commits("b", "a", "2")(s); err != nil {
			t.Errorf("the run after: %v", err)
		}
	}
}

func noWorkLeft(t *testing.T, s *Store, n int) {
	t.Helper()
	entries, err := s.fs.ReadDir(s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), workPrefix) {
			t.Fatalf("operation %d: the disk stays full of %s", n, e.Name())
		}
	}
}
