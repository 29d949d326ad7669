// Package ofd reads OFD (GB/T 33190—2016), the fixed-layout format that Chinese
// offices exchange instead of PDF: a zip of XML pages with texts and paths at
// positions. The tables are rebuilt by package layout, as for PDF.
//
// The one thing to know: lengths are millimetres from the top left corner, and
// every object is drawn inside its own boundary, moved and scaled by its CTM.
package ofd

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
	"huizong/pipeline/read/layout"
	"huizong/pipeline/read/layout/scan"
	"huizong/schema"
)

// root is the part that makes a zip an OFD.
const root = "OFD.xml"

// Claims reports whether data could be an OFD.
func Claims(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK")) && bytes.Contains(data, []byte(root))
}

var (
	scanned = &bounds.Refusal{Code: bounds.Scanned,
		Text: "OFD 里只有图片，没有文字（扫描件），请报送可编辑的文件或由办公软件导出的 OFD", EN: "the OFD holds pictures only, no text (a scan); send an editable file or an OFD exported by an office program"}
	encrypted = &bounds.Refusal{Code: bounds.Encrypted,
		Text: "OFD 有密码或经过加密，请去掉密码后重新报送", EN: "the OFD is encrypted; send it without a password"}
	damaged = &bounds.Refusal{Code: bounds.Damaged,
		Text: "OFD 的内部结构已损坏，请重新导出后报送", EN: "the inner structure of the OFD is damaged; export it again and send it"}
)

// Read reads all pages of all documents inside. Errors are a
// [*bounds.Refusal] or those of ctx.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	z, err := container.OpenZip(data, b)
	if err != nil {
		return nil, err
	}
	if z.Encrypted() || slices.ContainsFunc(z.Names(), isEncryption) {
		return nil, encrypted
	}
	r := &reader{zip: z, bounds: b, templates: map[string]string{}, units: map[string]*unit{}}
	title, documents, err := r.root()
	if err != nil {
		return nil, err
	}
	for _, d := range documents {
		if err := r.document(ctx, d); err != nil {
			return nil, err
		}
	}
	if r.printed == 0 {
		if len(r.pictures) > 0 {
			return nil, scanned
		}
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "OFD 里没有文字，请核对后重新报送", EN: "there is no text in the OFD; check it and send it again"}
	}
	doc, err := layout.Document(ctx, r.pages, b)
	if err != nil {
		return nil, err
	}
	doc.Format = "ofd"
	if title != "" {
		doc.Title = title
	}
	doc.Notes = append(doc.Notes, r.notes()...)
	return doc, nil
}

// isEncryption knows the part that lists what is encrypted.
func isEncryption(part string) bool { return strings.EqualFold(path.Base(part), "Encryptions.xml") }

// notes are what an analyst should know about the file.
func (r *reader) notes() []schema.Note {
	var out []schema.Note
	add := func(code, text, en string, pages []int) {
		if len(pages) > 0 {
			out = append(out, schema.Note{Code: code, Text: fmt.Sprintf(text, list(pages, "、")), EN: fmt.Sprintf(en, list(pages, ", "))})
		}
	}
	add("ofd.picture", "第 %s 页是图片，图片中的内容未读入", "page %s is a picture; what it shows was not read", r.pictures)
	add("ofd.unmapped", "第 %s 页有文字没有字符对照，无法可靠读出", "page %s has text that does not say which characters it is", r.unmapped)
	return out
}

func list(pages []int, comma string) string {
	s := make([]string, len(pages))
	for i, p := range pages {
		s[i] = fmt.Sprint(p)
	}
	return strings.Join(s, comma)
}

// A reader gathers the pages.
type reader struct {
	zip       *container.Zip
	bounds    bounds.Bounds
	templates map[string]string // of the document at hand: id → part
	units     map[string]*unit  // composite objects by id
	pages     []layout.Page

	box        rectangle           // page size of the document at hand
	laid       map[string][]string // parts laid over a page of the document at hand, by page
	characters int                 // drawn, templates counted each time
	objects    int
	drawn      int
	printed    int   // characters on pages that are no pictures, blanks not counted
	pictures   []int // pages that show a picture and no text, or few words over it
	unmapped   []int // pages with characters whose meaning the file does not say
}

// join resolves a location as OFD does: absolute from the package's root, else
// beside the part it stands in.
func join(part, location string) string {
	location = strings.ReplaceAll(strings.TrimSpace(location), "\\", "/")
	if strings.HasPrefix(location, "/") {
		return strings.TrimPrefix(path.Clean(location), "/")
	}
	return path.Join(path.Dir(part), location)
}

// root reads OFD.xml: the title and the documents inside.
func (r *reader) root() (title string, documents []string, err error) {
	err = r.walk(root, func(e *element) error {
		switch e.name {
		case "Title":
			title = e.text()
		case "DocRoot":
			documents = append(documents, join(root, e.text()))
		}
		return nil
	})
	if err == nil && len(documents) == 0 {
		err = damaged
	}
	return title, documents, err
}

// document reads one document: its page box, templates, resources and pages.
func (r *reader) document(ctx context.Context, part string) error {
	r.templates, r.units, r.laid = map[string]string{}, map[string]*unit{}, map[string][]string{}
	var pages, ids, resources []string
	annotations := ""
	err := r.walk(part, func(e *element) error {
		switch e.name {
		case "PhysicalBox":
			r.box = box(e.text())
		case "TemplatePage":
			r.templates[e.attr("ID")] = join(part, e.attr("BaseLoc"))
		case "PublicRes", "DocumentRes":
			resources = append(resources, join(part, e.text()))
		case "Page":
			if l := e.attr("BaseLoc"); l != "" {
				pages, ids = append(pages, join(part, l)), append(ids, e.attr("ID"))
			}
		case "Annotations":
			annotations = join(part, e.text())
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range resources {
		if err := r.resource(p); err != nil {
			return err
		}
	}
	if err := r.annotations(annotations); err != nil {
		return err
	}
	if len(r.pages)+len(pages) > r.bounds.Pages {
		return bounds.Over("pages", "页数", int64(r.bounds.Pages))
	}
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.page(p, ids[i]); err != nil {
			return err
		}
	}
	return nil
}

// annotations reads which parts are laid over which page: what was typed or
// stamped on it.
func (r *reader) annotations(part string) error {
	if part == "" || !r.zip.Has(part) {
		return nil
	}
	return r.walk(part, func(e *element) error {
		if e.name != "Page" {
			return nil
		}
		if l := e.child("FileLoc"); l != nil {
			id := e.attr("PageID")
			r.laid[id] = append(r.laid[id], join(part, l.text()))
		}
		return nil
	})
}

// page reads one page with the templates it shows and what is laid over it.
func (r *reader) page(part, id string) error {
	p := &drawing{reader: r, box: r.box}
	if err := p.draw(part, 0); err != nil {
		return err
	}
	for _, l := range r.laid[id] {
		if err := p.overlay(l); err != nil {
			return err
		}
	}
	number := len(r.pages) + 1
	if scan.IsPicture(p.picture, p.box.width*p.box.height, p.printed) {
		r.pictures = append(r.pictures, number)
	} else {
		r.printed += p.printed
	}
	if p.unknown > 0 {
		r.unmapped = append(r.unmapped, number)
	}
	r.pages = append(r.pages, layout.Page{Number: number, Width: p.box.width * point, Height: p.box.height * point, Glyphs: p.glyphs, Rulings: p.rulings})
	return nil
}
