package doc

import (
	"context"
	"sort"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid"
	"huizong/schema"
)

// document reads the stories that print in the body: the text, and what stands
// in text boxes.
func (f *file) document(ctx context.Context, b bounds.Bounds) (*schema.Document, error) {
	meter := &grid.Meter{Bounds: b, Strict: true}
	w := &walker{file: f, ctx: ctx, doc: &schema.Document{Format: "doc"}, meter: meter, scene: newScene(meter), anchors: map[uint32]*box{}}
	if err := w.readBoxes(); err != nil {
		return nil, err
	}
	if err := w.story(0, uint32(f.fib.ccp[mainStory])); err != nil {
		return nil, err
	}
	if f.fib.ccp[footnotes]+f.fib.ccp[endnotes] > 0 {
		w.note("doc.footnotes", "文件带有脚注或尾注，其中的内容没有读取", "the file holds footnotes or endnotes, which were not read")
	}
	var err error
	if w.doc.Blocks, err = w.nest.Finish(); err != nil {
		return nil, err
	}
	if err := w.restBoxes(); err != nil {
		return nil, err
	}
	switch {
	case len(w.doc.Blocks) > 0:
		return w.doc, nil
	case w.pictureCount > 0:
		return nil, &bounds.Refusal{Code: bounds.Scanned, Text: "文件只有图片，没有文字，请报送可编辑的 Word 文件",
			EN: "the file holds pictures only and no text; send the editable Word file"}
	}
	return nil, emptyFile()
}

// A walker goes through the characters of a story and puts what it collects
// into the nest whenever a paragraph, cell or row ends.
type walker struct {
	*file
	ctx   context.Context
	doc   *schema.Document
	meter *grid.Meter
	scene
	boxes   []*box
	anchors map[uint32]*box // by character position

	spent        int64 // bytes of property lists gone through
	pictureCount int   // in the whole document
	pictureNotes int
}

// A scene is what is under construction in the text or in a text box.
type scene struct {
	nest    grid.Nest
	text    []byte         // of the open paragraph
	waiting []schema.Block // of text boxes tied to the open paragraph
	start   uint32         // file position where the open paragraph began
	from    *piece         // and the piece it lies in
	joined  bool           // the open paragraph began before a deleted end
	depth   int            // of that beginning
	fields  []bool         // open fields, outermost first; true while in the instructions
	high    rune           // first half of a character outside of the basic plane
	look    look           // what holds for the run of characters
	last    look           // of the last character collected
	picture bool           // in the open paragraph
	before  string         // the paragraph before, outside of tables
}

func newScene(m *grid.Meter) scene { return scene{nest: grid.Nest{Meter: m}} }

// A look is what holds for a run of characters.
type look struct {
	deleted, inserted, hidden bool
	struck, raised            bool
	font                      int  // of Latin letters and digits, −1 if not said
	symbol                    rune // 0 if none
}

// story reads the characters from begin to end.
func (w *walker) story(begin, end uint32) error {
	first := sort.Search(len(w.pieces), func(i int) bool { return w.pieces[i].end > begin })
	for i := first; i < len(w.pieces) && w.pieces[i].begin < end; i++ {
		p := &w.pieces[i]
		from, to := max(p.begin, begin), min(p.end, end)
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := w.piece(p, p.at+(from-p.begin)*p.size(), p.at+(to-p.begin)*p.size()); err != nil {
			return err
		}
	}
	return w.flush()
}

// piece reads the characters between two file positions, run by run.
func (w *walker) piece(p *piece, at, end uint32) error {
	list := w.pieceList(p)
	w.from, w.start = p, at
	for at < end {
		run := w.chars.find(at)
		if run == nil {
			// LibreOffice leaves out the last run when it says nothing.
			if n := len(w.chars); n == 0 || at < w.chars[n-1].end {
				return damaged("文字没有格式记录", "characters have no property list")
			}
			run = &propertyRun{begin: at, end: end}
		}
		if err := w.spend(len(run.list) + len(list)); err != nil {
			return err
		}
		w.look = w.lookOf(run, list)
		stop := min(run.end, end)
		for ; at < stop; at += p.size() {
			if err := w.take(w.char(p, at), p, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// spend counts what is gone through of property lists: a long one may be named
// by every character.
func (w *walker) spend(size int) error {
	before := w.spent
	if w.spent += int64(size) + 1; w.spent > w.meter.Bounds.Bytes {
		return bounds.Over("bytes of properties", "格式记录的字节数", w.meter.Bounds.Bytes)
	}
	if before>>20 != w.spent>>20 {
		return w.ctx.Err()
	}
	return nil
}

// char is the code unit at a file position.
func (w *walker) char(p *piece, at uint32) rune {
	if !p.narrow {
		return rune(u16(w.stream, int(at)))
	}
	c := w.stream[at]
	if c >= 0x80 && c < 0xA0 {
		return charmap.Windows1252.DecodeByte(c)
	}
	return rune(c)
}

// lookOf reads the properties of a run of characters, then those of its piece.
func (w *walker) lookOf(run *propertyRun, piece []byte) look {
	l, styleHides := look{font: -1}, false
	set := func(code uint16, operand []byte) {
		on := operand[0]&1 == 1 // 0x80 and 0x81 refer to the style, which says no
		switch code {
		case charDeleted:
			l.deleted = on
		case charInserted:
			l.inserted = on
		case charHidden:
			l.hidden = on != (styleHides && operand[0] >= 0x80)
		case charStruck, charStruckTwice:
			l.struck = on
		case charRaised:
			l.raised = operand[0] != 0
		case charSymbol:
			l.symbol = w.pictured(int(u16(operand, 0)), rune(u16(operand, 2)))
		case charFont:
			l.font = int(u16(operand, 0))
		case charStyle:
			styleHides = w.hides(int(u16(operand, 0)))
			l.hidden = styleHides
		case charPlain:
			l = look{font: -1, symbol: l.symbol, deleted: l.deleted, inserted: l.inserted}
		}
	}
	each(run.list, set)
	each(piece, set)
	return l
}

// The characters that mean something (2.4.1 and 2.8.25).
const (
	pictureMark   = 0x01
	cellEnd       = 0x07
	objectMark    = 0x08
	lineBreak     = 0x0B
	pageBreak     = 0x0C
	paragraphEnd  = 0x0D
	columnBreak   = 0x0E
	fieldBegin    = 0x13
	fieldMiddle   = 0x14
	fieldEnd      = 0x15
	fixedHyphen   = 0x1E
	optionHyphen  = 0x1F
	symbolMark    = 0x28
	firstPrinting = 0x20
)

// take reads one code unit.
func (w *walker) take(c rune, p *piece, at uint32) error {
	switch c {
	case paragraphEnd, cellEnd, pageBreak:
		return w.end(c, p, at)
	case fieldBegin:
		w.fields = append(w.fields, true)
		if len(w.fields) > w.meter.Bounds.Depth {
			return damaged("域嵌套过深", "fields are nested too deep")
		}
	case fieldMiddle:
		if n := len(w.fields); n > 0 {
			w.fields[n-1] = false
		}
	case fieldEnd:
		if n := len(w.fields); n > 0 {
			w.fields = w.fields[:n-1]
		}
	case lineBreak, columnBreak:
		return w.write('\n')
	case '\t':
		return w.write('\t')
	case fixedHyphen:
		return w.write('-')
	case objectMark:
		if found, err := w.anchor(p.begin + (at-p.at)/p.size()); found || err != nil {
			return err
		}
		fallthrough
	case pictureMark:
		w.pictureCount++
		w.picture = true
	case symbolMark:
		if w.look.symbol != 0 {
			c = w.look.symbol
		}
		return w.write(c)
	default:
		if c >= firstPrinting && c != 0xFFFF {
			return w.write(c)
		}
	}
	return nil
}

// write collects a printed character, joining the halves of those outside of
// the basic plane.
func (w *walker) write(c rune) error {
	switch {
	case w.look.deleted || w.look.inserted:
		w.note("doc.tracked", "文件带有未接受的修订，按全部接受后的内容读取", "the file holds tracked changes; it was read as if all were accepted")
		if w.look.deleted {
			return nil
		}
	}
	if w.look.hidden {
		w.note("doc.hidden", "文件含有隐藏文字，没有读取", "the file holds hidden text, which was not read")
		return nil
	}
	for _, instructions := range w.fields {
		if instructions {
			return nil
		}
	}
	c = w.pictured(w.look.font, c)
	if utf16.IsSurrogate(c) {
		if w.high == 0 && c < 0xDC00 {
			w.high = c
			return nil
		}
		c = utf16.DecodeRune(w.high, c)
	} else if w.high != 0 {
		w.text = utf8.AppendRune(w.text, utf8.RuneError)
	}
	w.high = 0
	// A figure that is crossed out or raised is no digit of its neighbour.
	if (w.last.struck != w.look.struck || w.last.raised != w.look.raised) && digit(c) && len(w.text) > 0 && digit(rune(w.text[len(w.text)-1])) {
		w.text = append(w.text, ' ')
	}
	w.last = w.look
	w.text = utf8.AppendRune(w.text, c)
	return w.meter.Text(len(w.text))
}

func digit(c rune) bool { return '0' <= c && c <= '9' }
