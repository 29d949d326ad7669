package pdfium

import (
	"math"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/content"
)

// maxCharacters and maxObjects bound one page; a dense page of figures has
// some thousand of each.
const (
	maxCharacters = 200_000
	maxObjects    = 200_000
)

// page draws one page, counted from 0.
func (d *drawing) page(index int) (*content.Page, error) {
	loaded, err := d.load(index)
	if err != nil {
		return nil, damagedPage()
	}
	page := requests.Page{ByReference: &loaded}
	defer func() { _, _ = d.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded}) }()
	box, err := d.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return nil, damagedPage()
	}
	c := &canvas{drawing: d, page: page, left: float64(box.Rect.Left), top: float64(box.Rect.Top)}
	c.out.Number, c.out.Width, c.out.Height = index+1, float64(box.Rect.Right-box.Rect.Left), float64(box.Rect.Top-box.Rect.Bottom)
	text, err := d.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, damagedPage()
	}
	defer func() { _, _ = d.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) }()
	c.layer = text.TextPage
	if err := c.text(); err != nil {
		return nil, err
	}
	if err := c.objects(); err != nil {
		return nil, err
	}
	if !c.seen {
		c.out.Printed, c.out.Hidden = 0, c.out.Printed
	}
	return &c.out, nil
}

// load opens a page. What is filled into form fields or typed as a comment on
// the paper becomes part of it.
func (d *drawing) load(index int) (references.FPDF_PAGE, error) {
	request := &requests.FPDF_LoadPage{Document: d.document, Index: index}
	loaded, err := d.FPDF_LoadPage(request)
	if err != nil {
		return "", err
	}
	page := requests.Page{ByReference: &loaded.Page}
	count, err := d.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: page})
	if err != nil || count.Count == 0 {
		return loaded.Page, nil
	}
	flat, err := d.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: page, Usage: requests.FPDFPage_FlattenUsagePrint})
	if err != nil || flat.Result != responses.FPDFPage_FlattenResultSuccess {
		return loaded.Page, nil
	}
	_, _ = d.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	loaded, err = d.FPDF_LoadPage(request)
	if err != nil {
		return "", err
	}
	return loaded.Page, nil
}

func damagedPage() error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "PDF 文件有损坏的页面，无法读取，请重新导出后报送", EN: "a page of the PDF is damaged; export it again and send it"}
}

// canvas is a page being read. PDF measures from the lower left corner of the
// paper; layout from the upper left one of what is shown.
type canvas struct {
	*drawing
	page      requests.Page
	layer     references.FPDF_TEXTPAGE
	left, top float64
	out       content.Page
	sizes     map[[2]float64]float64 // true font size by nominal size and height of box
	seen      bool                   // some text is visible
}

// text reads the characters of the page.
func (c *canvas) text() error {
	count, err := c.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: c.layer})
	if err != nil {
		return damagedPage()
	}
	if count.Count > maxCharacters {
		return bounds.Over("characters on one page", "单页字符数", maxCharacters)
	}
	c.sizes = map[[2]float64]float64{}
	for i := range count.Count {
		c.character(c.layer, i)
	}
	return nil
}

// character reads one character. Those that PDFium made up – line ends, blanks
// between words – are left out: layout decides by the positions.
func (c *canvas) character(tp references.FPDF_TEXTPAGE, i int) {
	u, err := c.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: tp, Index: i})
	if err != nil {
		return
	}
	r := rune(u.Unicode)
	text := ""
	switch {
	case r == '\r' || r == '\n':
		return
	case r == ' ':
		if g, err := c.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: tp, Index: i}); err != nil || g.IsGenerated {
			return
		}
		text = " "
	case r == 2 || r == 0xfffe: // PDFium's mark for a hyphen at a line end
		text = "-"
	default:
		text = c.meaning(tp, i, r)
	}
	box, err := c.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: tp, Index: i})
	if err != nil {
		return
	}
	origin, err := c.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: tp, Index: i})
	if err != nil {
		return
	}
	angle, err := c.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: tp, Index: i})
	if err != nil {
		return
	}
	g := layout.Glyph{
		Text: text,
		Box: layout.Box{
			X0: float64(box.Rect.Left) - c.left, Y0: c.top - float64(box.Rect.Top),
			X1: float64(box.Rect.Right) - c.left, Y1: c.top - float64(box.Rect.Bottom),
		},
		X: origin.X - c.left, Y: c.top - origin.Y,
		Turn: turn(float64(angle.CharAngle)),
	}
	if !c.shows(g) {
		return
	}
	g.Size = c.size(tp, i, g)
	c.out.Glyphs = append(c.out.Glyphs, g)
	if text != " " && text != "\u00a0" && text != "\u3000" {
		c.out.Printed++
	}
}

// meaning is the text of a character.
func (c *canvas) meaning(tp references.FPDF_TEXTPAGE, i int, r rune) string {
	e, err := c.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: tp, Index: i})
	if err != nil || e.HasUnicodeMapError || r == 0 || r == 0xfffd || private(r) {
		c.out.Unmapped++
		return content.Unknown
	}
	return string(r)
}

// private use characters mean what a font's maker wanted.
func private(r rune) bool {
	return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000
}

// shows reports whether the character stands on the paper.
func (c *canvas) shows(g layout.Glyph) bool {
	x, y := (g.Box.X0+g.Box.X1)/2, (g.Box.Y0+g.Box.Y1)/2
	return x >= 0 && y >= 0 && x <= c.out.Width && y <= c.out.Height
}

// turn is the direction of an angle in radians, clockwise. PDFium gives it
// between 0 and 2π.
func turn(angle float64) layout.Turn {
	quarters := angle / (math.Pi / 2)
	n := math.Round(quarters)
	if math.Abs(quarters-n) > 0.03 {
		return layout.Skewed
	}
	return layout.Turn((int(n)%4 + 4) % 4)
}

// size is the height of the font as drawn. What the file calls its size may be
// scaled; asking PDFium for each character's scale costs as much as all else.
func (c *canvas) size(tp references.FPDF_TEXTPAGE, i int, g layout.Glyph) float64 {
	s, err := c.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: tp, Index: i})
	if err != nil {
		return 0
	}
	across := g.Box.Y1 - g.Box.Y0
	if g.Turn%2 == 1 {
		across = g.Box.X1 - g.Box.X0
	}
	key := [2]float64{s.FontSize, math.Round(across * 16)}
	if known, ok := c.sizes[key]; ok {
		return known
	}
	size := s.FontSize
	if m, err := c.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: tp, Index: i}); err == nil {
		if scale := math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D)); scale > 0 {
			size *= scale
		}
	}
	c.sizes[key] = size
	return size
}
