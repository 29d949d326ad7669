package html

// names makes a set.
func names(list ...string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, name := range list {
		set[name] = true
	}
	return set
}

// blocks begin and end a paragraph; all that is not listed is inside one.
var blocks = names("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
	"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
	"header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "option", "p", "pre", "plaintext",
	"section", "summary", "ul", "xmp")

// unprinted elements hold no text of the page.
var unprinted = names("audio", "canvas", "datalist", "iframe", "math", "noembed", "noframes", "noscript", "rp", "rt", "script",
	"select", "style", "svg", "template", "textarea", "title", "video", "xml")

// void elements have no content and no end tag.
var void = names("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")

// preformatted elements keep blanks and line ends.
var preformatted = names("listing", "plaintext", "pre", "xmp")

// rawText elements have content that is no markup.
var rawText = names("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp")

// rank orders the parts of a table: each ends the open ones of its own rank and
// below. Zero is no part.
var rank = map[string]int{"td": 1, "th": 1, "tr": 2, "tbody": 3, "thead": 3, "tfoot": 3, "table": 4}

// An element is what is known of an element by its name.
type element struct {
	block, unprinted, void, preformatted, rawText bool
	rank                                          int
}

// elementsByLetter lists the elements by the first letter of their names: a few
// comparisons cost less than a map, and are made for every tag.
var elementsByLetter = func() (all ['z' - 'a' + 1][]namedElement) {
	know := func(set map[string]bool, say func(e *element)) {
		for name := range set {
			say(elementFor(&all[name[0]-'a'], name))
		}
	}
	know(blocks, func(e *element) { e.block = true })
	know(unprinted, func(e *element) { e.unprinted = true })
	know(void, func(e *element) { e.void = true })
	know(preformatted, func(e *element) { e.preformatted = true })
	know(rawText, func(e *element) { e.rawText = true })
	for name, r := range rank {
		elementFor(&all[name[0]-'a'], name).rank = r
	}
	return all
}()

type namedElement struct {
	name string
	element
}

// elementFor is the element of the name in a list; it is added if it is not there.
func elementFor(list *[]namedElement, name string) *element {
	for i := range *list {
		if (*list)[i].name == name {
			return &(*list)[i].element
		}
	}
	*list = append(*list, namedElement{name: name})
	return &(*list)[len(*list)-1].element
}

func elementOf(name string) element {
	if name == "" || name[0] < 'a' || name[0] > 'z' {
		return element{}
	}
	list := elementsByLetter[name[0]-'a']
	for i := range list {
		if list[i].name == name {
			return list[i].element
		}
	}
	return element{}
}

// listItems end the one before them: their end tags may be left out.
var listItems = names("li", "dd", "dt")
