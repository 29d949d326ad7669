package dataset

import (
	"runtime"
	"sync"

	kzstd "github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// window is how far back the compression looks: no page is longer, and an
// encoder keeps twice that in memory.
const window = pageBytes

// A zstdCodec compresses pages with encoders that fit them; parquet-go's own
// keep eight times as much.
type zstdCodec struct {
	zstd.Codec // which reads, and says what it is
	encoder    func() *kzstd.Encoder
}

// codec is one for all files.
var codec = &zstdCodec{encoder: sync.OnceValue(func() *kzstd.Encoder {
	e, err := kzstd.NewWriter(nil, kzstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), kzstd.WithWindowSize(window),
		kzstd.WithZeroFrames(true), kzstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // the options are constants
	}
	return e
})}

// Encode compresses src into dst's memory.
func (c *zstdCodec) Encode(dst, src []byte) ([]byte, error) {
	return c.encoder().EncodeAll(src, dst[:0]), nil
}
