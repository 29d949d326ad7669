package explain

import (
	"strings"
	"testing"

	"huizong/pipeline/publish/recall"
	"huizong/schema"
)

// TestWiderTotalsRestOnNarrower: every unit stands once in the tree, under the
// narrowest area that holds it.
func TestWiderTotalsRestOnNarrower(t *testing.T) {
	cell, _ := schema.CellByCode("t3.received.total")
	b := &book{totals: &schema.Totals{}, county: map[string]string{"410102100": "410102", "410102101": "410102", "410526100": "410526", "419001100": "419001"}}
	for _, a := range []schema.Area{{Code: "410102", Name: "中原区", Level: "county"}, {Code: "410526", Name: "滑县", Level: "county"},
		{Code: "4101", Name: "郑州市", Level: "city"}, {Code: "4105", Name: "安阳市", Level: "city"}, {Code: "41", Name: "河南省", Level: "province"}, {Code: "419001", Name: "济源市", Level: "county"}} {
		b.totals.Add(schema.AreaTotal{Area: a, ReportYear: 2023, Cell: cell}, schema.AreaTotal{Area: a, ReportYear: 2022, Cell: cell})
	}
	for _, u := range []string{"410102100", "410102101", "410526100", "419001100"} {
		b.filings = append(b.filings, recall.Filing{UnitCode: u, Year: 2023})
	}
	codes := func(nodes []Node) string {
		var out []string
		var walk func(n *Node, depth int)
		walk = func(n *Node, depth int) {
			out = append(out, strings.Repeat(">", depth)+n.Code)
			for i := range n.On {
				walk(&n.On[i], depth+1)
			}
		}
		for i := range nodes {
			walk(&nodes[i], 0)
		}
		return strings.Join(out, " ")
	}
	for _, test := range []struct {
		unit string
		want string
	}{
		{"", "41 >4101 >>410102 >>>410102100 >>>410102101 >4105 >>410526 >>>410526100 >419001 >>419001100"},
		{"4105", "4105 >410526 >>410526100"},
		{"滑县", "410526 >410526100"},
		{"410526100", ""},
	} {
		got := codes(b.ofAreas(cell, Question{Unit: test.unit, Year: 2023}))
		if got != test.want {
			t.Errorf("the totals of %q rest on %s, want %s", test.unit, got, test.want)
		}
	}
}
