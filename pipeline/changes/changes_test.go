package changes

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/schema"
)

var received = func() schema.CellID { id, _ := schema.CellByCode("t3.received.total"); return id }()

func report(submission string, n int64) *schema.Report {
	r := &schema.Report{UnitCode: "410526209", UnitName: "瓦岗寨乡", Year: 2023, Submission: submission}
	r.Cells[received] = schema.CellValue{State: schema.Number, Value: schema.DecimalOf(n)}
	return r
}

func side(r *schema.Report, sum int64, counted, expected, must int) Side {
	total := schema.DecimalOf(sum)
	s := Side{Units: units("410526209"), Submissions: map[string]bool{}, Totals: schema.TotalsOf(schema.AreaTotal{Area: schema.Area{Code: "410526", Name: "滑县", Level: "county"}, ReportYear: 2023, Cell: received, Sum: &total, Counted: counted, Expected: expected})}
	if r != nil {
		s.Reports = []Reported{InMemory(r)}
		s.Submissions[r.Submission] = true
		s.Filings = []Filing{{UnitCode: r.UnitCode, UnitName: r.UnitName, Year: 2023, Filed: true, Must: must, Submission: r.Submission}}
	} else {
		s.Filings = []Filing{{UnitCode: "410526209", UnitName: "瓦岗寨乡", Year: 2023}}
	}
	return s
}

func units(codes ...string) []schema.Unit {
	var list []schema.Unit
	for _, code := range codes {
		list = append(list, schema.Unit{Code: code, ParentCode: code[:6]})
	}
	return list
}

// with is a side made with something else, or over other files beside its own.
func (s Side) with(made Made, others ...string) Side {
	s.Made = made
	s.Submissions = maps.Clone(s.Submissions)
	for _, id := range others {
		s.Submissions[id] = true
	}
	return s
}

func TestCauses(t *testing.T) {
	status := func(old, now string, c Cause, sub string) Change {
		return Change{Kind: Status, Code: "410526209", Name: "瓦岗寨乡", Year: 2023, Old: old, New: now, Cause: c, Submission: sub}
	}
	cell := func(old, now string, c Cause, sub string) Change {
		return Change{Kind: Cell, Code: "410526209", Name: "瓦岗寨乡", Year: 2023, Cell: "t3.received.total", Old: old, New: now, Cause: c, Submission: sub}
	}
	total := func(old, now string, c Cause) Change {
		return Change{Kind: Total, Code: "410526", Name: "滑县", Year: 2023, Cell: "t3.received.total", Old: old, New: now, Cause: c}
	}
	const clean, one = "filed (must 0, explain 0, note 0)", "filed (must 1, explain 0, note 0)"
	noUnit := side(nil, 5, 1, 1, 0)
	noUnit.Filings, noUnit.Units = nil, nil
	noYear := side(nil, 5, 0, 1, 0)
	noYear.Filings, noYear.Totals = nil, nil
	made := Made{Version: "1", Roster: "r", Rules: "r"}
	roster, rules, version := Made{"1", "other", "r"}, Made{"1", "r", "other"}, Made{"2", "r", "r"}
	for _, c := range []struct {
		name          string
		before, after Side
		want          []Change
	}{
		{"nothing", side(report("a", 5), 5, 1, 1, 0), side(report("a", 5), 5, 1, 1, 0), nil},
		{"refiled", side(report("a", 5), 5, 1, 1, 0), side(report("b", 7), 7, 1, 1, 0),
			[]Change{cell("5", "7", Refiled, "b"), total("5", "7", Refiled)}},
		{"filed at last", side(nil, 5, 1, 2, 0), side(report("b", 7), 12, 2, 2, 0),
			[]Change{status("missing", clean, Refiled, "b"), cell("", "7", Refiled, "b"), total("5 (1/2)", "12", Refiled)}},
		{"read otherwise", side(report("a", 5), 5, 1, 1, 0), side(report("a", 50), 50, 1, 1, 0),
			[]Change{cell("5", "50", Reader, "a"), total("5", "50", Reader)}},
		{"judged otherwise", side(report("a", 5), 5, 1, 1, 0), side(report("a", 5), 5, 1, 1, 1),
			[]Change{status(clean, one, Rules, "a")}},
		{"withdrawn", side(report("a", 7), 12, 2, 2, 0), side(nil, 5, 1, 2, 0),
			[]Change{status(clean, "missing", Refiled, ""), cell("7", "", Refiled, ""), total("12", "5 (1/2)", Refiled)}},
		{"the roster calls the unit otherwise, and its file is held", side(report("a", 7), 12, 2, 2, 0).with(made), side(nil, 5, 1, 2, 0).with(roster, "a"),
			[]Change{status(clean, "missing", Roster, ""), cell("7", "", Roster, ""), total("12", "5 (1/2)", Roster)}},
		{"the roster has the name under which the file was held", side(nil, 5, 1, 2, 0).with(made, "a"), side(report("a", 7), 12, 2, 2, 0).with(roster),
			[]Change{status("missing", clean, Roster, "a"), cell("", "7", Roster, "a"), total("5 (1/2)", "12", Roster)}},
		{"a new version reads the file at last", side(nil, 5, 1, 2, 0).with(made, "a"), side(report("a", 7), 12, 2, 2, 0).with(version),
			[]Change{status("missing", clean, Reader, "a"), cell("", "7", Reader, "a"), total("5 (1/2)", "12", Reader)}},
		{"a setting lets the file in", side(nil, 5, 1, 2, 0).with(made, "a"), side(report("a", 7), 12, 2, 2, 0).with(rules),
			[]Change{status("missing", clean, Rules, "a"), cell("", "7", Rules, "a"), total("5 (1/2)", "12", Rules)}},
		{"refiled, and the rules changed", side(report("a", 5), 5, 1, 1, 0).with(made), side(report("b", 7), 7, 1, 1, 1).with(rules),
			[]Change{status(clean, one, Refiled, "b"), cell("5", "7", Refiled, "b"), total("5", "7", Refiled)}},
		{"judged by other rules", side(report("a", 5), 5, 1, 1, 0).with(made), side(report("a", 5), 5, 1, 1, 1).with(rules, "b"),
			[]Change{status(clean, one, Rules, "a")}},
		{"judged beside another roster", side(report("a", 5), 5, 1, 1, 0).with(made), side(report("a", 5), 5, 1, 1, 1).with(roster),
			[]Change{status(clean, one, Roster, "a")}},
		{"judged beside last year's file, which came", side(report("a", 5), 5, 1, 1, 0).with(made), side(report("a", 5), 5, 1, 1, 1).with(made, "last year's"),
			[]Change{status(clean, one, Refiled, "a")}},
		{"the first file of a year came", noYear.with(made), side(report("a", 7), 7, 1, 1, 0).with(made),
			[]Change{status("", clean, Refiled, "a"), cell("", "7", Refiled, "a"), total("", "7", Refiled)}},
		{"a year is asked for, and nobody filed", noYear.with(made), side(nil, 0, 0, 1, 0).with(rules),
			[]Change{status("", "missing", Rules, ""), total("", "0 (0/1)", Rules)}},
		{"unit entered the roster", noUnit, side(report("a", 7), 12, 2, 2, 0),
			[]Change{status("", clean, Roster, "a"), cell("", "7", Roster, "a"), total("5", "12", Roster)}},
		{"roster grew by a unit that has not filed", noUnit, side(nil, 5, 1, 2, 0),
			[]Change{status("", "missing", Roster, ""), total("5", "5 (1/2)", Roster)}},
	} {
		if diff := cmp.Diff(c.want, Between(c.before, c.after)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
