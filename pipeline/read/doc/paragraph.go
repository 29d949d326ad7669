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
	c := collector{walker: w, paragraph: paragraph{shape: newShape()}}
	c.list, c.level = w.styleNumbering(int(run.style))
	c.collect(run.list)
	if more := w.pieceList(p); c.err == nil && more != nil {
		c.collect(more)
	}
	if c.paragraph.depth == 0 && c.inTable {
		c.paragraph.depth = 1
	}
	if c.err == nil && (!c.shape.ok || c.paragraph.depth < 0) {
		c.err = brokenList()
	}
	return c.paragraph, c.err
}

func brokenList() error {
	return damaged("段落格式记录错误", "the property list of a paragraph is broken")
}

// A collector goes through the property lists of one paragraph.
type collector struct {
	*walker
	paragraph
	inTable   bool
	elsewhere bool // a list in the Data stream was read
	err       error
}

func (c *collector) collect(list []byte) {
	if err := c.spend(len(list)); err != nil {
		c.err = err
		return
	}
	if !each(list, c.set) && c.err == nil {
		c.err = brokenList()
	}
}

// set applies one modifier.
func (c *collector) set(code uint16, operand []byte) {
	switch code {
	case paraInTable:
		c.inTable = operand[0] != 0
	case paraDepth:
		c.paragraph.depth = int(int32(u32(operand, 0)))
	case paraDeeper:
		c.paragraph.depth += int(int32(u32(operand, 0)))
	case paraRowEnd, paraInnerRow:
		c.rowEnd = c.rowEnd || operand[0] != 0
	case paraCellEnd:
		c.cellEnd = operand[0] != 0
	case paraLevel:
		c.level = int(operand[0])
	case paraList:
		c.list = i16(operand, 0)
	case paraStyle:
		c.list, c.level = c.styleNumbering(int(u16(operand, 0)))
	case paraElsewhere, paraElsewhere0:
		c.fromData(u32(operand, 0))
	default:
		if code>>10&7 == rowModifier {
			c.shape.set(code, operand)
		}
	}
}

// fromData reads a property list that was too long for its page (PrcData,
// 2.9.205). One list names no other.
func (c *collector) fromData(at uint32) {
	begin := uint64(at) + 2
	if c.elsewhere || begin > uint64(len(c.data)) || begin+uint64(u16(c.data, int(at))) > uint64(len(c.data)) {
		c.err = brokenList()
		return
	}
	c.elsewhere = true
	c.collect(c.data[begin : begin+uint64(u16(c.data, int(at)))])
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
