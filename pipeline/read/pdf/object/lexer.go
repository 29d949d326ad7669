package object

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// maxDepth bounds arrays and dictionaries inside each other.
const maxDepth = 64

// A Lexer cuts bytes into values. In page content there are no references.
type Lexer struct {
	data []byte
	pos  int
	refs bool
}

// NewLexer reads page content or another program in PDF's notation.
func NewLexer(data []byte) *Lexer { return &Lexer{data: data} }

// Next returns the next value, an [Operator] included. The error is io.EOF at
// the end. Stray closing brackets are passed over.
func (l *Lexer) Next() (Value, error) {
	for {
		l.space()
		if l.pos >= len(l.data) {
			return nil, io.EOF
		}
		switch c := l.data[l.pos]; c {
		case ']', '}', '{', ')':
			l.pos++
		case '>':
			l.pos += 1 + boolInt(l.at(1) == '>')
		default:
			return l.value(0), nil
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// at is the byte so many positions on, 0 behind the end.
func (l *Lexer) at(n int) byte {
	if l.pos+n >= len(l.data) {
		return 0
	}
	return l.data[l.pos+n]
}

// class sorts the bytes: 0 regular, 1 white space, 2 delimiter.
var class = func() (t [256]byte) {
	for _, c := range []byte("\x00\t\n\f\r ") {
		t[c] = 1
	}
	for _, c := range []byte("()<>[]{}/%") {
		t[c] = 2
	}
	return t
}()

func (l *Lexer) space() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case class[c] == 1:
			l.pos++
		case c == '%':
			n := bytes.IndexAny(l.data[l.pos:], "\r\n")
			if n < 0 {
				l.pos = len(l.data)
				return
			}
			l.pos += n
		default:
			return
		}
	}
}

// value reads what begins here; the caller has seen that something does.
func (l *Lexer) value(depth int) Value {
	switch c := l.data[l.pos]; {
	case c == '/':
		l.pos++
		return l.name()
	case c == '(':
		l.pos++
		return l.text()
	case c == '<' && l.at(1) == '<':
		l.pos += 2
		return l.dict(depth + 1)
	case c == '<':
		l.pos++
		return l.hex()
	case c == '[':
		l.pos++
		return l.array(depth + 1)
	case c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9':
		return l.number()
	}
	return l.word()
}

func (l *Lexer) regular() []byte {
	start := l.pos
	for l.pos < len(l.data) && class[l.data[l.pos]] == 0 {
		l.pos++
	}
	return l.data[start:l.pos]
}

func (l *Lexer) word() Value {
	w := l.regular()
	if len(w) == 0 {
		l.pos++ // a stray delimiter inside an array or dictionary
		return nil
	}
	if v, ok := words[string(w)]; ok {
		return v
	}
	return Operator(w)
}

// words are the words met most, made once: a page has thousands.
var words = func() map[string]Value {
	m := map[string]Value{"true": true, "false": false, "null": nil}
	for _, w := range strings.Fields("obj endobj n f q Q cm w J j M d ri i gs m l c v y h re S s F f* B B* b b* W W* BT ET " +
		"Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' \" g G rg RG k K cs CS sc SC scn SCN Do BMC BDC EMC") {
		m[w] = Operator(w)
	}
	return m
}()

// number also takes what careless programs write: --5, 1.2.3, 5-3.
func (l *Lexer) number() Value {
	start := l.pos
	negative := false
	for l.pos < len(l.data) && (l.data[l.pos] == '-' || l.data[l.pos] == '+') {
		negative = negative || l.data[l.pos] == '-'
		l.pos++
	}
	v, scale, digits := 0.0, 0.0, 0
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		switch {
		case c >= '0' && c <= '9':
			digits++
			if scale == 0 {
				v = v*10 + float64(c-'0')
			} else {
				v += float64(c-'0') * scale
				scale /= 10
			}
		case c == '.' && scale == 0:
			scale = 0.1
		default:
			l.regular()
			return l.reference(start, sign(v, negative), digits > 0 && scale == 0 && !negative)
		}
		l.pos++
	}
	return sign(v, negative)
}

func sign(v float64, negative bool) float64 {
	if negative {
		return -v
	}
	return v
}

// reference turns "12 0 R" into a [Ref]; start is where the first number began.
func (l *Lexer) reference(start int, v float64, whole bool) Value {
	if !l.refs || !whole || v > 1<<30 {
		return v
	}
	i := l.pos
	for i < len(l.data) && class[l.data[i]] == 1 {
		i++
	}
	from := i
	for i < len(l.data) && l.data[i] >= '0' && l.data[i] <= '9' {
		i++
	}
	if i == from || i-from > 5 {
		return v
	}
	for i < len(l.data) && class[l.data[i]] == 1 {
		i++
	}
	if i >= len(l.data) || l.data[i] != 'R' || i+1 < len(l.data) && class[l.data[i+1]] == 0 {
		return v
	}
	l.pos = i + 1
	return Ref(v)
}

func (l *Lexer) name() Value {
	raw := l.regular()
	if bytes.IndexByte(raw, '#') < 0 {
		return Name(raw)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if n, err := strconv.ParseUint(string(raw[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return Name(out)
}

// text reads a string in round brackets, the first of which is behind us.
func (l *Lexer) text() Value {
	var out []byte
	for open := 1; l.pos < len(l.data); {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return String(out)
			}
		case '\r':
			if l.at(0) == '\n' {
				l.pos++
			}
			c = '\n'
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return String(out)
}

func (l *Lexer) escape(out []byte) []byte {
	if l.pos >= len(l.data) {
		return out
	}
	c := l.data[l.pos]
	l.pos++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\r':
		if l.at(0) == '\n' {
			l.pos++
		}
		return out
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := c - '0'
	for i := 0; i < 2 && l.at(0) >= '0' && l.at(0) <= '7'; i++ {
		n = n<<3 | (l.at(0) - '0')
		l.pos++
	}
	return append(out, n)
}

func (l *Lexer) hex() Value {
	var out []byte
	var half byte
	odd := false
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		var d byte
		switch {
		case c >= '0' && c <= '9':
			d = c - '0'
		case c >= 'a' && c <= 'f':
			d = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			d = c - 'A' + 10
		case c == '>':
			if odd {
				out = append(out, half<<4)
			}
			return String(out)
		default:
			continue
		}
		if odd {
			out = append(out, half<<4|d)
		}
		half, odd = d, !odd
	}
	return String(out)
}

func (l *Lexer) array(depth int) Value {
	out := Array{}
	for {
		l.space()
		switch {
		case l.pos >= len(l.data):
			return out
		case l.data[l.pos] == ']':
			l.pos++
			return out
		case depth > maxDepth:
			l.pos = len(l.data)
			return nil
		}
		out = append(out, l.value(depth))
	}
}

func (l *Lexer) dict(depth int) Value {
	out := Dict{}
	for {
		l.space()
		switch {
		case l.pos >= len(l.data):
			return out
		case l.data[l.pos] == '>':
			l.pos += 1 + boolInt(l.at(1) == '>')
			return out
		case depth > maxDepth:
			l.pos = len(l.data)
			return nil
		}
		key, ok := l.value(depth).(Name)
		if !ok {
			continue
		}
		l.space()
		if l.pos >= len(l.data) || l.data[l.pos] == '>' {
			out[key] = nil
			continue
		}
		out[key] = l.value(depth)
	}
}

// Rest is what has not been read.
func (l *Lexer) Rest() []byte { return l.data[l.pos:] }

// Skip passes over n bytes.
func (l *Lexer) Skip(n int) { l.pos = min(l.pos+n, len(l.data)) }
