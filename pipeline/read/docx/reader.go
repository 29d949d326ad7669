package docx

import (
	"context"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid"
	"huizong/pipeline/read/xmlscan"
	"huizong/schema"
)

// A reader walks the elements of the parts. A handler is called at the start
// of an element and must leave the scanner behind its end.
type reader struct {
	ctx   context.Context
	s     *xmlscan.Scanner
	meter *grid.Meter
	doc   *schema.Document

	styles    map[string]*style
	numbering lists

	scene
	root     *flow          // of the document itself
	boxes    []schema.Block // of text boxes met since the last block of root
	chunks   bool           // an altChunk was met
	pictures pictures
	ticks    int

	memory *memory
}

// A scene is where the reader stands: what is under construction there.
type scene struct {
	flow      *flow
	paragraph paragraph
	run       run
	fields    []field // open complex fields, outermost first
	table     *table
	row       row
	cell      *cell // nil outside of tables
}

type handler func(*reader) error

// A flow is a sequence of blocks under construction: the document, a cell or
// a text box.
type flow struct {
	blocks   []schema.Block
	text     []byte // of the open paragraph
	keep     bool   // keep blank paragraphs, as cells do
	pictures int    // met in the open paragraph, or in the cell
	last     look   // of the last character
	cell     cell   // whose content it is, if any
}

func newReader(ctx context.Context, b bounds.Bounds) *reader {
	root := &flow{}
	return &reader{ctx: ctx, meter: &grid.Meter{Bounds: b}, doc: &schema.Document{Format: "docx"}, scene: scene{flow: root}, root: root,
		styles: map[string]*style{}, numbering: newLists(), memory: memories.Get().(*memory)}
}

// close gives back what reading took.
func (r *reader) close() {
	r.memory.empty()
	memories.Put(r.memory)
}

// The namespaces of WordprocessingML: transitional, strict, Word 2003.
const (
	wordSpace   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictSpace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	word03Space = "http://schemas.microsoft.com/office/word/2003/wordml"
	compatSpace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	aml03Space  = "http://schemas.microsoft.com/aml/2001/core"
)

// word is the local name of the element that starts, if it is one of
// WordprocessingML; "" otherwise.
func (r *reader) word() string {
	switch r.s.Space() {
	case wordSpace, strictSpace, word03Space:
		return r.s.Local()
	}
	return ""
}

// each calls h at the start of each child of the element that just started,
// and passes its end. Characters between the children are left out.
func (r *reader) each(h handler) error {
	for {
		k, err := r.s.Next()
		if err != nil {
			return err
		}
		switch k {
		case xmlscan.Start:
			if r.ticks++; r.ticks%4096 == 0 && r.ctx.Err() != nil {
				return r.ctx.Err()
			}
			if err := h(r); err != nil {
				return err
			}
		case xmlscan.End:
			return nil
		}
	}
}

// flag reads a switch such as <w:vanish/>: on unless its value says off.
func (r *reader) flag() bool {
	switch v, _ := r.s.Attr("val"); v {
	case "0", "false", "off":
		return false
	}
	return true
}

// around handles the elements that mean the same wherever they stand, and all
// that are unknown: their children are handled by h as if they stood here.
func (r *reader) around(h handler) error {
	switch r.word() {
	case "":
		return r.foreign(h)
	case "del", "moveFrom":
		r.tracked()
		return r.s.Skip()
	case "ins", "moveTo":
		r.tracked()
	case "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "binData",
		"rt", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange":
		return r.s.Skip() // rt is what stands above a ruby base, in small type
	case "txbxContent":
		return r.textBox()
	case "altChunk":
		r.chunks = true
		r.note("docx.altchunk", "文件嵌有另一文件（altChunk），其中的内容没有读取", "another file is embedded (altChunk); what it says was not read")
		return r.s.Skip()
	case "footnoteReference", "endnoteReference":
		r.note("docx.footnotes", "文件带有脚注或尾注，其中的内容没有读取", "the file holds footnotes or endnotes, which were not read")
	}
	return r.each(h)
}

// foreign handles elements of other vocabularies.
func (r *reader) foreign(h handler) error {
	switch local, space := r.s.Local(), r.s.Space(); {
	case local == "AlternateContent" && space == compatSpace:
		return r.alternate(h)
	case local == "annotation" && space == aml03Space: // Word 2003's tracked changes
		switch kind, _ := r.s.Attr("type"); kind {
		case "Word.Deletion":
			r.tracked()
			return r.s.Skip()
		case "Word.Insertion":
			r.tracked()
		case "Word.Comment":
			return r.s.Skip()
		}
	case local == "t" && strings.HasSuffix(space, "/math"): // a formula's characters
		return r.text()
	case local == "blip", local == "imagedata", local == "OLEObject":
		r.flow.pictures++
		r.pictures.count++
	}
	return r.each(h)
}

// alternate takes the first branch that says something: Word writes a text box
// twice, once as it is and once for old programs.
func (r *reader) alternate(h handler) error {
	taken := false
	return r.each(func(r *reader) error {
		if taken {
			return r.s.Skip()
		}
		before := r.said()
		err := r.each(h)
		taken = r.said() != before
		return err
	})
}

// said counts what was met so far, so that a change can be told.
func (r *reader) said() int {
	return len(r.flow.text) + len(r.flow.blocks) + len(r.boxes) + r.pictures.count
}

func (r *reader) tracked() {
	r.note("docx.tracked", "文件带有未接受的修订，按全部接受后的内容读取", "the file holds tracked changes; it was read as if all were accepted")
}

// note adds a remark on the document, once.
func (r *reader) note(code, zh, en string) {
	for i := range r.doc.Notes {
		if r.doc.Notes[i].Code == code {
			return
		}
	}
	r.doc.Notes = append(r.doc.Notes, schema.Note{Code: code, Text: zh, EN: en})
}
