package gather

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"time"
	"unicode/utf8"

	"github.com/nwaples/rardecode/v2"
)

const (
	rar4 = "Rar!\x1a\x07\x00"
	rar5 = "Rar!\x1a\x07\x01\x00"
)

func claimsRAR(_ string, data []byte) bool {
	return bytes.HasPrefix(data, []byte(rar4)) || bytes.HasPrefix(data, []byte(rar5))
}

// eachRAR visits the files of a rar, of all its volumes if they stand beside it.
func eachRAR(src *source, visit func(*member) error) error {
	r, err := rardecode.OpenReader(src.name, rardecode.FileSystem(&volumes{src: src, split: rarIsVolume(src.data)}),
		rardecode.MaxDictionarySize(max(1<<18, src.bounds.Bytes)))
	if err != nil {
		return err
	}
	defer r.Close()
	declared := int64(0) // expanded by the archive's own word
	for {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		// A solid archive expands what is skipped: its word is taken for the
		// cost, and the library holds it to its word.
		if declared += max(0, h.UnPackedSize); h.Solid && (h.UnKnownSize || declared > src.stream) {
			return overRatio
		}
		if h.IsDir {
			continue
		}
		if err := visit(rarMember(h, r)); err != nil {
			return err
		}
	}
}

func rarMember(h *rardecode.FileHeader, r io.Reader) *member {
	m := &member{name: rarFileName(h.Name), open: func() (io.Reader, error) { return r, nil }}
	if !h.Solid {
		m.stored = max(1, h.PackedSize)
	}
	switch {
	case h.Encrypted:
		m.fate = unreadable(encryptedMember)
	case h.LinkType != rardecode.LinkTypeNone || h.Mode()&fs.ModeSymlink != 0:
		m.fate = memberLink
	}
	return m
}

// rarFileName decodes a name. RAR 4 writes GBK with backslashes, and the
// library has turned each backslash into a slash, also those that are the
// second half of a character: no GBK character ends in a slash, so they can be
// told and put back.
func rarFileName(name string) string {
	if utf8.ValidString(name) {
		return decodeName(name)
	}
	b := []byte(name)
	for i := 0; i < len(b); i++ {
		if b[i] < 0x81 {
			continue
		}
		if i++; i < len(b) && b[i] == '/' {
			b[i] = '\\'
		}
	}
	return decodeName(string(b))
}

// rarIsVolume reads from the main header whether the archive has volumes.
func rarIsVolume(data []byte) bool {
	if rest, ok := bytes.CutPrefix(data, []byte(rar4)); ok {
		return len(rest) >= 7 && rest[2] == 0x73 && rest[3]&1 != 0
	}
	rest, ok := bytes.CutPrefix(data, []byte(rar5))
	if !ok || len(rest) < 4 {
		return false
	}
	rest = rest[4:] // CRC
	next := func() (n uint64) {
		n, k := binary.Uvarint(rest)
		rest = rest[max(0, k):]
		return n
	}
	next() // header size
	isMain, flags := next() == 1, next()
	if flags&1 != 0 {
		next() // size of the extra area
	}
	return isMain && next()&1 != 0
}

// volumes is the file system that the library sees: the archive, and the files
// beside it if it says that it is split. A whole archive must not run on into
// its neighbour.
type volumes struct {
	src   *source
	split bool
}

func (v *volumes) Open(name string) (fs.File, error) {
	data := v.src.data
	if name != v.src.name {
		if !v.split {
			return nil, fs.ErrNotExist
		}
		var err error
		if data, err = v.src.volume(name); err != nil {
			return nil, fmt.Errorf("volume %s: %w", name, err)
		}
	}
	return &volumeFile{Reader: bytes.NewReader(data), ctx: v.src.ctx, name: name}, nil
}

// A volumeFile is one volume in memory.
type volumeFile struct {
	*bytes.Reader
	ctx  context.Context
	name string
}

func (f *volumeFile) Read(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.Reader.Read(p)
}

// Seek refuses to go behind the end: so a cut archive is noticed.
func (f *volumeFile) Seek(offset int64, whence int) (int64, error) {
	at, err := f.Reader.Seek(offset, whence)
	if err == nil && at > f.Reader.Size() {
		return at, io.ErrUnexpectedEOF
	}
	return at, err
}

func (f *volumeFile) Close() error               { return nil }
func (f *volumeFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *volumeFile) Name() string               { return f.name }
func (f *volumeFile) Mode() fs.FileMode          { return 0o444 }
func (f *volumeFile) ModTime() time.Time         { return time.Time{} }
func (f *volumeFile) IsDir() bool                { return false }
func (f *volumeFile) Sys() any                   { return nil }
