// Package odf reads OpenDocument texts and spreadsheets (ISO/IEC 26300), which
// LibreOffice and the office programs of Linux desktops write: odt, ods, and
// both as one XML file.
//
// The one thing to know: a table's rows say every position, and repeat what is
// alike by a count. A count is only a number: what it costs is bounded before
// anything is repeated.
package odf

import (
	"bytes"
	"context"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/charset"
	"huizong/pipeline/read/container"
	"huizong/pipeline/read/grid"
	"huizong/pipeline/read/sheet"
	"huizong/pipeline/read/xmlscan"
	"huizong/schema"
)

// namespace begins the names of all elements of the format.
const namespace = "urn:oasis:names:tc:opendocument:xmlns:"

// mimetypes begin the packages of texts and spreadsheets, templates included.
var mimetypes = []string{"mimetypeapplication/vnd.oasis.opendocument.text", "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"}

// Claims reports whether data could be an OpenDocument text or spreadsheet.
func Claims(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		for _, m := range mimetypes {
			if bytes.Contains(head[:min(len(head), 256)], []byte(m)) {
				return true
			}
		}
		return false
	}
	if !bytes.HasPrefix(bytes.TrimLeft(head, "\x00\xEF\xBB\xBF\xFF\xFE \t\r\n"), []byte("<")) {
		return false
	}
	head = charset.DropNULs(head)
	return bytes.Contains(head, []byte(namespace+"office")) && bytes.Contains(head, []byte(":document"))
}

// Read gives the document in data as it would print: tracked deletions, hidden
// text, notes and remarks are not there; automatic numbering is not either. Of
// a spreadsheet all sheets are read, hidden ones marked; of a formula the saved
// value. Table, row and column places are set.
//
// Errors are [*bounds.Refusal], or those of ctx.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if len(data) == 0 {
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "文件是空的（0 字节），请重新报送", EN: "the file has no bytes; send it again"}
	}
	if int64(len(data)) > b.Bytes {
		return nil, bounds.Over("bytes", "字节数", b.Bytes)
	}
	content := data
	if bytes.HasPrefix(data, []byte("PK")) {
		z, err := container.OpenZip(data, b)
		if err != nil {
			return nil, err
		}
		if encrypted(z) {
			return nil, &bounds.Refusal{Code: bounds.Encrypted, Text: "文件设有密码，请取消密码后重新保存报送", EN: "a password is needed; remove it, save the file again and send it"}
		}
		if content, err = z.Part("content.xml"); err != nil {
			return nil, err
		}
	}
	return read(ctx, content, b)
}

// encrypted reports whether the package says so: its parts are then noise.
func encrypted(z *container.Zip) bool {
	if z.Encrypted() || z.Has("encrypted-package") {
		return true
	}
	manifest, err := z.Part("META-INF/manifest.xml")
	return err == nil && bytes.Contains(manifest, []byte("encryption-data"))
}

// A reader walks one content part.
type reader struct {
	ctx    context.Context
	s      *xmlscan.Scanner
	bounds bounds.Bounds
	meter  *grid.Meter
	styles map[string]style
	doc    *schema.Document
	book   *sheet.Workbook
	ticks  int
}

// A style is what is asked of an automatic style.
type style struct {
	hidden bool // its text or table is not shown
	ruled  bool // its cells have a border at their left or right
}

func read(ctx context.Context, content []byte, b bounds.Bounds) (*schema.Document, error) {
	s, err := xmlscan.New(content, 4*b.Depth)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, s: s, bounds: b, meter: &grid.Meter{Bounds: b}, styles: map[string]style{}, doc: &schema.Document{Format: "odf"}}
	if k, err := s.Next(); err != nil {
		return nil, err
	} else if k != xmlscan.Start {
		return nil, damaged()
	}
	if err := r.each(r.part); err != nil {
		return nil, err
	}
	if r.book != nil {
		r.book.Title = r.doc.Title
		return r.book.Document(b)
	}
	if len(r.doc.Blocks) == 0 {
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "文件没有任何内容，请核对后重新报送", EN: "the document has no content; check the file and send it again"}
	}
	return r.doc, nil
}

func damaged() error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：没有正文，请用原软件打开核对后重新保存报送", EN: "the file is damaged: it has no text; open it in the program that made it and save it again"}
}

// each calls read at the start of every child element; read must leave the
// scanner behind the child's end.
func (r *reader) each(read func(local string) error) error {
	for {
		kind, err := r.s.Next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlscan.End, xmlscan.EOF:
			return nil
		case xmlscan.Start:
			if r.ticks++; r.ticks%4096 == 0 && r.ctx.Err() != nil {
				return r.ctx.Err()
			}
			if err := read(r.local()); err != nil {
				return err
			}
		}
	}
}

// local is the name of the element at hand, "" if it is not of the format.
func (r *reader) local() string {
	if !strings.HasPrefix(r.s.Space(), namespace) {
		return ""
	}
	return r.s.Local()
}

// part reads a part of the document: styles come before the body.
func (r *reader) part(local string) error {
	switch {
	case local == "automatic-styles", local == "styles":
		return r.each(r.style)
	case local == "meta":
		return r.each(r.meta)
	case local == "body":
		return r.each(r.body)
	}
	return r.s.Skip()
}

func (r *reader) meta(string) error {
	if r.s.Local() != "title" {
		return r.s.Skip()
	}
	var b strings.Builder
	err := r.inline(&paragraph{text: &b})
	r.doc.Title = strings.TrimSpace(b.String())
	return err
}

// body reads the text or the sheets; drawings and presentations have others.
func (r *reader) body(local string) error {
	switch local {
	case "text":
		f := flow{reader: r}
		err := r.each(f.block)
		r.doc.Blocks = append(r.doc.Blocks, f.blocks...)
		return err
	case "spreadsheet":
		r.book = &sheet.Workbook{Format: "odf"}
		return r.each(r.sheet)
	}
	return r.s.Skip()
}

// style reads one style's name and what its properties say.
func (r *reader) style(local string) error {
	name, _ := r.s.Attr("name")
	if local != "style" || name == "" {
		return r.s.Skip()
	}
	st := style{}
	err := r.each(func(local string) error {
		for name, value := range r.s.Attrs() {
			switch {
			case name.Local == "display" && (local == "text-properties" && value == "none" || local == "table-properties" && value == "false"):
				st.hidden = true
			case local == "table-cell-properties" && (name.Local == "border" || name.Local == "border-left" || name.Local == "border-right"):
				st.ruled = st.ruled || value != "" && value != "none"
			}
		}
		return r.s.Skip()
	})
	if st != (style{}) {
		r.styles[name] = st
	}
	return err
}

// styled is what the style of the element at hand says.
func (r *reader) styled() style {
	name, _ := r.s.Attr("style-name")
	return r.styles[name]
}
