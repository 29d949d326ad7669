package recognize

import (
	"strings"
	"sync"
	"sync/atomic"
)

// A memo remembers what a function of a short text alone gave: offices print
// the same labels, and most of recognizing is asking the same of them again.
// Any number of documents may ask at once; what is known takes no lock. What a
// memo gives is shared and not to be changed.
type memo[V any] struct {
	known atomic.Pointer[map[string]V] // never changed

	lock   sync.Mutex
	fresh  map[string]V // learned since known was made
	missed int          // how often known was asked in vain since
}

const (
	longestKept = 800  // bytes of a text that is remembered
	mostKept    = 4096 // texts: the form's labels in every spelling met, and room for units' names
)

// of returns what compute gives for the text.
func (m *memo[V]) of(text string, compute func(string) V) V {
	if len(text) > longestKept {
		return compute(text)
	}
	if v, ok := m.get(text); ok {
		return v
	}
	text = strings.Clone(text) // a piece of a document would keep all of it
	v := compute(text)
	m.put(text, v)
	return v
}

func (m *memo[V]) get(text string) (v V, ok bool) {
	if known := m.known.Load(); known != nil {
		if v, ok = (*known)[text]; ok {
			return v, true
		}
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if v, ok = m.fresh[text]; ok {
		m.publish()
	}
	return v, ok
}

// put learns. Whoever fills a memo with texts that never come again makes it
// forget, and nothing worse.
func (m *memo[V]) put(text string, v V) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if len(m.fresh) >= mostKept {
		m.known.Store(nil)
		m.fresh = nil
	}
	if m.fresh == nil {
		m.fresh = map[string]V{}
	}
	m.fresh[text] = v
}

// publish makes known what is fresh, once that was asked for often enough to
// pay for the copy.
func (m *memo[V]) publish() {
	known := m.known.Load()
	size := len(m.fresh)
	if known != nil {
		size += len(*known)
	}
	if m.missed++; m.missed < size {
		return
	}
	all := make(map[string]V, size)
	if known != nil && size <= mostKept {
		for text, v := range *known {
			all[text] = v
		}
	}
	for text, v := range m.fresh {
		all[text] = v
	}
	m.known.Store(&all)
	m.fresh, m.missed = nil, 0
}
