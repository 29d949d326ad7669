//go:build unix

package snapshot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// An output folder that cannot be written is said to be just that; current
// stays.
func TestReadOnlyOutput(t *testing.T) {
	s := Open(filepath.Join(tempDir(t), "out"))
	put(t, s, "a", "old")
	err := filepath.WalkDir(s.Dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.Type()&fs.ModeSymlink != 0 {
			return err
		}
		return os.Chmod(path, 0o555)
	})
	if err != nil {
		t.Fatal(err)
	}
	asNobody(t, s.Dir)
	if _, err := s.Lock(time.Now()); !errors.Is(err, fs.ErrPermission) || errors.Is(err, ErrLocked) {
		t.Errorf("Lock = %v", err)
	}
	if _, err := tryPut(s, "b", "new"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("publishing = %v", err)
	}
	dir, _, err := s.Current()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(dir); err != nil {
		t.Error(err)
	}
}

// asNobody drops the rights of root for the test, since root may write all, and
// lets everybody read where dir stands.
func asNobody(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Seteuid(65534); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Seteuid(0); err != nil {
			t.Fatal(err)
		}
	})
}
