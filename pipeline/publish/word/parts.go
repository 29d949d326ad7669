package word

import (
	"archive/zip"
	"bytes"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"huizong/pipeline/publish/zipped"
)

// epoch dates every part, so that the same content gives the same bytes.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func header(name string) *zip.FileHeader {
	return &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch}
}

// A packed part is compressed already.
type packed struct {
	header zip.FileHeader
	data   []byte
}

func pack(name, text string) *packed {
	p, err := packIn(name, text)
	if err != nil {
		panic(err) // memory takes everything
	}
	return p
}

func packIn(name, text string) (*packed, error) {
	var b bytes.Buffer
	z := zipped.NewWriter(&b)
	part, err := z.CreateHeader(header(name))
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(part, text); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	back, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, err
	}
	raw, err := back.File[0].OpenRaw()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(raw)
	return &packed{back.File[0].FileHeader, data}, err
}

func (p *packed) write(z *zip.Writer) error {
	header := p.header // the writer takes it over
	part, err := z.CreateRaw(&header)
	if err != nil {
		return err
	}
	_, err = part.Write(p.data)
	return err
}

// sameParts are those that are the same in every document.
var sameParts = sync.OnceValue(func() []*packed {
	return []*packed{
		pack("[Content_Types].xml", contentTypes), pack("_rels/.rels", packageRels),
		pack("word/_rels/document.xml.rels", documentRels), pack("word/styles.xml", styles),
	}
})

// A likely part is mostly the same as in the document before.
type likely struct {
	name   string
	draw   func(string) string
	before atomic.Pointer[drawn]
}

type drawn struct {
	from string
	part *packed
}

// Letters of a kind have the same title, and all the same footer.
var (
	titles  = likely{name: "docProps/core.xml", draw: core}
	footers = likely{name: "word/footer1.xml", draw: footer}
)

// of is the part drawn from a text.
func (l *likely) of(text string) *packed {
	if d := l.before.Load(); d != nil && d.from == text {
		return d.part
	}
	d := &drawn{text, pack(l.name, l.draw(text))}
	l.before.Store(d)
	return d.part
}
