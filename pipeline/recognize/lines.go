package recognize

import (
	"regexp"
	"strings"

	"huizong/schema"
)

// A piece is one cell of a row, or one blank-parted word of a text line.
type piece struct {
	raw, plain string
	column     int  // 0-based grid column, or rune offset in a text line
	span       int  // grid columns
	continued  bool // anchored in a row above
	hidden     bool
	note       string
	place      schema.Place
}

// A line is a table row or one printed line of a paragraph.
type line struct {
	raw, plain string
	pieces     []piece
	table      int  // 1-based number of the table it is a row of, 0 for a paragraph
	loose      bool // a row whose columns prove nothing
	place      schema.Place
	block      int // index of the document block it came from
}

// row reports whether the line is a table row.
func (l *line) row() bool { return l.table > 0 }

// pageMark is a printed page number on a line of its own: - 4 -, — 1 —, 第3页.
var pageMark = regexp.MustCompile(`^(?:-+\d{1,3}-+|第\d{1,3}页(?:共\d{1,3}页)?|\d{1,3}/\d{1,3}页?)$`)

// unfold lays a document out as lines: rows of data tables, and the lines of
// everything else. Layout tables are opened; page marks are dropped.
func unfold(doc *schema.Document) []line {
	u := &unfolder{}
	u.blocks(doc.Blocks)
	return u.lines
}

type unfolder struct {
	lines  []line
	tables int
	block  int
}

func (u *unfolder) blocks(blocks []schema.Block) {
	for i := range blocks {
		u.block++
		if b := &blocks[i]; b.Table != nil {
			u.table(b.Table, b.Place)
		} else {
			u.paragraph(b.Text, b.Place)
		}
	}
}

func (u *unfolder) paragraph(text string, place schema.Place) {
	for _, s := range strings.Split(text, "\n") {
		p := plain(s)
		if p == "" || pageMark.MatchString(p) {
			continue
		}
		u.lines = append(u.lines, line{raw: s, plain: p, pieces: words(s, place), place: place, block: u.block})
	}
}

// words cuts a text line at its blanks.
func words(s string, place schema.Place) []piece {
	var out []piece
	start := -1
	runes := []rune(s)
	for i := 0; i <= len(runes); i++ {
		blank := i == len(runes) || runes[i] == ' ' || runes[i] == '\t' || runes[i] == '\u00a0' || runes[i] == '\u3000'
		switch {
		case !blank && start < 0:
			start = i
		case blank && start >= 0:
			w := string(runes[start:i])
			p := place
			p.Column = start + 1
			out = append(out, piece{raw: w, plain: plain(w), column: start, span: 1, place: p})
			start = -1
		}
	}
	return out
}

func (u *unfolder) table(t *schema.Table, place schema.Place) {
	nested := false
	for i := range t.Cells {
		nested = nested || t.Cells[i].Inner != nil
	}
	if nested && !formTable(t) {
		u.open(t, place)
		return
	}
	u.tables++
	number := u.tables
	u.rows(t, number)
	for i := range t.Cells {
		for j := range t.Cells[i].Inner {
			if b := &t.Cells[i].Inner[j]; b.Table != nil {
				u.table(b.Table, b.Place)
			}
		}
	}
}

// open treats a layout table as the blocks its cells hold.
func (u *unfolder) open(t *schema.Table, place schema.Place) {
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Inner != nil {
			u.blocks(c.Inner)
			continue
		}
		u.block++
		u.paragraph(c.Text, c.Place)
	}
}

// formTable reports whether a table's own cells hold rows of the form, so that
// a table nested in it does not make it a layout table.
func formTable(t *schema.Table) bool {
	hits := 0
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Inner == nil && len(c.Text) < 300 {
			p := plain(c.Text)
			if len(threeHits(p)) == 1 || len(twoHits(p)) == 1 || isAnchorFour(p) {
				hits++
			}
		}
	}
	return hits >= 3
}

// rows lays out the grid: each row knows the cells that reach into it from
// above. A row that is one single cell is a line of text.
func (u *unfolder) rows(t *schema.Table, number int) {
	perRow := make(map[int][]piece)
	last := -1
	for i := range t.Cells {
		c := &t.Cells[i]
		p := piece{raw: c.Text, plain: plain(c.Text), column: c.Column, span: max(c.ColumnSpan, 1), hidden: c.Hidden, note: c.Note, place: c.Place}
		for r := c.Row; r < c.Row+max(c.RowSpan, 1) && r < c.Row+maxSpan; r++ {
			perRow[r] = insert(perRow[r], p)
			p.continued = true
			last = max(last, r)
		}
	}
	for r := 0; r <= last; r++ {
		pieces := perRow[r]
		if len(pieces) == 0 {
			continue
		}
		u.block++
		if single := onlyText(pieces); single != nil && (len(pieces) == 1 && !single.continued || headingNumber(single.plain) > 0) {
			u.paragraph(single.raw, single.place)
			continue
		}
		raw, p := joined(pieces)
		u.lines = append(u.lines, line{raw: raw, plain: p, pieces: pieces, table: number, loose: t.Loose, place: pieces[0].place, block: u.block})
	}
}

// maxSpan keeps an absurd row span from costing anything.
const maxSpan = 4096

// insert keeps pieces ordered by column.
func insert(ps []piece, p piece) []piece {
	i := len(ps)
	for i > 0 && ps[i-1].column > p.column {
		i--
	}
	ps = append(ps, piece{})
	copy(ps[i+1:], ps[i:])
	ps[i] = p
	return ps
}

// onlyText returns the single piece that prints something, nil if there are
// none or several.
func onlyText(ps []piece) *piece {
	var only *piece
	for i := range ps {
		if ps[i].plain == "" || ps[i].continued {
			continue
		}
		if only != nil {
			return nil
		}
		only = &ps[i]
	}
	return only
}

func joined(ps []piece) (raw, plainText string) {
	var r, p strings.Builder
	for i := range ps {
		if ps[i].continued {
			continue
		}
		if r.Len() > 0 {
			r.WriteByte('\t')
		}
		r.WriteString(ps[i].raw)
		p.WriteString(ps[i].plain)
	}
	return r.String(), p.String()
}
