package total

import (
	"slices"

	"huizong/schema"
)

// groups sorts units and years by the areas they belong to: those of one
// county and year belong to the same areas, so that a report is added once,
// however many areas there are around it.
type groups struct {
	all     []*tally         // in the order of the coverages
	tallies [][]*tally       // of each group
	units   map[string]int32 // unit → its index
	names   []string         // of the units, by index
	likely  int32            // index of the next unit, if units come in the order of the coverage before
	of      map[int][]int32  // year → the group of each unit, by index

	joined map[joint]int32
	last   joint // and the group it gave: units of one county stand together
	gave   int32
}

// A joint asks for the units of a group that are in another area, too.
type joint struct {
	group int32
	area  *tally
}

// none is the group that belongs to no area.
const none = 0

func groupsOf(coverages []Coverage) *groups {
	g := &groups{tallies: [][]*tally{none: nil}, units: map[string]int32{}, of: map[int][]int32{}, joined: map[joint]int32{}}
	tallies := make([]tally, len(coverages))
	for i := range tallies {
		t := &tallies[i]
		t.Coverage = coverages[i]
		g.all = append(g.all, t)
		of := g.of[t.Year]
		for _, unit := range t.Owing {
			u := g.index(unit)
			for int(u) >= len(of) {
				of = append(of, none)
			}
			of[u] = g.join(joint{of[u], t})
		}
		g.of[t.Year] = of
	}
	return g
}

func (g *groups) index(unit string) int32 {
	u := g.likely
	if int(u) >= len(g.names) || g.names[u] != unit {
		var known bool
		if u, known = g.units[unit]; !known {
			u = int32(len(g.names))
			g.units[unit] = u
			g.names = append(g.names, unit)
		}
	}
	g.likely = u + 1
	return u
}

func (g *groups) join(j joint) int32 {
	if j == g.last {
		return g.gave
	}
	after, known := g.joined[j]
	if !known {
		after = int32(len(g.tallies))
		g.joined[j] = after
		g.tallies = append(g.tallies, slices.Concat(g.tallies[j.group], []*tally{j.area}))
	}
	g.last, g.gave = j, after
	return after
}

// nobody is the index of a unit that owes nothing to anybody.
const nobody = -1

// group is that of a unit in a year, by its index.
func (g *groups) group(year int, unit int32) int32 {
	of := g.of[year]
	if unit == nobody || int(unit) >= len(of) {
		return none
	}
	return of[unit]
}

// A groupSum adds up the reports of one group in one edition of the form. It
// has room for every code of eight bits, of which [schema.CellCount] are used.
type groupSum struct {
	cells [256]cellSum
	whole int32 // reports whose cells are not counted yet: each is a number, and they are those of the edition
}

// wholeForms are the cells of each edition.
var wholeForms = func() (forms [schema.Hybrid + 1][]uint8) {
	for _, e := range []schema.Edition{schema.Edition2019, schema.Edition2021} {
		for t := schema.Table2; t <= schema.Table4; t++ {
			for _, id := range schema.FormCells(t, e) {
				forms[e] = append(forms[e], uint8(id))
			}
		}
	}
	return forms
}()

// settle counts the cells of whole reports.
func (s *groupSum) settle(e schema.Edition) {
	for _, id := range wholeForms[e] {
		s.cells[id].counted += s.whole
	}
	s.whole = 0
}

// A cellSum is what one form cell adds up to.
type cellSum struct {
	total   schema.Decimal
	counted int32
	met     bool // some report has it without a number
	beyond  bool // total is less than it should be: that is beyond what the data can hold
}

// byEdition are the sums of a group; nil where no report has the edition.
type byEdition [schema.Hybrid + 1]*groupSum

// merge adds what another processor has added up.
func (s *groupSum) merge(other *groupSum) {
	s.whole += other.whole
	for i := range s.cells {
		c, o := &s.cells[i], &other.cells[i]
		c.total += o.total
		c.counted += o.counted
		c.met = c.met || o.met
		c.beyond = c.beyond || o.beyond
	}
	s.limit()
}

// limit gives up the totals that are beyond what the data can hold.
func (s *groupSum) limit() {
	for i := range s.cells {
		if c := &s.cells[i]; !c.total.Fits() {
			c.total, c.beyond = 0, true
		}
	}
}
