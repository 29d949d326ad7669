// Package mht reads web archives: pages that Word, WPS, Excel or a browser
// saved as one MIME file (.mht, .mhtml), and mail that was saved as one.
//
// The one thing to know: an archive may hold several pages (frames, sheets,
// advertisements). All that print something are read, in their order; which of
// them is the report is for the recognizing to say. What headers claim about
// charsets is not believed.
package mht

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"path"
	"strings"

	"huizong/pipeline/read/arena"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/html"
	"huizong/pipeline/read/text"
	"huizong/pipeline/read/text/lines"
	"huizong/schema"
)

// Claims reports whether data begins with the header of a MIME message.
func Claims(data []byte) bool {
	h, _, ok := cutHeader(data)
	return ok && (h["mime-version"] != "" || strings.HasPrefix(strings.ToLower(h["content-type"]), "multipart/"))
}

// Read reads the pages of a web archive, plain text where there is no page.
// Places count the tables of all pages together. Refusals are those of the
// pages; an archive without text is refused as empty, one whose header or
// boundary is missing as damaged.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if int64(len(data)) > b.Bytes {
		return nil, bounds.Over("bytes", "字节数", b.Bytes)
	}
	room := arena.Lend()
	defer arena.Return(room)
	a := &archive{bounds: b, left: b.Bytes, room: room}
	if err := a.open(data, 0); err != nil {
		return nil, err
	}
	doc, err := a.read(ctx)
	if err != nil {
		return nil, err
	}
	if doc.Title == "" {
		doc.Title = a.subject
	}
	if a.unclosed {
		doc.Notes = append(doc.Notes, schema.Note{Code: "mht.unclosed", Text: "网页存档没有结束标记，可能不完整", EN: "the web archive has no closing mark and may not be whole"})
	}
	lines.Number(doc.Blocks)
	return doc, nil
}

// An archive is one reading.
type archive struct {
	bounds   bounds.Bounds
	room     *[]byte // holds what was decoded
	left     int64   // decoded bytes that may still come
	parts    int
	pages    []part // text/html
	plain    []part // text/plain
	subject  string
	unclosed bool // a boundary is not closed
}

// A part is a decoded leaf.
type part struct {
	name string // base name of its location, lower-case
	data []byte
}

// furniture are the pages that office programs put beside the text: headers
// and footers, and the tabs of a workbook.
var furniture = map[string]bool{"header.htm": true, "header.html": true, "tabstrip.htm": true, "tabstrip.html": true}

// read reads the parts that print something.
func (a *archive) read(ctx context.Context) (*schema.Document, error) {
	doc, err := a.join(ctx, a.pages, html.Read)
	if refusal, ok := errors.AsType[*bounds.Refusal](err); ok && refusal.Code == bounds.Empty && len(a.plain) > 0 {
		return a.join(ctx, a.plain, text.Read)
	}
	return doc, err
}

type reader func(context.Context, []byte, bounds.Bounds) (*schema.Document, error)

// join reads parts into one document. Those that print nothing, or are no text,
// are passed over unless all are.
func (a *archive) join(ctx context.Context, parts []part, read reader) (*schema.Document, error) {
	doc := &schema.Document{Format: "mht"}
	seen := map[[sha256.Size]byte]bool{}
	left := a.bounds
	var first error
	for _, p := range parts {
		if len(parts) > 1 {
			// A part may come twice, encoded in two ways: white space aside the same.
			sum := sha256.Sum256(bytes.Join(bytes.Fields(p.data), nil))
			if seen[sum] || furniture[p.name] {
				continue
			}
			seen[sum] = true
		}
		page, err := read(ctx, p.data, left)
		if passOver(err) {
			first = cmpOr(first, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		left.Blocks -= len(page.Blocks)
		left.Cells -= cells(page.Blocks)
		doc.Blocks = append(doc.Blocks, page.Blocks...)
		doc.Notes = append(doc.Notes, page.Notes...)
		if doc.Charset == "" {
			doc.Charset = page.Charset
		}
		if doc.Title == "" {
			doc.Title = page.Title
		}
	}
	if len(doc.Blocks) == 0 {
		return nil, cmpOr(first, error(nothing))
	}
	return doc, nil
}

var nothing = &bounds.Refusal{Code: bounds.Empty, Text: "网页存档里没有文字，请核对后重新报送", EN: "there is no text in the web archive; check it and send it again"}

// passOver reports whether a part may be left out for this reason.
func passOver(err error) bool {
	refusal, ok := errors.AsType[*bounds.Refusal](err)
	return ok && (refusal.Code == bounds.Empty || refusal.Code == bounds.Damaged)
}

// cmpOr is the first that is not nil.
func cmpOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func cells(blocks []schema.Block) int {
	n := 0
	for i := range blocks {
		if t := blocks[i].Table; t != nil {
			for k := range t.Cells {
				n += t.Cells[k].RowSpan*t.Cells[k].ColumnSpan + cells(t.Cells[k].Inner)
			}
		}
	}
	return n
}

// deepest is how far multiparts may nest; honest ones do two or three deep.
const deepest = 16

// open takes an entity apart: header, then body.
func (a *archive) open(data []byte, depth int) error {
	a.parts++
	switch {
	case a.parts > a.bounds.Entries:
		return bounds.Over("parts", "部分数", int64(a.bounds.Entries))
	case depth > min(deepest, a.bounds.Depth):
		return &bounds.Refusal{Code: bounds.TooDeep, Text: "网页存档嵌套过深，请把正文另存为 Word 文档重新报送", EN: "the web archive is nested too deep; save its text as a Word document and send that"}
	}
	h, body, ok := cutHeader(data)
	if !ok {
		if depth > 0 {
			return nil // a part without a header holds nothing that is known
		}
		return damaged("没有邮件头", "it has no header")
	}
	if depth == 0 {
		a.subject = decodeWords(h["subject"])
	}
	kind, boundary := mediaType(h["content-type"])
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return a.multipart(body, boundary, kind, depth)
	case kind == "message/rfc822":
		return a.open(body, depth+1)
	}
	return a.leaf(h, kind, body)
}

// multipart opens the parts. Of alternatives that say the same, pages count.
func (a *archive) multipart(body []byte, boundary, kind string, depth int) error {
	parts, closed := split(body, boundary)
	if parts == nil {
		return damaged("各部分之间的分隔标记找不到", "the boundary between its parts is missing")
	}
	a.unclosed = a.unclosed || !closed
	pages, plain := len(a.pages), len(a.plain)
	for _, p := range parts {
		if err := a.open(p, depth+1); err != nil {
			return err
		}
	}
	if kind == "multipart/alternative" && len(a.pages) > pages {
		a.plain = a.plain[:plain]
	}
	return nil
}

// leaf keeps a part that is text. Word says text/html, browsers also XHTML.
func (a *archive) leaf(h header, kind string, body []byte) error {
	if kind != "text/html" && kind != "application/xhtml+xml" && kind != "text/plain" && kind != "" {
		return nil
	}
	from := len(*a.room)
	*a.room = decodeBody(*a.room, h["content-transfer-encoding"], body)
	decoded := (*a.room)[from:]
	if a.left -= int64(len(decoded)); a.left < 0 {
		return bounds.Over("bytes", "字节数", a.bounds.Bytes)
	}
	p := part{name: strings.ToLower(path.Base(strings.ReplaceAll(h["content-location"], `\`, "/"))), data: decoded}
	switch {
	case strings.HasPrefix(strings.ToLower(h["content-disposition"]), "attachment"):
	case kind == "text/plain", kind == "" && !bytes.Contains(decoded[:min(len(decoded), 1024)], []byte("<")):
		a.plain = append(a.plain, p)
	default:
		a.pages = append(a.pages, p)
	}
	return nil
}

func damaged(zh, en string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "网页存档损坏：" + zh + "，请重新保存后报送", EN: "the web archive is damaged: " + en + "; save it again and send it"}
}
