//go:build !windows

package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// swap lets current point to a snapshot: a new link is made aside and renamed
// over the old one, so that there is no moment without it.
func (s *Store) swap(id string) error {
	aside := s.path(linkPrefix + id)
	if err := s.fs.RemoveAll(aside); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	if err := s.fs.Symlink(filepath.Join(snapshotsName, id), aside); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	if err := s.fs.Rename(aside, s.path(currentName)); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	if err := s.fs.SyncDir(s.Dir); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

func (s *Store) currentID() (string, error) {
	target, err := s.fs.Readlink(s.path(currentName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNone
	}
	if err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	return filepath.Base(target), nil
}
