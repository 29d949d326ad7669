package doc

import (
	"context"
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid/gridtest"
	"huizong/pipeline/read/numbering"
)

// A builder lays characters and property lists into a file as a program would
// that saves fast: pieces in any order, some with properties of their own.
type builder struct{ file }

// piece adds a piece of text, and the properties of its characters and of the
// paragraph that ends in it.
func (b *builder) piece(text string, narrow bool, prm uint16, char, para []byte) {
	p := piece{at: uint32(len(b.stream)), narrow: narrow, prm: prm}
	n := uint32(0)
	for _, c := range utf16.Encode([]rune(text)) {
		if narrow {
			b.stream = append(b.stream, byte(c))
		} else {
			b.stream = binary.LittleEndian.AppendUint16(b.stream, c)
		}
		n++
	}
	if k := len(b.pieces); k > 0 {
		p.begin = b.pieces[k-1].end
	}
	p.end = p.begin + n
	end := uint32(len(b.stream))
	b.pieces = append(b.pieces, p)
	b.chars = append(b.chars, propertyRun{begin: p.at, end: end, list: char})
	b.paras = append(b.paras, propertyRun{begin: p.at, end: end, list: para})
	b.fib.ccp[mainStory] = int32(p.end)
}

func (b *builder) outline(t *testing.T) []string {
	t.Helper()
	doc, err := b.document(context.Background(), bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return gridtest.Outline(doc.Blocks)
}

// list makes a property list of codes and operands.
func list(parts ...any) (out []byte) {
	for _, p := range parts {
		switch p := p.(type) {
		case int:
			out = binary.LittleEndian.AppendUint16(out, uint16(p))
		case []byte:
			out = append(out, p...)
		}
	}
	return out
}

var (
	one    = []byte{1}
	inCell = list(paraInTable, one)
)

// rowEnd describes a row by its edges and the flags of its cells.
func rowEnd(edges []int, flags ...uint16) []byte {
	def := []byte{byte(len(edges) - 1)}
	for _, e := range edges {
		def = binary.LittleEndian.AppendUint16(def, uint16(e))
	}
	for _, f := range flags {
		def = append(binary.LittleEndian.AppendUint16(def, f), make([]byte, 18)...)
	}
	return list(paraInTable, one, paraRowEnd, one, rowCells, binary.LittleEndian.AppendUint16(nil, uint16(len(def)+1)), def)
}

func TestPieces(t *testing.T) {
	b := &builder{}
	b.lists = [][]byte{list(charHidden, one), list(paraInTable, one)}
	b.piece("政府\r", false, 0, nil, nil)
	b.piece("12\u0080\r", true, 0, nil, nil)                                  // Windows-1252
	b.piece("hidden", true, 0<<1|1, nil, nil)                                 // by the piece's own list
	b.piece("deleted", true, 0x41<<1|1<<8, nil, nil)                          // by the short form
	b.piece("7\r", false, 0, nil, nil)                                        // joins nothing
	b.piece("\x13 PAGE \x148\x15\x0B9\x1E\x1F\x01\x02\r", false, 0, nil, nil) // a field, signs, a picture, a note's mark
	b.piece("(\r", true, 0, list(charSymbol, []byte{0, 0}), nil)              // a symbol without a code
	b.fonts = []bool{false, true}
	b.piece("4\r", true, 0, list(charFont, 1), nil)
	b.piece("(\r", true, 0, list(charSymbol, 3, 0xF0B7), nil) // a symbol
	b.piece("\x07", true, 1<<1|1, nil, nil)                   // a cell by the piece's own list
	b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000}, 0)) // and its row
	b.piece("📷\r", false, 0, nil, nil)
	want := []string{`"政府"`, `"12€"`, `"7"`, "\"8\\n9-\"", `"("`, "\"\\uf034\"", "\"\\uf0b7\"", "table 1: 1×1", `  0,0+1x1 ""`, `"📷"`}
	if d := cmp.Diff(want, b.outline(t)); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
}

func TestRows(t *testing.T) {
	cells := func(b *builder, texts ...string) {
		for _, s := range texts {
			b.piece(s+"\x07", false, 0, nil, inCell)
		}
	}
	for _, c := range []struct {
		name string
		rows func(b *builder)
		want []string
	}{
		{"merges", func(b *builder) {
			cells(b, "1", "2", "")
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000, 2000, 3000}, 3<<5, 1, 2))
			cells(b, "", "3", "4")
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000, 2000, 3000}, 1<<5, 0, 0))
		}, []string{"table 1: 2×3", `  0,0+2x1 "1"`, `  0,1+1x2 "2"`, `  1,1+1x1 "3"`, `  1,2+1x1 "4"`}},
		{"horizontal merges the other way round", func(b *builder) {
			cells(b, "1", "", "2", "")
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000, 2000, 3000, 4000}, 2, 1, 3, 1))
		}, []string{"table 1: 1×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`}},
		{"flags left out", func(b *builder) {
			cells(b, "1", "2")
			b.piece("\x07", false, 0, nil, rowEnd([]int{-100, 1000, 2000}))
		}, []string{"table 1: 1×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`}},
		{"merged by a modifier", func(b *builder) {
			cells(b, "1", "", "2")
			b.piece("\x07", false, 0, nil, append(rowEnd([]int{0, 1000, 2000, 3000}, 0, 0, 0), list(rowMerge, []byte{0, 2}, rowVertMerge, []byte{2, 2, 3})...))
			cells(b, "3", "4", "")
			b.piece("\x07", false, 0, nil, append(rowEnd([]int{0, 1000, 2000, 3000}, 0, 0, 0), list(rowVertMerge, []byte{2, 2, 1})...))
		}, []string{"table 1: 2×3", `  0,0+1x2 "1"`, `  0,2+2x1 "2"`, `  1,0+1x1 "3"`, `  1,1+1x1 "4"`}},
		{"a page break and a line in a cell", func(b *builder) {
			cells(b, "1\x0C2\x0B3")
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000}))
		}, []string{"table 1: 1×1", `  0,0+1x1 "1\n2\n3"`}},
		{"a definition elsewhere", func(b *builder) {
			def := rowEnd([]int{0, 1000}, 0)
			b.data = append([]byte{0xEE, byte(len(def)), 0}, def...)
			cells(b, "1")
			b.piece("\x07", false, 0, nil, list(paraElsewhere, []byte{1, 0, 0, 0}))
		}, []string{"table 1: 1×1", `  0,0+1x1 "1"`}},
		{"a picture in a cell", func(b *builder) {
			cells(b, "\x01")
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000}))
		}, []string{"table 1: 1×1", `  0,0+1x1 "" 单元格中是图片，没有读取`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := &builder{}
			c.rows(b)
			if d := cmp.Diff(c.want, b.outline(t)); d != "" {
				t.Errorf("blocks (-want +got):\n%s", d)
			}
		})
	}
}

// Marks and property lists that do not agree are damage.
func TestDisagreement(t *testing.T) {
	for name, build := range map[string]func(b *builder){
		"a cell outside of a table": func(b *builder) { b.piece("1\x07", false, 0, nil, nil) },
		"cells without a row":       func(b *builder) { b.piece("1\x07", false, 0, nil, inCell); b.piece("2\r", false, 0, nil, nil) },
		"more cells than edges": func(b *builder) {
			b.piece("1\x07", false, 0, nil, inCell)
			b.piece("2\x07", false, 0, nil, inCell)
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000}, 0))
		},
		"edges out of order": func(b *builder) {
			b.piece("1\x07", false, 0, nil, inCell)
			b.piece("2\x07", false, 0, nil, inCell)
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 2000, 1000}, 0, 0))
		},
		"text under a merge": func(b *builder) {
			b.piece("1\x07", false, 0, nil, inCell)
			b.piece("2\x07", false, 0, nil, inCell)
			b.piece("\x07", false, 0, nil, rowEnd([]int{0, 1000, 2000}, 1, 2))
		},
		"text behind the last cell": func(b *builder) {
			b.piece("1\x07", false, 0, nil, inCell)
			b.piece("2\x07", false, 0, nil, rowEnd([]int{0, 1000}, 0))
		},
		"a list that is cut": func(b *builder) { b.piece("1\r", false, 0, nil, []byte{0x16, 0x24}) },
		"a list that names itself": func(b *builder) {
			b.data = list(6, paraElsewhere, []byte{0, 0, 0, 0})
			b.piece("1\r", false, 0, nil, list(paraElsewhere, []byte{0, 0, 0, 0}))
		},
		"a paragraph of two lists": func(b *builder) {
			b.piece("12\r", false, 0, nil, nil)
			b.paras = runs{{begin: 0, end: 2}, {begin: 2, end: 6}}
		},
		"characters without a list": func(b *builder) { b.piece("12\r", false, 0, nil, nil); b.chars = runs{{begin: 2, end: 6}} },
	} {
		b := &builder{}
		build(b)
		if doc, err := b.document(context.Background(), bounds.Default()); err == nil {
			t.Errorf("%s: read as %q, want a refusal", name, gridtest.Outline(doc.Blocks))
		}
	}
}

func TestShapeChanges(t *testing.T) {
	edges := func(s shape) (out []int) {
		for _, c := range s.row().Cells {
			out = append(out, c.Left, c.Right)
		}
		return out
	}
	for _, c := range []struct {
		name   string
		change []byte
		want   []int
	}{
		{"insert", list(rowInsert, []byte{1, 2, 10, 0}), []int{0, 100, 100, 110, 110, 120, 120, 220, 220, 320}},
		{"insert beyond the end", list(rowInsert, []byte{4, 1, 10, 0}), []int{0, 100, 100, 200, 200, 300, 300, 310, 310, 320}},
		{"delete", list(rowDelete, []byte{1, 2}), []int{0, 100, 100, 200}},
		{"delete beyond the end", list(rowDelete, []byte{2, 9}), []int{0, 100, 100, 200}},
		{"width", list(rowWidth, []byte{0, 2, 50, 0}), []int{0, 50, 50, 100, 100, 200}},
		{"nothing", list(rowDelete, []byte{7, 9}), []int{0, 100, 100, 200, 200, 300}},
	} {
		s := newShape()
		each(rowEnd([]int{0, 100, 200, 300}), func(code uint16, operand []byte) { s.set(code, operand) })
		each(c.change, s.set)
		if d := cmp.Diff(c.want, edges(s)); d != "" {
			t.Errorf("%s: edges (-want +got):\n%s", c.name, d)
		}
	}
}

func TestOperands(t *testing.T) {
	b := list(paraLevel, []byte{3}, paraDepth, []byte{1, 0, 0, 0}, 0xC60D, []byte{2, 0, 0}, 0xC615, []byte{255, 1, 0, 0, 0, 0, 1, 0, 0, 0}, 0x842F, []byte{1, 2}, 0xEA3F, []byte{1, 2, 3}, paraList, []byte{7, 0})
	var codes []uint16
	if !each(b, func(code uint16, _ []byte) { codes = append(codes, code) }) {
		t.Error("each = false, want the list to be sound")
	}
	if d := cmp.Diff([]uint16{paraLevel, paraDepth, 0xC60D, 0xC615, 0x842F, 0xEA3F, paraList}, codes); d != "" {
		t.Errorf("codes (-want +got):\n%s", d)
	}
	for n := range len(b) {
		each(b[:n], func(uint16, []byte) {}) // must not run over the end
	}
}

func TestStylesHideAndNumber(t *testing.T) {
	f := &file{styles: []style{{base: noStyle}, {base: 2, hidden: true}, {base: 1, list: 4, level: 1, listSaid: true}, {base: 2}, {base: 4}}}
	for i, want := range []bool{false, true, true, true, false} {
		if got := f.hides(i); got != want {
			t.Errorf("hides(%d) = %v, want %v", i, got, want)
		}
	}
	if list, level := f.styleNumbering(3); list != 4 || level != 1 {
		t.Errorf("styleNumbering(3) = %d, %d, want 4, 1", list, level)
	}
	if list, _ := f.styleNumbering(99); list != 0 {
		t.Errorf("styleNumbering(99) = %d, want none", list)
	}
}

func TestLevel(t *testing.T) {
	b := make([]byte, 28)
	b[0], b[4], b[5], b[15], b[26] = 3, 37, 4|8, 2, 1
	b = append(b, 4, 0, 0x2C, 0x7B, 1, 0, 0x61, 0x67, 0x2C, 0x7B) // 第%2条第
	l := numbering.DefaultLevel(2)
	rest := readLevel(&l, append(b, 9))
	want := numbering.Level{Format: "chineseCounting", Text: "第%2条第", Start: 3, Restart: 1, Legal: true}
	if d := cmp.Diff(want, l); d != "" || len(rest) != 1 {
		t.Errorf("level (-want +got), rest %d:\n%s", len(rest), d)
	}
	for n := range len(b) {
		if readLevel(&l, b[:n]) != nil {
			t.Errorf("a level of %d bytes is taken, want it cut", n)
		}
	}
}
