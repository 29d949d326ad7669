package gate

import (
	"strings"
	"testing"

	"huizong/schema"
)

func result(missing int, sum int64, unreadable, accepted int) Result {
	s := schema.DecimalOf(sum)
	id, _ := schema.CellByCode("t3.received.total")
	return Result{
		Missing: map[int]int{2023: missing},
		Totals:  schema.TotalsOf(schema.AreaTotal{Area: schema.Area{Code: "410526", Name: "滑县"}, ReportYear: 2023, Cell: id, Sum: &s}),
		Files:   map[schema.Verdict]int{schema.Unreadable: unreadable, schema.Accepted: accepted, schema.NotAReport: 100},
		Reports: accepted,
	}
}

func TestJudge(t *testing.T) {
	before := result(2, 400, 0, 20)
	strict := Limits{MissingMore: 3, TotalFactor: 5, UnreadablePercent: 10}
	for _, c := range []struct {
		name   string
		limits Limits
		before *Result
		now    Result
		want   string // in the English reason, "" for shown
	}{
		{"the same", strict, &before, result(2, 400, 0, 20), ""},
		{"as many missing as allowed", strict, &before, result(5, 400, 0, 20), ""},
		{"one more missing", strict, &before, result(6, 400, 0, 20), "rose from 2 to 6"},
		{"total moves by the factor", strict, &before, result(2, 2000, 0, 20), ""},
		{"total moves by more", strict, &before, result(2, 2001, 0, 20), "from 400 to 2001"},
		{"total falls to nothing", strict, &before, result(2, 0, 0, 20), "from 400 to 0"},
		{"a tenth unreadable", strict, &before, result(2, 400, 2, 18), ""},
		{"more unreadable", strict, &before, result(2, 400, 3, 17), "3 of 20 files"},
		{"first snapshot", strict, nil, result(20, 1, 0, 20), ""},
		{"first snapshot, all unreadable", strict, nil, result(20, 1, 20, 0), "20 of 20 files"},
		{"gate open", Limits{MissingMore: -1}, &before, result(22, 0, 20, 1), ""},
		{"gate open, nothing left", Limits{MissingMore: -1}, &before, result(23, 0, 0, 0), "the snapshot before has 20"},
	} {
		got := Judge(c.limits, c.before, c.now)
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: held back: %v", c.name, got)
		case c.want != "" && (len(got) != 1 || !strings.Contains(got[0].EN, c.want)):
			t.Errorf("%s: %v, want one reason with %q", c.name, got, c.want)
		}
	}
}
