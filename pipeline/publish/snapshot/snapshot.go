// Package snapshot puts finished results where readers find them, whole or not
// at all: a snapshot is written aside, synced, verified and renamed into
// snapshots/<id>, and only then does the link current point to it.
//
// The one thing to know: readers of current see the old snapshot or the new
// one, wherever the writer dies. What a dead writer left behind is told by its
// name and removed by the next one, which holds the lock.
package snapshot

import (
	"errors"
	"path/filepath"
)

// The names inside the output folder.
const (
	currentName   = "current"
	snapshotsName = "snapshots"
	heldName      = "held"
	workPrefix    = ".work-"
	linkPrefix    = ".current-"
	ManifestName  = "manifest.json"
	SuccessName   = "_SUCCESS"
)

// ErrNone is given where there is no published snapshot yet.
var ErrNone = errors.New("no snapshot published yet")

// A Store is an output folder. Whatever writes to it holds its [Lock].
type Store struct {
	Dir string
	fs  fileSystem

	together  int // how many files are synced at a time; 0: each before the next is begun
	wholeFrom int // from which file of a snapshot on they are left to be synced with their file system; 0: none
}

// syncedTogether is how many files are synced at a time: a disk that is asked
// for many at once writes its journal once.
const syncedTogether = 32

// syncedWhole is from which file of a snapshot on they are left to be synced with
// their file system, where that can be relied on: a nation's letters are forty thousand,
// but a county should not wait for what others write to the disk.
const syncedWhole = 1000

// Open names an output folder; it need not exist yet.
func Open(dir string) *Store {
	return &Store{Dir: dir, fs: osFS{}, together: syncedTogether, wholeFrom: syncedWhole}
}

func (s *Store) path(parts ...string) string {
	return filepath.Join(append([]string{s.Dir}, parts...)...)
}

// Current is the folder and manifest of the newest published snapshot;
// [ErrNone] if there is none. The folder stays what it is when current is
// swapped; it is removed once it has fallen out of the history.
func (s *Store) Current() (string, *Manifest, error) {
	id, err := s.currentID()
	if err != nil {
		return "", nil, err
	}
	dir := s.path(snapshotsName, id)
	m, err := s.manifest(dir)
	return dir, m, err
}
