package doc

import (
	"strings"

	"huizong/schema"
)

// A paragraph is what the property list of a paragraph's end says.
type paragraph struct {
	depth   int // in how many tables it stands
	rowEnd  bool
	cellEnd bool // of a cell at depth > 1; at depth 1 the character says it
	list    int  // numbering; 0 for none
	level   int
	shape   shape
}

// paragraphAt reads the properties of the paragraph that ends at a file
// position in a piece.
func (w *walker) paragraphAt(p *piece, at uint32) (paragraph, error) {
	run := w.paras.find(at)
	if run == nil || w.from == p && w.start < run.begin {
		return paragraph{}, damaged("段落与格式记录不符", "a paragraph and its property list do not agree")
	}
	props := paragraph{shape: newShape()}
	props.list, props.level = w.styleNumbering(int(run.style))
	inTable := false
	var err error
	var set func(code uint16, operand []byte)
	elsewhere := 0
	set = func(code uint16, operand []byte) {
		switch code {
		case paraInTable:
			inTable = operand[0] != 0
		case paraDepth:
			props.depth = int(int32(u32(operand, 0)))
		case paraDeeper:
			props.depth += int(int32(u32(operand, 0)))
		case paraRowEnd, paraInnerRow:
			props.rowEnd = props.rowEnd || operand[0] != 0
		case paraCellEnd:
			props.cellEnd = operand[0] != 0
		case paraLevel:
			props.level = int(operand[0])
		case paraList:
			props.list = i16(operand, 0)
		case paraStyle:
			props.list, props.level = w.styleNumbering(int(u16(operand, 0)))
		case paraElsewhere, paraElsewhere0:
			if elsewhere++; elsewhere > 1 {
				err = damaged("段落格式记录错误", "a property list refers to another twice")
				return
			}
			if broken := w.elsewhere(u32(operand, 0), set); broken != nil {
				err = broken
			}
		default:
			if code>>10&7 == 5 {
				props.shape.set(code, operand)
			}
		}
	}
	more := w.pieceList(p)
	if err := w.spend(len(run.list) + len(more)); err != nil {
		return props, err
	}
	sound := each(run.list, set)
	each(more, set)
	if props.depth == 0 && inTable {
		props.depth = 1
	}
	if err == nil && (!sound || !props.shape.ok || props.depth < 0) {
		err = damaged("段落格式记录错误", "the property list of a paragraph is broken")
	}
	return props, err
}

// elsewhere reads a property list that was too long for its page (PrcData,
// 2.9.205).
func (w *walker) elsewhere(at uint32, set func(uint16, []byte)) error {
	if uint64(at)+2 > uint64(len(w.data)) {
		return truncated("a property list")
	}
	begin, size := uint64(at)+2, uint64(u16(w.data, int(at)))
	if begin+size > uint64(len(w.data)) {
		return truncated("a property list")
	}
	if err := w.spend(int(size)); err != nil {
		return err
	}
	if !each(w.data[begin:begin+size], set) {
		return damaged("段落格式记录错误", "a property list in the Data stream is broken")
	}
	return nil
}

// end reads the mark that ends a paragraph, cell, row or page.
func (w *walker) end(mark rune, p *piece, at uint32) error {
	props, err := w.paragraphAt(p, at)
	if err != nil {
		return err
	}
	w.from, w.start = p, at+p.size()
	if mark == pageBreak && props.depth > 0 {
		return w.write('\n')
	}
	if w.joined && w.depth != props.depth {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.dropOpenInstructions()
	cell := mark == cellEnd || props.cellEnd
	switch {
	case props.rowEnd && (mark == cellEnd || props.depth > 1):
		return w.row(&props)
	case !cell && w.look.deleted:
		w.joined, w.depth = true, props.depth
		return nil
	}
	text := w.label(props.list, props.level) + w.collected()
	if strings.TrimSpace(text) == "" && w.picture {
		if err := w.pictureAlone(props.depth); err != nil {
			return err
		}
	}
	w.picture = false
	if cell {
		return w.ended(w.nest.Cell(props.depth, text))
	}
	if props.depth == 0 && strings.TrimSpace(text) != "" {
		w.before = text
	}
	return w.ended(w.nest.Paragraph(props.depth, text))
}

// ended lets text boxes follow what they are tied to.
func (w *walker) ended(err error) error {
	if err == nil && len(w.waiting) > 0 {
		w.nest.After(w.waiting)
		w.waiting = nil
	}
	return err
}

// row ends a row. It is left out if its end was deleted with all that stood in
// it: LibreOffice marks the ends of rows that keep their text, too.
func (w *walker) row(props *paragraph) error {
	if strings.TrimSpace(w.collected()) != "" {
		return damaged("表行末尾有多余文字", "text stands between a row's last cell and its end")
	}
	if w.look.deleted {
		if dropped, err := w.nest.DropBlank(props.depth); dropped || err != nil {
			return err
		}
	}
	return w.nest.Row(props.depth, props.shape.row())
}

// collected gives the text of the open paragraph and begins another.
func (w *walker) collected() string {
	text := string(w.text)
	w.text = w.text[:0]
	w.last, w.high, w.joined = look{}, 0, false
	return text
}

// flush ends a paragraph whose own end was deleted and that nothing followed
// which it could join.
func (w *walker) flush() error {
	if text := w.collected(); text != "" || len(w.waiting) > 0 {
		return w.ended(w.nest.Paragraph(w.depth, text))
	}
	return nil
}

// dropOpenInstructions forgets fields that reach the end of a paragraph without
// a result: a lost mark must not swallow the rest of the document.
func (w *walker) dropOpenInstructions() {
	for n := len(w.fields); n > 0 && w.fields[n-1]; n-- {
		w.fields = w.fields[:n-1]
	}
}

// pictureAlone notes a paragraph or cell that is a picture and nothing else.
func (w *walker) pictureAlone(depth int) error {
	if depth > 0 {
		return w.nest.Remark(depth, "单元格中是图片，没有读取")
	}
	const most = 20
	if w.pictureNotes++; w.pictureNotes > most {
		return nil
	}
	zh, en := "开头", "at the beginning"
	if t := shorten(strings.TrimSpace(w.before)); t != "" {
		zh, en = "“"+t+"”之后", "after “"+t+"”"
	}
	w.doc.Notes = append(w.doc.Notes, schema.Note{Code: "doc.picture", Text: zh + "是图片，图片中的内容没有读取",
		EN: en + " stands a picture; what it shows was not read"})
	return nil
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// note adds a remark on the document, once.
func (w *walker) note(code, zh, en string) {
	for i := range w.doc.Notes {
		if w.doc.Notes[i].Code == code {
			return
		}
	}
	w.doc.Notes = append(w.doc.Notes, schema.Note{Code: code, Text: zh, EN: en})
}
