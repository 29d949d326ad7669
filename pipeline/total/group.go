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

// A groupSum adds up the reports of one group in one edition of the form.
type groupSum struct {
	total   [schema.CellCount]schema.Decimal
	counted [schema.CellCount]int32
	met     [schema.CellCount]bool // the cell stands in some report, number or not
}

// byEdition are the sums of a group; nil where no report has the edition.
type byEdition [schema.Hybrid + 1]*groupSum

// merge adds what another processor has added up.
func (s *groupSum) merge(other *groupSum) error {
	for id := range s.total {
		s.total[id] += other.total[id]
		s.counted[id] += other.counted[id]
		s.met[id] = s.met[id] || other.met[id]
		if !s.total[id].Fits() {
			return beyond(schema.CellID(id))
		}
	}
	return nil
}
