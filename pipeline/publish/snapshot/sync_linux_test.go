package snapshot

import "testing"

func TestTellsOfLoss(t *testing.T) {
	for release, want := range map[string]bool{
		"3.10.0-1160.el7.x86_64": false, "4.19.90-2112.8.0.0131.oe1.aarch64": false, "5.4.18-53-generic": false, "5.7.19": false,
		"5.8.0": true, "5.10.0-136.12.0.86.oe2203sp1.x86_64": true, "5.15-rc3": true, "6.1.0-13-amd64": true, "": false, "linux": false,
	} {
		if got := tellsOfLoss(release); got != want {
			t.Errorf("%q: %t, want %t", release, got, want)
		}
	}
}
