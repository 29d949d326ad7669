package linear

import (
	"maps"
	"math/big"
	"slices"

	"huizong/schema"
)

// A Relation is how a comparison stands to others that must hold.
type Relation uint8

// The relations.
const (
	Independent Relation = iota
	Follows              // it holds wherever the others do: it can find nothing new
	Contradicts          // it never holds where the others do
)

// A Member is a rule, with its comparisons.
type Member struct {
	Rule        string
	Comparisons []Comparison
}

// Relate says how a rule stands to others in an edition of the form, over all
// non-negative cell values, and which of the others decide it: a set from which
// none can be left out. A rule follows if all its comparisons do; it contradicts if
// one does. If the others already contradict each other, nothing is said.
func Relate(rule []Comparison, others []Member, e schema.Edition) (Relation, []string) {
	if !newSystem(others, e).possible() {
		return Independent, nil
	}
	if len(rule) == 0 {
		return Independent, nil
	}
	for i := range rule {
		only := rule[i : i+1]
		if relation(only, others, e) == Contradicts {
			return Contradicts, deciding(only, others, e, Contradicts)
		}
	}
	if relation(rule, others, e) == Follows {
		return Follows, deciding(rule, others, e, Follows)
	}
	return Independent, nil
}

// deciding drops the others one by one as long as the relation stays.
func deciding(rule []Comparison, others []Member, e schema.Edition, want Relation) []string {
	kept := slices.Clone(others)
	for i := len(kept) - 1; i >= 0; i-- {
		without := slices.Delete(slices.Clone(kept), i, i+1)
		if relation(rule, without, e) == want {
			kept = without
		}
	}
	var names []string
	for _, m := range kept {
		names = append(names, m.Rule)
	}
	return names
}

// relation is Follows only if every comparison follows.
func relation(rule []Comparison, others []Member, e schema.Edition) Relation {
	s := newSystem(others, e)
	all := Follows
	for i := range rule {
		switch r := s.relation(&rule[i]); r {
		case Contradicts:
			return Contradicts
		case Independent:
			all = Independent
		}
	}
	return all
}

// A variable is a cell of this year or the year before; a signed cell is the
// difference of two variables.
type variable struct {
	cell     schema.CellID
	last     bool
	negative bool
}

// An expression is a·x + constant; the constant is under [one].
type expression map[variable]*big.Rat

var one = variable{cell: schema.NoCell}

func (x expression) add(v variable, c *big.Rat) {
	sum := new(big.Rat).Set(c)
	if old, ok := x[v]; ok {
		sum.Add(sum, old)
	}
	if sum.Sign() == 0 {
		delete(x, v)
		return
	}
	x[v] = sum
}

// substitute replaces a variable by what defines it.
func (x expression) substitute(v variable, by expression) {
	c, ok := x[v]
	if !ok {
		return
	}
	delete(x, v)
	for u, k := range by {
		x.add(u, new(big.Rat).Mul(c, k))
	}
}

// A system holds comparisons as expressions that are zero or at least zero.
// Equations that define a variable as a non-negative sum of others have been
// substituted away: of table three that leaves six rows of 39.
type system struct {
	edition schema.Edition
	defined []definition
	zero    []expression
	least   []expression // ≥ 0
}

type definition struct {
	variable variable
	by       expression
}

func newSystem(members []Member, e schema.Edition) *system {
	s := &system{edition: e}
	for _, m := range members {
		for i := range m.Comparisons {
			s.add(&m.Comparisons[i])
		}
	}
	return s
}

// difference is left − right, without the cells that the edition has not.
func (s *system) difference(c *Comparison) (expression, bool) {
	x := expression{}
	sides := []struct {
		sum  *Sum
		sign int64
	}{{&c.Left, 1}, {&c.Right, -1}}
	for _, side := range sides {
		x.add(one, big.NewRat(side.sign*side.sum.Constant, int64(schema.DecimalOf(1))))
		for _, t := range side.sum.Terms {
			if !printed[s.edition][t.Cell] {
				if t.Optional {
					continue
				}
				return nil, false
			}
			k := big.NewRat(side.sign*t.Coefficient, 1)
			x.add(variable{cell: t.Cell, last: t.Last}, k)
			if signed[t.Cell] {
				x.add(variable{t.Cell, t.Last, true}, new(big.Rat).Neg(k))
			}
		}
	}
	for _, d := range s.defined {
		x.substitute(d.variable, d.by)
	}
	return x, true
}

// add takes a comparison into the system. Strict ones count as their closure,
// ≠ not at all: what is said of others stays true.
func (s *system) add(c *Comparison) {
	x, ok := s.difference(c)
	if !ok {
		return
	}
	switch c.Op {
	case Equal:
		if v, by, ok := defines(x); ok {
			s.define(v, by)
		} else if len(x) > 0 {
			s.zero = append(s.zero, x)
		}
	case AtLeast, More:
		s.least = append(s.least, x)
	case AtMost, Less:
		s.least = append(s.least, x.negative())
	}
}

func (x expression) negative() expression {
	n := expression{}
	for v, k := range x {
		n[v] = new(big.Rat).Neg(k)
	}
	return n
}

// defines finds a variable that the equation x = 0 makes a non-negative sum.
func defines(x expression) (variable, expression, bool) {
	for _, v := range sorted(x) {
		if v == one || x[v].Sign() == 0 {
			continue
		}
		by, ok := expression{}, true
		for u, k := range x {
			if u == v {
				continue
			}
			q := new(big.Rat).Quo(k, x[v])
			q.Neg(q)
			ok = ok && q.Sign() >= 0
			by[u] = q
		}
		if ok {
			return v, by, true
		}
	}
	return variable{}, nil, false
}

func (s *system) define(v variable, by expression) {
	for i := range s.defined {
		s.defined[i].by.substitute(v, by)
	}
	for _, x := range slices.Concat(s.zero, s.least) {
		x.substitute(v, by)
	}
	s.defined = append(s.defined, definition{v, by})
}

func sorted(x expression) []variable {
	return slices.SortedFunc(maps.Keys(x), compareVariables)
}

func compareVariables(a, b variable) int {
	if a.last != b.last {
		return order(b.last)
	}
	if a.negative != b.negative {
		return order(b.negative)
	}
	return int(a.cell) - int(b.cell)
}

func order(second bool) int {
	if second {
		return -1
	}
	return 1
}

func (s *system) possible() bool {
	_, _, ok := s.bounds(expression{})
	return ok
}

// relation compares the range of left − right over the system with zero.
func (s *system) relation(c *Comparison) Relation {
	x, ok := s.difference(c)
	if !ok {
		return Independent
	}
	low, high, ok := s.bounds(x)
	if !ok {
		return Independent
	}
	never, least, most := false, low != nil, high != nil
	above := func(strict bool) bool { return least && (low.Sign() > 0 || !strict && low.Sign() == 0) }
	below := func(strict bool) bool { return most && (high.Sign() < 0 || !strict && high.Sign() == 0) }
	always := false
	switch c.Op {
	case Equal:
		always, never = above(false) && below(false), above(true) || below(true)
	case AtLeast:
		always, never = above(false), below(true)
	case AtMost:
		always, never = below(false), above(true)
	case More:
		always, never = above(true), below(false)
	case Less:
		always, never = below(true), above(false)
	case Differ:
		always, never = above(true) || below(true), above(false) && below(false)
	}
	switch {
	case never:
		return Contradicts
	case always:
		return Follows
	}
	return Independent
}

// bounds is the range of x over the system; nil is unbounded, ok is false if
// nothing satisfies the system.
func (s *system) bounds(x expression) (low, high *big.Rat, ok bool) {
	columns := s.columns(x)
	width := len(columns) + len(s.least)
	build := func() *program { return newProgram(s.matrix(columns, width), width) }
	cost := make([]*big.Rat, width)
	for i := range cost {
		cost[i] = new(big.Rat)
	}
	for v, k := range x {
		if v != one {
			cost[columns[v]] = k
		}
	}
	p := build()
	if !p.feasible(width) {
		return nil, nil, false
	}
	if least, bounded := p.minimize(cost); bounded {
		low = new(big.Rat).Add(least, x.constant())
	}
	for i := range cost {
		cost[i] = new(big.Rat).Neg(cost[i])
	}
	if least, bounded := p.minimize(cost); bounded {
		high = new(big.Rat).Add(least.Neg(least), x.constant())
	}
	return low, high, true
}

func (x expression) constant() *big.Rat {
	if c, ok := x[one]; ok {
		return c
	}
	return new(big.Rat)
}

// columns numbers the variables of the system and of x.
func (s *system) columns(x expression) map[variable]int {
	all := map[variable]bool{}
	for _, y := range slices.Concat(s.zero, s.least, []expression{x}) {
		for v := range y {
			all[v] = true
		}
	}
	delete(all, one)
	columns := map[variable]int{}
	for i, v := range slices.SortedFunc(maps.Keys(all), compareVariables) {
		columns[v] = i
	}
	return columns
}

// matrix writes the system as equations; each inequality has a slack column.
func (s *system) matrix(columns map[variable]int, width int) [][]*big.Rat {
	var rows [][]*big.Rat
	row := func(x expression, slack int) {
		r := make([]*big.Rat, width+1)
		for i := range r {
			r[i] = new(big.Rat)
		}
		for v, k := range x {
			if v != one {
				r[columns[v]] = new(big.Rat).Set(k)
			}
		}
		if slack >= 0 {
			r[len(columns)+slack] = big.NewRat(-1, 1)
		}
		r[width] = new(big.Rat).Neg(x.constant())
		rows = append(rows, r)
	}
	for _, x := range s.zero {
		row(x, -1)
	}
	for i, x := range s.least {
		row(x, i)
	}
	return rows
}
