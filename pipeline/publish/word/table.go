package word

import (
	"fmt"
	"strconv"
)

// A Cell is one cell of a table. A grid position that a span covers has no
// cell of its own.
type Cell struct {
	Text     string
	Columns  int // span, 0 is 1
	Rows     int // span, 0 is 1
	Style    Style
	Shade    string // RRGGBB background, "" for none
	Runs     []Run  // instead of Text
	Vertical bool   // text from top to bottom
}

// A Table is rows of cells over columns of given widths.
type Table struct {
	Widths []int // of the columns, in millimetres
	Header int   // rows repeated on each page
	Rows   [][]Cell
	Height int  // least height of a row in points, 0 for what the text needs
	Whole  bool // on one page, if it has room
	Keep   bool // the last row stays with what follows
}

// twips per millimetre, rounded to the whole table's need.
func twips(mm int) int { return mm * 567 / 10 }

// narrow are the margins of a cell, a millimetre: two characters of small print
// fit a column of ten. It stands in each table, since LibreOffice does not take
// it from the default style.
const narrow = `<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>`

// Table adds a table with single rulings. Rows whose spans do not fill the
// grid are a fault of the program: it panics.
func (d *Document) Table(t Table) {
	b := d.text()
	total := 0
	for _, w := range t.Widths {
		total += twips(w)
	}
	b.add(`<w:tbl><w:tblPr><w:tblW w:w="`, strconv.Itoa(total), `" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.add(`<w:`, side, ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	b.add(`</w:tblBorders><w:tblLayout w:type="fixed"/>`, narrow, `</w:tblPr><w:tblGrid>`)
	for _, w := range t.Widths {
		b.add(`<w:gridCol w:w="`, strconv.Itoa(twips(w)), `"/>`)
	}
	b.add(`</w:tblGrid>`)
	open := make([]*Cell, len(t.Widths)) // a cell that reaches down into the next rows, by its first column
	left := make([]int, len(t.Widths))   // how many more rows it covers
	for r, row := range t.Rows {
		b.add(`<w:tr><w:trPr><w:cantSplit/>`)
		if t.Height > 0 {
			b.add(`<w:trHeight w:val="`, strconv.Itoa(t.Height*20), `" w:hRule="atLeast"/>`)
		}
		if r < t.Header {
			b.add(`<w:tblHeader/>`)
		}
		b.add(`</w:trPr>`)
		next := 0
		for c := 0; c < len(t.Widths); {
			if left[c] > 0 {
				t.cell(b, open[c], c, "continue", t.Whole && r < len(t.Rows)-1)
				left[c]--
				c += span(open[c].Columns)
				continue
			}
			if next == len(row) {
				panic(fmt.Sprintf("word: row %d has no cell for column %d", r, c))
			}
			cell := &row[next]
			next++
			merge := ""
			if cell.Rows > 1 {
				merge, open[c], left[c] = "restart", cell, cell.Rows-1
			}
			last := r == len(t.Rows)-1
			t.cell(b, cell, c, merge, t.Whole && !last || t.Keep && last)
			c += span(cell.Columns)
		}
		if next != len(row) {
			panic(fmt.Sprintf("word: row %d has %d cells too many", r, len(row)-next))
		}
		b.add(`</w:tr>`)
	}
	b.add(`</w:tbl>`)
	// Word wants a paragraph between tables; this one takes no room.
	b.add(`<w:p><w:pPr>`, keepNext(t.Keep), `<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`)
}

func keepNext(keep bool) string {
	if keep {
		return `<w:keepNext/>`
	}
	return ""
}

func span(n int) int { return max(n, 1) }

// cell writes a cell, its text kept with the next row's if keep is set.
func (t *Table) cell(b *markup, c *Cell, column int, merge string, keep bool) {
	width := 0
	for _, w := range t.Widths[column : column+span(c.Columns)] {
		width += twips(w)
	}
	b.add(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/>`)
	if c.Columns > 1 {
		b.add(`<w:gridSpan w:val="`, strconv.Itoa(c.Columns), `"/>`)
	}
	switch merge {
	case "restart":
		b.add(`<w:vMerge w:val="restart"/>`)
	case "continue":
		b.add(`<w:vMerge/>`)
	}
	if c.Shade != "" {
		b.add(`<w:shd w:val="clear" w:color="auto" w:fill="`, c.Shade, `"/>`)
	}
	if c.Vertical {
		b.add(`<w:textDirection w:val="tbRlV"/>`)
	}
	b.add(`<w:vAlign w:val="center"/></w:tcPr>`)
	runs := c.Runs
	if runs == nil {
		runs = []Run{{Text: c.Text}}
	}
	if merge == "continue" {
		runs = nil
	}
	s := c.Style
	s.Keep = keep
	if s.Points == 0 {
		s.Points = 10
	}
	if s.Font == "" {
		s.Font = Song
	}
	if s.Align == "" {
		s.Align = "center"
	}
	writeParagraph(b, s, runs, s.Points*26)
	b.add(`</w:tc>`)
}
