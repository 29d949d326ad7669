package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"huizong/schema"
)

// A walk is one pass over an inbox.
type walk struct {
	ctx   context.Context
	o     Options
	inbox string
	root  *os.Root
	here  folder
	only  fs.DirEntry // the inbox is this single file
	yield func(*File) error
	seen  map[string]int // paths handed over

	handing bool // the receiver is at work: a panic is not an archive's
}

// A folder is one that is held open while its files are taken: finding each of them
// from the inbox on would open all the folders above it three times a file.
type folder struct {
	root *os.Root // nil: the inbox itself
	rel  string   // raw path under the inbox
}

// deepest is how many folders are held open at once.
const deepest = 16

// find gives the nearest folder that is open, and the raw path under it.
func (w *walk) find(raw string) (*os.Root, string) {
	if w.here.root != nil {
		if name, ok := strings.CutPrefix(raw, w.here.rel+"/"); ok {
			return w.here.root, name
		}
	}
	return w.root, raw
}

// hold opens a folder for as long as its files are taken, unless it lies too deep;
// then, or if that fails, the folders above will do. let ends it.
func (w *walk) hold(rel string) (let func()) {
	if rel == "." || strings.Count(rel, "/") >= deepest {
		return func() {}
	}
	above, name := w.find(rel)
	root, err := above.OpenRoot(name)
	if err != nil {
		return func() {}
	}
	was := w.here
	w.here = folder{root, rel}
	return func() { root.Close(); w.here = was }
}

// A shelf is where files stand: a folder on disk or a bundle.
type shelf struct {
	prefix   string   // of the paths of its files
	folders  []string // witnesses, outermost first
	bundle   string   // path of the innermost bundle
	received string
	litter   *fate // of everything on it
}

// below is the shelf of a folder on this one.
func (s shelf) below(name string) shelf {
	s.prefix += name + "/"
	s.folders = append(slices.Clip(s.folders), name)
	if s.litter == nil {
		s.litter = litterFolder(name)
	}
	return s
}

// file starts the File of a name on the shelf.
func (w *walk) file(at shelf, name string) *File {
	return &File{Submission: schema.Submission{
		Path:     unique(w.seen, at.prefix+name),
		Bundle:   at.bundle,
		Name:     name,
		Folders:  at.folders,
		Received: at.received,
	}}
}

// hand gives a file to the receiver; its identity is settled here.
func (w *walk) hand(f *File) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	f.ID = identity(f.Path, f.SHA256)
	w.handing = true
	err := w.yield(f)
	w.handing = false
	return err
}

// condemn hands a file over with a fate instead of its bytes.
func (w *walk) condemn(f *File, s *fate) error {
	s.seal(f)
	return w.hand(f)
}

// enter opens the inbox. A link to it is followed: the configuration names it.
func (w *walk) enter(inbox string) error {
	info, err := os.Stat(inbox)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrInbox, err)
	}
	w.inbox = inbox
	switch {
	case info.Mode().IsRegular():
		if w.inbox, err = filepath.EvalSymlinks(inbox); err != nil {
			return fmt.Errorf("%w: %w", ErrInbox, err)
		}
		if info, err = os.Stat(w.inbox); err != nil {
			return fmt.Errorf("%w: %w", ErrInbox, err)
		}
		w.only, w.inbox = fs.FileInfoToDirEntry(info), filepath.Dir(w.inbox)
	case !info.IsDir():
		return fmt.Errorf("%w: %s is neither a folder nor a file", ErrInbox, inbox)
	}
	if w.root, err = os.OpenRoot(w.inbox); err != nil {
		return fmt.Errorf("%w: %w", ErrInbox, err)
	}
	return nil
}

// alive reports whether the inbox is still the folder that was entered. A share
// that went away leaves an error, or the empty folder it was mounted on.
func (w *walk) alive() error {
	entered, err := w.root.Stat(".")
	if err != nil {
		return fmt.Errorf("%w: gone while being read: %w", ErrInbox, err)
	}
	now, err := os.Stat(w.inbox)
	if err != nil {
		return fmt.Errorf("%w: gone while being read: %w", ErrInbox, err)
	}
	if !os.SameFile(entered, now) {
		return fmt.Errorf("%w: %s was replaced while being read", ErrInbox, w.inbox)
	}
	return nil
}

// A named entry carries what is shown and sorted by.
type named struct {
	fs.DirEntry
	shown string
}

func nameOf(e fs.DirEntry) named { return named{e, display(decodeName(e.Name()))} }

// folder walks one folder. rel is its raw path under the root.
func (w *walk) folder(rel string, at shelf) error {
	defer w.hold(rel)()
	entries, fault := w.readDir(rel)
	for _, e := range sorted(entries) {
		if err := w.entry(rel, at, e); err != nil {
			return err
		}
	}
	if fault == nil {
		return nil
	}
	return w.lostFolder(at, fault)
}

func (w *walk) readDir(rel string) ([]fs.DirEntry, error) {
	root, name := w.root, rel
	if w.here.root != nil && w.here.rel == rel {
		root, name = w.here.root, "."
	}
	d, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.ReadDir(-1)
}

// sorted orders entries so that the paths come out in bytewise order: a folder
// sorts by its name with the slash behind it.
func sorted(entries []fs.DirEntry) []named {
	out := make([]named, len(entries))
	for i, e := range entries {
		out[i] = nameOf(e)
	}
	key := func(n named) string {
		if n.IsDir() {
			return n.shown + "/"
		}
		return n.shown
	}
	slices.SortFunc(out, func(a, b named) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a.Name(), b.Name()))
	})
	return out
}

func (w *walk) entry(rel string, at shelf, e named) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	shown, raw := e.shown, join(rel, e.Name())
	switch mode := e.Type(); {
	case mode.IsDir():
		return w.folder(raw, at.below(shown))
	case mode&fs.ModeSymlink != 0:
		return w.condemn(w.file(at, shown), aLink)
	case !mode.IsRegular():
		return w.condemn(w.file(at, shown), aSpecialFile)
	}
	f := w.file(at, shown)
	f.raw = raw
	return w.onDisk(at, f)
}

// join puts a raw name under a raw folder of the root.
func join(rel, name string) string {
	if rel == "." {
		return name
	}
	return rel + "/" + name
}

// onDisk takes a regular file.
func (w *walk) onDisk(at shelf, f *File) error {
	if s := cmp.Or(at.litter, litterFile(f.Name)); s != nil {
		root, name := w.find(f.raw)
		if info, err := root.Lstat(name); err == nil {
			f.Bytes = info.Size()
		}
		return w.condemn(f, s)
	}
	data, info, err := w.take(f.raw, f.Path)
	if info != nil {
		f.Bytes = info.Size()
		w.date(f, info.ModTime())
	}
	if err != nil {
		return w.untaken(f, err)
	}
	return w.judge(f, data, nil)
}

// date fills what the modification time says.
func (w *walk) date(f *File, modified time.Time) {
	if w.o.ReceivedFromFileTime {
		f.Received = modified.In(china).Format(time.DateOnly)
	}
	if w.o.Quiet > 0 && modified.Sub(w.o.Now) > w.o.Quiet {
		f.Notes = append(f.Notes, schema.Note{Code: "gather.future_time",
			Text: "文件的修改时间在将来，不能据此判断是否已复制完",
			EN:   "the modification time lies in the future and does not tell whether the copy is complete"})
	}
}

// untaken turns the fault of one file into its verdict, unless the inbox as a
// whole is at fault.
func (w *walk) untaken(f *File, err error) error {
	var s *fated
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case errors.As(err, &s):
		return w.condemn(f, s.fate)
	}
	if err := w.alive(); err != nil {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w.condemn(f, changed)
	case errors.Is(err, fs.ErrPermission):
		return w.condemn(f, noPermission)
	}
	return w.condemn(f, diskFault(bare(err)))
}

// lostFolder is the verdict of a folder that could not be listed to its end;
// its path ends in a slash.
func (w *walk) lostFolder(at shelf, err error) error {
	if w.ctx.Err() != nil {
		return w.ctx.Err()
	}
	if at.prefix == "" {
		return fmt.Errorf("%w: %w", ErrInbox, err)
	}
	if err := w.alive(); err != nil {
		return err
	}
	f := w.file(shelf{folders: at.folders}, at.prefix)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w.condemn(f, folderGone)
	case errors.Is(err, fs.ErrPermission):
		return w.condemn(f, folderLocked)
	}
	return w.condemn(f, diskFault(bare(err)))
}

// bare drops the path from an error: the verdict stands beside it already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
