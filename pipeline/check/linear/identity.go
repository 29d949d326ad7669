package linear

import "huizong/schema"

// Of states an identity of the form as a comparison: its positive terms on the
// left, the negative ones on the right.
func Of(id schema.Identity) Comparison {
	c := Comparison{Key: id.Key}
	for _, t := range id.Terms {
		side := &c.Left
		if t.Sign < 0 {
			side = &c.Right
		}
		side.Terms = append(side.Terms, Term{Cell: t.Cell, Coefficient: 1})
	}
	return c
}
