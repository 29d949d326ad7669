package ofd

import (
	"math"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
)

// A drawing is one page being drawn.
type drawing struct {
	*reader
	box     rectangle
	glyphs  []layout.Glyph
	rulings []layout.Ruling
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

// objects draws what is inside a layer, a block or a composite.
func (d *drawing) objects(e *element, m matrix, nested int) error {
	if e.attr("Visible") == "false" {
		return nil
	}
	for _, o := range e.inner {
		if o.attr("Visible") == "false" {
			continue
		}
		b := box(o.attr("Boundary"))
		own := ctm(o.attr("CTM")).then(shift(b.x, b.y)).then(m)
		switch o.name {
		case "TextObject":
			if err := d.text(o, own); err != nil {
				return err
			}
		case "PathObject":
			d.path(o, own)
		case "ImageObject":
			d.pictures++
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

// text draws the characters of a text object.
func (d *drawing) text(o *element, m matrix) error {
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
			if i > 0 {
				gx += at(dx, i-1)
				gy += at(dy, i-1)
			}
			advance := size * across * widthOf(c)
			if i < len(dx) && dx[i] > 0 {
				advance = dx[i]
			}
			d.glyph(c, gx, gy, size, advance, m, turn)
		}
	}
	return nil
}

// maxCharacters bounds the characters of one package.
const maxCharacters = 5_000_000

// at is a distance of a list; a list that ends early repeats nothing.
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
	g := layout.Glyph{Text: string(c), X: ox * point, Y: oy * point, Size: size * m.scale() * point, Turn: turn}
	x0, y0 := m.apply(x, y-size*ascent)
	x1, y1 := m.apply(x+advance, y+size*descent)
	g.Box = layout.Box{X0: min(x0, x1) * point, Y0: min(y0, y1) * point, X1: max(x0, x1) * point, Y1: max(y0, y1) * point}
	d.glyphs = append(d.glyphs, g)
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
		const thin = 3.0
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
