package maker

import (
	"fmt"
	"strconv"
	"strings"
)

// The variants of a web page.
const (
	HTMLPlain    = "plain"    // headings, paragraphs and tables
	HTMLWord     = "word"     // pasted from Word: spans, font, o:p, digits cut by spans, &nbsp;
	HTMLSite     = "site"     // a portal page: layout tables, menus, scripts, comments, a metadata table
	HTMLGBK      = "gbk"      // GBK, and says so
	HTMLGBKLies  = "gbk-lies" // GBK, and says UTF-8
	HTMLGBKMute  = "gbk-mute" // GBK, and says nothing
	HTMLUpper    = "upper"    // old upper-case tags without ends, &#20998; entities
	HTMLFragment = "fragment" // no html, head or body
)

var htmlVariants = []string{HTMLPlain, HTMLWord, HTMLSite, HTMLGBK, HTMLGBKLies, HTMLGBKMute, HTMLUpper, HTMLFragment}

type page struct {
	b       strings.Builder
	d       *dice
	variant string
	full    bool
}

func writeHTML(r *Report, f Finish) ([]byte, error) {
	text := htmlPage(r, f)
	switch f.Variant {
	case HTMLGBK, HTMLGBKLies, HTMLGBKMute:
		return gb18030(text)
	}
	return []byte(text), nil
}

func htmlPage(r *Report, f Finish) string {
	w := &page{d: r.dice("html " + f.Variant), variant: f.Variant, full: f.Realistic || f.Variant == HTMLWord}
	w.open(r)
	for _, block := range r.Paper() {
		w.block(block)
	}
	w.shut()
	text := w.b.String()
	if f.Variant == HTMLUpper {
		text = upper(text)
	}
	return text
}

func (w *page) open(r *Report) {
	charset := map[string]string{HTMLGBK: `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, HTMLGBKMute: ""}
	meta, other := charset[w.variant]
	if !other {
		meta = `<meta charset="utf-8">`
	}
	title := escape(strings.Join(r.Title, "") + "-" + r.Unit.ParentName + "人民政府")
	switch w.variant {
	case HTMLFragment:
		return
	case HTMLWord:
		w.b.WriteString(`<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>` + meta +
			`<title>` + title + `</title><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style>p.MsoNormal{margin:0;} td 1 2 3 {x:4}</style></head><body lang=ZH-CN>`)
	case HTMLSite:
		w.b.WriteString(`<!DOCTYPE html><html><head>` + meta + `<title>` + title + `</title><script>var t="<table><tr><td>规章</td><td>77</td></tr></table>";if(1<2){document.write(t)}</script></head><body>` +
			`<!-- <table><tr><td>行政规范性文件</td><td>88</td></tr></table> -->` +
			`<div class="nav"><ul><li>首页</li><li>政务公开</li><li>政府信息公开年报</li></ul></div>` +
			`<table width="100%"><tr><td colspan="2">` +
			`<table class="meta"><tr><th>索引号</th><td>` + r.seed[1] + `/2</td><th>发布机构</th><td>` + escape(r.Unit.Name) + `</td></tr><tr><th>发布日期</th><td>` + r.received + `</td><th>浏览次数</th><td>` + strconv.Itoa(w.d.between(20, 900)) + `</td></tr></table>` +
			`</td></tr><tr><td width="180"><a href="#">政策文件</a><br><a href="#">财政信息</a></td><td><div id="zoom">`)
	default:
		w.b.WriteString(`<html><head>` + meta + `<title>` + title + `</title></head><body>` + "\n")
	}
}

func (w *page) shut() {
	switch w.variant {
	case HTMLFragment:
	case HTMLSite:
		w.b.WriteString(`</div></td></tr></table><div class="foot">版权所有 政府网站标识码：` + strconv.Itoa(w.d.between(4100000000, 4199999999)) + `</div><script src="count.js"></script></body></html>`)
	default:
		w.b.WriteString(`</body></html>`)
	}
}

func (w *page) block(b Block) {
	if b.Grid != nil {
		w.table(b.Grid)
		return
	}
	tag := map[Style]string{TitleLine: "h1", HeadingLine: "h2", Body: "p", ClosingLine: "p"}[b.Style]
	attributes, indent := "", ""
	if b.Style == Body {
		indent = "&nbsp;&nbsp;&nbsp;&nbsp;"
	}
	if w.variant == HTMLWord {
		tag, attributes, indent = "p", ` class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'`, ""
	}
	w.b.WriteString("<" + tag + attributes + ">" + indent + w.text(b.Text) + "</" + tag + ">\n")
}

// text prints words, cut by spans where Word or an editor did so.
func (w *page) text(s string) string {
	if !w.full {
		return strings.ReplaceAll(escape(s), "\n", "<br>")
	}
	var b strings.Builder
	for i, piece := range cut(w.d, s) {
		piece = strings.ReplaceAll(escape(piece), "\n", "<br/>")
		switch {
		case i%3 == 1:
			b.WriteString(`<font face="仿宋_GB2312">` + piece + `</font>`)
		default:
			b.WriteString(`<span lang=EN-US style='font-size:16.0pt;font-family:仿宋_GB2312;mso-bidi-font-family:宋体;color:black'>` + piece + `</span>`)
		}
	}
	b.WriteString(`<span lang=EN-US><o:p></o:p></span>`)
	return b.String()
}

func (w *page) table(g *Grid) {
	w.b.WriteString(`<table border="1" cellspacing="0"><tbody>` + "\n")
	for _, row := range g.Rows {
		w.b.WriteString("<tr>")
		for _, c := range row {
			tag := "td"
			if c.Head && w.variant == HTMLPlain && c.Columns > 4 {
				tag = "th"
			}
			w.b.WriteString("<" + tag)
			if c.Rows > 1 {
				fmt.Fprintf(&w.b, ` rowspan="%d"`, c.Rows)
			}
			if c.Columns > 1 {
				fmt.Fprintf(&w.b, ` colspan="%d"`, c.Columns)
			}
			w.b.WriteString(">" + w.cellText(c) + "</" + tag + ">")
		}
		w.b.WriteString("</tr>\n")
	}
	w.b.WriteString("</tbody></table>\n")
}

func (w *page) cellText(c GridCell) string {
	switch {
	case c.Text == "":
		return "&nbsp;"
	case w.full:
		return `<p class=MsoNormal align=center>` + w.text(c.Text) + `</p>`
	case w.variant == HTMLSite:
		return `<p style="text-align:center">` + w.text(c.Text) + `&nbsp;</p>`
	}
	return w.text(c.Text)
}

// upper writes old markup: tags in capitals, no end tags of cells, rows and
// paragraphs, some characters as numeric entities.
func upper(s string) string {
	s = strings.NewReplacer("</td>", "", "</tr>", "", "</p>", "", "<td", "<TD", "<tr", "<TR", "<p", "<P", "<table", "<TABLE", "</table>", "</TABLE>",
		"<tbody>", "", "</tbody>", "", "rowspan=", "ROWSPAN=", "colspan=", "COLSPAN=").Replace(s)
	var b strings.Builder
	for i, c := range s {
		if c > 0x2E80 && i%5 == 0 {
			fmt.Fprintf(&b, "&#%d;", c)
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
