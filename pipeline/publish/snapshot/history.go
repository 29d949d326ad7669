package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Release publishes a held result.
func (s *Store) Release(id string) (string, error) {
	from, target := s.path(heldName, id), s.path(snapshotsName, id)
	if err := s.verify(from, nil); err != nil {
		return "", fmt.Errorf("snapshot: held result %s: %w", id, err)
	}
	if _, err := s.fs.Lstat(target); err == nil {
		if err := s.fs.RemoveAll(target); err != nil {
			return "", fmt.Errorf("snapshot: %w", err)
		}
	}
	if err := s.fs.Rename(from, target); err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	if err := s.fs.SyncDir(s.path(snapshotsName)); err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	return target, s.swap(id)
}

// An Entry is one snapshot of the history.
type Entry struct {
	Dir      string
	Manifest *Manifest
	Current  bool
}

// History lists the whole snapshots, the oldest first.
func (s *Store) History() ([]Entry, error) {
	entries, err := s.fs.ReadDir(s.path(snapshotsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	current, _ := s.currentID() // none is no fault here
	var out []Entry
	for _, e := range entries {
		dir := s.path(snapshotsName, e.Name())
		m, err := s.manifest(dir)
		if err != nil {
			continue // a leftover, not a snapshot
		}
		out = append(out, Entry{Dir: dir, Manifest: m, Current: e.Name() == current})
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return strings.Compare(a.Manifest.Created, b.Manifest.Created) })
	return out, nil
}

// Retain keeps the newest snapshots and removes the rest, but never the
// current one. It returns the ids removed.
func (s *Store) Retain(keep int) ([]string, error) {
	all, err := s.History()
	if err != nil {
		return nil, err
	}
	var removed []string
	for i, e := range all {
		if e.Current || len(all)-i <= keep {
			continue
		}
		// Renamed first: a folder half removed must not look like a snapshot.
		aside := s.path(workPrefix + e.Manifest.ID)
		if err := s.fs.Rename(e.Dir, aside); err != nil {
			return removed, fmt.Errorf("snapshot: %w", err)
		}
		if err := s.fs.RemoveAll(aside); err != nil {
			return removed, fmt.Errorf("snapshot: %w", err)
		}
		removed = append(removed, e.Manifest.ID)
	}
	return removed, nil
}
