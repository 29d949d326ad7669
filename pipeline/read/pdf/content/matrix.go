package content

import (
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/pdf/object"
)

// matrix maps a point: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

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

// around is the upright box around a box that m maps.
func (m matrix) around(b layout.Box) layout.Box {
	var out layout.Box
	for i, p := range [4][2]float64{{b.X0, b.Y0}, {b.X1, b.Y0}, {b.X0, b.Y1}, {b.X1, b.Y1}} {
		x, y := m.at(p[0], p[1])
		if i == 0 {
			out = layout.Box{X0: x, Y0: y, X1: x, Y1: y}
		}
		out = layout.Box{X0: min(out.X0, x), Y0: min(out.Y0, y), X1: max(out.X1, x), Y1: max(out.Y1, y)}
	}
	return out
}

// matrixOf reads six numbers.
func (b *Book) matrixOf(v object.Value) matrix {
	a := b.file.Array(v)
	if len(a) != 6 {
		return identity
	}
	var n [6]float64
	for i := range n {
		n[i], _ = b.file.Number(a[i])
	}
	return matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
}
