package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// ErrStale says that a held result was compared with a snapshot that is no
// longer the current one.
var ErrStale = errors.New("held result is stale")

// Release publishes a held result and returns its folder. One that was made
// before the current snapshot would take newer results away: [ErrStale]. A
// release that died on the way can be repeated.
func (s *Store) Release(id string) (string, error) {
	if !fs.ValidPath(id) || strings.Contains(id, "/") {
		return "", fmt.Errorf("snapshot: %q is no id", id)
	}
	from, target := s.path(heldName, id), s.path(snapshotsName, id)
	if _, err := s.fs.Lstat(from); errors.Is(err, fs.ErrNotExist) {
		from = target
	}
	if err := s.releasable(from); err != nil {
		return "", fmt.Errorf("snapshot: held result %s: %w", id, err)
	}
	if from != target {
		if err := s.move(from, target); err != nil {
			return "", fmt.Errorf("snapshot: release: %w", err)
		}
	}
	return target, s.swap(id)
}

func (s *Store) releasable(dir string) error {
	if err := s.verify(dir, nil); err != nil {
		return err
	}
	m, err := s.manifest(dir)
	if err != nil {
		return err
	}
	current, err := s.currentID()
	if err != nil && !errors.Is(err, ErrNone) {
		return err
	}
	overtaken := m.Before != current && m.ID != current
	if overtaken && s.verify(s.path(snapshotsName, current), nil) == nil {
		return fmt.Errorf("%w: it was compared with %s, current is %s", ErrStale, m.Before, current)
	}
	return nil
}

// move renames a held result into the history; what is left there of an
// earlier try gives way.
func (s *Store) move(from, target string) error {
	if _, err := s.fs.Lstat(target); err == nil {
		if err := s.remove(target); err != nil {
			return err
		}
	}
	if err := s.fs.Rename(from, target); err != nil {
		return err
	}
	if err := s.fs.SyncDir(s.path(snapshotsName)); err != nil {
		return err
	}
	return s.fs.SyncDir(s.path(heldName))
}

// An Entry is one snapshot of the history.
type Entry struct {
	Dir      string
	Manifest *Manifest
	Current  bool
}

// History lists the published snapshots, the oldest first.
func (s *Store) History() ([]Entry, error) { return s.list(snapshotsName) }

// Held lists the results held back, the oldest first.
func (s *Store) Held() ([]Entry, error) { return s.list(heldName) }

func (s *Store) list(under string) ([]Entry, error) {
	entries, err := s.fs.ReadDir(s.path(under))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	current, err := s.currentID()
	if err != nil && !errors.Is(err, ErrNone) {
		return nil, err
	}
	var out []Entry
	for _, e := range entries {
		dir := s.path(under, e.Name())
		m, err := s.manifest(dir)
		if err != nil {
			continue // a leftover, not a snapshot
		}
		out = append(out, Entry{Dir: dir, Manifest: m, Current: under == snapshotsName && e.Name() == current})
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return strings.Compare(a.Manifest.Created, b.Manifest.Created) })
	return out, nil
}

// Retain keeps the newest snapshots and removes the rest, but never the current
// one nor the one it was compared with. It returns the ids removed, the oldest
// first.
func (s *Store) Retain(keep int) ([]string, error) {
	all, err := s.History()
	if err != nil {
		return nil, err
	}
	stay := newest(all, max(keep, 2))
	var removed []string
	for _, e := range all {
		id := filepath.Base(e.Dir)
		if stay[id] {
			continue
		}
		if err := s.remove(e.Dir); err != nil {
			return removed, fmt.Errorf("snapshot: retain: %w", err)
		}
		removed = append(removed, id)
	}
	return removed, nil
}

// newest picks the current snapshot, the one it was compared with, the one
// before that, and so on; then, where that chain is broken, the latest by date.
// Dates come second: a clock that was wrong once would keep its snapshots in
// front of all later ones for ever.
func newest(all []Entry, keep int) map[string]bool {
	before := map[string]string{}
	next := ""
	for _, e := range all {
		id := filepath.Base(e.Dir)
		before[id] = e.Manifest.Before
		if e.Current {
			next = id
		}
	}
	stay := map[string]bool{}
	for len(stay) < keep && !stay[next] {
		if _, there := before[next]; !there {
			break
		}
		stay[next] = true
		next = before[next]
	}
	for _, e := range slices.Backward(all) {
		if len(stay) < keep {
			stay[filepath.Base(e.Dir)] = true
		}
	}
	return stay
}

// trimHeld keeps the newest held results, the one just written among them.
func (s *Store) trimHeld(id string) error {
	all, err := s.Held()
	if err != nil {
		return err
	}
	for i, e := range all {
		if len(all)-i <= keepHeld || filepath.Base(e.Dir) == id {
			continue
		}
		if err := s.remove(e.Dir); err != nil {
			return fmt.Errorf("snapshot: trim held results: %w", err)
		}
	}
	return nil
}
