package odf

import (
	"strings"

	"huizong/pipeline/read/xmlscan"
	"huizong/schema"
)

// A flow is a sequence of blocks under construction: the document, a cell or a
// text box.
type flow struct {
	*reader
	blocks []schema.Block
	tabled bool // a table is among them
	cell   bool // it is a cell: its text counts with it
}

// left out of a text: what is not printed where it stands.
var unprinted = map[string]bool{"tracked-changes": true, "sequence-decls": true, "variable-decls": true, "user-field-decls": true,
	"dde-connection-decls": true, "forms": true, "annotation": true, "annotation-end": true, "note": true, "hidden-text": true,
	"ruby-text": true, "soft-page-break": true, "title": true, "desc": true, "event-listeners": true, "table-columns": true, "table-column": true}

// block reads a paragraph, a table, or what holds such.
func (f *flow) block(local string) error {
	switch {
	case local == "" || unprinted[local]:
		return f.s.Skip()
	case local == "p" || local == "h":
		return f.paragraph()
	case local == "table":
		return f.table()
	case local == "frame" || local == "custom-shape" || local == "g":
		return f.frame(local)
	case local == "list", local == "list-item", local == "list-header", local == "section", local == "index-body", local == "numbered-paragraph",
		local == "table-of-content", local == "alphabetical-index", local == "user-index", local == "illustration-index", local == "table-index", local == "index-title":
		return f.each(f.block)
	}
	return f.s.Skip()
}

// A paragraph is one being read, with the frames that are tied to it.
type paragraph struct {
	text   *strings.Builder
	flow   *flow // where frames go, nil to pass over them
	boxes  []schema.Block
	hidden bool
	blank  bool // the last character was a collapsible blank
}

// paragraph reads one; text boxes tied to it follow it.
func (f *flow) paragraph() error {
	var b strings.Builder
	p := &paragraph{text: &b, flow: f, hidden: f.styled().hidden}
	if err := f.inline(p); err != nil {
		return err
	}
	text := strings.TrimRight(b.String(), " \n")
	if strings.TrimSpace(text) != "" {
		measure := f.meter.Block
		if f.cell {
			measure = f.meter.Text
		}
		if err := measure(len(text)); err != nil {
			return err
		}
		f.blocks = append(f.blocks, schema.Paragraph(text, schema.Place{}))
	}
	f.blocks = append(f.blocks, p.boxes...)
	return nil
}

// inline reads the content of a paragraph or of an element inside one. White
// space is one blank, none at the start; more is written with elements.
func (r *reader) inline(p *paragraph) error {
	for {
		kind, err := r.s.Next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlscan.End, xmlscan.EOF:
			return nil
		case xmlscan.Text:
			p.write(r.s.Text)
		case xmlscan.Start:
			if err := r.element(p); err != nil {
				return err
			}
		}
	}
}

func (p *paragraph) write(s string) {
	if p.hidden {
		return
	}
	for _, c := range s {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			p.blank = p.text.Len() > 0
			continue
		}
		p.space()
		p.text.WriteRune(c)
	}
}

// space writes the blank that is due.
func (p *paragraph) space() {
	if p.blank {
		p.text.WriteByte(' ')
		p.blank = false
	}
}

// put writes what an element stands for.
func (p *paragraph) put(s string) {
	if !p.hidden {
		p.space()
		p.text.WriteString(s)
	}
}

// mostBlanks is how many blanks one element may stand for.
const mostBlanks = 1000

func (r *reader) element(p *paragraph) error {
	local := r.local()
	switch {
	case unprinted[local]:
		return r.s.Skip()
	case local == "s":
		p.put(strings.Repeat(" ", min(r.count("c"), mostBlanks)))
		return r.s.Skip()
	case local == "tab":
		p.put("\t")
		return r.s.Skip()
	case local == "line-break":
		p.put("\n")
		return r.s.Skip()
	case local == "frame" || local == "custom-shape" || local == "g":
		if p.flow == nil || p.hidden {
			return r.s.Skip()
		}
		box := flow{reader: r}
		if err := box.frame(local); err != nil {
			return err
		}
		p.boxes = append(p.boxes, box.blocks...)
		p.flow.tabled = p.flow.tabled || box.tabled
		return nil
	case local == "":
		return r.s.Skip()
	}
	was := p.hidden
	p.hidden = p.hidden || local == "span" && r.styled().hidden
	err := r.inline(p)
	p.hidden = was
	return err
}

// frame reads the text of a drawing: of a text box, or of a shape itself.
func (f *flow) frame(local string) error {
	return f.each(func(child string) error {
		switch {
		case child == "text-box", child == "frame", child == "custom-shape", child == "g":
			return f.frame(child)
		case local != "frame":
			return f.block(child)
		}
		return f.s.Skip()
	})
}

// count reads an attribute that counts, 1 if it is not there or nonsense.
func (r *reader) count(local string) int {
	s, _ := r.s.Attr(local)
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 1<<24 {
			return 1
		}
		n = 10*n + int(c-'0')
	}
	return max(n, 1)
}
