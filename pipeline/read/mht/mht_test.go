package mht

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"mime/quotedprintable"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/html"
	"huizong/schema"
)

func read(t testing.TB, archive string) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), []byte(archive), bounds.Default())
	if err != nil {
		t.Fatalf("Read(%.80q): %v", archive, err)
	}
	return doc
}

func quoted(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func lined(s string) string {
	s = base64.StdEncoding.EncodeToString([]byte(s))
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\r\n")
		s = s[76:]
	}
	return b.String() + s
}

// related packs parts, each with its own header, as Word does.
func related(parts ...string) string {
	return "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_NextPart_01\"\r\n\r\nThis document is a web archive.\r\n\r\n------=_NextPart_01\r\n" +
		strings.Join(parts, "\r\n------=_NextPart_01\r\n") + "\r\n------=_NextPart_01--\r\n"
}

func entity(header, body string) string { return header + "\r\n\r\n" + body }

const (
	htmlQuoted = "Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"us-ascii\""
	html64     = "content-type: text/html;charset=utf-8\r\ncontent-transfer-encoding: BASE64"
	html8      = "Content-Type: text/html"
	picture    = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
)

// TestSamePage packs one page in every way and reads the same as from the page.
func TestSamePage(t *testing.T) {
	r := maker.Make(maker.Order{Seed: "mht", Unit: maker.Counties(1, "mht")[0], Year: 2023, Level: maker.Stress})
	for _, variant := range maker.FormatByID("html").Variants {
		file, err := maker.Write(r, "html", maker.Finish{Variant: variant})
		if err != nil {
			t.Fatal(err)
		}
		page := string(file.Data)
		want, err := html.Read(context.Background(), file.Data, bounds.Default())
		if err != nil {
			t.Fatal(err)
		}
		for name, archive := range map[string]string{
			"quoted":             related(entity(htmlQuoted, quoted(page)), picture),
			"quoted, LF":         strings.ReplaceAll(related(entity(htmlQuoted, quoted(page))), "\r\n", "\n"),
			"base64":             related(picture, entity(html64, lined(page))),
			"8bit":               related(entity(html8, page)),
			"alone":              "MIME-Version: 1.0\r\n" + entity(htmlQuoted, quoted(page)),
			"alternative":        related("Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n" + entity("Content-Type: text/plain", "规章 9") + "\r\n--b\r\n" + entity(html64, lined(page)) + "\r\n--b--"),
			"in a message":       related("Content-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\n" + entity(html64, lined(page))),
			"not closed":         strings.TrimSuffix(related(entity(html64, lined(page)), picture), "------=_NextPart_01--\r\n"),
			"boundary not said":  strings.Replace(related(entity(html64, lined(page))), "boundary=", "border=", 1),
			"broken media type":  strings.Replace(related(entity(html64, lined(page))), "multipart/related;", "multipart/related;;; type=text/html; type=x;", 1),
			"sent twice":         related(entity(html64, lined(page)), entity(htmlQuoted, quoted(page))),
			"headers and tabs":   related(entity(html64, lined(page)), entity("Content-Location: x/Header.htm\r\n"+html8, "<p>第 1 页"), entity("Content-Location: x\\tabstrip.htm\r\n"+html8, "Sheet1")),
			"with an attachment": related(entity(html64, lined(page)), entity("Content-Disposition: attachment\r\nContent-Type: text/plain", "规章 9")),
			"header of a letter": "From: =?gb2312?B?ys0=?=\r\nSubject: =?gb2312?B?xOqxqA==?=\r\n" + related(entity(html64, lined(page))),
		} {
			got := read(t, archive)
			if !reflect.DeepEqual(got.Blocks, want.Blocks) {
				t.Errorf("%s as %s: blocks differ from those of the page", variant, name)
			}
			if got.Charset != want.Charset || got.Format != "mht" || got.Title != want.Title && name != "header of a letter" {
				t.Errorf("%s as %s: format %s charset %s title %q", variant, name, got.Format, got.Charset, got.Title)
			}
			if name == "header of a letter" && want.Title == "" && got.Title != "年报" {
				t.Errorf("%s as %s: title %q", variant, name, got.Title)
			}
		}
	}
}

func TestZero(t *testing.T) {
	data, err := os.ReadFile("testdata/zero.mht")
	if err != nil {
		t.Fatal(err)
	}
	doc := read(t, string(data))
	tables, zeros := 0, 0
	for _, b := range doc.Blocks {
		if b.Table == nil {
			continue
		}
		tables++
		for _, c := range b.Table.Cells {
			if strings.TrimSpace(c.Text) == "0" {
				zeros++
			}
		}
	}
	if doc.Charset != "gb18030" || doc.Title != "瓦岗寨乡2023年政府信息公开工作年度报告" || tables != 3 || zeros != 200 {
		t.Errorf("Read(zero.mht) = %s %q, %d tables, %d zeros", doc.Charset, doc.Title, tables, zeros)
	}
}

// TestPages reads several pages in order, and numbers their tables through.
func TestPages(t *testing.T) {
	doc := read(t, related(
		entity(html8, `<html><head><title>甲</title></head><frameset><frame src="b.htm"></frameset></html>`),
		entity(html8, "<title>乙</title><p>一</p><table><tr><td>1</table>"),
		entity(html8, "\x00\x01\x02\xff"),
		entity(html8, "<title>丙</title><table><tr><td>2</table><p>二"),
		entity("Content-Type: text/plain", "三")))
	var got []string
	for _, b := range doc.Blocks {
		if b.Table != nil {
			got = append(got, b.Place.String()+":"+b.Table.Cells[0].Place.String()+"="+b.Table.Cells[0].Text)
		} else {
			got = append(got, b.Text)
		}
	}
	if s, want := strings.Join(got, " "), "一 表1:表1 › 第1行 › 第1列=1 表2:表2 › 第1行 › 第1列=2 二"; s != want || doc.Title != "乙" {
		t.Errorf("read %s %q, want %s", s, doc.Title, want)
	}
	doc = read(t, related(entity(html8, "<p>&nbsp;"), entity("Content-Type: text/plain", "规章\t1\t2\n文件\t3\t4")))
	if len(doc.Blocks) != 1 || doc.Blocks[0].Table == nil {
		t.Errorf("plain text: %+v", doc.Blocks)
	}
}

func TestNotes(t *testing.T) {
	whole := related(entity(html8, "<p>甲"))
	for archive, want := range map[string]string{whole: "", whole[:len(whole)-10]: "mht.unclosed"} {
		got := ""
		for _, n := range read(t, archive).Notes {
			got += n.Code
		}
		if got != want {
			t.Errorf("notes %q, want %q", got, want)
		}
	}
}

func TestRefuses(t *testing.T) {
	small := bounds.Default()
	small.Entries, small.Bytes, small.Blocks = 20, 100_000, 50
	deep := entity(html8, "<p>甲")
	for i := range 30 {
		deep = fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%s\r\n--b%d--", i, i, deep, i)
	}
	many := func(n int, s string) []string {
		var out []string
		for i := range n {
			out = append(out, entity(html8, fmt.Sprintf("<p>%d%s", i, s)))
		}
		return out
	}
	for _, c := range []struct{ name, archive, code string }{
		{"no header", "<html><p>甲</html>", bounds.Damaged},
		{"no boundary", "Content-Type: multipart/related; boundary=b\r\n\r\n甲", bounds.Damaged},
		{"nothing in it", related(picture), bounds.Empty},
		{"empty pages", related(entity(html8, "<p>&nbsp;")), bounds.Empty},
		{"a page cut off", related(entity(html8, "<table><tr><td>1")), bounds.Truncated},
		{"too deep", "MIME-Version: 1.0\r\n" + deep, bounds.TooDeep},
		{"too many parts", related(many(21, "")...), bounds.TooLarge},
		{"too many paragraphs", related(many(11, strings.Repeat("<p>x", 5))...), bounds.TooLarge},
		{"too many bytes", related(entity(html8, strings.Repeat(" ", 100_000))), bounds.TooLarge},
	} {
		_, err := Read(context.Background(), []byte(c.archive), small)
		if refusal, ok := errors.AsType[*bounds.Refusal](err); !ok || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

func TestClaims(t *testing.T) {
	for head, want := range map[string]bool{
		"MIME-Version: 1.0\r\n\r\n":                                       true,
		"From: <由 WPS 保存>\r\nMime-version: 1.0\r\n\r\n":                   true,
		"\xEF\xBB\xBF\r\nContent-Type: multipart/related;\r\n boundary=b": true,
		"Content-Type: text/html\r\n\r\n":                                 false,
		"<html>MIME-Version: 1.0":                                         false,
		"标题: 一\n\nMIME-Version: 1.0":                                      false,
		"":                                                                false,
	} {
		if got := Claims([]byte(head)); got != want {
			t.Errorf("Claims(%q) = %v", head, got)
		}
	}
}

// TestCut cuts an archive anywhere: never a wrong figure without a refusal or
// a note, and never long.
func TestCut(t *testing.T) {
	page := "<html><body><p>甲</p><table><tr><td>规章</td><td>1234567</td></tr></table><p>乙</p></body></html>"
	for _, whole := range []string{related(entity(html64, lined(page))), related(entity(htmlQuoted, quoted(page)))} {
		for n := range len(whole) {
			doc, err := Read(context.Background(), []byte(whole[:n]), bounds.Default())
			if err != nil {
				if _, ok := errors.AsType[*bounds.Refusal](err); !ok {
					t.Fatalf("cut at %d: %v", n, err)
				}
				continue
			}
			for _, b := range doc.Blocks {
				if b.Table != nil && b.Table.Cells[1].Text != "1234567" {
					t.Errorf("cut at %d: read %q", n, b.Table.Cells[1].Text)
				}
			}
			if len(doc.Notes) == 0 && n < len(whole)-5 {
				t.Errorf("cut at %d: no note", n)
			}
		}
	}
}

// patience is far more than any of them takes on a quiet machine, and far less
// than what grows with the square of the size.
const patience = 20 * time.Second

func TestHostile(t *testing.T) {
	many := strings.Repeat
	for name, archive := range map[string]string{
		"header lines":   "MIME-Version: 1.0\r\n" + many("A: b\r\n", 1e6),
		"folded":         "MIME-Version: 1.0\r\nX: a\r\n" + many(" b\r\n", 1e6),
		"boundaries":     "Content-Type: multipart/related; boundary=b\r\n\r\n" + many("--b\r\n", 1e6),
		"near miss":      "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\r\n" + many("--bb\r\n", 1e6),
		"equal signs":    related(entity(htmlQuoted, many("=", 1<<20))),
		"soft breaks":    related(entity(htmlQuoted, many("=\r\n", 1<<20))),
		"nested headers": "MIME-Version: 1.0\r\n" + many("Content-Type: message/rfc822\r\n\r\n", 1e5),
		"subject":        "MIME-Version: 1.0\r\nSubject: " + many("=?utf-8?q?", 10000) + "\r\n\r\n<p>甲",
	} {
		began := time.Now()
		_, err := Read(context.Background(), []byte(archive), bounds.Default())
		if took := time.Since(began); took > patience {
			t.Errorf("%s took %v", name, took)
		}
		if _, ok := errors.AsType[*bounds.Refusal](err); err != nil && !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	page := "<html><body><p>甲</p><table><tr><td>规章</td><td>17</td></tr></table></body></html>"
	f.Add([]byte(related(entity(html64, lined(page)), picture)))
	f.Add([]byte(related(entity(htmlQuoted, quoted(page)))))
	f.Add([]byte(related("Content-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\n" + entity(html8, page))))
	b := bounds.Default()
	b.Cells, b.Blocks = 20_000, 20_000
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data, b)
		if err != nil {
			if _, ok := errors.AsType[*bounds.Refusal](err); !ok {
				t.Errorf("Read = %v, want a refusal", err)
			}
			return
		}
		if len(doc.Blocks) == 0 {
			t.Error("a document without blocks")
		}
	})
}
