package gather

import (
	"bytes"
	"context"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"

	"github.com/bodgit/sevenzip"
)

const sevenZip = "7z\xbc\xaf\x27\x1c"

func claims7z(_ string, data []byte) bool { return bytes.HasPrefix(data, []byte(sevenZip)) }

// each7z visits the files of a 7z as they are stored. The library allocates
// what the header asks for, so the header is walked first.
func each7z(src *source, visit func(*member) error) error {
	sealed, err := check7z(src.data, limits7z{count: 4*src.bounds.Entries + 64, memory: src.bounds.Bytes})
	if err != nil {
		return err
	}
	z, err := sevenzip.NewReader(&patientAt{src.ctx, bytes.NewReader(src.data)}, int64(len(src.data)))
	if err != nil {
		return err
	}
	behind := map[int]uint64{} // bytes of each stream that lie before the next file
	for _, f := range z.File {
		if f.Mode().IsDir() {
			continue
		}
		m := member7z(f)
		if behind[f.Stream] += f.UncompressedSize; m.fate == nil && behind[f.Stream] > uint64(src.stream) {
			m.fate = unreadable(overRatio)
		}
		if sealed[f.Stream] && f.UncompressedSize > 0 {
			m.fate = unreadable(encryptedMember)
		}
		if err := visit(m); err != nil {
			return err
		}
	}
	return nil
}

func member7z(f *sevenzip.File) *member {
	m := &member{name: f.Name, open: func() (io.Reader, error) {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		return &checked{r: r, want: f.CRC32, left: f.UncompressedSize}, nil
	}}
	switch mode := f.Mode(); {
	case mode&fs.ModeSymlink != 0:
		m.fate = memberLink
	case !mode.IsRegular():
		m.fate = memberSpecial
	}
	return m
}

// checked compares the checksum at the end, which the library leaves to others,
// and gives the decoder back to it for the next file of the stream.
type checked struct {
	r    io.ReadCloser
	sum  uint32
	want uint32
	left uint64
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	c.left -= min(c.left, uint64(n))
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	if err := c.r.Close(); err != nil {
		return n, err
	}
	switch {
	case c.left > 0:
		return n, io.ErrUnexpectedEOF
	case c.want != 0 && c.sum != c.want:
		return n, damagedMember
	}
	return n, io.EOF
}

// patientAt stops reading when the time is up.
type patientAt struct {
	ctx context.Context
	r   io.ReaderAt
}

func (p *patientAt) ReadAt(b []byte, off int64) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.ReadAt(b, off)
}
