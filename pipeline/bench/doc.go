// Package bench measures the stages of the run, each beside its floor, on
// made reports as large as offices' files are; it holds tests only.
//
// The one thing to know: a figure means something only as a ratio inside one
// run, because machines and their neighbours differ, and only if the cells are
// right: what is measured is held against what the maker printed. `go test
// -bench .` runs the small sizes; the flag -full asks for 8.0 M cells, a
// province and the nation. What offices use instead, the peers, is compared
// where it is installed. The figures stand in .github/SPEED.md.
package bench
