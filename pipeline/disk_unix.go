//go:build unix

package pipeline

import "golang.org/x/sys/unix"

// freeBytes is the room left where a folder is; ok is false if nobody says.
func freeBytes(dir string) (free uint64, ok bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true
}
