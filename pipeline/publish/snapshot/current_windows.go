package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
)

// currentFile names the snapshot that current shows: a junction cannot be read
// back without more than the standard library.
const currentFile = "current.txt"

// swap lets current point to a snapshot. A junction needs no privilege, but
// cannot be renamed over another: the old one is moved away first. Between the
// two renames current.txt still names a whole snapshot.
func (s *Store) swap(id string) error {
	aside, old := s.path(linkPrefix+id), s.path(linkPrefix+"old")
	for _, p := range []string{aside, old} {
		if err := s.fs.RemoveAll(p); err != nil {
			return fmt.Errorf("snapshot: %w", err)
		}
	}
	target, err := filepath.Abs(s.path(snapshotsName, id))
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	if out, err := exec.Command("cmd", "/c", "mklink", "/J", aside, target).CombinedOutput(); err != nil {
		return fmt.Errorf("snapshot: junction: %w: %s", err, strings.TrimSpace(string(out)))
	}
	if err := s.fs.Rename(s.path(currentName), old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("snapshot: %w", err)
	}
	if err := s.fs.Rename(aside, s.path(currentName)); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	if err := s.nameCurrent(id); err != nil {
		return err
	}
	return s.fs.RemoveAll(old)
}

func (s *Store) nameCurrent(id string) error {
	aside := s.path(linkPrefix + "name")
	if err := s.fs.RemoveAll(aside); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	f, err := s.fs.Create(aside)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	_, err = f.Write([]byte(id))
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = s.fs.Rename(aside, s.path(currentFile))
	}
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

func (s *Store) currentID() (string, error) {
	text, err := s.fs.ReadFile(s.path(currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNone
	}
	if err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}
