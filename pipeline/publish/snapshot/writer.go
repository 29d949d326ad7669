package snapshot

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

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
