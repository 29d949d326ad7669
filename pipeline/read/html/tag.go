package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A tag is a start tag, with the attributes that mean something here.
type tag struct {
	name             string
	element          *element
	said             attribute // which attributes were met
	style            style
	remark           bool // by its class
	rowspan, colspan string
	height           string
	kind, value      string // of an input
	inputName        string // the name attribute, of a meta element or input
	content          string // of a meta element
}

// tagNamed is the tag of an element without attributes.
func tagNamed(name []byte) tag {
	e := elementOf(name)
	if e == unknown {
		return tag{name: lower(string(name)), element: e}
	}
	return tag{name: e.name, element: e}
}

// tagOf is the tag that the tokenizer stands at.
func tagOf(z *html.Tokenizer) tag {
	name, more := z.TagName()
	t := tagNamed(name)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if a := attributeNamed(key); a != 0 {
			t.take(a, string(value))
		}
	}
	return t
}

// An attribute is one that means something here.
type attribute uint16

const (
	styleAttribute attribute = 1 << iota
	classAttribute
	rowspanAttribute
	colspanAttribute
	heightAttribute
	hiddenAttribute
	typeAttribute
	valueAttribute
	nameAttribute
	contentAttribute
)

// attributeNamed is 0 for names of attributes that mean nothing here.
func attributeNamed(name []byte) attribute {
	switch lower(string(name)) {
	case "style":
		return styleAttribute
	case "class":
		return classAttribute
	case "rowspan":
		return rowspanAttribute
	case "colspan":
		return colspanAttribute
	case "height":
		return heightAttribute
	case "hidden":
		return hiddenAttribute
	case "type":
		return typeAttribute
	case "value":
		return valueAttribute
	case "name":
		return nameAttribute
	case "content":
		return contentAttribute
	}
	return 0
}

// take notes an attribute. Of two with the same name the first counts.
func (t *tag) take(a attribute, value string) {
	if t.said&a != 0 {
		return
	}
	t.said |= a
	switch a {
	case styleAttribute:
		t.style = styleOf(value)
	case classAttribute:
		t.remark = strings.Contains(value, "MsoCommentReference")
	case rowspanAttribute:
		t.rowspan = value
	case colspanAttribute:
		t.colspan = value
	case heightAttribute:
		t.height = value
	case typeAttribute:
		t.kind = lower(value)
	case valueAttribute:
		t.value = value
	case nameAttribute:
		t.inputName = value
	case contentAttribute:
		t.content = value
	}
}

// A style is what the style attribute says that means something here.
type style uint8

const (
	notDisplayed style = 1 << iota
	invisible          // its place is kept
	remarked           // what a reviewer noted beside the text is not the text
	asItStands         // blanks and line ends are printed
	noHeight
)

// declarations are what makes a style: the property, and how its value begins.
var declarations = []struct {
	property, value string
	says            style
}{
	{"display", "none", notDisplayed},
	{"mso-hide", "all", notDisplayed},
	{"visibility", "hidden", invisible},
	{"mso-element", "comment", remarked},
	{"white-space", "pre", asItStands},
	{"height", "0;", noHeight},
	{"height", "0p", noHeight},
	{"height", "0.0p", noHeight},
}

func styleOf(value string) (s style) {
	value = lower(value)
	for _, d := range declarations {
		if declares(value, d.property, d.value) {
			s |= d.says
		}
	}
	return s
}

// lower makes ASCII letters small.
func lower(s string) string {
	at := 0
	for at < len(s) && !('A' <= s[at] && s[at] <= 'Z') {
		at++
	}
	if at == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// declares reports whether a style has a declaration whose value begins with value.
func declares(style, property, value string) bool {
	rest, before := style, byte(';')
	for {
		k := strings.Index(rest, property)
		if k < 0 {
			return false
		}
		if head := strings.TrimRight(rest[:k], blankBytes); head != "" {
			before = head[len(head)-1]
		}
		rest = strings.TrimLeft(rest[k+len(property):], blankBytes)
		if said, ok := strings.CutPrefix(rest, ":"); ok && before == ';' && strings.HasPrefix(strings.TrimLeft(said, blankBytes), value) {
			return true
		}
		before = 0
	}
}

const blankBytes = " \t\r\n"

// plain reports whether a tag changes nothing: most do not.
func (t *tag) plain() bool { return t.element.plain && !t.unseen() }

// unseen reports whether nothing of the element is shown.
func (t *tag) unseen() bool { return t.removed() || t.style&(invisible|remarked) != 0 || t.remark }

// removed reports whether the page is laid out as if the element were not there.
func (t *tag) removed() bool { return t.said&hiddenAttribute != 0 || t.style&notDisplayed != 0 }

// Spans beyond these are nonsense; a form has forty columns at most, and no
// row reaches beyond the table.
const (
	widestSpan  = 100
	tallestSpan = 65534
)

// span reads a span as browsers do: digits at the start, 1 if there are none.
func span(s string, most int) int {
	s = strings.TrimSpace(s)
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 {
		return 1
	}
	n, err := strconv.Atoi(s[:digits])
	if err != nil || n > most {
		return most
	}
	return n
}

// flat reports whether a row has no height: Word writes such rows to fix the
// widths of columns.
func (t *tag) flat() bool { return t.height == "0" || t.style&noHeight != 0 }
