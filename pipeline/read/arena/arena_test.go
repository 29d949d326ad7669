package arena

import (
	"strings"
	"testing"
)

// TestKeep keeps texts around the size of a piece: none may change when others
// are kept behind it.
func TestKeep(t *testing.T) {
	var texts Texts
	var want, got []string
	for _, size := range []int{0, 1, 3, pieceSize/2 - 1, pieceSize / 2, pieceSize/2 + 1, pieceSize, 1, 2 * pieceSize, 7, pieceSize / 2, 5} {
		b := []byte(strings.Repeat(string(rune('a'+len(want))), size))
		want = append(want, string(b))
		got = append(got, texts.Keep(b))
		clear(b)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("text %d is %.20q…, want %.20q…", i, got[i], want[i])
		}
	}
}
