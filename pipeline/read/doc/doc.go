// Package doc reads Word 97–2003 documents: doc and dot, and wps as WPS Office
// writes it. The numbers of sections in the comments are those of [MS-DOC].
//
// The one thing to know: the text is a flat stream of characters. Where a
// paragraph, cell or row ends is a character of it; whether that stands in a
// table, how deep, and what the cells of a row look like is in property lists
// kept elsewhere, found by the character's place in the file. When both sides
// do not agree the document is refused, for a damaged one would put figures
// into other cells.
package doc

import (
	"bytes"
	"context"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
	"huizong/schema"
)

// Claims reports whether data could be a document of this format: a compound
// file that holds a Word text, or is encrypted, and no workbook.
func Claims(data []byte) bool {
	if !bytes.HasPrefix(data, container.OLESignature) {
		return false
	}
	o, err := container.OpenOLE(data, bounds.Default())
	if err != nil {
		return bytes.Contains(data, wide("WordDocument")) || beginsText(data)
	}
	return o.Has("WordDocument") || o.Has("EncryptedPackage")
}

// beginsText looks for the beginning of a Word text in a compound file that is
// cut short and has lost its directory.
func beginsText(data []byte) bool {
	for at := 512; at+4 <= len(data); at += 512 {
		if u16(data, at) == signature && u16(data, at+2) >= 0xC1 && u16(data, at+2) < 0x200 {
			return true
		}
	}
	return false
}

// wide is s as a compound file spells names.
func wide(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}

// Read gives the document in data, as it would print if all tracked changes
// were accepted: without deleted and hidden text, with the results of fields
// and the labels of automatic numbering. Headers, footers and notes are left
// out; a text box follows the paragraph or table that it is tied to. Table, row
// and column places are set.
//
// Errors are [*bounds.Refusal], or those of ctx.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if len(data) == 0 {
		return nil, emptyFile()
	}
	o, err := container.OpenOLE(data, b)
	if err != nil {
		return nil, err
	}
	if !o.Has("WordDocument") {
		return nil, otherCompound(o)
	}
	f, err := open(o)
	if err != nil {
		return nil, err
	}
	return f.document(ctx, b)
}

// otherCompound says what a compound file without a Word text is.
func otherCompound(o *container.OLE) error {
	switch {
	case o.Has("EncryptedPackage"):
		return encryptedFile()
	case o.Has("Workbook") || o.Has("Book"):
		return &bounds.Refusal{Code: bounds.Unsupported, Text: "文件是 Excel 表格，不是 Word 文档，请改正扩展名后报送",
			EN: "the file is a spreadsheet, not a Word document; correct its extension and send it again"}
	}
	return damaged("文件中没有 Word 正文", "the compound file holds no Word text")
}

func encryptedFile() error {
	return &bounds.Refusal{Code: bounds.Encrypted, Text: "文件设有密码，请取消密码后重新保存报送",
		EN: "the file is protected by a password; remove it and save the file again"}
}

func emptyFile() error {
	return &bounds.Refusal{Code: bounds.Empty, Text: "文件没有任何内容，请核对后重新报送",
		EN: "the file holds nothing; check it and send it again"}
}

func damaged(zh, en string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：" + zh + "，请用 Word 或 WPS 打开核对后另存为 docx 报送",
		EN: en + "; open it in Word or WPS and save it as docx"}
}

func truncated(what string) error {
	return &bounds.Refusal{Code: bounds.Truncated, Text: "文件不完整（缺少部分内容），请重新复制或下载后报送",
		EN: what + " lies outside of the file; copy or download the file again"}
}
