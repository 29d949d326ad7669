package html

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// dump prints blocks so that a case can be read: a paragraph as ¶text, a table
// as its rows between brackets, a cell as text with ↓rows →columns if it spans,
// column numbers where a row does not begin at the next free one.
func dump(blocks []schema.Block) string {
	var b strings.Builder
	for i := range blocks {
		if t := blocks[i].Table; t != nil {
			b.WriteString(dumpTable(t))
			continue
		}
		b.WriteString("¶" + blocks[i].Text)
	}
	return b.String()
}

func dumpTable(t *schema.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[%d×%d", t.Rows, t.Columns)
	row := -1
	for i := range t.Cells {
		c := &t.Cells[i]
		for ; row < c.Row; row++ {
			b.WriteString(" /")
		}
		fmt.Fprintf(&b, " %d:%s", c.Column, c.Text)
		if c.RowSpan != 1 {
			fmt.Fprintf(&b, "↓%d", c.RowSpan)
		}
		if c.ColumnSpan != 1 {
			fmt.Fprintf(&b, "→%d", c.ColumnSpan)
		}
		if c.Inner != nil {
			b.WriteString("{" + dump(c.Inner) + "}")
		}
	}
	return b.String() + "]"
}

func read(t testing.TB, page string) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), []byte(page), bounds.Default())
	if err != nil {
		t.Fatalf("Read(%.80q): %v", page, err)
	}
	return doc
}

var cases = []struct{ name, page, want string }{
	{"paragraphs", "<h1>标题</h1>\n<p>甲<br>乙</p><div>丙<p>丁</div>戊", "¶标题¶甲\n乙¶丙¶丁¶戊"},
	{"inline elements do not part", "<p>规<b>章</b><span>1</span><font>7</font><o:p></o:p></p>", "¶规章17"},
	{"block elements do", "<div>1</div><div>7</div>", "¶1¶7"},
	{"blanks are one, none at the ends", "<p>  甲   乙17\n 23 </p>", "¶甲 乙17 23"},
	{"a line end between wide characters is nothing", "<p>政府信\n息，公开\n17\n件</p>", "¶政府信息，公开 17 件"},
	{"no-break spaces stay", "<p>&nbsp;&nbsp;甲&nbsp;17</p>", "¶\u00a0\u00a0甲\u00a017"},
	{"a paragraph that prints nothing goes", "<p>甲</p><p>&nbsp;</p><p> </p><p>乙</p>", "¶甲¶乙"},
	{"entities", "<p>&#35268;&#x7AE0; &lt;17&gt; &amp;nbsp;</p>", "¶规章 <17> &nbsp;"},
	{"scripts, styles, comments", `<script>var s="<p>7</p>"</script><style>td{1}</style><!-- 8 --><p>甲</p><noscript>9</noscript><template><p>6</p></template>`, "¶甲"},
	{"comments of Word", `<!--[if gte mso 9]><xml><w:View>5</w:View></xml><![endif]--><p><![if !supportLists]>（一）<![endif]>甲</p><!--[if !mso]><!--><p>乙</p><!--<![endif]-->`, "¶（一）甲¶乙"},
	{"an xml island", `<xml><w:WordDocument><w:Zoom>0</w:Zoom></w:WordDocument></xml><p>甲</p>`, "¶甲"},
	{"hidden text does not join digits", `<p>2<span style="display:none">9</span> 0<span hidden>8</span></p>`, "¶2 0"},
	{"hidden block", `<div style="DISPLAY : none">甲<div>乙</div><p>丙</div><p>丁</p>`, "¶丁"},
	{"hidden paragraph without an end", `<p style="display:none">甲<p>乙</p>`, "¶乙"},
	{"hidden inline without an end", `<div><span style="mso-hide:all">甲</div><div>乙</div>`, "¶乙"},
	{"a stray end tag inside hidden text", `<div style="display:none"></span>甲</div>乙`, "¶乙"},
	{"hidden table", `<table style="display:none"><tr><td>1<table><tr><td>2</table></table><p>甲</p>`, "¶甲"},
	{"deleted text", `<p>17<del>18</del><ins>19</ins></p>`, "¶1719"},
	{"a reviewer's remark", `<p>17<span class=MsoCommentReference><a>[d1]</a></span></p>`, "¶17"},
	{"a footnote mark does not join digits", `<p>17<sup>1</sup>件，23<sub>2</sub></p>`, "¶17 1件，23 2"},
	{"ruby", `<p>廿<rp>(</rp><rt>nian</rt><rp>)</rp>垛</p>`, "¶廿垛"},

	{"a table", `<table><tr><td>规章</td><td>1</td></tr><tr><td>文件</td><td>2</td></tr></table>`, "[2×2 / 0:规章 1:1 / 0:文件 1:2]"},
	{"no end tags", `<TABLE><TR><TD>规章<TD>1<TR><TD>文件<TD>2</TABLE>末`, "[2×2 / 0:规章 1:1 / 0:文件 1:2]¶末"},
	{"no rows", `<table><td>规章<td>1</table>`, "[1×2 / 0:规章 1:1]"},
	{"spans", `<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2</table>`, "[2×3 / 0:甲↓2 1:乙→2 / 1:1 2:2]"},
	{"a span into the middle", `<table><tr><td>1<td rowspan=2>2<td>3<tr><td>4<td>5</table>`, "[2×3 / 0:1 1:2↓2 2:3 / 0:4 2:5]"},
	{"rowspan 0 is to the end of the group", `<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>3</table>`, "[3×2 / 0:甲↓2 1:1 / 1:2 / 0:3]"},
	{"a row span ends with its group", `<table><thead><tr><td rowspan=5>甲<td>1</thead><tbody><tr><td>2<td>3</table>`, "[2×2 / 0:甲 1:1 / 0:2 1:3]"},
	{"a row span ends with the table", `<table><tr><td rowspan=65000>甲<td>1<tr><td>2</table>`, "[2×2 / 0:甲↓2 1:1 / 1:2]"},
	{"absurd spans", `<table><tr><td colspan=99999999999 rowspan=-3>甲<td colspan=x>1</table>`, "[1×101 / 0:甲→100 100:1]"},
	{"colspan 0", `<table><tr><td colspan=0>甲<td colspan="2px">1</table>`, "[1×3 / 0:甲 1:1→2]"},
	{"overlapping spans", `<table><tr><td>1<td rowspan=2>2<td>3<tr><td colspan=3>4</table>`, "[2×3 / 0:1 1:2↓2 2:3 / 0:4→3]"},
	{"a header wider than its figures", `<table><tr><td colspan=3>甲<td colspan=4>乙<tr><td>1<td>2</table>`, "[2×7 / 0:甲→3 3:乙→4 / 0:1 1:2]"},
	{"an empty row counts", `<table><tr><td>1<tr><tr><td>2</table>`, "[3×1 / 0:1 / / 0:2]"},
	{"Word's row without height does not", `<table><tr><td>1<td>2</tr><tr height=0><td width=20></td><td width=30></td></tr></table>`, "[1×2 / 0:1 1:2]"},
	{"a hidden row has no place", `<table><tr><td>1</tr><tr style="display:none"><td>9</td></tr><tr><td>2</table>`, "[2×1 / 0:1 / 0:2]"},
	{"nor a hidden cell", `<table><tr><td>1<td style="display:none">9<td>2<tr><td>3<td hidden>8</td><td>4</table>`, "[2×2 / 0:1 1:2 / 0:3 1:4]"},
	{"an invisible cell has", `<table><tr><td>1<td style="visibility:hidden">9<td>2</table>`, "[1×3 / 0:1 1: 2:2]"},
	{"a hidden group", `<table><tbody style="display:none"><tr><td>9</td></tr></tbody><tbody><tr><td>2</table>`, "[1×1 / 0:2]"},
	{"hidden text in a cell ends with it", `<table><tr><td>1<span style="display:none">9<td>2</table>`, "[1×2 / 0:1 1:2]"},
	{"a foot is printed last", `<table><thead><tr><td>项目<td>件数</thead><tfoot><tr><td rowspan=2>总计<td>9<tr><td>8</tfoot><tbody><tr><td>规章<td>1<tr><td>文件<td rowspan=4>2</tbody></table>`, "[5×2 / 0:项目 1:件数 / 0:规章 1:1 / 0:文件 1:2 / 0:总计↓2 1:9 / 1:8]"},
	{"only the first foot", `<table><tfoot><tr><td>9<tfoot><tr><td>8<tr><td>7<tbody><tr><td>1</table>`, "[4×1 / 0:8 / 0:7 / 0:1 / 0:9]"},
	{"a hidden foot", `<table><tfoot style="display:none"><tr><td>9</tfoot><tr><td>1<tfoot><tr><td>8<tbody><tr><td>2</table>`, "[3×1 / 0:1 / 0:2 / 0:8]"},
	{"paragraphs in a cell", `<table><tr><td><p>结果</p><p>维持</p><td><p>1</p><p>7</p><td><p>&nbsp;</p></table>`, "[1×3 / 0:结果\n维持 1:1\n7 2:]"},
	{"breaks in a cell", `<table><tr><td>结果<br>维持<br/><td>1<br>7</table>`, "[1×2 / 0:结果\n维持 1:1\n7]"},
	{"a caption stands before", `<table><caption>表一</caption><tr><td>1</table>`, "¶表一[1×1 / 0:1]"},
	{"text between cells stands before", `<table>甲<tr>乙<td>1</td>丙</table>`, "¶甲乙丙[1×1 / 0:1]"},
	{"a table of tables", `<table><tr><td>左<td><p>甲</p><table><tr><td>1<td>2</table>乙</table>`, "[1×2 / 0:左 1:甲\n乙{¶甲[1×2 / 0:1 1:2]¶乙}]"},
	{"three deep", `<table><tr><td><table><tr><td><table><tr><td>1</table></table><tr><td>2</table>`, "[2×1 / 0:{[1×1 / 0:{[1×1 / 0:1]}]} / 0:2]"},
	{"a table between rows ends the one before", `<table><tr><td>1</td></tr><table><tr><td>2</table>`, "[1×1 / 0:1][1×1 / 0:2]"},
	{"end tags of another table", `<table><tr><td><table><tr><td>1</table></td></tr></table></table></td>末`, "[1×1 / 0:{[1×1 / 0:1]}]¶末"},
	{"a form between rows", `<table><form><tr><td>1</td></tr></form><tr><td>2</td></tr></table>`, "[2×1 / 0:1 / 0:2]"},
	{"rows without their table", `<tr><td>规章</td><td>1</td><td>7</td></tr><tr><td>文件<td>2</table><p>末`, "[2×3 / 0:规章 1:1 2:7 / 0:文件 1:2]¶末"},
	{"cells without their table", `<p>甲</p><td>1<td>7</td>末`, "¶甲¶末[1×2 / 0:1 1:7]"},
	{"inputs of a saved form", `<table><tr><td>规章<td><input value="17"><input type=hidden value=9><input type=submit value=8></table>`, "[1×2 / 0:规章 1:17]"},
	{"a table without cells", `<table></table><table><tr></tr></table><p>甲`, "¶甲"},

	{"pre", "<pre>\n规章\t1\t2\n文件\t3\t4\n</pre>", "[2×3 / 0:规章 1:1 2:2 / 0:文件 1:3 2:4]"},
	{"pre without rows", "<pre>甲  17\n\n乙</pre>", "¶甲  17¶乙"},
	{"pre in a layout table", "<table><tr><td><pre>规章|1|2\n文件|3|4\n许可|5|6</pre></table>", "[1×1 / 0:{[3×3 / 0:规章 1:1 2:2 / 0:文件 1:3 2:4 / 0:许可 1:5 2:6]}]"},
	{"pre in a cell", "<table><tr><td><pre>1\n7</pre></table>", "[1×1 / 0:1\n7]"},
	{"style as pre", "<div style='white-space: pre-wrap'>规章\t1\t2<div>文件\t3\t4</div></div><p>a\nb", "[2×3 / 0:规章 1:1 2:2 / 0:文件 1:3 2:4]¶a b"},
}

func TestRead(t *testing.T) {
	for _, c := range cases {
		// What stands behind shows that everything was closed.
		doc, err := Read(context.Background(), []byte(c.page+"</body>"), bounds.Default())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := dump(doc.Blocks); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	for page, want := range map[string]string{
		"<title>\n瓦岗寨乡 2023 年\n报告 &amp; 表</title><p>x":                    "瓦岗寨乡 2023 年 报告 & 表",
		`<meta name="ArticleTitle" content="瓦岗寨乡年报"><p>x`:                 "瓦岗寨乡年报",
		`<title>甲</title><svg><title>乙</title></svg><title>丙</title><p>x`: "甲",
		`<title></title><meta name="ArticleTitle" content="瓦岗寨乡年报"><p>x`:  "瓦岗寨乡年报",
		`<title>甲</title><meta name="ArticleTitle" content="瓦岗寨乡年报"><p>x`: "甲",
		`<body><meta name="keywords" content="年报"><p>没有标题</p>`:            "",
	} {
		if got := read(t, page).Title; got != want {
			t.Errorf("Read(%s).Title = %q, want %q", page, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	doc := read(t, "<p>甲</p><table><tr><td>1<td rowspan=2>2<tr><td><table><tr><td>3</table></table><table><tr><td>4</table>")
	var got []string
	var walk func([]schema.Block)
	walk = func(blocks []schema.Block) {
		for _, b := range blocks {
			if b.Table == nil {
				continue
			}
			got = append(got, b.Place.String())
			for _, c := range b.Table.Cells {
				got = append(got, c.Place.String()+"="+c.Text)
				walk(c.Inner)
			}
		}
	}
	walk(doc.Blocks)
	want := "表1, 表1 › 第1行 › 第1列=1, 表1 › 第1行 › 第2列=2, 表1 › 第2行 › 第1列=, 表2, 表2 › 第1行 › 第1列=3, 表3, 表3 › 第1行 › 第1列=4"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("places = %s\nwant %s", s, want)
	}
}

func TestNotes(t *testing.T) {
	for page, want := range map[string]string{
		"<p>甲":                       "",
		"<html><body><p>甲":           "html.unclosed",
		"<html><body><p>甲</html>":    "",
		"<p>甲<b hidden>乙</b>":        "html.hidden",
		"<p>甲<b hidden> </b>":        "",
		"<p>甲<del>乙</del>":           "html.deleted",
		"<p>甲</p><script>乙</script>": "",
	} {
		var codes []string
		for _, n := range read(t, page).Notes {
			codes = append(codes, n.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("Read(%s) notes %q, want %q", page, got, want)
		}
	}
}

func TestRefuses(t *testing.T) {
	small := bounds.Default()
	small.Cells, small.Blocks, small.TextSize, small.Bytes, small.Depth = 100, 100, 1000, 20_000, 10
	many := strings.Repeat
	for _, c := range []struct{ name, page, code string }{
		{"nothing", "<html><body><p>&nbsp;</p></body></html>", bounds.Empty},
		{"a frame set", `<frameset><frame src="a.htm"><noframes>请用新浏览器</noframes></frameset>`, bounds.Empty},
		{"an inline frame", `<iframe srcdoc="<p>甲"></iframe>`, bounds.Empty},
		{"cut inside a table", "<html><body><table><tr><td>规章<td>1", bounds.Truncated},
		{"cut inside a tag", "<p>甲<table><tr><td>规章<td cols", bounds.Truncated},
		{"too deep", many("<table><tr><td>", 20) + "1", bounds.TooDeep},
		{"too many cells", "<table><tr>" + many("<td>1", 101) + "</table>", bounds.TooLarge},
		{"too many covered cells", "<table>" + many("<tr><td colspan=11>1", 10) + "</table>", bounds.TooLarge},
		{"too many paragraphs", many("<p>x", 101), bounds.TooLarge},
		{"too long a paragraph", "<p>" + many("x", 1001), bounds.TooLarge},
		{"too many bytes", many("<br>", 5001), bounds.TooLarge},
		{"no text", "\x00\x01\x02<html>\xff\xfe\xff", bounds.Damaged},
	} {
		_, err := Read(context.Background(), []byte(c.page), small)
		refusal, ok := errors.AsType[*bounds.Refusal](err)
		if !ok || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

// patience is far more than any hostile page takes on a quiet machine, and far
// less than what grows with the square of the size.
const patience = 20 * time.Second

// TestHostile reads pages made to be slow; none may take long or be lost as
// a whole if it is only odd.
func TestHostile(t *testing.T) {
	for name, page := range map[string]string{
		"nested div":       strings.Repeat("<div>", 1e6) + "甲",
		"nested hidden":    strings.Repeat("<div hidden>", 1e6) + "</div>甲",
		"unmatched ends":   "<b hidden>" + strings.Repeat("<i>", 1e5) + strings.Repeat("</u>", 1e6) + "</b>甲",
		"nested font":      strings.Repeat("<font>", 1e6) + "甲",
		"nested pre":       strings.Repeat("<pre>", 1e6) + "甲",
		"closed tables":    strings.Repeat("</table></td></tr>", 1e5) + "甲",
		"open rows":        "<table>" + strings.Repeat("<tr>", 1e6) + "<td>甲</table>",
		"tall cells":       "<table>" + strings.Repeat("<tr><td rowspan=65534 colspan=100>", 2000) + "甲</table>",
		"wide rows":        "<table><tr>" + strings.Repeat("<td rowspan=0>", 3e5) + "甲</table>",
		"rows under spans": "<table><tr>" + strings.Repeat("<td rowspan=65534>", 1e5) + strings.Repeat("<tr><td>甲", 65534) + "</table>",
		"empty groups":     "<table><tr>" + strings.Repeat("<td>", 1e5) + strings.Repeat("<tbody>", 1e5) + "</table>甲",
		"attributes":       "<p " + strings.Repeat("a=1 ", 1e6) + ">甲",
		"declarations":     "<p style='" + strings.Repeat("display:block;", 1e5) + "'>甲",
		"open comment":     "甲<!--" + strings.Repeat("<!--", 1e6),
		"ampersands":       "甲" + strings.Repeat("&", 1e6),
		"angle brackets":   "甲" + strings.Repeat("<", 1e6),
		"nested tables":    strings.Repeat("<table><tr><td>", 1e6),
		"sibling tables":   strings.Repeat("<table>", 1e6) + "甲",
		"external entity":  `<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>甲&x;</p>`,
		"billion laughs":   `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>甲&b;</p>`,
	} {
		began := time.Now()
		doc, err := Read(context.Background(), []byte(page), bounds.Default())
		if took := time.Since(began); took > patience {
			t.Errorf("%s took %v", name, took)
		}
		if err != nil {
			if _, ok := errors.AsType[*bounds.Refusal](err); !ok {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if s := dump(doc.Blocks); !strings.Contains(s, "甲") || strings.Contains(s, "root:") {
			t.Errorf("%s reads %.100q", name, s)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, []byte("<p>甲"), bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want canceled", err)
	}
}
