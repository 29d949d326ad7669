package pipeline

import (
	"errors"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"huizong/pipeline/normalize"
	"huizong/schema"
)

// units are batches of one unit each, by code.
func units(mem memory.Allocator, codes ...string) batches {
	return func(do func(arrow.Record) error) error {
		for _, code := range codes {
			if err := oneBatch(normalize.Units(mem, &schema.Roster{Units: []schema.Unit{{Code: code}}}))(do); err != nil {
				return err
			}
		}
		return nil
	}
}

// TestAhead: batches that are built ahead come in their order, the first error
// of either side ends both, and nothing of them stays in memory.
func TestAhead(t *testing.T) {
	mem := memory.NewCheckedAllocator(memory.DefaultAllocator)
	defer mem.AssertSize(t, 0)
	codes := []string{"1", "2", "3", "4", "5"}
	var got []string
	take := func(b arrow.Record) error {
		got = append(got, b.Column(0).ValueStr(0))
		return nil
	}
	if err := units(mem, codes...).ahead()(take); err != nil || !slices.Equal(got, codes) {
		t.Errorf("took %v, %v", got, err)
	}
	full := errors.New("no room")
	err := units(mem, codes...).ahead()(func(arrow.Record) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("the writer fails: %v", err)
	}
	var broken batches = func(do func(arrow.Record) error) error {
		return errors.Join(units(mem, codes...)(do), full)
	}
	got = nil
	if err := broken.ahead()(take); !errors.Is(err, full) || len(got) != len(codes) {
		t.Errorf("the builder fails at last: %v after %v", err, got)
	}
}
