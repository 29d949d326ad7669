package word

import (
	"archive/zip"
	"bytes"
	"io"
	"sync"

	"huizong/pipeline/publish/zipped"
)

// A packed part is compressed already.
type packed struct {
	header zip.FileHeader
	data   []byte
}

// sameParts are those that are the same in every document.
var sameParts = sync.OnceValue(func() []packed {
	var b bytes.Buffer
	z := zipped.NewWriter(&b)
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
