package pipeline

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestAheadOfReaders: a few files wait for who reads them, none of them long once
// the run ends; what is larger than all that may wait passes alone.
func TestAheadOfReaders(t *testing.T) {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	a := newAhead()
	large := found{data: make([]byte, bytesAhead+1)}
	for range 3 {
		if err := a.add(ctx, large); err != nil {
			t.Fatal(err)
		}
		f := <-a.files
		a.room.Release(f.room())
	}
	small := found{data: make([]byte, 1)}
	for range filesAhead {
		if err := a.add(ctx, small); err != nil {
			t.Fatal(err)
		}
	}
	for what, f := range map[string]found{"as many files as may": small, "other files beside so large a one": large} {
		short, stop := context.WithTimeout(ctx, 10*time.Millisecond)
		if err := a.add(short, f); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s wait, and one more was taken: %v", what, err)
		}
		stop()
	}
}
