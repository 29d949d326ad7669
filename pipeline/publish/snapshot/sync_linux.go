package snapshot

import (
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// reliable are the file systems of a machine's own disks. Of a share, or one that a
// program provides, the kernel may know only what is on its way there.
var reliable = []int64{unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC}

// SyncsWhole asks the kernel, too, whether it says of a file system that it synced
// whether everything was written: from 5.8 on.
func (osFS) SyncsWhole(dir string) bool {
	var disk unix.Statfs_t
	var system unix.Utsname
	return unix.Statfs(dir, &disk) == nil && slices.Contains(reliable, int64(disk.Type)) &&
		unix.Uname(&system) == nil && tellsOfLoss(unix.ByteSliceToString(system.Release[:]))
}

// tellsOfLoss is for a release as 4.19.90-2112 and 6.1.0 are.
func tellsOfLoss(release string) bool {
	major, rest, _ := strings.Cut(release, ".")
	minor := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	n, err := strconv.Atoi(major)
	m, also := strconv.Atoi(minor)
	return err == nil && also == nil && (n > 5 || n == 5 && m >= 8)
}

func (osFS) SyncWhole(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = unix.Syncfs(int(d.Fd()))
	if closing := d.Close(); err == nil {
		err = closing
	}
	return err
}
