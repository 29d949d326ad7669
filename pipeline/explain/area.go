package explain

import (
	"slices"
	"strings"

	"huizong/schema"
)

// levels of areas, the widest first.
var levels = []string{"all", "province", "city", "county"}

func rank(a schema.Area) int { return slices.Index(levels, a.Level) }

// within reports whether one area lies in a wider one.
func within(inner, outer schema.Area) bool {
	return rank(inner) > rank(outer) && (outer.Level == "all" || strings.HasPrefix(inner.Code, outer.Code))
}

// ofAreas explains the totals of a cell: those of the area that the question
// names, or those that are part of no wider one.
func (b *book) ofAreas(cell schema.CellID, q Question) (out []Node) {
	for _, t := range b.totals.OfCell(cell, q.Year) {
		part := slices.ContainsFunc(b.totals.OfCell(cell, t.ReportYear), func(o schema.AreaTotal) bool { return within(t.Area, o.Area) })
		if q.Unit == "" && !part || q.Unit != "" && (t.Area.Code == q.Unit || t.Area.Name == q.Unit) {
			out = append(out, b.total(&t))
		}
	}
	return out
}

// inner lists the totals of the areas next below a total's.
func (b *book) inner(t *schema.AreaTotal) []schema.AreaTotal {
	var inside []schema.AreaTotal
	for _, o := range b.totals.OfCell(t.Cell, t.ReportYear) {
		if within(o.Area, t.Area) {
			inside = append(inside, o)
		}
	}
	return slices.DeleteFunc(inside, func(o schema.AreaTotal) bool {
		return slices.ContainsFunc(inside, func(wider schema.AreaTotal) bool { return within(o.Area, wider.Area) })
	})
}
