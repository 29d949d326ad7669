package layout

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A pen draws pages for tests: monospaced characters, a digit half as wide as
// it is high, and lines.
type pen struct {
	page Page
	size float64
}

func paper(number int) *pen {
	return &pen{page: Page{Number: number, Width: 595, Height: 842}, size: 10}
}

// text draws s with its origin at x, y.
func (p *pen) text(x, y float64, s string) *pen {
	for _, c := range s {
		width := p.size
		if c < 0x80 {
			width /= 2
		}
		p.page.Glyphs = append(p.page.Glyphs, Glyph{Text: string(c), Box: Box{x, y - 0.8*p.size, x + width, y + 0.2*p.size}, X: x, Y: y, Size: p.size})
		x += width
	}
	return p
}

func (p *pen) line(x0, y0, x1, y1 float64) *pen {
	p.page.Rulings = append(p.page.Rulings, Ruling{x0, y0, x1, y1})
	return p
}

// A drawn cell: columns are cut from the widths, rows are 20 high for each line
// of text. "<" continues the cell on the left, "^" the one above.
type rows [][]string

// table draws a table with its upper left corner at x, y and returns where it
// ends.
func (p *pen) table(x, y float64, widths []float64, t rows) (end float64) {
	xs := []float64{x}
	for _, w := range widths {
		xs = append(xs, xs[len(xs)-1]+w)
	}
	for r, row := range t {
		height := 20.0
		for _, s := range row {
			height = max(height, 8+12*float64(1+strings.Count(s, "\n")))
		}
		for c, s := range row {
			if s != "^" {
				p.line(xs[c], y, xs[c+1], y)
			}
			if s != "<" && !(s == "^" && c > 0 && leftOf(t, r, c)) {
				p.line(xs[c], y, xs[c], y+height)
			}
			if s != "<" && s != "^" {
				for i, l := range strings.Split(s, "\n") {
					p.text(xs[c]+4, y+13+12*float64(i), l)
				}
			}
		}
		p.line(xs[len(xs)-1], y, xs[len(xs)-1], y+height)
		y += height
	}
	p.line(xs[0], y, xs[len(xs)-1], y)
	return y
}

// leftOf reports whether the cell that reaches into (r, c) from above began
// further left.
func leftOf(t rows, r, c int) bool {
	for t[r][c] == "^" {
		r--
	}
	return t[r][c] == "<"
}

func read(t *testing.T, pens ...*pen) *schema.Document {
	t.Helper()
	var pages []Page
	for _, p := range pens {
		pages = append(pages, p.page)
	}
	doc, err := Document(context.Background(), pages, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	sane(t, doc)
	return doc
}

// sane checks what holds for every document: cells lie in their table, do not
// overlap and come in order.
func sane(t *testing.T, doc *schema.Document) {
	t.Helper()
	for _, b := range doc.Blocks {
		if b.Table == nil {
			continue
		}
		taken := map[[2]int]bool{}
		for i, c := range b.Table.Cells {
			if i > 0 {
				if o := b.Table.Cells[i-1]; o.Row > c.Row || o.Row == c.Row && o.Column >= c.Column {
					t.Fatalf("cell %d,%d comes after %d,%d", c.Row, c.Column, o.Row, o.Column)
				}
			}
			if c.RowSpan < 1 || c.ColumnSpan < 1 || c.Row < 0 || c.Column < 0 || c.Row+c.RowSpan > b.Table.Rows || c.Column+c.ColumnSpan > b.Table.Columns {
				t.Fatalf("cell %+v is outside a table of %d by %d", c, b.Table.Rows, b.Table.Columns)
			}
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
					if taken[[2]int{r, k}] {
						t.Fatalf("two cells at %d,%d", r, k)
					}
					taken[[2]int{r, k}] = true
				}
			}
		}
	}
}

// show writes a document for comparison: a line for each paragraph, and for
// each row of a table its cells with their spans.
var doubts = map[schema.Doubt]string{schema.CutFigure: "另读", schema.SeveralFigures: "一格多数", schema.StruckFigure: "有删除线",
	schema.BrokenBorder: "框线不全", schema.CutPage: "跨页断行", schema.DoubtfulRow: "同行有疑"}

func show(doc *schema.Document) string {
	var b strings.Builder
	for _, block := range doc.Blocks {
		if block.Table == nil {
			fmt.Fprintf(&b, "%s\n", block.Text)
			continue
		}
		for r := range block.Table.Rows {
			b.WriteString("|")
			for _, c := range block.Table.Cells {
				if c.Row != r {
					continue
				}
				b.WriteString(" ")
				if c.Doubt != schema.Certain {
					fmt.Fprintf(&b, "〔%s〕", doubts[c.Doubt])
				}
				b.WriteString(strings.ReplaceAll(c.Text, "\n", "/"))
				if c.RowSpan > 1 || c.ColumnSpan > 1 {
					fmt.Fprintf(&b, "{%dx%d}", c.RowSpan, c.ColumnSpan)
				}
				b.WriteString(" |")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func expect(t *testing.T, doc *schema.Document, want string) {
	t.Helper()
	want = strings.TrimLeft(want, "\n")
	if got := show(doc); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

var narrow = []float64{100, 60, 60}

func TestMergedCells(t *testing.T) {
	p := paper(1)
	p.table(50, 100, []float64{40, 100, 60, 60}, rows{
		{"角注", "<", "申请人情况", "<"},
		{"^", "^", "自然人", "总计"},
		{"三、结果", "（一）公开", "12", "345"},
		{"^", "（二）部分", "6", ""},
	})
	doc := read(t, p)
	expect(t, doc, `
| 角注{2x2} | 申请人情况{1x2} |
| 自然人 | 总计 |
| 三、结果{2x1} | （一）公开 | 12 | 345 |
| （二）部分 | 6 |  |
`)
	c := doc.Blocks[0].Table.Cells[5]
	if want := (schema.Place{Page: 1, Table: 1, Row: 3, Column: 2}); c.Text != "（一）公开" || c.Place != want {
		t.Errorf("%q stands at %+v, want %+v", c.Text, c.Place, want)
	}
}

// Two tables with the same columns stay two: their lines do not touch.
func TestTwoTables(t *testing.T) {
	p := paper(1)
	end := p.table(50, 100, narrow, rows{{"甲", "1", "2"}})
	p.text(50, end+20, "四、标题")
	p.table(50, end+40, narrow, rows{{"乙", "3", "4"}})
	expect(t, read(t, p), `
| 甲 | 1 | 2 |
四、标题
| 乙 | 3 | 4 |
`)
}

// Lines as drawn by different programs give the same table.
func TestRulingStyles(t *testing.T) {
	styles := map[string]func(x0, y0, x1, y1 float64) []Ruling{
		"stroke":    func(x0, y0, x1, y1 float64) []Ruling { return []Ruling{{x0, y0, x1, y1}} },
		"rectangle": func(x0, y0, x1, y1 float64) []Ruling { return Box{x0 - 0.4, y0 - 0.4, x1 + 0.4, y1 + 0.4}.Rulings() },
		"double": func(x0, y0, x1, y1 float64) []Ruling {
			return []Ruling{{x0 - 1, y0 - 1, x1 - 1, y1 - 1}, {x0 + 1, y0 + 1, x1 + 1, y1 + 1}}
		},
		"dashed": func(x0, y0, x1, y1 float64) []Ruling { return pieces(x0, y0, x1, y1, 4, 3) },
		"dotted": func(x0, y0, x1, y1 float64) []Ruling {
			var out []Ruling
			for _, r := range pieces(x0, y0, x1, y1, 1, 1) {
				out = append(out, Box{min(r.X0, r.X1) - 0.5, min(r.Y0, r.Y1) - 0.5, max(r.X0, r.X1) + 0.5, max(r.Y0, r.Y1) + 0.5}.Rulings()...)
			}
			return out
		},
		"backwards": func(x0, y0, x1, y1 float64) []Ruling { return []Ruling{{x1, y1, x0, y0}} },
		"short":     func(x0, y0, x1, y1 float64) []Ruling { return pieces(x0, y0, x1, y1, 30, 2) },
	}
	for name, style := range styles {
		t.Run(name, func(t *testing.T) {
			p := paper(1)
			p.table(50, 100, narrow, rows{{"项", "本年", "<"}, {"许可", "12", "7"}, {"^", "0", "345"}})
			var drawn []Ruling
			for _, r := range p.page.Rulings {
				drawn = append(drawn, style(r.X0, r.Y0, r.X1, r.Y1)...)
			}
			p.page.Rulings = drawn
			expect(t, read(t, p), `
| 项 | 本年{1x2} |
| 许可{2x1} | 12 | 7 |
| 0 | 345 |
`)
		})
	}
}

// pieces cuts a line into pieces of a length with gaps between.
func pieces(x0, y0, x1, y1, length, gap float64) []Ruling {
	var out []Ruling
	total := max(x1-x0, y1-y0)
	dx, dy := (x1-x0)/total, (y1-y0)/total
	for at := 0.0; at < total; at += length + gap {
		to := min(at+length, total)
		out = append(out, Ruling{x0 + dx*at, y0 + dy*at, x0 + dx*to, y0 + dy*to})
	}
	return out
}

func TestOpenSides(t *testing.T) {
	p := paper(1)
	p.table(50, 100, narrow, rows{{"项", "制发", "废止"}, {"许可", "12", "7"}})
	p.page.Rulings = slices.DeleteFunc(p.page.Rulings, func(r Ruling) bool { return r.X0 == r.X1 && (r.X0 == 50 || r.X0 == 270) })
	expect(t, read(t, p), `
| 项 | 制发 | 废止 |
| 许可 | 12 | 7 |
`)
}

func TestTurnedPages(t *testing.T) {
	for turn := Turn(1); turn < Skewed; turn++ {
		p := paper(1)
		p.table(50, 100, narrow, rows{{"项", "制发", "废止"}, {"许可", "12", "7"}})
		p.text(50, 80, "二、标题")
		p.page = turned(p.page, turn)
		expect(t, read(t, p), `
二、标题
| 项 | 制发 | 废止 |
| 许可 | 12 | 7 |
`)
	}
}

// turned draws an upright page so that it reads in the direction turn.
func turned(in Page, turn Turn) Page {
	at := func(x, y float64) (float64, float64) {
		switch turn {
		case 1:
			return in.Height - y, x
		case 2:
			return in.Width - x, in.Height - y
		}
		return y, in.Width - x
	}
	out := in
	if turn%2 == 1 {
		out.Width, out.Height = in.Height, in.Width
	}
	out.Glyphs, out.Rulings = nil, nil
	for _, g := range in.Glyphs {
		x0, y0 := at(g.Box.X0, g.Box.Y0)
		x1, y1 := at(g.Box.X1, g.Box.Y1)
		g.Box = Box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
		g.X, g.Y = at(g.X, g.Y)
		g.Turn = turn
		out.Glyphs = append(out.Glyphs, g)
	}
	for _, r := range in.Rulings {
		r.X0, r.Y0 = at(r.X0, r.Y0)
		r.X1, r.Y1 = at(r.X1, r.Y1)
		out.Rulings = append(out.Rulings, r)
	}
	return out
}

func TestTurnedCell(t *testing.T) {
	p := paper(1)
	p.table(50, 100, []float64{30, 100, 60}, rows{{"", "甲", "1"}, {"^", "乙", "2"}})
	for i, c := range []string{"不", "予", "公", "开"} {
		y := 139 - 10*float64(i)
		p.page.Glyphs = append(p.page.Glyphs, Glyph{Text: c, Box: Box{57, y - 10, 67, y}, X: 65, Y: y, Size: 10, Turn: 3})
	}
	expect(t, read(t, p), `
| 不予公开{2x1} | 甲 | 1 |
| 乙 | 2 |
`)
}

func TestOverprint(t *testing.T) {
	p := paper(1)
	p.table(50, 100, narrow, rows{{"许可", "11", "7"}})
	glyphs := slices.Clone(p.page.Glyphs)
	for _, g := range glyphs {
		g.X, g.Box.X0, g.Box.X1 = g.X+0.3, g.Box.X0+0.3, g.Box.X1+0.3
		p.page.Glyphs = append(p.page.Glyphs, g)
	}
	expect(t, read(t, p), "| 许可 | 11 | 7 |\n")
}

func TestWatermark(t *testing.T) {
	p := paper(1)
	p.table(50, 100, narrow, rows{{"许可", "11", "7"}})
	p.page.Glyphs = append(p.page.Glyphs, Glyph{Text: "秘", Box: Box{150, 100, 170, 120}, X: 150, Y: 115, Size: 30, Turn: Skewed})
	doc := read(t, p)
	expect(t, doc, "| 许可 | 11 | 7 |\n")
	if len(doc.Notes) != 1 || doc.Notes[0].Code != "layout.skewed" {
		t.Errorf("notes are %v, want one about text at an angle", doc.Notes)
	}
}

func TestRadicals(t *testing.T) {
	p := paper(1)
	p.text(50, 100, "⼀、总体情况⻚")
	expect(t, read(t, p), "一、总体情况页\n")
}

// Where the two readings differ the figures of the row are no numbers.
func TestDoubt(t *testing.T) {
	table := rows{{"项", "制发", "废止"}, {"许可", "12", "7"}, {"处罚", "3", "4"}}
	for name, tc := range map[string]struct {
		spoil func(p *pen)
		want  string
	}{
		"a line cuts a number": {
			func(p *pen) { p.line(159, 120, 159, 140) },
			"| 项 | 制发{1x2} | 废止 |\n| 许可 | 〔另读〕1 | 〔另读〕2 | 〔同行有疑〕7 |\n| 处罚 | 3{1x2} | 4 |\n",
		},
		"the last line cuts a number": {
			func(p *pen) {
				p.text(264, 133, "36")
				for i, r := range p.page.Rulings {
					if r.X0 == 270 && r.X1 == 270 {
						p.page.Rulings[i] = Ruling{269, r.Y0, 269, r.Y1}
					} else if r.X1 == 270 {
						p.page.Rulings[i].X1 = 269
					}
				}
			},
			"| 项 | 制发 | 废止 |\n| 许可 | 〔同行有疑〕12 | 〔另读〕7         3 |\n| 处罚 | 3 | 4 |\n6\n",
		},
		"a line between numbers is missing": {
			func(p *pen) {
				p.page.Rulings = slices.DeleteFunc(p.page.Rulings, func(r Ruling) bool { return r == Ruling{210, 120, 210, 140} })
			},
			"| 项 | 制发 | 废止 |\n| 许可 | 〔一格多数〕12          7{1x2} |\n| 处罚 | 3 | 4 |\n",
		},
		"a line between rows is missing": {
			func(p *pen) {
				p.page.Rulings = slices.DeleteFunc(p.page.Rulings, func(r Ruling) bool { return r == Ruling{150, 140, 210, 140} })
			},
			"| 项 | 制发 | 废止 |\n| 许可 | 〔一格多数〕12/3{2x1} | 7 |\n| 处罚 | 4 |\n",
		},
		"half a line": {
			func(p *pen) {
				for i, r := range p.page.Rulings {
					if r == (Ruling{210, 120, 210, 140}) {
						p.page.Rulings[i].Y1 = 130
					}
				}
			},
			"| 项 | 制发 | 废止 |\n| 许可 | 〔框线不全〕12 | 〔框线不全〕7 |\n| 处罚 | 3 | 4 |\n",
		},
		"struck out": {
			func(p *pen) { p.line(153, 130, 165, 130) },
			"| 项 | 制发 | 废止 |\n| 许可 | 〔有删除线〕12 | 7 |\n| 处罚 | 3 | 4 |\n",
		},
		"a line that strikes out half a figure": {
			func(p *pen) { p.text(166, 133, "35").line(150, 130, 172, 130) },
			"| 项 | 制发 | 废止 |\n| 许可 | 〔有删除线〕1235 | 7 |\n| 处罚 | 3 | 4 |\n",
		},
		"underlined": {
			func(p *pen) { p.line(153, 134.5, 165, 134.5) },
			"| 项 | 制发 | 废止 |\n| 许可 | 12 | 7 |\n| 处罚 | 3 | 4 |\n",
		},
		"two numbers in a cell": {
			func(p *pen) { p.text(180, 133, "5") },
			"| 项 | 制发 | 废止 |\n| 许可 | 〔一格多数〕12   5 | 〔同行有疑〕7 |\n| 处罚 | 3 | 4 |\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := paper(1)
			p.table(50, 100, narrow, table)
			tc.spoil(p)
			expect(t, read(t, p), tc.want)
		})
	}
}

// Tracked changes printed with the text: what is struck out is not read, what
// stands behind it is.
func TestTrackedChanges(t *testing.T) {
	p := paper(1)
	p.text(50, 60, "本机关旧新受理")
	p.line(80, 56.5, 90, 56.5)
	p.table(50, 100, narrow, rows{{"项", "制发", "废止"}, {"许可", "56118", "7"}, {"处罚", "3", "4"}})
	p.line(154, 130, 169, 130)
	p.line(214, 150, 219, 150)
	doc := read(t, p)
	expect(t, doc, "本机关 新受理\n| 项 | 制发 | 废止 |\n| 许可 | 18 | 7 |\n| 处罚 | 3 | 〔有删除线〕4 |\n")
	if len(doc.Notes) != 1 || doc.Notes[0].Code != "layout.deleted" || !strings.HasSuffix(doc.Notes[0].Text, "旧561") {
		t.Errorf("notes %v", doc.Notes)
	}
}

// A number broken by a narrow cell is one number; two numbers below each other
// are not.
func TestWrappedNumber(t *testing.T) {
	tiny := []float64{100, 24, 24, 24}
	for name, tc := range map[string]struct {
		row  []string
		want string
	}{
		"broken":         {[]string{"1.收费", "11\n94\n0", "57\n3", "8"}, "| 1.收费 | 11940 | 573 | 8 |\n"},
		"leading zero":   {[]string{"1.收费", "0\n5", "12", "8"}, "| 1.收费 | 〔一格多数〕0/5 | 12 | 8 |\n"},
		"not full":       {[]string{"1.收费", "5\n7", "12", "8"}, "| 1.收费 | 〔一格多数〕5/7 | 12 | 8 |\n"},
		"two entries":    {[]string{"1.收费\n2.许可", "11\n94", "57\n30", "88\n12"}, "| 1.收费/2.许可 | 〔一格多数〕11/94 | 〔一格多数〕57/30 | 〔一格多数〕88/12 |\n"},
		"broken decimal": {[]string{"1.收费", "9.\n25", "57", "8"}, "| 1.收费 | 9.25 | 57 | 8 |\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p := paper(1)
			p.table(50, 100, tiny, rows{tc.row})
			expect(t, read(t, p), tc.want)
		})
	}
}

// Cells with wider margins than usual: several that break evenly show it.
func TestNumbersWrappedEvenly(t *testing.T) {
	widths := []float64{100, 38, 38, 38}
	for name, tc := range map[string]struct {
		in   rows
		want string
	}{
		"several":       {rows{{"1.甲", "1194\n0", "5732\n11", "8"}, {"2.乙", "12", "4417\n6", "3"}}, "| 1.甲 | 11940 | 573211 | 8 |\n| 2.乙 | 12 | 44176 | 3 |\n"},
		"one":           {rows{{"1.甲", "1194\n0", "573", "8"}}, "| 1.甲 | 〔一格多数〕1194/0 | 573 | 8 |\n"},
		"uneven":        {rows{{"1.甲", "1194\n0", "5732\n11", "8"}, {"2.乙", "12", "441\n6", "3"}}, "| 1.甲 | 〔一格多数〕1194/0 | 〔一格多数〕5732/11 | 8 |\n| 2.乙 | 12 | 〔一格多数〕441/6 | 3 |\n"},
		"room for more": {rows{{"1.甲", "11\n94", "57\n32", "81\n12"}, {"2.乙", "12", "44\n17", "3"}}, "| 1.甲 | 〔一格多数〕11/94 | 〔一格多数〕57/32 | 〔一格多数〕81/12 |\n| 2.乙 | 12 | 〔一格多数〕44/17 | 3 |\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p := paper(1)
			p.table(50, 100, widths, tc.in)
			expect(t, read(t, p), tc.want)
		})
	}
}

func TestTextHangsOut(t *testing.T) {
	p := paper(1)
	p.table(50, 100, narrow, rows{{"本列\n关系", "", ""}, {"", "5", "6"}})
	p.text(54, 137, "为和") // third line of the first cell, across its lower border at 132
	p.text(54, 149, "许可")
	expect(t, read(t, p), `
| 本列/关系/为和 |  |  |
| 许可 | 5 | 6 |
`)
}
