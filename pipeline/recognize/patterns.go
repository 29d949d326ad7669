package recognize

import (
	"hash/maphash"
	"maps"
	"sync"
	"sync/atomic"
)

// patterns are those that were met twice. Any number of documents may ask at once.
type patterns struct {
	known    atomic.Pointer[map[string]*pattern] // never changed, as the next
	readings atomic.Pointer[map[string]*reading]
	lock     sync.Mutex
	once     map[uint64]struct{} // hashes of what was met once
}

var met patterns

var seed = maphash.MakeSeed()

// A county has a few patterns, the country some hundreds; whoever brings new ones
// all the time makes all be learned again, and nothing worse.
const (
	mostPatterns = 512
	mostOnce     = 1 << 14
	mostReadings = 1 << 10
	longestKey   = 1 << 14 // bytes
	mostPieces   = 640     // of one pattern
)

// again reports whether the key was met before.
func (s *patterns) again(key []byte) bool {
	hash := maphash.Bytes(seed, key)
	s.lock.Lock()
	defer s.lock.Unlock()
	if _, ok := s.once[hash]; ok {
		delete(s.once, hash)
		return true
	}
	if s.once == nil || len(s.once) >= mostOnce {
		s.once = map[uint64]struct{}{}
	}
	s.once[hash] = struct{}{}
	return false
}

func (s *patterns) get(key []byte) *pattern {
	if known := s.known.Load(); known != nil {
		return (*known)[string(key)]
	}
	return nil
}

func (s *patterns) put(key []byte, p *pattern) {
	s.lock.Lock()
	defer s.lock.Unlock()
	all := map[string]*pattern{}
	if known := s.known.Load(); known != nil && len(*known) < mostPatterns {
		all = maps.Clone(*known)
	}
	all[string(key)] = p
	s.known.Store(&all)
}

// reading gives the reading that a key was learned with, nil for one that figures
// had a say in, or of which something was in doubt.
func (s *patterns) reading(key []byte) (got *reading, ok bool) {
	if known := s.readings.Load(); known != nil {
		got, ok = (*known)[string(key)]
	}
	return got, ok
}

func (s *patterns) keepReading(key []byte, got *reading) {
	s.lock.Lock()
	defer s.lock.Unlock()
	all := map[string]*reading{}
	if known := s.readings.Load(); known != nil && len(*known) < mostReadings {
		all = maps.Clone(*known)
	}
	all[string(key)] = got
	s.readings.Store(&all)
}
