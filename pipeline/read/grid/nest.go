package grid

import (
	"fmt"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A Nest puts the paragraphs, cells and rows of a flat text, as doc and rtf
// store it, back into their tables. Depth says in how many tables something
// stands: 0 is the document itself.
//
// Every cell must be closed by its row: a text that ends otherwise has lost
// something, and is refused.
type Nest struct {
	*Meter
	levels  []level
	waiting []schema.Block // until the outermost table ends
	places  []schema.Block // for the paragraphs of cells
}

// A level is the inside of one table, or of the document.
type level struct {
	blocks []schema.Block // of the open cell; at depth 0 of the document
	note   string         // on the open cell
	cells  []Cell         // of the open row, without edges
	rows   []Row
	number int
}

// Paragraph ends a paragraph at the depth.
func (n *Nest) Paragraph(depth int, text string) error {
	if err := n.reach(depth); err != nil {
		return err
	}
	l := &n.levels[depth]
	if depth == 0 && strings.TrimSpace(text) == "" {
		return nil
	}
	if depth > 0 && l.blocks == nil {
		l.blocks = n.place()
	}
	l.blocks = append(l.blocks, schema.Paragraph(text, schema.Place{}))
	return n.Block(len(text))
}

// place is room for the paragraph of a cell: most hold one.
func (n *Nest) place() []schema.Block {
	if len(n.places) == 0 {
		n.places = make([]schema.Block, placesAtOnce)
	}
	room := n.places[:0:1]
	n.places = n.places[1:]
	return room
}

const placesAtOnce = 64

// Cell ends a cell at the depth, text being its last paragraph.
func (n *Nest) Cell(depth int, text string) error {
	if depth < 1 {
		return lost("a cell outside of a table", "表格外出现单元格")
	}
	if err := n.Paragraph(depth, text); err != nil {
		return err
	}
	l := &n.levels[depth]
	l.cells = append(l.cells, Cell{Blocks: l.blocks, Note: l.note})
	l.blocks, l.note = nil, ""
	return n.Cells(1)
}

// Remark notes something on the open cell at the depth; outside of tables it
// does nothing.
func (n *Nest) Remark(depth int, note string) error {
	if err := n.reach(depth); err != nil || depth < 1 {
		return err
	}
	l := &n.levels[depth]
	l.note = AddNote(l.note, note)
	return nil
}

// Row ends a row at the depth. Shape says the edges and merges of its cells;
// their number must be that of the cells ended since the row before.
func (n *Nest) Row(depth int, shape Row) error {
	if depth < 1 {
		return lost("a row outside of a table", "表格外出现表行")
	}
	if err := n.reach(depth); err != nil {
		return err
	}
	l := &n.levels[depth]
	if len(l.cells) != len(shape.Cells) || len(l.blocks) > 0 {
		return lost(fmt.Sprintf("a row of %d cells is described with %d", len(l.cells), len(shape.Cells)), "表行与其单元格数不符")
	}
	for i := range shape.Cells {
		shape.Cells[i].Blocks, shape.Cells[i].Note = l.cells[i].Blocks, l.cells[i].Note
	}
	l.cells = l.cells[:0]
	l.rows = append(l.rows, shape)
	return nil
}

// DropBlank ends a row at the depth without keeping it, if nothing stands in
// its cells; dropped says whether it was so.
func (n *Nest) DropBlank(depth int) (dropped bool, err error) {
	if err := n.reach(depth); err != nil || depth < 1 {
		return false, err
	}
	l := &n.levels[depth]
	for _, c := range l.cells {
		if hasContent(c.Blocks) {
			return false, nil
		}
	}
	l.cells, l.blocks, l.note = l.cells[:0], nil, ""
	return true, nil
}

// Finish closes all tables and gives the blocks of the document.
func (n *Nest) Finish() ([]schema.Block, error) {
	if err := n.reach(0); err != nil {
		return nil, err
	}
	n.release()
	blocks := n.levels[0].blocks
	n.levels = nil
	return blocks, nil
}

// After puts blocks, as those of a text box, behind the paragraph that ended
// last, or behind the outermost table that it stands in.
func (n *Nest) After(blocks []schema.Block) {
	n.waiting = append(n.waiting, blocks...)
	n.release()
}

// release lets blocks follow that waited for the end of a table.
func (n *Nest) release() {
	if len(n.levels) == 1 {
		n.levels[0].blocks = append(n.levels[0].blocks, n.waiting...)
		n.waiting = nil
	}
}

// reach opens or closes tables until depth is reached.
func (n *Nest) reach(depth int) error {
	if depth > n.Bounds.Depth {
		return &bounds.Refusal{Code: bounds.TooDeep,
			Text: fmt.Sprintf("表格嵌套超过 %d 层，请核对文件后重新报送", n.Bounds.Depth),
			EN:   fmt.Sprintf("tables nested more than %d deep; check the file and send it again", n.Bounds.Depth)}
	}
	for len(n.levels) <= depth {
		number := 0
		if len(n.levels) > 0 {
			number = n.NextTable()
		}
		n.levels = append(n.levels, level{number: number})
	}
	for len(n.levels)-1 > depth {
		if err := n.close(); err != nil {
			return err
		}
	}
	return nil
}

// close makes a table of the innermost level and puts it into the one around.
func (n *Nest) close() error {
	l := n.levels[len(n.levels)-1]
	n.levels = n.levels[:len(n.levels)-1]
	if len(l.cells) > 0 || hasContent(l.blocks) {
		return lost("a table ends inside a row", "表格在行中间结束")
	}
	if len(l.rows) == 0 {
		return nil
	}
	t, err := n.Table(l.rows, l.number, Snap)
	if err != nil {
		return err
	}
	around := &n.levels[len(n.levels)-1]
	around.blocks = append(around.blocks, schema.Block{Table: t, Place: schema.Place{Table: l.number}})
	n.release()
	return n.Block(0)
}

func hasContent(blocks []schema.Block) bool {
	for i := range blocks {
		if blocks[i].Table != nil || strings.TrimSpace(blocks[i].Text) != "" {
			return true
		}
	}
	return false
}

func lost(en, zh string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件中的表格已损坏（" + zh + "），请用原软件打开核对后另存报送",
		EN: "a table in the file is damaged: " + en + "; open it in the program that made it and save it again"}
}

// OpenCells is how many cells have ended at the depth since the row before.
func (n *Nest) OpenCells(depth int) int {
	if depth >= len(n.levels) {
		return 0
	}
	return len(n.levels[depth].cells)
}
