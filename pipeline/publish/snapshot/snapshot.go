// Package snapshot puts finished results where readers find them, whole or not
// at all: a snapshot is written aside, synced, verified and renamed into
// snapshots/<id>, and only then does the link current point to it.
//
// The one thing to know: readers of current see the old snapshot or the new
// one, wherever the writer dies. What a dead writer left behind is told by its
// name and removed by the next one, which holds the lock.
package snapshot

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
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

// A Store is an output folder.
type Store struct {
	Dir string
	fs  fileSystem
}

// Open names an output folder; it need not exist yet.
func Open(dir string) *Store { return &Store{Dir: dir, fs: osFS{}} }

func (s *Store) path(parts ...string) string {
	return filepath.Join(append([]string{s.Dir}, parts...)...)
}

// A Writer writes one snapshot aside.
type Writer struct {
	store *Store
	work  string // the folder aside
	files []File
	dirs  map[string]bool
	open  int
}

// Begin makes the folder aside and removes what dead writers left. The caller
// holds the lock.
func (s *Store) Begin() (*Writer, error) {
	for _, dir := range []string{s.Dir, s.path(snapshotsName)} {
		if err := s.fs.MkdirAll(dir); err != nil {
			return nil, fmt.Errorf("snapshot: %w", err)
		}
	}
	if err := s.sweep(); err != nil {
		return nil, err
	}
	work, err := s.fs.MkdirTemp(s.Dir, workPrefix)
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	return &Writer{store: s, work: work, dirs: map[string]bool{work: true}}, nil
}

// sweep removes what dead writers left: folders aside and links not yet swapped.
func (s *Store) sweep() error {
	entries, err := s.fs.ReadDir(s.Dir)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), workPrefix) || strings.HasPrefix(e.Name(), linkPrefix) {
			if err := s.fs.RemoveAll(s.path(e.Name())); err != nil {
				return fmt.Errorf("snapshot: remove leftover: %w", err)
			}
		}
	}
	return nil
}

// Dir is the folder aside.
func (w *Writer) Dir() string { return w.work }

// Create begins a file of the snapshot; path has '/' between folders and stays
// inside. rows are recorded in the manifest, 0 for what is no table.
func (w *Writer) Create(path string, rows int64) (io.WriteCloser, error) {
	if !fs.ValidPath(path) || path == "." {
		return nil, fmt.Errorf("snapshot: %q is no path inside a snapshot", path)
	}
	full := filepath.Join(w.work, filepath.FromSlash(path))
	dir := filepath.Dir(full)
	if err := w.store.fs.MkdirAll(dir); err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	for d := dir; !w.dirs[d]; d = filepath.Dir(d) {
		w.dirs[d] = true
	}
	f, err := w.store.fs.Create(full)
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	w.open++
	out := &output{writer: w, file: f, sum: sha256.New(), is: File{Path: path, Rows: rows}}
	out.buffer = bufio.NewWriterSize(io.MultiWriter(f, out.sum), 1<<16)
	return out, nil
}

// An output is one file being written.
type output struct {
	writer *Writer
	file   file
	buffer *bufio.Writer
	sum    hash.Hash
	is     File
	closed bool
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.buffer.Write(p)
	o.is.Bytes += int64(n)
	return n, err
}

// Close flushes and syncs the file, and records it. A second Close does nothing.
func (o *output) Close() error {
	if o.closed {
		return nil
	}
	o.closed = true
	o.writer.open--
	err := o.buffer.Flush()
	if err == nil {
		err = o.file.Sync()
	}
	if closing := o.file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	o.is.SHA256 = hex.EncodeToString(o.sum.Sum(nil))
	o.writer.files = append(o.writer.files, o.is)
	return nil
}

// Files lists what was written, by path.
func (w *Writer) Files() []File {
	slices.SortFunc(w.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return w.files
}

// Discard removes the folder aside.
func (w *Writer) Discard() error { return w.store.fs.RemoveAll(w.work) }

// Commit publishes what was written under the manifest's id and returns its
// folder. The manifest gets the list of files. Order: manifest, _SUCCESS,
// folders synced, hashes verified, renamed, current swapped.
//
// A snapshot of that id that is there already is kept, and current set to it.
func (w *Writer) Commit(m *Manifest) (string, error) {
	dir, err := w.finish(m, snapshotsName)
	if err != nil {
		return "", err
	}
	return dir, w.store.swap(m.ID)
}

// Hold puts what was written into held/<id> and leaves current alone.
func (w *Writer) Hold(m *Manifest) (string, error) {
	if err := w.store.fs.MkdirAll(w.store.path(heldName)); err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	return w.finish(m, heldName)
}

func (w *Writer) finish(m *Manifest, under string) (string, error) {
	s := w.store
	if w.open > 0 {
		return "", fmt.Errorf("snapshot: %d files are still open", w.open)
	}
	m.Outputs = slices.Clone(w.Files())
	if err := w.writeSeal(m); err != nil {
		return "", err
	}
	var dirs []string
	for d := range w.dirs {
		dirs = append(dirs, d)
	}
	slices.Sort(dirs)
	slices.Reverse(dirs) // the innermost first
	for _, d := range dirs {
		if err := s.fs.SyncDir(d); err != nil {
			return "", fmt.Errorf("snapshot: %w", err)
		}
	}
	if err := s.verify(w.work, m); err != nil {
		return "", err
	}
	target := s.path(under, m.ID)
	if _, err := s.fs.Lstat(target); err == nil {
		if s.verify(target, nil) == nil {
			return target, w.Discard()
		}
		if err := s.fs.RemoveAll(target); err != nil { // damaged: the new one takes its place
			return "", fmt.Errorf("snapshot: %w", err)
		}
	}
	if err := s.fs.Rename(w.work, target); err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	if err := s.fs.SyncDir(s.path(under)); err != nil {
		return "", fmt.Errorf("snapshot: %w", err)
	}
	return target, nil
}

// writeSeal writes the manifest and, last, _SUCCESS with hashes and row counts.
func (w *Writer) writeSeal(m *Manifest) error {
	text, err := m.encode()
	if err != nil {
		return err
	}
	seal := successOf(m, text)
	for _, f := range []struct {
		name string
		text []byte
	}{{ManifestName, text}, {SuccessName, seal}} {
		out, err := w.store.fs.Create(filepath.Join(w.work, f.name))
		if err != nil {
			return fmt.Errorf("snapshot: %w", err)
		}
		_, err = out.Write(f.text)
		if err == nil {
			err = out.Sync()
		}
		if closing := out.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return fmt.Errorf("snapshot: %w", err)
		}
	}
	return nil
}

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

// Current is the folder and manifest of the newest published snapshot;
// [ErrNone] if there is none.
func (s *Store) Current() (string, *Manifest, error) {
	id, err := s.currentID()
	if err != nil {
		return "", nil, err
	}
	dir := s.path(snapshotsName, id)
	m, err := s.manifest(dir)
	return dir, m, err
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
