package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/content"
	"huizong/pipeline/read/pdf/pdfium"
)

// onePage is a file of one page with the given content, packed.
func onePage(t *testing.T, content string) []byte {
	t.Helper()
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"+
		"3 0 obj<</Type/Page/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n%%%%EOF", packed.Len(), packed.String())
}

// TestDrawings tells the files that PDFium need not be asked about: it takes half a
// minute to find no character among a hundred thousand lines.
func TestDrawings(t *testing.T) {
	for lines, want := range map[int]bool{10: false, mostDrawing: true} {
		d, err := drawOwn(context.Background(), onePage(t, strings.Repeat("9 9 m 99 9 l S\n", lines)), bounds.Default())
		if err != nil || d.Drawing != want {
			t.Errorf("%d lines: %v, %v", lines, d, err)
		}
	}
}

// A scan stays one with a page number or the scanner's name on each page; a page of
// text with a seal is none.
func TestPicturesWithWords(t *testing.T) {
	page := func(number, printed int, picture float64) *content.Page {
		return &content.Page{Page: layout.Page{Number: number, Width: 600, Height: 800}, Printed: printed, Picture: picture}
	}
	for name, c := range map[string]struct {
		pages      []*content.Page
		characters int
		pictures   string
	}{
		"a scan with page numbers":     {[]*content.Page{page(1, 3, 480_000), page(2, 3, 470_000)}, 0, "1, 2"},
		"a scanned page of two":        {[]*content.Page{page(1, 900, 0), page(2, 3, 480_000)}, 900, "2"},
		"a last line with a seal":      {[]*content.Page{page(1, 900, 0), page(2, 20, 15_000)}, 920, ""},
		"text over a picture":          {[]*content.Page{page(1, 900, 480_000)}, 900, ""},
		"a small picture and no words": {[]*content.Page{page(1, 0, 60_000)}, 0, "1"},
	} {
		if v := judge(&pdfium.Document{Pages: c.pages}); v.characters != c.characters || list(v.pictures, ", ") != c.pictures {
			t.Errorf("%s: %d characters, pictures %v", name, v.characters, v.pictures)
		}
	}
}

func TestUnpackedBound(t *testing.T) {
	_, err := Read(context.Background(), onePage(t, strings.Repeat(" ", mostUnpacked+1)), bounds.Default())
	var refusal *bounds.Refusal
	if !errors.As(err, &refusal) || refusal.Code != bounds.TooLarge {
		t.Errorf("got %v, want a refusal", err)
	}
}
