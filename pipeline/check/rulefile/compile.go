package rulefile

import (
	"math/big"
	"slices"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// An instance is a formula for one row and column of its stars.
type instance struct{ when, then []linear.Comparison }

// maxScale bounds the common denominator of a comparison's numbers.
const maxScale = 1_000_000_000

var operators = map[string]linear.Op{"=": linear.Equal, "<=": linear.AtMost, ">=": linear.AtLeast, "<": linear.Less, ">": linear.More, "!=": linear.Differ}

// compile turns a formula into its instances, in form order.
func (f *formula) compile() ([]instance, error) {
	all := f.references()
	if err := f.measures(); err != nil {
		return nil, err
	}
	var instances []instance
	for _, row := range freeCodes(all, (*reference).freeRow, func(c *schema.FormCell) string { return c.RowCode }) {
		for _, column := range freeCodes(all, (*reference).freeColumn, func(c *schema.FormCell) string { return c.ColumnCode }) {
			if slices.ContainsFunc(all, func(r *reference) bool { return len(r.bound(row, column)) == 0 }) {
				continue
			}
			i, err := f.bind(row, column)
			if err != nil {
				return nil, err
			}
			instances = append(instances, i)
		}
	}
	if len(instances) == 0 {
		return nil, &formulaError{0, said{"没有一行或一列适合公式里的所有星号", "no row or column fits all the stars of the formula"}}
	}
	return instances, nil
}

func (f *formula) references() []*reference {
	var all []*reference
	for _, c := range slices.Concat(f.when, f.then) {
		for _, side := range []*sum{&c.left, &c.right} {
			for i := range side.terms {
				all = append(all, &side.terms[i].cell)
			}
		}
	}
	return all
}

// freeCodes lists what a free star may stand for: the codes that the first
// reference with one matches. Without a star there is one nameless code.
func freeCodes(all []*reference, free func(*reference) bool, code func(*schema.FormCell) string) []string {
	for _, r := range all {
		if !free(r) {
			continue
		}
		var found []string
		for _, id := range r.match() {
			if c := code(&schema.Cells[id]); !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
		return found
	}
	return []string{""}
}

func (f *formula) bind(row, column string) (i instance, err error) {
	for k := range f.when {
		c, err := f.when[k].bind(row, column)
		if err != nil {
			return i, err
		}
		i.when = append(i.when, c)
	}
	for k := range f.then {
		c, err := f.then[k].bind(row, column)
		if err != nil {
			return i, err
		}
		if c.Key == schema.NoCell {
			return i, &formulaError{f.then[k].at, said{"比较式里没有本年的单元格", "no cell of this year in the comparison"}}
		}
		i.then = append(i.then, c)
	}
	return i, nil
}

func (c *comparison) bind(row, column string) (linear.Comparison, error) {
	scale := big.NewInt(1)
	for _, side := range []*sum{&c.left, &c.right} {
		for i := range side.terms {
			scale = common(scale, side.terms[i].coefficient.Denom())
		}
		micro := new(big.Rat).Mul(side.constant, big.NewRat(int64(schema.DecimalOf(1)), 1))
		scale = common(scale, micro.Denom())
	}
	out := linear.Comparison{Op: operators[c.op], Key: schema.NoCell}
	if !scale.IsInt64() || scale.Int64() > maxScale {
		return out, &formulaError{c.at, said{"比较式里各分数的公分母太大", "the fractions of this comparison have too large a common denominator"}}
	}
	out.Scale = scale.Int64()
	var err error
	if out.Left, err = c.left.bind(row, column, out.Scale, c.at); err != nil {
		return out, err
	}
	if out.Right, err = c.right.bind(row, column, out.Scale, c.at); err != nil {
		return out, err
	}
	for _, t := range slices.Concat(out.Left.Terms, out.Right.Terms) {
		if !t.Last {
			out.Key = t.Cell
			break
		}
	}
	return out, nil
}

// common is the least common multiple.
func common(a, b *big.Int) *big.Int {
	g := new(big.Int).GCD(nil, nil, a, b)
	return new(big.Int).Div(new(big.Int).Mul(a, b), g)
}

func (s *sum) bind(row, column string, scale int64, at int) (linear.Sum, error) {
	var out linear.Sum
	for i := range s.terms {
		t := &s.terms[i]
		k, ok := scaled(t.coefficient, scale, linear.MaxCoefficient)
		if !ok {
			return out, &formulaError{t.cell.at, said{"这一格的系数太大", "the number with this cell is too large"}}
		}
		for _, id := range t.cell.bound(row, column) {
			out.Terms = append(out.Terms, linear.Term{Cell: id, Last: t.cell.last, Optional: t.cell.adds(), Coefficient: k})
		}
	}
	micro := new(big.Rat).Mul(s.constant, big.NewRat(int64(schema.DecimalOf(1)), 1))
	constant, ok := scaled(micro, scale, 1<<62)
	if !ok {
		return out, &formulaError{at, said{"比较式里有数太大", "a number of this comparison is too large"}}
	}
	out.Constant = constant
	return out, nil
}

func scaled(r *big.Rat, scale, most int64) (int64, bool) {
	p := new(big.Rat).Mul(r, new(big.Rat).SetInt64(scale))
	if !p.IsInt() || !p.Num().IsInt64() {
		return 0, false
	}
	n := p.Num().Int64()
	return n, n <= most && n >= -most
}

// measures refuses to add or compare cells of different units of measure,
// unless a number is written with one of them: it converts.
func (f *formula) measures() error {
	for _, c := range slices.Concat(f.when, f.then) {
		var first *term
		for _, side := range []*sum{&c.left, &c.right} {
			for i := range side.terms {
				t := &side.terms[i]
				switch {
				case !t.bare:
				case first == nil:
					first = t
				case measure(first) != measure(t):
					return &formulaError{t.cell.at, say("%s 的单位是%s，%s 的单位是%s：请写上换算的数", "%s is in %s, %s in %s: write the number that converts them",
						t.cell.text, measure(t), first.cell.text, measure(first))}
				}
			}
		}
	}
	return nil
}

func measure(t *term) schema.Measure { return schema.Cells[t.cell.match()[0]].Unit }
