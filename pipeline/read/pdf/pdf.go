// Package pdf reads PDF documents: the characters and ruling lines of each
// page, from which package layout makes paragraphs and tables.
//
// The one thing to know: there are two readers. Package content is our own,
// fast, and takes a file at its word; where it does not know what a font means,
// or cannot open the file at all – some damaged ones, some encrypted ones –
// package pdfium is asked.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/layout/scan"
	"huizong/pipeline/read/pdf/content"
	"huizong/pipeline/read/pdf/object"
	"huizong/pipeline/read/pdf/pdfium"
	"huizong/schema"
)

// A Reader reads PDF documents. The zero value is ready; it starts PDFium when
// the first document needs it. It may be used by several goroutines.
type Reader struct {
	Engine pdfium.Engine
}

var standard Reader

// Read reads a PDF document; scans are refused. See [Reader.Read].
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	return standard.Read(ctx, data, b, "")
}

// ReadScans reads a PDF document, scans with the tesseract called command, ""
// refuses them. See [Reader.Read].
func ReadScans(ctx context.Context, data []byte, b bounds.Bounds, command string) (*schema.Document, error) {
	return standard.Read(ctx, data, b, command)
}

// Claims reports whether the bytes begin like a PDF document: within the first
// kilobyte, as readers allow.
func Claims(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-"))
}

// Read reads a PDF document. An owner's password does not keep it from being
// read, a user's does. A document that is pictures only is given to the
// tesseract called command; what comes of it carries the note "ocr". Errors are
// a *[bounds.Refusal] or those of ctx.
func (r *Reader) Read(ctx context.Context, data []byte, b bounds.Bounds, command string) (*schema.Document, error) {
	if len(data) == 0 {
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "文件是空的，请重新报送", EN: "the file is empty; send it again"}
	}
	if int64(len(data)) > b.Bytes {
		return nil, bounds.Over("bytes", "文件字节数", b.Bytes)
	}
	shown, err := r.draw(ctx, data, b)
	if err != nil {
		return nil, err
	}
	v := judge(shown)
	if v.characters == 0 {
		switch {
		case len(v.pictures) == 0:
			return nil, nothing()
		case command == "":
			return nil, scan.Refused()
		}
		return r.readScan(ctx, data, b, command, len(shown.Pages))
	}
	pages := make([]layout.Page, len(shown.Pages))
	for i, p := range shown.Pages {
		pages[i] = p.Page
	}
	doc, err := layout.Document(ctx, pages, b)
	if err != nil {
		return nil, err
	}
	if len(doc.Blocks) == 0 {
		return nil, nothing()
	}
	doc.Format = "pdf"
	if shown.Title != "" {
		doc.Title = shown.Title
	}
	doc.Notes = append(doc.Notes, v.notes()...)
	return doc, nil
}

func nothing() error {
	return &bounds.Refusal{Code: bounds.Empty, Text: "PDF 文件中没有文字，请核对后重新报送", EN: "the PDF holds no text; check it and send it again"}
}

// draw draws the pages with our own reader, and with PDFium when that does not
// know the meaning of every character.
func (r *Reader) draw(ctx context.Context, data []byte, b bounds.Bounds) (*pdfium.Document, error) {
	own, err := drawOwn(ctx, data, b)
	var refusal *bounds.Refusal
	if ctx.Err() != nil || errors.As(err, &refusal) {
		return nil, err
	}
	if err == nil && (clear(own) || own.Drawing) {
		return own, nil
	}
	other, otherErr := r.Engine.Read(ctx, data, b)
	switch {
	case own == nil && otherErr != nil && !errors.As(otherErr, &refusal) && ctx.Err() == nil:
		return nil, alone(err)
	case own == nil:
		return other, otherErr
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case otherErr != nil || unmapped(other) >= unmapped(own) && printed(own) >= printed(other):
		return own, nil
	}
	return other, nil
}

// alone is the verdict on a file that only PDFium could read, where PDFium cannot
// be started.
func alone(err error) error {
	if errors.Is(err, object.ErrLocked) {
		return &bounds.Refusal{Code: bounds.Encrypted, Text: "PDF 文件设有密码或权限限制，请去除后重新报送", EN: "the PDF has a password or restrictions; remove them and send it again"}
	}
	return &bounds.Refusal{Code: bounds.Damaged, Text: "PDF 文件已损坏，无法打开，请重新导出后报送", EN: "the PDF is damaged and cannot be opened; export it again and send it"}
}

func drawOwn(ctx context.Context, data []byte, b bounds.Bounds) (*pdfium.Document, error) {
	f, err := object.Open(data, min(b.Bytes, mostUnpacked))
	if err != nil {
		return nil, err
	}
	book, err := content.Open(f, b.Pages)
	if err != nil {
		return nil, bounds.Over("pages", "页数", int64(b.Pages))
	}
	out := &pdfium.Document{Title: book.Title(), Rebuilt: f.Rebuilt}
	for i := range book.Pages() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := book.Page(i)
		switch {
		case errors.Is(err, object.ErrTooLarge):
			return nil, bounds.Over("bytes once unpacked", "解压后字节数", min(b.Bytes, mostUnpacked))
		case err != nil:
			return nil, &bounds.Refusal{Code: bounds.TooLarge, Text: "PDF 文件的图形过于复杂，超出限制，请重新导出后报送", EN: "the PDF draws more than any report does; export it again and send it"}
		}
		out.Pages = append(out.Pages, p)
	}
	out.Drawing = printed(out)+unmapped(out) == 0 && book.Drawn() > mostDrawing
	return out, nil
}

// mostUnpacked bounds what our own reader unpacks: programs, fonts and tables, no
// pictures. A report of thirty pages has a megabyte or two.
const mostUnpacked = 64 << 20

// mostDrawing is how many operations without a character make a file a drawing,
// which PDFium need not be asked about.
const mostDrawing = 100_000

// clear reports whether there is text and all of it is known.
func clear(d *pdfium.Document) bool { return unmapped(d) == 0 && printed(d) > 0 }

func unmapped(d *pdfium.Document) (n int) {
	for _, p := range d.Pages {
		n += p.Unmapped
	}
	return n
}

func printed(d *pdfium.Document) (n int) {
	for _, p := range d.Pages {
		n += p.Printed
	}
	return n
}

// verdict is what a document's pages are, beside their text.
type verdict struct {
	characters int   // on pages that are no pictures
	pictures   []int // pages that show a picture and no text, or few words over it
	unmapped   []int // pages with characters whose meaning the file does not say
	layers     []int // pages whose text is mostly invisible
	rebuilt    bool
}

// judge looks at each page. Invisible text among visible is dropped; where it
// is nearly all there is, it is what a recognition program put under a scan.
func judge(d *pdfium.Document) verdict {
	v := verdict{rebuilt: d.Rebuilt}
	for _, p := range d.Pages {
		n := p.Printed + p.Hidden
		if scan.IsPicture(p.Picture, p.Width*p.Height, n) {
			v.pictures = append(v.pictures, p.Number)
		} else {
			v.characters += n
		}
		if p.Hidden > p.Printed/10 {
			v.layers = append(v.layers, p.Number)
		}
		if p.Unmapped > 0 {
			v.unmapped = append(v.unmapped, p.Number)
		}
	}
	return v
}

// notes are what an analyst should know about the file.
func (v verdict) notes() []schema.Note {
	var out []schema.Note
	add := func(code, text, en string, pages []int) {
		if len(pages) > 0 {
			out = append(out, schema.Note{Code: code, Text: fmt.Sprintf(text, list(pages, "、")), EN: fmt.Sprintf(en, list(pages, ", "))})
		}
	}
	add("pdf.picture", "第 %s 页是图片，图片中的内容未读入", "page %s is a picture; what it shows was not read", v.pictures)
	add("pdf.unmapped", "第 %s 页有字体没有字符对照，其文字无法可靠读出", "page %s has a font that does not say which characters it draws", v.unmapped)
	add("ocr", "第 %s 页的文字是扫描件上的隐藏识别层，须人工核对后才能汇总", "the text of page %s is an invisible layer over a scan; a person must confirm it before it is added", v.layers)
	if v.rebuilt {
		out = append(out, schema.Note{Code: "pdf.rebuilt", Text: "PDF 文件的目录表损坏，已按内容重建，可能缺页", EN: "the table of contents inside the PDF is damaged and was rebuilt; pages may be missing"})
	}
	return out
}

func list(pages []int, comma string) string {
	s := make([]string, len(pages))
	for i, p := range pages {
		s[i] = fmt.Sprint(p)
	}
	return strings.Join(s, comma)
}
