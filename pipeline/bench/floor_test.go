package bench

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"github.com/klauspost/compress/flate"

	"huizong/cmd/corpus/maker"
)

// BenchmarkFloor is the least any reader must do with the same files: expand
// what is compressed and look at each byte once.
func BenchmarkFloor(b *testing.B) {
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			files, _ := k.filesOf(b)
			fl := floor{inflater: flate.NewReader(bytes.NewReader(nil))}
			k.each(b, files, 0, func(f *maker.File) {
				if bytes.HasPrefix(f.Data, []byte("PK")) {
					fl.unzip(b, f.Data)
				} else {
					fl.scan(f.Data)
				}
			})
			if fl.tags+fl.digits == 0 {
				b.Fatal("the floor saw neither tags nor digits")
			}
		})
	}
}

// A floor keeps its inflater and buffer from file to file.
type floor struct {
	stored       bytes.Reader
	inflater     io.ReadCloser
	part         bytes.Buffer
	tags, digits int
}

func (f *floor) unzip(tb testing.TB, data []byte) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	for _, part := range r.File {
		at, err := part.DataOffset()
		if err != nil {
			tb.Fatal(err)
		}
		f.stored.Reset(data[at : at+int64(part.CompressedSize64)])
		f.part.Reset()
		if err := f.inflater.(flate.Resetter).Reset(&f.stored, nil); err != nil {
			tb.Fatal(err)
		}
		if _, err := f.part.ReadFrom(f.inflater); err != nil {
			tb.Fatal(err)
		}
		f.scan(f.part.Bytes())
	}
}

// scan looks at each byte once.
func (f *floor) scan(data []byte) {
	for _, c := range data {
		switch {
		case c == '<':
			f.tags++
		case '0' <= c && c <= '9':
			f.digits++
		}
	}
}
