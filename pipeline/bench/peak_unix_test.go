//go:build unix

package bench

import (
	"os"
	"runtime"
	"syscall"
)

// peakOf is the most memory that a process had at once, in bytes.
func peakOf(s *os.ProcessState) int64 {
	peak := int64(s.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS != "darwin" {
		peak <<= 10 // others count KiB
	}
	return peak
}
