package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

// How much memory is spent to look for garbage less often. GOGC and GOMEMLIMIT in
// the environment say otherwise.
const (
	// enough is for a nation's reports: nearer to it the garbage collector works
	// harder. It is no bound.
	enough = 200 << 20

	// By how many percent the heap grows between two collections. A county's is
	// left alone until it has 16 MB, a third of all that a county allocates; then
	// it may double.
	untilFirst = 400
	thrifty    = 100

	// With many files the heap is dozens of MB that stay, and looking at them
	// again and again took a tenth of the time. Where it gets large, enough is
	// what decides.
	manyFiles = 200
	generous  = 300
)

// first is about the first collection, or that there are many files before it.
var first sync.Once

// spendMemory begins; it is called once.
func spendMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enough)
	}
	setGrowth(untilFirst)
	// What nobody holds is found by the first collection.
	runtime.AddCleanup(new(*int), func(int) { first.Do(func() { setGrowth(thrifty) }) }, 0)
}

// spendMore is told how many files were gathered, one by one.
func spendMore(files int) {
	if files == manyFiles {
		first.Do(func() {})
		setGrowth(generous)
	}
}

func setGrowth(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
