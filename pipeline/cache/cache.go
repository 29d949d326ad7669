// Package cache keeps what was read and recognized in a file, so that a nightly
// run reads again only what is new. An entry is found by what it was made from:
// the bytes, the names that are witnesses, the reader and the roster.
//
// The one thing to know: the cache is never trusted. An entry carries its own
// hash; one that is damaged, or made by another build, is as good as none.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"huizong/schema"
	"huizong/schema/wire"
)

// An Entry is all that reading and recognizing one file gives.
type Entry struct {
	Submission schema.Submission // verdict, format, charset, notes
	Report     *schema.Report    // nil where none was recognized
}

// A Cache is a folder of entries. The zero value keeps nothing.
type Cache struct {
	dir    string
	reader []byte // what the entries of this run are made with
}

// Open makes the folder. made says with what entries are made (version, roster,
// limits): entries made with anything else are not found.
func Open(dir string, made ...string) (*Cache, error) {
	if dir == "" {
		return &Cache{}, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	h := sha256.New()
	for _, m := range made {
		fmt.Fprintf(h, "%d %s\n", len(m), m)
	}
	return &Cache{dir: dir, reader: h.Sum(nil)}, nil
}

// path is where the entry of a submission would be.
func (c *Cache) path(s *schema.Submission) string {
	h := sha256.New()
	h.Write(c.reader)
	h.Write([]byte(s.Path + "\x00" + s.SHA256 + "\x00" + s.Received)) // the path holds name and folders, the witnesses
	name := hex.EncodeToString(h.Sum(nil))
	return filepath.Join(c.dir, name[:2], name[2:])
}

// Get returns the entry of a submission, nil if there is none that is whole.
// Damaged entries are removed.
func (c *Cache) Get(s *schema.Submission) *Entry {
	if c.dir == "" || s.SHA256 == "" {
		return nil
	}
	path := c.path(s)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	e, err := decode(data)
	if err != nil || e.Submission.ID != s.ID || e.Submission.SHA256 != s.SHA256 {
		os.Remove(path) // made again by this run
		return nil
	}
	now := time.Now()
	os.Chtimes(path, now, now) // so that Trim keeps what is used
	return e
}

// Put keeps an entry. A cache that cannot be written costs time, not the run:
// the error is for the log.
func (c *Cache) Put(e *Entry) error {
	if c.dir == "" || e.Submission.SHA256 == "" {
		return nil
	}
	data := encode(e)
	path := c.path(&e.Submission)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("cache: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("cache: %w", err)
	}
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("cache: %w", err)
	}
	return nil
}

// encode makes hash, length of the submission's record, submission, report.
func encode(e *Entry) []byte {
	submission := wire.AppendSubmission(nil, &e.Submission)
	data := binary.AppendUvarint(make([]byte, sha256.Size), uint64(len(submission)))
	data = append(data, submission...)
	if e.Report != nil {
		data = wire.AppendReport(data, e.Report)
	}
	sum := sha256.Sum256(data[sha256.Size:])
	copy(data, sum[:])
	return data
}

func decode(data []byte) (*Entry, error) {
	if len(data) < sha256.Size {
		return nil, fmt.Errorf("cache: entry of %d bytes", len(data))
	}
	if sum := sha256.Sum256(data[sha256.Size:]); !bytes.Equal(sum[:], data[:sha256.Size]) {
		return nil, fmt.Errorf("cache: entry is damaged")
	}
	data = data[sha256.Size:]
	size, n := binary.Uvarint(data)
	if n <= 0 || size > uint64(len(data)-n) {
		return nil, fmt.Errorf("cache: entry has no submission")
	}
	submission, err := wire.Submission(string(data[n : n+int(size)]))
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	e := &Entry{Submission: *submission}
	if report := data[n+int(size):]; len(report) > 0 {
		if e.Report, err = wire.Report(string(report)); err != nil {
			return nil, fmt.Errorf("cache: %w", err)
		}
	}
	return e, nil
}

// Trim removes entries not used since a moment.
func (c *Cache) Trim(since time.Time) error {
	if c.dir == "" {
		return nil
	}
	return filepath.WalkDir(c.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := d.Info(); err == nil && info.ModTime().Before(since) {
			return os.Remove(path)
		}
		return nil
	})
}
