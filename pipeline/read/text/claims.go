package text

import (
	"context"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/charset"
	"huizong/schema"
)

// headLength is how much of a file is looked at.
const headLength = 64 << 10

// Claims reports whether data could be text: its first part can be decoded.
func Claims(data []byte) bool {
	_, _, err := charset.Decode(data[:min(len(data), headLength)])
	return err == nil
}

// An Opened is a file that could be text, decoded if it is no longer than what
// [Claims] looks at.
type Opened struct {
	data          []byte
	text, charset string
}

// Open is [Claims] that keeps what was decoded; nil if data could not be text.
func Open(data []byte) *Opened {
	if len(data) > headLength {
		if !Claims(data) {
			return nil
		}
		return &Opened{data: data}
	}
	text, name, err := charset.Decode(data)
	if err != nil {
		return nil
	}
	return &Opened{data: data, text: text, charset: name}
}

// Read reads the file as [Read] does.
func (o *Opened) Read(ctx context.Context, b bounds.Bounds) (*schema.Document, error) {
	if o.charset == "" || int64(len(o.data)) > b.Bytes {
		return Read(ctx, o.data, b)
	}
	return layOut(ctx, o.text, o.charset, b)
}
