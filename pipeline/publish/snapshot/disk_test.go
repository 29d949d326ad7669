package snapshot

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

var errPower = errors.New("the power went off")

// A disk is a file system in memory that tells what was done from what would
// survive: contents last once the file is synced, names once their folder is.
// From the given operation on it fails, before or in the middle of it.
type disk struct {
	root  *node
	left  int   // operations until it fails; negative: never
	fault error // what it says then: errPower unless a test sets it
	once  bool  // only that operation fails
	room  bool  // it fails for want of room only: what takes none works on
	links bool
	lie   int // writes until one lands otherwise than written, and says nothing; negative: none does

	failed bool // an operation did
}

// A node is a file, a folder or a link.
type node struct {
	names  map[string]*node // of a folder, as a running program sees them
	lasts  map[string]*node // as they stand after a crash
	data   []byte
	synced []byte
	link   string
	folder bool
}

func newFolder() *node {
	return &node{folder: true, names: map[string]*node{}, lasts: map[string]*node{}}
}

func newDisk() *disk {
	return &disk{root: newFolder(), left: -1, lie: -1, links: true, fault: errPower}
}

// A wreck says what is left of unsynced work after a crash.
type wreck struct {
	what        string
	names, data bool // unsynced names, unsynced contents survive
}

var wrecks = []wreck{{"only what was synced", false, false}, {"names, but not contents", true, false}, {"contents, but not names", false, true}, {"everything", true, true}}

// after is the disk as the machine finds it when it starts again.
func (d *disk) after(w wreck) *disk {
	return &disk{root: d.root.after(w), left: -1, lie: -1, links: d.links, fault: errPower}
}

func (n *node) after(w wreck) *node {
	if !n.folder {
		data := n.synced
		if w.data {
			data = n.data
		}
		return &node{data: bytes.Clone(data), synced: bytes.Clone(data), link: n.link}
	}
	from, out := n.lasts, newFolder()
	if w.names {
		from = n.names
	}
	for name, inner := range from {
		out.names[name] = inner.after(w)
		out.lasts[name] = out.names[name]
	}
	return out
}

// step counts an operation that changes the disk.
func (d *disk) step() error {
	if d.left != 0 {
		d.left = max(-1, d.left-1)
		return nil
	}
	if d.once {
		d.left = -1
	}
	d.failed = true
	return d.fault
}

// free counts an operation that takes no room.
func (d *disk) free() error {
	if d.room && d.left == 0 {
		return nil
	}
	return d.step()
}

func missing(op, path string) error { return &fs.PathError{Op: op, Path: path, Err: fs.ErrNotExist} }

// at finds a node and its folder; links are not followed but on the way.
func (d *disk) at(path string) (in *node, name string, n *node) {
	n = d.root
	for part := range strings.SplitSeq(filepath.ToSlash(path), "/") {
		if part == "" {
			continue
		}
		if n != nil && n.link != "" {
			_, _, n = d.at(n.link)
		}
		if n == nil || !n.folder {
			return nil, "", nil
		}
		in, name = n, part
		n = n.names[part]
	}
	return in, name, n
}

func (d *disk) MkdirAll(dir string) error {
	if err := d.step(); err != nil {
		return err
	}
	n := d.root
	for part := range strings.SplitSeq(filepath.ToSlash(dir), "/") {
		if part == "" {
			continue
		}
		if n.names[part] == nil {
			n.names[part] = newFolder()
		}
		n = n.names[part]
	}
	return nil
}

func (d *disk) MkdirTemp(dir, prefix string) (string, error) {
	for n := 0; ; n++ {
		path := filepath.Join(dir, fmt.Sprint(prefix, n))
		if _, _, there := d.at(path); there == nil {
			return path, d.MkdirAll(path)
		}
	}
}

func (d *disk) Create(path string) (file, error) {
	if err := d.step(); err != nil {
		return nil, err
	}
	in, name, n := d.at(path)
	if in == nil {
		return nil, missing("create", path)
	}
	if n != nil {
		return nil, &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	in.names[name] = &node{}
	return &diskFile{d, in.names[name]}, nil
}

type diskFile struct {
	disk *disk
	node *node
}

func (f *diskFile) Write(p []byte) (int, error) {
	if err := f.disk.step(); err != nil {
		f.node.data = append(f.node.data, p[:len(p)/2]...)
		return len(p) / 2, err
	}
	f.node.data = append(f.node.data, p...)
	if f.disk.lie >= 0 {
		if f.disk.lie--; f.disk.lie < 0 && len(p) > 0 {
			f.node.data[len(f.node.data)-1] ^= 1
		}
	}
	return len(p), nil
}

func (f *diskFile) Sync() error {
	if err := f.disk.free(); err != nil {
		return err
	}
	f.node.synced = bytes.Clone(f.node.data)
	return nil
}

// Close fails like the rest: shares say there what became of the writes.
func (f *diskFile) Close() error { return f.disk.free() }

func (d *disk) ReadFile(path string) ([]byte, error) {
	_, _, n := d.at(path)
	if n == nil || n.folder {
		return nil, missing("open", path)
	}
	return n.data, nil
}

func (d *disk) Open(path string) (io.ReadCloser, error) {
	data, err := d.ReadFile(path)
	return io.NopCloser(bytes.NewReader(data)), err
}

func (d *disk) ReadDir(dir string) ([]fs.DirEntry, error) {
	_, _, n := d.at(dir)
	if n == nil || !n.folder {
		return nil, missing("open", dir)
	}
	var out []fs.DirEntry
	for _, name := range slices.Sorted(maps.Keys(n.names)) {
		out = append(out, diskEntry{name, n.names[name]})
	}
	return out, nil
}

func (d *disk) Lstat(path string) (fs.FileInfo, error) {
	_, name, n := d.at(path)
	if n == nil {
		return nil, missing("lstat", path)
	}
	return diskEntry{name, n}, nil
}

// Rename replaces a file or link, and refuses to replace a folder.
func (d *disk) Rename(from, to string) error {
	if err := d.free(); err != nil {
		return err
	}
	in, name, n := d.at(from)
	onto, as, there := d.at(to)
	if n == nil || onto == nil {
		return missing("rename", from)
	}
	if there != nil && (there.folder || n.folder) {
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	}
	delete(in.names, name)
	onto.names[as] = n
	return nil
}

// RemoveAll takes a tree apart name by name, each an operation that may be the last.
func (d *disk) RemoveAll(path string) error {
	in, name, n := d.at(path)
	if n == nil {
		return nil
	}
	if n.folder {
		for _, inner := range slices.Sorted(maps.Keys(n.names)) {
			if err := d.RemoveAll(filepath.Join(path, inner)); err != nil {
				return err
			}
		}
	}
	if err := d.free(); err != nil {
		return err
	}
	delete(in.names, name)
	return nil
}

func (d *disk) Symlink(target, link string) error {
	if err := d.step(); err != nil {
		return err
	}
	if !d.links {
		return &fs.PathError{Op: "symlink", Path: link, Err: errors.ErrUnsupported}
	}
	in, name, _ := d.at(link)
	if in == nil {
		return missing("symlink", link)
	}
	in.names[name] = &node{link: filepath.Join(filepath.Dir(link), target)}
	return nil
}

func (d *disk) Readlink(link string) (string, error) {
	_, _, n := d.at(link)
	if n == nil {
		return "", missing("readlink", link)
	}
	if n.link == "" {
		return "", &fs.PathError{Op: "readlink", Path: link, Err: fs.ErrInvalid}
	}
	return n.link, nil
}

func (d *disk) SyncDir(dir string) error {
	if err := d.free(); err != nil {
		return err
	}
	_, _, n := d.at(dir)
	if n == nil {
		return missing("sync", dir)
	}
	n.lasts = maps.Clone(n.names)
	return nil
}

func (d *disk) SyncsWhole(string) bool { return true }

// SyncWhole syncs everything that stands below a folder, and the folder.
func (d *disk) SyncWhole(dir string) error {
	if err := d.free(); err != nil {
		return err
	}
	_, _, n := d.at(dir)
	if n == nil {
		return missing("sync", dir)
	}
	n.syncAll()
	return nil
}

func (n *node) syncAll() {
	if !n.folder {
		n.synced = bytes.Clone(n.data)
		return
	}
	n.lasts = maps.Clone(n.names)
	for _, in := range n.names {
		in.syncAll()
	}
}

// A diskEntry is a node seen in its folder.
type diskEntry struct {
	name string
	node *node
}

func (e diskEntry) Name() string { return e.name }
func (e diskEntry) IsDir() bool  { return e.node.folder }
func (e diskEntry) Mode() fs.FileMode {
	switch {
	case e.node.folder:
		return fs.ModeDir
	case e.node.link != "":
		return fs.ModeSymlink
	}
	return 0
}
func (e diskEntry) Type() fs.FileMode          { return e.Mode() }
func (e diskEntry) Info() (fs.FileInfo, error) { return e, nil }
func (e diskEntry) Size() int64                { return int64(len(e.node.data)) }
func (e diskEntry) ModTime() time.Time         { return time.Time{} }
func (e diskEntry) Sys() any                   { return nil }
