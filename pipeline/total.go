package pipeline

import (
	"context"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"

	"huizong/configs/divisions"
	"huizong/pipeline/normalize"
	"huizong/pipeline/total"
	"huizong/schema"
)

// tables are the published batches, each table's in the order of its parts.
type tables struct {
	cells, reports, narrative, claims, totals map[int]arrow.Record // by year
	rows                                      []schema.AreaTotal
}

// total turns the accepted reports into batches and adds them up.
func (r *run) total(context.Context) error {
	t := &r.tables
	t.cells = r.byYear(func(reports []*schema.Report, _ int) arrow.Record { return normalize.Cells(r.mem, reports, r.roster) })
	t.narrative = r.byYear(func(reports []*schema.Report, _ int) arrow.Record {
		return normalize.Narrative(r.mem, reports, r.roster)
	})
	t.claims = r.byYear(func(_ []*schema.Report, year int) arrow.Record {
		return normalize.Claims(r.mem, slices.DeleteFunc(slices.Clone(r.judgement.claims), func(c schema.Claim) bool { return c.ReportYear != year }), r.roster)
	})
	t.reports = r.byYear(func(reports []*schema.Report, year int) arrow.Record {
		return normalize.Reports(r.mem, r.statuses(reports, year))
	})
	coverages := r.coverages()
	var cells []arrow.Record
	for _, y := range r.years {
		cells = append(cells, t.cells[y])
	}
	past := normalize.Cells(r.mem, r.history, r.roster)
	defer past.Release()
	totals, err := total.Totals(r.mem, append(cells, past), coverages, r.lastTotals())
	if err != nil {
		return err
	}
	t.totals = map[int]arrow.Record{}
	for i, y := range r.years {
		t.totals[y] = totals[i]
	}
	t.rows = total.Rows(totals)
	return nil
}

func (r *run) byYear(build func([]*schema.Report, int) arrow.Record) map[int]arrow.Record {
	out := map[int]arrow.Record{}
	for _, y := range r.years {
		out[y] = build(r.filed(y), y)
	}
	return out
}

// statuses lists every unit that owes a report for the year, by code.
func (r *run) statuses(reports []*schema.Report, year int) []normalize.Status {
	filed := map[string]*schema.Report{}
	for _, rep := range reports {
		filed[rep.UnitCode] = rep
	}
	open := map[string]*[3]int{}
	for i := range r.judgement.findings {
		if f := &r.judgement.findings[i]; f.ReportYear == year && f.UnitCode != "" && f.Open() {
			if open[f.UnitCode] == nil {
				open[f.UnitCode] = &[3]int{}
			}
			open[f.UnitCode][f.Severity]++
		}
	}
	var out []normalize.Status
	for i := range r.roster.Units {
		u := &r.roster.Units[i]
		if !u.Owes(year) {
			continue
		}
		s := normalize.Status{Unit: *u, Year: year, Report: filed[u.Code]}
		if n := open[u.Code]; n != nil {
			s.Findings = *n
		}
		out = append(out, s)
	}
	return out
}

// coverages lists, year by year, the area asked for, then the smaller areas
// inside it, down to the counties.
func (r *run) coverages() []total.Coverage {
	filed := map[unitYear]bool{}
	for _, rep := range r.accepted {
		filed[unitYear{rep.UnitCode, rep.Year}] = true
	}
	var out []total.Coverage
	for _, y := range r.years {
		for _, a := range r.areas {
			c := total.Coverage{Area: a, Year: y}
			for i := range r.roster.Units {
				u := &r.roster.Units[i]
				if !u.Owes(y) || !inArea(a, normalize.CountyOf(u, u.Code)) {
					continue
				}
				c.Owing = append(c.Owing, u.Code)
				if filed[unitYear{u.Code, y}] {
					c.Reported++
				}
			}
			out = append(out, c)
		}
	}
	return out
}

// inArea reports whether a county lies in an area: codes nest by their digits.
func inArea(a schema.Area, county string) bool {
	return a.Level == "all" || strings.HasPrefix(county, a.Code)
}

// AllAreas is the code of "everything the roster holds".
const AllAreas = "all"

// areasOf lists the areas of the run, widest first, each by code.
func (r *run) areasOf() []schema.Area {
	counties := map[string]string{} // code → the roster's name
	for i := range r.roster.Units {
		u := &r.roster.Units[i]
		code := normalize.CountyOf(u, u.Code)
		if counties[code] == "" {
			counties[code] = u.ParentName
		}
	}
	seen := map[string]schema.Area{}
	add := func(code, level, name string) {
		if name == "" {
			name = divisions.Name(code)
		}
		if code == r.Config.Area && r.Config.AreaName != "" {
			name = r.Config.AreaName
		}
		if name == "" {
			name = code
		}
		seen[code] = schema.Area{Code: code, Level: level, Name: name}
	}
	for code, name := range counties {
		add(code, "county", name)
		if r.Config.Area == "" && len(counties) == 1 {
			continue // one county alone needs no wider area around it
		}
		if len(r.Config.Area) <= 4 && len(code) == 6 {
			add(code[:4], "city", "")
		}
		if len(r.Config.Area) <= 2 && len(code) == 6 {
			add(code[:2], "province", "")
		}
	}
	var out []schema.Area
	for _, a := range seen {
		out = append(out, a)
	}
	if r.Config.Area == "" && len(counties) > 1 {
		out = append(out, schema.Area{Code: AllAreas, Level: "all", Name: "全部"})
	}
	slices.SortFunc(out, func(a, b schema.Area) int {
		if c := width(a) - width(b); c != 0 {
			return c
		}
		return strings.Compare(a.Code, b.Code)
	})
	return out
}

// area is the area asked for.
func (r *run) area() schema.Area { return r.areas[0] }

func width(a schema.Area) int {
	return slices.Index([]string{"all", "province", "city", "county"}, a.Level)
}
