package sheet

import (
	"strings"
	"testing"
)

func TestParseSum(t *testing.T) {
	cases := []struct {
		formula string
		shift   Ref
		want    string // "" is: not a plain sum
	}{
		{"SUM(B2:B5)", Ref{}, "SUM(B2:B5)"},
		{"=sum( $B$2:$B5 )", Ref{}, "SUM(B2:B5)"},
		{"B2+C2", Ref{}, "B2+C2"},
		{"+B2+C2-D2", Ref{}, "B2+C2-D2"},
		{"B2+SUM(C2:D2,F2)", Ref{}, "B2+SUM(C2:D2)+F2"},
		{"B2-(C2+D2)", Ref{}, "B2-C2-D2"},
		{"SUM(B2,-C2)", Ref{}, "B2-C2"},
		{"SUM(A1:A2)+5", Ref{}, "SUM(A1:A2)+5"},
		{"B2", Ref{}, "B2"},
		{"SUM(B2:B5)", Ref{1, 2}, "SUM(D3:D6)"},
		{"SUM($B2:B$5)", Ref{1, 2}, "SUM(B3:D5)"},
		{"SUM(B2:B5)", Ref{-9, 0}, ""},
		{"", Ref{}, ""}, {"5", Ref{}, ""}, {"SUM(5)", Ref{}, ""}, {"SUM()", Ref{}, ""},
		{"B2*C2", Ref{}, ""}, {"SUM(B2:B5)/2", Ref{}, ""}, {"B2:B5", Ref{}, ""}, {"SUM(B:B)", Ref{}, ""},
		{"AVERAGE(B2:B5)", Ref{}, ""}, {"表2!B2+C2", Ref{}, ""}, {"S1!B2", Ref{}, ""}, {"SUM(S1:S2!B2)", Ref{}, ""},
		{"ROUND(SUM(B2:B5),2)", Ref{}, ""}, {"SUM(B5:B2)", Ref{}, ""}, {"B2%", Ref{}, ""}, {"SUM(B2 C2)", Ref{}, ""},
		{"LOG10(B2)", Ref{}, ""}, {"ABCD1", Ref{}, ""}, {"A0", Ref{}, ""}, {"A1048577", Ref{}, ""}, {"SUM(B2:B5", Ref{}, ""},
		{strings.Repeat("(", 99) + "B2" + strings.Repeat(")", 99), Ref{}, ""},
	}
	for _, c := range cases {
		if got := ParseSum(c.formula, c.shift).String(); got != c.want {
			t.Errorf("ParseSum(%q, %v) = %q, want %q", c.formula, c.shift, got, c.want)
		}
	}
}

func TestCheckSums(t *testing.T) {
	cases := []struct {
		name  string
		row   string // drawn
		noted string // what the note of the last cell holds, "" for none
	}{
		{"agrees", "1 | 2 | =SUM(A1:B1)→3", ""},
		{"disagrees", "1 | 2 | =SUM(A1:B1)→4", "SUM(A1:B1) 的缓存值为 4，各项之和为 3"},
		{"blank counts as zero", "1 | | =SUM(A1:B1)→1", ""},
		{"words count as zero", "1 | 无 | =SUM(A1:B1)→1", ""},
		{"decimals", "190.457379 | 0.000001 | =A1+B1→190.45738", ""},
		{"noise of doubles", "190.457379 | 190.4 | =A1-B1→0.0573790000000116", ""},
		{"long decimals", "0.1234567 | 0.2 | =A1+B1→0.3234567", ""},
		{"long decimals off", "0.1234567 | 0.2 | =A1+B1→0.3234568", "各项之和为 0.3234567"},
		{"huge", "99999999999999999999 | 1 | =A1+B1→100000000000000000000", ""},
		{"holds itself", "1 | 2 | =SUM(A1:C1)→9", ""},
		{"holds a formula without value", "1 | =A1→ | =SUM(A1:B1)→9", ""},
		{"not a number", "1 | 2 | =SUM(A1:B1)→#REF!", ""},
	}
	for _, c := range cases {
		w := drawn(t, c.row)
		s := &w.Sheets[0]
		budget := 100
		n := s.checkSums(&budget)
		note := s.Cells[len(s.Cells)-1].Note
		if (n > 0) != (c.noted != "") || !strings.Contains(note, c.noted) || c.noted == "" && note != "" {
			t.Errorf("%s: checkSums = %d, note %q, want it to hold %q", c.name, n, note, c.noted)
		}
	}
}

// A number stored as text is skipped by the office program; who reads the
// paper adds it.
func TestCheckSumsOfText(t *testing.T) {
	w := drawn(t, "1 | 2 | =SUM(A1:B1)→1")
	w.Sheets[0].Cells[1].Number = ""
	budget := 100
	if n := w.Sheets[0].checkSums(&budget); n != 1 || !strings.Contains(w.Sheets[0].Cells[2].Note, "文本形式") {
		t.Errorf("checkSums = %d, note %q, want one that names text", n, w.Sheets[0].Cells[2].Note)
	}
}

func TestCheckSumsBudget(t *testing.T) {
	w := drawn(t, "1 | 2 | 3 | 4 | =SUM(A1:D1)→9")
	budget := 3
	if n := w.Sheets[0].checkSums(&budget); n != 0 || budget >= 0 {
		t.Errorf("checkSums = %d with budget left %d, want none judged", n, budget)
	}
}

func TestRef(t *testing.T) {
	for _, s := range []string{"A1", "Z9", "AA10", "XFD1048576", "BC7"} {
		r, ok := ParseRef(s)
		if !ok || r.String() != s {
			t.Errorf("ParseRef(%q) = %v, %v", s, r, ok)
		}
	}
	for _, s := range []string{"", "A", "1", "XFE1", "A1048577", "A0", "AAAA1", "A1:B2", "A1 ", "a-1"} {
		if r, ok := ParseRef(s); ok {
			t.Errorf("ParseRef(%q) = %v, want refused", s, r)
		}
	}
	for s, ok := range map[string]bool{"A1:B2": true, "A1": true, "$A$1:$B$2": true, "B2:A1": false, "A1:": false, "A1:B2:C3": false, "A:B": false} {
		if _, got := ParseRange(s); got != ok {
			t.Errorf("ParseRange(%q) ok = %v, want %v", s, got, ok)
		}
	}
}
