package grid

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// text makes a cell that holds one paragraph.
func text(left, right int, s string) Cell {
	return Cell{Left: left, Right: right, Blocks: []schema.Block{{Text: s}}}
}

func above(c Cell) Cell { c.FromAbove = true; return c }

func before(c Cell) Cell { c.FromLeft = true; return c }

// draw prints a table's cells as row,column+rows×columns "text".
func draw(t *schema.Table) (out []string) {
	for _, c := range t.Cells {
		s := fmt.Sprintf("%d,%d+%dx%d %q", c.Row, c.Column, c.RowSpan, c.ColumnSpan, c.Text)
		if c.Note != "" {
			s += " " + c.Note
		}
		out = append(out, s)
	}
	return out
}

var layouts = []struct {
	name string
	rows []Row
	want []string
}{
	{"regular", []Row{{Cells: []Cell{text(0, 100, "a"), text(100, 300, "b")}}, {Cells: []Cell{text(0, 100, "c"), text(100, 300, "d")}}},
		[]string{`0,0+1x1 "a"`, `0,1+1x1 "b"`, `1,0+1x1 "c"`, `1,1+1x1 "d"`}},
	{"wide above narrow", []Row{{Cells: []Cell{text(0, 300, "a")}}, {Cells: []Cell{text(0, 100, "b"), text(100, 300, "c")}}},
		[]string{`0,0+1x2 "a"`, `1,0+1x1 "b"`, `1,1+1x1 "c"`}},
	{"tall", []Row{{Cells: []Cell{text(0, 100, "a"), text(100, 300, "b")}}, {Cells: []Cell{above(text(0, 100, "")), text(100, 300, "c")}},
		{Cells: []Cell{above(text(0, 100, "")), text(100, 300, "d")}}},
		[]string{`0,0+3x1 "a"`, `0,1+1x1 "b"`, `1,1+1x1 "c"`, `2,1+1x1 "d"`}},
	{"unsteady edges", []Row{{Cells: []Cell{text(-3, 997, "a"), text(997, 2000, "b")}}, {Cells: []Cell{above(text(0, 1010, "")), text(1010, 2004, "c")}}},
		[]string{`0,0+2x1 "a"`, `0,1+1x1 "b"`, `1,1+1x1 "c"`}},
	{"a column narrower than the snap", []Row{{Cells: []Cell{text(0, 40, "a"), text(40, 80, "b")}}}, []string{`0,0+1x1 "a"`, `0,1+1x1 "b"`}},
	{"from nothing", []Row{{Cells: []Cell{above(text(0, 100, "a")), before(text(100, 200, "")), text(200, 300, "b")}}, {Cells: []Cell{above(text(0, 100, "c"))}}},
		[]string{`0,0+1x2 "a"`, `0,2+1x1 "b"`, `1,0+1x1 "c"`}},
	{"from the left", []Row{{Cells: []Cell{text(0, 100, "a"), before(text(100, 200, "")), before(text(200, 300, "")), text(300, 400, "b")}}, {Cells: []Cell{text(0, 100, "c"), text(100, 400, "d")}}},
		[]string{`0,0+1x2 "a"`, `0,2+1x1 "b"`, `1,0+1x1 "c"`, `1,1+1x2 "d"`}},
	{"covered text", []Row{{Cells: []Cell{text(0, 100, "1")}}, {Cells: []Cell{above(text(0, 100, "2"))}}},
		[]string{`0,0+2x1 "1" 合并单元格遮住了另一内容：“2”`}},
	{"inset and short", []Row{{Cells: []Cell{text(0, 100, "a"), text(100, 200, "b"), text(200, 300, "c")}}, {Cells: []Cell{text(100, 200, "d")}}},
		[]string{`0,0+1x1 "a"`, `0,1+1x1 "b"`, `0,2+1x1 "c"`, `1,1+1x1 "d"`}},
	{"no width", []Row{{Cells: []Cell{text(5, 5, "a"), text(5, 5, "b"), text(3, 2, "c")}}},
		[]string{`0,0+1x1 "a"`, `0,1+1x1 "b"`, `0,2+1x1 "c"`}},
	{"interrupted", []Row{{Cells: []Cell{text(0, 100, "a")}}, {Cells: []Cell{text(0, 100, "b")}}, {Cells: []Cell{above(text(0, 100, ""))}}},
		[]string{`0,0+1x1 "a"`, `1,0+2x1 "b"`}},
}

func TestTable(t *testing.T) {
	for _, c := range layouts {
		t.Run(c.name, func(t *testing.T) {
			m := Meter{Bounds: bounds.Default()}
			got, err := m.Table(c.rows, 7, Snap)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, draw(got)); d != "" {
				t.Errorf("cells (-want +got):\n%s", d)
			}
			if p := got.Cells[0].Place; p.Table != 7 || p.Row != 1 || p.Column != 1 {
				t.Errorf("place of the first cell = %v, want 表7 第1行 第1列", p)
			}
		})
	}
}

func TestNest(t *testing.T) {
	n := Nest{Meter: &Meter{Bounds: bounds.Default()}}
	two := func() Row { return Row{Cells: []Cell{{Left: 0, Right: 1000}, {Left: 1000, Right: 2000}}} }
	steps := []error{
		n.Paragraph(0, "before"), n.Paragraph(0, " "),
		n.Paragraph(1, "a"), n.Cell(1, "b"),
		after(&n, "box in a table"), n.Cell(2, "c"), n.Cell(2, "d"), n.Row(2, two()), n.Cell(1, "e"), n.Row(1, two()),
		n.Cell(1, ""), n.Cell(1, " "), drop(&n, true),
		n.Paragraph(0, "between"), after(&n, "box in a paragraph"),
		n.Cell(1, "f"), drop(&n, false), n.Row(1, Row{Cells: []Cell{{Right: 1000}}}),
	}
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err)
	}
	blocks, err := n.Finish()
	if err != nil || len(blocks) != 6 {
		t.Fatalf("Finish = %d blocks, %v, want 6", len(blocks), err)
	}
	outer, last := blocks[1], blocks[5]
	if outer.Place.Table != 1 || blocks[2].Text != "box in a table" || blocks[3].Text != "between" || blocks[4].Text != "box in a paragraph" || last.Place.Table != 3 {
		t.Errorf("blocks = %v, want table 1, a box, a paragraph, a box, table 3", blocks)
	}
	if d := cmp.Diff([]string{`0,0+1x1 "a\nb"`, `0,1+1x1 "e"`}, draw(outer.Table)); d != "" {
		t.Errorf("outer table (-want +got):\n%s", d)
	}
	inner := outer.Table.Cells[1].Inner
	if len(inner) != 2 || inner[0].Place.Table != 2 || inner[1].Text != "e" {
		t.Fatalf("inside the second cell = %v, want table 2 and a paragraph", inner)
	}
	if d := cmp.Diff([]string{`0,0+1x1 "c"`, `0,1+1x1 "d"`}, draw(inner[0].Table)); d != "" {
		t.Errorf("inner table (-want +got):\n%s", d)
	}
}

func after(n *Nest, text string) error {
	n.After([]schema.Block{{Text: text}})
	return nil
}

func drop(n *Nest, want bool) error {
	if dropped, err := n.DropBlank(1); err != nil || dropped != want {
		return fmt.Errorf("DropBlank = %v, %v, want %v", dropped, err, want)
	}
	return nil
}

func TestNestRefuses(t *testing.T) {
	one := Row{Cells: []Cell{{Right: 10}}}
	for name, c := range map[string]struct {
		code  string
		steps func(*Nest) error
	}{
		"cell without row":   {bounds.Damaged, func(n *Nest) error { return n.Cell(1, "1") }},
		"cells too many":     {bounds.Damaged, func(n *Nest) error { return errors.Join(n.Cell(1, "1"), n.Cell(1, "2"), n.Row(1, one)) }},
		"text behind a cell": {bounds.Damaged, func(n *Nest) error { return errors.Join(n.Cell(1, "1"), n.Paragraph(1, "2"), n.Row(1, one)) }},
		"cell outside":       {bounds.Damaged, func(n *Nest) error { return n.Cell(0, "1") }},
		"deep":               {bounds.TooDeep, func(n *Nest) error { return n.Paragraph(999, "1") }},
	} {
		n := Nest{Meter: &Meter{Bounds: bounds.Default()}}
		err := c.steps(&n)
		if err == nil {
			_, err = n.Finish()
		}
		var r *bounds.Refusal
		if !errors.As(err, &r) || r.Code != c.code {
			t.Errorf("%s: %v, want a refusal with code %s", name, err, c.code)
		}
	}
}

func TestStrict(t *testing.T) {
	for name, rows := range map[string][]Row{
		"from above":    {{Cells: []Cell{text(0, 100, "1")}}, {Cells: []Cell{above(text(0, 100, "2"))}}},
		"from the left": {{Cells: []Cell{text(0, 100, "1"), before(text(100, 200, "2"))}}},
	} {
		m := Meter{Bounds: bounds.Default(), Strict: true}
		if got, err := m.Table(rows, 1, Snap); err == nil {
			t.Errorf("%s: %v, want a refusal", name, draw(got))
		}
	}
}

func TestBounds(t *testing.T) {
	b := bounds.Default()
	b.Cells, b.Blocks, b.TextSize = 6, 2, 5
	m := Meter{Bounds: b}
	var rows []Row
	for i := range 3 {
		rows = append(rows, Row{Cells: []Cell{{Left: 100 * i, Right: 1000}}})
	}
	if _, err := m.Table(rows, 1, Snap); err == nil {
		t.Error("9 grid positions pass a bound of 6")
	}
	if m.Block(1) != nil || m.Block(6) == nil || m.Block(1) == nil {
		t.Error("a text of 6 bytes passes a bound of 5, or 3 blocks one of 2")
	}
}
