package total

import (
	"slices"

	"huizong/schema"
)

// groups sorts units and years by the areas they belong to: those of one
// county and year belong to the same areas, so that a report is added once,
// however many areas there are around it.
type groups struct {
	all     []*tally                 // in the order of the coverages
	tallies [][]*tally               // of each group
	of      map[int]map[string]int32 // year → unit → its group
}

// none is the group that belongs to no area.
const none = 0

func groupsOf(coverages []Coverage) *groups {
	g := &groups{tallies: [][]*tally{none: nil}, of: map[int]map[string]int32{}}
	for _, c := range coverages {
		t := &tally{Coverage: c}
		g.all = append(g.all, t)
		of := g.of[c.Year]
		if of == nil {
			of = make(map[string]int32, len(c.Owing))
			g.of[c.Year] = of
		}
		within := map[int32]int32{} // group before → the group that is in this area, too
		for _, u := range c.Owing {
			before := of[u]
			after, known := within[before]
			if !known {
				after = int32(len(g.tallies))
				within[before] = after
				g.tallies = append(g.tallies, slices.Concat(g.tallies[before], []*tally{t}))
			}
			of[u] = after
		}
	}
	return g
}

// A groupSum adds up the reports of one group in one edition of the form. It
// has room for every code of eight bits, of which [schema.CellCount] are used.
type groupSum [256]cellSum

// A cellSum is what one form cell adds up to.
type cellSum struct {
	total   schema.Decimal
	counted int32
	met     bool // some report has it without a number
}

// byEdition are the sums of a group; nil where no report has the edition.
type byEdition [schema.Hybrid + 1]*groupSum

// merge adds what another processor has added up.
func (s *groupSum) merge(other *groupSum) error {
	for i := range s {
		c, o := &s[i], &other[i]
		c.total += o.total
		c.counted += o.counted
		c.met = c.met || o.met
		if !c.total.Fits() {
			return beyond(schema.CellID(i))
		}
	}
	return nil
}

// fits says which total is beyond what the data can hold, if one is.
func (s *groupSum) fits() error {
	for i := range s {
		if !s[i].total.Fits() {
			return beyond(schema.CellID(i))
		}
	}
	return nil
}
