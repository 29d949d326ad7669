package recognize

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unsafe"
)

// TestMemo asks more texts than are kept, from several sides at once, and
// compares each answer with the function's own.
func TestMemo(t *testing.T) {
	var m memo[int]
	var asking sync.WaitGroup
	for k := range 4 {
		asking.Go(func() {
			for i := range 3 * mostKept {
				text := fmt.Sprint(i * (k + 1) % (2 * mostKept))
				for range 2 {
					if got := m.of(text, func(s string) int { return len(s) }); got != len(text) {
						t.Errorf("of(%q) = %d, want %d", text, got, len(text))
						return
					}
				}
			}
		})
	}
	asking.Wait()
	if known := m.known.Load(); known != nil && len(*known) > 2*mostKept || len(m.fresh) > mostKept {
		t.Errorf("the memo holds more than %d texts", mostKept)
	}
}

// TestMemoKeepsNoDocument asks with a piece of a large text: what the memo
// keeps must be a copy.
func TestMemoKeepsNoDocument(t *testing.T) {
	var m memo[string]
	document := strings.Repeat("其他行政管理事项", 1000)
	piece := document[:24]
	got := m.of(piece, func(s string) string { return s })
	if got != piece || unsafe.StringData(got) == unsafe.StringData(piece) {
		t.Error("the memo keeps the document that a text was cut from")
	}
}
