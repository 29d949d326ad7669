package container

import (
	"strings"
	"sync"
)

// A Cache keeps what parts came to, by their compressed bytes. The files of a
// county are written by few programs, which put the same lists of parts and the
// same styles into each. The zero value is ready; it may be used concurrently.
//
// What is kept is given to several readers: nobody may change it.
type Cache[T any] struct {
	mutex sync.Mutex
	known map[cacheKey]cached[T]
	size  int // bytes of all that is known, roughly
}

type cacheKey struct{ name, stored string }

type cached[T any] struct {
	value T
	header
}

// A header is all else that expanding and reading a part hang on.
type header struct {
	size          uint64
	sum           uint32
	flags, method uint16
	depth         int
}

// Bounds of what is kept: a part's compressed bytes, and the bytes of all parts
// and their keys together, of which one may have a quarter. When they are met all
// is forgotten.
const (
	mostCached    = 16 << 10
	mostCachedAll = 256 << 10
)

// Read gives what read makes of the part, or made of it in another container.
// Only what hangs on the bytes and the name of the part and on bounds.Depth may
// come of it. The bytes are read's to keep. Errors are those of [Zip.Part], and
// of read.
func (c *Cache[T]) Read(z *Zip, name string, read func(data []byte) (T, error)) (value T, err error) {
	f := z.parts[key(name)]
	if f == nil || f.stored > mostCached || f.size > mostCachedAll/4 {
		return readPart(z, name, read)
	}
	stored, err := z.stored(f)
	if err != nil {
		return readPart(z, name, read)
	}
	h := header{f.size, f.sum, f.flags, f.method, z.bounds.Depth}
	c.mutex.Lock()
	k, met := c.known[cacheKey{name, string(stored)}]
	c.mutex.Unlock()
	if met && k.header == h && int64(k.size) <= z.allowed(f) {
		z.left -= int64(k.size)
		return k.value, nil
	}
	if value, err = readPart(z, name, read); err == nil {
		c.keep(cacheKey{strings.Clone(name), string(stored)}, cached[T]{value, h})
	}
	return value, err
}

func readPart[T any](z *Zip, name string, read func(data []byte) (T, error)) (value T, err error) {
	data, err := z.Part(name)
	if err != nil {
		return value, err
	}
	return read(data)
}

func (c *Cache[T]) keep(k cacheKey, v cached[T]) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	size := len(k.stored) + int(v.size)
	if c.known == nil || c.size+size > mostCachedAll {
		c.known, c.size = map[cacheKey]cached[T]{}, 0
	}
	c.known[k] = v
	c.size += size
}
