package rtf

import (
	"strings"

	"huizong/pipeline/read/grid"
	"huizong/schema"
)

// A rowShape is what \trowd and what follows it say of a row's cells.
type rowShape struct {
	left  int // edge of the first cell, in twips
	cells []grid.Cell
	next  grid.Cell // the cell being described
}

// cell ends the description of a cell by its right edge.
func (s *rowShape) cell(right int) {
	c := s.next
	c.Left, c.Right = s.left, right
	if n := len(s.cells); n > 0 {
		c.Left = s.cells[n-1].Right
	}
	s.cells = append(s.cells, c)
	s.next = grid.Cell{}
}

// paragraphDepth says in how many tables the open paragraph stands. Between
// two cells of a row it cannot be outside, whatever it says.
func (r *reader) paragraphDepth() int {
	depth := r.state.depth
	if depth == 0 && (r.state.inTable || r.nest.OpenCells(1) > 0) {
		depth = 1
	}
	return depth
}

// collected gives the text of the open paragraph and begins another.
func (r *reader) collected(depth int) (string, error) {
	text := r.texts.Keep(r.text)
	r.text = r.text[:0]
	r.last, r.high = look{}, 0
	if r.picture && strings.TrimSpace(text) == "" {
		r.picture = false
		return text, r.pictureAlone(depth)
	}
	r.picture = false
	return text, nil
}

func (r *reader) endParagraph() error {
	if !r.collecting() {
		return nil
	}
	if r.state.deleted {
		return nil // what follows joins on
	}
	depth := r.paragraphDepth()
	text, err := r.collected(depth)
	if err != nil {
		return err
	}
	if depth == 0 && strings.TrimSpace(text) != "" {
		r.before = text
	}
	return r.ended(r.nest.Paragraph(depth, text))
}

func (r *reader) endCell(depth int) error {
	if !r.collecting() {
		return nil
	}
	text, err := r.collected(depth)
	if err != nil {
		return err
	}
	return r.ended(r.nest.Cell(depth, text))
}

// ended lets text boxes follow what they are tied to.
func (r *reader) ended(err error) error {
	if err == nil && len(r.boxes) > 0 {
		r.nest.After(r.boxes)
		r.boxes = nil
	}
	return err
}

// endRow ends a row. Its shape stays, as the next row may be told by it, too.
func (r *reader) endRow(depth int) error {
	if !r.collecting() {
		return nil
	}
	text, err := r.collected(depth)
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) != "" {
		return damaged("表行末尾有多余文字", "text stands between a row's last cell and its end")
	}
	shape := grid.Row{Cells: append([]grid.Cell(nil), r.row.cells...)}
	// Some programs write no \cell for what is merged into the cell before.
	if open := r.nest.OpenCells(depth); open < len(shape.Cells) {
		if kept := merged(shape.Cells); len(kept) == open {
			shape.Cells = kept
		}
	}
	return r.nest.Row(depth, shape)
}

// merged folds the cells that go on from the one before into it.
func merged(cells []grid.Cell) []grid.Cell {
	var kept []grid.Cell
	for _, c := range cells {
		if c.FromLeft && len(kept) > 0 {
			kept[len(kept)-1].Right = c.Right
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// pictureAlone notes a paragraph or cell that is a picture and nothing else.
func (r *reader) pictureAlone(depth int) error {
	if depth > 0 {
		return r.nest.Remark(depth, "单元格中是图片，没有读取")
	}
	const most = 20
	zh, en := "开头", "at the beginning"
	if t := shorten(strings.TrimSpace(r.before)); t != "" {
		zh, en = "“"+t+"”之后", "after “"+t+"”"
	}
	if len(r.doc.Notes) < most {
		r.doc.Notes = append(r.doc.Notes, schema.Note{Code: "rtf.picture", Text: zh + "是图片，图片中的内容没有读取",
			EN: en + " stands a picture; what it shows was not read"})
	}
	return nil
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
