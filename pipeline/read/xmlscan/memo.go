package xmlscan

import "strings"

// A Memo knows elements of one document by their bytes. Office programs write the
// same properties for each run, paragraph and cell, most of a file: where an
// element stands again word for word it need not be cut into tokens again.
//
// T is what reading the element changes: all that it hangs on beside the bytes,
// and all that comes of it.
type Memo[T comparable] struct {
	known [16]known[T]
	count int // of elements met; the oldest make room
}

// A known element was well formed. Its bytes mean the same wherever the same
// namespaces are declared, and it is not too deep where it stands no deeper.
type known[T comparable] struct {
	name, inside  string // as written; inside goes to the end of the closing tag
	scope         scope
	depth         int
	before, after T
}

// A scope is the same twice only while the same namespaces are in force: none
// was declared in between, and as many have not ended.
type scope struct{ declared, inForce int }

func (s *Scanner) scope() scope { return scope{s.declared, len(s.bindings)} }

// Read has read change state at the start of an element, or changes it the same
// way without, where a known element follows and state is as it was before that.
// Either way the scanner is behind the end of the element then. Read must heed
// neither the element's own attributes nor anything else that changes.
func (m *Memo[T]) Read(s *Scanner, state *T, read func() error) error {
	if s.empty {
		return read()
	}
	if k := m.find(s, state); k != nil {
		s.pos += len(k.inside)
		s.close()
		*state = k.after
		return nil
	}
	k := known[T]{name: s.written(), scope: s.scope(), depth: len(s.open), before: *state}
	from := s.pos
	if err := read(); err != nil {
		return err
	}
	k.inside, k.after = s.src[from:s.pos], *state
	m.known[m.count%len(m.known)] = k
	m.count++
	return nil
}

func (m *Memo[T]) find(s *Scanner, before *T) *known[T] {
	rest, name, scope := s.src[s.pos:], s.written(), s.scope()
	for i := range m.known[:min(m.count, len(m.known))] {
		if k := &m.known[i]; strings.HasPrefix(rest, k.inside) && k.name == name && k.scope == scope && len(s.open) <= k.depth && k.before == *before {
			return k
		}
	}
	return nil
}
