package snapshot

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"syscall"
)

// fileSystem is every operation that a snapshot needs; tests let each fail.
type fileSystem interface {
	MkdirAll(dir string) error
	MkdirTemp(dir, prefix string) (string, error)
	Create(path string) (file, error)
	Open(path string) (io.ReadCloser, error)
	ReadFile(path string) ([]byte, error)
	ReadDir(dir string) ([]fs.DirEntry, error)
	Lstat(path string) (fs.FileInfo, error)
	Rename(from, to string) error
	RemoveAll(path string) error
	Symlink(target, link string) error
	Readlink(link string) (string, error)
	SyncDir(dir string) error
	SyncsWhole(dir string) bool // whether the next can be relied on
	SyncWhole(dir string) error // all of the file system that dir lies on
}

type file interface {
	io.WriteCloser
	Sync() error
}

type osFS struct{}

func (osFS) MkdirAll(dir string) error { return os.MkdirAll(dir, 0o755) }
func (osFS) MkdirTemp(dir, prefix string) (string, error) {
	d, err := os.MkdirTemp(dir, prefix)
	if err == nil {
		err = os.Chmod(d, 0o755) // readers of the snapshot are others than the writer
	}
	return d, err
}
func (osFS) Create(path string) (file, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}
func (osFS) Open(path string) (io.ReadCloser, error)   { return os.Open(path) }
func (osFS) ReadFile(path string) ([]byte, error)      { return os.ReadFile(path) }
func (osFS) ReadDir(dir string) ([]fs.DirEntry, error) { return os.ReadDir(dir) }
func (osFS) Lstat(path string) (fs.FileInfo, error)    { return os.Lstat(path) }
func (osFS) Rename(from, to string) error              { return rename(from, to) }
func (osFS) RemoveAll(path string) error               { return removeAll(path) }
func (osFS) Symlink(target, link string) error         { return symlink(target, link) }
func (osFS) Readlink(link string) (string, error)      { return os.Readlink(link) }

// SyncDir makes renames in a folder last. Windows has no such thing: its
// renames are written through. Some shares refuse it for folders (EINVAL), and
// then nobody can do better.
func (osFS) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	if closing := d.Close(); err == nil {
		err = closing
	}
	return err
}
