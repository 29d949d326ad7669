package maker

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// The variants of a PDF. None has an embedded font: a reader knows STSong.
const (
	PDFRuled  = "ruled"  // ruled tables cut by pages, page numbers
	PDFHeader = "header" // the header of table three again on the next page
	PDFPlain  = "plain"  // streams without compression
)

var pdfVariants = []string{PDFRuled, PDFHeader, PDFPlain}

// pdf collects the objects of a file.
type pdf struct {
	b       bytes.Buffer
	offsets []int
	plain   bool
}

func writePDF(r *Report, f Finish) ([]byte, error) {
	leaves := typeset(r, f.Variant == PDFHeader)
	w := &pdf{plain: f.Variant == PDFPlain}
	w.b.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	const fixed = 6 // objects before the pages: catalog, pages, font, descendant, descriptor, map
	var kids strings.Builder
	for i := range leaves {
		fmt.Fprintf(&kids, "%d 0 R ", fixed+1+2*i)
	}
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(leaves), kids.String()))
	w.object("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>")
	w.object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500 814 939 500]>>")
	w.object("<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>")
	if err := w.stream(toUnicode()); err != nil {
		return nil, err
	}
	for i, l := range leaves {
		w.object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", fixed+2+2*i))
		if err := w.stream(l.operators()); err != nil {
			return nil, err
		}
	}
	w.end()
	return w.b.Bytes(), nil
}

func (w *pdf) object(body string) {
	w.offsets = append(w.offsets, w.b.Len())
	fmt.Fprintf(&w.b, "%d 0 obj\n%s\nendobj\n", len(w.offsets), body)
}

func (w *pdf) stream(text string) error {
	data, filter := []byte(text), ""
	if !w.plain {
		var z bytes.Buffer
		zw := zlib.NewWriter(&z)
		if _, err := zw.Write(data); err != nil {
			return err
		}
		if err := zw.Close(); err != nil {
			return err
		}
		data, filter = z.Bytes(), "/Filter/FlateDecode"
	}
	w.object(fmt.Sprintf("<</Length %d%s>>\nstream\n%s\nendstream", len(data), filter, data))
	return nil
}

// end writes the cross-reference table and the trailer.
func (w *pdf) end() {
	at := w.b.Len()
	fmt.Fprintf(&w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1)
	for _, o := range w.offsets {
		fmt.Fprintf(&w.b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&w.b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets)+1, at)
}

// points prints a length in points.
func points(n int) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }

// operators are the page's drawing instructions.
func (l *leaf) operators() string {
	var b strings.Builder
	b.WriteString("0.5 w\n")
	for _, r := range l.rules {
		fmt.Fprintf(&b, "%s %s m %s %s l S\n", points(r.x1), points(pageHeight-r.y1), points(r.x2), points(pageHeight-r.y2))
	}
	for _, t := range l.texts {
		fmt.Fprintf(&b, "BT /F1 %s Tf 1 0 0 1 %s %s Tm <%s> Tj ET\n", points(t.size), points(t.x), points(pageHeight-t.y), ucs2(t.text))
	}
	return b.String()
}

func ucs2(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// toUnicode says that every code is its own Unicode number.
func toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Identity-UCS2 def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for block := 0; block < 256; block += 64 {
		b.WriteString("64 beginbfrange\n")
		for high := block; high < block+64; high++ {
			fmt.Fprintf(&b, "<%02X00> <%02XFF> <%02X00>\n", high, high, high)
		}
		b.WriteString("endbfrange\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.String()
}
