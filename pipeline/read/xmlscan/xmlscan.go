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
	"strings"

	"huizong/pipeline/read/bounds"
)

// A Kind says what [Scanner.Next] met.
type Kind uint8

// The kinds of tokens. An empty element <a/> gives a Start and an End.
const (
	EOF   Kind = iota // the root is closed and nothing else follows
	Start             // Name and Attrs are set
	End               // Name is set
	Text              // Text is set; one text may come in several tokens
)

// A Name is a qualified name: Space is the namespace URI, "" for none.
type Name struct{ Space, Local string }

// An Attr is one attribute of a start tag, its value decoded. Declarations of
// namespaces are not among them.
type Attr struct {
	Name  Name
	Value string
}

// A Scanner walks one document. Its fields describe the token that Next
// returned last; Attrs is overwritten by the next one.
type Scanner struct {
	Name  Name
	Attrs []Attr
	Text  string

	src      string
	pos      int
	depth    int // bound on len(open)
	open     []element
	bindings []binding // namespace declarations in force, innermost last
	last     int       // index of the binding looked up before, as nearly all ask for the same
	empty    bool      // the Start given last is to be closed at once
	rooted   bool      // the root was opened
}

// An element is an open one: offsets, as pointers on the stack of elements cost
// the garbage collector's attention.
type element struct {
	from, local, to int // of its tag as written; local is behind the prefix
	space           int // index of its namespace's binding, −1 for none
	bindings        int // len(bindings) outside of it
}

func (s *Scanner) name(e *element) Name { return Name{s.space(e.space), s.src[e.local:e.to]} }

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
	s.Attrs, s.open, s.bindings = make([]Attr, 0, 16), make([]element, 0, 32), append(make([]binding, 0, 32), binding{"xml", xmlSpace})
	return s, nil
}

// Depth is the number of elements open, the one just started included.
func (s *Scanner) Depth() int { return len(s.open) }

// Attr returns the value of the first attribute with the local name, whatever
// its prefix: w:val is val. "" and false if there is none.
func (s *Scanner) Attr(local string) (value string, ok bool) {
	for i := range s.Attrs {
		if s.Attrs[i].Name.Local == local {
			return s.Attrs[i].Value, true
		}
	}
	return "", false
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

// Next moves to the next token. An error ends the scan: what the scanner says
// after it means nothing.
func (s *Scanner) Next() (Kind, error) {
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
	if s.Text, err = s.references(raw); err == nil {
		s.pos += n
	}
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
	s.Text = body
	s.pos += len("<![CDATA[") + len(body) + len("]]>")
	return Text, nil
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
	s.pos += len("<!--") + n + len("-->")
	return nil
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
	s.pos += len(body) + len("?>")
	return nil
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
	e := element{from: s.pos, bindings: len(s.bindings)}
	tag, colon := s.tag()
	if tag == "" {
		return EOF, s.unexpected("tag")
	}
	e.local, e.to = e.from+colon+1, s.pos
	if err := s.attributes(); err != nil {
		return EOF, err
	}
	s.empty = s.take('/')
	if !s.take('>') {
		return EOF, s.unexpected("tag")
	}
	if err := s.resolve(&e, tag[:max(colon, 0)]); err != nil {
		return EOF, err
	}
	s.open = append(s.open, e)
	s.Name, s.rooted = s.name(&e), true
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

// attributes fills Attrs with names as written, and bindings.
func (s *Scanner) attributes() error {
	s.Attrs = s.Attrs[:0]
	for s.blank() && s.pos < len(s.src) && s.src[s.pos] != '>' && s.src[s.pos] != '/' {
		name, colon := s.tag()
		s.blank()
		if name == "" || !s.take('=') {
			return s.unexpected("attribute")
		}
		s.blank()
		value, err := s.quoted()
		if err != nil {
			return err
		}
		prefix, local := name[:max(colon, 0)], name[colon+1:]
		if len(s.Attrs) >= most || len(s.bindings) >= most {
			return s.damaged("too many attributes")
		}
		switch {
		case name == "xmlns":
			s.bind("", value)
		case prefix == "xmlns":
			s.bind(local, value)
		default:
			s.Attrs = append(s.Attrs, Attr{Name{prefix, local}, value})
		}
	}
	return nil
}

func (s *Scanner) quoted() (string, error) {
	if s.pos == len(s.src) {
		return "", s.truncated()
	}
	quote := s.src[s.pos]
	if quote != '"' && quote != '\'' {
		return "", s.damaged("an attribute value without quotes")
	}
	begin, met := s.pos+1, uint8(0)
	at := begin
	for at < len(s.src) && s.src[at] != quote {
		met |= classes[s.src[at]]
		at++
	}
	if at == len(s.src) {
		return "", s.truncated()
	}
	raw := s.src[begin:at]
	if met&reserved == 0 {
		s.pos = at + 1
		return raw, nil
	}
	if strings.IndexByte(raw, '<') >= 0 {
		return "", s.damaged("< in an attribute value")
	}
	value, err := s.references(raw)
	s.pos = at + 1
	return value, err
}

// close ends the innermost element.
func (s *Scanner) close() Kind {
	e := &s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	s.Name, s.Attrs = s.name(e), s.Attrs[:0]
	if len(s.bindings) > e.bindings {
		s.bindings = s.bindings[:e.bindings]
		s.last = 0
	}
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
