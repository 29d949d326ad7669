package docx

import (
	"bytes"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/charset"
)

// single reports whether data looks like a document in one XML file. NULs are
// left out so that UTF-16 is seen, too.
func single(data []byte) bool {
	head := charset.DropNULs(data[:min(len(data), 4096)])
	for _, sign := range []string{"wordDocument", `"Word.Document"`, "pkg:package"} {
		if bytes.Contains(head, []byte(sign)) {
			return true
		}
	}
	return false
}

// single reads flat OPC or Word 2003 XML.
func (r *reader) single(data []byte) error {
	if !single(data) {
		return &bounds.Refusal{Code: bounds.Damaged, Text: "文件不是 Word 文档，请用 Word 或 WPS 打开核对后另存报送",
			EN: "the file is not a Word document; open it in Word or WPS and save it again"}
	}
	// Flat OPC may hold the styles behind the text: two passes.
	if err := r.scan(data, func(r *reader) error { return r.flat(readSides) }); err != nil {
		return err
	}
	return r.scan(data, func(r *reader) error { return r.flat(readMain) })
}

// flat calls read for each part of flat OPC with the part's content type, at
// the start of the part's root; Word 2003 XML is one part.
func (r *reader) flat(read func(r *reader, kind string) error) error {
	if r.word() == "wordDocument" {
		return read(r, "word2003")
	}
	return r.each(func(r *reader) error {
		kind, _ := r.s.Attr("contentType")
		return r.each(func(r *reader) error {
			if r.s.Local() != "xmlData" {
				return r.s.Skip()
			}
			return r.each(func(r *reader) error { return read(r, kind) })
		})
	})
}

func readSides(r *reader, kind string) error {
	switch {
	case strings.Contains(kind, "wordprocessingml.styles"):
		return readStyles(r)
	case strings.Contains(kind, "wordprocessingml.numbering"):
		return readNumbering(r)
	case kind == "word2003":
		return r.each(func(r *reader) error {
			if r.word() == "styles" {
				return readStyles(r)
			}
			return r.s.Skip()
		})
	}
	return r.s.Skip()
}

func readMain(r *reader, kind string) error {
	if kind == "word2003" || strings.Contains(kind, ".main+xml") {
		return readBody(r)
	}
	return r.s.Skip()
}
