package text

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/charset"
	"huizong/schema"
)

func read(t testing.TB, data []byte) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatalf("Read(%.60q): %v", data, err)
	}
	return doc
}

// figures lists the texts of all cells that hold nothing but ASCII digits.
func figures(blocks []schema.Block) (out []string) {
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			continue
		}
		for _, c := range t.Cells {
			if c.Text != "" && strings.Trim(c.Text, "0123456789") == "" {
				out = append(out, c.Text)
			}
		}
	}
	return out
}

// TestCharsets reads one report in every charset and gets the same figures.
func TestCharsets(t *testing.T) {
	r := maker.Make(maker.Order{Seed: "charsets", Unit: maker.Counties(1, "charsets")[0], Year: 2023, Level: maker.Stress})
	names := map[string]string{"tab": charset.UTF8, "tab/utf-8-bom": charset.UTF8BOM, "tab/gbk": charset.GB18030, "tab/gb18030-crlf": charset.GB18030,
		"tab/utf-16le-bom": charset.UTF16LE, "tab/utf-16be": charset.UTF16BE, "tab/utf-8-crlf": charset.UTF8}
	want := ""
	for variant, name := range names {
		file, err := maker.Write(r, "txt", maker.Finish{Variant: variant})
		if err != nil {
			t.Fatal(err)
		}
		doc := read(t, file.Data)
		got := strings.Join(figures(doc.Blocks), " ")
		if want == "" {
			want = got
		}
		if doc.Charset != name || got != want || len(figures(doc.Blocks)) < 199 {
			t.Errorf("%s: charset %s, %d figures", variant, doc.Charset, len(figures(doc.Blocks)))
		}
	}
}

// TestEmbedded reads tables written as HTML between lines of markdown.
func TestEmbedded(t *testing.T) {
	doc := read(t, []byte("# 标题\n\n第一段\n第二段\n\n<TABLE><tr><td rowspan=2>规章</td><td>1</td></tr>\n<tr><td>2<table><tr><td>3</td></tr></table></td></tr></TABLE>\n\n第三段\n<table><tr><td>4</td></tr></table>尾\n"))
	var got []string
	for _, b := range doc.Blocks {
		if b.Table == nil {
			got = append(got, b.Place.String()+"="+b.Text)
			continue
		}
		got = append(got, b.Place.String())
		for _, c := range b.Table.Cells {
			got = append(got, c.Text)
		}
	}
	want := "文本行1=标题 | 文本行3=第一段 | 文本行4=第二段 | 表1 › 文本行6 | 规章 | 1 | 2 | 文本行9=第三段 | 表3 › 文本行10 | 4 | 文本行10=尾"
	if s := strings.Join(got, " | "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestRefuses(t *testing.T) {
	small := bounds.Default()
	small.Bytes = 1000
	for _, c := range []struct{ name, data, code string }{
		{"blank", " \n\t\n\f\n", bounds.Empty},
		{"nothing", "", bounds.Empty},
		{"binary", "\x00\x01\x02\x03\xff\xfe\xfd", bounds.Damaged},
		{"large", strings.Repeat("甲\n", 500), bounds.TooLarge},
		{"cut in an embedded table", "# 甲\n<table><tr><td>1", bounds.Truncated},
	} {
		_, err := Read(context.Background(), []byte(c.data), small)
		if refusal, ok := errors.AsType[*bounds.Refusal](err); !ok || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

// patience is far more than any of them takes on a quiet machine, and far less
// than what grows with the square of the size.
const patience = 20 * time.Second

func TestHostile(t *testing.T) {
	many := strings.Repeat
	for name, text := range map[string]string{
		"tabs":             many("\t", 1<<20),
		"pipes":            many("|", 1<<20),
		"pipe rows":        many("|1|\n", 1<<18),
		"lone pipes":       many("|\n", 1<<18),
		"open rows":        "| 1 | 2 |\n" + many("| 1 | 2\n甲\n", 1<<16),
		"quotes":           many("甲\t\"\n", 1<<18),
		"quotes in a row":  many("\t\"", 1<<18),
		"commas":           many("甲,1,2,\"\n", 1<<17),
		"table tags":       many("<table>", 1<<18),
		"ends of tables":   many("</table>", 1<<18),
		"tables":           many("甲<table></table>", 1<<17),
		"escapes":          "# 甲\n" + many("\\", 1<<20),
		"entities":         "&nbsp;" + many("&", 1<<20),
		"one long line":    many("甲", 1<<20),
		"form feeds":       many("\f", 1<<20),
		"rulings":          many("+--+\n", 1<<18),
		"figures of loose": "甲|\n" + many("1|\n|\n", 1<<17),
	} {
		began := time.Now()
		_, err := Read(context.Background(), []byte(text), bounds.Default())
		if took := time.Since(began); took > patience {
			t.Errorf("%s took %v", name, took)
		}
		if _, ok := errors.AsType[*bounds.Refusal](err); err != nil && !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"规章\t1\t2\n文件\t3\t4\n", "| 规章 | 1 |\n|---|---|\n| 文件 | 2 |\n", "规章,1,2\n文件,3,4\n许可,5,6\n",
		"规章 |\n1 |\n|\n3 |\n", "# 甲\n<table><tr><td>1</table>", "\xef\xbb\xbf规章 1\f- 2 -\n"} {
		f.Add([]byte(s))
	}
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
