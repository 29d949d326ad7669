// Package bench measures the stages of the run, each beside its floor, on
// made reports as large as offices' files are; it holds tests only.
//
// The one thing to know: a figure means something only as a ratio inside one
// run, because machines and their neighbours differ. `go test -bench .` runs
// the small sizes; the flag -full adds 8.0 M cells, a province and the nation.
package bench
