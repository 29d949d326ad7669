package press

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A PDF says in which of the ways met a PDF is written. The zero value strokes
// lines and names a Chinese font that the reader must have.
type PDF struct {
	Rectangles bool // lines as filled rectangles
	OnePath    bool // all lines of a page in one path
	Dashed     bool
	Bold       bool // every character drawn twice
	PerGlyph   bool // each character placed by itself
	Form       bool // the page is drawn in a form and placed
	Turn       int  // quarter turns of the paper, the content turned back
	Glyphs     bool // characters by glyph number, with a table of their meaning
	NoMeaning  bool // … and without that table
	Hidden     bool // text invisible, over a picture of the page
	Picture    bool // a picture in place of text
}

// Write writes the pages.
func (w PDF) Write(pages []Page) []byte {
	d := &document{}
	font, cmap, info := d.reserve(), d.reserve(), d.reserve()
	tree := d.reserve()
	picture := d.reserve()
	var kids []string
	for _, p := range pages {
		content := w.draw(p)
		resources := fmt.Sprintf("/Resources<</Font<</F %d 0 R>>/XObject<</P %d 0 R>>>>", font, picture)
		if w.Form {
			form := d.stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %g %g]/Matrix[2 0 0 2 0 0]%s", p.Width, p.Height, resources), content)
			resources = fmt.Sprintf("/Resources<</XObject<</X %d 0 R>>>>", form)
			content = "q .5 0 0 .5 0 0 cm /X Do Q"
		}
		width, height := p.Width, p.Height
		if w.Turn%2 == 1 {
			width, height = height, width
		}
		body := d.stream("", content)
		kids = append(kids, fmt.Sprintf("%d 0 R", d.object(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %g %g]/Rotate %d%s/Contents %d 0 R>>",
			tree, width, height, 90*w.Turn, resources, body))))
	}
	d.set(tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " ")))
	d.set(info, "<</Title(\\376\\377"+escape(utf16be("报告"))+")>>")
	d.set(picture, "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\xc0\nendstream")
	w.font(d, font, cmap)
	return d.bytes(d.object(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)), info)
}

// font writes a composite font: CIDs of Adobe's Chinese collection by a
// predefined map, or numbers that only the file explains.
func (w PDF) font(d *document, font, cmap int) {
	if !w.Glyphs {
		d.set(cmap, "null")
		d.set(font, "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"+
			"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500 814 939 500]>>]>>")
		return
	}
	meaning := fmt.Sprintf("/ToUnicode %d 0 R", cmap)
	if w.NoMeaning {
		meaning = ""
	}
	d.set(font, "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Song/Encoding/Identity-H"+meaning+"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Song"+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[513 639 500]>>]>>")
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/M def 1 begincodespacerange<0000><ffff>endcodespacerange\n")
	for high := range 256 {
		fmt.Fprintf(&b, "1 beginbfrange<%04x><%04x><%04x>endbfrange\n", high<<8, high<<8|0xff, (high<<8+0x10000-shift)&0xffff)
	}
	b.WriteString("endcmap end end")
	d.setStream(cmap, "", b.String())
}

// shift is how far a glyph's number is from what it means.
const shift = 0x200

func (w PDF) code(c rune) rune {
	if w.Glyphs {
		return (c + shift) & 0xffff
	}
	return c
}

// draw writes the content of a page.
func (w PDF) draw(p Page) string {
	var b strings.Builder
	switch w.Turn {
	case 1: // shown turned clockwise: drawn turned against it
		fmt.Fprintf(&b, "0 1 -1 0 %g 0 cm\n", p.Height)
	case 2:
		fmt.Fprintf(&b, "-1 0 0 -1 %g %g cm\n", p.Width, p.Height)
	case 3:
		fmt.Fprintf(&b, "0 -1 1 0 0 %g cm\n", p.Width)
	}
	if w.Picture || w.Hidden {
		fmt.Fprintf(&b, "q %g 0 0 %g 0 0 cm /P Do Q\n", p.Width, p.Height)
	}
	w.lines(&b, p)
	if w.Picture {
		return b.String()
	}
	b.WriteString("BT 0 g\n")
	if w.Hidden {
		b.WriteString("3 Tr\n")
	}
	for _, t := range p.Texts {
		w.text(&b, t, p.Height, 0)
		if w.Bold {
			w.text(&b, t, p.Height, 0.3)
		}
	}
	b.WriteString("ET\n")
	return b.String()
}

func (w PDF) text(b *strings.Builder, t Text, height, offset float64) {
	fmt.Fprintf(b, "/F %g Tf 1 0 0 1 %g %g Tm", t.Size, t.X+offset, height-t.Y)
	if !w.PerGlyph {
		fmt.Fprintf(b, "<")
		for _, c := range t.Text {
			fmt.Fprintf(b, "%04x", w.code(c))
		}
		b.WriteString(">Tj\n")
		return
	}
	x := t.X + offset
	for i, c := range []rune(t.Text) {
		fmt.Fprintf(b, " 1 0 0 1 %g %g Tm<%04x>Tj\n", x, height-t.Y, w.code(c))
		x += t.Advances()[i]
	}
}

func (w PDF) lines(b *strings.Builder, p Page) {
	if w.Picture {
		return
	}
	b.WriteString("0.5 w 0 G 0 g\n")
	if w.Dashed {
		b.WriteString("[3 2] 0 d\n")
	}
	for _, l := range p.Lines {
		y0, y1 := p.Height-l.Y0, p.Height-l.Y1
		if w.Rectangles {
			fmt.Fprintf(b, "%g %g %g %g re ", min(l.X0, l.X1)-0.25, min(y0, y1)-0.25, abs(l.X1-l.X0)+0.5, abs(y1-y0)+0.5)
		} else {
			fmt.Fprintf(b, "%g %g m %g %g l ", l.X0, y0, l.X1, y1)
		}
		if !w.OnePath {
			b.WriteString(w.paint())
		}
	}
	if w.OnePath && len(p.Lines) > 0 {
		b.WriteString(w.paint())
	}
}

func (w PDF) paint() string {
	if w.Rectangles {
		return "f\n"
	}
	return "S\n"
}

func abs(v float64) float64 { return max(v, -v) }

func utf16be(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u >> 8))
		b.WriteByte(byte(u))
	}
	return b.String()
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", `\r`).Replace(s)
}

// document collects the objects of a PDF; object n is objects[n-1].
type document struct{ objects []string }

func (d *document) reserve() int { return d.object("null") }

func (d *document) object(body string) int {
	d.objects = append(d.objects, body)
	return len(d.objects)
}

func (d *document) set(n int, body string) { d.objects[n-1] = body }

func (d *document) setStream(n int, entries, body string) {
	d.set(n, fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", entries, len(body), body))
}

func (d *document) stream(entries, body string) int {
	n := d.reserve()
	d.setStream(n, entries, body)
	return n
}

func (d *document) bytes(root, info int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(d.objects))
	for i, o := range d.objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, root, info, xref)
	return b.Bytes()
}
