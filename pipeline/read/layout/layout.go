// Package layout turns the pages of a fixed-layout document – characters and
// ruling lines, each with its position – into paragraphs and exact tables.
//
// A table is a set of ruling lines that touch each other; its cells are what
// the lines enclose, merged where a line is missing. Every row is read twice:
// once by the lines around each character, once by the line of text the
// characters stand on. Where the two readings do not give the same figures, the
// cell says so and cannot be taken for a number.
package layout

import (
	"context"
	"fmt"
	"math"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A Turn is the direction a character is written in, in quarter turns
// clockwise: 0 reads left to right, 1 downwards, 2 upside down, 3 upwards.
type Turn uint8

// Skewed is the turn of a character at any other angle: a stamp or a watermark.
const Skewed Turn = 4

// A Box is a rectangle. Coordinates are points (1/72 inch) from the top left
// corner of the page, y growing downwards.
type Box struct{ X0, Y0, X1, Y1 float64 }

func (b Box) width() float64  { return b.X1 - b.X0 }
func (b Box) height() float64 { return b.Y1 - b.Y0 }

// A Glyph is one drawn character.
type Glyph struct {
	Text string  // what it stands for, usually one character, verbatim
	Box  Box     // along the writing direction the advance, across it the font's height
	X, Y float64 // origin on the baseline
	Size float64 // font size in points
	Turn Turn

	struck  bool // a line runs through it
	deleted bool // … that strikes out it and its neighbours exactly: a tracked change
}

// A Ruling is a drawn straight line, given by its ends; its thickness is of no
// interest. Lines that are neither level nor upright are ignored.
type Ruling struct{ X0, Y0, X1, Y1 float64 }

// Rulings returns the lines a drawn rectangle stands for: one along its middle
// when it is thin, else its four edges.
func (b Box) Rulings() []Ruling {
	switch {
	case b.height() <= thin && b.width() <= thin: // a dot of a dotted line
		x, y := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
		return []Ruling{{b.X0, y, b.X1, y}, {x, b.Y0, x, b.Y1}}
	case b.height() <= thin && b.height() <= b.width():
		y := (b.Y0 + b.Y1) / 2
		return []Ruling{{b.X0, y, b.X1, y}}
	case b.width() <= thin:
		x := (b.X0 + b.X1) / 2
		return []Ruling{{x, b.Y0, x, b.Y1}}
	}
	return []Ruling{
		{b.X0, b.Y0, b.X1, b.Y0}, {b.X0, b.Y1, b.X1, b.Y1},
		{b.X0, b.Y0, b.X0, b.Y1}, {b.X1, b.Y0, b.X1, b.Y1},
	}
}

// A Page is one page as drawn.
type Page struct {
	Number        int // 1-based
	Width, Height float64
	Glyphs        []Glyph
	Rulings       []Ruling
}

// Distances in points.
const (
	thin    = 3.0  // a filled rectangle no thicker than this is a line
	near    = 3.0  // lines closer than this are one line; also how far ends may miss each other
	dashGap = 6.5  // gap between the dashes of a broken line
	dash    = 15.0 // a piece of line no longer than this may be a dash
	far     = 1e5  // no page is larger: 35 metres
)

// maxRulings bounds the lines of one page after joining: what touches what is
// found pair by pair.
const maxRulings = 3000

// Document puts the pages together: paragraphs in reading order, tables joined
// over page breaks, page numbers and running headers left out. The document's
// Title is the running header if there is one. The characters of the pages are
// changed on the way. Errors are a *[bounds.Refusal] or those of ctx.
func Document(ctx context.Context, pages []Page, b bounds.Bounds) (*schema.Document, error) {
	d := &builder{bounds: b, doc: &schema.Document{}}
	sheets := make([]*sheet, len(pages))
	for i := range pages {
		sheets[i] = d.clean(&pages[i])
	}
	dropPageNumbers(sheets)
	laid := make([]*page, len(pages))
	for i, s := range sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := d.lay(s)
		if err != nil {
			return nil, err
		}
		laid[i] = p
	}
	d.doc.Title = dropFurniture(laid)
	for i := 1; i < len(laid); i++ {
		laid[i-1].takeIn(laid[i])
	}
	if err := d.write(laid); err != nil {
		return nil, err
	}
	return d.doc, nil
}

// builder gathers the blocks of one document and counts what they cost.
type builder struct {
	bounds bounds.Bounds
	doc    *schema.Document
	cells  int
}

// A sheet is a page turned upright, its characters sound and drawn once.
type sheet struct {
	number        int
	width, height float64
	glyphs        []*Glyph
	lines         []*line // of upright characters, cells or not, from top to bottom
	rulings       []Ruling
}

func (d *builder) clean(p *Page) *sheet {
	glyphs, skewed := sound(p.Glyphs)
	if len(skewed) > 0 {
		d.doc.Notes = append(d.doc.Notes, schema.Note{Code: "layout.skewed",
			Text: fmt.Sprintf("第 %d 页有斜排文字（水印或印章），未读入：%s", p.Number, skewed),
			EN:   fmt.Sprintf("page %d has text at an angle (a watermark or a stamp), left out: %s", p.Number, skewed)})
	}
	s := &sheet{number: p.Number, width: p.Width, height: p.Height, glyphs: glyphs, rulings: p.Rulings}
	if turn := mainTurn(glyphs); turn != 0 {
		s.glyphs, s.rulings = upright(glyphs, p.Rulings, turn, p.Width, p.Height)
		if turn%2 == 1 {
			s.width, s.height = s.height, s.width
		}
	}
	s.glyphs = withoutOverprint(s.glyphs)
	s.lines = level(s.glyphs, 0)
	return s
}

// page is a page after its characters were shared out: tables and the lines of
// text outside them.
type page struct {
	number        int
	width, height float64
	tables        []*grid
	lines         []*line
}

// lay builds the tables of a page and the lines around them.
func (d *builder) lay(s *sheet) (*page, error) {
	level, plumb := straighten(s.rulings)
	if len(level)+len(plumb) > maxRulings {
		return nil, bounds.Over("ruling lines on one page", "单页表格线数", maxRulings)
	}
	out := &page{number: s.number, width: s.width, height: s.height}
	for _, n := range connected(level, plumb) {
		g := newGrid(n)
		if g == nil {
			continue
		}
		if d.cells += g.columns() * g.rows(); d.cells > d.bounds.Cells {
			return nil, bounds.Over("table cells", "表格单元格数", int64(d.bounds.Cells))
		}
		g.page = s.number
		out.tables = append(out.tables, g)
	}
	strike(s.lines, level)
	rest := share(s, out)
	d.noteDeleted(s)
	out.lines = linesOf(rest)
	return out, nil
}

// noteDeleted tells what was struck out on a page and left out.
func (d *builder) noteDeleted(s *sheet) {
	text := ""
	for _, l := range s.lines {
		for _, g := range l.glyphs {
			if g.deleted && len(text) < 60 {
				text += g.Text
			}
		}
	}
	if text != "" {
		d.doc.Notes = append(d.doc.Notes, schema.Note{Code: "layout.deleted",
			Text: fmt.Sprintf("第 %d 页有划去的文字（修订痕迹），未读入：%s", s.number, text),
			EN:   fmt.Sprintf("page %d has text struck out (tracked changes), left out: %s", s.number, text)})
	}
}

// sound drops what no page can hold and sets apart characters at an angle,
// whose text it returns.
func sound(in []Glyph) (glyphs []*Glyph, skewed string) {
	glyphs = make([]*Glyph, 0, len(in))
	for i := range in {
		g := &in[i]
		if !finite(g.Box.X0, g.Box.Y0, g.Box.X1, g.Box.Y1, g.X, g.Y, g.Size) || g.Text == "" {
			continue
		}
		if g.Turn >= Skewed {
			if len(skewed) < 60 {
				skewed += g.Text
			}
			continue
		}
		if g.Box.X0 > g.Box.X1 {
			g.Box.X0, g.Box.X1 = g.Box.X1, g.Box.X0
		}
		if g.Box.Y0 > g.Box.Y1 {
			g.Box.Y0, g.Box.Y1 = g.Box.Y1, g.Box.Y0
		}
		if g.Size <= 0 {
			g.Size = max(g.Box.height(), 1)
		}
		g.Text = unradical(g.Text)
		glyphs = append(glyphs, g)
	}
	return glyphs, skewed
}

func finite(vs ...float64) bool {
	for _, v := range vs {
		if math.IsNaN(v) || v > far || v < -far {
			return false
		}
	}
	return true
}
