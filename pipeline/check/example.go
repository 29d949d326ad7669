package check

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// An Example is a small county in which a rule fails, or holds. The report in
// question is the one of 石桥乡 for 2023: the official form, 0 in every cell,
// except for what is said here; the numbers said to be last year's are of 2022.
type Example struct {
	Says  string // what is special, in Chinese
	Year  int    // of the report; 0 is 2023
	Cells string // "t3.granted.total=17 last.t3.carried_out.total=blank": what the cells print
	Do    func(*World)
}

// A World is the county of an example. Its codes are not in use.
type World struct {
	Input
	Report *schema.Report // of the unit in question, 2023
	Last   *schema.Report // its report for 2022
}

// The county of the examples: fictional, like every code under 99.
const (
	exampleUnit     = "990101201"
	exampleNeighbor = "990101101"
	exampleYear     = 2023
)

// NewWorld returns the county in which every rule holds, in 2023.
func NewWorld() *World { return newWorld(exampleYear) }

// newWorld is three units and two years, every cell 0.
func newWorld(year int) *World {
	w := &World{Input: Input{
		Roster: &schema.Roster{Units: []schema.Unit{
			{Code: "990101001", Name: "城东街道", Kind: schema.Subdistrict, ParentCode: "990101", ParentName: "示例县"},
			{Code: exampleNeighbor, Name: "柳河镇", Kind: schema.Town, ParentCode: "990101", ParentName: "示例县"},
			{Code: exampleUnit, Name: "石桥乡", Kind: schema.Township, ParentCode: "990101", ParentName: "示例县"},
		}},
		Area: schema.Area{Code: "990101", Name: "示例县", Level: "county"}, Years: []int{year},
		Claims: []schema.Claim{}, Parts: []PartsClaim{}, Copied: []Overlap{},
	}}
	for i := range w.Roster.Units {
		u := &w.Roster.Units[i]
		now, last := CleanReport(u, year), CleanReport(u, year-1)
		w.Reports, w.History = append(w.Reports, now), append(w.History, last)
		w.Submissions = append(w.Submissions, schema.Submission{ID: now.Submission, Path: now.File, Name: now.File, Received: fmt.Sprintf("%d-01-15", year+1),
			UnitCode: u.Code, ReportYear: year, Edition: now.Edition, Verdict: schema.Accepted})
	}
	w.Report, w.Last = w.Reports[2], w.History[2]
	return w
}

// CleanReport is a report of a unit that prints 0 in every cell of the edition
// of its year and says what the form asks for.
func CleanReport(u *schema.Unit, year int) *schema.Report {
	e := schema.EditionFor(year)
	name := fmt.Sprintf("%s%d", u.Name, year)
	r := &schema.Report{Submission: name, File: name + ".docx", UnitCode: u.Code, UnitName: u.Name, Year: year,
		Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", u.Name, year), Edition: e,
		TableEdition: [4]schema.Edition{schema.NoEdition, e, e, e}, SubItems: [5]bool{true, true, true, true, true},
		Period:     fmt.Sprintf("%d年1月1日至%d年12月31日", year, year),
		PeriodFrom: fmt.Sprintf("%d-01-01", year), PeriodTo: fmt.Sprintf("%d-12-31", year)}
	for t := schema.Table2; t <= schema.Table4; t++ {
		for i, id := range schema.FormCells(t, e) {
			r.Cells[id] = schema.CellValue{State: schema.Number, Raw: "0", Place: schema.Place{File: r.File, Table: int(t), Row: i + 1, Column: 1}}
		}
	}
	for i, s := range schema.Sections {
		r.Sections[i] = schema.Section{Found: true, Heading: s.Label, Headings: 1, Table: i >= 1 && i <= 3}
	}
	for _, where := range []string{"title", "period", "opening"} {
		r.YearsSaid = append(r.YearsSaid, schema.YearSaid{Year: year, Where: where, Text: fmt.Sprintf("%d年", year)})
	}
	r.Narrative = []schema.NarrativeParagraph{
		{Section: 1, Ordinal: 1, Text: fmt.Sprintf("%d年，%s主动公开政府信息，公开渠道畅通。", year, u.Name)},
		{Section: 5, Ordinal: 1, Text: "公开内容还不够丰富，更新不够及时。下一步将加强培训，按时更新栏目。"},
		{Section: 6, Ordinal: 1, Text: "本年度没有收取信息处理费，没有其他需要报告的事项。"},
	}
	return r
}

// Input builds the world of an example.
func (e *Example) Input() (Input, error) {
	w := NewWorld()
	if e.Year != 0 {
		w = newWorld(e.Year)
	}
	for _, word := range strings.Fields(e.Cells) {
		code, value, _ := strings.Cut(word, "=")
		if err := w.Set(code, value); err != nil {
			return Input{}, err
		}
	}
	if e.Do != nil {
		e.Do(w)
	}
	return w.Input, nil
}

// Set prints something in a cell: a number, or blank, mark, text, unread,
// absent. "last." before the code means last year's report.
func (w *World) Set(code, value string) error {
	r := w.Report
	if c, ok := strings.CutPrefix(code, "last."); ok {
		r, code = w.Last, c
	}
	id, ok := schema.CellByCode(code)
	if !ok {
		return fmt.Errorf("no cell %q", code)
	}
	if r.Cells[id].Place == (schema.Place{}) { // a cell of the other edition, printed all the same
		r.Cells[id].Place = schema.Place{File: r.File, Table: int(schema.Cells[id].Table)}
	}
	return put(&r.Cells[id], value)
}

// put prints a value in a cell, as an example writes it.
func put(c *schema.CellValue, value string) error {
	c.Value = 0
	switch value {
	case "blank":
		c.State, c.Raw = schema.Blank, ""
	case "mark":
		c.State, c.Raw = schema.Mark, "/"
	case "text":
		c.State, c.Raw = schema.Text, "若干"
	case "unread":
		c.State, c.Raw = schema.Unread, ""
	case "absent":
		*c = schema.CellValue{}
	default:
		v, err := schema.ParseDecimal(strings.TrimSuffix(value, "元"))
		if err != nil {
			return fmt.Errorf("%q is neither a number nor blank, mark, text, unread, absent", value)
		}
		c.State, c.Raw, c.Value = schema.Number, value, v
	}
	return nil
}

// use2019 turns a report into one of edition 2019 with 0 in every cell.
func use2019(r *schema.Report) {
	u := schema.Unit{Code: r.UnitCode, Name: r.UnitName}
	old := CleanReport(&u, 2020)
	r.Edition, r.TableEdition, r.Cells = old.Edition, old.TableEdition, old.Cells
	for i := range r.Cells {
		if r.Cells[i].State != schema.Absent {
			r.Cells[i].Place.File = r.File
		}
	}
}

// hybrid prints a single （六） row in place of its three children.
func (w *World) hybrid() {
	for _, id := range schema.FormCells(schema.Table3, schema.Edition2021) {
		if schema.Cells[id].Group == "（六）其他处理" {
			w.Report.Cells[id] = schema.CellValue{}
		}
	}
	for _, id := range schema.FormCells(schema.Table3, schema.Hybrid) {
		if w.Report.Cells[id].State == schema.Absent {
			w.Report.Cells[id] = schema.CellValue{State: schema.Number, Raw: "0"}
		}
	}
	w.Report.Edition, w.Report.TableEdition[schema.Table3] = schema.Hybrid, schema.Hybrid
}

// claim says a number in the prose of section one.
func (w *World) claim(metric string, value int64) *schema.Claim {
	w.Claims = append(w.Claims, schema.Claim{UnitCode: exampleUnit, ReportYear: exampleYear, Metric: metric,
		Value: schema.DecimalOf(value), Qualifier: schema.Exact, Section: 1, Ordinal: 1, Sentence: "……", Submission: w.Report.Submission})
	return &w.Claims[len(w.Claims)-1]
}

// write replaces the prose of a section.
func (w *World) write(section int, text string) {
	for i := range w.Report.Narrative {
		if w.Report.Narrative[i].Section == section {
			w.Report.Narrative[i].Text = text
		}
	}
}

func (w *World) explain(rule, cell string, left, right int64) {
	id, _ := schema.CellByCode(cell)
	l, r := schema.DecimalOf(left), schema.DecimalOf(right)
	w.Explanations = append(w.Explanations, schema.Explanation{UnitCode: exampleUnit, ReportYear: exampleYear, Rule: rule, Cell: id,
		Text: "原始台账如此", Author: "石桥乡", Date: "2024-02-01", Left: &l, Right: &r})
}

// found gives the report a finding that was made while recognizing.
func (w *World) found(rule string, s schema.Severity, zh, en string) *schema.Finding {
	w.Report.Findings = append(w.Report.Findings, schema.Finding{Rule: rule, Severity: s, UnitCode: exampleUnit, ReportYear: exampleYear,
		Cell: schema.NoCell, Message: zh, MessageEN: en, Submission: w.Report.Submission, Place: schema.Place{File: w.Report.File}})
	return &w.Report.Findings[len(w.Report.Findings)-1]
}
