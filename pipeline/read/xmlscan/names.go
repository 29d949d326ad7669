package xmlscan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tag takes a name with or without prefix; "" if none stands here.
func (s *Scanner) tag() string {
	begin := s.pos
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c < utf8.RuneSelf {
			if !nameByte[c] {
				break
			}
			s.pos++
			continue
		}
		r, n := utf8.DecodeRuneInString(s.src[s.pos:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		s.pos += n
	}
	name := s.src[begin:s.pos]
	if !goodName(name) {
		s.pos = begin
		return ""
	}
	return name
}

var nameByte = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
			c == '_' || c == '-' || c == '.' || c == ':'
	}
	return t
}()

// goodName asks of both parts of a name that they begin with a letter, and
// that there is at most one colon.
func goodName(name string) bool {
	prefix, local := split(name)
	return begins(local) && (len(prefix)+len(local) == len(name) || begins(prefix)) && strings.IndexByte(local, ':') < 0
}

func begins(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return name != "" && (r == '_' || unicode.IsLetter(r))
}

// split parts prefix:local; a name without colon has no prefix.
func split(name string) (prefix, local string) {
	if i := strings.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// space passes over white space and says whether there was any.
func (s *Scanner) space() bool {
	begin := s.pos
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
	return s.pos > begin
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// take passes over c, if it stands here.
func (s *Scanner) take(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *Scanner) bind(prefix, space string) {
	s.bindings = append(s.bindings, binding{prefix, space})
	s.last = binding{"xml", xmlSpace}
}

// resolve turns prefixes into namespaces, once all declarations of the tag are
// known. Attributes without a prefix are in no namespace.
func (s *Scanner) resolve(e *element) error {
	prefix, local := split(e.tag)
	space, err := s.lookup(prefix)
	if err != nil {
		return err
	}
	e.name = Name{space, local}
	for i := range s.Attrs {
		n := &s.Attrs[i].Name
		if n.Space == "" {
			continue
		}
		if n.Space, err = s.lookup(n.Space); err != nil {
			return err
		}
	}
	return nil
}

func (s *Scanner) lookup(prefix string) (string, error) {
	if s.last.prefix == prefix {
		return s.last.space, nil
	}
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == prefix {
			s.last = s.bindings[i]
			return s.last.space, nil
		}
	}
	if prefix == "" {
		return "", nil
	}
	return "", s.damaged("an undeclared prefix " + shorten(prefix))
}
