package sheet

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"huizong/schema"
)

// checkSums compares every plain sum with its cells and remarks on the cells
// that disagree. budget is how many cells may still be looked at; a sum that
// would go beyond it is not judged.
func (s *Sheet) checkSums(budget *int) (disagreeing int) {
	for i := range s.Cells {
		c := &s.Cells[i]
		if c.Formula == nil || c.Number == "" {
			continue
		}
		total := &total{sheet: s, of: c.Ref, budget: budget}
		if total.add(c.Formula) && !total.equals(c.Number) {
			disagreeing++
			c.Note = join(c.Note, fmt.Sprintf("公式 %s 的缓存值为 %s，各项之和为 %s", c.Formula, c.Number, total))
			if total.worded {
				c.Note += "（其中有以文本形式存储的数字）"
			}
		}
	}
	return disagreeing
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "；" + b
}

// A total adds up what the cells of a sum print, numbers stored as text
// included: exactly, as six-place decimals, or as fractions where these do not
// suffice.
type total struct {
	sheet  *Sheet
	of     Ref // where the formula stands
	budget *int
	sum    schema.Decimal
	size   schema.Decimal // of the absolute values
	exact  *big.Rat       // takes the place of sum once that does not suffice
	large  *big.Rat       // takes the place of size
	worded bool           // a number stored as text was added
}

// add reports false when the sum cannot be judged: it holds itself, a formula
// without a value, or too many cells.
func (t *total) add(sum Sum) bool {
	for _, term := range sum {
		if term.Constant != "" {
			t.number(term.Constant, term.Negative)
			continue
		}
		if !t.area(term) {
			return false
		}
	}
	return true
}

func (t *total) area(term Term) bool {
	r, cells := term.Range, t.sheet.Cells
	i, _ := slices.BinarySearchFunc(cells, r.First, func(c Cell, at Ref) int { return compareRefs(c.Ref, at) })
	for ; i < len(cells) && cells[i].Row <= r.Last.Row; i++ {
		if *t.budget--; *t.budget < 0 {
			return false
		}
		c := &cells[i]
		if !r.Contains(c.Ref) {
			continue
		}
		if c.Bare || c.Ref == t.of {
			return false
		}
		digits := c.Number
		if digits == "" {
			d, ok := Digits(strings.TrimSpace(c.Text))
			if !ok {
				continue
			}
			digits, t.worded = d, true
		}
		t.number(digits, term.Negative)
	}
	return true
}

func compareRefs(a, b Ref) int {
	return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
}

func (t *total) number(digits string, negative bool) {
	if t.exact == nil {
		if d, err := schema.ParseDecimal(digits); err == nil && (t.size + max(d, -d)).Fits() {
			t.size += max(d, -d)
			if negative {
				d = -d
			}
			t.sum += d
			return
		}
		t.exact, t.large = fraction(t.sum.String()), fraction(t.size.String())
	}
	n := fraction(digits)
	t.large.Add(t.large, new(big.Rat).Abs(n))
	if negative {
		n.Neg(n)
	}
	t.exact.Add(t.exact, n)
}

// fraction reads plain digits.
func fraction(digits string) *big.Rat {
	n, _ := new(big.Rat).SetString(digits)
	return n
}

// equals compares with a cached value. Whole numbers and short decimals must
// be equal; others may differ by what binary addition loses.
func (t *total) equals(cached string) bool {
	if d, err := schema.ParseDecimal(cached); err == nil && t.exact == nil {
		return d == t.sum
	}
	if t.exact == nil {
		t.exact, t.large = fraction(t.sum.String()), fraction(t.size.String())
	}
	lost := new(big.Rat).Mul(t.large, big.NewRat(1, 1_000_000_000_000))
	off := fraction(cached)
	return off.Abs(off.Sub(off, t.exact)).Cmp(lost) <= 0
}

// String prints the sum, cut to the digits that a spreadsheet shows.
func (t *total) String() string {
	if t.exact == nil {
		return t.sum.String()
	}
	digits, _ := Digits(t.exact.FloatString(SignificantDigits))
	return digits
}
