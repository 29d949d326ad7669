package html

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A tag is a start tag, with the attributes that mean something here.
type tag struct {
	name             string
	style, class     string
	rowspan, colspan string
	height           string
	hidden           bool
	kind, value      string // of an input
	inputName        string // the name attribute, of a meta element or input
	content          string // of a meta element
}

// tagOf takes the tag that the tokenizer stands at.
func tagOf(z *html.Tokenizer) tag {
	name, more := z.TagName()
	t := tag{name: nameOf(name)}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "style":
			if lower(value); telling(value) {
				t.style = string(value)
			}
		case "class":
			if bytes.Contains(value, commentClass) {
				t.class = string(value)
			}
		case "rowspan":
			t.rowspan = string(value)
		case "colspan":
			t.colspan = string(value)
		case "height":
			t.height = string(value)
		case "hidden":
			t.hidden = true
		case "type":
			lower(value)
			t.kind = string(value)
		case "value":
			t.value = string(value)
		case "name":
			t.inputName = string(value)
		case "content":
			t.content = string(value)
		}
	}
	return t
}

// nameOf is a tag's name as a string, without making a new one for names that
// are known.
func nameOf(name []byte) string {
	if known, ok := commonNames[string(name)]; ok {
		return known
	}
	return string(name)
}

var commonNames = func() map[string]string {
	m := map[string]string{}
	add := func(name string) { m[name] = name }
	for name := range blocks {
		add(name)
	}
	for name := range unprinted {
		add(name)
	}
	for name := range void {
		add(name)
	}
	for name := range rank {
		add(name)
	}
	for _, name := range []string{"a", "b", "del", "em", "font", "i", "ins", "label", "o:p", "s", "span", "strong", "sub", "sup", "u"} {
		add(name)
	}
	return m
}()

var (
	commentClass = []byte("MsoCommentReference")
	tellingWords = [][]byte{[]byte("none"), []byte("hidden"), []byte("mso-"), []byte("white-space"), []byte("height")}
)

// telling reports whether a style could say something that is asked about.
func telling(style []byte) bool {
	for _, word := range tellingWords {
		if bytes.Contains(style, word) {
			return true
		}
	}
	return false
}

// lower makes ASCII letters small, in place.
func lower(b []byte) {
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
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
	return t.removed() || t.says("visibility", "hidden") ||
		t.says("mso-element", "comment") || strings.Contains(t.class, "MsoCommentReference")
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
	n, err := strconv.Atoi(s[:digits])
	if digits == 0 {
		return 1
	}
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
