// Package html reads web pages, whatever charset their meta element claims, and
// what word processors paste into them. It reads what a browser prints: hidden
// text, scripts and comments are no part of the page.
//
// The one thing to know: the page is read from its tokens in one pass, without
// building a tree. Only tables nest, so only they cost depth; everything else
// either begins a new paragraph or does not. A test holds it against the tree
// that x/net/html builds.
package html

import (
	"context"

	"golang.org/x/net/html"

	"huizong/pipeline/read/arena"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/charset"
	"huizong/pipeline/read/text/lines"
	"huizong/schema"
)

// Read reads a page. Blocks are paragraphs and tables in printed order, tables
// inside a cell are in Cell.Inner; places say table, row and column. A page
// that ends inside a table is refused as truncated, one that prints nothing as
// empty.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if int64(len(data)) > b.Bytes {
		return nil, bounds.Over("bytes", "字节数", b.Bytes)
	}
	room := arena.Lend()
	defer arena.Return(room)
	text, name, err := charset.DecodeIn(room, data)
	if err != nil {
		return nil, err
	}
	p := newPage(b)
	if err := p.read(ctx, text); err != nil {
		return nil, err
	}
	doc := &schema.Document{Format: "html", Charset: name, Title: p.title, Blocks: p.body.blocks, Notes: p.notes()}
	if len(doc.Blocks) == 0 {
		return nil, p.nothing()
	}
	lines.Number(doc.Blocks)
	return doc, nil
}

// Fragment reads elements that stand inside a text, such as the tables of a
// markdown file, whose first line is line. The tables are not numbered.
func Fragment(ctx context.Context, text string, line int, b bounds.Bounds) ([]schema.Block, error) {
	if text == "" {
		return nil, nil
	}
	p := newPage(b)
	if err := p.read(ctx, []byte(text)); err != nil {
		return nil, err
	}
	for i := range p.body.blocks {
		p.body.blocks[i].Place.Line = line
	}
	return p.body.blocks, nil
}

// A page is one reading.
type page struct {
	bounds  bounds.Bounds
	texts   arena.Texts
	body    container
	tables  []*table   // open ones, the innermost last
	current *container // where text goes
	title   string

	silence  *silence  // the open element of which nothing is printed, if any
	verbatim *verbatim // the open element printed as it stands, if any

	idle          []*container  // of cells that have ended
	room          []schema.Cell // for the cells of the next table
	roomFor       int           // how many may come
	cells, blocks int
	covered       int  // positions under spans from above that rows had to pass
	begun, ended  bool // html or body tags met
	framed        bool
	hidden        bool // text was left out because it is not shown
	deleted       bool // or marked as deleted
}

func newPage(b bounds.Bounds) *page {
	p := &page{bounds: b}
	p.body.page, p.current = p, &p.body
	return p
}

const tokensBetweenChecks = 4096

func (p *page) read(ctx context.Context, text []byte) error {
	z := newTokens(text)
	p.roomFor = min(manyCells, 1+len(text)/leastCell)
	for n := 0; ; n++ {
		if n%tokensBetweenChecks == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		switch z.next() {
		case html.ErrorToken:
			return p.end()
		case html.TextToken:
			p.text(z.text)
		case html.StartTagToken:
			if p.silence == nil && z.tag.plain() {
				continue // most tags
			}
			p.start(z.tag, false)
		case html.SelfClosingTagToken:
			p.start(z.tag, true)
		case html.EndTagToken:
			if p.silence == nil && z.tag.plain() {
				continue
			}
			p.close(z.tag)
		}
		if err := p.within(); err != nil {
			return err
		}
	}
}

// within holds the page to its bounds.
func (p *page) within() error {
	switch b := &p.bounds; {
	case len(p.tables) > b.Depth:
		return &bounds.Refusal{Code: bounds.TooDeep, Text: "网页里表格嵌套过深，请用浏览器打开后把正文复制到 Word 文档重新报送",
			EN: "tables are nested too deep; open the page in a browser, copy its text into a Word document and send that"}
	case max(p.cells, p.covered) > b.Cells:
		return bounds.Over("table cells", "单元格数", int64(b.Cells))
	case p.blocks > b.Blocks:
		return bounds.Over("paragraphs", "段落数", int64(b.Blocks))
	case len(p.current.buffer) > b.TextSize:
		return bounds.Over("bytes in one paragraph", "单段字节数", int64(b.TextSize))
	}
	return nil
}

// end closes what is open. A table that nobody closed in a page that nobody
// closed is a page cut off: its last figure may be cut, too.
func (p *page) end() error {
	cut := false
	for len(p.tables) > 0 {
		cut = cut || !p.ended && !p.innermost().implied
		p.endTable()
	}
	p.body.flush()
	if err := p.within(); err != nil {
		return err
	}
	if cut {
		return &bounds.Refusal{Code: bounds.Truncated, Text: "网页在表格中间中断，文件不完整，请重新保存后报送",
			EN: "the page ends inside a table, so the file is not whole; save it again and send it"}
	}
	return nil
}

func (p *page) notes() []schema.Note {
	var notes []schema.Note
	if p.begun && !p.ended {
		notes = append(notes, schema.Note{Code: "html.unclosed", Text: "网页没有结束标记，可能不完整", EN: "the page has no closing tag and may not be whole"})
	}
	if p.hidden {
		notes = append(notes, schema.Note{Code: "html.hidden", Text: "网页中有不显示的文字，未读取", EN: "the page has text that is not shown; it was left out"})
	}
	if p.deleted {
		notes = append(notes, schema.Note{Code: "html.deleted", Text: "网页中有标为删除的文字，未读取", EN: "the page has text marked as deleted; it was left out"})
	}
	return notes
}

// nothing is the refusal of a page without text.
func (p *page) nothing() error {
	if p.framed {
		return &bounds.Refusal{Code: bounds.Empty, Text: "网页只有框架，正文在另一个文件里，请打开正文所在页面后重新保存报送",
			EN: "the page is only a frame around another file; open the page that holds the text, save that and send it"}
	}
	return &bounds.Refusal{Code: bounds.Empty, Text: "网页里没有文字，请核对后重新报送", EN: "there is no text on the page; check it and send it again"}
}
