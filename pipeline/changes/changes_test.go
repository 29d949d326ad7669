package changes

import (
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
	s := Side{Totals: []schema.AreaTotal{{Area: schema.Area{Code: "410526", Name: "滑县", Level: "county"}, ReportYear: 2023, Cell: received, Sum: &total, Counted: counted, Expected: expected}}}
	if r != nil {
		s.Reports = []*schema.Report{r}
		s.Filings = []Filing{{UnitCode: r.UnitCode, UnitName: r.UnitName, Year: 2023, Filed: true, Must: must, Submission: r.Submission}}
	} else {
		s.Filings = []Filing{{UnitCode: "410526209", UnitName: "瓦岗寨乡", Year: 2023}}
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
	noUnit.Filings = nil
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
