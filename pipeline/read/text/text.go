// Package text reads plain text, markdown and comma-separated values in
// whatever charset they come: see [lines] for what becomes a table. The one
// thing to know: the text says nothing about its form, so its tables are loose.
package text

import (
	"context"
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/charset"
	"huizong/pipeline/read/html"
	"huizong/pipeline/read/text/lines"
	"huizong/schema"
)

// Read lays out a text file. Places say line, table, row and column, and the
// page where form feeds turn it. Tables written as HTML between lines of text,
// as some converters do, are read as such. A text without a word is refused as
// empty; bytes that are no text as damaged.
func Read(ctx context.Context, data []byte, b bounds.Bounds) (*schema.Document, error) {
	if int64(len(data)) > b.Bytes {
		return nil, bounds.Over("bytes", "字节数", b.Bytes)
	}
	text, name, err := charset.Decode(data)
	if err != nil {
		return nil, err
	}
	return layOut(ctx, text, name, b)
}

func layOut(ctx context.Context, text, charset string, b bounds.Bounds) (*schema.Document, error) {
	doc := &schema.Document{Format: "text", Charset: charset}
	var err error
	if doc.Blocks, err = blocks(ctx, text, b); err != nil {
		return nil, err
	}
	if len(doc.Blocks) == 0 {
		return nil, &bounds.Refusal{Code: bounds.Empty, Text: "文件里没有文字，请核对后重新报送", EN: "there is no text in the file; check it and send it again"}
	}
	lines.Number(doc.Blocks)
	return doc, ctx.Err()
}

// blocks lays out the text between embedded tables, and reads those.
func blocks(ctx context.Context, text string, b bounds.Bounds) ([]schema.Block, error) {
	if strings.IndexByte(text, '<') < 0 {
		return lines.Blocks(text, 1, b)
	}
	var out []schema.Block
	number := 1
	for text != "" {
		from, to := embedded(text)
		plain, err := lines.Blocks(text[:from], number, b)
		if err != nil {
			return nil, err
		}
		out = append(out, plain...)
		number += strings.Count(text[:from], "\n")
		table, err := html.Fragment(ctx, text[from:to], number, b)
		if err != nil {
			return nil, err
		}
		out = append(out, table...)
		number += strings.Count(text[from:to], "\n")
		text = text[to:]
	}
	return out, nil
}

// embedded finds the first table element of a text, with those inside it; both
// ends are at the end of the text if there is none.
func embedded(text string) (from, to int) {
	from = len(text)
	depth := 0
	for at := 0; ; at++ {
		k := strings.IndexByte(text[at:], '<')
		if k < 0 {
			return from, len(text)
		}
		at += k
		switch {
		case isTag(text[at:], "<table"):
			if depth == 0 {
				from = at
			}
			depth++
		case depth > 0 && isTag(text[at:], "</table"):
			if depth--; depth == 0 {
				if k := strings.IndexByte(text[at:], '>'); k >= 0 {
					return from, at + k + 1
				}
				return from, len(text)
			}
		}
	}
}

// isTag reports whether a text begins with a tag, in small or capital letters.
func isTag(text, name string) bool {
	return len(text) > len(name) && strings.EqualFold(text[:len(name)], name) && strings.IndexByte(" >\t\n/", text[len(name)]) >= 0
}
