package content

import (
	"math"
	"strings"
	"unicode"

	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/object"
)

// maxGlyphs bounds the characters of a page.
const maxGlyphs = 200_000

// Unknown stands for a character whose meaning the file does not give. It
// keeps the text around it from being taken for a number.
const Unknown = "\ufffd"

// write carries out the operators of text; others are of no interest.
func (p *painter) write(op string, held []object.Value) {
	t := &p.state.text
	switch op {
	case "BT":
		p.line, p.at = identity, identity
	case "Tf":
		if len(held) >= 2 {
			name, _ := held[0].(object.Name)
			t.font = p.book.font(p.book.file.Dict(p.resources["Font"])[name])
			t.size, _ = held[1].(float64)
		}
	case "Td", "TD":
		if v, ok := numbers(held, 2); ok {
			if op == "TD" {
				t.leading = -v[1]
			}
			p.newLine(v[0], v[1])
		}
	case "Tm":
		if v, ok := numbers(held, 6); ok {
			p.line = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
			p.at = p.line
		}
	case "T*":
		p.newLine(0, -t.leading)
	case "Tj":
		p.show(last(held))
	case "'":
		p.newLine(0, -t.leading)
		p.show(last(held))
	case "\"":
		if len(held) >= 3 {
			t.word, _ = held[0].(float64)
			t.char, _ = held[1].(float64)
		}
		p.newLine(0, -t.leading)
		p.show(last(held))
	case "TJ":
		p.showAll(last(held))
	case "gs":
		p.graphics(held)
	default:
		p.set(op, held)
	}
}

// set takes the parameters of text.
func (p *painter) set(op string, held []object.Value) {
	v, ok := numbers(held, 1)
	if !ok {
		return
	}
	t := &p.state.text
	switch op {
	case "Tc":
		t.char = v[0]
	case "Tw":
		t.word = v[0]
	case "Tz":
		t.wide = v[0] / 100
	case "TL":
		t.leading = v[0]
	case "Ts":
		t.rise = v[0]
	case "Tr":
		t.mode = int(v[0])
	}
}

// graphics takes the font out of a parameter dictionary.
func (p *painter) graphics(held []object.Value) {
	name, _ := last(held).(object.Name)
	d := p.book.file.Dict(p.book.file.Dict(p.resources["ExtGState"])[name])
	if a := p.book.file.Array(d["Font"]); len(a) == 2 {
		p.state.text.font = p.book.font(a[0])
		p.state.text.size, _ = p.book.file.Number(a[1])
	}
}

func last(held []object.Value) object.Value {
	if len(held) == 0 {
		return nil
	}
	return held[len(held)-1]
}

func (p *painter) newLine(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.then(p.line)
	p.at = p.line
}

// showAll shows strings with shifts between, in thousandths of the size.
func (p *painter) showAll(v object.Value) {
	a, _ := v.(object.Array)
	for _, v := range a {
		switch v := v.(type) {
		case object.String:
			p.show(v)
		case float64:
			p.advance(-v / 1000 * p.state.text.size)
		}
	}
}

// advance moves on along the writing direction.
func (p *painter) advance(by float64) {
	t := &p.state.text
	if t.font != nil && t.font.Vertical {
		p.at = matrix{1, 0, 0, 1, 0, by}.then(p.at)
		return
	}
	p.at = matrix{1, 0, 0, 1, by * p.wide(), 0}.then(p.at)
}

func (p *painter) wide() float64 {
	if p.state.text.wide == 0 {
		return 1
	}
	return p.state.text.wide
}

func (p *painter) show(v object.Value) {
	s, _ := v.(object.String)
	t := &p.state.text
	if t.font == nil {
		return
	}
	for rest := string(s); rest != ""; {
		if p.book.left--; p.book.left < 0 {
			return
		}
		c, n := t.font.Next(rest)
		rest = rest[n:]
		width := c.Width * t.font.Scale * t.size
		if p.dark == 0 {
			p.glyph(c.Text, width)
		}
		by := width + t.char
		if t.font.Vertical {
			by = t.char - t.size
		}
		if c.Space {
			by += t.word
		}
		p.advance(by)
	}
}

// Ascent and descent of a character's box, in font sizes; the boxes only serve
// to tell where a character is.
const (
	ascent  = 0.88
	descent = -0.12
)

// glyph puts a character on the page.
func (p *painter) glyph(text string, width float64) {
	t := &p.state.text
	m := matrix{p.wide(), 0, 0, 1, 0, t.rise}.then(p.at).then(p.state.ctm)
	x, y := m.at(0, 0)
	body := layout.Box{Y0: descent * t.size, X1: width, Y1: ascent * t.size}
	if t.font.Vertical { // the origin is above the middle
		body = layout.Box{X0: -width / 2, Y0: -t.size, X1: width / 2}
		x, y = m.at(-width/2, -ascent*t.size)
	}
	g := layout.Glyph{Box: m.around(body), X: x, Y: y, Size: math.Abs(t.size) * math.Hypot(m.c, m.d), Turn: turn(m)}
	if !p.onPaper(g.Box) {
		return
	}
	if len(p.out.Glyphs) >= maxGlyphs {
		p.book.left = -1
		return
	}
	visible := t.mode != 3 && t.mode != 7
	g.Text = p.meaning(text, visible)
	blank := strings.TrimSpace(g.Text) == ""
	switch {
	case blank:
	case visible:
		p.out.Printed++
	default:
		p.out.Hidden++
	}
	p.out.Glyphs = append(p.out.Glyphs, g)
}

// meaning is the text of a character, [Unknown] where the file does not say it
// or says what no file can mean: private use, control characters.
func (p *painter) meaning(text string, visible bool) string {
	for _, c := range text {
		if c == unicode.ReplacementChar || c >= 0xe000 && c <= 0xf8ff || c >= 0xf0000 || c < 32 && c != '\t' {
			text = ""
			break
		}
	}
	if text == "" {
		if visible {
			p.out.Unmapped++
		}
		return Unknown
	}
	return text
}

func (p *painter) onPaper(b layout.Box) bool {
	x, y := (b.X0+b.X1)/2, (b.Y0+b.Y1)/2
	return x >= 0 && y >= 0 && x <= p.out.Width && y <= p.out.Height
}

// turn is the direction of writing on the page, y growing downwards.
func turn(m matrix) layout.Turn {
	quarters := math.Atan2(m.b, m.a) / (math.Pi / 2)
	n := math.Round(quarters)
	if math.Abs(quarters-n) > 0.03 {
		return layout.Skewed
	}
	return layout.Turn((int(n)%4 + 4) % 4)
}
