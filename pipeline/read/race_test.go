//go:build race

package read

// slower is how much longer the race detector may make a reading.
const slower = 10
