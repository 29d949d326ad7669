package recognize

import (
	"slices"
	"strings"

	"huizong/schema"
)

// table lays out a table, or opens it where it only places text: when tables
// stand inside its cells and its own cells are not the form's.
func (u *unfolder) table(t *schema.Table) {
	nested := false
	for i := range t.Cells {
		nested = nested || t.Cells[i].Inner != nil
	}
	if nested && !isFormTable(t) {
		u.open(t)
		return
	}
	u.tables++
	u.rows(t, u.tables)
	for i := range t.Cells {
		for j := range t.Cells[i].Inner {
			if b := &t.Cells[i].Inner[j]; b.Table != nil {
				u.table(b.Table)
			}
		}
	}
}

// open treats a layout table as the blocks that its cells hold.
func (u *unfolder) open(t *schema.Table) {
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

// isFormTable reports whether a table's own cells hold rows of the form, so
// that a table nested in one of them does not make it a layout table.
func isFormTable(t *schema.Table) bool {
	hits := 0
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Inner == nil && len(c.Text) < 300 && signOf(plain(c.Text)) != schema.NoTable {
			hits++
		}
	}
	return hits >= 3
}

// maxSpan bounds the rows that one cell is carried into: the form has 26 rows
// a table, and an absurd span must cost nothing.
const maxSpan = 64

// rows lays out the grid row by row; each row knows the cells that reach into
// it from above.
func (u *unfolder) rows(t *schema.Table, number int) {
	for cells := t.Cells; len(cells) > 0; {
		n, rows := stretchOf(cells)
		if u.met != nil && rows >= fewestRows {
			u.stretch(cells[:n], number, t.Loose)
		} else {
			n = untilClosed(cells)
			u.layOut(cells[:n], number, t.Loose)
		}
		cells = cells[n:]
	}
}

// layOut lays out rows that no cell reaches into from above.
func (u *unfolder) layOut(cells []schema.Cell, number int, loose bool) {
	var above []carried
	for i := 0; i < len(cells); {
		r, end := cells[i].Row, i
		for end < len(cells) && cells[end].Row == r {
			end++
		}
		above = reaching(above, r)
		pieces := u.pieces.take(len(above) + end - i)
		for k := range above {
			pieces = append(pieces, above[k].piece)
		}
		for ; i < end; i++ {
			c := &cells[i]
			if c.Hidden {
				continue
			}
			pieces = append(pieces, piece{raw: c.Text, plain: u.paper.plain(c.Text), column: c.Column, span: max(c.ColumnSpan, 1),
				value: c.Doubt != schema.Certain || valueLike(c.Text), note: c.Note, doubt: c.Doubt, place: &c.Place})
			if c.RowSpan > 1 {
				p := pieces[len(pieces)-1]
				p.continued = true
				above = append(above, carried{p, r + min(c.RowSpan, maxSpan)})
			}
		}
		sortPieces(pieces)
		u.row(pieces, number, loose)
	}
}

// A carried piece reaches into the rows below its own, down to before end.
type carried struct {
	piece
	end int
}

// mostCarried is how many cells of one row may come from above: no row of the
// form has more.
const mostCarried = 32

// reaching keeps the carried pieces that reach into row r.
func reaching(above []carried, r int) []carried {
	rest := above[:0]
	for i := range above {
		if above[i].end > r && len(rest) < mostCarried {
			rest = append(rest, above[i])
		}
	}
	return rest
}

// sortPieces orders by column; rows are short and nearly in order.
func sortPieces(ps []piece) {
	if len(ps) > 2*mostCarried {
		slices.SortStableFunc(ps, func(a, b piece) int { return a.column - b.column })
		return
	}
	for i := range ps {
		for k := i; k > 0 && ps[k-1].column > ps[k].column; k-- {
			ps[k-1], ps[k] = ps[k], ps[k-1]
		}
	}
}

// row adds one table row. A row of a single cell, or of one long text among
// blanks, is a paragraph: sheets and layout tables write prose so.
func (u *unfolder) row(pieces []piece, number int, loose bool) {
	if len(pieces) == 0 {
		return
	}
	u.block++
	only, printed, values, long, doubtful := -1, 0, 0, false, false
	for i := range pieces {
		p := &pieces[i]
		if p.continued || p.blank() {
			continue
		}
		printed++
		only = i
		if p.value {
			values++
		}
		long = long || longer(p.plain, longestLabel)
		doubtful = doubtful || p.doubt != schema.Certain
	}
	switch {
	case doubtful: // prose knows no doubt
	case printed == 1 && (len(pieces) == 1 || long || isHeading(pieces[only].plain)):
		u.paragraph(pieces[only].raw, pieces[only].at())
		return
	case long && values < 3:
		for i := range pieces {
			if !pieces[i].continued {
				u.paragraph(pieces[i].raw, pieces[i].at())
			}
		}
		return
	}
	l := line{pieces: pieces, table: number, loose: loose, block: u.block, place: pieces[0].at()}
	l.solo = printed == 1 && !pieces[only].value
	l.plain = u.joinPlain(pieces)
	u.add(l)
}

// longestLabel, in characters, is more than any label of the form takes: a
// cell that prints more is prose.
const longestLabel = 90

// joinRaw is what the cells of a row print, parted by tabs.
func joinRaw(ps []piece) string {
	var b strings.Builder
	for i := range ps {
		if ps[i].continued || ps[i].blank() {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(strings.TrimSpace(ps[i].raw))
	}
	return b.String()
}

// joinPlain is the plain form of what the cells of a row print.
func (u *unfolder) joinPlain(ps []piece) string {
	n := 0
	for i := range ps {
		n += len(ps[i].plain)
	}
	from := u.paper.begin(n)
	for i := range ps {
		if !ps[i].continued {
			u.paper.WriteString(ps[i].plain)
		}
	}
	return u.paper.since(from)
}
