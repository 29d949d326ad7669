package maker

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"huizong/schema"
)

// Everything that is typeset stands on its page, and every figure is printed
// once, or twice where a header is repeated.
func TestPagesHoldEveryFigure(t *testing.T) {
	for _, v := range []Variety{Official, Usual, Wild} {
		for _, repeat := range []bool{false, true} {
			r := Make(Order{Seed: "pages", Unit: town, Year: 2023, Level: Stress, Variety: v})
			found := map[string]int{}
			for _, l := range typeset(r, repeat) {
				for _, p := range l.texts {
					found[p.text]++
					if p.x < 0 || p.y < p.size || p.x+width(p.text, p.size) > pageWidth || p.y > pageHeight {
						t.Errorf("%q stands off the page at %d, %d", p.text, p.x, p.y)
					}
				}
				for _, x := range l.rules {
					if x.x1 > x.x2 || x.y1 > x.y2 || x.y2 > pageHeight-pageMargin/2 {
						t.Errorf("ruling %v", x)
					}
				}
			}
			for i, c := range r.Cells {
				if c.State == schema.Number && !strings.Contains(c.Raw, "（") && !strings.Contains(c.Raw, "(") && found[c.Raw] != 1 {
					t.Errorf("%s, printed %q, stands there %d times", schema.Cells[i].Code, c.Raw, found[c.Raw])
				}
			}
		}
	}
}

// The cross-reference table of a PDF points at its objects.
func TestPDFReferences(t *testing.T) {
	r := Make(Order{Seed: "pdf", Unit: town, Year: 2023})
	for _, v := range pdfVariants {
		f, err := Write(r, "pdf", Finish{Variant: v})
		if err != nil {
			t.Fatal(err)
		}
		at := bytes.LastIndex(f.Data, []byte("\nxref\n"))
		for i, line := range strings.Split(string(f.Data[at+6:]), "\n")[2:] {
			var offset, generation int
			if n, _ := fmt.Sscanf(line, "%010d %05d n", &offset, &generation); n != 2 {
				break
			}
			if want := fmt.Sprintf("%d 0 obj", i+1); !bytes.HasPrefix(f.Data[offset:], []byte(want)) {
				t.Errorf("%s: object %d is not at %d", v, i+1, offset)
			}
		}
	}
}
