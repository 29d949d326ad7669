package html

import "strings"

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

// listItems end the one before them: their end tags may be left out.
var listItems = names("li", "dd", "dt")

// A role is what an element does besides holding text.
type role uint8

const (
	noRole role = iota
	tableRole
	groupRole // of rows
	footRole
	rowRole
	cellRole
	rootRole
	lineEndRole
	raisedRole // above or below the line
	fieldRole
	metaRole
	frameRole
	deletedRole
)

var roles = map[string]role{"table": tableRole, "thead": groupRole, "tbody": groupRole, "tfoot": footRole, "tr": rowRole, "td": cellRole, "th": cellRole,
	"html": rootRole, "body": rootRole, "br": lineEndRole, "sup": raisedRole, "sub": raisedRole, "input": fieldRole, "meta": metaRole,
	"frame": frameRole, "frameset": frameRole, "iframe": frameRole, "del": deletedRole}

// ranks order the parts of a table: each ends the open ones of its own rank and
// below. Zero is no part.
var ranks = map[role]int{cellRole: 1, rowRole: 2, groupRole: 3, footRole: 3, tableRole: 4}

// An element is what is known of an element by its name.
type element struct {
	name                                                    string // "" of all that are not known
	block, unprinted, void, preformatted, rawText, listItem bool
	role                                                    role
	rank                                                    int
	plain                                                   bool // a mere part of a paragraph
}

// known are the elements by the hash of their names, as one is looked up for every
// tag.
var known = func() (all [256][]*element) {
	of := func(name string) *element {
		list := &all[hash([]byte(name))]
		for _, e := range *list {
			if e.name == name {
				return e
			}
		}
		e := &element{name: name}
		*list = append(*list, e)
		return e
	}
	for set, say := range map[*map[string]bool]func(*element){
		&blocks:       func(e *element) { e.block = true },
		&unprinted:    func(e *element) { e.unprinted = true },
		&void:         func(e *element) { e.void = true },
		&preformatted: func(e *element) { e.preformatted = true },
		&rawText:      func(e *element) { e.rawText = true },
		&listItems:    func(e *element) { e.listItem = true },
	} {
		for name := range *set {
			say(of(name))
		}
	}
	for name, r := range roles {
		of(name).role, of(name).rank = r, ranks[r]
	}
	for _, list := range all {
		for _, e := range list {
			e.plain = !e.block && !e.unprinted && !e.preformatted && e.role == noRole
		}
	}
	return all
}()

var unknown = &element{plain: true}

// hash mixes the length of a name with its first and last letters, whatever their
// size.
func hash(name []byte) uint8 {
	n := len(name)
	return (name[0]|0x20)*7 + (name[n-1]|0x20)*29 + uint8(n)
}

// elementOf is what is known of the element of a name, which is not empty, in
// letters of any size.
func elementOf(name []byte) *element {
	for _, e := range known[hash(name)] {
		if len(e.name) == len(name) && (e.name == string(name) || strings.EqualFold(e.name, string(name))) {
			return e
		}
	}
	return unknown
}
