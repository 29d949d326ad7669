package xlsx

import (
	"strings"

	"huizong/pipeline/read/container"
	"huizong/pipeline/read/sheet"
	"huizong/pipeline/read/xmlscan"
)

// A tab is one sheet as the workbook names it.
type tab struct {
	name, id string
	hidden   bool
}

// A main is what the workbook part says: its sheets in order, and whether it
// counts days from 1904.
type main struct {
	tabs   []tab
	by1904 bool
}

var mains container.Cache[main]

// readMain reads the workbook part.
func (r *reader) readMain(data []byte) (m main, err error) {
	s, err := xmlscan.New(data, r.bounds.Depth)
	if err != nil {
		return m, err
	}
	root := false
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return m, err
		case k == xmlscan.EOF:
			return m, nil
		case k != xmlscan.Start:
			continue
		case !root && s.Local() != "workbook":
			return m, damaged("内容不是工作簿", "the main part is no workbook")
		}
		root = true
		switch s.Local() {
		case "workbookPr":
			v, _ := s.Attr("date1904")
			m.by1904 = truth(v)
		case "sheet":
			name, _ := s.Attr("name")
			state, _ := s.Attr("state")
			m.tabs = append(m.tabs, tab{name, relationID(s), state == "hidden" || state == "veryHidden"})
		}
	}
}

func (r *reader) open(part string) (*xmlscan.Scanner, error) {
	data, err := r.zip.Part(part)
	if err != nil {
		return nil, err
	}
	return xmlscan.New(data, r.bounds.Depth)
}

// relationID is r:id, whatever prefix the file gives it. An attribute id
// without a namespace is something else.
func relationID(s *xmlscan.Scanner) string {
	for name, value := range s.Attrs() {
		if name.Local == "id" && name.Space != "" {
			return value
		}
	}
	return ""
}

func truth(v string) bool { return v == "1" || v == "true" || v == "on" }

// title reads the title from the document's properties, if it has any. What
// is wrong with them is no reason to refuse the workbook.
func (r *reader) title() error {
	part, err := r.zip.Related("", "core-properties")
	if err != nil || part == "" {
		return nil
	}
	s, err := r.open(part)
	if err != nil {
		return nil
	}
	for {
		k, err := s.Next()
		if err != nil || k == xmlscan.EOF {
			return nil
		}
		if k == xmlscan.Start && s.Local() == "title" {
			text, err := content(s)
			if err == nil {
				r.book.Title = strings.TrimSpace(text)
			}
			return nil
		}
	}
}

// content is the text up to the end of the element that began last; elements
// inside it are left out.
func content(s *xmlscan.Scanner) (string, error) {
	if text, ok := s.Plain(); ok {
		return text, nil
	}
	text := ""
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return "", err
		case k == xmlscan.Text && text == "":
			text = s.Text
		case k == xmlscan.Text:
			text += s.Text
		case k == xmlscan.Start:
			if err := s.Skip(); err != nil {
				return "", err
			}
		case k == xmlscan.End:
			return text, nil
		}
	}
}

// children calls f at the start of each child of the element that began last.
// f must pass over the child, its end included.
func children(s *xmlscan.Scanner, f func(local string) error) error {
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == xmlscan.Start:
			if err := f(s.Local()); err != nil {
				return err
			}
		case k == xmlscan.End, k == xmlscan.EOF:
			return nil
		}
	}
}

// spanOf reads the columns that a col element is about.
func spanOf(s *xmlscan.Scanner) (sheet.Span, bool) {
	first, _ := s.Attr("min")
	last, _ := s.Attr("max")
	span := sheet.Span{First: number(first) - 1, Last: min(number(last), sheet.MaxColumns) - 1}
	return span, 0 <= span.First && span.First <= span.Last
}

// number reads a small whole number; −1 for anything else.
func number(s string) int {
	n := 0
	if s == "" || len(s) > 9 {
		return -1
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
