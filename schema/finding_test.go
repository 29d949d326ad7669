package schema

import "testing"

func TestOpen(t *testing.T) {
	for _, c := range []struct {
		name string
		f    Finding
		open bool
	}{
		{"plain", Finding{Rule: "form.section5", Severity: Explain}, true},
		{"explained", Finding{Rule: "year.stock", Severity: Explain, Explained: "清理失效"}, false},
		{"explained, a carry that must hold", Finding{Rule: "year.carry", Severity: Must, Explained: "上年报告有误，已更正"}, false},
		{"under a slip", Finding{Rule: "t3.row_total", Severity: Must, Parent: "1"}, false},
		{"a sum that must hold is not closed by words", Finding{Rule: "t3.row_total", Severity: Must, Explained: "属实"}, true},
		{"nor is a slip", Finding{Rule: "slip.cell", Severity: Must, Explained: "属实"}, true},
		{"unless the county only asks", Finding{Rule: "t3.row_total", Severity: Explain, Explained: "属实"}, false},
	} {
		if got := c.f.Open(); got != c.open {
			t.Errorf("%s: open %v, want %v", c.name, got, c.open)
		}
	}
}
