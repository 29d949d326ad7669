package ofd

import (
	"math"
	"strings"
	"unicode"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
)

// A drawing is one page being drawn.
type drawing struct {
	*reader
	box     rectangle
	glyphs  []layout.Glyph
	rulings []layout.Ruling
	printed int     // characters that print something
	unknown int     // of these, those whose meaning the file does not say
	picture float64 // area of the largest picture, in square millimetres
}

// A unit is a composite object: drawn wherever it is named.
type unit struct{ content *element }

// maxNested bounds templates inside templates and composites inside composites.
const maxNested = 8

// draw draws a page or template part.
func (d *drawing) draw(part string, nested int) error {
	page, err := d.parse(part)
	if err != nil {
		return err
	}
	if area := page.child("Area"); area != nil && nested == 0 {
		if b := area.child("PhysicalBox"); b != nil {
			d.box = box(b.text())
		}
	}
	for _, res := range page.inner {
		if res.name == "PageRes" {
			if err := d.resource(join(part, res.text())); err != nil {
				return err
			}
		}
	}
	for _, t := range page.inner {
		if t.name != "Template" || nested >= maxNested {
			continue
		}
		if loc := d.templates[t.attr("TemplateID")]; loc != "" {
			if err := d.draw(loc, nested+1); err != nil {
				return err
			}
		}
	}
	for _, c := range page.inner {
		if c.name == "Content" {
			if err := d.objects(c, identity, nested); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxDrawn bounds the objects drawn of one package: composite objects may draw
// each other many times over.
const maxDrawn = 300_000

// objects draws what is inside a layer, a block or a composite.
func (d *drawing) objects(e *element, m matrix, nested int) error {
	if e.attr("Visible") == "false" {
		return nil
	}
	for _, o := range e.inner {
		if o.attr("Visible") == "false" {
			continue
		}
		if d.drawn++; d.drawn > maxDrawn {
			return bounds.Over("drawn objects", "图形对象数", maxDrawn)
		}
		b := box(o.attr("Boundary"))
		own := ctm(o.attr("CTM")).then(shift(b.x, b.y)).then(m)
		if o.attr("Alpha") == "0" {
			continue
		}
		switch o.name {
		case "TextObject":
			if err := d.text(o, own); err != nil {
				return err
			}
		case "PathObject":
			d.path(o, own)
		case "ImageObject":
			d.image(b, m)
		case "CompositeObject":
			u := d.units[o.attr("ResourceID")]
			if u == nil || nested >= maxNested {
				continue
			}
			if err := d.objects(u.content, own, nested+1); err != nil {
				return err
			}
		case "Layer", "PageBlock":
			if nested < maxNested*8 {
				if err := d.objects(o, m, nested+1); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// overlay draws the annotations of a page that are shown.
func (d *drawing) overlay(part string) error {
	if !d.zip.Has(part) {
		return nil
	}
	top, err := d.parse(part)
	if err != nil {
		return err
	}
	for _, a := range top.inner {
		look := a.child("Appearance")
		if a.name != "Annot" || look == nil || a.attr("Visible") == "false" {
			continue
		}
		b := box(look.attr("Boundary"))
		if err := d.objects(look, shift(b.x, b.y), 0); err != nil {
			return err
		}
	}
	return nil
}

// image takes a thin picture for a line; a large one may be a scan.
func (d *drawing) image(b rectangle, m matrix) {
	x0, y0 := m.apply(b.x, b.y)
	x1, y1 := m.apply(b.x+b.width, b.y+b.height)
	placed := layout.Box{X0: min(x0, x1) * point, Y0: min(y0, y1) * point, X1: max(x0, x1) * point, Y1: max(y0, y1) * point}
	if placed.X1-placed.X0 <= thin || placed.Y1-placed.Y0 <= thin {
		d.rulings = append(d.rulings, placed.Rulings()...)
		return
	}
	d.picture = max(d.picture, math.Abs((x1-x0)*(y1-y0)))
}

// text draws the characters of a text object. One that is neither filled nor
// stroked is not to be seen.
func (d *drawing) text(o *element, m matrix) error {
	if o.attr("Fill") == "false" && o.attr("Stroke") != "true" {
		return nil
	}
	size := float(o.attr("Size"), 0)
	across := float(o.attr("HScale"), 1)
	turn := turnOf(float(o.attr("CharDirection"), 0), m)
	x, y := 0.0, 0.0
	for _, code := range o.inner {
		if code.name != "TextCode" {
			continue
		}
		x, y = float(code.attr("X"), x), float(code.attr("Y"), y) // missing: that of the code before
		runes := []rune(strings.Trim(code.data.String(), "\r\n"))
		if d.characters += len(runes); d.characters > maxCharacters {
			return bounds.Over("characters", "字符数", maxCharacters)
		}
		dx, dy := deltas(code.attr("DeltaX"), len(runes)), deltas(code.attr("DeltaY"), len(runes))
		gx, gy := x, y
		for i, c := range runes {
			advance := size * across * widthOf(c)
			if i < len(dx) && dx[i] > 0 && dx[i] < advance*loose {
				advance = dx[i] // a greater distance leaves the next character its own place
			}
			d.glyph(c, gx, gy, size, advance, m, turn)
			switch {
			case i < len(dx) || i < len(dy):
				gx, gy = gx+at(dx, i), gy+at(dy, i)
			default: // no distance is given: as far as the font would go
				gx += advance
			}
		}
	}
	return nil
}

// maxCharacters bounds the characters of one package.
const maxCharacters = 1_000_000

// at is a distance of a list, 0 behind its end.
func at(list []float64, i int) float64 {
	if i < len(list) {
		return list[i]
	}
	return 0
}

// deltas reads distances, "g count distance" repeated; never more than needed.
func deltas(s string, most int) []float64 {
	var out []float64
	words := strings.Fields(s)
	for i := 0; i < len(words) && len(out) < most; i++ {
		if words[i] == "g" && i+2 < len(words) {
			n, step := int(float(words[i+1], 0)), float(words[i+2], 0)
			for k := 0; k < n && len(out) < most; k++ {
				out = append(out, step)
			}
			i += 2
			continue
		}
		out = append(out, float(words[i], 0))
	}
	return out
}

// loose is how much further than the guess at its width the next character may
// stand and tell the width: beyond that the writer jumped, to another column.
const loose = 1.4

// widthOf guesses the width of a character in sizes, where no distance says it.
func widthOf(c rune) float64 {
	if c < 0x80 {
		return 0.5
	}
	return 1
}

// glyph places one character. Its box is along the writing direction the
// advance and across it the height of the font.
func (d *drawing) glyph(c rune, x, y, size, advance float64, m matrix, turn layout.Turn) {
	const ascent, descent = 0.86, 0.14
	ox, oy := m.apply(x, y)
	text := string(c)
	if strings.TrimSpace(text) != "" {
		d.printed++
		if meaningless(c) {
			text = unknown
			d.unknown++
		}
	}
	g := layout.Glyph{Text: text, X: ox * point, Y: oy * point, Size: size * m.scale() * point, Turn: turn}
	x0, y0 := m.apply(x, y-size*ascent)
	x1, y1 := m.apply(x+advance, y+size*descent)
	g.Box = layout.Box{X0: min(x0, x1) * point, Y0: min(y0, y1) * point, X1: max(x0, x1) * point, Y1: max(y0, y1) * point}
	d.glyphs = append(d.glyphs, g)
}

// unknown stands for a character whose meaning the file does not say. It keeps
// the text around it from being taken for a number.
const unknown = "\ufffd"

// meaningless characters stand for a glyph that only the font knows: those of
// private use, control characters.
func meaningless(c rune) bool {
	return c == unicode.ReplacementChar || c >= 0xe000 && c <= 0xf8ff || c >= 0xf0000 || c < 32
}

// turnOf is the quarter turn that characters are drawn at.
func turnOf(charDirection float64, m matrix) layout.Turn {
	degrees := math.Atan2(m[1], m[0])*180/math.Pi + charDirection
	quarter := math.Round(degrees / 90)
	if math.Abs(degrees-quarter*90) > 3 {
		return layout.Skewed
	}
	return layout.Turn(((int(quarter) % 4) + 4) % 4)
}

// path draws the straight lines of a path object; a filled outline that is thin
// is a line, too.
func (d *drawing) path(o *element, m matrix) {
	data := o.child("AbbreviatedData")
	if data == nil || len(d.rulings) > maxRulings {
		return
	}
	stroked, filled := o.attr("Stroke") != "false", o.attr("Fill") == "true"
	if !stroked && !filled {
		return
	}
	for _, shape := range outlines(data.text()) {
		d.outline(shape, m, stroked)
	}
}

// thin is what a filled outline or picture may measure and be a line, in points.
const thin = 3.0

// maxRulings bounds the lines of one page.
const maxRulings = 100_000

// outline adds one run of points.
func (d *drawing) outline(points [][2]float64, m matrix, stroked bool) {
	for i := range points {
		points[i][0], points[i][1] = m.apply(points[i][0], points[i][1])
		points[i][0] *= point
		points[i][1] *= point
	}
	if !stroked {
		b := layout.Box{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
		for _, p := range points {
			b = layout.Box{X0: min(b.X0, p[0]), Y0: min(b.Y0, p[1]), X1: max(b.X1, p[0]), Y1: max(b.Y1, p[1])}
		}
		if len(points) > 1 && (b.X1-b.X0 <= thin || b.Y1-b.Y0 <= thin) {
			d.rulings = append(d.rulings, b.Rulings()...)
		}
		return
	}
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		d.rulings = append(d.rulings, layout.Ruling{X0: a[0], Y0: a[1], X1: b[0], Y1: b[1]})
	}
}

// outlines reads abbreviated path data: M S move, L line, Q B A curves (their
// ends count), C close.
func outlines(data string) [][][2]float64 {
	words := strings.Fields(data)
	var out [][][2]float64
	var now [][2]float64
	arguments := map[string]int{"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
	for i := 0; i < len(words); {
		n, ok := arguments[words[i]]
		if !ok || i+n >= len(words)+1 {
			i++
			continue
		}
		values := floats(strings.Join(words[i+1:min(len(words), i+1+n)], " "))
		command := words[i]
		i += 1 + n
		if len(values) < n {
			continue
		}
		switch command {
		case "M", "S":
			if len(now) > 1 {
				out = append(out, now)
			}
			now = [][2]float64{{values[0], values[1]}}
		case "C":
			if len(now) > 1 {
				now = append(now, now[0])
			}
		case "L":
			now = append(now, [2]float64{values[0], values[1]})
		default: // a curve is no ruling: the outline is broken there
			if len(now) > 1 {
				out = append(out, now)
			}
			now = [][2]float64{{values[n-2], values[n-1]}}
		}
	}
	if len(now) > 1 {
		out = append(out, now)
	}
	return out
}

// resource reads the composite objects of a resource part. A part that is
// missing costs only what it holds.
func (r *reader) resource(part string) error {
	if !r.zip.Has(part) {
		return nil
	}
	return r.walk(part, func(e *element) error {
		if e.name == "CompositeGraphicUnit" {
			if c := e.child("Content"); c != nil {
				r.units[e.attr("ID")] = &unit{c}
			}
		}
		return nil
	})
}
