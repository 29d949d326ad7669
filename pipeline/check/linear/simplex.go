package linear

import "math/big"

// A program is a linear program in exact rationals: x ≥ 0, and every row
// Σ a·x = b with b ≥ 0. It is small: what the definitions of the form leave
// over after substitution.
type program struct {
	columns int
	rows    [][]*big.Rat // each with columns+1 entries, the last is b
	basis   []int        // the column that is basic in each row
}

// newProgram brings the rows into the form of the first phase: one artificial
// column for each row, all basic. The rows are taken over.
func newProgram(rows [][]*big.Rat, columns int) *program {
	p := &program{columns: columns + len(rows)}
	for i, row := range rows {
		if row[columns].Sign() < 0 {
			for k := range row {
				row[k] = new(big.Rat).Neg(row[k])
			}
		}
		wide := make([]*big.Rat, 0, p.columns+1)
		wide = append(wide, row[:columns]...)
		for k := range rows {
			wide = append(wide, unit(k == i))
		}
		p.rows = append(p.rows, append(wide, row[columns]))
		p.basis = append(p.basis, columns+i)
	}
	return p
}

func unit(one bool) *big.Rat {
	if one {
		return big.NewRat(1, 1)
	}
	return new(big.Rat)
}

// feasible runs the first phase: it drives the artificial columns to zero, and
// drops them together with the rows that say nothing new.
func (p *program) feasible(real int) bool {
	cost := make([]*big.Rat, p.columns)
	for k := range cost {
		cost[k] = unit(k >= real)
	}
	if least, bounded := p.minimize(cost); !bounded || least.Sign() != 0 {
		return false
	}
	for i := 0; i < len(p.rows); {
		if p.basis[i] >= real && !p.leave(i, real) {
			p.rows = append(p.rows[:i], p.rows[i+1:]...)
			p.basis = append(p.basis[:i], p.basis[i+1:]...)
			continue
		}
		i++
	}
	for i, row := range p.rows {
		p.rows[i] = append(row[:real:real], row[p.columns])
	}
	p.columns = real
	return true
}

// leave swaps an artificial column that is basic at zero for a real one.
func (p *program) leave(i, real int) bool {
	for k := range real {
		if p.rows[i][k].Sign() != 0 {
			p.pivot(i, k)
			return true
		}
	}
	return false
}

// minimize finds the least value of cost·x by the simplex method with Bland's
// rule, which cannot cycle. bounded is false if there is none.
func (p *program) minimize(cost []*big.Rat) (least *big.Rat, bounded bool) {
	for {
		enter := p.entering(cost)
		if enter < 0 {
			return p.value(cost), true
		}
		row := p.leaving(enter)
		if row < 0 {
			return nil, false
		}
		p.pivot(row, enter)
	}
}

// entering is the first column whose reduced cost is negative, −1 for none.
func (p *program) entering(cost []*big.Rat) int {
	reduced, product := new(big.Rat), new(big.Rat)
	for k := range p.columns {
		reduced.Set(cost[k])
		for i, row := range p.rows {
			if row[k].Sign() != 0 && cost[p.basis[i]].Sign() != 0 {
				reduced.Sub(reduced, product.Mul(cost[p.basis[i]], row[k]))
			}
		}
		if reduced.Sign() < 0 {
			return k
		}
	}
	return -1
}

// leaving is the row that bounds the entering column first; ties go to the
// smallest basic column.
func (p *program) leaving(enter int) int {
	best := -1
	var bound *big.Rat
	for i, row := range p.rows {
		if row[enter].Sign() <= 0 {
			continue
		}
		q := new(big.Rat).Quo(row[p.columns], row[enter])
		if best < 0 || q.Cmp(bound) < 0 || q.Cmp(bound) == 0 && p.basis[i] < p.basis[best] {
			best, bound = i, q
		}
	}
	return best
}

func (p *program) pivot(at, column int) {
	inverse := new(big.Rat).Inv(p.rows[at][column])
	for k := range p.rows[at] {
		if p.rows[at][k].Sign() != 0 {
			p.rows[at][k] = new(big.Rat).Mul(p.rows[at][k], inverse)
		}
	}
	for i, row := range p.rows {
		if i == at || row[column].Sign() == 0 {
			continue
		}
		factor := row[column]
		for k, v := range p.rows[at] {
			if v.Sign() != 0 {
				row[k] = new(big.Rat).Sub(row[k], new(big.Rat).Mul(factor, v))
			}
		}
	}
	p.basis[at] = column
}

func (p *program) value(cost []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i, b := range p.basis {
		sum.Add(sum, new(big.Rat).Mul(cost[b], p.rows[i][p.columns]))
	}
	return sum
}
