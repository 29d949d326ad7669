package linear

import (
	"strconv"
	"strings"

	"huizong/schema"
)

// longSide is the number of terms from which a side is printed without names
// and without its zeros.
const longSide = 5

// Formula prints a comparison that failed, with the actual numbers:
// "总计 17 ≠ 10 + 1 + 5 + 0 = 16". An unknown cell is "?", and a side that has
// one shows how far it is known ("10 + ? ≥ 10"). name gives the label of a
// term; nil prints numbers alone.
func (c *Comparison) Formula(now, last *Row, name func(Term) string) string {
	j := c.Judge(now, last)
	return c.Left.text(now, last, c.scale(), j.Left, name) + " " + c.Op.Not() + " " + c.Right.text(now, last, c.scale(), j.Right, name)
}

// LeftDecimal and RightDecimal are the sides as numbers: what is known of them;
// nil where that is no decimal(18,6).
func (c *Comparison) LeftDecimal(j Judged) *schema.Decimal { return decimal(j.Left.Known, c.scale()) }

// RightDecimal: see LeftDecimal.
func (c *Comparison) RightDecimal(j Judged) *schema.Decimal { return decimal(j.Right.Known, c.scale()) }

func (c *Comparison) scale() int64 { return max(c.Scale, 1) }

func decimal(w Wide, scale int64) *schema.Decimal {
	d, ok := w.Decimal(scale)
	if !ok {
		return nil
	}
	return &d
}

// Text prints a number of millionths divided by the scale, exactly where it is
// a decimal of six places.
func (w Wide) Text(scale int64) string {
	if d, ok := w.Decimal(scale); ok {
		return d.String()
	}
	return strings.TrimRight(strings.TrimRight(ratio(w, scale).FloatString(12), "0"), ".")
}

func (s *Sum) text(now, last *Row, scale int64, side Side, name func(Term) string) string {
	var b strings.Builder
	long := len(s.Terms) > longSide
	shown, zeros := 0, 0
	for _, t := range s.Terms {
		row := now
		if t.Last {
			row = last
		}
		if row == nil || !row.Prints(t.Cell) {
			continue
		}
		if long && len(s.Terms) > 2*longSide && row.State[t.Cell] == schema.Number && row.Value[t.Cell] == 0 {
			zeros++
			continue
		}
		label := ""
		if name != nil && !long {
			label = name(t)
		}
		writeTerm(&b, t, row, scale, label, shown == 0)
		shown++
	}
	if s.Constant != 0 || shown == 0 && zeros == 0 {
		writeConstant(&b, s.Constant, scale, shown == 0)
		shown++
	}
	if zeros > 0 {
		if shown > 0 {
			b.WriteString(" + ")
		}
		b.WriteString("0×" + strconv.Itoa(zeros))
		shown++
	}
	if shown > 1 || side.Unknown > 0 {
		b.WriteString(side.result(scale))
	}
	return b.String()
}

// result prints what a side comes to, as far as that is known.
func (s *Side) result(scale int64) string {
	known := s.Known.Text(scale)
	switch {
	case s.Above && s.Below:
		return ""
	case s.Above:
		return " ≥ " + known
	case s.Below:
		return " ≤ " + known
	}
	return " = " + known
}

func writeTerm(b *strings.Builder, t Term, row *Row, scale int64, label string, first bool) {
	coefficient := t.Coefficient
	switch {
	case coefficient < 0 && first:
		b.WriteString("−")
	case coefficient < 0:
		b.WriteString(" − ")
	case !first:
		b.WriteString(" + ")
	}
	if coefficient < 0 {
		coefficient = -coefficient
	}
	if coefficient != scale {
		b.WriteString(times(coefficient, int64(schema.DecimalOf(1))).Text(scale) + "×")
	}
	if label != "" {
		b.WriteString(label + " ")
	}
	if row.State[t.Cell] != schema.Number {
		b.WriteString("?")
		return
	}
	if v := row.Value[t.Cell]; v < 0 && !first {
		b.WriteString("(" + v.String() + ")")
	} else {
		b.WriteString(v.String())
	}
}

func writeConstant(b *strings.Builder, constant, scale int64, first bool) {
	switch {
	case constant < 0 && !first:
		b.WriteString(" − ")
		constant = -constant
	case !first:
		b.WriteString(" + ")
	}
	b.WriteString(WideOf(constant).Text(scale))
}
