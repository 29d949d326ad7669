package spool

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestRecordsComeBack puts more than is kept in memory, from several
// goroutines, and reads everything while and after.
func TestRecordsComeBack(t *testing.T) {
	dir := t.TempDir()
	s := New(dir)
	record := func(i int) []byte { return bytes.Repeat(fmt.Appendf(nil, "%d ", i), 1+i%3000) }
	const writers, each = 4, 1500
	var slips [writers * each]Slip
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := w * each; i < (w+1)*each; i++ {
				slip, err := s.Put(record(i))
				if err != nil {
					t.Error(err)
					return
				}
				slips[i] = slip
				if got, err := s.Get(slip); err != nil || got != string(record(i)) {
					t.Errorf("record %d just put: %d bytes, %v", i, len(got), err)
					return
				}
			}
		})
	}
	group.Wait()
	if s.file == nil {
		t.Fatal("nothing went to the file")
	}
	for i, slip := range slips {
		if got, err := s.Get(slip); err != nil || got != string(record(i)) {
			t.Fatalf("record %d: %d bytes, %v", i, len(got), err)
		}
		first, err := s.Get(slip.First(2))
		behind, failed := s.Get(slip.Behind(2))
		if err != nil || failed != nil || len(first) != 2 || first+behind != string(record(i)) {
			t.Fatalf("record %d in two: %d and %d bytes, %v, %v", i, len(first), len(behind), err, failed)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestLittleMakesNoFile(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "not there"))
	slip, err := s.Put([]byte("a"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(slip); got != "a" || err != nil {
		t.Errorf("Get = %q, %v", got, err)
	}
	if got, err := s.Get(Slip{}); got != "" || err != nil {
		t.Errorf("the zero slip: %q, %v", got, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestNoRoom(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(dir).Put(make([]byte, inMemory)); err == nil {
		t.Error("Put made a file below a file")
	}
}
