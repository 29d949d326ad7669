package docx

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// readBody stands at the root of the main part.
func readBody(r *reader) error {
	return r.each(func(r *reader) error {
		if r.word() != "body" {
			return r.s.Skip()
		}
		return r.body()
	})
}

// body reads the blocks of the document.
func (r *reader) body() error {
	if err := r.each(inBlocks); err != nil {
		return err
	}
	return r.endFlow()
}

// inBlocks handles what stands where paragraphs and tables may stand.
func inBlocks(r *reader) (err error) {
	switch r.word() {
	case "p":
		err = r.readParagraph()
	case "tbl":
		err = r.readTable()
	default:
		return r.around(inBlocks)
	}
	if r.flow == r.root && len(r.flow.text) == 0 {
		r.root.blocks = append(r.root.blocks, r.boxes...)
		r.boxes = nil
	}
	return err
}

// A paragraph is what is known of the paragraph being read.
type paragraph struct {
	style     string
	numID     string // "" if it says nothing of numbering
	level     int    // −1 if it says nothing
	printed   string // the label itself, which Word 2003 writes down
	deleted   bool   // its end is deleted: what follows joins on
	styleHide bool   // its style hides text
}

func (r *reader) readParagraph() error {
	around := r.paragraph
	r.paragraph = paragraph{level: -1}
	err := r.each(inParagraph)
	if err == nil && !r.paragraph.deleted {
		err = r.endParagraph()
	}
	r.paragraph = around
	return err
}

func inParagraph(r *reader) error {
	switch r.word() {
	case "pPr":
		err := r.memory.known.paragraphs.Read(r.s, &r.paragraph, func() error { return r.each(inParagraphProperties) })
		if err != nil {
			return err
		}
		r.paragraph.styleHide = r.hidesText(r.paragraph.style)
		return r.label()
	case "r":
		return r.readRun()
	}
	return r.around(inParagraph)
}

func inParagraphProperties(r *reader) error {
	p := &r.paragraph
	switch r.word() {
	case "pStyle":
		p.style, _ = r.s.Attr("val")
	case "numPr", "listPr":
		return r.each(inNumbering)
	case "rPr":
		return r.each(inMarkProperties)
	}
	return r.s.Skip()
}

// inNumbering reads what a paragraph or a style says of its numbering.
func inNumbering(r *reader) error {
	p := &r.paragraph
	v, _ := r.s.Attr("val")
	switch r.s.Local() {
	case "numId":
		p.numID = v
	case "ilvl":
		p.level = number(v, 0, 8)
	case "t": // wx:t of Word 2003
		p.printed = v
	}
	return r.s.Skip()
}

// inMarkProperties reads the properties of the paragraph's end.
func inMarkProperties(r *reader) error {
	switch r.word() {
	case "del", "moveFrom":
		r.tracked()
		r.paragraph.deleted = true
	case "specVanish":
		r.paragraph.deleted = r.flag()
	}
	return r.s.Skip()
}

// label writes the label of automatic numbering before the text.
func (r *reader) label() error {
	p := &r.paragraph
	if p.deleted || len(r.flow.text) > 0 {
		return nil // it will not be, or is not, a paragraph of its own
	}
	if p.printed != "" {
		return r.write(p.printed)
	}
	return r.write(r.numberLabel(p))
}

// endParagraph makes a block of the text collected.
func (r *reader) endParagraph() error {
	f := r.flow
	text := string(f.text)
	f.text = f.text[:0]
	f.last = look{}
	r.dropOpenInstructions()
	if f.keep || strings.TrimSpace(text) != "" {
		f.blocks = append(f.blocks, schema.Paragraph(text, schema.Place{}))
		return r.meter.Block(len(text))
	}
	if f.pictures > 0 {
		r.pictures.stands(f)
	}
	f.pictures = 0
	return nil
}

// endFlow ends a paragraph whose end was deleted and that nothing followed.
func (r *reader) endFlow() error {
	if len(r.flow.text) > 0 {
		return r.endParagraph()
	}
	return nil
}

// textBox reads a box of text. What it holds waits in boxes.
func (r *reader) textBox() error {
	if r.cell != nil {
		r.note("docx.textbox", "表格单元格上浮有文本框，其内容排在表格之后", "a text box floats over a table cell; its content follows the table")
	}
	around := r.scene
	r.scene = scene{flow: &flow{}}
	err := r.each(inBlocks)
	if err == nil {
		err = r.endFlow()
	}
	r.boxes = append(r.boxes, r.flow.blocks...)
	r.scene = around
	return err
}

// pictures remembers where a picture stands instead of text.
type pictures struct {
	count int
	notes []schema.Note
}

// stands notes a paragraph outside of tables that is a picture and nothing
// else. A table sent as a picture is told by this.
func (p *pictures) stands(f *flow) {
	const most = 20
	if len(p.notes) >= most {
		return
	}
	zh, en := "开头", "at the beginning"
	if n := len(f.blocks); n > 0 {
		if t := strings.TrimSpace(f.blocks[n-1].Text); f.blocks[n-1].Table != nil {
			zh, en = "一个表格之后", "after a table"
		} else {
			zh, en = "“"+shorten(t)+"”之后", "after “"+shorten(t)+"”"
		}
	}
	p.notes = append(p.notes, schema.Note{Code: "docx.picture", Text: fmt.Sprintf("%s是图片，图片中的内容没有读取", zh),
		EN: fmt.Sprintf("%s stands a picture; what it shows was not read", en)})
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
