package docx

import (
	"slices"

	"huizong/pipeline/read/container"
	"huizong/schema"
)

// A style is what matters here of a paragraph or character style.
type style struct {
	base   string
	numID  string
	level  int // −1 if not said
	hidden bool
}

// A styleSheet is what a styles part says, and what there was to note about it.
type styleSheet struct {
	styles map[string]*style
	notes  []schema.Note
}

var styleSheets container.Cache[styleSheet]

// stylesOf reads the styles part, unless another document has brought it before.
func (r *reader) stylesOf(z *container.Zip, part string) error {
	sheet, err := styleSheets.Read(z, part, func(data []byte) (styleSheet, error) {
		before := len(r.doc.Notes)
		err := r.scan(data, readStyles)
		return styleSheet{r.styles, slices.Clone(r.doc.Notes[before:])}, err
	})
	if err != nil {
		return err
	}
	r.styles = sheet.styles
	for _, n := range sheet.notes {
		r.note(n.Code, n.Text, n.EN)
	}
	return nil
}

// readStyles stands at the root of the styles part.
func readStyles(r *reader) error {
	return r.each(func(r *reader) error {
		if r.word() != "style" {
			return r.s.Skip()
		}
		id, _ := r.s.Attr("styleId")
		st := &style{level: -1}
		r.styles[id] = st
		return r.each(func(r *reader) error { return r.inStyle(st) })
	})
}

func (r *reader) inStyle(st *style) error {
	switch r.word() {
	case "basedOn":
		st.base, _ = r.s.Attr("val")
	case "pPr":
		r.paragraph = paragraph{level: -1}
		if err := r.each(inParagraphProperties); err != nil {
			return err
		}
		st.numID, st.level = r.paragraph.numID, r.paragraph.level
		r.paragraph = paragraph{}
		return nil
	case "rPr":
		return r.each(func(r *reader) error {
			if r.word() == "vanish" {
				st.hidden = r.flag()
			}
			return r.s.Skip()
		})
	}
	return r.s.Skip()
}

// maxBases bounds how far a style is followed to those it is based on, as they
// may go in a circle.
const maxBases = 20

// hidesText reports whether the style, or one that it is based on, hides text.
func (r *reader) hidesText(id string) bool {
	for range maxBases {
		st := r.styles[id]
		if st == nil {
			return false
		}
		if st.hidden {
			return true
		}
		id = st.base
	}
	return false
}

// styleNumbering gives the numbering that the style, or the nearest one it is
// based on, asks for; numID is "" for none. By names the style that asks.
func (r *reader) styleNumbering(id string) (numID string, level int, by string) {
	for range maxBases {
		st := r.styles[id]
		if st == nil {
			break
		}
		if st.numID != "" {
			return st.numID, st.level, id
		}
		id = st.base
	}
	return "", -1, ""
}
