// Package read turns a submission into a document. It decides what a file is
// by its bytes, then by its extension, and hands it to the reader of that
// format; the formats are an ordered list, one folder each.
//
// The one thing to know: a document that cannot be read is a result, a
// [*bounds.Refusal] that says what is wrong and what the clerk should do.
// Whatever a hostile file does, a panic of its reader included, ends there.
//
// To add a format: a folder with its reader, its cases and a NOTE.md; a line in
// [Formats].
package read

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A Format is one kind of file that can be read.
type Format struct {
	ID         string   // lower-case ASCII, stable: what Document.Format says
	Name       string   // in Chinese, as clerks know it
	NameEN     string   // in English
	Doc        string   // one sentence: what is read
	Extensions []string // usual ones, lower-case with the dot, the first the commonest
	// Claims says whether data could be of this format. The first format of the
	// list that claims it reads it.
	Claims func(data []byte) bool
	Read   func(ctx context.Context, data []byte, o Options) (*schema.Document, error)
	// Open, where it is set, is asked instead of Claims, and what it gives reads
	// instead of Read: to tell such a format is half of reading it. It gives nil
	// where the format does not claim data.
	Open func(data []byte) Reading
}

// A Reading reads the file that it was given for.
type Reading func(context.Context, Options) (*schema.Document, error)

// Options say what reading one document may cost, and how scans are read.
type Options struct {
	Bounds bounds.Bounds // the zero value is [bounds.Default]
	OCR    OCR           // the zero value refuses scans
}

// Read reads the file called name. Document.File and the places' File are left
// to the caller. An extension that does not fit the content is a note with the
// code "name.extension".
//
// Errors are a [*bounds.Refusal] or those of ctx. A reader that does not heed
// ctx is left behind when ctx ends.
func Read(ctx context.Context, name string, data []byte, o Options) (*schema.Document, error) {
	if o.Bounds == (bounds.Bounds{}) {
		o.Bounds = bounds.Default()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	format, reading, err := detect(name, data)
	if err != nil {
		return nil, err
	}
	doc, err := guarded(ctx, format, reading, o)
	if err != nil {
		return nil, err
	}
	if note, differs := extensionNote(format, name); differs {
		doc.Notes = append(doc.Notes, note)
	}
	return doc, nil
}

// detect finds the format of a file and how it is read, or says why there is none.
func detect(name string, data []byte) (*Format, Reading, error) {
	if refusal := hollow(data); refusal != nil {
		return nil, nil, refusal
	}
	if f := foreignOf(data); f != nil {
		return nil, nil, f.refusal()
	}
	for _, f := range Formats {
		if reading := f.open(data); reading != nil {
			return f, reading, nil
		}
	}
	if f := insideOf(packages, data); f != nil {
		return nil, nil, f.refusal()
	}
	if f := ByExtension(name); f != nil {
		return nil, nil, notInside(f, name)
	}
	return nil, nil, unknown
}

// open is how data is read, nil if it is not of the format.
func (f *Format) open(data []byte) Reading {
	switch {
	case f.Open != nil:
		return f.Open(data)
	case f.Claims(data):
		return func(ctx context.Context, o Options) (*schema.Document, error) { return f.Read(ctx, data, o) }
	}
	return nil
}

// ByExtension returns the format that a file name promises, nil if none does.
func ByExtension(name string) *Format {
	ext := extensionOf(name)
	for _, f := range Formats {
		if slices.Contains(f.Extensions, ext) {
			return f
		}
	}
	return nil
}

// ByID returns the format with the id, nil if there is none.
func ByID(id string) *Format {
	for _, f := range Formats {
		if f.ID == id {
			return f
		}
	}
	return nil
}

func extensionOf(name string) string {
	return strings.ToLower(path.Ext(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")))
}

// extensionNote is what an analyst should know when the name promises another
// format than the content has.
func extensionNote(f *Format, name string) (note schema.Note, differs bool) {
	ext := extensionOf(name)
	promised := ByExtension(name)
	if promised == nil || promised == f || ext == ".xml" { // .xml is the markup, not the content
		return schema.Note{}, false
	}
	return schema.Note{Code: "name.extension",
		Text: fmt.Sprintf("扩展名是 %s，内容是%s，已按内容读取", ext, f.Name),
		EN:   fmt.Sprintf("the extension is %s, the content is %s; read by its content", ext, f.NameEN)}, true
}

// guarded runs a reader so that nothing it does ends the run: it comes back
// when ctx ends, and a panic is a refusal.
func guarded(ctx context.Context, f *Format, reading Reading, o Options) (*schema.Document, error) {
	type result struct {
		doc *schema.Document
		err error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r = result{err: failed(f, p)}
			}
			done <- r
		}()
		r.doc, r.err = reading(ctx, o)
	}()
	select {
	case r := <-done:
		if r.err == nil && (r.doc == nil || len(r.doc.Blocks) == 0) {
			return nil, noText
		}
		return r.doc, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
