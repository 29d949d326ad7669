package recognize

import (
	"hash/maphash"
	"maps"
	"sync"
	"sync/atomic"
)

// patterns are those that were met twice. Any number of documents may ask at once.
type patterns struct {
	known    shelf[*pattern]
	readings shelf[*reading] // nil: figures had a say in it, or something was in doubt
	lock     sync.Mutex
	once     map[uint64]struct{} // hashes of what was met once
}

// A shelf keeps what was learned under a key; whoever asks takes no lock.
type shelf[V any] struct {
	all  atomic.Pointer[map[string]V] // never changed
	lock sync.Mutex
}

func (s *shelf[V]) get(key []byte) (v V, ok bool) {
	if all := s.all.Load(); all != nil {
		v, ok = (*all)[string(key)]
	}
	return v, ok
}

// put keeps v, and forgets the others where there are as many as may be.
func (s *shelf[V]) put(key []byte, v V, most int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	all := map[string]V{}
	if was := s.all.Load(); was != nil && len(*was) < most {
		all = maps.Clone(*was)
	}
	all[string(key)] = v
	s.all.Store(&all)
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
