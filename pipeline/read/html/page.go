package html

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// text takes a run of text.
func (p *page) text(t []byte) {
	if s := p.silence; s != nil {
		printed := len(bytes.TrimSpace(t)) > 0
		if s.name == "title" && p.title == "" {
			p.title = strings.Join(strings.Fields(string(t)), " ")
		}
		p.hidden = p.hidden || s.reason == hiddenText && printed
		p.deleted = p.deleted || s.reason == deletedText && printed
		return
	}
	p.current.write(t, p.verbatim != nil)
}

// settle finds where text goes: the open cell, or what is around a table whose
// cells are all closed.
func (p *page) settle() {
	p.current = &p.body
	for i := len(p.tables) - 1; i >= 0; i-- {
		if c := p.tables[i].cell; c != nil {
			p.current = c
			return
		}
	}
}

// start takes a start tag.
func (p *page) start(t *tag, selfClosing bool) {
	p.single(t)
	if p.silence != nil {
		p.startSilent(t, selfClosing)
		return
	}
	e := t.element
	if e.rank > 0 && !(e.role == tableRole && t.unseen()) {
		p.structure(t)
		return
	}
	if e.block {
		p.current.begin()
	}
	if e.void || selfClosing {
		return
	}
	if !p.silenced(t) {
		p.startVerbatim(t)
	}
}

// structure takes the tags that make a table.
func (p *page) structure(t *tag) {
	switch t.element.role {
	case tableRole:
		if n := len(p.tables); n > 0 && p.tables[n-1].cell == nil {
			p.endTable() // as browsers do: a table does not stand between cells
		}
		p.startTable()
	case rowRole:
		p.startRow(t)
	case cellRole:
		p.startCell(t)
	default:
		p.endGroup()
		if in := p.innermost(); !p.silenced(t) && t.element.role == footRole && in != nil {
			in.startFoot()
		}
	}
}

// single takes the elements that say or print something by their tag alone.
func (p *page) single(t *tag) {
	switch t.element.role {
	case frameRole:
		p.framed = true
	case rootRole:
		p.begun = true
	case metaRole:
		if p.title == "" && strings.EqualFold(t.inputName, "ArticleTitle") {
			p.title = strings.TrimSpace(t.content)
		}
	}
	if p.silence != nil {
		return
	}
	switch t.element.role {
	case lineEndRole:
		p.current.lineEnd()
	case raisedRole:
		p.current.part()
	case fieldRole:
		if (t.kind == "" || t.kind == "text" || t.kind == "number") && len(p.tables) > 0 && !t.unseen() {
			p.current.write([]byte(html.UnescapeString(t.value)), false)
		}
	}
}

// close takes an end tag.
func (p *page) close(t *tag) {
	e := t.element
	p.ended = p.ended || e.role == rootRole
	if p.silence != nil && !p.endSilent(t.name, e) {
		return
	}
	switch e.role {
	case tableRole:
		p.endTable()
	case cellRole:
		p.endCell()
	case rowRole:
		p.endRow()
	case groupRole, footRole:
		p.endGroup()
	case raisedRole:
		p.current.part()
	case lineEndRole: // </br>, as browsers take it
		p.current.lineEnd()
	}
	if e.block {
		p.current.begin()
	}
	p.endVerbatim(t.name)
}
