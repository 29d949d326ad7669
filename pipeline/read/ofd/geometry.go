package ofd

import (
	"math"
	"strconv"
	"strings"
)

// point is how many points a millimetre has.
const point = 72 / 25.4

// A rectangle is x, y, width, height in millimetres.
type rectangle struct{ x, y, width, height float64 }

func box(s string) rectangle {
	n := floats(s)
	if len(n) < 4 {
		return rectangle{}
	}
	return rectangle{n[0], n[1], n[2], n[3]}
}

// floats reads numbers parted by blanks; what is no number ends the list.
func floats(s string) []float64 {
	var out []float64
	for _, w := range strings.Fields(s) {
		f, err := strconv.ParseFloat(w, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			break
		}
		out = append(out, f)
	}
	return out
}

func float(s string, otherwise float64) float64 {
	if n := floats(s); len(n) > 0 {
		return n[0]
	}
	return otherwise
}

// A matrix is a b c d e f: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func ctm(s string) matrix {
	n := floats(s)
	if len(n) < 6 {
		return identity
	}
	return matrix(n[:6])
}

// then is m first, then n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		n[0]*m[0] + n[2]*m[1], n[1]*m[0] + n[3]*m[1],
		n[0]*m[2] + n[2]*m[3], n[1]*m[2] + n[3]*m[3],
		n[0]*m[4] + n[2]*m[5] + n[4], n[1]*m[4] + n[3]*m[5] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

func shift(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }

// scale is by how much lengths grow along the height of a character.
func (m matrix) scale() float64 { return math.Hypot(m[2], m[3]) }
