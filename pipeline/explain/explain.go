// Package explain takes one number of a snapshot apart: a total into the units
// it adds up, a unit's cell into the file, table, row and column it was read
// from, a finding into the cells its rule compares.
package explain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"huizong/pipeline/publish/recall"
	"huizong/schema"
)

// ErrNothing is what is given for a question the snapshot has no answer to.
var ErrNothing = errors.New("nothing to explain")

// A Node is one statement with the statements it rests on.
type Node struct {
	Kind    string `json:"kind"` // total, unit, cell, part, finding; before: a cell as the snapshot before has it
	Code    string `json:"code,omitempty"`
	Name    string `json:"name,omitempty"`
	Year    int    `json:"report_year,omitempty"`
	Cell    string `json:"cell,omitempty"`
	Label   string `json:"label,omitempty"`
	Value   string `json:"value,omitempty"`    // exact; "" where there is no number
	AtLeast bool   `json:"at_least,omitempty"` // a total with units missing
	State   string `json:"state,omitempty"`
	Raw     string `json:"raw,omitempty"`
	Place   string `json:"place,omitempty"`
	Note    string `json:"note,omitempty"`
	Was     string `json:"was,omitempty"`   // what the snapshot before says, where it says something else
	Cause   string `json:"cause,omitempty"` // of the change: refiled, roster, rules, reader
	On      []Node `json:"on,omitempty"`
}

// A Question names what to explain.
type Question struct {
	Cell    string // code of a form cell, or a finding id
	Unit    string // code or name of a unit or an area; "" for the widest totals
	Year    int    // 0 for every year
	English bool
	Before  string // folder of the snapshot before, where changed numbers stood; "" for none
}

// A book is a snapshot opened for explaining.
type book struct {
	english  bool
	totals   *schema.Totals
	reports  map[unitYear]*schema.Report
	filings  []recall.Filing
	county   map[string]string // of a unit, by its code
	units    []schema.Unit
	findings []recall.Finding
	changes  map[changeKey]recall.Change
	before   map[unitYear]*schema.Report // of the snapshot before; read if a cell has changed
}

func open(s recall.Snapshot, q Question) (*book, error) {
	b := &book{english: q.English}
	var err [6]error
	b.totals, err[0] = s.Totals()
	reports, e := s.Reports()
	err[1] = e
	b.reports = byUnit(reports)
	b.filings, err[2] = s.Filings()
	b.units, err[3] = s.Units()
	b.findings, err[4] = s.Findings()
	err[5] = b.openChanges(s, q)
	b.county = make(map[string]string, len(b.units))
	for i := range b.units {
		b.county[b.units[i].Code] = b.units[i].ParentCode
	}
	return b, errors.Join(err[:]...)
}

// Answer gives the proof trees for a question, in the order of the data.
func Answer(s recall.Snapshot, q Question) ([]Node, error) {
	b, err := open(s, q)
	if err != nil {
		return nil, err
	}
	cell, ok := schema.CellByCode(strings.TrimSpace(q.Cell))
	if !ok {
		if n := b.finding(q.Cell); n != nil {
			return []Node{*n}, nil
		}
		return nil, fmt.Errorf(b.say("%w：%q 既不是指标，也不是问题编号；最相近的指标是 %s", "%w: %q is neither a form cell nor a finding; the nearest cell is %s"), ErrNothing, q.Cell, nearest(q.Cell))
	}
	out := b.ofAreas(cell, q)
	if len(out) == 0 && q.Unit != "" {
		if out, err = b.ofUnit(cell, q); err != nil {
			return nil, err
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf(b.say("%w：快照中没有 %s 的 %d 年度数据", "%w: the snapshot has no %s for year %d"), ErrNothing, q.Cell, q.Year)
	}
	return out, nil
}

func (b *book) say(zh, en string) string {
	if b.english {
		return en
	}
	return zh
}

func (b *book) label(id schema.CellID) string {
	if b.english {
		return schema.Cells[id].LabelEN()
	}
	return schema.Cells[id].Label()
}

func (b *book) total(t *schema.AreaTotal) Node {
	n := Node{Kind: "total", Code: t.Area.Code, Name: t.Area.Name, Year: t.ReportYear, Cell: schema.Cells[t.Cell].Code, Label: b.label(t.Cell), Value: text(t.Sum), AtLeast: t.AtLeast()}
	if !t.Complete() {
		n.Note = fmt.Sprintf(b.say("不完整：%d 个应报单位中计入 %d 个", "incomplete: %[2]d of %[1]d units counted"), t.Expected, t.Counted)
	}
	if t.Parts != nil && t.Sum != nil && *t.Parts != *t.Sum {
		n.Note = strings.TrimPrefix(n.Note+"; ", "; ") + fmt.Sprintf(b.say("各分项合计为 %s", "its printed parts add up to %s"), t.Parts)
	}
	b.changed(&n, "total")
	inner := b.inner(t)
	for i := range inner {
		n.On = append(n.On, b.total(&inner[i]))
	}
	for i := range b.filings {
		f := &b.filings[i]
		holds := func(a schema.AreaTotal) bool { return b.inside(a.Area, f.UnitCode) }
		if f.Year == t.ReportYear && holds(*t) && !slices.ContainsFunc(inner, holds) {
			n.On = append(n.On, b.unit(f.UnitCode, f.UnitName, f.Year, t.Cell))
		}
	}
	return n
}

func (b *book) inside(a schema.Area, unit string) bool {
	county := b.county[unit]
	if county == "" {
		county = unit[:min(6, len(unit))]
	}
	return a.Level == "all" || strings.HasPrefix(county, a.Code)
}

// A unitYear names a report.
type unitYear struct {
	unit string
	year int
}

func byUnit(reports []*schema.Report) map[unitYear]*schema.Report {
	m := make(map[unitYear]*schema.Report, len(reports))
	for _, r := range reports {
		m[unitYear{r.UnitCode, r.Year}] = r
	}
	return m
}

func (b *book) report(unit string, year int) *schema.Report { return b.reports[unitYear{unit, year}] }

// unit is a unit's contribution to a total.
func (b *book) unit(code, name string, year int, cell schema.CellID) Node {
	n := Node{Kind: "unit", Code: code, Name: name, Year: year}
	r := b.report(code, year)
	if r == nil {
		n.Note = b.say("未报送", "no report")
		b.gone(&n, cell)
		return n
	}
	c := b.cell(r, cell)
	n.Value, n.State = c.Value, c.State
	n.On = []Node{c}
	return n
}

// cell is one printed cell and where it stands.
func (b *book) cell(r *schema.Report, id schema.CellID) Node {
	v := &r.Cells[id]
	n := Node{Kind: "cell", Code: r.UnitCode, Name: r.UnitName, Year: r.Year, Cell: schema.Cells[id].Code, Label: b.label(id), State: v.State.String(), Raw: v.Raw, Place: v.Place.File}
	if d, ok := v.Known(); ok {
		n.Value = d.String()
	}
	b.changed(&n, "cell")
	return n
}

// ofUnit explains a unit's cell: the cell itself, and for a printed total the
// parts that the form adds up to it.
func (b *book) ofUnit(id schema.CellID, q Question) ([]Node, error) {
	var codes []string
	for i := range b.units {
		if u := &b.units[i]; u.Code == q.Unit || u.Name == q.Unit || slices.Contains(u.Aliases, q.Unit) {
			codes = append(codes, u.Code)
		}
	}
	if len(codes) == 0 {
		return nil, fmt.Errorf(b.say("%w：快照的名单中没有单位 %q", "%w: no unit %q in the roster of the snapshot"), ErrNothing, q.Unit)
	}
	var out []Node
	for i := range b.filings {
		f := &b.filings[i]
		if !slices.Contains(codes, f.UnitCode) || q.Year != 0 && f.Year != q.Year {
			continue
		}
		if r := b.report(f.UnitCode, f.Year); r != nil {
			out = append(out, b.withParts(r, id))
		} else if n := b.unit(f.UnitCode, f.UnitName, f.Year, id); n.Was != "" {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf(b.say("%w：%s 在该年度没有采用的报告", "%w: %s has no accepted report for that year"), ErrNothing, q.Unit)
	}
	return out, nil
}

func (b *book) withParts(r *schema.Report, id schema.CellID) Node {
	n := b.cell(r, id)
	for _, e := range schema.Identities(schema.Cells[id].Table, r.TableEdition[schema.Cells[id].Table]) {
		if e.Key != id {
			continue
		}
		part := Node{Kind: "part", Label: e.Rule, Note: b.say("表中勾稽关系", "identity of the form")}
		for _, t := range e.Terms {
			if t.Cell != id {
				part.On = append(part.On, b.cell(r, t.Cell))
			}
		}
		n.On = append(n.On, part)
	}
	return n
}

// finding explains a finding by the cells of its rule.
func (b *book) finding(id string) *Node {
	for i := range b.findings {
		f := &b.findings[i]
		if f.FindingID != id {
			continue
		}
		n := Node{Kind: "finding", Code: f.UnitCode, Name: f.UnitName, Year: f.ReportYear, Cell: f.CellCode(), Label: f.Rule, Place: f.PlaceText, Note: b.say(f.Message, f.MessageEN), Value: f.Formula}
		r := b.report(f.UnitCode, f.ReportYear)
		if r == nil || f.Cell == schema.NoCell {
			return &n
		}
		n.On = append([]Node{b.cell(r, f.Cell)}, b.across(r, f)...)
		table := schema.Cells[f.Cell].Table
		for _, e := range schema.Identities(table, r.TableEdition[table]) {
			if e.Key != f.Cell || e.Rule != f.Rule {
				continue
			}
			for _, t := range e.Terms {
				if t.Cell != f.Cell {
					n.On = append(n.On, b.cell(r, t.Cell))
				}
			}
		}
		return &n
	}
	return nil
}

// across are the cells that a rule across years reads beside the finding's.
func (b *book) across(r *schema.Report, f *recall.Finding) (nodes []Node) {
	for _, t := range schema.AcrossYears(f.Rule, f.Cell) {
		of := r
		if t.Last {
			of = b.report(r.UnitCode, r.Year-1)
		}
		if of != nil {
			nodes = append(nodes, b.cell(of, t.Cell))
		}
	}
	return nodes
}

func text(d *schema.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// nearest is the form cell whose code shares most with a mistyped one: its
// beginning and its end together.
func nearest(code string) string {
	best, most := "", -1
	for i := range schema.Cells {
		c := schema.Cells[i].Code
		short := min(len(c), len(code))
		head := 0
		for head < short && c[head] == code[head] {
			head++
		}
		tail := 0
		for tail < short-head && c[len(c)-1-tail] == code[len(code)-1-tail] {
			tail++
		}
		if head+tail > most {
			best, most = c, head+tail
		}
	}
	return best
}
