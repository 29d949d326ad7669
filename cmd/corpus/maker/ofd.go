package maker

import (
	"fmt"
	"strconv"
	"strings"
)

// The variants of an OFD (GB/T 33190): how texts and rulings are written.
const (
	OFDPlain    = "plain"    // one TextCode a line, a distance for every character, one path a ruling
	OFDRuns     = "runs"     // DeltaX with g repeats, texts scaled by a CTM, all rulings in one path
	OFDTemplate = "template" // page number and a header in a page template, namespace without prefix
	OFDGlyphs   = "glyphs"   // one TextCode a character
)

var ofdVariants = []string{OFDPlain, OFDRuns, OFDTemplate, OFDGlyphs}

// ofd writes the pages of one document; ids are unique in it.
type ofd struct {
	variant string
	prefix  string // of element names
	ids     int
}

func writeOFD(r *Report, f Finish) ([]byte, error) {
	w := &ofd{variant: f.Variant, prefix: "ofd:", ids: 100}
	if f.Variant == OFDTemplate {
		w.prefix = ""
	}
	leaves := typeset(r, f.Variant == OFDRuns)
	var pages strings.Builder
	var contents []member
	for i, l := range leaves {
		pages.WriteString(w.tag("Page", `ID="`+w.id()+`" BaseLoc="Pages/Page_`+strconv.Itoa(i)+`/Content.xml"`, ""))
		contents = append(contents, member{"Doc_0/Pages/Page_" + strconv.Itoa(i) + "/Content.xml", w.page(l)})
	}
	common := w.tag("MaxUnitID", "", "99999") + w.tag("PageArea", "", w.tag("PhysicalBox", "", "0 0 210 297")) + w.tag("PublicRes", "", "PublicRes.xml")
	if f.Variant == OFDTemplate {
		common += w.tag("TemplatePage", `ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"`, "")
		contents = append(contents, member{"Doc_0/Tpls/Tpl_0/Content.xml", w.template(r)})
	}
	members := []member{
		{"OFD.xml", w.root("OFD", `Version="1.0" DocType="OFD"`, w.tag("DocBody", "",
			w.tag("DocInfo", "", w.tag("DocID", "", fmt.Sprintf("%032x", roll(r.seed...).next()))+w.tag("Title", "", escape(strings.Join(r.Title, ""))))+w.tag("DocRoot", "", "Doc_0/Document.xml")))},
		{"Doc_0/Document.xml", w.root("Document", "", w.tag("CommonData", "", common)+w.tag("Pages", "", pages.String()))},
		{"Doc_0/PublicRes.xml", w.root("Res", `BaseLoc="Res"`, w.tag("Fonts", "", w.tag("Font", `ID="3" FontName="宋体" FamilyName="宋体"`, "")))},
	}
	return zipped(append(members, contents...))
}

func (w *ofd) id() string {
	w.ids++
	return strconv.Itoa(w.ids)
}

func (w *ofd) tag(name, attributes, inner string) string {
	if attributes != "" {
		attributes = " " + attributes
	}
	if inner == "" {
		return "<" + w.prefix + name + attributes + "/>"
	}
	return "<" + w.prefix + name + attributes + ">" + inner + "</" + w.prefix + name + ">"
}

func (w *ofd) root(name, attributes, inner string) string {
	ns := `xmlns:ofd="http://www.ofdspec.org/2016"`
	if w.prefix == "" {
		ns = `xmlns="http://www.ofdspec.org/2016"`
	}
	return `<?xml version="1.0" encoding="UTF-8"?>` + w.tag(name, strings.TrimSpace(ns+" "+attributes), inner)
}

func (w *ofd) page(l *leaf) string {
	var b strings.Builder
	if w.variant == OFDRuns {
		var path strings.Builder
		for _, r := range l.rules {
			path.WriteString("M " + mm(r.x1) + " " + mm(r.y1) + " L " + mm(r.x2) + " " + mm(r.y2) + " ")
		}
		if path.Len() > 0 {
			b.WriteString(w.path("0 0 210 297", strings.TrimSpace(path.String())))
		}
	} else {
		for _, r := range l.rules {
			b.WriteString(w.path(mm(r.x1)+" "+mm(r.y1)+" "+mm(r.x2-r.x1)+" "+mm(r.y2-r.y1), "M 0 0 L "+mm(r.x2-r.x1)+" "+mm(r.y2-r.y1)))
		}
	}
	for _, t := range l.texts {
		if w.variant == OFDTemplate && strings.HasPrefix(t.text, "- ") {
			continue
		}
		b.WriteString(w.text(t))
	}
	inner := w.tag("Content", "", w.tag("Layer", `ID="`+w.id()+`" Type="Body"`, b.String()))
	if w.variant == OFDTemplate {
		inner = w.tag("Template", `TemplateID="2" ZOrder="Background"`, "") + inner
	}
	return w.root("Page", "", w.tag("Area", "", w.tag("PhysicalBox", "", "0 0 210 297"))+inner)
}

// template is what every page shows.
func (w *ofd) template(r *Report) string {
	header := placed{pageMargin, 3500, 900, r.Unit.ParentName + "人民政府办公室"}
	footer := placed{pageWidth/2 - 1000, pageHeight - 3500, 900, "内部资料"}
	return w.root("Page", "", w.tag("Content", "", w.tag("Layer", `ID="`+w.id()+`" Type="Background"`, w.text(header)+w.text(footer))))
}

func (w *ofd) path(boundary, data string) string {
	return w.tag("PathObject", `ID="`+w.id()+`" Boundary="`+boundary+`" LineWidth="0.18"`, w.tag("StrokeColor", `Value="0 0 0"`, "")+w.tag("AbbreviatedData", "", data))
}

// text prints one line. Y is the base line inside the object's box.
func (w *ofd) text(t placed) string {
	boundary := mm(t.x) + " " + mm(t.y-t.size) + " " + mm(width(t.text, t.size)+t.size) + " " + mm(t.size*5/4)
	attributes := `ID="` + w.id() + `" Boundary="` + boundary + `" Font="3" Size="` + mm(t.size) + `"`
	runes := []rune(t.text)
	switch w.variant {
	case OFDGlyphs:
		var codes strings.Builder
		x := 0
		for _, c := range runes {
			codes.WriteString(w.tag("TextCode", `X="`+mm(x)+`" Y="`+mm(t.size)+`"`, escape(string(c))))
			x += advance(c, t.size)
		}
		return w.tag("TextObject", attributes, codes.String())
	case OFDRuns:
		// half the size, scaled by two: what some printers do
		attributes = `ID="` + w.id() + `" Boundary="` + boundary + `" Font="3" Size="` + mm(t.size/2) + `" CTM="2 0 0 2 0 0"`
		return w.tag("TextObject", attributes, w.tag("TextCode", `X="0" Y="`+mm(t.size/2)+`"`+deltas(runes, t.size/2, true), escape(t.text)))
	}
	return w.tag("TextObject", attributes, w.tag("TextCode", `X="0" Y="`+mm(t.size)+`"`+deltas(runes, t.size, false), escape(t.text)))
}

// deltas is the DeltaX attribute: how far each character is from the one
// before; short writes runs of equal distances as "g count distance".
func deltas(runes []rune, size int, short bool) string {
	var out []string
	for i := 0; i+1 < len(runes); {
		d, n := advance(runes[i], size), 1
		for short && i+n+1 < len(runes) && advance(runes[i+n], size) == d {
			n++
		}
		if n > 2 {
			out = append(out, "g", strconv.Itoa(n))
		} else {
			n = 1
		}
		out = append(out, mm(d))
		i += n
	}
	if len(out) == 0 {
		return ""
	}
	return ` DeltaX="` + strings.Join(out, " ") + `"`
}

// mm prints hundredths of a point as millimetres.
func mm(n int) string {
	um := n * 254 / 72
	if um < 0 {
		um = 0
	}
	return fmt.Sprintf("%d.%03d", um/1000, um%1000)
}
