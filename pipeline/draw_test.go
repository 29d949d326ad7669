package pipeline

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDrawAhead: papers are put down in order though later ones are drawn
// sooner, and the first error ends it.
func TestDrawAhead(t *testing.T) {
	papers := func(yield func(paper) bool) {
		for i := range 200 {
			p := paper{fmt.Sprint(i), func(w io.Writer) error {
				time.Sleep(time.Duration(i*7%5) * 100 * time.Microsecond)
				_, err := fmt.Fprint(w, "paper ", i)
				return err
			}}
			if !yield(p) {
				return
			}
		}
	}
	var got []string
	put := func(p paper) error {
		var b strings.Builder
		if err := p.write(&b); err != nil {
			return err
		}
		got = append(got, p.path+" "+b.String())
		return nil
	}
	if err := drawAhead(4, papers, put); err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range 200 {
		want = append(want, fmt.Sprintf("%d paper %d", i, i))
	}
	if !slices.Equal(got, want) {
		t.Errorf("put down %v", got)
	}
	full := errors.New("no room")
	n := 0
	err := drawAhead(4, papers, func(paper) error {
		if n++; n == 20 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n != 20 {
		t.Errorf("after the error of the 20th: %d papers, %v", n, err)
	}
}
