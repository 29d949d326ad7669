package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A tag is a start tag, with the attributes that mean something here.
type tag struct {
	name             string
	element          element
	style, class     string
	rowspan, colspan string
	height           string
	hidden           bool
	kind, value      string // of an input
	inputName        string // the name attribute, of a meta element or input
	content          string // of a meta element
	said             uint16 // attributes met
}

func tagNamed(name string) tag { return tag{name: name, element: elementOf(name)} }

// tagOf takes the tag that the tokenizer stands at.
func tagOf(z *html.Tokenizer, styles toldStyles) tag {
	name, more := z.TagName()
	t := tagNamed(string(name))
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		t.attribute(string(key), string(value), styles)
	}
	return t
}

// attribute notes one that means something here. Of two with the same name the
// first counts.
func (t *tag) attribute(key, value string, styles toldStyles) {
	switch key {
	case "style":
		if t.first(saysStyle) {
			t.style = styles.telling(value)
		}
	case "class":
		if t.first(saysClass) && strings.Contains(value, commentClass) {
			t.class = value
		}
	case "rowspan":
		t.take(&t.rowspan, saysRowspan, value)
	case "colspan":
		t.take(&t.colspan, saysColspan, value)
	case "height":
		t.take(&t.height, saysHeight, value)
	case "hidden":
		t.hidden = true
	case "type":
		t.take(&t.kind, saysType, lower(value))
	case "value":
		t.take(&t.value, saysValue, value)
	case "name":
		t.take(&t.inputName, saysName, value)
	case "content":
		t.take(&t.content, saysContent, value)
	}
}

const (
	saysStyle = 1 << iota
	saysClass
	saysRowspan
	saysColspan
	saysHeight
	saysType
	saysValue
	saysName
	saysContent
)

// first reports whether an attribute was not met before.
func (t *tag) first(attribute uint16) bool {
	met := t.said&attribute != 0
	t.said |= attribute
	return !met
}

func (t *tag) take(field *string, attribute uint16, value string) {
	if t.first(attribute) {
		*field = value
	}
}

var tellingWords = []string{"none", "hidden", "mso-hide", "mso-element", "white-space", "height"}

const commentClass = "MsoCommentReference"

// toldStyles are the styles met on a page, and what they tell: most cells have the
// style of another one.
type toldStyles map[string]string

// mostStyles bounds the styles that are remembered.
const mostStyles = 256

// telling gives the style in small letters if it could say something that is asked
// about, else "".
func (s toldStyles) telling(style string) string {
	if told, met := s[style]; met {
		return told
	}
	told := ""
	small := lower(style)
	for _, word := range tellingWords {
		if strings.Contains(small, word) {
			told = small
			break
		}
	}
	if len(s) < mostStyles {
		s[style] = told
	}
	return told
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

// says reports whether the style attribute has a declaration whose value begins
// with value.
func (t *tag) says(property, value string) bool {
	rest, before := t.style, byte(';')
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

// unseen reports whether nothing of the element is shown. What a reviewer noted
// beside the text is not the text.
func (t *tag) unseen() bool {
	if t.style == "" && t.class == "" && !t.hidden {
		return false // most tags say nothing
	}
	return t.removed() || t.says("visibility", "hidden") ||
		t.says("mso-element", "comment") || t.class != ""
}

// removed reports whether the page is laid out as if the element were not there.
func (t *tag) removed() bool {
	return t.hidden || t.says("display", "none") || t.says("mso-hide", "all")
}

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
func (t *tag) flat() bool {
	return t.height == "0" || t.says("height", "0;") || t.says("height", "0p") || t.says("height", "0.0p")
}
