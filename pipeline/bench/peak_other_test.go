//go:build !unix

package bench

import "os"

// peakOf does not know the memory of a process here.
func peakOf(*os.ProcessState) int64 { return 0 }
