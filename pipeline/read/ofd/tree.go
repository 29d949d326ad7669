package ofd

import (
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/xmlscan"
)

// An element is one element of a part with all that is in it. OFD's own
// elements are told by their local names: writers disagree about namespaces.
type element struct {
	name       string
	attributes []attribute
	inner      []*element
	data       strings.Builder
}

type attribute struct{ name, value string }

func (e *element) attr(name string) string {
	for _, a := range e.attributes {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (e *element) text() string { return strings.TrimSpace(e.data.String()) }

// child is the first element of the name directly inside, nil if there is none.
func (e *element) child(name string) *element {
	for _, c := range e.inner {
		if c.name == name {
			return c
		}
	}
	return nil
}

// parse reads a part into its root element.
func (r *reader) parse(part string) (*element, error) {
	data, err := r.zip.Part(part)
	if err != nil {
		return nil, err
	}
	s, err := xmlscan.New(data, r.bounds.Depth)
	if err != nil {
		return nil, err
	}
	top := &element{}
	open := []*element{top}
	for {
		kind, err := s.Next()
		if err != nil {
			return nil, err
		}
		now := open[len(open)-1]
		switch kind {
		case xmlscan.Start:
			if r.objects++; r.objects > maxElements {
				return nil, bounds.Over("elements", "元素个数", maxElements)
			}
			e := &element{name: s.Local()}
			for name, value := range s.Attrs() {
				e.attributes = append(e.attributes, attribute{name.Local, value})
			}
			now.inner = append(now.inner, e)
			open = append(open, e)
		case xmlscan.End:
			open = open[:len(open)-1]
		case xmlscan.Text:
			now.data.WriteString(s.Text)
		case xmlscan.EOF:
			if len(top.inner) == 0 {
				return nil, damaged
			}
			return top.inner[0], nil
		}
	}
}

// maxElements bounds the elements of one package, templates counted each time.
const maxElements = 600_000

// walk calls do for every element of a part, outermost first.
func (r *reader) walk(part string, do func(*element) error) error {
	e, err := r.parse(part)
	if err != nil {
		return err
	}
	return each(e, do)
}

func each(e *element, do func(*element) error) error {
	if err := do(e); err != nil {
		return err
	}
	for _, c := range e.inner {
		if err := each(c, do); err != nil {
			return err
		}
	}
	return nil
}
