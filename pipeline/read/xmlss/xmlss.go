// Package xmlss reads workbooks in one XML file, as Excel 2002 and 2003 and
// many an office's own system write them ("XML Spreadsheet 2003"), mostly under
// the name xls.
//
// The one thing to know: positions are given only where something is left out;
// else a cell follows the one before, behind what that one covers.
package xmlss

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/charset"
	"huizong/pipeline/read/sheet"
	"huizong/pipeline/read/xmlscan"
	"huizong/schema"
)

const namespace = "urn:schemas-microsoft-com:office:spreadsheet"

// Claims reports whether data could be a workbook of this format.
func Claims(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if !bytes.HasPrefix(bytes.TrimLeft(head, "\x00\xEF\xBB\xBF\xFF\xFE \t\r\n"), []byte("<")) {
		return false
	}
	head = charset.DropNULs(head)
	return bytes.Contains(head, []byte(namespace)) && bytes.Contains(head, []byte("Workbook")) && !bytes.Contains(bytes.ToLower(head), []byte("<html"))
}

// Read reads all worksheets in the order of their tabs, hidden ones included
// and marked; of a formula the saved value. Errors are [*bounds.Refusal] or
// those of ctx.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if len(data) == 0 {
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "文件是空的（0 字节），请重新报送", EN: "the file has no bytes; send it again"}
	}
	if int64(len(data)) > b.Bytes {
		return nil, bounds.Over("bytes", "字节数", b.Bytes)
	}
	s, err := xmlscan.New(data, b.Depth)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, s: s, bounds: b, styles: map[string]style{}, book: &sheet.Workbook{Format: "xmlss"}}
	if k, err := s.Next(); err != nil {
		return nil, err
	} else if k != xmlscan.Start || s.Local() != "Workbook" {
		return nil, &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：没有工作簿，请用办公软件打开核对后重新保存报送", EN: "the file is damaged: it holds no workbook; open it and save it again"}
	}
	if err := r.each(r.part); err != nil {
		return nil, err
	}
	return r.book.Document(b)
}

// A reader walks one workbook.
type reader struct {
	ctx    context.Context
	s      *xmlscan.Scanner
	bounds bounds.Bounds
	styles map[string]style
	book   *sheet.Workbook
	ticks  int
	cells  int // of all sheets so far
}

type style struct {
	ruled  bool // a border at the left or right
	format *sheet.Format
}

// each calls read at the start of every child element; read must leave the
// scanner behind the child's end.
func (r *reader) each(read func(local string) error) error {
	for {
		kind, err := r.s.Next()
		switch {
		case err != nil:
			return err
		case kind == xmlscan.End, kind == xmlscan.EOF:
			return nil
		case kind != xmlscan.Start:
			continue
		}
		if r.ticks++; r.ticks%4096 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		if err := read(r.s.Local()); err != nil {
			return err
		}
	}
}

func (r *reader) part(local string) error {
	switch local {
	case "DocumentProperties":
		return r.each(func(local string) error {
			text, err := r.content()
			if local == "Title" {
				r.book.Title = strings.TrimSpace(text)
			}
			return err
		})
	case "Styles":
		return r.each(r.style)
	case "Worksheet":
		return r.worksheet()
	}
	return r.s.Skip()
}

// content is all text inside the element at hand.
func (r *reader) content() (string, error) {
	text := ""
	var b strings.Builder
	for depth := 1; depth > 0; {
		kind, err := r.s.Next()
		if err != nil {
			return "", err
		}
		switch kind {
		case xmlscan.Start:
			depth++
		case xmlscan.End:
			depth--
		case xmlscan.EOF:
			depth = 0
		case xmlscan.Text:
			if b.WriteString(r.s.Text); b.Len() > r.bounds.TextSize {
				return "", bounds.Over("bytes in one cell", "单元格字节数", int64(r.bounds.TextSize))
			}
		}
	}
	text = b.String()
	return text, nil
}

// namedFormats are number formats that have names instead of codes.
var namedFormats = map[string]string{"Percent": "0.00%", "General Number": "General", "Fixed": "0.00", "Standard": "#,##0.00", "Currency": "#,##0.00", "Euro Currency": "#,##0.00",
	"Scientific": "0.00E+00", "Short Date": "yyyy-m-d", "Medium Date": "yyyy-m-d", "Long Date": "yyyy-m-d", "General Date": "yyyy-m-d h:mm"}

func (r *reader) style(string) error {
	id, _ := r.s.Attr("ID")
	st := style{}
	err := r.each(func(local string) error {
		switch local {
		case "Borders":
			return r.each(func(string) error {
				position, _ := r.s.Attr("Position")
				line, _ := r.s.Attr("LineStyle")
				st.ruled = st.ruled || (position == "Left" || position == "Right") && line != "" && line != "None"
				return r.s.Skip()
			})
		case "NumberFormat":
			code, _ := r.s.Attr("Format")
			if named, ok := namedFormats[code]; ok {
				code = named
			}
			st.format = sheet.ParseFormat(code, false)
		}
		return r.s.Skip()
	})
	r.styles[id] = st
	return err
}

// styled is the style of the element at hand.
func (r *reader) styled() (st style, own bool) {
	id, own := r.s.Attr("StyleID")
	return r.styles[id], own
}

// number reads an attribute that counts; ok is false if it is not there.
func (r *reader) number(local string) (n int, ok bool) {
	s, _ := r.s.Attr(local)
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 0 && n < sheet.MaxRows
}
