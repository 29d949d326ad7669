// Package docx reads Word documents in XML: docx, docm, dotx as Word, WPS and
// LibreOffice write them, transitional or strict, and the two single-file
// forms that hide behind .doc and .xml, flat OPC and Word 2003 XML.
//
// The one thing to know: what is read is what would be printed if all tracked
// changes were accepted. Deleted and hidden text is not there; the results of
// fields are, and so are the labels of automatic numbering, as far as they can
// be told.
package docx

import (
	"bytes"
	"context"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
	"huizong/pipeline/read/xmlscan"
	"huizong/schema"
)

// Claims reports whether data could be a document of this format: a zip that
// names Word parts, flat OPC, or Word 2003 XML. A zip cut short is judged by
// the names in it.
func Claims(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return single(data)
	}
	z, err := container.OpenZip(data, bounds.Default())
	if err != nil {
		return bytes.Contains(data, []byte("word/document.xml"))
	}
	if z.Has("word/document.xml") {
		return true
	}
	main, err := z.OfContentType("wordprocessingml.document.main")
	return main != "" && err == nil
}

// Read gives the document in data. Table, row and column places are set, rows
// and columns counting grid positions; covered positions have no cell. Tables
// in text boxes follow the paragraph or table that the box is tied to.
//
// Errors are [*bounds.Refusal], or those of ctx.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if len(data) == 0 {
		return nil, emptyFile()
	}
	r := newReader(ctx, b)
	defer r.close()
	var err error
	if bytes.HasPrefix(data, []byte("PK")) {
		err = r.container(data)
	} else {
		err = r.single(data)
	}
	if err != nil {
		return nil, err
	}
	return r.document()
}

// container reads a zip container.
func (r *reader) container(data []byte) error {
	z, err := container.OpenZip(data, r.meter.Bounds)
	if err != nil {
		return err
	}
	main, err := mainPart(z)
	if err != nil {
		return err
	}
	if err := r.readSide(z, main, "styles", r.stylesOf); err != nil {
		return err
	}
	if err := r.readSide(z, main, "numbering", func(z *container.Zip, part string) error { return r.part(z, part, readNumbering) }); err != nil {
		return err
	}
	if err := r.title(z); err != nil {
		return err
	}
	for _, name := range z.Names() {
		if strings.HasSuffix(name, "vbaProject.bin") {
			r.note("docx.macro", "文件带有宏，宏没有运行", "the file holds macros, which were not run")
			break
		}
	}
	return z.Lend(main, func(data []byte) error { return r.scan(data, readBody) }) // the document copies its texts
}

// readSide reads the part of a kind that the main part names, if it does.
func (r *reader) readSide(z *container.Zip, main, kind string, read func(z *container.Zip, part string) error) error {
	part, err := z.Related(main, kind)
	if err != nil || part == "" {
		return err
	}
	return read(z, part)
}

// mainPart finds the part that holds the text: what the package says it is,
// else what is typed as one, else where Word puts it.
func mainPart(z *container.Zip) (string, error) {
	main, err := z.Related("", "officeDocument")
	if main == "" && err == nil {
		main, err = z.OfContentType("wordprocessingml.document.main")
	}
	if main == "" && err == nil && z.Has("word/document.xml") {
		main = "word/document.xml"
	}
	switch {
	case err != nil:
		return "", err
	case main != "":
		return main, nil
	case z.Encrypted():
		return "", &bounds.Refusal{Code: bounds.Encrypted, Text: "文件设有密码，请取消密码后重新保存报送",
			EN: "the file is protected by a password; remove it and save the file again"}
	}
	return "", &bounds.Refusal{Code: bounds.Damaged, Text: "文件中没有正文（缺少 word/document.xml），请用 Word 或 WPS 打开核对后另存报送",
		EN: "the file holds no main document part; open it in Word or WPS and save it again"}
}

// part scans a part and calls read at the start of its root.
func (r *reader) part(z *container.Zip, name string, read func(*reader) error) error {
	data, err := z.Part(name)
	if err != nil {
		return err
	}
	return r.scan(data, read)
}

func (r *reader) scan(data []byte, read func(*reader) error) error {
	s, err := xmlscan.New(data, r.meter.Bounds.Depth)
	if err != nil {
		return err
	}
	r.s, r.memory.known = s, known{}
	if _, err := s.Next(); err != nil {
		return err
	}
	if err := read(r); err != nil {
		return err
	}
	_, err = s.Next() // what follows the root must be nothing
	return err
}

// title takes the title in the metadata, where it is not broken.
func (r *reader) title(z *container.Zip) error {
	const core = "docProps/core.xml"
	if !z.Has(core) {
		return nil
	}
	return r.part(z, core, func(r *reader) error {
		return r.each(func(r *reader) error {
			isTitle := r.s.Local() == "title"
			for {
				switch k, err := r.s.Next(); {
				case err != nil || k == xmlscan.End:
					return err
				case k == xmlscan.Start:
					if err := r.s.Skip(); err != nil {
						return err
					}
				case isTitle && len(r.doc.Title) < 1000:
					r.doc.Title += r.s.Text
				}
			}
		})
	})
}

// document closes the document, or refuses one that says nothing.
func (r *reader) document() (*schema.Document, error) {
	r.doc.Blocks = r.root.blocks
	r.doc.Title = strings.TrimSpace(r.doc.Title)
	r.doc.Notes = append(r.doc.Notes, r.pictures.notes...)
	if len(r.doc.Blocks) > 0 {
		return r.doc, nil
	}
	switch {
	case r.chunks:
		return nil, &bounds.Refusal{Code: bounds.Unsupported, Text: "文件正文是嵌入的另一文件（altChunk），请用 Word 打开后另存为 docx 报送",
			EN: "the text is another file embedded in this one (altChunk); open it in Word and save it as docx"}
	case r.pictures.count > 0:
		return nil, &bounds.Refusal{Code: bounds.Scanned, Text: "文件只有图片，没有文字，请报送可编辑的 Word 文件",
			EN: "the file holds pictures only and no text; send the editable Word file"}
	}
	return nil, emptyFile()
}

func emptyFile() error {
	return &bounds.Refusal{Code: bounds.Empty, Text: "文件没有任何内容，请核对后重新报送",
		EN: "the file holds nothing; check it and send it again"}
}
