package schema

import "testing"

func TestUnitOfRoster(t *testing.T) {
	ordered := &Roster{Units: []Unit{{Code: "410526100"}, {Code: "410526209"}, {Code: "410526210"}}}
	mixed := &Roster{Units: []Unit{{Code: "410526210"}, {Code: "410526100"}, {Code: "410526209"}}}
	for _, r := range []*Roster{ordered, mixed, {}, nil} {
		for _, code := range []string{"410526100", "410526209", "410526210", "410526101", "", "999999999"} {
			want := ""
			if r != nil {
				for _, u := range r.Units {
					if u.Code == code {
						want = code
					}
				}
			}
			got := ""
			if u := r.Unit(code); u != nil {
				got = u.Code
			}
			if got != want {
				t.Errorf("unit %q of %v = %q", code, r, got)
			}
		}
	}
}
