package gather

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strconv"
	"strings"

	"github.com/ulikunitz/xz"
)

func claimsGzip(_ string, data []byte) bool { return bytes.HasPrefix(data, []byte("\x1f\x8b\x08")) }
func claimsXZ(_ string, data []byte) bool   { return bytes.HasPrefix(data, []byte("\xfd7zXZ\x00")) }
func claimsBzip2(_ string, data []byte) bool {
	return len(data) > 10 && bytes.HasPrefix(data, []byte("BZh")) && string(data[4:10]) == "1AY&SY"
}

func eachGzip(src *source, visit func(*member) error) error {
	z, err := gzip.NewReader(bytes.NewReader(src.data))
	if err != nil {
		return err
	}
	return eachOfStream(src, z, gzipName(z.Name), visit)
}

// gzipName undoes the library's reading of the name as Latin-1.
func gzipName(name string) string {
	var raw []byte
	for _, r := range name {
		if r > 0xff {
			return name
		}
		raw = append(raw, byte(r))
	}
	_, base := memberPath(decodeName(string(raw)))
	return base
}

func eachXZ(src *source, visit func(*member) error) error {
	if hungryXZ(src.data, src.bounds.Bytes) {
		return dictionaryTooLarge
	}
	z, err := xz.NewReader(bufio.NewReader(bytes.NewReader(src.data)))
	if err != nil {
		return err
	}
	return eachOfStream(src, z, "", visit)
}

// hungryXZ looks for block headers that ask for a dictionary over the limit:
// the library would allocate it. Blocks begin at multiples of four bytes and
// their headers carry a checksum; filter 0x21 is LZMA2, its one property the
// size of the dictionary.
func hungryXZ(data []byte, limit int64) bool {
	for at := 0; ; {
		k := bytes.Index(data[at:], []byte{0x21, 0x01})
		if k < 0 || at+k+2 >= len(data) {
			return false
		}
		at += k + 2
		if (coder7z{id: coderLZMA2, properties: data[at : at+1]}).memory() <= limit {
			continue
		}
		for start := (at - 2) &^ 3; start >= 0 && at-start < 64; start -= 4 {
			if end := start + 4*int(data[start]) + 4; end > at && end <= len(data) &&
				crc32.ChecksumIEEE(data[start:end-4]) == binary.LittleEndian.Uint32(data[end-4:]) {
				return true
			}
		}
	}
}

func eachBzip2(src *source, visit func(*member) error) error {
	return eachOfStream(src, bzip2.NewReader(bytes.NewReader(src.data)), "", visit)
}

// eachOfStream visits what a compressed stream holds: the files of a tar, or
// the one file it is, called as the bundle without its last extension.
func eachOfStream(src *source, plain io.Reader, name string, visit func(*member) error) error {
	r := bufio.NewReaderSize(&strict{ctx: src.ctx, r: plain, left: src.stream}, 1<<16)
	head, err := r.Peek(tarBlock)
	if err != nil && err != io.EOF {
		return err
	}
	if isTar(head) {
		return eachInTar(r, false, visit)
	}
	if base := withoutPacking(src.name); base != src.name || name == "" {
		name = base
	}
	return visit(&member{name: name, open: func() (io.Reader, error) { return r, nil }})
}

// withoutPacking drops the extension of a compressed stream.
func withoutPacking(name string) string {
	lower := strings.ToLower(name)
	for _, ext := range []string{".gz", ".xz", ".bz2"} {
		if strings.HasSuffix(lower, ext) && len(name) > len(ext) {
			return name[:len(name)-len(ext)]
		}
	}
	return name
}

const tarBlock = 512

func claimsTar(_ string, data []byte) bool { return isTar(data[:min(len(data), tarBlock)]) }

// isTar checks the sum of the first header: all its bytes, those of the sum
// itself taken as spaces.
func isTar(head []byte) bool {
	if len(head) < tarBlock || head[0] == 0 {
		return false
	}
	if len(bytes.Trim(head[148:156], "01234567 \x00")) > 0 {
		return false // as of nearly all files
	}
	printed := strings.Trim(string(head[148:156]), " \x00")
	want, err := strconv.ParseUint(printed, 8, 32)
	if err != nil {
		return false
	}
	sum := uint64(8 * ' ')
	for i, c := range head {
		if i < 148 || i >= 156 {
			sum += uint64(c)
		}
	}
	return sum == want
}

func eachTar(src *source, visit func(*member) error) error {
	return eachInTar(&strict{ctx: src.ctx, r: bytes.NewReader(src.data), left: int64(len(src.data))}, true, visit)
}

// eachInTar visits the files of a tar. Plain means that a member takes up the
// bytes it has.
func eachInTar(r io.Reader, plain bool, visit func(*member) error) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return err
		}
		m := &member{name: decodeName(h.Name), open: func() (io.Reader, error) { return t, nil }}
		if plain {
			m.stored = max(1, h.Size)
		}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse:
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		case tar.TypeSymlink, tar.TypeLink:
			m.fate = memberLink
		default:
			m.fate = memberSpecial
		}
		if strings.HasSuffix(h.Name, "/") {
			continue
		}
		if err := visit(m); err != nil {
			return err
		}
	}
}
