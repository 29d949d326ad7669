package html

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"huizong/pipeline/read/charset"
)

// markups are pages, and pieces of such, that browsers read in odd ways.
var markups = []string{
	`<!DOCTYPE html><html><head><title>年报 &amp; 公开</title></head><body><p class=MsoNormal style='mso-hide:all'>公开<o:p></o:p></p></body></html>`,
	`<table border=1 width=100%><tr height=0><td rowspan=2 colspan="3">1&nbsp;2<br/>3</td></tr></table>`,
	`<!--[if gte mso 9]><xml>x</xml><![endif]--><![if !supportMisalignedColumns]><td>1</td><![endif]><?xml:namespace prefix = o />`,
	`<script>if (a < b) document.write("<p>");</script><style>p > a {}</style><textarea>&lt;p></textarea><xmp><p></xmp>`,
	`<script><!-- document.write("<script>x</script>") --></script>1<script><!-- a --></script>2`,
	`<title/><p>a</p><TITLE>A</Title><iframe src=x></iframe><noscript><p>b</noscript>c<plaintext><p>d`,
	`<!-->1<!--->2<!---->3<!--a--!>4<!--a-->5<!--a--->6<!--a--!-->7<!-- > -->8<!--`,
	`<p>1 < 2, 3 <= 4, <5, a<</p></ p></p ></p a=b></></1>x<p`,
	`<p a=1 A=2 b c = 3 d='4"' e="5'" f=6/>7<p/ >8<p a="&amp;b">9<p a=b"c>0<p a==b><p =a><p a/b>`,
	`<p style="a:&#23435;&quot;&nbsp;x" class='&amp;MsoCommentReference&#x41'><td rowspan="&#50;" value="&amp=" height="&notit;" name="&ampx;">`,
	`a&b&amp;c&lt;d&#20998;&#x5206;&notit;&notin;e`,
	"a\r\nb\rc\x00d<p style='\r\n'>", "<td\nrowspan\n=\n2>", "<a\tb", "</a", "</", "<", "<!", "<?", "<p a='", "<p a=", "<p style=a style=b STYLE=c>",
}

// wholeTokens writes down what a tokenizer says of a page.
func wholeTokens(page string, next func() (html.TokenType, string)) []string {
	var out []string
	for {
		switch kind, said := next(); kind {
		case html.ErrorToken:
			return out
		case html.CommentToken, html.DoctypeToken:
		default:
			out = append(out, fmt.Sprintf("%v %s", kind, said))
		}
	}
}

// FuzzTokens holds the tokens to those of x/net/html.
func FuzzTokens(f *testing.F) {
	for _, m := range markups {
		f.Add(m)
	}
	for _, c := range cases {
		f.Add(c.page)
	}
	f.Fuzz(func(t *testing.T, page string) {
		page = strings.ToValidUTF8(page, "")
		quick := newTokens([]byte(page))
		got := wholeTokens(page, func() (html.TokenType, string) {
			kind := quick.next()
			switch kind {
			case html.TextToken:
				return kind, string(quick.text)
			case html.EndTagToken:
				return kind, quick.tag.name
			case html.StartTagToken, html.SelfClosingTagToken:
				return kind, fmt.Sprintf("%+v", *quick.tag)
			}
			return kind, ""
		})
		slow := html.NewTokenizer(strings.NewReader(page))
		want := wholeTokens(page, func() (html.TokenType, string) {
			kind := slow.Next()
			switch kind {
			case html.TextToken:
				return kind, string(slow.Text())
			case html.EndTagToken:
				name, _ := slow.TagName()
				return kind, string(name)
			case html.SelfClosingTagToken:
				slow.NextIsNotRawText()
				return kind, fmt.Sprintf("%+v", tagOf(slow))
			case html.StartTagToken:
				return kind, fmt.Sprintf("%+v", tagOf(slow))
			}
			return kind, ""
		})
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("tokens of %q are\n%s\nwant\n%s", page, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// TestUsualMarkup says that the pages of word processors and portals are not
// left to x/net/html.
func TestUsualMarkup(t *testing.T) {
	for _, m := range markups[:4] {
		text, _, err := charset.Decode([]byte(m))
		if err != nil {
			t.Fatal(err)
		}
		z := newTokens([]byte(text))
		for z.next() != html.ErrorToken {
		}
		if z.slow != nil {
			t.Errorf("%q was left to x/net/html", m)
		}
	}
}
