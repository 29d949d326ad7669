package dataset

import (
	"encoding/binary"
	"math/bits"

	"github.com/parquet-go/parquet-go/encoding/delta"
)

// prefixed is DELTA_BYTE_ARRAY as parquet-go has it, but for how it finds what a
// text begins with like the one before: places begin with a long path, which
// was a search by halves with a comparison at each step.
type prefixed struct{ delta.ByteArrayEncoding }

func (e *prefixed) EncodeByteArray(dst, src []byte, offsets []uint32) ([]byte, error) {
	rows := max(len(offsets)-1, 0)
	prefixes, rests := make([]int32, rows), make([]int32, rows)
	last, text := []byte(nil), make([]byte, 0, len(src)/4)
	for i := range rows {
		v := src[offsets[i]:offsets[i+1]]
		p := common(last, v)
		prefixes[i], rests[i] = int32(p), int32(len(v)-p)
		text = append(text, v[p:]...)
		last = v
	}
	var packed delta.BinaryPackedEncoding
	dst, err := packed.EncodeInt32(dst, prefixes)
	if err != nil {
		return dst, err
	}
	lengths, err := packed.EncodeInt32(nil, rests)
	return append(append(dst, lengths...), text...), err
}

// common is how many bytes two texts begin with alike.
func common(a, b []byte) int {
	n, i := min(len(a), len(b)), 0
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}
