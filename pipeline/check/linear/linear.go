// Package linear judges linear equations and inequalities over form cells,
// exactly, where some cells are not known.
//
// A cell that is blank, marked, text or unread may be any number from zero up
// (from −∞ where the form allows a sign), so each side of a [Comparison] is an
// interval. A comparison is violated if it fails whatever the unknown cells
// are, holds if it holds whatever they are, and is unclear otherwise.
package linear

import "huizong/schema"

// MaxCoefficient bounds the coefficients of a [Sum], so that sums stay exact.
const MaxCoefficient = 1_000_000_000_000

// A Row is the cells of one report as the rules need them: fixed width, no
// text, no places.
type Row struct {
	Year    int
	Edition [4]schema.Edition // by [schema.FormTable]; NoEdition where the table is missing
	Value   [schema.CellCount]schema.Decimal
	State   [schema.CellCount]schema.CellState
	// BothSix says that table three prints （六） and its three children too:
	// the children are counted, the parent is only compared with them.
	BothSix bool
}

// A Term is one cell with its coefficient.
type Term struct {
	Cell schema.CellID
	Last bool // of the year before
	// Optional terms are left out where the edition does not print the cell.
	Optional    bool
	Coefficient int64
}

// A Sum is a side of a comparison: the terms plus a constant in millionths.
type Sum struct {
	Terms    []Term
	Constant int64
}

// An Op is how the two sides must compare.
type Op uint8

// The operators.
const (
	Equal   Op = iota // =
	AtMost            // <=
	AtLeast           // >=
	Less              // <
	More              // >
	Differ            // !=
)

// String returns the operator as written in a rule file.
func (o Op) String() string { return [...]string{"=", "<=", ">=", "<", ">", "!="}[o] }

// Not returns the sign that shows the operator failed: ≠, >, <, ≥, ≤, =.
func (o Op) Not() string { return [...]string{"≠", ">", "<", "≥", "≤", "="}[o] }

// A Comparison must hold between two sums. Coefficients and constants are those
// of the rule times Scale, so that they are whole; Scale 0 means 1.
type Comparison struct {
	Left, Right Sum
	Op          Op
	Scale       int64
	Key         schema.CellID // the cell a failure is reported at
}

// A Side is the value of a sum as far as it is known.
type Side struct {
	Known        Wide // what the known cells add up to
	Below, Above bool // the unknown cells may take it down, or up, without bound
	Unknown      int  // how many cells are not known
}

// Plus adds two sides up.
func (s Side) Plus(t Side) Side {
	return Side{s.Known.plus(t.Known), s.Below || t.Below, s.Above || t.Above, s.Unknown + t.Unknown}
}

// A Judged is a comparison with actual numbers.
type Judged struct {
	State       schema.CheckState
	Left, Right Side
}

// Judge compares the sides for a report and the year before. It is not
// applicable where the edition does not print a cell that is needed, or last is
// nil and needed.
func (c *Comparison) Judge(now, last *Row) Judged {
	left, ok := c.Left.Side(now, last)
	if !ok {
		return Judged{}
	}
	right, ok := c.Right.Side(now, last)
	if !ok {
		return Judged{}
	}
	return Judged{State: c.Op.Judge(left, right), Left: left, Right: right}
}

// Side is what the sum comes to, as far as it is known; ok is false where the
// edition does not print a cell that is needed, or last is nil and needed.
func (s *Sum) Side(now, last *Row) (side Side, ok bool) {
	side.Known = WideOf(s.Constant)
	for i := range s.Terms {
		t := &s.Terms[i]
		row := now
		if t.Last {
			row = last
		}
		if row == nil || !row.Prints(t.Cell) {
			if t.Optional && row != nil && row.has(t.Cell) {
				continue
			}
			return Side{}, false
		}
		if t.Optional && row.BothSix && isParentSix(t.Cell) {
			continue // its children are counted
		}
		if row.State[t.Cell] == schema.Number {
			side.Known = side.Known.plus(times(t.Coefficient, int64(row.Value[t.Cell])))
			continue
		}
		side.Unknown++
		side.Above = side.Above || t.Coefficient > 0 || signed[t.Cell]
		side.Below = side.Below || t.Coefficient < 0 || signed[t.Cell]
	}
	return side, true
}

// Judge compares two intervals.
func (o Op) Judge(l, r Side) schema.CheckState {
	cmp := l.Known.Cmp(r.Known)
	canBeLess, canBeMore := cmp < 0 || l.Below || r.Above, cmp > 0 || l.Above || r.Below
	surelyLess := cmp < 0 && !l.Above && !r.Below // whatever the unknown cells are
	surelyMore := cmp > 0 && !l.Below && !r.Above
	known := l.Unknown == 0 && r.Unknown == 0
	var holds, fails bool
	switch o {
	case Equal:
		holds, fails = known && cmp == 0, surelyLess || surelyMore
	case AtMost:
		holds, fails = !canBeMore, surelyMore
	case AtLeast:
		holds, fails = !canBeLess, surelyLess
	case Less:
		holds, fails = surelyLess, !canBeLess
	case More:
		holds, fails = surelyMore, !canBeMore
	case Differ:
		holds, fails = surelyLess || surelyMore, known && cmp == 0
	}
	switch {
	case fails:
		return schema.Violated
	case holds:
		return schema.Holds
	}
	return schema.Unclear
}

var signed = func() (s [schema.CellCount]bool) {
	for i := range schema.Cells {
		s[i] = schema.Cells[i].Signed
	}
	return s
}()
