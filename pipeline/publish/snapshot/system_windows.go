package snapshot

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"time"
	"unicode/utf16"

	"golang.org/x/sys/windows"
)

// symlink makes a link to a folder. Windows lets only the privileged make
// symbolic links; a junction does the same for everybody, with an absolute
// target. A share has neither: that is [errors.ErrUnsupported].
//
// What was made is looked at: Wine says yes and makes nothing.
func symlink(target, link string) error {
	if err := os.Symlink(target, link); err == nil {
		if _, err := os.Lstat(link); err == nil {
			return nil
		}
	}
	absolute, err := filepath.Abs(filepath.Join(filepath.Dir(link), target))
	if err != nil {
		return err
	}
	if err := os.Mkdir(link, 0o755); err != nil {
		return err
	}
	if err := makeJunction(link, absolute); err != nil {
		return errors.Join(errors.ErrUnsupported, err, os.Remove(link))
	}
	return nil
}

// removeAll removes a tree. The library asks for a deletion that older systems
// and Wine do not know; one by one it goes everywhere. A junction is removed,
// not entered.
func removeAll(path string) error {
	if os.RemoveAll(path) == nil {
		return nil
	}
	entries, err := os.ReadDir(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		inner := filepath.Join(path, e.Name())
		if e.IsDir() {
			err = removeAll(inner)
		} else {
			err = os.Remove(inner)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// rename waits up to two seconds for readers: Windows moves nothing that is
// open, and virus scanners open everything that is new.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for tries := 0; tries < 20 && busy(err, to); tries++ {
		time.Sleep(100 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

// busy reports whether an error may pass by itself. Denied access is final if
// something stands in the way.
func busy(err error, to string) bool {
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		_, there := os.Lstat(to)
		return errors.Is(there, os.ErrNotExist)
	}
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION)
}

// makeJunction turns an empty folder into a mount point of another, by the
// reparse data buffer that [MS-FSCC] 2.1.2.5 describes.
func makeJunction(link, absolute string) error {
	name, err := windows.UTF16PtrFromString(link)
	if err != nil {
		return err
	}
	h, err := windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING,
		windows.FILE_FLAG_OPEN_REPARSE_POINT|windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return err
	}
	defer windows.CloseHandle(h)
	data := reparseData(absolute)
	var returned uint32
	return windows.DeviceIoControl(h, windows.FSCTL_SET_REPARSE_POINT, &data[0], uint32(len(data)), nil, 0, &returned, nil)
}

func reparseData(absolute string) []byte {
	substitute, printed := utf16.Encode([]rune(`\??\`+absolute)), utf16.Encode([]rune(absolute))
	var names []byte
	for _, n := range [][]uint16{append(substitute, 0), append(printed, 0)} {
		for _, c := range n {
			names = binary.LittleEndian.AppendUint16(names, c)
		}
	}
	b := binary.LittleEndian.AppendUint32(nil, windows.IO_REPARSE_TAG_MOUNT_POINT)
	for _, n := range []int{8 + len(names), 0, 0, 2 * len(substitute), 2 * (len(substitute) + 1), 2 * len(printed)} {
		b = binary.LittleEndian.AppendUint16(b, uint16(n))
	}
	return append(b, names...)
}
