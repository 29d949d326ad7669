package xmlscan

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tag takes a name with or without prefix; "" if none stands here. Colon is
// where in it the prefix ends, −1 if it has none.
func (s *Scanner) tag() (name string, colon int) {
	src, at := s.src, s.pos
	for at < len(src) && classes[src[at]]&inName != 0 {
		at++
	}
	colon = -1
	if at < len(src) && src[at] == ':' {
		colon = at - s.pos
		for at++; at < len(src) && classes[src[at]]&inName != 0; at++ {
		}
	}
	odd := at == len(src) || src[at] == ':' || src[at] >= utf8.RuneSelf || classes[src[s.pos]]&beginsName == 0 || classes[src[s.pos+colon+1]]&beginsName == 0
	if odd {
		name = s.anyTag()
		return name, strings.IndexByte(name, ':')
	}
	name = src[s.pos:at]
	s.pos = at
	return name, colon
}

// anyTag takes a name in any script, which no office program writes.
func (s *Scanner) anyTag() string {
	begin := s.pos
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		if c < utf8.RuneSelf {
			if c != ':' && classes[c]&inName == 0 {
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

// What a byte can be.
const (
	inName     = 1 << iota // part of a name
	beginsName             // its first character
	white
	reserved // not plain in a value or text: <, &, line ends to be unified, ] which may begin ]]>
	judged   // to be looked at together with its neighbours: control characters and all beyond ASCII
)

var classes = func() (t [256]uint8) {
	for c := range t {
		if c < ' ' || c >= utf8.RuneSelf {
			t[c] |= judged
		}
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' {
			t[c] |= inName | beginsName
		}
		if '0' <= c && c <= '9' || c == '-' || c == '.' {
			t[c] |= inName
		}
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			t[c] |= white
		}
		if c == '<' || c == '&' || c == '\r' || c == ']' {
			t[c] |= reserved
		}
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

// blank passes over white space and says whether there was any.
func (s *Scanner) blank() bool {
	begin := s.pos
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
	return s.pos > begin
}

func isSpace(c byte) bool { return classes[c]&white != 0 }

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
	s.declared++
	s.last = 0
}

// resolve turns prefixes into namespaces, once all declarations of the tag are
// known. Attributes without a prefix are in no namespace.
func (s *Scanner) resolve() (err error) {
	now := s.now()
	if now.space, err = s.lookup(&now.label); err != nil {
		return err
	}
	for i := range s.attrs {
		a := &s.attrs[i]
		if a.space = -1; a.local == a.from {
			continue
		}
		if a.space, err = s.lookup(&a.label); err != nil {
			return err
		}
	}
	return nil
}

// lookup is the index of the binding of a prefix; −1 where no prefix has none.
// Nearly all names of a part have one prefix, of one letter.
func (s *Scanner) lookup(l *label) (int, error) {
	if p := s.bindings[s.last].prefix; len(p) == 1 && l.local == l.from+2 && s.src[l.from] == p[0] {
		return s.last, nil
	}
	return s.search(s.prefix(l))
}

func (s *Scanner) search(prefix string) (int, error) {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == prefix {
			if len(prefix) == 1 {
				s.last = i
			}
			return i, nil
		}
	}
	if prefix == "" {
		return -1, nil
	}
	return 0, s.damaged("an undeclared prefix " + shorten(prefix))
}

// space is the namespace of a binding.
func (s *Scanner) space(at int) string {
	if at < 0 {
		return ""
	}
	return s.bindings[at].space
}
