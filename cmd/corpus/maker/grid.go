package maker

import (
	"strconv"

	"huizong/schema"
)

// A GridCell is one printed cell, at its top left corner.
type GridCell struct {
	Text          string
	Rows, Columns int // how far it spans
	Head          bool
	ID            schema.CellID // the form cell whose figure it is, NoCell for labels
}

// A Grid is one printed table: rows of anchors from left to right. Positions
// covered by a span from above have no entry.
type Grid struct {
	Table   schema.FormTable
	Columns int
	Rows    [][]GridCell
}

// A Slot is one position of a grid laid out in full.
type Slot struct {
	*GridCell
	Top, Left bool // it is in the first row, the first column of its cell
}

// Anchor reports whether the cell is printed here.
func (s Slot) Anchor() bool { return s.GridCell != nil && s.Top && s.Left }

// Slots lays the grid out: one slot for every row and column. A position that
// no cell covers has a nil cell.
func (g *Grid) Slots() [][]Slot {
	out := make([][]Slot, len(g.Rows))
	for y := range out {
		out[y] = make([]Slot, g.Columns)
	}
	for y, row := range g.Rows {
		x := 0
		for i := range row {
			c := &row[i]
			for x < g.Columns && out[y][x].GridCell != nil {
				x++
			}
			for dy := range c.Rows {
				for dx := range c.Columns {
					if y+dy < len(out) && x+dx < g.Columns {
						out[y+dy][x+dx] = Slot{c, dy == 0, dx == 0}
					}
				}
			}
			x += c.Columns
		}
	}
	return out
}

func label(text string, rows, columns int) GridCell {
	return GridCell{Text: text, Rows: rows, Columns: columns, Head: true, ID: schema.NoCell}
}

// aside is a number that is printed but is no cell of the form.
func aside(n int64, columns int) GridCell {
	return GridCell{Text: strconv.FormatInt(n, 10), Rows: 1, Columns: columns, ID: schema.NoCell}
}

// figure is the cell of a form figure.
func (r *Report) figure(id schema.CellID, columns int) GridCell {
	return GridCell{Text: r.Cells[id].Raw, Rows: 1, Columns: columns, ID: id}
}

// Tables prints the tables of one section as the report has them: one grid as
// a rule, three for a table four that is split, none if it is missing.
func (r *Report) Tables(section int) []*Grid {
	if section < 2 || section > 4 || r.Sections[section-1].NoTable || r.Sections[section-1].Missing {
		return nil
	}
	switch section {
	case 2:
		return []*Grid{r.gridTwo()}
	case 3:
		return []*Grid{r.gridThree()}
	}
	return r.gridsFour()
}

// dice of the report for one purpose.
func (r *Report) dice(purpose string) *dice {
	return roll(append(r.seed[:len(r.seed):len(r.seed)], purpose)...)
}
