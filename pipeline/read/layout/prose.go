package layout

import (
	"slices"
	"strings"
	"unicode"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// write puts lines and tables into the document in reading order and joins
// what page breaks cut.
func (d *builder) write(pages []*page) error {
	f := flow{builder: d, margins: marginsOf(pages)}
	items := inOrder(pages)
	for i, it := range items {
		switch {
		case it.line != nil:
			f.line(it.line, it.page)
		case it.grid.lone() && !f.rowLeftAlone(items, i):
			for _, l := range it.grid.regions[0].lines {
				f.line(l, it.page)
			}
		default:
			f.table(it.grid)
		}
	}
	f.endParagraph()
	f.endTable()
	return f.failed
}

// An item is a line or a table of a page.
type item struct {
	page *page
	line *line
	grid *grid
}

// inOrder lists lines and tables from top to bottom, page by page.
func inOrder(pages []*page) []item {
	var out []item
	for _, p := range pages {
		lines, tables := p.lines, p.tables
		for len(lines) > 0 || len(tables) > 0 {
			if len(tables) == 0 || len(lines) > 0 && !lines[0].foot && lines[0].base <= tables[0].ys[0]+near {
				out = append(out, item{page: p, line: lines[0]})
				lines = lines[1:]
				continue
			}
			out = append(out, item{page: p, grid: tables[0]})
			tables = tables[1:]
		}
	}
	return out
}

// rowLeftAlone reports whether the frame items[i] is a row of the table that
// ends on the page before or begins on the next.
func (f *flow) rowLeftAlone(items []item, i int) bool {
	t := frameOf(items[i].grid)
	if f.continued(items[i].grid, t) {
		return true
	}
	if i+1 == len(items) || items[i+1].grid == nil || items[i+1].page == items[i].page || items[i+1].grid.lone() {
		return false
	}
	return t.continues(frameOf(items[i+1].grid))
}

// flow is the text as it runs over the pages.
type flow struct {
	*builder
	margins   map[int]margins // by page width in points
	paragraph []*line
	page      int // of the paragraph's first line
	open      *table
	numbered  int // tables written
	failed    error
}

func (f *flow) line(l *line, p *page) {
	f.endTable()
	if n := len(f.paragraph); n > 0 && f.margins[int(p.width)].goOn(f.paragraph[n-1], l) {
		f.paragraph = append(f.paragraph, l)
		return
	}
	f.endParagraph()
	f.paragraph, f.page = []*line{l}, p.number
}

func (f *flow) table(g *grid) {
	f.endParagraph()
	t := tableOf(g)
	if f.continued(g, t) {
		f.open.goOn(t)
		return
	}
	f.endTable()
	f.open = t
}

// continued reports whether the open table goes on in t, drawn as g.
func (f *flow) continued(g *grid, t *table) bool {
	return f.open != nil && f.open.page < g.page && f.open.continues(t)
}

func (f *flow) endParagraph() {
	if len(f.paragraph) == 0 {
		return
	}
	text := ""
	for _, l := range f.paragraph {
		next := l.text()
		if text != "" && needsBlank(text, next) {
			text += " "
		}
		text += next
	}
	f.add(schema.Paragraph(text, schema.Place{Page: f.page}))
	f.paragraph = nil
}

func (f *flow) add(b schema.Block) {
	if len(f.doc.Blocks) >= f.bounds.Blocks {
		f.failed = bounds.Over("paragraphs and tables", "段落和表格数", int64(f.bounds.Blocks))
		return
	}
	f.doc.Blocks = append(f.doc.Blocks, b)
}

// needsBlank keeps two words of Latin text apart.
func needsBlank(a, b string) bool {
	first := []rune(b)[0]
	return last(a) < unicode.MaxLatin1 && unicode.IsLetter(last(a)) && first < unicode.MaxLatin1 && unicode.IsLetter(first)
}

// endTable writes the open table.
func (f *flow) endTable() {
	if f.open == nil {
		return
	}
	f.numbered++
	f.add(f.block(f.open, f.numbered))
	f.open = nil
}

func (f *flow) block(t *table, number int) schema.Block {
	out := &schema.Table{Rows: t.rows, Columns: len(t.xs) - 1}
	texts := t.finish()
	for i, c := range t.cells {
		cell := schema.Cell{
			Row: c.r0, Column: c.c0, RowSpan: c.r1 - c.r0, ColumnSpan: c.c1 - c.c0, Text: texts[i], Doubt: c.doubt,
			Place: schema.Place{Page: c.page, Table: number, Row: c.r0 + 1, Column: c.c0 + 1},
		}
		if len(c.inner) > 0 {
			cell.Inner = f.inside(c, cell.Text)
		}
		out.Cells = append(out.Cells, cell)
	}
	place := schema.Place{Table: number}
	if len(t.cells) > 0 {
		place.Page = t.cells[0].page
	}
	return schema.Block{Table: out, Place: place}
}

// inside writes the content of a cell that holds tables: its own text first.
func (f *flow) inside(c *cell, text string) []schema.Block {
	var out []schema.Block
	if text != "" {
		out = append(out, schema.Paragraph(text, schema.Place{Page: c.page}))
	}
	for _, g := range c.inner {
		f.numbered++
		out = append(out, f.block(tableOf(g), f.numbered))
	}
	return out
}

// margins are where the text of pages begins and ends, and how far apart its
// lines are in font sizes.
type margins struct{ left, right, pitch float64 }

// marginsOf measures the pages of each width together. The left margin is
// taken from the lines that reach furthest right: those in the middle of
// paragraphs.
func marginsOf(pages []*page) map[int]margins {
	right := map[int]float64{}
	for _, p := range pages {
		for _, l := range p.lines {
			if !l.foot {
				right[int(p.width)] = max(right[int(p.width)], l.box.X1)
			}
		}
	}
	starts, pitches := map[int][]float64{}, map[int][]float64{}
	for _, p := range pages {
		w := int(p.width)
		for i, l := range p.lines {
			if l.foot {
				continue
			}
			if right[w]-l.box.X1 < 2*l.size {
				starts[w] = append(starts[w], l.box.X0)
			}
			if i > 0 && l.base > p.lines[i-1].base {
				pitches[w] = append(pitches[w], (l.base-p.lines[i-1].base)/l.size)
			}
		}
	}
	out := map[int]margins{}
	for w, r := range right {
		out[w] = margins{left: quantile(starts[w], 0.25), right: r, pitch: quantile(pitches[w], 0.25)}
	}
	return out
}

func quantile(v []float64, q float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[int(q*float64(len(v)-1))]
}

// shortest is how long a line in the middle of a paragraph is at least, in font
// sizes: a page of short lines has no right margin to measure.
const shortest = 12

// goOn reports whether b is the next line of a's paragraph: a runs to the
// right margin, b begins at the left one, in letters of the same size, no
// further below than lines are, and not with a new entry after a full stop.
func (m margins) goOn(a, b *line) bool {
	switch {
	case a.wide || b.wide || a.foot || b.foot:
		return false
	case m.right-a.box.X1 >= 2*a.size || a.box.width() < shortest*a.size:
		return false
	case b.box.X0-m.left >= 1.2*b.size:
		return false
	case distance(a.size, b.size) > 0.1*a.size:
		return false
	case b.base > a.base && (b.base-a.base)/b.size > m.pitch+0.6:
		return false
	case strings.ContainsRune("。；：！？", last(a.text())) && beginsEntry(b.text()):
		return false
	}
	return true
}
