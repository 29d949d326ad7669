package maker

import "huizong/schema"

// sizes of the columns of a table, in parts of the text width.
func columnEdges(g *Grid) []int {
	parts := make([]int, g.Columns)
	for x := range parts {
		parts[x] = 100
	}
	if g.Table == schema.Table3 {
		parts[0], parts[1], parts[2] = 40, 110, 330
	}
	sum := 0
	for _, p := range parts {
		sum += p
	}
	edges := []int{pageMargin}
	done := 0
	for _, p := range parts {
		done += p
		edges = append(edges, pageMargin+textWidth*done/sum)
	}
	return edges
}

// A strip is one row of a table on its page.
type strip struct {
	leaf        *leaf
	top, bottom int
}

const cellSize = 900

// table prints rows until the page is full, then goes on on the next.
func (t *typesetter) table(g *Grid) {
	edges, slots := columnEdges(g), g.Slots()
	heights := rowHeights(g, slots, edges)
	head := headRows(g)
	strips := make([]strip, len(heights))
	for y, h := range heights {
		if t.y+h > pageHeight-pageMargin {
			t.turn()
			if t.repeat && head > 0 && y >= head {
				t.repeatHead(slots[:head], heights, edges)
			}
		}
		strips[y] = strip{t.page(), t.y, t.y + h}
		t.y += h
	}
	draw(slots, strips, edges)
	t.y += 800
}

// repeatHead prints the header rows once more at the top of the page.
func (t *typesetter) repeatHead(slots [][]Slot, heights, edges []int) {
	var strips []strip
	for y := range slots {
		strips = append(strips, strip{t.page(), t.y, t.y + heights[y]})
		t.y += heights[y]
	}
	draw(slots, strips, edges)
}

// headRows counts the rows of table three before the first figure.
func headRows(g *Grid) int {
	if g.Table != schema.Table3 {
		return 0
	}
	for y, row := range g.Rows {
		for _, c := range row {
			if c.ID != schema.NoCell {
				return y
			}
		}
	}
	return 0
}

// rowHeights gives each row room for the lines of its cells; a tall cell that
// needs more than its rows have makes the last of them higher.
func rowHeights(g *Grid, slots [][]Slot, edges []int) []int {
	heights := make([]int, len(slots))
	need := func(s Slot, x int) int {
		lines := wrap(s.Text, cellSize, edges[x+s.Columns]-edges[x]-2*cellPadding)
		return len(lines)*cellSize*5/4 + 2*cellPadding
	}
	for y, row := range slots {
		heights[y] = cellSize * 2
		for x, s := range row {
			if s.Anchor() && s.Rows == 1 {
				heights[y] = max(heights[y], need(s, x))
			}
		}
	}
	for y, row := range slots {
		for x, s := range row {
			if !s.Anchor() || s.Rows == 1 {
				continue
			}
			have := 0
			for k := range s.Rows {
				have += heights[y+k]
			}
			heights[y+s.Rows-1] += max(0, need(s, x)-have)
		}
	}
	return heights
}

// draw prints cells: for each page that a cell reaches over a box, its lines
// shared out among the boxes.
func draw(slots [][]Slot, strips []strip, edges []int) {
	for y, row := range slots {
		for x, s := range row {
			if !s.Anchor() {
				continue
			}
			left, right := edges[x], edges[x+s.Columns]
			lines := wrap(s.Text, cellSize, right-left-2*cellPadding)
			for k := 0; k < s.Rows && y+k < len(strips); {
				first := strips[y+k]
				bottom := first.bottom
				for k++; k < s.Rows && y+k < len(strips) && strips[y+k].leaf == first.leaf; k++ {
					bottom = strips[y+k].bottom
				}
				lines = first.leaf.box(left, first.top, right, bottom, lines)
			}
		}
	}
}

// box draws the border of a cell and as many lines as there is room for; it
// returns those that are left.
func (l *leaf) box(left, top, right, bottom int, lines []string) []string {
	l.rule(rule{left, top, right, top})
	l.rule(rule{left, bottom, right, bottom})
	l.rule(rule{left, top, left, bottom})
	l.rule(rule{right, top, right, bottom})
	step := cellSize * 5 / 4
	n := min(len(lines), max(1, (bottom-top-2*cellPadding)/step))
	y := top + (bottom-top-n*step)/2 + cellSize
	for _, s := range lines[:n] {
		if s != "" {
			l.texts = append(l.texts, placed{left + (right-left-width(s, cellSize))/2, y, cellSize, s})
		}
		y += step
	}
	return lines[n:]
}
