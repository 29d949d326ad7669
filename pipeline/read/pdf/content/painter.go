package content

import (
	"bytes"
	"errors"

	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/font"
	"huizong/pipeline/read/pdf/object"
)

// state is what q keeps and Q brings back.
type state struct {
	ctm  matrix
	fill color
	text textState
}

type textState struct {
	font       *font.Font
	size       float64
	char, word float64 // spacing
	wide       float64 // horizontal scaling, 0 for none
	leading    float64
	rise       float64
	mode       int
}

// painter carries out the operators of one page.
type painter struct {
	book      *Book
	out       *Page
	state     state
	stack     []state
	resources object.Dict

	line, at matrix // of the text line and of the next character
	path     path
	marked   []mark // open marked content
	dark     int    // how many of them belong to a layer that is off
}

const (
	maxStack = 512
	maxForms = 12 // forms inside forms
	maxHeld  = 4096
)

// run carries out a program.
func (p *painter) run(program []byte, resources object.Dict, depth int) error {
	outer := p.resources
	p.resources = resources
	defer func() { p.resources = outer }()
	l := object.NewLexer(program)
	held := make([]object.Value, 0, 16)
	for {
		v, err := l.Next()
		if err != nil {
			return nil
		}
		op, isOperator := v.(object.Operator)
		if !isOperator {
			if len(held) < maxHeld {
				held = append(held, v)
			}
			continue
		}
		if p.book.left--; p.book.left < 0 {
			return ErrTooLong
		}
		if op == "ID" {
			skipImage(l)
		} else if err := p.operate(string(op), held, depth); err != nil {
			return err
		}
		held = held[:0]
	}
}

// skipImage passes over the data of a picture inside the program: up to EI
// between white space.
func skipImage(l *object.Lexer) {
	rest := l.Rest()
	for from := 0; ; {
		i := bytes.Index(rest[from:], []byte("EI"))
		if i < 0 {
			l.Skip(len(rest))
			return
		}
		i += from
		white := func(at int) bool {
			return at < 0 || at >= len(rest) || bytes.IndexByte([]byte("\x00\t\n\f\r "), rest[at]) >= 0
		}
		if white(i-1) && white(i+2) && plain(rest[i+2:min(i+12, len(rest))]) {
			l.Skip(i + 2)
			return
		}
		from = i + 2
	}
}

// plain reports whether bytes could be a program and not a picture.
func plain(b []byte) bool {
	for _, c := range b {
		if c > 126 || c < 32 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// numbers are the last n operands; ok is false if they are no numbers.
func numbers(held []object.Value, n int) (out [6]float64, ok bool) {
	if len(held) < n {
		return out, false
	}
	for i, v := range held[len(held)-n:] {
		if out[i], ok = v.(float64); !ok {
			return out, false
		}
	}
	return out, true
}

func (p *painter) operate(op string, held []object.Value, depth int) error {
	switch op {
	case "q":
		if len(p.stack) < maxStack {
			p.stack = append(p.stack, p.state)
		}
	case "Q":
		if n := len(p.stack); n > 0 {
			p.state, p.stack = p.stack[n-1], p.stack[:n-1]
		}
	case "cm":
		if v, ok := numbers(held, 6); ok {
			p.state.ctm = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}.then(p.state.ctm)
		}
	case "Do":
		return p.object(held, depth)
	case "BDC", "BMC":
		p.begin(held)
	case "EMC":
		p.end()
	default:
		if !p.draw(op, held) && !p.paint(op, held) {
			p.write(op, held)
		}
	}
	return nil
}

// hidden reports whether a layer is off; of a group of layers, whether all
// are.
func (p *painter) hidden(v object.Value) bool {
	if r, ok := v.(object.Ref); ok && p.book.off[r] {
		return true
	}
	d := p.book.file.Dict(v)
	if p.book.file.Name(d["Type"]) != "OCMD" {
		return false
	}
	members := p.book.file.Array(d["OCGs"])
	if members == nil {
		members = object.Array{d["OCGs"]}
	}
	for _, m := range members {
		if r, ok := m.(object.Ref); !ok || !p.book.off[r] {
			return false
		}
	}
	return true
}

// object draws a form or a picture.
func (p *painter) object(held []object.Value, depth int) error {
	if len(held) == 0 || p.dark > 0 {
		return nil
	}
	name, _ := held[len(held)-1].(object.Name)
	s := p.book.file.Stream(p.book.file.Dict(p.resources["XObject"])[name])
	if s == nil || p.hidden(s.Dict["OC"]) {
		return nil
	}
	switch p.book.file.Name(s.Dict["Subtype"]) {
	case "Image":
		p.picture(p.state.ctm.around(layout.Box{X1: 1, Y1: 1}))
	case "Form":
		if depth < maxForms {
			return p.form(s, p.book.matrixOf(s.Dict["Matrix"]), depth)
		}
	}
	return nil
}

// form draws a form where m puts it.
func (p *painter) form(s *object.Stream, m matrix, depth int) error {
	program, err := p.book.file.Decode(s)
	if errors.Is(err, object.ErrTooLarge) {
		return err
	}
	resources := p.book.file.Dict(s.Dict["Resources"])
	if resources == nil {
		resources = p.resources
	}
	before, stack, marked, dark := p.state, p.stack, p.marked, p.dark
	p.state.ctm = m.then(p.state.ctm)
	p.stack, p.marked = nil, nil
	err = p.run(program, resources, depth+1)
	p.state, p.stack, p.marked, p.dark = before, stack, marked, dark
	return err
}

func (p *painter) picture(b layout.Box) {
	w, h := b.X1-b.X0, b.Y1-b.Y0
	if w <= thin || h <= thin {
		p.out.Rulings = append(p.out.Rulings, b.Rulings()...)
		return
	}
	p.out.Picture = max(p.out.Picture, w*h)
}
