package pipeline

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"huizong/configs/divisions"
	"huizong/pipeline/normalize"
	"huizong/pipeline/total"
	"huizong/schema"
)

// total adds the cells of the accepted reports up, and those of the year before.
func (r *run) total(ctx context.Context) error {
	sums := total.Begin(r.coverages())
	add := func(reports []*schema.Report, _ []*file) error {
		cells := normalize.Cells(r.mem, reports, r.roster)
		defer cells.Release()
		return sums.Add(cells)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers(r.Config))
	for _, files := range [][]*file{r.accepted, r.history} {
		for some := range slices.Chunk(files, atATime) {
			group.Go(func() error { return each(ctx, r, some, r.keeper.allFigures(), add) })
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	r.totals = sums.Totals(r.before.Totals)
	return nil
}

// atATime is how many reports are in memory for a batch.
const atATime = 64

// each hands over what is read back of reports, in order, some at a time.
func each[T any](ctx context.Context, r *run, files []*file, from source[T], do func([]T, []*file) error) error {
	for some := range slices.Chunk(files, atATime) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		reports, err := loadAll(r, some, from.load)
		if err != nil {
			return err
		}
		if err := do(reports, some); err != nil {
			return err
		}
		if from.back != nil {
			for _, r := range reports {
				from.back(r)
			}
		}
	}
	return nil
}

// A source reads back something of reports; back takes it when it was used, nil
// where nobody does.
type source[T any] struct {
	load func(*kept) T
	back func(T)
}

func (k *keeper) allFigures() source[*schema.Report] {
	return source[*schema.Report]{k.figures, giveBack}
}

// loadAll reads reports back on all processors.
func loadAll[T any](r *run, files []*file, load func(*kept) T) ([]T, error) {
	reports := make([]T, len(files))
	var group errgroup.Group
	group.SetLimit(workers(r.Config))
	for from := 0; from < len(files); from += loadedTogether {
		group.Go(func() error {
			for i := from; i < min(from+loadedTogether, len(files)); i++ {
				reports[i] = load(files[i].kept)
			}
			return r.keeper.failed()
		})
	}
	return reports, group.Wait()
}

// loadedTogether is how many reports are worth a turn of a processor.
const loadedTogether = 32

// A standing says how one unit stands for one year.
type standing struct {
	unit     *schema.Unit
	file     *file  // with the accepted report, nil when missing
	findings [3]int // open ones by [schema.Severity]
}

// standings lists every unit that owes a report for the year, by code.
func (r *run) standings(year int) []standing {
	filed := map[string]*file{}
	for _, f := range r.filed(year) {
		filed[f.UnitCode] = f
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
	var out []standing
	for i := range r.roster.Units {
		u := &r.roster.Units[i]
		if !u.Owes(year) {
			continue
		}
		s := standing{unit: u, file: filed[u.Code]}
		if n := open[u.Code]; n != nil {
			s.findings = *n
		}
		out = append(out, s)
	}
	return out
}

// coverages lists, year by year, the area asked for, then the smaller areas
// inside it, down to the counties.
func (r *run) coverages() []total.Coverage {
	filed := map[unitYear]bool{}
	for _, f := range r.accepted {
		filed[f.key()] = true
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
