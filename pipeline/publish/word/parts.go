package word

import (
	"archive/zip"
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// deflaters are kept for the next part: a county's letters are thousands.
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

// A packed part is compressed already.
type packed struct {
	header zip.FileHeader
	data   []byte
}

// sameParts are those that are the same in every document.
var sameParts = sync.OnceValue(func() []packed {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, deflate)
	for _, p := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", packageRels}, {"word/_rels/document.xml.rels", documentRels}, {"word/styles.xml", styles},
	} {
		part, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err == nil {
			_, err = io.WriteString(part, p.text)
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	back, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		panic(err)
	}
	var out []packed
	for _, f := range back.File {
		raw, err := f.OpenRaw()
		if err != nil {
			panic(err)
		}
		data, err := io.ReadAll(raw)
		if err != nil {
			panic(err)
		}
		out = append(out, packed{f.FileHeader, data})
	}
	return out
})
