package pdfium

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/content"
)

// A matrix maps a point: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func matrixOf(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

// then is m followed by n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		a: m.a*n.a + m.b*n.c, b: m.a*n.b + m.b*n.d,
		c: m.c*n.a + m.d*n.c, d: m.c*n.b + m.d*n.d,
		e: m.e*n.a + m.f*n.c + n.e, f: m.e*n.b + m.f*n.d + n.f,
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// objects looks at what else is drawn: lines, rectangles, pictures.
func (c *canvas) objects() error {
	count, err := c.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: c.page})
	if err != nil {
		return damagedPage()
	}
	w := &walk{canvas: c}
	for i := range count.Count {
		o, err := c.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: c.page, Index: i})
		if err != nil {
			return damagedPage()
		}
		if err := w.object(o.PageObject, identity, 0); err != nil {
			return err
		}
	}
	return nil
}

// walk visits the objects of a page and of the forms in it.
type walk struct {
	*canvas
	visited int
}

const maxDepth = 12 // forms inside forms

func (w *walk) object(o references.FPDF_PAGEOBJECT, m matrix, depth int) error {
	if w.visited++; w.visited > maxObjects {
		return bounds.Over("drawn objects on one page", "单页图形数", maxObjects)
	}
	kind, err := w.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return damagedPage()
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		w.path(o, m)
	case enums.FPDF_PAGEOBJ_IMAGE:
		w.image(o, m)
	case enums.FPDF_PAGEOBJ_TEXT:
		w.words(o, m)
	case enums.FPDF_PAGEOBJ_FORM:
		return w.form(o, m, depth)
	}
	return nil
}

// words notes text that is drawn at all – a scan's recognized text is not – and
// text that PDFium keeps to itself: of a font that is not in the file it does
// not know the size of a single character, and passes it over.
func (w *walk) words(o references.FPDF_PAGEOBJECT, m matrix) {
	if !w.seen {
		mode, err := w.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o})
		w.seen = err != nil || mode.TextRenderMode != enums.FPDF_TEXTRENDERMODE_INVISIBLE
	}
	text, err := w.FPDFTextObj_GetText(&requests.FPDFTextObj_GetText{PageObject: o, TextPage: w.layer})
	if err == nil && text.Text != "" || w.embedded(o) {
		return
	}
	if own, err := w.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o}); err == nil {
		x, y := matrixOf(own.Matrix).then(m).at(0, 0)
		b := w.onPage(x, y-2, x+5, y+8)
		w.out.Glyphs = append(w.out.Glyphs, layout.Glyph{Text: content.Unknown, Box: b, X: b.X0, Y: w.top - y, Size: 10})
		w.out.Printed++
		w.out.Unmapped++
	}
}

// embedded reports whether the font of a text is in the file.
func (w *walk) embedded(o references.FPDF_PAGEOBJECT) bool {
	font, err := w.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: o})
	if err != nil {
		return true
	}
	e, err := w.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: font.Font})
	return err != nil || e.IsEmbedded
}

func (w *walk) form(o references.FPDF_PAGEOBJECT, m matrix, depth int) error {
	if depth >= maxDepth {
		return nil
	}
	if own, err := w.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o}); err == nil {
		m = matrixOf(own.Matrix).then(m)
	}
	count, err := w.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
	if err != nil {
		return nil
	}
	for i := range count.Count {
		child, err := w.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err != nil {
			return nil
		}
		if err := w.object(child.PageObject, m, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// box is where an object stands on the page.
func (w *walk) box(o references.FPDF_PAGEOBJECT, m matrix) (layout.Box, bool) {
	b, err := w.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return layout.Box{}, false
	}
	x0, y0 := m.at(float64(b.Left), float64(b.Bottom))
	x1, y1 := m.at(float64(b.Right), float64(b.Top))
	return w.onPage(x0, y0, x1, y1), true
}

func (w *walk) onPage(x0, y0, x1, y1 float64) layout.Box {
	return layout.Box{
		X0: min(x0, x1) - w.left, Y0: w.top - max(y0, y1),
		X1: max(x0, x1) - w.left, Y1: w.top - min(y0, y1),
	}
}

const hairline = 3.0 // a picture or rectangle no thicker is a line

func isLine(b layout.Box) bool { return b.X1-b.X0 <= hairline || b.Y1-b.Y0 <= hairline }

// image takes a thin picture for a line; a large one may be a scan.
func (w *walk) image(o references.FPDF_PAGEOBJECT, m matrix) {
	b, ok := w.box(o, m)
	if !ok {
		return
	}
	if isLine(b) {
		w.out.Rulings = append(w.out.Rulings, b.Rulings()...)
		return
	}
	w.out.Picture = max(w.out.Picture, (b.X1-b.X0)*(b.Y1-b.Y0))
}

// simplePath is how many segments a path with nothing to look at inside has: a
// line, a rectangle.
const simplePath = 6

// path takes over the straight lines of a path.
func (w *walk) path(o references.FPDF_PAGEOBJECT, m matrix) {
	mode, err := w.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	if err != nil || !mode.Stroke && mode.FillMode == enums.FPDF_FILLMODE_NONE {
		return
	}
	b, ok := w.box(o, m)
	if !ok {
		return
	}
	count, err := w.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil {
		return
	}
	if isLine(b) && count.Count <= simplePath {
		w.out.Rulings = append(w.out.Rulings, b.Rulings()...)
		return
	}
	if own, err := w.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o}); err == nil {
		m = matrixOf(own.Matrix).then(m)
	}
	pale := !mode.Stroke && w.pale(o)
	for _, s := range w.subpaths(o, count.Count, m) {
		w.subpath(s, mode.Stroke, pale)
	}
}

// pale reports whether a fill is white or transparent: the edges of such a
// rectangle are not to be seen.
func (w *walk) pale(o references.FPDF_PAGEOBJECT) bool {
	c, err := w.FPDFPageObj_GetFillColor(&requests.FPDFPageObj_GetFillColor{PageObject: o})
	if err != nil {
		return false
	}
	f := c.FillColor
	return f.A < 8 || f.R > 247 && f.G > 247 && f.B > 247
}

// A subpath is one run of points joined by straight lines; a curve ends it.
type subpath struct {
	points [][2]float64
	closed bool
}

func (w *walk) subpaths(o references.FPDF_PAGEOBJECT, count int, m matrix) []subpath {
	var out []subpath
	for i := range count {
		if w.visited++; w.visited > maxObjects {
			return out
		}
		s, err := w.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return out
		}
		kind, err := w.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return out
		}
		p, err := w.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return out
		}
		x, y := m.at(float64(p.X), float64(p.Y))
		if kind.Type != enums.FPDF_SEGMENT_LINETO || len(out) == 0 {
			out = append(out, subpath{})
		}
		last := &out[len(out)-1]
		last.points = append(last.points, [2]float64{x, y})
		if end, err := w.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s.PathSegment}); err == nil && end.IsClose {
			last.closed = true
		}
	}
	return out
}

// subpath takes over the sides of a stroked run of points, and a filled one as
// the rectangle it covers.
func (w *walk) subpath(s subpath, stroked, pale bool) {
	n := len(s.points)
	if n < 2 {
		return
	}
	b := w.around(s.points)
	if !stroked {
		if isLine(b) || !pale && rectangular(s.points) {
			w.out.Rulings = append(w.out.Rulings, b.Rulings()...)
		}
		return
	}
	for i := range n {
		if i == n-1 && !s.closed {
			break
		}
		p, q := s.points[i], s.points[(i+1)%n]
		w.out.Rulings = append(w.out.Rulings, layout.Ruling{X0: p[0] - w.left, Y0: w.top - p[1], X1: q[0] - w.left, Y1: w.top - q[1]})
	}
}

func (w *walk) around(points [][2]float64) layout.Box {
	x0, y0, x1, y1 := points[0][0], points[0][1], points[0][0], points[0][1]
	for _, p := range points {
		x0, y0, x1, y1 = min(x0, p[0]), min(y0, p[1]), max(x1, p[0]), max(y1, p[1])
	}
	return w.onPage(x0, y0, x1, y1)
}

// rectangular reports whether all sides are level or upright.
func rectangular(points [][2]float64) bool {
	for i, p := range points {
		q := points[(i+1)%len(points)]
		if math.Abs(p[0]-q[0]) > 0.5 && math.Abs(p[1]-q[1]) > 0.5 {
			return false
		}
	}
	return true
}
