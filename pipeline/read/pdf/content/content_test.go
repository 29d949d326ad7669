package content

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/object"
)

// page draws a page of the given content with font /F (Windows encoding, every
// character half as wide as high) and whatever objects beside.
func page(t testing.TB, content, more string) (*Page, error) {
	t.Helper()
	f, err := object.Open([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</D<</OFF[7 0 R]>>/OCGs[7 0 R 8 0 R]>>>>endobj\n"+
		"2 0 obj<</Type/Pages/Kids[3 0 R]/MediaBox[0 0 200 100]/Resources<</Font<</F 4 0 R>>/XObject<</X 10 0 R>>/Properties<</Off 7 0 R/On 8 0 R>>>>>>endobj\n"+
		"3 0 obj<</Type/Page/Contents 5 0 R/Annots 6 0 R>>endobj\n"+
		"4 0 obj<</Subtype/TrueType/Encoding/WinAnsiEncoding/FirstChar 0/Widths["+strings.Repeat("500 ", 256)+"]>>endobj\n"+
		"7 0 obj<</Type/OCG>>endobj 8 0 obj<</Type/OCG>>endobj\n"+
		fmt.Sprintf("5 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(content), content)+more+"\n%%EOF"), 1<<24)
	if err != nil {
		return nil, err
	}
	b, err := Open(f, 10)
	if err != nil || b.Pages() == 0 {
		return nil, err
	}
	return b.Page(0)
}

// stands says where the characters stand: text at x,y.
func stands(p *Page) string {
	var out []string
	for _, g := range p.Glyphs {
		s := fmt.Sprintf("%s@%g,%g", g.Text, g.X, g.Y)
		if g.Turn != 0 {
			s += fmt.Sprintf(" turn %d", g.Turn)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestText(t *testing.T) {
	for name, tc := range map[string]struct{ content, want string }{
		"plain":             {"BT /F 10 Tf 20 30 Td (ab) Tj ET", "a@20,70 b@25,70"},
		"lines":             {"BT /F 10 Tf 12 TL 20 30 Td (a) Tj T* (b) Tj (c) ' ET", "a@20,70 b@20,82 c@20,94"},
		"leading by TD":     {"BT /F 10 Tf 20 80 Td 0 -15 TD (a) Tj T* (b) Tj ET", "a@20,35 b@20,50"},
		"shifts":            {"BT /F 10 Tf 20 30 Td [(a) -1000 (b)] TJ ET", "a@20,70 b@35,70"},
		"spacing":           {"BT /F 10 Tf 1 Tc 3 Tw 20 30 Td (a b) Tj ET", "a@20,70  @26,70 b@35,70"},
		"spacing by quotes": {"BT /F 10 Tf 20 30 Td 3 1 (a b) \" ET", "a@20,70  @26,70 b@35,70"},
		"narrow and raised": {"BT /F 10 Tf 50 Tz 4 Ts 20 30 Td (ab) Tj ET", "a@20,66 b@22.5,66"},
		"scaled":            {"q 2 0 0 2 5 5 cm BT /F 5 Tf 10 10 Td (ab) Tj ET Q", "a@25,75 b@30,75"},
		"turned":            {"BT /F 10 Tf 0 1 -1 0 50 20 Tm (ab) Tj ET", "a@50,80 turn 3 b@50,75 turn 3"},
		"skewed":            {"BT /F 10 Tf .7 .7 -.7 .7 50 20 Tm (a) Tj ET", "a@50,80 turn 4"},
		"off the paper":     {"BT /F 10 Tf 500 30 Td (ab) Tj ET", ""},
		"state comes back":  {"BT /F 10 Tf q /F 20 Tf Q 20 30 Td (ab) Tj ET", "a@20,70 b@25,70"},
		"no font":           {"BT 20 30 Td (ab) Tj ET", ""},
		"layer off":         {"/OC /Off BDC BT /F 10 Tf 20 30 Td (a) Tj ET EMC BT 9 9 Td (b) Tj ET", "b@9,91"},
		"layer on":          {"/OC /On BDC BT /F 10 Tf 20 30 Td (a) Tj ET EMC", "a@20,70"},
		"said otherwise":    {"BT /F 10 Tf 20 30 Td /Span<</ActualText(x)>>BDC (a) Tj EMC (b) Tj ET", "x@20,70 b@25,70"},
		"one for two":       {"BT /F 10 Tf 20 30 Td /Span<</ActualText(x)>>BDC (ab) Tj EMC (c) Tj ET", "x@20,70 c@30,70"},
		"digits said":       {"BT /F 10 Tf 20 30 Td /Span<</ActualText(7)>>BDC (1) Tj EMC ET", Unknown + "1@20,70"},
		"picture inside":    {"BI /W 1 /H 1 /BPC 8 /CS /G ID \xf0EI\x80 Q EI BT /F 10 Tf 20 30 Td (a) Tj ET", "a@20,70"},
		"broken operators":  {"BT /F Tf /F 10 Tf (x) Td 20 30 Td 5 cm (a) Tj Q Q Q EMC ET", "a@20,70"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := page(t, tc.content, "")
			if err != nil {
				t.Fatal(err)
			}
			if got := stands(p); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestForms(t *testing.T) {
	form := "10 0 obj<</Subtype/Form/Matrix[1 0 0 1 10 0]/Resources<</Font<</G 4 0 R>>>>>>stream\nBT /G 10 Tf 10 30 Td (a) Tj ET q\nendstream endobj"
	p, err := page(t, "q 1 0 0 1 0 5 cm /X Do Q BT /F 10 Tf 5 5 Td (b) Tj ET", form)
	if want := "a@20,65 b@5,95"; err != nil || stands(p) != want {
		t.Errorf("got %s, %v, want %s", stands(p), err, want)
	}
}

func TestAnnotations(t *testing.T) {
	look := "10 0 obj<</Subtype/Form/BBox[0 0 50 10]/Resources<</Font<</F 4 0 R>>>>>>stream\nBT /F 10 Tf 0 0 Td (7) Tj ET\nendstream endobj "
	for name, tc := range map[string]struct{ annotation, want string }{
		"drawn":   {"<</Subtype/Widget/Rect[100 40 150 50]/AP<</N 10 0 R>>>>", "7@100,60"},
		"scaled":  {"<</Subtype/Widget/Rect[100 40 200 60]/AP<</N 10 0 R>>>>", "7@100,60"},
		"state":   {"<</Subtype/Widget/Rect[100 40 150 50]/AS/Yes/AP<</N<</Yes 10 0 R>>>>>>", "7@100,60"},
		"hidden":  {"<</Subtype/Widget/F 2/Rect[100 40 150 50]/AP<</N 10 0 R>>>>", ""},
		"link":    {"<</Subtype/Link/Rect[100 40 150 50]/AP<</N 10 0 R>>>>", ""},
		"by text": {"<</Subtype/Widget/Rect[100 40 150 50]/V(12)>>", "1@100,58.4 2@104,58.4"},
		"unicode": {"<</Subtype/Widget/Rect[100 40 150 50]/V<feff4e00>>>", "一@100,58.4"},
	} {
		p, err := page(t, "q 2 0 0 2 0 0 cm", look+"6 0 obj["+tc.annotation+"]endobj")
		if err != nil || stands(p) != tc.want {
			t.Errorf("%s: got %s, %v, want %s", name, stands(p), err, tc.want)
		}
	}
}

func TestLines(t *testing.T) {
	for name, tc := range map[string]struct {
		content string
		want    []layout.Ruling
	}{
		"stroke":      {"10 20 m 50 20 l S", []layout.Ruling{{X0: 10, Y0: 80, X1: 50, Y1: 80}}},
		"not painted": {"10 20 m 50 20 l n", nil},
		"thin fill":   {"1 g 10 20 40 1 re f", []layout.Ruling{{X0: 10, Y0: 79.5, X1: 50, Y1: 79.5}}},
		"pale fill":   {"1 1 1 rg 10 20 40 30 re f", nil},
		"curve":       {"10 20 m 20 20 30 30 40 20 c 60 20 l S", []layout.Ruling{{X0: 40, Y0: 80, X1: 60, Y1: 80}}},
		"layer off":   {"/OC /Off BDC 10 20 m 50 20 l S EMC", nil},
		"turned":      {"0 1 -1 0 100 0 cm 10 20 m 50 20 l S", []layout.Ruling{{X0: 80, Y0: 90, X1: 80, Y1: 50}}},
	} {
		p, err := page(t, tc.content, "")
		if err != nil || fmt.Sprint(p.Rulings) != fmt.Sprint(tc.want) {
			t.Errorf("%s: got %v, %v, want %v", name, p.Rulings, err, tc.want)
		}
	}
	p, _ := page(t, ".5 g 10 20 40 30 re f 10 60 40 30 re s", "")
	if len(p.Rulings) != 8 {
		t.Errorf("two rectangles give %d lines, want 8", len(p.Rulings))
	}
}

func TestWhatAPageIs(t *testing.T) {
	picture := "10 0 obj<</Subtype/Image/Width 1/Height 1>>stream\nx\nendstream endobj"
	p, err := page(t, "q 200 0 0 100 0 0 cm /X Do Q BT 3 Tr /F 10 Tf 20 30 Td (ab ) Tj ET", picture)
	if err != nil || p.Picture != 20000 || p.Printed != 0 || p.Hidden != 2 {
		t.Errorf("got picture %v, printed %d, hidden %d, %v", p.Picture, p.Printed, p.Hidden, err)
	}
	p, err = page(t, "BT /F 10 Tf 20 30 Td <8101> Tj ET", "")
	if err != nil || p.Unmapped != 2 || p.Printed != 2 {
		t.Errorf("got unmapped %d of %d, %v", p.Unmapped, p.Printed, err)
	}
}

// Forms that draw each other without end are given up.
func TestBomb(t *testing.T) {
	var b strings.Builder
	for i := range 13 {
		fmt.Fprintf(&b, "%d 0 obj<</Subtype/Form/Resources<</XObject<</X %d 0 R>>>>>>stream\n%s\nendstream endobj\n", 10+i, 11+i, strings.Repeat("/X Do ", 40))
	}
	if _, err := page(t, "/X Do", b.String()); !errors.Is(err, ErrTooLong) {
		t.Errorf("got %v, want ErrTooLong", err)
	}
}

// Characters are counted beside operators: one operator may show millions, and a
// page that shows more than can be kept must not lose some in silence.
func TestManyCharacters(t *testing.T) {
	for name, content := range map[string]string{
		"beside the paper": "BT /F 1 Tf 500 30 Td (" + strings.Repeat("1", maxOperations) + ") Tj ET",
		"on one page":      "BT /F .001 Tf 20 30 Td (" + strings.Repeat("1", maxGlyphs+1) + ") Tj ET",
	} {
		if _, err := page(t, content, ""); !errors.Is(err, ErrTooLong) {
			t.Errorf("%s: got %v, want ErrTooLong", name, err)
		}
	}
	p, err := page(t, "BT /F .001 Tf 20 30 Td ("+strings.Repeat("1", maxGlyphs)+") Tj ET", "")
	if err != nil || p.Printed != maxGlyphs {
		t.Errorf("got %v and %v, want %d characters", p, err, maxGlyphs)
	}
}

func TestPagesBound(t *testing.T) {
	f, err := object.Open([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids["+strings.Repeat("<</Type/Page>>", 11)+" 2 0 R]>>endobj\n%%EOF"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(f, 10); !errors.Is(err, ErrPages) {
		t.Errorf("got %v", err)
	}
	if b, err := Open(f, 11); err != nil || b.Pages() != 11 {
		t.Errorf("got %v", err)
	}
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{
		"BT /F 10 Tf 20 30 Td [(ab) -100 <31>] TJ T* (x) ' ET q 1 0 0 1 2 3 cm 1 2 m 3 4 l h S Q 1 1 9 9 re f",
		"/X Do /OC /Off BDC BI /W 1 ID x EI EMC /Span<</ActualText(x)>>BDC (a) Tj EMC 1 0 0 rg 5 Tr",
	} {
		f.Add(s, "10 0 obj<</Subtype/Form/Matrix[1 0 0 1 10 0]>>stream\n/X Do (a) Tj\nendstream endobj 6 0 obj[<</V(1)/Rect[1 2 3 4]>>]endobj")
	}
	f.Fuzz(func(t *testing.T, content, more string) {
		if len(content)+len(more) > 5000 {
			return
		}
		_, _ = page(t, content, more)
	})
}
