package pipeline

import (
	"huizong/schema"
)

// succession gives units that took over from others what those said the year
// before: a 乡 that became a 镇 goes on as itself, a merged unit begins with the
// sum of its parts. Only for comparison; nothing of it is published.
func (r *run) succession(has func(unitYear) bool, load func(unitYear) *schema.Report) []*schema.Report {
	before := map[string][]string{} // successor → those it took over from
	for i := range r.roster.Units {
		if u := &r.roster.Units[i]; u.Successor != "" {
			before[u.Successor] = append(before[u.Successor], u.Code)
		}
	}
	var out []*schema.Report
	for i := range r.roster.Units {
		u := &r.roster.Units[i]
		for _, y := range r.years {
			if len(before[u.Code]) == 0 || !has(unitYear{u.Code, y}) || has(unitYear{u.Code, y - 1}) {
				continue
			}
			if last := together(u, y-1, before[u.Code], load); last != nil {
				out = append(out, last)
			}
		}
	}
	return out
}

// together is one report made of those of several units: where each has a
// number, their sum. It is nil unless all of them filed in one edition.
func together(u *schema.Unit, year int, codes []string, load func(unitYear) *schema.Report) *schema.Report {
	var sum *schema.Report
	for _, code := range codes {
		r := load(unitYear{code, year})
		if r == nil || sum != nil && r.TableEdition != sum.TableEdition {
			return nil
		}
		if sum == nil {
			first := *r
			first.UnitCode, first.UnitName = u.Code, u.Name
			if len(codes) > 1 {
				first.Narrative = nil // no text is that of several units
			}
			sum = &first
			continue
		}
		for i := range sum.Cells {
			a, b := &sum.Cells[i], &r.Cells[i]
			switch {
			case a.State == schema.Number && b.State == schema.Number:
				a.Value += b.Value
				a.Raw = a.Value.String()
			case a.State != schema.Absent || b.State != schema.Absent:
				*a = schema.CellValue{State: schema.Unread, Note: "几个单位之和，其中有的没有数字"}
			}
		}
	}
	return sum
}
