package pdf

import (
	"context"
	"errors"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/layout/scan"
	"huizong/schema"
)

// maxScanned bounds how many pages are recognized: each takes seconds.
const maxScanned = 40

// readScan recognizes a document that is pictures only.
func (r *Reader) readScan(ctx context.Context, data []byte, b bounds.Bounds, command string, count int) (*schema.Document, error) {
	if count > maxScanned {
		return nil, bounds.Over("scanned pages", "扫描页数", maxScanned)
	}
	var pages []layout.Page
	for i := range count {
		picture, err := r.Engine.Picture(ctx, data, i)
		if err != nil {
			return nil, seen(ctx, err)
		}
		p, err := scan.Page(ctx, command, picture)
		if err != nil {
			return nil, err
		}
		p.Number = i + 1
		pages = append(pages, *p)
	}
	doc, err := layout.Document(ctx, pages, b)
	if err != nil {
		return nil, err
	}
	if len(doc.Blocks) == 0 {
		return nil, nothing()
	}
	doc.Format = "pdf"
	doc.Notes = append(doc.Notes, scan.Note())
	return doc, nil
}

// seen makes a refusal of whatever kept a page from being drawn.
func seen(ctx context.Context, err error) error {
	var refusal *bounds.Refusal
	if ctx.Err() != nil || errors.As(err, &refusal) {
		return err
	}
	return scan.Refused()
}
