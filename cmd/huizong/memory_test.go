package main

import (
	"runtime"
	"runtime/metrics"
	"sync"
	"testing"
	"time"
)

// growth is by how many percent the heap may grow now.
func growth() uint64 {
	s := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// TestSpendMemory: generous until the first collection, thrifty then, and
// generous for good once there are many files.
func TestSpendMemory(t *testing.T) {
	t.Setenv("GOGC", "") // as if it were not set
	before := int(growth())
	first = sync.Once{}
	t.Cleanup(func() { setGrowth(before) })
	spendMemory()
	if got := growth(); got != untilFirst {
		t.Errorf("before the first collection the heap grows by %d %%", got)
	}
	for range 100 {
		runtime.GC()
		if growth() == thrifty {
			break
		}
		time.Sleep(10 * time.Millisecond) // what is done after a collection is done beside
	}
	if got := growth(); got != thrifty {
		t.Errorf("after collections the heap grows by %d %%", got)
	}
	for n := range manyFiles {
		spendMore(n)
	}
	if got := growth(); got != thrifty {
		t.Errorf("before there are many files the heap grows by %d %%", got)
	}
	spendMore(manyFiles)
	if got := growth(); got != generous {
		t.Errorf("with many files the heap grows by %d %%", got)
	}
	t.Setenv("GOGC", "50")
	setGrowth(thrifty)
	if got := growth(); got != generous {
		t.Errorf("what the environment says was overruled: %d %%", got)
	}
}
