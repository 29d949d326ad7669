package lines

import (
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// assembler makes blocks of items: rows that belong together are a table.
type assembler struct {
	bounds bounds.Bounds
	blocks []schema.Block
	cells  int
	margin int
	padded bool // every line has as many separators: a whole sheet was written out

	table   []item // rows, rulings and underlines of the table at hand
	pending []item // what came since its last row

	open bool   // the last block is a paragraph that the next line may go on
	last string // its last line
}

func (a *assembler) assemble(items []item) ([]schema.Block, error) {
	a.margin, a.padded = marginOf(items), padded(items)
	a.blocks = make([]schema.Block, 0, min(len(items), blocksAtOnce))
	for i := range items {
		it := &items[i]
		switch it.kind {
		case border:
			a.take(*it)
		case underline:
			a.underline(*it)
		case row:
			if !a.joins(items, i) {
				a.flush()
			}
			a.take(*it)
		default:
			a.pending = append(a.pending, *it)
		}
		if err := a.within(); err != nil {
			return nil, err
		}
	}
	a.flush()
	return a.blocks, a.within()
}

// blocksAtOnce is what a report takes, roughly.
const blocksAtOnce = 32

func (a *assembler) within() error {
	switch {
	case a.cells > a.bounds.Cells:
		return bounds.Over("table cells", "单元格数", int64(a.bounds.Cells))
	case len(a.blocks) > a.bounds.Blocks:
		return bounds.Over("paragraphs", "段落数", int64(a.bounds.Blocks))
	}
	return nil
}

// take adds an item to the table, and the line that stood between two rows as
// a row of one cell.
func (a *assembler) take(it item) {
	for _, p := range a.pending {
		if p.kind == paragraph && len(a.table) > 0 {
			p.kind, p.sep, p.cells = row, it.sep, []string{p.text}
			a.table = append(a.table, p)
		} else if p.kind == paragraph {
			a.paragraph(p)
		}
	}
	a.pending = a.pending[:0]
	a.cells += len(it.cells)
	a.table = append(a.table, it)
}

// joins reports whether the row at i goes on the table at hand: only blank
// lines are between, or one short line and the rows around it are alike.
func (a *assembler) joins(items []item, i int) bool {
	if len(a.table) == 0 {
		return a.noParagraph()
	}
	last, it := &a.table[len(a.table)-1], &items[i]
	if last.kind == border {
		return a.noParagraph()
	}
	ownHeader := len(a.pending) > 0 && i+1 < len(items) && items[i+1].kind == underline
	if last.sep != it.sep || ownHeader {
		return false
	}
	if a.noParagraph() {
		return true
	}
	between := 0
	for _, p := range a.pending {
		if p.kind == paragraph {
			between++
			if len(p.text) > longestLabel {
				return false
			}
		}
	}
	return between == 1 && len(last.cells) == len(it.cells)
}

func (a *assembler) noParagraph() bool {
	for _, p := range a.pending {
		if p.kind == paragraph {
			return false
		}
	}
	return true
}

// underline takes the line below a header; anywhere else, and not alone, such a
// line is a row of dashes that stand for "nothing".
func (a *assembler) underline(it item) {
	n := len(a.table)
	header := n == 0 || len(a.pending) > 0 || n == 1 || a.table[n-1].kind == border
	if !header {
		it.kind = row
		a.take(it)
		return
	}
	if n == 1 && a.table[0].kind == row && a.table[0].printed() == 0 {
		a.table = a.table[:0] // the empty header of a table without one
	}
	if n > 1 && len(a.pending) > 0 {
		a.flush()
	}
}

// flush writes out the table at hand and the paragraphs behind it.
func (a *assembler) flush() {
	if len(a.table) > 0 {
		a.write(a.rows())
		a.table = a.table[:0]
	}
	for _, p := range a.pending {
		if p.kind == paragraph {
			a.paragraph(p)
		} else {
			a.gap()
		}
	}
	a.pending = a.pending[:0]
}

// gap notes a blank line, so that no paragraph goes on behind it.
func (a *assembler) gap() { a.open = false }

// paragraph writes one line, or adds it to the wrapped paragraph before it.
func (a *assembler) paragraph(p item) {
	if n := len(a.blocks); a.open && goesOn(a.last, p.text, a.margin) && len(a.blocks[n-1].Text) < a.bounds.TextSize {
		a.blocks[n-1].Text += "\n" + p.text
	} else {
		a.blocks = append(a.blocks, schema.Paragraph(p.text, schema.Place{Line: p.number, Page: p.page}))
	}
	a.open, a.last = true, p.text
}

// write makes blocks of rows. In a sheet written out, a row that prints one
// text is a paragraph where it can be no row: outside the table, or long.
func (a *assembler) write(rows []item) {
	first, last := len(rows), -1
	for i := range rows {
		if rows[i].printed() > 1 {
			first, last = min(first, i), i
		}
	}
	from := 0
	for i := range rows {
		text, single := rows[i].only()
		outside := a.padded && (i < first || i > last) || i < first && rows[i].cells[0] != ""
		if single && (outside || len(text) > longestLabel || strings.Contains(text, "。")) {
			a.grid(rows[from:i])
			a.paragraph(item{kind: paragraph, text: text, number: rows[i].number, page: rows[i].page})
			a.open = false
			from = i + 1
		}
	}
	a.grid(rows[from:])
}

// only is the text of the one cell that prints something.
func (it *item) only() (text string, ok bool) {
	for _, c := range it.cells {
		if c != "" {
			if text != "" {
				return "", false
			}
			text = c
		}
	}
	return text, text != ""
}

// grid writes rows as one table.
func (a *assembler) grid(rows []item) {
	if len(rows) == 0 {
		return
	}
	cells := 0
	for r := range rows {
		cells += len(rows[r].cells)
	}
	t := &schema.Table{Rows: len(rows), Loose: true, Cells: make([]schema.Cell, cells)}
	n := 0
	for r := range rows {
		t.Columns = max(t.Columns, len(rows[r].cells))
		for c, text := range rows[r].cells {
			cell := &t.Cells[n]
			n++
			cell.Row, cell.Column, cell.RowSpan, cell.ColumnSpan, cell.Text = r, c, 1, 1, text
			cell.Place.Row, cell.Place.Column, cell.Place.Line, cell.Place.Page = r+1, c+1, rows[r].number, rows[r].page
		}
	}
	a.blocks = append(a.blocks, schema.Block{Table: t, Place: schema.Place{Line: rows[0].number, Page: rows[0].page}})
	a.open = false
}

// padded reports whether all lines have the same separators: then even the
// title is a row.
func padded(items []item) bool {
	width, sep, rows := 0, byte(0), 0
	for i := range items {
		it := &items[i]
		switch {
		case it.kind == blank:
			continue
		case it.kind != row || it.sep == '|':
			return false
		case rows == 0:
			width, sep = len(it.cells), it.sep
		case len(it.cells) != width || it.sep != sep:
			return false
		}
		rows++
	}
	return rows > 1
}
