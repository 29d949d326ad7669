//go:build !unix

package gather

// nonblock is of no use where pipes have no place among files.
const nonblock = 0
