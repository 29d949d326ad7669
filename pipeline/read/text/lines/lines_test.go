package lines

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/width"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// dump prints blocks so that a case can be read: ¶ a paragraph, [ rows ] a
// table; cells are parted by ·, rows by /.
func dump(blocks []schema.Block) string {
	var b strings.Builder
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			b.WriteString("¶" + strings.ReplaceAll(blocks[i].Text, "\n", "↵"))
			continue
		}
		b.WriteString("[")
		row := 0
		for k := range t.Cells {
			c := &t.Cells[k]
			switch {
			case c.Row != row:
				b.WriteString("/")
				row = c.Row
			case k > 0:
				b.WriteString("·")
			}
			b.WriteString(strings.ReplaceAll(c.Text, "\n", "↵"))
		}
		b.WriteString("]")
	}
	return b.String()
}

func lay(t testing.TB, text string) []schema.Block {
	t.Helper()
	blocks, err := Blocks(text, 1, bounds.Default())
	if err != nil {
		t.Fatalf("Blocks(%.60q): %v", text, err)
	}
	return blocks
}

var cases = []struct{ name, text, want string }{
	{"lines", "标题\n\n一、总体情况\n  甲 17 件\n", "¶标题¶一、总体情况¶  甲 17 件"},
	{"one cell a line", "规章\n\n1\n\n2\n\n3\n", "¶规章¶1¶2¶3"},
	{"parted by blanks", "规章  1   2  3\n", "¶规章  1   2  3"},
	{"glued", "规章123\n", "¶规章123"},
	{"line separators", "甲\v乙\u2028丙\u0085丁", "¶甲¶乙¶丙¶丁"},

	{"tabs", "信息内容\t制发\t废止\n规章\t1\t2\n", "[信息内容·制发·废止/规章·1·2]"},
	{"tabs, blank lines between", "规章\t1\t2\n\n文件\t3\t4\n", "[规章·1·2/文件·3·4]"},
	{"tabs, a line without", "规章\t1\t2\n（六）项\n处罚\t3\t4\n", "[规章·1·2/（六）项/处罚·3·4]"},
	{"tabs, a page number between", "甲\t1\t2\n- 4 -\n乙\t3\t4\n", "[甲·1·2/- 4 -/乙·3·4]"},
	{"tabs, other widths are another table", "规章\t1\t2\n三、申请\n甲\t3\t4\t5\n", "[规章·1·2]¶三、申请[甲·3·4·5]"},
	{"tabs, two lines without part", "规章\t1\t2\n甲\n乙\n处罚\t3\t4\n", "[规章·1·2]¶甲¶乙[处罚·3·4]"},
	{"tabs, merged cells as blanks", "第二十条\t\t\t\n规章\t1\t\t\n", "¶第二十条[规章·1··]"},
	{"tabs, blank row", "规章\t1\t2\n文件\t\t\n许可\t3\t\n", "[规章·1·2/文件··/许可·3·]"},
	{"tabs that indent", "\t一、总体情况\n\t\t标题\n规章\t1\n", "¶\t一、总体情况¶\t\t标题[规章·1]"},
	{"a tab behind a list number", "一、\t总体情况\n1.\t甲\n2.\t乙\n（三）\t丙", "¶一、\t总体情况¶1.\t甲¶2.\t乙¶（三）\t丙"},
	{"a number as a label", "1\t17\n2\t18\n", "[1·17/2·18]"},
	{"a tab at the end of prose", strings.Repeat("甲", 100) + "。\t\n", "¶" + strings.Repeat("甲", 100) + "。\t"},
	{"tabs and quotes", "甲\t\"结果\n维持\"\t\"说\"\"无\"\"\"\n乙\t1\t2", "[甲·结果↵维持·说\"无\"/乙·1·2]"},
	{"an open quote is a character", "甲\t\"三安全\t1\n乙\t2\t3\n", "[甲·\"三安全·1/乙·2·3]"},
	{"a sheet written out", "标题\t\t\n甲。\t\t\n规章\t1\t2\n文件\t\t\n许可\t3\t\n六、事项\t\t\n无。\t\t\n", "¶标题¶甲。[规章·1·2/文件··/许可·3·]¶六、事项¶无。"},

	{"pipes", "规章 | 1 | 2\n文件 | 3 | 4\n", "[规章·1·2/文件·3·4]"},
	{"pipes, trailing width", "第二十条 ||\n规章 | 1 | 2\n许可 | 3 ||\n", "¶第二十条[规章·1·2/许可·3··]"},
	{"pipes, leading", "| 规章 | 1 | 2 |\n| 文件 |  | 4 |\n", "[规章·1·2/文件··4]"},
	{"pipes, leading without closing", "| 规章 | 1 | 2\n| 文件 | 3 | 4\n", "[规章·1·2/文件·3·4]"},
	{"pipes, last cell blank", "规章 | 1 | 2\n文件 | 3 | \n", "[规章·1·2/文件·3·]"},
	{"pipes, first cell blank", "三 | 甲 | 1\n | 乙 | 2\n", "[三·甲·1/·乙·2]"},
	{"pipes, wide", "规章｜1｜2\n文件│3│4\n", "[规章·1·2/文件·3·4]"},
	{"a row opened by a pipe", "|\n规章 | 1 | 2 |\n|\n文件 | 3 | 4 |\n", "[规章·1·2/文件·3·4]"},
	{"the last pipe on the next line", "| 规章 | 1 | 2\n|\n| 文件 | 3 | 4\n|\n", "[规章·1·2/文件·3·4]"},
	{"the last pipe on the next line, none before", "规章 | 1 | 2\n|\n文件 | 3 | 4\n|\n", "[规章·1·2/文件·3·4]"},
	{"wrapped in a row", "| 一 | 1 | 2 |\n| 部分公开（区分\n处理的） | 3 | 4 |\n| 二 | 5 | 6 |\n", "[一·1·2/部分公开（区分↵处理的）·3·4/二·5·6]"},
	{"one cell a line, pipe behind", "规章 |\n1 |\n2 |\n3 |\n文件 |\n4 |\n5 |\n6 |\n|||\n", "¶规章¶1¶2¶3¶文件¶4¶5¶6"},
	{"one cell a line, pipe before", "规章\n| 1\n| 2\n文件\n| 3\n| 4\n", "¶规章¶1¶2¶文件¶3¶4"},
	{"cell and pipe on alternate lines", "规章\n|\n1\n|\n2\n|\n文件\n|\n3\n|\n4\n|\n", "¶规章¶1¶2¶文件¶3¶4"},
	{"a blank cell among loose ones", "规章 |\n1 |\n|\n3 |\n文件 |\n4 |\n5 |\n6 |\n", "[规章·1··3/文件·4·5·6]"},
	{"a blank cell on alternate lines", "规章\n|\n1\n|\n\n|\n3\n|\n文件\n|\n4\n|\n5\n|\n6\n|\n", "[规章·1··3/文件·4·5·6]"},
	{"rows opened by a pipe, one cell a line, width behind", "|\n第二十条 |\n|||\n|\n规章 |\n1 |\n2 |\n3 |\n|\n许可 |\n4 |\n||\n", "¶第二十条[·规章·1·2·3/·许可·4··]"},
	{"the same, a blank cell", "|\n规章 |\n1 |\n|\n3 |\n|\n许可 |\n4 |\n||\n|\n文件 |\n5 |\n6 |\n7 |\n", "[·规章·1··3/·许可·4··/·文件·5·6·7]"},
	{"width behind rows of one line", "第二十条 | ||||\n规章 | 1 | 2 | 3 | |\n收费 | 4 | 5 | ||\n采购 | 6 | 7 |\n", "¶第二十条[规章·1·2·3·/收费·4·5··/采购·6·7]"},
	{"the last pipe on the next line, last cell blank", "| 规章 | 1 | 2 |  \n|\n| 文件 | 3 | 4 | 5\n|\n| 许可 | 6 |  |  \n|\n", "[规章·1·2·/文件·3·4·5/许可·6··]"},
	{"loose cells, width shows the rows", "第二十条 |\n|||\n内容 |\n制发 |\n废止 |\n有效 |\n规章 |\n1 |\n|\n3 |\n许可 |\n4 |\n||\n二、下文\n", "¶第二十条[内容·制发·废止·有效/规章·1··3/许可·4··]¶二、下文"},
	{"loose cells, the first row begins before", "业 |\n其他 |\n||\n一、收 |\n1 |\n|\n3 |\n1.属于秘密 |\n4 |\n5 |\n6 |\n", "[业·其他··/一、收·1··3/1.属于秘密·4·5·6]"},
	{"loose cells, no width fits", "甲 |\n1 |\n|\n3 |\n乙 |\n4 |\n5 |\n丙 |\n6 |\n", "[甲·1··3]¶乙¶4¶5¶丙¶6"},
	{"loose cells, a row without a label at the end", "结果 |\n|\n维持 |\n纠正 |\n未结 |\n总计 |\n1 |\n2 |\n|\n4 |\n5 |\n", "¶结果[·维持·纠正·未结·总计/1·2··4·5]"},
	{"loose cells with a line end inside", "商业\n企业\n|\n规章\n|\n1\n|\n2\n|\n", "¶商业¶企业¶规章¶1¶2"},
	{"breadcrumbs", "首页 | 公开 | 年报\n标题\n", "[首页·公开·年报]¶标题"},

	{"markdown", "# 标题 #\n\n| 信息 | 制发 |\n|:---|---:|\n| **规章** | 1 |\n| 文件<br>二 | 2\\|3 |\n\n*注* 17", "¶标题[信息·制发/规章·1/文件↵二·2|3]¶*注* 17"},
	{"markdown without outer pipes", "信息 | 制发\n--- | ---\n规章 | 1\n", "[信息·制发/规章·1]"},
	{"markdown, empty header", "|   |   |\n|---|---|\n| 规章 | 1 |\n| 文件 | |\n", "[规章·1/文件·]"},
	{"markdown, two tables", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n| 丙 | 丁 |\n|---|---|\n| 3 | 4 |\n", "[甲·乙/1·2][丙·丁/3·4]"},
	{"markdown, a title between two tables", "| 维持 | 总计 |\n|---|---|\n| 1 | 2 |\n\n复议后起诉\n| 维持 | 总计 |\n|---|---|\n| 3 | 4 |\n", "[维持·总计/1·2]¶复议后起诉[维持·总计/3·4]"},
	{"markdown, dashes are marks", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| -- | -- |\n", "[甲·乙/1·2/--·--]"},
	{"markdown, escapes and rules", "# 甲\n\n1\\. 属于\n\n---\n\n```\n乙\n```\n", "¶甲¶1. 属于¶乙"},
	{"markdown, tags and links", "# 甲\n<div align=\"center\">**乙**</div>\n![图](images/1.png)\n[丙](http://a.b/c) 17<sup>1</sup> x < 3 > 2\n", "¶甲¶乙¶丙 17 1  x < 3 > 2"},
	{"a mark is no rule", "甲\n---\n——\n-----\n", "¶甲¶---¶——"},
	{"drawn", "+----+---+\n| 结果 | 1 |\n| 维持 |   |\n+----+---+\n| 其他 | 2 |\n+----+---+\n", "[结果↵维持·1/其他·2]"},
	{"drawn with boxes", "┌──┬─┐\n│甲│1│\n├──┼─┤\n│乙│2│\n└──┴─┘\n", "[甲·1/乙·2]"},
	{"drawn, ruled only around", "+---+---+\n| 甲 | 1 |\n| 乙 | 2 |\n+---+---+\n", "[甲·1/乙·2]"},

	{"commas", "规章,1,2\n文件,3,4\n许可,5,\n", "[规章·1·2/文件·3·4/许可·5·]"},
	{"commas and quotes", "标题\n\"甲,乙\n丙\",1,\"1,472\"\n文件,3,4\n许可,5,\"=\"\"6\"\"\"\n", "¶标题[甲,乙↵丙·1·1,472/文件·3·4/许可·5·6]"},
	{"figures as text", "规章,=\"01\",2\n文件,3,4\n许可,5,6\n", "[规章·01·2/文件·3·4/许可·5·6]"},
	{"semicolons", "规章;1;2\n文件;3;4\n许可;5;6,5\n", "[规章·1·2/文件·3·4/许可·5·6,5]"},
	{"commas in prose", "2023年,我乡公开,共 17 条\n规章 1,2\n", "¶2023年,我乡公开,共 17 条¶规章 1,2"},
	{"commas, a sheet written out", "标题,,\n甲,,\n规章,1,2\n文件,3,4\n许可,5,\n无。,,\n", "¶标题¶甲[规章·1·2/文件·3·4/许可·5·]¶无。"},
}

func TestBlocks(t *testing.T) {
	for _, c := range cases {
		if got := dump(lay(t, c.text)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Wrapped prose is one paragraph; what stands alone or is aligned is not.
func TestWrapped(t *testing.T) {
	full := strings.Repeat("公开政府信息", 6) // 72 columns
	prose := "    " + full + "\n" + full + "公开\n" + full + "公开\n" + full + "15\n0 条。\n    " + full + "\n" + full + "开。\n"
	blocks := lay(t, prose)
	var lines []int
	for i := range blocks {
		lines = append(lines, strings.Count(blocks[i].Text, "\n")+1)
	}
	if fmt.Sprint(lines) != "[5 2]" {
		t.Errorf("paragraphs of %v lines, want 5 and 2: %s", lines, dump(blocks))
	}
	if blocks[1].Place.Line != 6 {
		t.Errorf("second paragraph at line %d, want 6", blocks[1].Place.Line)
	}
	short := "一、总体情况\n公开政府信息。\n二、主动公开\n无\n"
	if got := len(lay(t, short)); got != 4 {
		t.Errorf("%d paragraphs of four lines", got)
	}
}

func TestPlaces(t *testing.T) {
	blocks := lay(t, "甲\n规章\t1\n\f文件\t2\n\n乙\n")
	Number(blocks)
	var got []string
	for _, b := range blocks {
		got = append(got, b.Place.String())
		if b.Table != nil {
			for _, c := range b.Table.Cells {
				got = append(got, c.Place.String())
			}
		}
	}
	want := "第1页 › 文本行1, 第1页 › 表1 › 文本行2, 第1页 › 表1 › 第1行 › 第1列 › 文本行2, 第1页 › 表1 › 第1行 › 第2列 › 文本行2, " +
		"第2页 › 表1 › 第2行 › 第1列 › 文本行3, 第2页 › 表1 › 第2行 › 第2列 › 文本行3, 第2页 › 文本行5"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("places = %s\nwant %s", s, want)
	}
}

func TestBounds(t *testing.T) {
	b := bounds.Default()
	b.Cells, b.Blocks, b.TextSize = 100, 100, 100
	for name, text := range map[string]string{
		"cells":      "规章" + strings.Repeat("\t1", 100),
		"paragraphs": strings.Repeat("甲\n", 101),
		"line":       strings.Repeat("甲", 101),
		"lines":      strings.Repeat("\n", 2000),
		"rows":       strings.Repeat("甲|1\n", 100),
	} {
		_, err := Blocks(text, 1, b)
		if refusal, ok := errors.AsType[*bounds.Refusal](err); !ok || refusal.Code != bounds.TooLarge {
			t.Errorf("%s: %v, want too_large", name, err)
		}
	}
}

// layouts whose rows stand in the text, with what parts their cells.
var layouts = []maker.TextLayout{maker.Tabs, maker.TabsRagged, maker.Pipes, maker.LeadingPipe, maker.LonePipe, maker.PushedPipe}

// TestRowsOfReports finds every row of figures as one row, its figures last and
// in order.
func TestRowsOfReports(t *testing.T) {
	for n, u := range maker.Counties(12, "lines") {
		r := maker.Make(maker.Order{Seed: "lines", Unit: u, Year: 2019 + n%5, Level: maker.Stress, Variety: maker.Variety(n % 3)})
		for _, layout := range layouts {
			rows := map[string]bool{}
			for _, b := range lay(t, r.Text(layout)) {
				for _, row := range figuresOf(b.Table) {
					rows[row] = true
				}
			}
			for _, want := range figureRows(r) {
				if !rows[want] {
					t.Errorf("%s %s: no row %s", u.Name, layout, want)
				}
			}
		}
	}
}

func figureRows(r *maker.Report) (out []string) {
	for _, b := range r.Paper() {
		if b.Grid == nil {
			continue
		}
		for _, row := range b.Grid.Rows {
			var cells []string
			for _, c := range row {
				if c.ID != schema.NoCell {
					cells = append(cells, c.Text)
				}
			}
			if cells != nil {
				out = append(out, strings.Join(cells, "·"))
			}
		}
	}
	return out
}

// figuresOf lists, for each row, its cells from the first with a digit on,
// without the blanks behind.
func figuresOf(t *schema.Table) (out []string) {
	if t == nil {
		return nil
	}
	rows := make([][]string, t.Rows)
	for _, c := range t.Cells {
		if c.Text != "" || len(rows[c.Row]) > 0 {
			rows[c.Row] = append(rows[c.Row], c.Text)
		}
	}
	for _, row := range rows {
		for i := range row {
			if isValue(row[i]) || strings.ContainsAny(row[i], "0123456789") && i > 0 {
				out = append(out, strings.TrimRight(strings.Join(row[i:], "·"), "·"))
			}
		}
	}
	return out
}

func FuzzBlocks(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text)
	}
	b := bounds.Default()
	b.Cells, b.Blocks = 20_000, 20_000
	f.Fuzz(func(t *testing.T, text string) {
		blocks, err := Blocks(text, 1, b)
		if err != nil {
			return
		}
		// No digit is lost or made up, except in marks; a drawn row goes by columns.
		if in, out := digits(text), digits(dump(blocks)); in != out && !strings.ContainsAny(text, "&\\#`~<=[") {
			t.Errorf("digits %q became %q", in, out)
		}
	})
}

// digits counts those of a text, as a sorted string.
func digits(s string) string {
	d := strings.Split(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s), "")
	slices.Sort(d)
	return strings.Join(d, "")
}

// TestColumns holds the widths of the usual characters to Unicode's table of
// widths, and no character to more columns than bytes.
func TestColumns(t *testing.T) {
	for r := rune(0x80); r < 0x30000; r++ {
		want := 1
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
			want = 2
		}
		if got := columns(string(r)); got != want || got > len(string(r)) {
			t.Errorf("columns(%q) = %d, want %d", r, got, want)
		}
	}
}

// TestSigns asks the quick questions about a line, and the whole ones.
func TestSigns(t *testing.T) {
	for _, c := range cases {
		for s := range strings.Lines(c.text) {
			known, unknown := lineOf(s, 0, 0), line{text: s, signs: ^signs(0)}
			for name, is := range map[string]func(*line) bool{"hasPipe": hasPipe, "isBorder": isBorder, "isTabbed": isTabbed, "isUnderline": isUnderline, "fence": markdown{on: true}.fence} {
				if got, want := is(&known), is(&unknown); got != want {
					t.Errorf("%s(%q) = %v, want %v", name, s, got, want)
				}
			}
			m := markdown{on: true, entities: true}
			if got, want := m.tidy(s, known.signs), m.tidy(s, unknown.signs); got != want {
				t.Errorf("tidy(%q) = %q, want %q", s, got, want)
			}
		}
	}
}
