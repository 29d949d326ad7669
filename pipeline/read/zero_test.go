package read_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"huizong/pipeline/read"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

// zeroFormats says which format each file of testdata/zero is; those that no
// reader of the list takes yet are passed over.
var zeroFormats = map[string]string{
	".doc": "doc", ".wps": "doc", ".xls": "xls", ".et": "xls", ".docx": "docx", ".xlsx": "xlsx", ".rtf": "rtf", ".pdf": "pdf",
	".mht": "mht", ".html": "html", ".txt": "text", ".csv": "text", ".md": "text",
}

// otherText are files whose words differ: workbooks without the prose, and the
// text as published, whose header stands in another order.
var otherText = map[string]bool{"zero.xlsx": true, "zero.xls": true, "zero.et": true, "瓦岗寨乡-2023.txt": true}

// content lists what stands in a document, in order and without white space,
// and counts the cells that hold a single 0.
func content(blocks []schema.Block) (text string, zeroes int) {
	var b strings.Builder
	var walk func([]schema.Block)
	add := func(s string) {
		for _, r := range s {
			if !unicode.IsSpace(r) {
				b.WriteRune(r)
			}
		}
	}
	walk = func(blocks []schema.Block) {
		for i := range blocks {
			t := blocks[i].Table
			if t == nil {
				add(blocks[i].Text)
				continue
			}
			for k := range t.Cells {
				add(t.Cells[k].Text)
				if strings.TrimSpace(t.Cells[k].Text) == "0" {
					zeroes++
				}
			}
		}
	}
	walk(blocks)
	return b.String(), zeroes
}

// zeroCells recognizes a document and counts the form cells that hold 0.
func zeroCells(doc *schema.Document) int {
	report := recognize.Report(doc, recognize.Source{}, recognize.NewNames(&schema.Roster{}))
	n := 0
	for _, c := range report.Cells {
		if c.State == schema.Number && c.Value == 0 {
			n++
		}
	}
	return n
}

// TestZero reads one report in every format: the same text, 200 zeroes in cells
// of their own, and the 200 cells of the form once they are recognized.
func TestZero(t *testing.T) {
	files, err := filepath.Glob("testdata/zero/*")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	want := ""
	for _, file := range append([]string{"testdata/zero/zero_utf8.html"}, files...) {
		id := zeroFormats[filepath.Ext(file)]
		if strings.HasSuffix(file, "README.md") || read.ByID(id) == nil {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := read.Read(context.Background(), filepath.Base(file), data, read.Options{})
		if strings.Contains(file, "scanned") {
			if r, ok := errors.AsType[*bounds.Refusal](err); !ok || r.Code != bounds.Scanned {
				t.Errorf("%s: %v, want scanned", file, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if n := zeroCells(doc); n != 200 {
			t.Errorf("%s: %d of 200 form cells recognized as 0", file, n)
		}
		text, zeroes := content(doc.Blocks)
		if want == "" {
			want = text
		}
		if doc.Format != id || zeroes != 200 {
			t.Errorf("%s: format %s, %d zeroes, want %s, 200", file, doc.Format, zeroes, id)
		}
		if k := diff(text, want); k >= 0 && !otherText[filepath.Base(file)] {
			t.Errorf("%s differs at %d: …%.60s, want …%.60s", file, k, text[k:], want[k:])
		}
		for _, n := range doc.Notes {
			if n.Code == "name.extension" {
				t.Errorf("%s: %s", file, n.EN)
			}
		}
	}
}

// diff is the first place at which two texts differ, -1 if they do not.
func diff(a, b string) int {
	if a == b {
		return -1
	}
	k := 0
	for k < len(a) && k < len(b) && a[k] == b[k] {
		k++
	}
	for k > 0 && (k >= len(a) || k >= len(b) || a[k]&0xC0 == 0x80) {
		k--
	}
	return k
}
