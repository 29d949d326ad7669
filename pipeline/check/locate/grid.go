package locate

import (
	"slices"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// A term is one cell of an equation, by its index in the grid.
type term struct {
	cell int
	sign schema.Decimal // +1 or −1
}

// A grid is one table as a system of equations over its cells.
type grid struct {
	table schema.FormTable
	ids   []schema.CellID // in form order
	value []schema.Decimal
	known []bool
	lost  []bool // not read, or not in the table: nobody knows what is printed
	code  *code
}

// A code is what does not change from report to report: which cells stand in
// which equations.
type code struct {
	ids       []schema.CellID
	index     map[schema.CellID]int
	equations [][]term
	of        [][]int // the equations of each cell
	rows      []int   // of [schema.TableThree], for table three
	at        [26][7]int
}

type tableEdition struct {
	table   schema.FormTable
	edition schema.Edition
}

var codes = func() map[tableEdition]*code {
	m := map[tableEdition]*code{}
	for _, e := range []schema.Edition{schema.Edition2019, schema.Edition2021, schema.Hybrid} {
		for _, t := range []schema.FormTable{schema.Table3, schema.Table4} {
			m[tableEdition{t, e}] = newCode(t, e)
		}
	}
	return m
}()

func newCode(t schema.FormTable, e schema.Edition) *code {
	c := &code{ids: schema.FormCells(t, e), index: map[schema.CellID]int{}}
	for i, id := range c.ids {
		c.index[id] = i
	}
	c.of = make([][]int, len(c.ids))
	for n, identity := range schema.Identities(t, e) {
		var eq []term
		for _, x := range identity.Terms {
			i := c.index[x.Cell]
			eq = append(eq, term{i, schema.Decimal(x.Sign)})
			c.of[i] = append(c.of[i], n)
		}
		c.equations = append(c.equations, eq)
	}
	if t == schema.Table3 {
		c.rows = schema.RequestRows(e)
		for _, r := range c.rows {
			for a := range schema.Applicants {
				c.at[r][a] = c.index[schema.T3(r, a)]
			}
		}
	}
	return c
}

// newGrid takes the cells of a table, nil if the report has it not.
func newGrid(r *linear.Row, t schema.FormTable) *grid {
	c := codes[tableEdition{t, r.Edition[t]}]
	if c == nil {
		return nil
	}
	g := &grid{table: t, ids: c.ids, code: c, value: make([]schema.Decimal, len(c.ids)), known: make([]bool, len(c.ids)), lost: make([]bool, len(c.ids))}
	for i, id := range c.ids {
		state := r.State[id]
		g.value[i], g.known[i], g.lost[i] = r.Value[id], state == schema.Number, state == schema.Unread || state == schema.Absent
	}
	return g
}

func (g *grid) clone() *grid {
	n := *g
	n.value, n.known = slices.Clone(g.value), slices.Clone(g.known)
	return &n
}

// reset makes g, a clone of the same grid, equal to it again.
func (g *grid) reset(to *grid) {
	copy(g.value, to.value)
	copy(g.known, to.known)
}

// residual is what an equation is off by, and how many of its cells are unknown.
func (g *grid) residual(equation int) (off schema.Decimal, unknown int) {
	for _, t := range g.code.equations[equation] {
		if !g.known[t.cell] {
			unknown++
			continue
		}
		off += t.sign * g.value[t.cell]
	}
	return off, unknown
}

// failed lists the equations that are whole and do not hold.
func (g *grid) failed() []int {
	var out []int
	for e := range g.code.equations {
		if off, unknown := g.residual(e); unknown == 0 && off != 0 {
			out = append(out, e)
		}
	}
	return out
}

// solve fills unknown cells that one equation alone determines, until nothing
// more follows. It reports whether every one of the equations asked for is
// whole now, all that are whole hold, and no count is negative.
func (g *grid) solve(asked []int) bool {
	for _, e := range asked {
		if off, unknown := g.residual(e); unknown == 0 && off != 0 {
			return false // nothing that is filled in changes it
		}
	}
	for again := true; again; {
		again = false
		for e := range g.code.equations {
			off, unknown := g.residual(e)
			if unknown != 1 {
				continue
			}
			for _, t := range g.code.equations[e] {
				if !g.known[t.cell] {
					g.value[t.cell], g.known[t.cell] = -off*t.sign, true
					again = true
				}
			}
		}
	}
	for i := range g.value {
		if g.known[i] && g.value[i] < 0 {
			return false
		}
	}
	for _, e := range asked {
		if _, unknown := g.residual(e); unknown > 0 {
			return false
		}
	}
	return len(g.failed()) == 0
}

// changes lists the cells in which a mended grid differs.
func (g *grid) changes(mended *grid) []change {
	var out []change
	for i, id := range g.ids {
		if mended.known[i] && (!g.known[i] || g.value[i] != mended.value[i]) {
			out = append(out, change{id, g.value[i], mended.value[i], g.known[i]})
		}
	}
	return out
}

// row returns the seven values of a row of table three; unknown ones are 0.
func (g *grid) row(r int) (v [7]schema.Decimal) {
	for a := range v {
		if i := g.code.at[r][a]; g.known[i] {
			v[a] = g.value[i]
		}
	}
	return v
}

// put writes a row; columns not given become unknown.
func (g *grid) put(r int, v [7]schema.Decimal, given [7]bool) {
	for a := range v {
		i := g.code.at[r][a]
		g.value[i], g.known[i] = v[a], given[a]
	}
}

var allGiven = [7]bool{true, true, true, true, true, true, true}
