package divisions

import "testing"

// The figures and names are those of the published list.
func TestList(t *testing.T) {
	if n := len(Counties("")); n != 2978 {
		t.Errorf("%d counties, want 2978", n)
	}
	if n := len(Townships("")); n != 41352 {
		t.Errorf("%d township-level units, want 41352", n)
	}
	if n := len(Townships("410526")); n != 23 {
		t.Errorf("滑县 has %d units, want 23", n)
	}
	for code, want := range map[string]string{"41": "河南省", "4105": "安阳市", "410526": "滑县", "410526209": "瓦岗寨乡", "999999": ""} {
		if got := Name(code); got != want {
			t.Errorf("Name(%s) = %q, want %q", code, got, want)
		}
	}
}
