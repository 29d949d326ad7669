package gather

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/ulikunitz/xz/lzma"

	"huizong/pipeline/read/bounds"
)

// The property ids of a 7z header, as 7zFormat.txt of the 7-Zip sources names them.
const (
	idEnd             = 0x00
	idHeader          = 0x01
	idMainStreamsInfo = 0x04
	idFilesInfo       = 0x05
	idPackInfo        = 0x06
	idUnpackInfo      = 0x07
	idSubStreamsInfo  = 0x08
	idSize            = 0x09
	idCRC             = 0x0a
	idFolder          = 0x0b
	idUnpackSize      = 0x0c
	idNumUnpackStream = 0x0d
	idEncodedHeader   = 0x17
)

// limits7z bound what a header may ask for.
type limits7z struct {
	count  int   // of anything it counts
	memory int64 // of one decoder
}

// check7z walks the header of a 7z up to the number of its files, in the same
// grammar as the library, and refuses counts and decoder memories over the
// limits: the library would allocate them. sealed are the streams that need a
// password.
func check7z(data []byte, limit limits7z) (sealed map[int]bool, err error) {
	const start = 32
	if len(data) < start {
		return nil, truncatedBundle
	}
	offset, size := binary.LittleEndian.Uint64(data[12:]), binary.LittleEndian.Uint64(data[20:])
	if offset > uint64(len(data)) || size > uint64(len(data)) || start+offset+size > uint64(len(data)) {
		return nil, truncatedBundle
	}
	body := data[start:]
	h := &header7z{rest: body[offset : offset+size], limit: limit}
	if h.peek() == idEncodedHeader {
		h.take()
		packed := h.streams()
		if h.err != nil {
			return nil, h.err
		}
		plain, err := packed.decode(body, limit)
		if err != nil {
			return nil, err
		}
		h = &header7z{rest: plain, limit: limit}
	}
	return h.files()
}

// A header7z is a cursor over a header; after an error it gives zeros.
type header7z struct {
	rest  []byte
	limit limits7z
	err   error
}

// A streams7z is what a header says about packed streams.
type streams7z struct {
	position uint64
	packed   []uint64
	folders  [][]coder7z
	unpacked []uint64 // of the first folder's coders
}

type coder7z struct {
	id         string
	properties []byte
	in, out    int
}

func (h *header7z) fail(err error) {
	if h.err == nil {
		h.err = err
		h.rest = nil
	}
}

func (h *header7z) bytes(n int) []byte {
	if n < 0 || n > len(h.rest) {
		h.fail(damagedBundle)
		return make([]byte, min(max(n, 0), 64))
	}
	b := h.rest[:n]
	h.rest = h.rest[n:]
	return b
}

func (h *header7z) peek() byte {
	if len(h.rest) == 0 {
		return idEnd
	}
	return h.rest[0]
}

func (h *header7z) take() byte { return h.bytes(1)[0] }

// want takes the id if it is next.
func (h *header7z) want(id byte) bool {
	if h.err == nil && len(h.rest) > 0 && h.rest[0] == id {
		h.rest = h.rest[1:]
		return true
	}
	return false
}

func (h *header7z) must(id byte) {
	if !h.want(id) {
		h.fail(damagedBundle)
	}
}

// number reads the variable-length number of the format: the leading one bits
// of the first byte say how many bytes follow.
func (h *header7z) number() uint64 {
	first, v := h.take(), uint64(0)
	mask := byte(0x80)
	for i := 0; i < 8; i++ {
		if first&mask == 0 {
			return v | uint64(first&(mask-1))<<(8*i)
		}
		v |= uint64(h.take()) << (8 * i)
		mask >>= 1
	}
	return v
}

func (h *header7z) count() int {
	n := h.number()
	if n > uint64(h.limit.count) {
		h.fail(bounds.Over("entries in a 7z header", "压缩包内条目数", int64(h.limit.count)))
		return 0
	}
	return int(n)
}

// digests skips n optional checksums.
func (h *header7z) digests(n int) {
	defined := n
	if h.take() == 0 {
		bits := h.bytes((n + 7) / 8)
		defined = 0
		for i := range n {
			if i/8 < len(bits) && bits[i/8]&(0x80>>(i%8)) != 0 {
				defined++
			}
		}
	}
	h.bytes(4 * defined)
}

// files walks a plain header up to the number of files.
func (h *header7z) files() (map[int]bool, error) {
	h.must(idHeader)
	sealed := map[int]bool{}
	if h.want(idMainStreamsInfo) {
		for i, coders := range h.streams().folders {
			for _, c := range coders {
				sealed[i] = sealed[i] || c.sealed()
			}
		}
	}
	if h.want(idFilesInfo) {
		h.count()
	}
	return sealed, h.err
}

func (h *header7z) streams() streams7z {
	var s streams7z
	if h.want(idPackInfo) {
		h.packInfo(&s)
	}
	if h.want(idUnpackInfo) {
		h.unpackInfo(&s)
	}
	if h.want(idSubStreamsInfo) {
		h.subStreams(len(s.folders))
	}
	h.must(idEnd)
	return s
}

func (h *header7z) packInfo(s *streams7z) {
	s.position = h.number()
	n := h.count()
	if h.want(idSize) {
		for range n {
			s.packed = append(s.packed, h.number())
		}
	}
	if h.want(idCRC) {
		h.digests(n)
	}
	h.must(idEnd)
}

func (h *header7z) unpackInfo(s *streams7z) {
	h.must(idFolder)
	n := h.count()
	if h.take() != 0 { // kept elsewhere: the library does not read that either
		h.fail(unsupportedMethod)
	}
	for i := 0; i < n && h.err == nil; i++ {
		s.folders = append(s.folders, h.folder())
	}
	h.must(idUnpackSize)
	for i, coders := range s.folders {
		for _, c := range coders {
			for range c.out {
				if size := h.number(); i == 0 {
					s.unpacked = append(s.unpacked, size)
				}
			}
		}
	}
	if h.want(idCRC) {
		h.digests(n)
	}
	h.must(idEnd)
}

// mostCoders is 7-Zip's own limit for one folder.
const mostCoders = 32

func (h *header7z) folder() (coders []coder7z) {
	n := h.count()
	if n == 0 || n > mostCoders {
		h.fail(damagedBundle)
	}
	in, out := 0, 0
	for i := 0; i < n && h.err == nil; i++ {
		c := h.coder()
		coders = append(coders, c)
		in, out = in+c.in, out+c.out
	}
	if out == 0 || in < out-1 || in > mostCoders {
		h.fail(damagedBundle)
		return coders
	}
	for range 2 * (out - 1) {
		h.number()
	}
	if packed := in - (out - 1); packed > 1 {
		for range packed {
			h.number()
		}
	}
	return coders
}

func (h *header7z) coder() coder7z {
	flags := h.take()
	c := coder7z{id: string(h.bytes(int(flags & 0x0f))), in: 1, out: 1}
	if flags&0x10 != 0 {
		c.in, c.out = h.count(), h.count()
	}
	if flags&0x20 != 0 {
		c.properties = h.bytes(h.count())
	}
	if h.err == nil && c.memory() > h.limit.memory {
		h.fail(dictionaryTooLarge)
	}
	if c.foreign() {
		h.fail(unsupportedMethod)
	}
	return c
}

const (
	coderCopy  = "\x00"
	coderLZMA2 = "\x21"
	coderLZMA  = "\x03\x01\x01"
	coderPPMd  = "\x03\x04\x01"
	coderAES   = "\x06\xf1\x07\x01"
	forks      = "\x04\xf7\x11" // zstd, brotli, lz4: not of 7-Zip itself, memory not bounded by a property
)

func (c coder7z) sealed() bool  { return c.id == coderAES }
func (c coder7z) foreign() bool { return len(c.id) == 4 && c.id[:3] == forks }

// memory is what the decoder allocates by its properties.
func (c coder7z) memory() int64 {
	switch {
	case (c.id == coderLZMA || c.id == coderPPMd) && len(c.properties) == 5:
		return int64(binary.LittleEndian.Uint32(c.properties[1:]))
	case c.id == coderLZMA2 && len(c.properties) == 1:
		p := min(c.properties[0], 40)
		return int64(2|p&1) << (p/2 + 11)
	}
	return 0
}

func (h *header7z) subStreams(folders int) {
	streams := make([]int, folders)
	total := 0
	counted := h.want(idNumUnpackStream)
	for i := range streams {
		streams[i] = 1
		if counted {
			streams[i] = h.count()
		}
		if total += streams[i]; total > h.limit.count {
			h.fail(bounds.Over("entries in a 7z header", "压缩包内条目数", int64(h.limit.count)))
			return
		}
	}
	if h.want(idSize) {
		for _, n := range streams {
			for range max(0, n-1) {
				h.number()
			}
		}
	}
	if h.want(idCRC) {
		h.digests(total)
	}
	h.must(idEnd)
}

// decode expands a packed header. 7-Zip packs it with LZMA, others with LZMA2
// or not at all.
func (s streams7z) decode(body []byte, limit limits7z) ([]byte, error) {
	if len(s.folders) != 1 || len(s.packed) == 0 || len(s.unpacked) == 0 {
		return nil, damagedBundle
	}
	for _, c := range s.folders[0] {
		if c.sealed() {
			return nil, encryptedBundle
		}
	}
	if len(s.folders[0]) != 1 {
		return nil, unsupportedMethod
	}
	from, size, plain := s.position, s.packed[0], s.unpacked[0]
	if from > uint64(len(body)) || size > uint64(len(body))-from {
		return nil, truncatedBundle
	}
	if plain > uint64(limit.count)*roomyEntry {
		return nil, bounds.Over("bytes in a 7z header", "压缩包目录字节数", int64(limit.count)*roomyEntry)
	}
	r, err := s.folders[0][0].reader(body[from:from+size], plain, limit)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, int64(plain)))
}

func (c coder7z) reader(packed []byte, plain uint64, limit limits7z) (io.Reader, error) {
	switch {
	case c.id == coderCopy:
		return bytes.NewReader(packed), nil
	case c.id == coderLZMA && len(c.properties) == 5:
		head := binary.LittleEndian.AppendUint64(bytes.Clone(c.properties), plain)
		return lzma.ReaderConfig{DictCap: int(limit.memory)}.NewReader(io.MultiReader(bytes.NewReader(head), bytes.NewReader(packed)))
	case c.id == coderLZMA2 && len(c.properties) == 1:
		return lzma.Reader2Config{DictCap: int(max(c.memory(), lzma.MinDictCap))}.NewReader2(bytes.NewReader(packed))
	}
	return nil, unsupportedMethod
}
