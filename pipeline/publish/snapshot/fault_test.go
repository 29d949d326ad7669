package snapshot

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"testing"
)

var errInjected = errors.New("injected")

// faultyFS lets the n-th operation fail, and every one after it: the machine
// is dead, or the disk stays full.
type faultyFS struct {
	osFS
	left  int
	once  bool // only that one fails
	fired bool
}

func (f *faultyFS) step() error {
	if f.once && f.fired {
		return nil
	}
	if f.left--; f.left < 0 {
		f.fired = true
		return errInjected
	}
	return nil
}

func (f *faultyFS) MkdirAll(d string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.osFS.MkdirAll(d)
}
func (f *faultyFS) MkdirTemp(d, p string) (string, error) {
	if err := f.step(); err != nil {
		return "", err
	}
	return f.osFS.MkdirTemp(d, p)
}
func (f *faultyFS) Create(p string) (file, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	x, err := f.osFS.Create(p)
	return &faultyFile{x, f}, err
}
func (f *faultyFS) Rename(a, b string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.osFS.Rename(a, b)
}
func (f *faultyFS) RemoveAll(p string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.osFS.RemoveAll(p)
}
func (f *faultyFS) Symlink(a, b string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.osFS.Symlink(a, b)
}
func (f *faultyFS) SyncDir(d string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.osFS.SyncDir(d)
}
func (f *faultyFS) ReadFile(p string) ([]byte, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	return f.osFS.ReadFile(p)
}
func (f *faultyFS) ReadDir(p string) ([]fs.DirEntry, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	return f.osFS.ReadDir(p)
}

type faultyFile struct {
	file
	fs *faultyFS
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if err := f.fs.step(); err != nil {
		n, _ := f.file.Write(p[:len(p)/2]) // a full disk takes half of it
		return n, err
	}
	return f.file.Write(p)
}
func (f *faultyFile) Sync() error {
	if err := f.fs.step(); err != nil {
		return err
	}
	return f.file.Sync()
}

// TestEveryOperationMayFail stops a writer at each of its operations: current
// shows the old snapshot or the new one, whole, and the next run heals.
func TestEveryOperationMayFail(t *testing.T) {
	for _, once := range []bool{false, true} {
		stopped := 0
		for n := 0; ; n++ {
			s := Open(filepath.Join(t.TempDir(), fmt.Sprint(n)))
			put(t, s, "old", "old")
			faulty := &Store{Dir: s.Dir, fs: &faultyFS{left: n, once: once}}
			_, err := tryPut(faulty, "new", "new")
			if err != nil && !errors.Is(err, errInjected) {
				t.Fatalf("operation %d: %v", n, err)
			}
			dir, m, currentErr := s.Current()
			if currentErr != nil {
				t.Fatalf("operation %d: current is broken: %v", n, currentErr)
			}
			if verify := s.Verify(dir); verify != nil {
				t.Fatalf("operation %d: %v", n, verify)
			}
			if got := says(t, s); got != m.ID || err == nil && got != "new" {
				t.Fatalf("operation %d: current %s says %q, error %v", n, m.ID, got, err)
			}
			put(t, s, "next", "next")
			if got := says(t, s); got != "next" {
				t.Fatalf("operation %d: the next run did not heal: %q", n, got)
			}
			entries, _ := s.fs.ReadDir(s.Dir)
			for _, e := range entries {
				if e.Name() != currentName && e.Name() != snapshotsName {
					t.Fatalf("operation %d: left behind %s", n, e.Name())
				}
			}
			if err == nil {
				break
			}
			stopped++
		}
		if stopped < 15 {
			t.Errorf("only %d operations were stopped", stopped)
		}
	}
}

var _ io.Writer = (*faultyFile)(nil)
