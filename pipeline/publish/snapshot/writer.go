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
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A Writer writes one snapshot aside.
type Writer struct {
	store *Store
	work  string // the folder aside

	mu    sync.Mutex // files may be written side by side
	files []File
	dirs  map[string]bool
	open  int
	asked bool            // whether files may be left to be synced with their file system
	left  bool            // and some are
	spare []*bufio.Writer // of files that are closed

	settling errgroup.Group // of what is written and not yet known to last
}

// later has something done beside what follows; [Writer.seal] asks how it went.
// Where nothing is done together it is done at once.
func (w *Writer) later(do func() error) error {
	if w.store.together == 0 {
		return do()
	}
	w.settling.Go(do)
	return nil
}

// Begin makes the folder aside and removes what dead writers left.
func (s *Store) Begin() (*Writer, error) {
	w, err := s.begin()
	if err != nil {
		return nil, fmt.Errorf("snapshot: begin: %w", err)
	}
	return w, nil
}

func (s *Store) begin() (*Writer, error) {
	if err := s.makeDir(); err != nil {
		return nil, err
	}
	if err := s.makeInside(snapshotsName); err != nil {
		return nil, err
	}
	if err := s.sweep(); err != nil {
		return nil, err
	}
	work, err := s.fs.MkdirTemp(s.Dir, workPrefix)
	if err != nil {
		return nil, err
	}
	w := &Writer{store: s, work: work, dirs: map[string]bool{work: true}}
	w.settling.SetLimit(max(1, s.together))
	return w, nil
}

// makeDir makes the output folder where it is missing, for good.
func (s *Store) makeDir() error {
	_, err := s.fs.Lstat(s.Dir)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.fs.MkdirAll(s.Dir); err != nil {
		return err
	}
	return s.fs.SyncDir(filepath.Dir(s.Dir))
}

// makeInside makes a folder of the output folder, for good.
func (s *Store) makeInside(name string) error {
	if err := s.fs.MkdirAll(s.path(name)); err != nil {
		return err
	}
	return s.fs.SyncDir(s.Dir)
}

// Sweep removes what dead writers left, as Begin does, for a run that publishes
// nothing.
func (s *Store) Sweep() error {
	if err := s.sweep(); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

// sweep removes what dead writers left: folders aside and links not yet
// swapped, once current is back where one was lost.
func (s *Store) sweep() error {
	if err := s.heal(); err != nil {
		return err
	}
	entries, err := s.fs.ReadDir(s.Dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), workPrefix) || strings.HasPrefix(e.Name(), linkPrefix) {
			if err := s.fs.RemoveAll(s.path(e.Name())); err != nil {
				return fmt.Errorf("remove leftover: %w", err)
			}
		}
	}
	return nil
}

// remove takes a folder of the history out. It is renamed first: a folder half
// removed must not look like a snapshot.
func (s *Store) remove(dir string) error {
	aside := s.path(workPrefix + filepath.Base(dir))
	if err := s.fs.RemoveAll(aside); err != nil {
		return err
	}
	if err := s.fs.Rename(dir, aside); err != nil {
		return err
	}
	return s.fs.RemoveAll(aside)
}

// Dir is the folder aside.
func (w *Writer) Dir() string { return w.work }

// Create begins a file of the snapshot; path has '/' between folders and stays
// inside. rows are recorded in the manifest, 0 for what is no table.
func (w *Writer) Create(path string, rows int64) (io.WriteCloser, error) {
	if !fs.ValidPath(path) || path == "." || path == ManifestName || path == SuccessName {
		return nil, fmt.Errorf("snapshot: %q is no path for a file of a snapshot", path)
	}
	full := filepath.Join(w.work, filepath.FromSlash(path))
	if err := w.makeDir(filepath.Dir(full)); err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	f, err := w.store.fs.Create(full)
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	out := &output{writer: w, file: f, sum: sha256.New(), is: File{Path: path, Rows: rows}}
	out.buffer = w.buffer(io.MultiWriter(f, out.sum))
	return out, nil
}

// makeDir makes a folder of the snapshot, once.
func (w *Writer) makeDir(dir string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.dirs[dir] {
		return nil
	}
	if err := w.store.fs.MkdirAll(dir); err != nil {
		return err
	}
	for d := dir; !w.dirs[d]; d = filepath.Dir(d) {
		w.dirs[d] = true
	}
	return nil
}

// buffer is one that no open file has, for one more: a nation's letters are
// forty thousand.
func (w *Writer) buffer(to io.Writer) *bufio.Writer {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open++
	n := len(w.spare)
	if n == 0 {
		return bufio.NewWriterSize(to, 1<<16)
	}
	b := w.spare[n-1]
	w.spare = w.spare[:n-1]
	b.Reset(to)
	return b
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
	if o.closed {
		return 0, fs.ErrClosed
	}
	n, err := o.buffer.Write(p)
	o.is.Bytes += int64(n)
	return n, err
}

// Close flushes the file, sees to its syncing and records it. A second Close
// does nothing. Whether syncing went well, publishing asks.
func (o *output) Close() error {
	if o.closed {
		return nil
	}
	o.closed = true
	err := o.buffer.Flush()
	o.giveBack()
	switch {
	case err != nil:
		err = o.settle(err)
	case o.writer.leave():
		err = o.file.Close()
	default:
		err = o.writer.later(func() error { return o.settle(nil) })
	}
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	o.is.SHA256 = hex.EncodeToString(o.sum.Sum(nil))
	o.writer.mu.Lock()
	defer o.writer.mu.Unlock()
	o.writer.files = append(o.writer.files, o.is)
	return nil
}

// leave reports whether a file is left to the file system to sync.
func (w *Writer) leave() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if from := w.store.wholeFrom; from > 0 && len(w.files)+1 >= from && !w.asked {
		w.asked, w.left = true, w.store.fs.SyncsWhole(w.work)
	}
	return w.left
}

// giveBack lets the next file have the buffer.
func (o *output) giveBack() {
	o.buffer.Reset(nil)
	w := o.writer
	w.mu.Lock()
	defer w.mu.Unlock()
	w.spare = append(w.spare, o.buffer)
	w.open--
	o.buffer = nil
}

func (o *output) settle(err error) error {
	if err := settle(o.file, err); err != nil {
		return fmt.Errorf("%s: %w", o.is.Path, err)
	}
	return nil
}

// Files lists what was written, by path.
func (w *Writer) Files() []File {
	slices.SortFunc(w.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return w.files
}

// Discard removes the folder aside.
func (w *Writer) Discard() error {
	_ = w.settling.Wait() // no file may be open, and nothing of it is kept
	return w.store.fs.RemoveAll(w.work)
}

// Commit publishes what was written under the manifest's id and returns its
// folder. The manifest gets the list of files. Order: manifest, _SUCCESS,
// all files and folders synced, hashes verified, renamed, current swapped. When
// it fails, what was written is discarded and current is untouched.
//
// A snapshot of that id that is there already is kept, and current set to it;
// if current shows a damaged one of that id, the new one takes a numbered id.
func (w *Writer) Commit(m *Manifest) (string, error) {
	dir, err := w.finish(m, snapshotsName)
	if err != nil {
		return "", err
	}
	return dir, w.store.swap(m.ID)
}

// keepHeld is how many held results stay to be looked at.
const keepHeld = 5

// Hold puts what was written into held/<id> and leaves current alone. Only the
// newest few held results are kept.
func (w *Writer) Hold(m *Manifest) (string, error) {
	if err := w.store.makeInside(heldName); err != nil {
		_ = w.Discard()
		return "", fmt.Errorf("snapshot: %w", err)
	}
	dir, err := w.finish(m, heldName)
	if err != nil {
		return "", err
	}
	return dir, w.store.trimHeld(m.ID)
}

func (w *Writer) finish(m *Manifest, under string) (string, error) {
	dir, err := w.place(m, under)
	if err != nil {
		_ = w.Discard() // to give the room back; what cannot be removed is swept next time
		return "", fmt.Errorf("snapshot: %w", err)
	}
	return dir, nil
}

// place seals what was written and renames it to where it belongs.
func (w *Writer) place(m *Manifest, under string) (string, error) {
	s := w.store
	if w.open > 0 {
		return "", fmt.Errorf("%d files are still open", w.open)
	}
	there, err := s.clear(under, m)
	if err != nil {
		return "", err
	}
	target := s.path(under, m.ID)
	if there {
		return target, w.Discard()
	}
	m.Outputs = slices.Clone(w.Files())
	if err := w.seal(m); err != nil {
		return "", err
	}
	if err := s.verify(w.work, m); err != nil {
		return "", err
	}
	if err := s.fs.Rename(w.work, target); err != nil {
		return "", err
	}
	return target, s.fs.SyncDir(s.path(under))
}

// clear makes room for a snapshot of the manifest's id. there says that a whole
// one stands there. A damaged one goes, unless current shows it: then the
// manifest gets another id, because nothing may be gone from under current.
func (s *Store) clear(under string, m *Manifest) (there bool, err error) {
	id := m.ID
	for n := 2; ; n++ {
		dir := s.path(under, m.ID)
		if _, err := s.fs.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		if s.verify(dir, nil) == nil {
			return true, nil
		}
		if current, err := s.currentID(); under == heldName || err != nil || current != m.ID {
			return false, s.remove(dir)
		}
		m.ID = fmt.Sprintf("%s-%d", id, n)
	}
}

// seal writes the manifest and, last, _SUCCESS with hashes and row counts, and
// waits until every file and folder is known to last. In which order the disk
// does it is all the same: nobody looks before the folder is renamed.
func (w *Writer) seal(m *Manifest) error {
	text, err := m.encode()
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		text []byte
	}{{ManifestName, text}, {SuccessName, successOf(m, text)}} {
		out, err := w.store.fs.Create(filepath.Join(w.work, f.name))
		if err != nil {
			return err
		}
		_, err = out.Write(f.text)
		if err := w.later(func() error { return settle(out, err) }); err != nil {
			return err
		}
	}
	if w.left {
		if err := w.settling.Wait(); err != nil {
			return err
		}
		return w.store.fs.SyncWhole(w.work)
	}
	dirs := slices.Sorted(maps.Keys(w.dirs))
	slices.Reverse(dirs) // the innermost first
	for _, d := range dirs {
		if err := w.later(func() error { return w.store.fs.SyncDir(d) }); err != nil {
			return err
		}
	}
	return w.settling.Wait()
}
