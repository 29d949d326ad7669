package pipeline

import "golang.org/x/sys/windows"

// freeBytes is the room left where a folder is; ok is false if nobody says.
func freeBytes(dir string) (free uint64, ok bool) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, false
	}
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return free, err == nil
}
