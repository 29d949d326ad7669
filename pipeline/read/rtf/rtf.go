// Package rtf reads Rich Text Format, up to version 1.9.1 of its
// specification, as Word, WPS and LibreOffice write it.
//
// The one thing to know: RTF is a flat text whose control words change a state
// that groups save and restore. Cells and rows end by control words; where the
// edges of a row's cells are is told separately, and both must agree.
package rtf

import (
	"bytes"
	"context"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid"
	"huizong/schema"
)

var signature = []byte(`{\rtf`)

// Claims reports whether data begins like a document of this format.
func Claims(data []byte) bool { return bytes.HasPrefix(trim(data), signature) }

// trim leaves out what mail programs put before the text.
func trim(data []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n\x00")
}

// Read gives the document in data, as it would print if all tracked changes
// were accepted: without deleted and hidden text, with the results of fields
// and the labels of automatic numbering. Headers, footers and notes are left
// out; a text box follows the paragraph or table that
// it is tied to. Table, row and column places are set.
//
// Errors are [*bounds.Refusal], or those of ctx.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	data = trim(data)
	switch {
	case len(data) == 0:
		return nil, emptyFile()
	case !bytes.HasPrefix(data, signature):
		return nil, damaged("不是 RTF 文档", "the file does not begin like RTF")
	case int64(len(data)) > b.Bytes:
		return nil, bounds.Over("bytes", "字节数", b.Bytes)
	}
	meter := &grid.Meter{Bounds: b}
	r := &reader{ctx: ctx, doc: &schema.Document{Format: "rtf"}, meter: meter, scene: scene{nest: grid.Nest{Meter: meter}},
		state: state{skipChars: 1, wideFont: -1}, codePage: 1252, fonts: map[int]int{}, fontNames: map[int]string{}}
	r.asked.font = -1
	if err := r.scan(data); err != nil {
		return nil, err
	}
	blocks, err := r.finish()
	if err != nil {
		return nil, err
	}
	r.doc.Blocks = blocks
	switch {
	case len(blocks) > 0:
		return r.doc, nil
	case r.pictures > 0:
		return nil, &bounds.Refusal{Code: bounds.Scanned, Text: "文件只有图片，没有文字，请报送可编辑的 Word 文件",
			EN: "the file holds pictures only and no text; send the editable Word file"}
	}
	return nil, emptyFile()
}

func emptyFile() error {
	return &bounds.Refusal{Code: bounds.Empty, Text: "文件没有任何内容，请核对后重新报送",
		EN: "the file holds nothing; check it and send it again"}
}

func damaged(zh, en string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：" + zh + "，请用 Word 或 WPS 打开核对后另存为 docx 报送",
		EN: en + "; open it in Word or WPS and save it as docx"}
}
