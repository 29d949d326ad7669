package html

import "slices"

// A silence is an open element of which nothing is printed.
type silence struct {
	name    string
	element *element
	depth   int      // tables open around it: it ends with its cell
	inside  []string // elements open inside it
	tables  int      // tables among them
	reason  silenceReason
}

type silenceReason uint8

const (
	neverPrinted silenceReason = iota // a script, a title
	hiddenText
	deletedText
)

// deepestSilence bounds the elements kept track of where nothing is printed.
const deepestSilence = 256

// silenced reports whether a start tag begins a silence.
func (p *page) silenced(t *tag) bool {
	var reason silenceReason
	switch {
	case t.element.unprinted:
	case t.element.role == deletedRole:
		reason = deletedText
	case t.unseen():
		reason = hiddenText
	default:
		return false
	}
	p.silence = &silence{name: t.name, element: t.element, depth: len(p.tables), reason: reason}
	return true
}

// startSilent takes a start tag where nothing is printed. Some end the silence:
// the next row ends a hidden cell, the next block a hidden paragraph.
func (p *page) startSilent(t *tag, selfClosing bool) {
	s, e := p.silence, t.element
	switch {
	case s.reason == neverPrinted:
	case e.rank > 0 && e.rank >= s.element.rank && e.role != tableRole && s.tables == 0 && s.inCell(p),
		s.name == "p" && s.tables == 0 && (e.block || e.role == tableRole),
		s.name == t.name && e.listItem && !slices.Contains(s.inside, "ul") && !slices.Contains(s.inside, "ol"):
		p.silence = nil
		p.start(t, selfClosing)
		return
	}
	if e.void || selfClosing || len(s.inside) >= deepestSilence {
		return
	}
	s.inside = append(s.inside, t.name)
	if e.role == tableRole {
		s.tables++
	}
}

// inCell reports whether the silence is part of the table at hand.
func (s *silence) inCell(p *page) bool { return len(p.tables) > 0 && s.depth == len(p.tables) }

// endSilent takes an end tag where nothing is printed, and reports whether it
// belongs to something around the silence, which is then over.
func (p *page) endSilent(name string, e *element) bool {
	s := p.silence
	if s.closeInside(name) {
		return false
	}
	switch {
	case name == s.name:
		p.silence = nil
		return e.rank > 0 && e.role != tableRole
	case s.reason == neverPrinted && e.role != rootRole:
		return false
	case e.rank > s.element.rank && s.inCell(p), e.block && s.element.rank == 0:
		p.silence = nil
		return true
	}
	return false
}

// closeInside closes an element inside the silence, with all in it.
func (s *silence) closeInside(name string) bool {
	for i := len(s.inside) - 1; i >= 0; i-- {
		if s.inside[i] != name {
			if s.inside[i] == "table" {
				return true // not out of a table
			}
			continue
		}
		for _, closed := range s.inside[i:] {
			if closed == "table" {
				s.tables--
			}
		}
		s.inside = s.inside[:i]
		return true
	}
	return false
}

// A verbatim is an open element in which blanks and line ends are printed.
type verbatim struct {
	name  string
	depth int // tables open around it
	open  int // elements of the name, itself included
}

// startVerbatim begins one, or counts an element inside it.
func (p *page) startVerbatim(t *tag) {
	switch {
	case p.verbatim == nil && (t.element.preformatted || t.element.block && t.style&asItStands != 0):
		p.current.flush()
		p.verbatim = &verbatim{name: t.name, depth: len(p.tables), open: 1}
	case p.verbatim != nil && p.verbatim.name == t.name && p.verbatim.depth == len(p.tables):
		p.verbatim.open++
	}
}

func (p *page) endVerbatim(name string) {
	if v := p.verbatim; v != nil && v.name == name && v.depth == len(p.tables) {
		if v.open--; v.open == 0 {
			p.current.flush()
			p.verbatim = nil
		}
	}
}

// leaveCell ends what began in the innermost open cell and was not closed.
func (p *page) leaveCell() {
	if p.silence != nil && p.silence.depth >= len(p.tables) {
		p.silence = nil
	}
	if p.verbatim != nil && p.verbatim.depth >= len(p.tables) {
		p.current.flush()
		p.verbatim = nil
	}
}
