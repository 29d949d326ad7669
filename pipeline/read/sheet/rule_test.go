package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRule(t *testing.T) {
	cases := []struct {
		name         string
		ruled, plain []Span
		columns      []Span
		want         []Span
	}{
		{"stored in order", []Span{{0, 2}, {5, 5}}, nil, nil, []Span{{0, 2}, {5, 5}}},
		{"stored out of order", []Span{{5, 5}, {1, 2}, {0, 0}, {2, 4}}, nil, nil, []Span{{0, 5}}},
		{"columns", nil, nil, []Span{{0, 9}}, []Span{{0, 9}}},
		{"columns with plain cells", []Span{{12, 12}}, []Span{{2, 3}, {9, 9}}, []Span{{0, 9}}, []Span{{0, 1}, {4, 8}, {12, 12}}},
		{"plain all over", nil, []Span{{0, 9}}, []Span{{1, 2}, {4, 5}}, nil},
	}
	for _, c := range cases {
		r := Row{Ruled: c.ruled, Plain: c.plain}
		r.rule(c.columns)
		if diff := cmp.Diff(c.want, r.Ruled); diff != "" && len(c.want)+len(r.Ruled) > 0 {
			t.Errorf("%s: ruled (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestStore(t *testing.T) {
	var r Row
	for _, c := range []int{0, 1, 2, 5, 4, 3} {
		r.Store(c, c != 2)
	}
	r.rule(nil)
	if diff := cmp.Diff([]Span{{0, 1}, {3, 5}}, r.Ruled); diff != "" {
		t.Errorf("ruled (-want +got):\n%s", diff)
	}
}
