package container

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"
)

// A member is one file of a zip container, as the directory says.
type member struct {
	name          string
	flags, method uint16
	sum           uint32
	stored, size  uint64 // bytes in the container, and expanded
	at            int    // where its bytes begin, −1 if that cannot be told
}

// members reads the directory of a zip container: those of office programs at
// once, all that is unusual (zip64, bytes before the container or between its
// pieces) as archive/zip understands it.
func members(data []byte) ([]member, error) {
	if found, ok := plainMembers(data); ok {
		return found, nil
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	found := make([]member, len(r.File))
	for i, f := range r.File {
		found[i] = member{f.Name, f.Flags, f.Method, f.CRC32, f.CompressedSize64, f.UncompressedSize64, -1}
		if at, err := f.DataOffset(); err == nil && at <= int64(len(data)) {
			found[i].at = int(at)
		}
	}
	return found, nil
}

// Sizes of the headers of APPNOTE.TXT without names, extra fields and comments:
// 4.3.7, 4.3.12, 4.3.16.
const (
	localSize   = 30
	centralSize = 46
	endSize     = 22
)

const (
	localSign   = "PK\x03\x04"
	centralSign = "PK\x01\x02"
	endSign     = "PK\x05\x06"
)

// plainMembers reads a directory whose headers stand in a row, the end record right
// behind them, with sizes and offsets of 32 bits.
func plainMembers(data []byte) (found []member, ok bool) {
	tail := max(0, len(data)-(endSize+1<<16))
	end := tail + bytes.LastIndex(data[tail:], []byte(endSign))
	if end < tail || end+endSize > len(data) {
		return nil, false
	}
	u16, u32 := binary.LittleEndian.Uint16, binary.LittleEndian.Uint32
	record := data[end:]
	count, size, offset, comment := u16(record[10:]), u32(record[12:]), u32(record[16:]), u16(record[20:])
	if int(comment) != len(record)-endSize || count == 1<<16-1 || uint64(offset)+uint64(size) != uint64(end) || uint64(size) < uint64(count)*centralSize {
		return nil, false
	}
	rest := string(data[offset:end]) // names are pieces of it
	found = make([]member, 0, count)
	for rest != "" {
		if len(found) == int(count) || len(rest) < centralSize || !strings.HasPrefix(rest, centralSign) {
			return nil, false
		}
		h := data[end-len(rest):]
		name := int(u16(h[28:]))
		behind := name + int(u16(h[30:])) + int(u16(h[32:]))
		if len(rest) < centralSize+behind {
			return nil, false
		}
		m := member{rest[centralSize:][:name], u16(h[8:]), u16(h[10:]), u32(h[16:]), uint64(u32(h[20:])), uint64(u32(h[24:])), -1}
		local := uint64(u32(h[42:]))
		if m.stored == 1<<32-1 || m.size == 1<<32-1 || local == 1<<32-1 {
			return nil, false
		}
		if local+localSize <= uint64(len(data)) && bytes.HasPrefix(data[local:], []byte(localSign)) {
			h := data[local:]
			if at := int(local) + localSize + int(u16(h[26:])) + int(u16(h[28:])); at <= len(data) {
				m.at = at
			}
		}
		found = append(found, m)
		rest = rest[centralSize+behind:]
	}
	return found, len(found) == int(count)
}
