package content

import (
	"math"

	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/object"
)

// thin is what a rectangle or picture may measure and be a line, in points.
const thin = 3.0

// maxLines bounds the lines of a page; what is beyond is a drawing.
const maxLines = 100_000

// path is the path under construction, in the page's coordinates.
type path struct {
	parts []part
}

// part is a run of points joined by straight lines.
type part struct {
	points [][2]float64
	closed bool
}

func (p *path) move(x, y float64) { p.parts = append(p.parts, part{points: [][2]float64{{x, y}}}) }

func (p *path) to(x, y float64) {
	if n := len(p.parts); n > 0 {
		p.parts[n-1].points = append(p.parts[n-1].points, [2]float64{x, y})
	} else {
		p.move(x, y)
	}
}

// draw carries out the operators that build and paint paths; false if op is
// another.
func (p *painter) draw(op string, held []object.Value) bool {
	at := p.state.ctm.at
	switch op {
	case "m":
		if v, ok := numbers(held, 2); ok {
			p.path.move(at(v[0], v[1]))
		}
	case "l":
		if v, ok := numbers(held, 2); ok {
			p.path.to(at(v[0], v[1]))
		}
	case "c":
		if v, ok := numbers(held, 6); ok {
			p.path.move(at(v[4], v[5])) // a curve is no line
		}
	case "v", "y":
		if v, ok := numbers(held, 4); ok {
			p.path.move(at(v[2], v[3]))
		}
	case "h":
		p.shut()
	case "re":
		if v, ok := numbers(held, 4); ok {
			p.path.move(at(v[0], v[1]))
			p.path.to(at(v[0]+v[2], v[1]))
			p.path.to(at(v[0]+v[2], v[1]+v[3]))
			p.path.to(at(v[0], v[1]+v[3]))
			p.shut()
		}
	case "S":
		p.stroke()
	case "s":
		p.shut()
		p.stroke()
	case "f", "F", "f*":
		p.fill()
	case "b", "b*":
		p.shut()
		p.stroke()
	case "B", "B*":
		p.stroke()
	case "n":
		p.path = path{}
	default:
		return false
	}
	return true
}

func (p *painter) shut() {
	if n := len(p.path.parts); n > 0 {
		last := &p.path.parts[n-1]
		last.closed = true
	}
}

// stroke takes the sides of the path as lines.
func (p *painter) stroke() {
	defer func() { p.path = path{} }()
	if p.dark > 0 {
		return
	}
	for _, s := range p.path.parts {
		n := len(s.points)
		for i := range n {
			if i == n-1 && (!s.closed || n < 3) || len(p.out.Rulings) > maxLines {
				break
			}
			a, b := s.points[i], s.points[(i+1)%n]
			p.out.Rulings = append(p.out.Rulings, layout.Ruling{X0: a[0], Y0: a[1], X1: b[0], Y1: b[1]})
		}
	}
}

// fill takes thin areas as lines and the edges of coloured rectangles.
func (p *painter) fill() {
	defer func() { p.path = path{} }()
	if p.dark > 0 {
		return
	}
	for _, s := range p.path.parts {
		if len(s.points) < 2 || len(p.out.Rulings) > maxLines {
			continue
		}
		b := s.box()
		line := b.X1-b.X0 <= thin || b.Y1-b.Y0 <= thin
		if line || !p.state.fill.pale && s.rectangular() {
			p.out.Rulings = append(p.out.Rulings, b.Rulings()...)
		}
	}
}

func (s part) box() layout.Box {
	b := layout.Box{X0: s.points[0][0], Y0: s.points[0][1], X1: s.points[0][0], Y1: s.points[0][1]}
	for _, q := range s.points {
		b = layout.Box{X0: min(b.X0, q[0]), Y0: min(b.Y0, q[1]), X1: max(b.X1, q[0]), Y1: max(b.Y1, q[1])}
	}
	return b
}

// rectangular reports whether all sides are level or upright.
func (s part) rectangular() bool {
	for i, a := range s.points {
		b := s.points[(i+1)%len(s.points)]
		if math.Abs(a[0]-b[0]) > 0.5 && math.Abs(a[1]-b[1]) > 0.5 {
			return false
		}
	}
	return len(s.points) >= 4
}

// color is what matters of a colour: can the edge of an area be seen on paper.
type color struct{ pale bool }

// paint carries out the operators of colour; false if op is another.
func (p *painter) paint(op string, held []object.Value) bool {
	const bright = 0.97
	switch op {
	case "g":
		v, ok := numbers(held, 1)
		p.state.fill.pale = ok && v[0] >= bright
	case "rg":
		v, ok := numbers(held, 3)
		p.state.fill.pale = ok && min(v[0], v[1], v[2]) >= bright
	case "k":
		v, ok := numbers(held, 4)
		p.state.fill.pale = ok && max(v[0], v[1], v[2], v[3]) <= 1-bright
	case "sc", "scn":
		p.other(held, bright)
	case "cs":
		p.state.fill.pale = false
	default:
		return false
	}
	return true
}

// other takes a colour of another space by how many parts it has.
func (p *painter) other(held []object.Value, bright float64) {
	v, ok := numbers(held, min(len(held), 4))
	switch len(held) {
	case 1:
		p.state.fill.pale = ok && v[0] >= bright
	case 3:
		p.state.fill.pale = ok && min(v[0], v[1], v[2]) >= bright
	case 4:
		p.state.fill.pale = ok && max(v[0], v[1], v[2], v[3]) <= 1-bright
	default:
		p.state.fill.pale = false
	}
}
