package snapshot

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
)

// beforeName is where the old current stands for the moment between two
// renames, on systems that cannot rename over it.
const beforeName = linkPrefix + "before"

// swap lets current point to a snapshot: a link is made aside and renamed over
// the old one, so that there is no moment without it. Where a file system
// cannot do that (junctions of Windows, folders), the old one steps aside
// first; for that moment [Store.Current] looks where it stepped, and a run that
// dies in it is healed by the next.
func (s *Store) swap(id string) error {
	aside, current := s.path(linkPrefix+id), s.path(currentName)
	err := s.fs.RemoveAll(aside)
	if err == nil {
		err = s.point(aside, id)
	}
	if err == nil {
		if err = s.fs.Rename(aside, current); err != nil {
			if _, there := s.fs.Lstat(current); there == nil {
				err = s.swapAround(aside, err)
			}
		}
	}
	if err == nil {
		err = s.fs.SyncDir(s.Dir)
	}
	if err != nil {
		return fmt.Errorf("snapshot: swap current: %w", err)
	}
	return nil
}

// swapAround moves the old current away and the new one in. cause is why it
// could not be renamed over.
func (s *Store) swapAround(aside string, cause error) error {
	current, before := s.path(currentName), s.path(beforeName)
	if err := s.fs.RemoveAll(before); err != nil {
		return err
	}
	if err := s.fs.Rename(current, before); err != nil {
		return errors.Join(cause, err)
	}
	if err := s.fs.Rename(aside, current); err != nil {
		return errors.Join(cause, err, s.fs.Rename(before, current))
	}
	return s.fs.RemoveAll(before)
}

// heal puts the old current back where a run died between two renames.
func (s *Store) heal() error {
	_, err := s.fs.Lstat(s.path(currentName))
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err = s.fs.Rename(s.path(beforeName), s.path(currentName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = s.fs.SyncDir(s.Dir)
	}
	return err
}

// point makes a link to a snapshot, or a copy of it where there are no links.
func (s *Store) point(link, id string) error {
	err := s.fs.Symlink(filepath.Join(snapshotsName, id), link)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) {
		return s.copyFolder(s.path(snapshotsName, id), link)
	}
	return err
}

func (s *Store) copyFolder(from, to string) error {
	entries, err := s.fs.ReadDir(from)
	if err != nil {
		return err
	}
	if err := s.fs.MkdirAll(to); err != nil {
		return err
	}
	for _, e := range entries {
		a, b := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if e.IsDir() {
			err = s.copyFolder(a, b)
		} else {
			err = s.copyFile(a, b)
		}
		if err != nil {
			return err
		}
	}
	return s.fs.SyncDir(to)
}

func (s *Store) copyFile(from, to string) error {
	in, err := s.fs.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := s.fs.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return settle(out, err)
}

// settle syncs and closes a file that was written with the given outcome.
func settle(f file, err error) error {
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// currentID reads where current points to. A folder instead of a link is a copy
// of a snapshot, which says itself what it is.
func (s *Store) currentID() (string, error) {
	for _, name := range []string{currentName, beforeName} {
		path := s.path(name)
		target, err := s.fs.Readlink(path)
		if err == nil {
			return filepath.Base(target), nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		m, folder := s.manifest(path)
		if folder != nil {
			return "", fmt.Errorf("snapshot: %w", errors.Join(err, folder))
		}
		return m.ID, nil
	}
	return "", ErrNone
}
