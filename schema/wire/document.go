package wire

import (
	"fmt"

	"huizong/schema"
)

// AppendDocument appends a document to dst.
func AppendDocument(dst []byte, doc *schema.Document) []byte {
	e := encoder{b: dst}
	e.text(doc.Format)
	e.text(doc.Charset)
	e.text(doc.Title)
	e.blocks(doc.Blocks)
	e.notes(doc.Notes)
	return e.b
}

// Document reads a document back; its texts share the memory of record. The
// error is [ErrForm].
func Document(record string) (*schema.Document, error) {
	d := decoder{rest: record}
	doc := &schema.Document{Format: d.text(), Charset: d.text(), Title: d.text(), Blocks: d.blocks(), Notes: d.notes()}
	if err := d.end(); err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	return doc, nil
}

func (e *encoder) blocks(blocks []schema.Block) {
	e.count(len(blocks))
	for i := range blocks {
		b := &blocks[i]
		e.text(b.Text)
		e.place(&b.Place)
		e.flag(b.Table != nil)
		if b.Table != nil {
			e.table(b.Table)
		}
	}
}

func (d *decoder) blocks() []schema.Block {
	n := d.count()
	if n == 0 {
		return nil
	}
	blocks := make([]schema.Block, n)
	for i := range blocks {
		b := &blocks[i]
		b.Text = d.text()
		d.place(&b.Place)
		if d.flag() {
			b.Table = d.table()
		}
	}
	return blocks
}

func (e *encoder) table(t *schema.Table) {
	e.int(int64(t.Rows))
	e.int(int64(t.Columns))
	e.flag(t.Loose)
	e.count(len(t.Cells))
	for i := range t.Cells {
		c := &t.Cells[i]
		for _, n := range [...]int{c.Row, c.Column, c.RowSpan, c.ColumnSpan} {
			e.int(int64(n))
		}
		e.text(c.Text)
		e.flag(c.Hidden)
		e.blocks(c.Inner)
		e.text(c.Note)
		e.uint(uint64(c.Doubt))
		e.place(&c.Place)
	}
}

func (d *decoder) table() *schema.Table {
	t := &schema.Table{Rows: int(d.int()), Columns: int(d.int()), Loose: d.flag()}
	if n := d.count(); n > 0 {
		t.Cells = make([]schema.Cell, n)
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		for _, n := range [...]*int{&c.Row, &c.Column, &c.RowSpan, &c.ColumnSpan} {
			*n = int(d.int())
		}
		c.Text = d.text()
		c.Hidden = d.flag()
		c.Inner = d.blocks()
		c.Note = d.text()
		c.Doubt = schema.Doubt(d.upTo(uint64(schema.DoubtfulRow)))
		d.place(&c.Place)
	}
	return t
}
