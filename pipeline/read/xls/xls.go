// Package xls reads Excel 97–2003 workbooks: BIFF8 ([MS-XLS]) in a compound
// file, under the names xls, et and xlt, as Excel, WPS and LibreOffice write
// them.
//
// The one thing to know: a string, and only a string, may change its width in
// the middle, where a CONTINUE record begins. Everything else is plain: records
// of a type and a length, cells with row, column and format.
package xls

import (
	"context"
	"slices"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
	"huizong/pipeline/read/sheet"
	"huizong/schema"
)

// Claims reports whether data is a compound file whose root holds a workbook,
// or a workbook without container.
func Claims(data []byte) bool {
	if bare(data) {
		return true
	}
	o, err := container.OpenOLE(data, bounds.Default())
	return err == nil && bookStream(o) != ""
}

// bare reports whether data begins with the record that opens a workbook. Some
// programs write one without container, and Excel 2 to 4 all did.
func bare(data []byte) bool {
	return len(data) > 8 && data[0] == 0x09 && slices.Contains([]byte{0, 2, 4, 8}, data[1]) &&
		slices.Contains([]byte{4, 6, 8, 16}, data[2]) && data[3] == 0
}

// Read reads all worksheets in the order of their tabs, hidden ones included
// and marked. Errors are [*bounds.Refusal] or ctx.Err().
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if len(data) == 0 {
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "文件是空的（0 字节），请重新报送", EN: "the file has no bytes; send it again"}
	}
	book, err := bookBytes(data, b)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, data: book, bounds: b, book: &sheet.Workbook{Format: "xls"}}
	if err := r.globals(); err != nil {
		return nil, err
	}
	for _, t := range r.tabs {
		if err := r.tab(t); err != nil {
			return nil, err
		}
	}
	return r.book.Document(b)
}

// bookBytes takes the workbook out of its container.
func bookBytes(data []byte, b bounds.Bounds) ([]byte, error) {
	if bare(data) {
		return data, nil
	}
	o, err := container.OpenOLE(data, b)
	switch {
	case err != nil:
		return nil, err
	case o.Has("EncryptedPackage"):
		return nil, encrypted()
	}
	name := bookStream(o)
	if name == "" {
		return nil, damaged("内容不是 Excel 工作簿", "the content is no Excel workbook")
	}
	return o.Stream(name)
}

// bookStream names the stream of the workbook; "Book" is that of Excel 5.
func bookStream(o *container.OLE) string {
	for _, want := range []string{"Workbook", "Book"} {
		for _, name := range o.Names() {
			if strings.EqualFold(name, want) {
				return name
			}
		}
	}
	return ""
}

// A reader reads one workbook.
type reader struct {
	ctx     context.Context
	data    []byte
	bounds  bounds.Bounds
	book    *sheet.Workbook
	tabs    []tab
	strings []string // the shared strings
	codes   map[int]string
	xfs     []xf
	styles  []style
	by1904  bool
	cells   int // of all sheets so far
	walked  int // bytes of all sheets so far: each is read once
}

func damaged(zh, en string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：" + zh + "，请用办公软件打开核对后重新保存报送",
		EN: en + "; open the file in an office program and save it again"}
}

func truncated() error {
	return &bounds.Refusal{Code: bounds.Truncated, Text: "文件不完整（缺少后面部分），请重新复制或下载后报送",
		EN: "the workbook lacks its end; copy or download the file again"}
}

func encrypted() error {
	return &bounds.Refusal{Code: bounds.Encrypted, Text: "文件设有密码，请取消密码后重新保存报送",
		EN: "the file is protected by a password; remove it and save the file again"}
}
