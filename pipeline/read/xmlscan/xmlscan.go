// Package xmlscan cuts an XML part of an office file into tokens. It exists
// because encoding/xml costs 13–18 times a byte scan and 22 000 allocations a
// report; a fuzz test holds it to what encoding/xml says.
//
// The one thing to know: it takes less than XML is. A document type
// declaration is refused, so there are no entities beyond the five and the
// numeric ones, and nothing expands. What it takes is well formed: tags match,
// prefixes are declared, one root. Texts without references are substrings of
// the input, so that tokens cost no allocation.
package xmlscan

import (
	"iter"
	"strings"
	"unicode/utf8"

	"huizong/pipeline/read/bounds"
)

// A Kind says what [Scanner.Next] met.
type Kind uint8

// The kinds of tokens. An empty element <a/> gives a Start and an End.
const (
	EOF   Kind = iota // the root is closed and nothing else follows
	Start             // of an element: it has a name and attributes
	End               // of one: it has a name
	Text              // Text is set; one text may come in several tokens
)

// A Name is a qualified name: Space is the namespace URI, "" for none.
type Name struct{ Space, Local string }

// A Scanner walks one document. It describes the token that Next returned last.
type Scanner struct {
	Text string

	src      string
	pos      int
	depth    int // bound on len(open)
	attrs    []attribute
	decoded  []string // values of attrs that are not as written
	open     []element
	at       int       // of the element whose Start or End was given last: the innermost, or the one just behind
	bindings []binding // namespace declarations known, innermost last
	inForce  int       // how many of them still are, behind the token given last
	declared int       // how many there have been so far
	last     int       // index of the binding of one letter looked up before, as nearly all ask for the same
	empty    bool      // the Start given last is to be closed at once
	rooted   bool      // the root was opened
}

// A label is a name as written, in offsets: pointers, two for every name, would
// cost the garbage collector's attention.
type label struct {
	from, local, to int // local is behind the prefix
	space           int // index of its namespace's binding, −1 for none
}

// An element is an open one.
type element struct {
	label
	bindings int // len(bindings) outside of it
}

// An attribute is one of a start tag; declarations of namespaces are none.
type attribute struct {
	label
	value, end int // as written
	decoded    int // index of the value among those that are not, −1 for none
}

func (s *Scanner) now() *element { return &s.open[:s.at+1][s.at] }

// written is the name of that element with its prefix.
func (s *Scanner) written() string {
	now := s.now()
	return s.src[now.from:now.to]
}

// Local is the name of the element that starts or ends, without its prefix.
func (s *Scanner) Local() string {
	now := s.now()
	return s.src[now.local:now.to]
}

// Space is the namespace URI of that element, "" for none.
func (s *Scanner) Space() string { return s.space(s.now().space) }

type binding struct{ prefix, space string }

// most bounds the attributes of a tag and the namespaces in force: honest
// files have fifty.
const most = 512

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// New prepares a scan of data, which must not change any more: UTF-8 or UTF-16, whatever the declaration says,
// or GB18030 where it says so and the bytes are no UTF-8. Elements may nest
// depth deep. Errors here and in Next are [*bounds.Refusal] with code damaged,
// truncated or too_deep.
func New(data []byte, depth int) (*Scanner, error) {
	src, err := decode(data)
	if err != nil {
		return nil, err
	}
	s := &Scanner{src: src, depth: depth}
	s.attrs, s.open, s.bindings = make([]attribute, 0, 8), make([]element, 0, 16), append(make([]binding, 0, 8), binding{"xml", xmlSpace})
	s.inForce = len(s.bindings)
	return s, nil
}

// Depth is the number of elements open, the one just started included.
func (s *Scanner) Depth() int { return len(s.open) }

// Attr returns the value of the first attribute with the local name, whatever
// its prefix: w:val is val. "" and false if there is none.
func (s *Scanner) Attr(local string) (value string, ok bool) {
	for i := range s.attrs {
		if a := &s.attrs[i]; s.src[a.local:a.to] == local {
			return s.value(a), true
		}
	}
	return "", false
}

// Attrs goes through the attributes of the element that starts, in order, their
// values decoded.
func (s *Scanner) Attrs() iter.Seq2[Name, string] {
	return func(yield func(Name, string) bool) {
		for i := range s.attrs {
			a := &s.attrs[i]
			if !yield(Name{s.space(a.space), s.src[a.local:a.to]}, s.value(a)) {
				return
			}
		}
	}
}

func (s *Scanner) value(a *attribute) string {
	if a.decoded >= 0 {
		return s.decoded[a.decoded]
	}
	return s.src[a.value:a.end]
}

// Skip passes over the rest of the element whose Start was given last, its End
// included.
func (s *Scanner) Skip() error {
	for outside := len(s.open) - 1; ; {
		k, err := s.Next()
		if err != nil || k == End && len(s.open) == outside {
			return err
		}
	}
}

// Plain gives the text of the element whose Start was given last and passes over
// its End, if it holds nothing but a text that needs no decoding, or nothing. Then
// it is what Next would give, at once; otherwise it is false, and Next is to be asked.
func (s *Scanner) Plain() (text string, ok bool) {
	if s.empty {
		s.empty = false
		s.close()
		return "", true
	}
	at, met := s.pos, uint8(0)
	for at < len(s.src) && s.src[at] != '<' {
		met |= classes[s.src[at]]
		at++
	}
	text = s.src[s.pos:at]
	name := s.written()
	behind := at + len("</") + len(name)
	if behind >= len(s.src) || s.src[behind] != '>' || s.src[at+1] != '/' || s.src[at+2:behind] != name {
		return "", false
	}
	if met&reserved != 0 || met&judged != 0 && (!utf8.ValidString(text) || forbidden(text)) {
		return "", false
	}
	s.pos = behind + 1
	s.close()
	return text, true
}

// Next moves to the next token. An error ends the scan: what the scanner says
// after it means nothing.
func (s *Scanner) Next() (Kind, error) {
	if len(s.bindings) > s.inForce {
		s.bindings, s.last = s.bindings[:s.inForce], 0
	}
	if s.empty {
		s.empty = false
		return s.close(), nil
	}
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' {
			if err := s.text(); err != nil {
				return EOF, err
			}
			if len(s.open) > 0 {
				return Text, nil
			}
			if strings.Trim(s.Text, " \t\n") != "" {
				return EOF, s.damaged("text outside of the root element")
			}
			continue
		}
		rest := s.src[s.pos:]
		switch {
		case len(rest) > 1 && classes[rest[1]]&inName != 0:
			return s.start()
		case strings.HasPrefix(rest, "</"):
			return s.end()
		case strings.HasPrefix(rest, "<?"):
			if err := s.instruction(); err != nil {
				return EOF, err
			}
		case strings.HasPrefix(rest, "<!--"):
			if err := s.comment(); err != nil {
				return EOF, err
			}
		case strings.HasPrefix(rest, "<![CDATA["):
			return s.cdata()
		case strings.HasPrefix(rest, "<!"):
			return EOF, s.damaged("a declaration (DOCTYPE) where none is allowed")
		default:
			return s.start()
		}
	}
	if len(s.open) > 0 || !s.rooted {
		return EOF, s.truncated()
	}
	return EOF, nil
}

// text takes the characters up to the next markup.
func (s *Scanner) text() (err error) {
	n := strings.IndexByte(s.src[s.pos:], '<')
	if n < 0 {
		n = len(s.src) - s.pos
	}
	raw := s.src[s.pos : s.pos+n]
	if strings.IndexByte(raw, ']') >= 0 && strings.Contains(raw, "]]>") {
		return s.damaged("]]> in a text")
	}
	if raw, err = s.characters(raw); err == nil {
		s.Text, err = s.references(raw)
	}
	s.pos += n
	return err
}

func (s *Scanner) cdata() (Kind, error) {
	body, _, found := strings.Cut(s.src[s.pos+len("<![CDATA["):], "]]>")
	switch {
	case !found:
		return EOF, s.truncated()
	case len(s.open) == 0:
		return EOF, s.damaged("text outside of the root element")
	}
	var err error
	s.Text, err = s.characters(body)
	s.pos += len("<![CDATA[") + len(body) + len("]]>")
	return Text, err
}

func (s *Scanner) comment() error {
	body := s.src[s.pos+len("<!--"):]
	n := strings.Index(body, "--")
	if n < 0 || n+2 == len(body) {
		return s.truncated()
	}
	if body[n+2] != '>' {
		return s.damaged("-- in a comment")
	}
	_, err := s.characters(body[:n])
	s.pos += len("<!--") + n + len("-->")
	return err
}

// instruction passes over <?target …?>. What <?xml …?> says about the encoding
// was judged before; here it only has to stand first.
func (s *Scanner) instruction() error {
	at := s.pos
	s.pos += len("<?")
	target, _ := s.tag()
	body, _, found := strings.Cut(s.src[s.pos:], "?>")
	switch {
	case !found:
		return s.truncated()
	case target == "", strings.Contains(target, ":"), body != "" && !isSpace(body[0]):
		return s.unexpected("processing instruction")
	case strings.EqualFold(target, "xml") && (at != 0 || target != "xml" || !goodVersion(body)):
		return s.damaged("a misplaced or unknown XML declaration")
	}
	_, err := s.characters(body)
	s.pos += len(body) + len("?>")
	return err
}

// start takes <tag attributes> or <tag attributes/>.
func (s *Scanner) start() (Kind, error) {
	if len(s.open) == 0 && s.rooted {
		return EOF, s.damaged("a second root element")
	}
	if len(s.open) >= s.depth {
		return EOF, deep(s.depth)
	}
	s.pos++
	s.at = len(s.open)
	s.open = append(s.open, element{bindings: len(s.bindings)}) // and filled there: a copy of what was just written is slow
	if !s.named(&s.now().label) {
		return EOF, s.unexpected("tag")
	}
	if err := s.attributes(); err != nil {
		return EOF, err
	}
	s.empty = s.take('/')
	if !s.take('>') {
		return EOF, s.unexpected("tag")
	}
	if err := s.resolve(); err != nil {
		return EOF, err
	}
	s.inForce, s.rooted = len(s.bindings), true
	return Start, nil
}

// end takes </tag>. Most often it is as the tag that it closes was written.
func (s *Scanner) end() (Kind, error) {
	s.pos += len("</")
	open := ""
	if n := len(s.open); n > 0 {
		open = s.src[s.open[n-1].from:s.open[n-1].to]
		if behind := s.pos + len(open); behind < len(s.src) && s.src[behind] == '>' && s.src[s.pos:behind] == open {
			s.pos = behind + 1
			return s.close(), nil
		}
	}
	tag, _ := s.tag()
	s.blank()
	switch {
	case !s.take('>'):
		return EOF, s.unexpected("closing tag")
	case tag == "" || tag != open:
		return EOF, s.damaged("a closing tag </" + shorten(tag) + "> that closes nothing")
	}
	return s.close(), nil
}

// named takes the name that stands here; false if none does.
func (s *Scanner) named(l *label) bool {
	l.from = s.pos
	name, colon := s.tag()
	l.local, l.to = l.from+colon+1, s.pos
	return name != ""
}

// prefix is what stands before the colon of a name.
func (s *Scanner) prefix(l *label) string { return s.src[l.from:max(l.from, l.local-1)] }

// attributes fills attrs, without namespaces, and bindings.
func (s *Scanner) attributes() error {
	s.attrs, s.decoded = s.attrs[:0], s.decoded[:0]
	for s.blank() && s.pos < len(s.src) && s.src[s.pos] != '>' && s.src[s.pos] != '/' {
		if len(s.attrs) >= most || len(s.bindings) >= most {
			return s.damaged("too many attributes")
		}
		s.attrs = append(s.attrs, attribute{})
		a := &s.attrs[len(s.attrs)-1]
		named := s.named(&a.label)
		if !named || !s.take('=') {
			if s.blank(); !named || !s.take('=') {
				return s.unexpected("attribute")
			}
		}
		s.blank()
		if err := s.quoted(a); err != nil {
			return err
		}
		if prefix := s.prefix(&a.label); prefix == "xmlns" {
			s.bind(s.src[a.local:a.to], s.value(a))
			s.attrs = s.attrs[:len(s.attrs)-1]
		} else if s.src[a.from:a.to] == "xmlns" {
			s.bind("", s.value(a))
			s.attrs = s.attrs[:len(s.attrs)-1]
		}
	}
	return nil
}

// quoted takes the value of an attribute.
func (s *Scanner) quoted(a *attribute) error {
	if s.pos == len(s.src) {
		return s.truncated()
	}
	quote := s.src[s.pos]
	if quote != '"' && quote != '\'' {
		return s.damaged("an attribute value without quotes")
	}
	begin, met := s.pos+1, uint8(0)
	at := begin
	for at < len(s.src) && s.src[at] != quote {
		met |= classes[s.src[at]]
		at++
	}
	if at == len(s.src) {
		return s.truncated()
	}
	a.value, a.end, a.decoded = begin, at, -1
	s.pos = at + 1
	if met&(reserved|judged) == 0 {
		return nil
	}
	raw, err := s.characters(s.src[begin:at])
	switch {
	case err != nil, met&reserved == 0:
		return err
	case strings.IndexByte(raw, '<') >= 0:
		return s.damaged("< in an attribute value")
	}
	raw, err = s.references(raw)
	a.decoded, s.decoded = len(s.decoded), append(s.decoded, raw)
	return err
}

// close ends the innermost element.
func (s *Scanner) close() Kind {
	s.at = len(s.open) - 1
	s.inForce = s.open[s.at].bindings
	s.open, s.attrs = s.open[:s.at], s.attrs[:0]
	return End
}

func (s *Scanner) truncated() error {
	s.pos = len(s.src)
	return refuse(bounds.Truncated, len(s.src), "it ends in the middle")
}

// unexpected is the error for a character that cannot stand in what.
func (s *Scanner) unexpected(what string) error {
	if s.pos >= len(s.src) {
		return s.truncated()
	}
	return s.damaged("an unexpected character in a " + what)
}

func (s *Scanner) damaged(what string) error { return refuse(bounds.Damaged, s.pos, what) }
