package pdfium

import (
	"bytes"
	"context"
	"errors"
	"image"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout/scan"
	"huizong/pipeline/read/pdf/content"
)

// A Document is what a file shows.
type Document struct {
	Title   string
	Pages   []*content.Page
	Rebuilt bool // its tables were broken and its objects were searched for
	Drawing bool // much is drawn and nothing written
}

// Read draws the pages of a file. An owner's password does not keep it from
// being read, a user's does. Errors are a *[bounds.Refusal] or those of ctx;
// that PDFium cannot be started is another error.
func (e *Engine) Read(ctx context.Context, data []byte, b bounds.Bounds) (*Document, error) {
	var out *Document
	err := e.open(ctx, data, func(ctx context.Context, d *drawing) (err error) {
		d.bounds = b
		out, err = d.read(ctx)
		return err
	})
	return out, err
}

// open gives use an open document, for no longer than patience allows: what
// compiling takes is no fault of the document's.
func (e *Engine) open(ctx context.Context, data []byte, use func(context.Context, *drawing) error) error {
	if err := e.ready(); err != nil {
		return err
	}
	limit := e.Patience
	if limit == 0 {
		limit = patience
	}
	own, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	in, done, err := e.instance(own)
	if err == nil {
		err = func() error {
			defer done()
			opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
			if err != nil {
				return refusal(err, data)
			}
			return use(own, &drawing{Pdfium: in, document: opened.Document})
		}()
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case own.Err() != nil:
		return bounds.Over("seconds of reading", "读取秒数", int64(limit/time.Second))
	}
	return err
}

// drawing is an open document.
type drawing struct {
	pdfium.Pdfium
	document references.FPDF_DOCUMENT
	bounds   bounds.Bounds
}

func (d *drawing) read(ctx context.Context) (*Document, error) {
	count, err := d.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.document})
	if err != nil {
		return nil, damagedPage()
	}
	if count.PageCount > d.bounds.Pages {
		return nil, bounds.Over("pages", "页数", int64(d.bounds.Pages))
	}
	out := &Document{Title: d.title()}
	if valid, err := d.FPDF_DocumentHasValidCrossReferenceTable(&requests.FPDF_DocumentHasValidCrossReferenceTable{Document: d.document}); err == nil {
		out.Rebuilt = !valid.DocumentHasValidCrossReferenceTable
	}
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := d.page(i)
		if err != nil {
			return nil, err
		}
		out.Pages = append(out.Pages, p)
	}
	return out, nil
}

func (d *drawing) title() string {
	meta, err := d.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.document, Tag: "Title"})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(strings.ToValidUTF8(meta.Value, ""))
}

// refusal says why PDFium could not open the document.
func refusal(err error, data []byte) error {
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return &bounds.Refusal{Code: bounds.Encrypted, Text: "PDF 文件已加密，请去除打开密码后重新报送", EN: "the PDF is encrypted; remove the password and send it again"}
	case !ends(data):
		return truncated()
	}
	return &bounds.Refusal{Code: bounds.Damaged, Text: "PDF 文件已损坏，无法打开，请重新导出后报送", EN: "the PDF is damaged and cannot be opened; export it again and send it"}
}

func truncated() error {
	return &bounds.Refusal{Code: bounds.Truncated, Text: "PDF 文件不完整（没有结束标记），请重新报送", EN: "the PDF is cut off: it has no end mark; send it again"}
}

// ends reports whether the document has its end mark. Some servers append to
// files, so it need not stand in the last kilobyte.
func ends(data []byte) bool {
	return bytes.Contains(data[max(0, len(data)-65536):], []byte("%%EOF"))
}

// maxPixels bounds the picture of a page: a sheet of A2 at full resolution.
const maxPixels = 35_000_000

// Picture draws a page, counted from 0, as it is seen, at the resolution that
// package scan wants. Errors are those of [Engine.Read].
func (e *Engine) Picture(ctx context.Context, data []byte, index int) (picture *image.Gray, err error) {
	err = e.open(ctx, data, func(_ context.Context, d *drawing) error {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: d.document, Index: index}}
		size, err := d.GetPageSize(&requests.GetPageSize{Page: page})
		if err != nil {
			return damagedPage()
		}
		if size.Width*size.Height*(scan.Resolution/72.0)*(scan.Resolution/72.0) > maxPixels {
			return bounds.Over("pixels on one page", "单页像素数", maxPixels)
		}
		drawn, err := d.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: scan.Resolution, ImageFormat: requests.RenderImageFormatGrayscale})
		if err != nil {
			return damagedPage()
		}
		defer drawn.Cleanup()
		picture = scan.Gray(drawn.Result.RenderedImage)
		return nil
	})
	return picture, err
}
