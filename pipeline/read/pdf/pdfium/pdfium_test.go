package pdfium_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/layout/press"
	"huizong/pipeline/read/pdf/content"
	"huizong/pipeline/read/pdf/object"
	"huizong/pipeline/read/pdf/pdfium"
)

var engine pdfium.Engine

// pages of a small table and some prose.
func pages() []press.Page {
	return press.Set([]press.Block{
		{Text: "政府信息公开工作年度报告", Center: true},
		{Text: "2023年，我乡主动公开政府信息150余条，(其中)网站97条、公示栏53条。"},
		{Table: &press.Table{Columns: 3, Rows: [][]press.Cell{
			{{Text: "信息内容"}, {Text: "本年制发件数", Columns: 2}}, {{Text: "规章"}, {Text: "12"}, {Text: "345"}}, {{Text: "规范性文件"}, {Text: "7"}, {Text: "+89.5"}}}}},
	}, press.A4)
}

func ours(t *testing.T, data []byte) []*content.Page {
	t.Helper()
	f, err := object.Open(data, 1<<28)
	if err != nil {
		t.Fatal(err)
	}
	book, err := content.Open(f, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []*content.Page
	for i := range book.Pages() {
		p, err := book.Page(i)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// Our own reader and PDFium see the same characters in the same places, and
// the same lines.
func TestAgreement(t *testing.T) {
	files := map[string][]byte{}
	for name, w := range map[string]press.PDF{
		"plain": {}, "glyphs": {Glyphs: true}, "form": {Form: true, Glyphs: true}, "turned over": {Turn: 2}, "rectangles": {Rectangles: true, OnePath: true},
	} {
		files[name] = w.Write(pages())
	}
	for _, name := range []string{"libreoffice.pdf", "chromium.pdf"} {
		data, err := os.ReadFile("../testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			theirs, err := engine.Read(context.Background(), data, bounds.Default())
			if err != nil {
				t.Fatal(err)
			}
			own := ours(t, data)
			if len(own) != len(theirs.Pages) {
				t.Fatalf("%d pages, PDFium sees %d", len(own), len(theirs.Pages))
			}
			for i, p := range own {
				same(t, p, theirs.Pages[i])
			}
		})
	}
}

// same compares two readings of a page. PDFium does not tell single
// characters of a font that is not in the file: it says that one is there.
func same(t *testing.T, a, b *content.Page) {
	t.Helper()
	if math.Abs(a.Width-b.Width) > 0.1 || math.Abs(a.Height-b.Height) > 0.1 {
		t.Errorf("page %d measures %v by %v, PDFium says %v by %v", a.Number, a.Width, a.Height, b.Width, b.Height)
	}
	for _, g := range a.Glyphs {
		if strings.TrimSpace(g.Text) == "" {
			continue
		}
		i := slices.IndexFunc(b.Glyphs, func(o layout.Glyph) bool { return math.Abs(o.X-g.X) < 0.6 && math.Abs(o.Y-g.Y) < 0.6 })
		switch {
		case i < 0:
			t.Fatalf("page %d: %q at %.1f, %.1f is not there for PDFium", a.Number, g.Text, g.X, g.Y)
		case b.Glyphs[i].Text == content.Unknown:
		case !strings.HasPrefix(g.Text, b.Glyphs[i].Text) || b.Glyphs[i].Turn != g.Turn || math.Abs(b.Glyphs[i].Size-g.Size) > 0.1:
			t.Fatalf("page %d: %+v is for PDFium %+v", a.Number, g, b.Glyphs[i])
		}
	}
	if len(a.Rulings) != len(b.Rulings) {
		t.Errorf("page %d has %d lines, for PDFium %d", a.Number, len(a.Rulings), len(b.Rulings))
	}
}

func TestPicture(t *testing.T) {
	picture, err := engine.Picture(context.Background(), press.PDF{}.Write(pages()), 0)
	if err != nil {
		t.Fatal(err)
	}
	if b := picture.Bounds(); b.Dx() != 2480 || b.Dy() != 3509 && b.Dy() != 3508 {
		t.Errorf("A4 is %v pixels", b)
	}
	if dark := slices.ContainsFunc(picture.Pix, func(c uint8) bool { return c < 100 }); !dark {
		t.Error("nothing is drawn")
	}
}

// bomb is a document of forms, each drawn ten times by the one before.
func bomb() []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 10 0 R>>>>/Contents 4 0 R>>endobj\n" +
		"4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n")
	for i := range 25 {
		body := strings.Repeat("/X Do ", 10) + "0 0 m 1 1 l S"
		fmt.Fprintf(&b, "%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n%s\nendstream endobj\n", 10+i, 11+i, len(body), body)
	}
	b.WriteString("trailer<</Root 1 0 R>>\n%%EOF")
	return []byte(b.String())
}

// A document that would take for ever is given up, and the next one is read.
func TestPatience(t *testing.T) {
	impatient := &pdfium.Engine{Patience: 2 * time.Second}
	defer impatient.Close()
	start := time.Now()
	_, err := impatient.Read(context.Background(), bomb(), bounds.Default())
	var refusal *bounds.Refusal
	if !errors.As(err, &refusal) || refusal.Code != bounds.TooLarge {
		t.Fatalf("got %v, want a refusal", err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("gave up after %v", took)
	}
	if _, err := impatient.Read(context.Background(), press.PDF{}.Write(pages()), bounds.Default()); err != nil {
		t.Errorf("the next document: %v", err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if _, err := engine.Read(ctx, bomb(), bounds.Default()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// Where nothing can be kept the engine works all the same, only later.
func TestNoPlaceForCache(t *testing.T) {
	e := &pdfium.Engine{Cache: "/proc/nowhere"}
	if _, err := e.Read(context.Background(), press.PDF{}.Write(pages()), bounds.Default()); err != nil {
		t.Error(err)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}
