// Package cache keeps what was read and recognized in a file, so that a nightly
// run reads again only what is new. An entry is found by what was read: the
// bytes, the names that are witnesses, and the reader. Of a file that was
// recognized against another roster it gives the document, to be recognized
// again: reading is what costs.
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

// An Entry is all that reading and recognizing one file gives: document and
// report, or neither where no reader took the file.
type Entry struct {
	Submission schema.Submission // verdict, format, charset, notes
	Document   *schema.Document  // from Get only where it is to be recognized again
	Report     *schema.Report
}

// maxDocument is the size in bytes above which a document is not kept: its file
// is no usual report.
const maxDocument = 4 << 20

// A Cache is a folder of entries. The zero value keeps nothing.
type Cache struct {
	dir    string
	roster [sha256.Size]byte // what reports are recognized against
	reader []byte            // what the entries of this run are made with
}

// Open makes the folder. roster is what reports are recognized against. made
// says with what files are read (version, limits): entries made with anything
// else are not found.
func Open(dir, roster string, made ...string) (*Cache, error) {
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
	return &Cache{dir: dir, roster: sha256.Sum256([]byte(roster)), reader: h.Sum(nil)}, nil
}

// path is where the entry of a submission would be.
func (c *Cache) path(s *schema.Submission) string {
	h := sha256.New()
	h.Write(c.reader)
	h.Write([]byte(s.Path + "\x00" + s.SHA256 + "\x00" + s.Received)) // the path holds name and folders, the witnesses
	name := hex.EncodeToString(h.Sum(nil))
	return filepath.Join(c.dir, name[:2], name[2:])
}

// Get returns the entry of a submission, nil if there is none that is whole. It
// has the report, or else the document if the roster was another. Damaged
// entries are removed.
func (c *Cache) Get(s *schema.Submission) *Entry {
	if c.dir == "" || s.SHA256 == "" {
		return nil
	}
	path := c.path(s)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	e, err := c.decode(data)
	if err == nil && e == nil {
		return nil
	}
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
	data := c.encode(e)
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

// encode makes hash, roster, and submission, document and report behind their
// lengths.
func (c *Cache) encode(e *Entry) []byte {
	data := append(make([]byte, sha256.Size), c.roster[:]...)
	var part []byte
	add := func() {
		data = append(binary.AppendUvarint(data, uint64(len(part))), part...)
		part = part[:0]
	}
	part = wire.AppendSubmission(part, &e.Submission)
	add()
	if e.Document != nil {
		if part = wire.AppendDocument(part, e.Document); len(part) > maxDocument {
			part = part[:0]
		}
	}
	add()
	if e.Report != nil {
		part = wire.AppendReport(part, e.Report)
	}
	add()
	sum := sha256.Sum256(data[sha256.Size:])
	copy(data, sum[:])
	return data
}

// decode reads an entry back, nil if it is whole but of no use.
func (c *Cache) decode(data []byte) (*Entry, error) {
	if len(data) < 2*sha256.Size {
		return nil, fmt.Errorf("cache: entry of %d bytes", len(data))
	}
	if sum := sha256.Sum256(data[sha256.Size:]); !bytes.Equal(sum[:], data[:sha256.Size]) {
		return nil, fmt.Errorf("cache: entry is damaged")
	}
	ours := bytes.Equal(data[sha256.Size:2*sha256.Size], c.roster[:])
	rest := string(data[2*sha256.Size:])
	var parts [3]string // submission, document, report
	for i := range parts {
		size, n := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
		if n <= 0 || size > uint64(len(rest)-n) {
			return nil, fmt.Errorf("cache: entry is cut")
		}
		parts[i], rest = rest[n:n+int(size)], rest[n+int(size):]
	}
	submission, err := wire.Submission(parts[0])
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	e := &Entry{Submission: *submission}
	switch document, report := parts[1], parts[2]; {
	case report == "": // nothing to recognize
	case ours:
		e.Report = new(schema.Report)
		err = wire.Report(report, e.Report)
	case document == "":
		return nil, nil
	default:
		e.Document, err = wire.Document(document)
	}
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
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
