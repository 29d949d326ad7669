package recognize

import (
	"encoding/binary"
	"strings"

	"huizong/schema"
)

// figureOf is the plain form of a text that prints a number in digits and nothing
// else, and ok, or not ok: the numbers of a report, but for rare spellings.
func figureOf(raw string) (plain string, ok bool) {
	if raw == "" || raw[0] >= 0xe4 {
		return raw, false // nothing, or an ideograph
	}
	s := strings.TrimSpace(raw)
	n := digitRun(s)
	if n > 0 && n+1 < len(s) && s[n] == '.' {
		n += 1 + digitRun(s[n+1:])
	}
	return s, n > 0 && n == len(s) && n <= longestFigure
}

// fewestRows is how many rows make a stretch that is worth remembering.
const fewestRows = 2

// stretchOf is how many of the cells, which begin a row, are of rows that no cell
// of other rows reaches into or out of, and in how many rows they stand. It ends
// before what may be prose.
func stretchOf(cells []schema.Cell) (n, rows int) {
	carried, met := -1, 0 // the last row that a cell reaches into; rows so far
	for at := 0; at < min(len(cells), mostCells); {
		row, from := cells[at].Row, at
		before := carried
		for ; at < len(cells) && cells[at].Row == row; at++ {
			c := &cells[at]
			if longer(c.Text, longestLabel) || c.Inner != nil || c.Doubt != schema.Certain || c.Note != "" {
				return n, rows
			}
			carried = max(carried, row+min(c.RowSpan, maxSpan)-1)
		}
		if at-from < 2 && before < row && signOf(plain(cells[from].Text)) == schema.NoTable {
			return n, rows
		}
		if met++; carried <= row || at == len(cells) {
			n, rows = at, met
		}
	}
	return n, rows
}

// untilClosed is how many of the cells are of the first row and of those that its
// cells reach into, and so on.
func untilClosed(cells []schema.Cell) int {
	n, carried := 0, 0
	for n < len(cells) && (n == 0 || cells[n].Row == cells[n-1].Row || cells[n].Row <= carried) {
		carried = max(carried, cells[n].Row+min(cells[n].RowSpan, maxSpan)-1)
		n++
	}
	return n
}

// mostCells is more than one table of the form has, however it is cut into cells.
const mostCells = 1 << 9

// writeKey writes down all of the cells that recognizing goes by: where they stand,
// and what they print, without figures and as plain text; a row of a single cell may
// become a line of text, whose blanks count.
func (u *unfolder) writeKey(cells []schema.Cell, loose bool) {
	key := append(u.key[:0], 0)
	if loose {
		key[0] = 1
	}
	row := cells[0].Row
	for i := range cells {
		c := &cells[i]
		for _, n := range [...]int{c.Row - row, c.Column, c.RowSpan, c.ColumnSpan} {
			key = binary.AppendUvarint(key, uint64(n))
		}
		row = c.Row
		_, figure := figureOf(c.Text)
		switch {
		case c.Hidden:
			key = append(key, keyHidden)
			continue
		case figure:
			key = append(key, keyFigure)
			continue
		case alone(cells, i):
			key = append(key, keyText)
			key = appendText(key, c.Text)
			continue
		case valueLike(c.Text):
			key = append(key, keyValue)
		default:
			key = append(key, keyWord)
		}
		key = appendText(key, u.paper.plain(c.Text))
	}
	u.key = key
}

// What a key says of a cell's text.
const (
	keyHidden = iota
	keyFigure
	keyText
	keyValue
	keyWord
)

// alone reports whether no other cell begins in the row of cell i.
func alone(cells []schema.Cell, i int) bool {
	return (i == 0 || cells[i-1].Row != cells[i].Row) && (i+1 == len(cells) || cells[i+1].Row != cells[i].Row)
}

func appendText(key []byte, text string) []byte {
	return append(binary.AppendUvarint(key, uint64(len(text))), text...)
}
