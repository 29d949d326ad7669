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

func tagOf(z *html.Tokenizer) tag {
	name, more := z.TagName()
	t := tag{name: string(name)}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "style":
			t.style = string(bytes.ToLower(value))
		case "class":
			t.class = string(value)
		case "rowspan":
			t.rowspan = string(value)
		case "colspan":
			t.colspan = string(value)
		case "height":
			t.height = string(value)
		case "hidden":
			t.hidden = true
		case "type":
			t.kind = string(bytes.ToLower(value))
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

// says reports whether the style attribute has the declaration; want is
// "property:value" without blanks, and may be cut short.
func (t *tag) says(want string) bool {
	if t.style == "" {
		return false
	}
	property, _, _ := strings.Cut(want, ":")
	for _, declaration := range strings.Split(t.style, ";") {
		declaration = strings.Join(strings.Fields(declaration), "")
		if strings.HasPrefix(declaration, want) && strings.HasPrefix(declaration, property+":") {
			return true
		}
	}
	return false
}

// unseen reports whether nothing of the element is shown. What a reviewer noted
// beside the text is not the text.
func (t *tag) unseen() bool {
	return t.removed() || t.says("visibility:hidden") ||
		t.says("mso-element:comment") || strings.Contains(t.class, "MsoCommentReference")
}

// removed reports whether the page is laid out as if the element were not there.
func (t *tag) removed() bool { return t.hidden || t.says("display:none") || t.says("mso-hide:all") }

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
	return t.height == "0" || t.says("height:0;") || t.says("height:0p") || t.says("height:0.0p")
}
