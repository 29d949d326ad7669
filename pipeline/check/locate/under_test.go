package locate

import (
	"strings"
	"testing"

	"huizong/schema"
)

func cell(code string) schema.CellID {
	id, ok := schema.CellByCode(code)
	if !ok {
		panic(code)
	}
	return id
}

func finding(rule, code, detail string, left, right schema.Decimal) schema.Finding {
	return schema.Finding{Rule: rule, Severity: schema.Must, UnitCode: "410526209", ReportYear: 2023, Cell: cell(code), Detail: detail, Left: &left, Right: &right}
}

// tops lists the findings that stand under no other.
func tops(findings []schema.Finding) (rules []string, first schema.Finding) {
	for _, f := range findings {
		if f.Parent == "" {
			if rules == nil {
				first = f
			}
			rules = append(rules, f.Rule)
		}
	}
	return rules, first
}

// A wrong cell breaks sums, does not carry over from last year and contradicts
// the prose: one finding, and what else speaks for the number is said.
func TestWhatFollowsFromAWrongCell(t *testing.T) {
	for _, c := range []struct {
		code, rule string
		left       bool // the number that is right is the left side
		says       string
	}{
		{"t3.carried_in.total", "year.carry", false, "上年报告的结转下年度也是这个数"},
		{"t3.received.total", "text.requests", true, "文字写的也是这个数"},
		{"t3.answered.total", "text.requests", true, "文字写的也是这个数"},
	} {
		r := consistent(7)
		id := cell(c.code)
		right := r.Cells[id].Value
		add(r, id, 3)
		sides := [2]schema.Decimal{r.Cells[id].Value, right}
		if c.left {
			sides = [2]schema.Decimal{right, r.Cells[id].Value}
		}
		rules, first := tops(Locate(r, append(failures(r), finding(c.rule, c.code, "", sides[0], sides[1]))))
		if len(rules) != 1 || rules[0] != "slip.cell" || !strings.Contains(first.Suggestion, c.says) {
			t.Errorf("%s: %v, %q; want one slip.cell that says %q", c.code, rules, first.Suggestion, c.says)
		}
		// Where prose or last year say a third number it is a question of its own.
		sides[0], sides[1] = sides[0]+schema.DecimalOf(50), sides[1]+schema.DecimalOf(50)
		if rules, _ := tops(Locate(r, append(failures(r), finding(c.rule, c.code, "", sides[0], sides[1])))); len(rules) != 2 {
			t.Errorf("%s: %v, want the slip and %s", c.code, rules, c.rule)
		}
	}
}

func TestProseAgreesWithTableFour(t *testing.T) {
	r := consistent(7)
	for code, n := range map[string]int64{"t4.suit_after_review.upheld": 2, "t4.suit_after_review.total": 5, "t4.suit_direct.pending": 1, "t4.suit_direct.total": 1} {
		r.Cells[cell(code)].Value = schema.DecimalOf(n)
	}
	prose := finding("text.proceedings", "t4.suit_direct.total", "suits.total", schema.DecimalOf(3), schema.DecimalOf(6))
	rules, first := tops(Locate(r, append(failures(r), prose)))
	if len(rules) != 1 || rules[0] != "t4.total" || !strings.Contains(first.Suggestion, "文字写的也是这个数") {
		t.Errorf("%v %q, want t4.total alone", rules, first.Suggestion)
	}
	prose.Detail = "reviews.total"
	if rules, _ := tops(Locate(r, append(failures(r), prose))); len(rules) != 2 {
		t.Errorf("%v, want a question about reviews of its own", rules)
	}
}

func TestCarriedIsOneFinding(t *testing.T) {
	part := func(column string, now, last int64) schema.Finding {
		return finding("year.carry", "t3.carried_in."+column, "", schema.DecimalOf(now), schema.DecimalOf(last))
	}
	for _, c := range []struct {
		name     string
		findings []schema.Finding
		want     []string // cells of the findings that stand under no other
	}{
		{"one column and the total", []schema.Finding{part("other", 1, 3), part("total", 5, 7)}, []string{"t3.carried_in.other"}},
		{"two columns and the total", []schema.Finding{part("business", 0, 3), part("other", 0, 4), part("total", 0, 7)}, []string{"t3.carried_in.total"}},
		{"a total that is off by something else", []schema.Finding{part("other", 1, 3), part("total", 5, 9)}, []string{"t3.carried_in.other", "t3.carried_in.total"}},
	} {
		var got []string
		for _, f := range Locate(consistent(7), c.findings) {
			if f.Parent == "" {
				got = append(got, f.CellCode())
			}
		}
		if strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// What follows for blank cells stands under the finding that says they are
// blank, which asks about all of them.
func TestInferredStandsUnderTheBlank(t *testing.T) {
	r := consistent(7)
	var want []string
	for _, row := range schema.RequestRows(schema.Edition2021) {
		id := schema.T3(row, 1)
		want = append(want, r.Cells[id].Value.String())
		r.Cells[id] = schema.CellValue{State: schema.Blank}
	}
	blank := finding("cell.blank", "t3.received.business", "column business", 0, 0)
	rules, first := tops(Locate(r, []schema.Finding{blank}))
	if len(rules) != 1 || !strings.Contains(first.Suggestion, strings.Join(want, "、")) {
		t.Errorf("%v, asks %q; want cell.blank that asks for %v", rules, first.Suggestion, want)
	}
}

// A slip is no graver than the sums it breaks, and silent where they are.
func TestSlipIsGradedAsItsSums(t *testing.T) {
	r := consistent(7)
	add(r, cell("t3.granted.business"), 3)
	found := failures(r)
	for i := range found {
		found[i].Severity = schema.Explain
	}
	if _, slip := tops(Locate(r, found)); slip.Rule != "slip.cell" || slip.Severity != schema.Explain {
		t.Errorf("%s is %v, want explain", slip.Rule, slip.Severity)
	}
	if rules, _ := tops(Locate(r, nil)); len(rules) != 0 {
		t.Errorf("%v though no sum is judged", rules)
	}
}
