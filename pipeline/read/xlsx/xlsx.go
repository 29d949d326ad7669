// Package xlsx reads Office Open XML workbooks (ECMA-376, transitional and
// strict; xlsx, xlsm, xltx), as Excel, WPS and LibreOffice write them.
//
// The one thing to know: values are what the file says, never what a formula
// would give. A formula's cached value is read; one without is a blank cell
// with a note. Numbers go from the bytes of the file to decimal digits without
// passing through binary floating point.
package xlsx

import (
	"bytes"
	"context"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
	"huizong/pipeline/read/sheet"
	"huizong/schema"
)

// Claims reports whether data could be a workbook of this format or of the
// binary xlsb, which [Read] refuses by name.
func Claims(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) &&
		(bytes.Contains(data, []byte("xl/workbook")) || bytes.Contains(data, []byte(`xl\workbook`)) || bytes.Contains(data, []byte("xl/worksheets/")))
}

// Read reads all worksheets in the order of their tabs, hidden ones included
// and marked. Errors are [*bounds.Refusal] or ctx.Err().
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	switch {
	case len(data) == 0:
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "文件是空的（0 字节），请重新报送", EN: "the file has no bytes; send it again"}
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return nil, refuseOLE(data)
	}
	z, err := container.OpenZip(data, b)
	if err != nil {
		return nil, err
	}
	if z.Encrypted() {
		return nil, encrypted()
	}
	r := &reader{ctx: ctx, zip: z, bounds: b, book: &sheet.Workbook{Format: "xlsx"}, collected: *rooms.Get().(*[]sheet.Cell)}
	defer r.release()
	if err := r.workbook(); err != nil {
		return nil, err
	}
	return r.book.Document(b)
}

// A reader reads one workbook.
type reader struct {
	ctx     context.Context
	zip     *container.Zip
	bounds  bounds.Bounds
	book    *sheet.Workbook
	strings []string // the shared strings
	styles  styles
	by1904  bool
	cells   int // of all sheets so far

	collected []sheet.Cell // of all sheets so far, in one piece unless there are many
}

// mainPart finds the workbook part: by the package's relations, by its content
// type, or where every program puts it.
func (r *reader) mainPart() (string, error) {
	main, err := r.zip.Related("", "officeDocument")
	if err == nil && main == "" {
		main, err = r.zip.OfContentType("sheet.main+xml")
	}
	if err == nil && main == "" {
		main = "xl/workbook.xml"
	}
	return main, err
}

// workbook reads the workbook part and all that it names.
func (r *reader) workbook() error {
	part, err := r.mainPart()
	if err != nil {
		return err
	}
	if strings.HasSuffix(strings.ToLower(part), ".bin") {
		return &bounds.Refusal{Code: bounds.Unsupported,
			Text: "这是 Excel 二进制工作簿（xlsb），请在办公软件中另存为 xlsx 后报送",
			EN:   "an Excel binary workbook (xlsb); save it as xlsx and send that"}
	}
	main, err := mains.Read(r.zip, part, r.readMain)
	if err != nil {
		return err
	}
	r.by1904 = main.by1904
	relations, err := r.zip.Relations(part)
	if err != nil {
		return err
	}
	if err := r.shared(relations); err != nil {
		return err
	}
	for _, t := range main.tabs {
		if err := r.tab(t, relations); err != nil {
			return err
		}
	}
	return r.title()
}

// shared reads what the worksheets refer to: strings and styles. It notes
// macros.
func (r *reader) shared(relations []container.Relation) (err error) {
	for _, rel := range relations {
		if rel.External || err != nil || !r.zip.Has(rel.Target) {
			continue
		}
		switch rel.Type {
		case "sharedStrings":
			err = r.sharedStrings(rel.Target)
		case "styles":
			known := &knownStyles
			if r.by1904 {
				known = &knownStyles1904
			}
			r.styles, err = known.Read(r.zip, rel.Target, r.readStyles)
		case "vbaProject":
			r.book.Notes = append(r.book.Notes, schema.Note{Code: "xlsx.macros",
				Text: "含有宏，未运行", EN: "holds macros, which were not run"})
		}
	}
	return err
}

// tab reads the worksheet behind a tab. Charts and dialogs have none.
func (r *reader) tab(t tab, relations []container.Relation) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	for _, rel := range relations {
		if rel.ID != t.id || t.id == "" {
			continue
		}
		if rel.Type != "worksheet" {
			return nil
		}
		r.book.Sheets = append(r.book.Sheets, sheet.Sheet{Name: t.name, Hidden: t.hidden})
		return r.worksheet(rel.Target, &r.book.Sheets[len(r.book.Sheets)-1])
	}
	return damaged("工作表“"+t.name+"”缺失", "the sheet "+t.name+" is missing")
}

func damaged(zh, en string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：" + zh + "，请用办公软件打开核对后重新保存报送",
		EN: en + "; open the file in an office program and save it again"}
}

func encrypted() error {
	return &bounds.Refusal{Code: bounds.Encrypted, Text: "文件设有密码，请取消密码后重新保存报送",
		EN: "the file is protected by a password; remove it and save the file again"}
}

// refuseOLE says what is in an OLE2 file that came as xlsx: an encrypted
// workbook is stored in one.
func refuseOLE(data []byte) error {
	if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
		return encrypted()
	}
	return damaged("内容不是 xlsx 工作簿", "the content is no xlsx workbook")
}
