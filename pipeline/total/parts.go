package total

import "huizong/schema"

// parts are the cells that the form adds up to a printed total.
type parts struct {
	total schema.CellID
	cells []schema.CellID
}

// The rules whose identities have a printed total on their left side. The
// total of the row of totals is taken along its row.
var sumRules = []string{"t3.row_total", "t3.answered", "t4.total"}

type tableEdition struct {
	table   schema.FormTable
	edition schema.Edition
}

var partsByEdition = buildParts()

func buildParts() map[tableEdition][]parts {
	m := map[tableEdition][]parts{}
	for _, e := range []schema.Edition{schema.Edition2019, schema.Edition2021, schema.Hybrid} {
		for _, t := range []schema.FormTable{schema.Table3, schema.Table4} {
			seen := map[schema.CellID]bool{}
			for _, rule := range sumRules {
				for _, id := range schema.Identities(t, e) {
					if id.Rule != rule || seen[id.Key] {
						continue
					}
					seen[id.Key] = true
					m[tableEdition{t, e}] = append(m[tableEdition{t, e}], partsIn(id))
				}
			}
		}
	}
	return m
}

func partsIn(id schema.Identity) parts {
	p := parts{total: id.Key}
	for _, t := range id.Terms {
		if t.Cell != id.Key {
			p.cells = append(p.cells, t.Cell)
		}
	}
	return p
}

func partsOf(t schema.FormTable, e schema.Edition) []parts { return partsByEdition[tableEdition{t, e}] }
