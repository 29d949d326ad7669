package html

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A tokens cuts a page into texts and tags. It exists because the tokenizer of
// x/net/html costs a dozen times a scan over the bytes; a fuzz test holds it to
// what that one says.
//
// The one thing to know: it knows only markup as programs write it. At the
// first place that is odd, it leaves the rest of the page to x/net/html.
type tokens struct {
	page []byte
	at   int

	text   []byte // of a TextToken, references decoded
	tag    *tag   // of all other tokens, until the next one; of an EndTagToken the element
	raw    string // the element whose content comes next and is no markup, "" for none
	rawTag int    // length of its start tag

	met  [64]metTag
	slow *html.Tokenizer
	own  tag // that slow stands at
}

// A metTag is one of the tags met last: a page has the same few again and again.
type metTag struct {
	text string // from < to >
	kind html.TokenType
	tag  tag
}

// meeting is where a tag would be if it was met.
func (z *tokens) meeting(text []byte) *metTag {
	n := len(text)
	return &z.met[(n+3*int(text[1])+5*int(text[n/2])+7*int(text[n-n/4-1]))%len(z.met)]
}

// newTokens begins a page without carriage returns and NULs, as charset.Decode
// leaves none.
func newTokens(page []byte) *tokens {
	z := &tokens{page: page}
	if bytes.IndexByte(page, '\r') >= 0 || bytes.IndexByte(page, 0) >= 0 {
		z.leave()
	}
	return z
}

// leave gives the rest of the page to x/net/html.
func (z *tokens) leave() { z.slow = html.NewTokenizer(bytes.NewReader(z.page[z.at:])) }

// next moves to the next token. Comments and declarations say nothing here and
// are passed over; an ErrorToken is the end of the page.
func (z *tokens) next() html.TokenType {
	for z.slow == nil {
		if kind := z.quick(); kind != html.CommentToken {
			return kind
		}
	}
	switch kind := z.slow.Next(); kind {
	case html.TextToken:
		z.text = z.slow.Text()
		return kind
	case html.StartTagToken, html.SelfClosingTagToken:
		if kind == html.SelfClosingTagToken {
			z.slow.NextIsNotRawText()
		}
		z.own = tagOf(z.slow)
		z.tag = &z.own
		return kind
	case html.EndTagToken:
		name, _ := z.slow.TagName()
		z.own = tagNamed(name)
		z.tag = &z.own
		return kind
	default:
		return kind
	}
}

// quick takes the next token if it is written as usual. A CommentToken stands
// for all that says nothing, and for having left the page to x/net/html.
func (z *tokens) quick() html.TokenType {
	rest := z.page[z.at:]
	if z.raw != "" {
		return z.content(rest)
	}
	n := markup(rest)
	switch {
	case n > 0:
		z.at += n
		z.text = unescape(rest[:n])
		return html.TextToken
	case len(rest) == 0:
		return html.ErrorToken
	case bytes.HasPrefix(rest, []byte("<!--")):
		z.at += comment(rest)
		return html.CommentToken
	case rest[1] == '!' || rest[1] == '?':
		z.at += until(rest, '>')
		return html.CommentToken
	}
	return z.takeTag(rest)
}

// takeTag takes a tag that was met, or parses it.
func (z *tokens) takeTag(rest []byte) html.TokenType {
	n := until(rest, '>')
	m := z.meeting(rest[:n])
	z.tag = &m.tag
	if m.text != string(rest[:n]) {
		m.text = ""
		length := 0
		if rest[1] == '/' {
			m.kind, m.tag, length = endTag(rest)
		} else {
			m.kind, m.tag, length = startTag(rest)
		}
		switch length {
		case 0:
			z.leave()
			return html.CommentToken
		case n:
			m.text = string(rest[:n])
		}
		n = length
	}
	z.at += n
	if m.kind == html.StartTagToken && m.tag.element.rawText {
		z.raw, z.rawTag = m.tag.name, n
	}
	return m.kind
}

// unescape decodes references. A blank that does not break is nearly always the
// only one there is.
func unescape(s []byte) []byte {
	switch bytes.IndexByte(s, '&') {
	case -1:
		return s
	case 0:
		if string(s) == "&nbsp;" {
			return hardBlank
		}
	}
	return []byte(html.UnescapeString(string(s)))
}

var hardBlank = []byte("\u00a0")

// markup is where in a text the next tag, comment or declaration begins.
func markup(s []byte) int {
	for at := 0; ; at++ {
		k := bytes.IndexByte(s[at:], '<')
		if k < 0 {
			return len(s)
		}
		at += k
		if at+1 == len(s) {
			return len(s)
		}
		if c := s[at+1]; class[c]&letter != 0 || c == '/' || c == '!' || c == '?' {
			return at
		}
	}
}

// until is the length of s up to the byte, that included, or its whole length.
func until(s []byte, c byte) int {
	if k := bytes.IndexByte(s, c); k >= 0 {
		return k + 1
	}
	return len(s)
}

// comment is the length of the comment that s begins with. It ends at the first
// > behind -- or --!, or behind nothing but dashes.
func comment(s []byte) int {
	const begin = len("<!--")
	for at := begin; ; {
		k := bytes.IndexByte(s[at:], '>')
		if k < 0 {
			return len(s)
		}
		at += k + 1
		body := s[begin : at-1]
		if bytes.HasSuffix(body, []byte("--")) || bytes.HasSuffix(body, []byte("--!")) || len(bytes.Trim(body, "-")) == 0 {
			return at
		}
	}
}

// content takes what stands in an element whose content is no markup. What a
// script hides in a comment inside it is odd.
func (z *tokens) content(rest []byte) html.TokenType {
	name := z.raw
	n := closing(rest, name)
	if name == "plaintext" || name == "script" && bytes.Contains(rest[:n], []byte("<!--")) && bytes.Contains(bytes.ToLower(rest[:n]), []byte("<script")) {
		z.at -= z.rawTag
		z.leave()
		z.slow.Next() // the start tag, again
		return html.CommentToken
	}
	z.raw = ""
	if n == 0 {
		return html.CommentToken
	}
	z.at += n
	z.text = rest[:n]
	if name == "textarea" || name == "title" {
		z.text = unescape(z.text)
	}
	return html.TextToken
}

// closing is where in s the end tag of the name begins.
func closing(s []byte, name string) int {
	for at := 0; ; at++ {
		k := bytes.Index(s[at:], []byte("</"))
		if k < 0 {
			return len(s)
		}
		at += k
		tail := s[at+len("</"):]
		if len(tail) > len(name) && bytes.EqualFold(tail[:len(name)], []byte(name)) && (class[tail[len(name)]]&blank != 0 || tail[len(name)] == '/' || tail[len(name)] == '>') {
			return at
		}
	}
}

// endTag parses </name>; its length is 0 if it is odd.
func endTag(s []byte) (kind html.TokenType, t tag, length int) {
	n := len("</") + nameLength(s[len("</"):])
	to := n + blanks(s[n:])
	if n == len("</") || class[s[len("</")]]&letter == 0 || to == len(s) || s[to] != '>' {
		return 0, tag{}, 0
	}
	return html.EndTagToken, tagNamed(s[len("</"):n]), to + 1
}

// startTag parses <name attribute="value">; its length is 0 if it is odd, as are
// names that are not of ASCII letters, digits and a few signs.
func startTag(s []byte) (kind html.TokenType, t tag, length int) {
	at := 1 + nameLength(s[1:])
	t = tagNamed(s[1:at])
	for {
		before := at
		at += blanks(s[at:])
		if kind, n := tagEnd(s[at:]); n > 0 {
			return kind, t, at + n
		}
		n := nameLength(s[at:])
		if n == 0 || before == at {
			return 0, tag{}, 0
		}
		asked := attributeNamed(s[at : at+n])
		at += n
		value, n, ok := attributeValue(s[at:])
		at += n
		if ok && asked != 0 {
			text, usual := attributeText(value)
			if ok = usual; ok {
				t.take(asked, text)
			}
		}
		if !ok {
			return 0, tag{}, 0
		}
	}
}

// tagEnd takes > or />.
func tagEnd(s []byte) (html.TokenType, int) {
	switch {
	case len(s) > 0 && s[0] == '>':
		return html.StartTagToken, 1
	case len(s) > 1 && s[0] == '/' && s[1] == '>':
		return html.SelfClosingTagToken, 2
	}
	return html.ErrorToken, 0
}

// attributeValue takes ="value", or nothing where an attribute has no value. The
// value is as it is written.
func attributeValue(s []byte) (value []byte, length int, ok bool) {
	switch {
	case len(s) == 0:
		return nil, 0, false
	case s[0] != '=':
		// A blank before the equals sign is odd.
		return nil, 0, !bytes.HasPrefix(s[blanks(s):], []byte{'='})
	case len(s) > 1 && (s[1] == '"' || s[1] == '\''):
		k := bytes.IndexByte(s[2:], s[1])
		if k < 0 {
			return nil, 0, false
		}
		return s[2 : 2+k], 3 + k, true
	}
	n := nameLength(s[1:])
	for 1+n < len(s) && class[s[1+n]]&unquoted != 0 {
		n++
	}
	return s[1 : 1+n], 1 + n, n > 0 && 1+n < len(s) && (class[s[1+n]]&blank != 0 || s[1+n] == '>')
}

// attributeText decodes the references of a value; ok is false where one of them is
// odd.
func attributeText(value []byte) (text string, ok bool) {
	text = string(value)
	if strings.IndexByte(text, '&') < 0 {
		return text, true
	}
	return html.UnescapeString(text), usualReferences(text)
}

// usualReferences reports whether all references of a value mean the same in a
// text: those by number, and a few names that are closed.
func usualReferences(s string) bool {
	for {
		k := strings.IndexByte(s, '&')
		if k < 0 {
			return true
		}
		s = s[k+1:]
		if !slices.ContainsFunc(usual, func(u string) bool { return strings.HasPrefix(s, u) }) {
			return false
		}
	}
}

var usual = []string{"#", "amp;", "quot;", "lt;", "gt;", "nbsp;"}

// What a byte can be.
const (
	letter   = 1 << iota // of ASCII
	inName               // part of the name of an element or attribute
	unquoted             // part of a value without quotes
	blank
	space // where a word ends
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			t[c] = letter | inName | unquoted
		case '0' <= c && c <= '9', c == '-', c == '_', c == ':', c == '.':
			t[c] = inName | unquoted
		case c == '#', c == '%', c == ',', c == ';', c == '+':
			t[c] = unquoted
		case c == ' ', c == '\n', c == '\t', c == '\f':
			t[c] = blank | space
		case c == '\r':
			t[c] = space
		}
	}
	return t
}()

func nameLength(s []byte) int {
	n := 0
	for n < len(s) && class[s[n]]&inName != 0 {
		n++
	}
	return n
}

func blanks(s []byte) int {
	n := 0
	for n < len(s) && class[s[n]]&blank != 0 {
		n++
	}
	return n
}
