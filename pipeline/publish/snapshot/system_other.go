//go:build !windows

package snapshot

import "os"

func symlink(target, link string) error { return os.Symlink(target, link) }

func removeAll(path string) error { return os.RemoveAll(path) }

func rename(from, to string) error { return os.Rename(from, to) }
