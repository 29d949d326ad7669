// Package zipped begins the zip files that office papers are: their parts are
// compressed by klauspost's deflater, which takes half the time of the standard
// library's for the same size, and each deflater is used again, because a
// nation's letters are forty thousand.
package zipped

import (
	"archive/zip"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// NewWriter begins a zip file.
func NewWriter(w io.Writer) *zip.Writer {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, deflate)
	return z
}

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

type deflater struct{ *flate.Writer }

func deflate(w io.Writer) (io.WriteCloser, error) {
	d := deflaters.Get().(*flate.Writer)
	d.Reset(w)
	return deflater{d}, nil
}

func (d deflater) Close() error {
	err := d.Writer.Close()
	deflaters.Put(d.Writer)
	return err
}
