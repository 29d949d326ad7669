package page

import (
	"bufio"
	"encoding/json"
	"iter"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

// A book numbers what the data refers to while it is written.
type book struct {
	facts    *facts.Facts
	names    names // files and sheets
	patterns names // see [book.walk]
	units    map[string]int
	areas    map[string]int
	rules    map[string]int
	years    map[int]int
	list     struct {
		areas []schema.Area
		rules []facts.Rule
	}
}

// A row is one record of the data; its columns are said where it is made, and
// app/data.js reads them in the same order.
type row []any

// writeData writes the facts as one JSON object of lists, one record a line.
// encoding/json escapes <, >, &, U+2028 and U+2029, so no text can end the
// script element it stands in.
func writeData(out *bufio.Writer, f *facts.Facts) error {
	b := newBook(f)
	w := &lists{out: out}
	w.value("version", f.Version)
	w.value("years", f.Years)
	w.value("deadlines", b.deadlines())
	w.list("cells", b.formCells())
	w.value("english", english)
	w.value("forms", forms())
	w.value("identities", identities())
	w.list("areas", b.areaRows())
	w.list("units", b.unitRows())
	w.list("rules", b.ruleRows())
	w.list("totals", b.totalRows())
	w.list("reports", b.reportRows())
	w.list("findings", b.findingRows())
	w.list("files", b.fileRows())
	w.value("names", b.names.list) // numbered above
	w.value("patterns", b.patterns.list)
	out.WriteString("}\n")
	return w.err
}

func newBook(f *facts.Facts) *book {
	b := &book{facts: f, units: map[string]int{}, areas: map[string]int{}, rules: map[string]int{}, years: map[int]int{}}
	for i := range f.Units {
		b.units[f.Units[i].Code] = i
	}
	for i, y := range f.Years {
		b.years[y] = i
	}
	b.area(f.Area)
	for of := range f.Totals.Areas() {
		b.area(of[0].Area)
	}
	for _, r := range f.Rules {
		b.rule(r)
	}
	for i := range f.Findings {
		x := &f.Findings[i]
		b.rule(facts.Rule{ID: x.Rule, Severity: x.Severity, Title: x.Rule, TitleEN: x.Rule}) // if the rule book does not hold it
	}
	return b
}

func (b *book) area(a schema.Area) int {
	i, known := b.areas[a.Code]
	if !known {
		i = len(b.list.areas)
		b.areas[a.Code] = i
		b.list.areas = append(b.list.areas, a)
	}
	return i
}

func (b *book) rule(r facts.Rule) {
	if _, known := b.rules[r.ID]; !known {
		b.rules[r.ID] = len(b.list.rules)
		b.list.rules = append(b.list.rules, r)
	}
}

// unit is the number of a unit in the roster, −1 for none.
func (b *book) unit(code string) int {
	if i, ok := b.units[code]; ok {
		return i
	}
	return -1
}

func (b *book) deadlines() []string {
	out := make([]string, len(b.facts.Years))
	for i, y := range b.facts.Years {
		out[i] = b.facts.Deadline[y]
	}
	return out
}

// areaRows: [code, name, level], the area of the snapshot first.
func (b *book) areaRows() iter.Seq[row] {
	return func(yield func(row) bool) {
		for _, a := range b.list.areas {
			if !yield(row{a.Code, a.Name, a.Level}) {
				return
			}
		}
	}
}

// unitRows: [code, name, kind, county code, first year, last year, number of
// the successor or −1].
func (b *book) unitRows() iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range b.facts.Units {
			u := &b.facts.Units[i]
			county := u.ParentCode
			if county == "" {
				county = u.Code[:min(6, len(u.Code))]
			}
			kind := u.Kind
			if kind == "" {
				kind = schema.KindOf(u.Code)
			}
			if !yield(row{u.Code, u.Name, kind, county, u.ValidFrom, u.ValidTo, b.unit(u.Successor)}) {
				return
			}
		}
	}
}

// ruleRows: [id, severity, title, English title, source].
func (b *book) ruleRows() iter.Seq[row] {
	return func(yield func(row) bool) {
		for _, r := range b.list.rules {
			if !yield(row{r.ID, r.Severity, r.Title, r.TitleEN, r.Source}) {
				return
			}
		}
	}
}

// fileRows: [name's number, bytes, format, verdict, unit, year, reason,
// English reason, day received], one for each file gathered.
func (b *book) fileRows() iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range b.facts.Submissions {
			s := &b.facts.Submissions[i]
			if !yield(row{b.names.index(s.Path), s.Bytes, s.Format, s.Verdict, b.unit(s.UnitCode), s.ReportYear, s.Reason, s.ReasonEN, s.Received}) {
				return
			}
		}
	}
}

// lists writes the members of one JSON object.
type lists struct {
	out   *bufio.Writer
	begun bool
	err   error
}

func (w *lists) key(name string) {
	if w.begun {
		w.out.WriteString(",\n")
	} else {
		w.out.WriteString("{")
	}
	w.begun = true
	w.json(name)
	w.out.WriteString(":")
}

func (w *lists) value(name string, v any) {
	w.key(name)
	w.json(v)
}

func (w *lists) list(name string, rows iter.Seq[row]) {
	w.key(name)
	before := "[\n"
	for r := range rows {
		w.out.WriteString(before)
		w.json(r)
		before = ",\n"
	}
	if before == "[\n" {
		w.out.WriteString("[")
	}
	w.out.WriteString("]")
}

func (w *lists) json(v any) {
	text, err := json.Marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.out.Write(text)
}
