package gather

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/bzip2"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/pipeline/read/bounds"
)

// documentParts are names in a zip that make it a document: OOXML, OFD, and
// ODF or EPUB, which open with a part "mimetype".
var documentParts = map[string]bool{"[Content_Types].xml": true, "OFD.xml": true, "mimetype": true}

// claimsZip takes zips that are no document. One whose directory cannot be read
// is taken if it is called a zip.
func claimsZip(name string, data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK")) || endOfDirectory(data) < 0 {
		return false
	}
	z, err := openZip(data, 1<<14)
	if err != nil {
		return strings.HasSuffix(strings.ToLower(name), ".zip")
	}
	for _, f := range z.File {
		if documentParts[strings.TrimPrefix(f.Name, "/")] {
			return false
		}
	}
	return true
}

// roomyEntry is more than a directory spends on one file: a header of 46 bytes,
// a name and some extra fields.
const roomyEntry = 1 << 9

// openZip reads the directory. It is limited in bytes before it is in entries,
// because the library keeps a few hundred bytes for each of 46.
func openZip(data []byte, entries int) (*zip.Reader, error) {
	over := bounds.Over("files in one bundle", "压缩包内文件数", int64(entries))
	r := &limitedAt{bytes.NewReader(data), int64(entries)*roomyEntry + 1<<17, over}
	z, err := zip.NewReader(r, int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	r.left = 1 << 62
	z.RegisterDecompressor(12, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	return z, nil
}

// limitedAt refuses once more than left bytes were asked for.
type limitedAt struct {
	r    io.ReaderAt
	left int64
	over error
}

func (l *limitedAt) ReadAt(p []byte, off int64) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		return 0, l.over
	}
	return l.r.ReadAt(p, off)
}

// eachZip visits the files of a zip in bytewise order of their names.
func eachZip(src *source, visit func(*member) error) error {
	if end := endOfDirectory(src.data); end >= 0 && isSplit(src.data[end:]) {
		return splitZip
	}
	z, err := openZip(src.data, src.bounds.Entries)
	if err != nil {
		return err
	}
	var members []*member
	for _, f := range z.File {
		if m := zipMember(f); m != nil {
			members = append(members, m)
		}
	}
	slices.SortStableFunc(members, func(a, b *member) int { return cmp.Compare(a.name, b.name) })
	for _, m := range members {
		if err := src.ctx.Err(); err != nil {
			return err
		}
		if err := visit(m); err != nil {
			return err
		}
	}
	return nil
}

// isSplit reads from the end record whether the zip began on another disk.
func isSplit(end []byte) bool {
	disk := binary.LittleEndian.Uint16(end[4:])
	return disk != 0 && disk != 0xffff // all ones: zip64 says it elsewhere
}

func zipMember(f *zip.File) *member {
	name := zipName(f)
	mode := f.Mode()
	if mode.IsDir() || strings.HasSuffix(name, "/") {
		return nil
	}
	m := &member{name: name, stored: max(1, int64(min(f.CompressedSize64, 1<<40))), open: func() (io.Reader, error) { return f.Open() }}
	switch {
	case f.Flags&1 != 0:
		m.fate = unreadable(encryptedMember)
	case mode&fs.ModeSymlink != 0:
		m.fate = memberLink
	case !mode.IsRegular():
		m.fate = memberSpecial
	}
	return m
}

// zipName: the flag for UTF-8 is believed if the name is UTF-8; then the
// extra field that WinRAR and Info-ZIP write; then the bytes decide.
func zipName(f *zip.File) string {
	const flagUTF8 = 0x800
	if f.Flags&flagUTF8 != 0 && utf8.ValidString(f.Name) {
		return f.Name
	}
	if name, ok := unicodePath(f); ok {
		return name
	}
	return decodeName(f.Name)
}

// unicodePath reads the Info-ZIP Unicode Path extra field (0x7075): version 1,
// CRC-32 of the name it stands for, the name in UTF-8.
func unicodePath(f *zip.File) (string, bool) {
	for extra := f.Extra; len(extra) >= 4; {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; size > len(extra) {
			break
		}
		field := extra[:size]
		extra = extra[size:]
		if id == 0x7075 && size > 5 && field[0] == 1 &&
			binary.LittleEndian.Uint32(field[1:]) == crc32.ChecksumIEEE([]byte(f.Name)) && utf8.Valid(field[5:]) {
			return string(field[5:]), true
		}
	}
	return "", false
}
