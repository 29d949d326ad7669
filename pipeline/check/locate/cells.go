package locate

import (
	"fmt"
	"slices"
	"strings"

	"huizong/schema"
)

// single finds the one cell whose change closes every sum. The code has
// distance four, so in table three there is at most one; in table four any cell
// of a group could be it, and nothing is said.
func single(g *grid, failed []int) *hypothesis {
	var found []change
	for _, t := range g.code.equations[failed[0]] {
		if !g.known[t.cell] {
			continue
		}
		if to, ok := g.mend(t.cell, failed); ok {
			found = append(found, change{g.ids[t.cell], g.value[t.cell], to, true})
		}
	}
	if len(found) != 1 {
		return nil
	}
	c := found[0]
	h := &hypothesis{rule: "slip.cell", at: c.cell, wrong: found, ask: fmt.Sprintf("是否应为 %s？", c.to)}
	label, labelEN := name(c.cell)
	switch {
	case c.from == c.to*10 || c.to == c.from*10 && c.from != 0:
		h.rule = "slip.times_ten"
		h.zh = fmt.Sprintf("%s：印作 %s，改为 %s 则全部勾稽成立，疑似多写或少写了一个 0", label, c.from, c.to)
		h.en = fmt.Sprintf("%s: %s is printed, with %s every sum closes; a zero too many or too few", labelEN, c.from, c.to)
	case swapped(c.from.String(), c.to.String()):
		h.rule = "slip.digits_swapped"
		h.zh = fmt.Sprintf("%s：印作 %s，改为 %s 则全部勾稽成立，疑似数字颠倒", label, c.from, c.to)
		h.en = fmt.Sprintf("%s: %s is printed, with %s every sum closes; two digits changed places", labelEN, c.from, c.to)
	default:
		h.zh = fmt.Sprintf("%s：印作 %s，只改这一格为 %s 则全部勾稽成立", label, c.from, c.to)
		h.en = fmt.Sprintf("%s: %s is printed; changing this cell alone to %s closes every sum", labelEN, c.from, c.to)
	}
	return h
}

// mend is what a cell would have to be for all failed equations to hold and no
// other to fail; ok is false if no number does that.
func (g *grid) mend(cell int, failed []int) (to schema.Decimal, ok bool) {
	var delta schema.Decimal
	hit := 0
	for _, e := range g.code.of[cell] {
		off, unknown := g.residual(e)
		if unknown > 0 {
			continue
		}
		d := -off * g.sign(e, cell)
		if off == 0 || hit > 0 && d != delta {
			return 0, false
		}
		delta, hit = d, hit+1
	}
	to = g.value[cell] + delta
	return to, hit == len(failed) && to >= 0 && to.IsWhole()
}

func (g *grid) sign(equation, cell int) schema.Decimal {
	for _, t := range g.code.equations[equation] {
		if t.cell == cell {
			return t.sign
		}
	}
	return 0
}

// swapped reports whether two neighbouring digits changed places.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a != b && a[:i]+string(a[i+1])+string(a[i])+a[i+2:] == b {
			return true
		}
	}
	return false
}

func name(id schema.CellID) (zh, en string) {
	c := &schema.Cells[id]
	return c.Label(), c.Code
}

// pair finds the sets of two cells whose change closes every sum, ranked by the
// size of the change, then in form order.
func pair(g *grid, failed []int) *hypothesis {
	var sets [][2]change
	seen := map[[2]int]bool{}
	for _, t := range g.code.equations[failed[0]] {
		for j := range g.ids {
			i := t.cell
			key := [2]int{min(i, j), max(i, j)}
			if i == j || seen[key] || !g.known[i] || !g.known[j] {
				continue
			}
			seen[key] = true
			if a, b, ok := g.mendTwo(key[0], key[1], failed); ok {
				sets = append(sets, [2]change{a, b})
			}
		}
	}
	if len(sets) == 0 {
		return nil
	}
	rank(sets)
	const shown = 3
	var zh, en []string
	for _, s := range sets[:min(len(sets), shown)] {
		a, aEN := name(s[0].cell)
		b, bEN := name(s[1].cell)
		zh = append(zh, fmt.Sprintf("%s 由 %s 改为 %s，%s 由 %s 改为 %s", a, s[0].from, s[0].to, b, s[1].from, s[1].to))
		en = append(en, fmt.Sprintf("%s from %s to %s and %s from %s to %s", aEN, s[0].from, s[0].to, bEN, s[1].from, s[1].to))
	}
	more := ""
	if len(sets) > shown {
		more = fmt.Sprintf("等 %d 种", len(sets))
	}
	return &hypothesis{rule: "slip.two_cells", at: sets[0][0].cell, wrong: sets[0][:],
		zh:  "至少有两格有误；下列任一改法都能使全部勾稽成立：" + strings.Join(zh, "；") + more,
		en:  fmt.Sprintf("at least two cells are wrong; any of these closes every sum (%d in all): %s", len(sets), strings.Join(en, "; ")),
		ask: "请核对这两格"}
}

// rank orders sets by how much they change, then in form order.
func rank(sets [][2]change) {
	size := func(s [2]change) schema.Decimal {
		var n schema.Decimal
		for _, c := range s {
			d := c.to - c.from
			n += max(d, -d)
		}
		return n
	}
	slices.SortStableFunc(sets, func(a, b [2]change) int {
		if d := size(a) - size(b); d != 0 {
			return sign(d)
		}
		if a[0].cell != b[0].cell {
			return int(a[0].cell) - int(b[0].cell)
		}
		return int(a[1].cell) - int(b[1].cell)
	})
}

func sign(d schema.Decimal) int {
	if d < 0 {
		return -1
	}
	return 1
}

// mendTwo is what two cells would have to be. Where the equations leave a
// choice (two cells that stand in the same ones) nothing is said.
func (g *grid) mendTwo(i, j int, failed []int) (a, b change, ok bool) {
	var di, dj schema.Decimal
	haveI, haveJ := false, false
	set := func(d *schema.Decimal, have *bool, v schema.Decimal) bool {
		if *have && *d != v {
			return false
		}
		*d, *have = v, true
		return true
	}
	touched := 0
	type both struct{ off, si, sj schema.Decimal }
	var shared []both
	for _, e := range g.code.of[i] {
		off, unknown := g.residual(e)
		if unknown > 0 {
			continue
		}
		if off != 0 {
			touched++
		}
		if sj := g.sign(e, j); sj != 0 {
			shared = append(shared, both{off, g.sign(e, i), sj})
		} else if !set(&di, &haveI, -off*g.sign(e, i)) {
			return a, b, false
		}
	}
	for _, e := range g.code.of[j] {
		off, unknown := g.residual(e)
		if unknown > 0 || g.sign(e, i) != 0 {
			continue
		}
		if off != 0 {
			touched++
		}
		if !set(&dj, &haveJ, -off*g.sign(e, j)) {
			return a, b, false
		}
	}
	for _, s := range shared {
		switch {
		case haveI && !haveJ:
			dj, haveJ = -(s.off+s.si*di)*s.sj, true
		case haveJ && !haveI:
			di, haveI = -(s.off+s.sj*dj)*s.si, true
		}
		if !haveI || !haveJ || s.off+s.si*di+s.sj*dj != 0 {
			return a, b, false
		}
	}
	if touched != len(failed) || !haveI || !haveJ || di == 0 || dj == 0 {
		return a, b, false
	}
	a = change{g.ids[i], g.value[i], g.value[i] + di, true}
	b = change{g.ids[j], g.value[j], g.value[j] + dj, true}
	return a, b, a.to >= 0 && b.to >= 0 && a.to.IsWhole() && b.to.IsWhole()
}
