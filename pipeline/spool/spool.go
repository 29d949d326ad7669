// Package spool keeps what a run has read outside its memory, so that memory
// does not grow with the number of reports.
//
// The one thing to know: a record is written once and read by the slip that
// writing gave; there is no other way to find it, and none is kept beyond the
// run.
package spool

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
)

// inMemory is how much is kept in memory before a file is made: a county's
// reports fit, and a county should not pay for the nation.
const inMemory = 8 << 20

// atOnce is how much is written at once to a file that is there.
const atOnce = 512 << 10

// A Spool holds records. It may be used concurrently.
type Spool struct {
	dir string

	mu     sync.Mutex
	recent []byte // what is not in the file yet
	most   int    // that recent may hold
	at     int64  // where recent begins
	file   *os.File
}

// A Slip finds one record. The zero slip finds an empty one.
type Slip struct {
	at   int64
	size int
}

// First finds the first n bytes of the record.
func (s Slip) First(n int) Slip { return Slip{s.at, n} }

// Behind finds what stands behind the first n bytes.
func (s Slip) Behind(n int) Slip { return Slip{s.at + int64(n), s.size - n} }

// New makes a spool whose file, once one is needed, lies in dir; "" is the
// folder for temporary files. Close removes it.
func New(dir string) *Spool { return &Spool{dir: dir, most: inMemory} }

// Put keeps a record, which may be reused after.
func (s *Spool) Put(record []byte) (Slip, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	slip := Slip{s.at + int64(len(s.recent)), len(record)}
	s.recent = append(s.recent, record...)
	if len(s.recent) < s.most {
		return slip, nil
	}
	return slip, s.flush()
}

func (s *Spool) flush() error {
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, Prefix+"*")
		if errors.Is(err, fs.ErrNotExist) {
			f, err = os.CreateTemp("", Prefix+"*") // no output folder yet
		}
		if err != nil {
			return fmt.Errorf("spool: %w", err)
		}
		os.Remove(f.Name()) // where the system lets an open file be removed, nothing can be left behind
		s.file = f
	}
	if _, err := s.file.WriteAt(s.recent, s.at); err != nil {
		return fmt.Errorf("spool: %w", err)
	}
	s.at += int64(len(s.recent))
	if s.most == inMemory {
		s.most, s.recent = atOnce, make([]byte, 0, 2*atOnce)
	}
	s.recent = s.recent[:0]
	return nil
}

// Prefix begins the name of a spool's file: that of work under way, which the
// next run removes where a dead one left it.
const Prefix = ".work-spool-"

// Get returns the record of a slip, as a text of its own.
func (s *Spool) Get(slip Slip) (string, error) {
	if slip.size == 0 {
		return "", nil
	}
	s.mu.Lock()
	if slip.at >= s.at {
		from := slip.at - s.at
		record := string(s.recent[from : from+int64(slip.size)])
		s.mu.Unlock()
		return record, nil
	}
	s.mu.Unlock()
	b := buffers.Get().(*[]byte)
	defer buffers.Put(b)
	*b = slices.Grow((*b)[:0], slip.size)[:slip.size]
	if _, err := s.file.ReadAt(*b, slip.at); err != nil {
		return "", fmt.Errorf("spool: %w", err)
	}
	return string(*b), nil
}

// buffers hold what is read before it is a text.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Close removes the file.
func (s *Spool) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if gone := os.Remove(s.file.Name()); gone != nil && !os.IsNotExist(gone) && err == nil {
		err = gone
	}
	s.file = nil
	return err
}
