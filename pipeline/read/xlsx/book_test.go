package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

const (
	mainNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictNS = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	relNS    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	pkgNS    = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// book is a hand-written workbook: parts by name over a default set.
type book map[string]string

// onSheet is a workbook of one sheet, its part's inside given.
func onSheet(inside string) book {
	return book{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS + `" xmlns:r="` + relNS + `">` + inside + `</worksheet>`}
}

// with is the workbook with one part more, or another.
func (b book) with(name, content string) book {
	b = maps.Clone(b)
	b[name] = content
	return b
}

func (b book) strings(items ...string) book {
	return b.with("xl/sharedStrings.xml", `<sst xmlns="`+mainNS+`">`+strings.Join(items, "")+`</sst>`)
}

// styles defines number formats; style n+1 has the n-th, the last has borders.
func (b book) formats(codes ...string) book {
	fmts, xfs := "", `<xf numFmtId="0"/>`
	for i, c := range codes {
		fmts += fmt.Sprintf(`<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, strings.ReplaceAll(c, `"`, "&quot;"))
		xfs += fmt.Sprintf(`<xf numFmtId="%d"/>`, 164+i)
	}
	return b.with("xl/styles.xml", `<styleSheet xmlns="`+mainNS+`"><numFmts>`+fmts+`</numFmts><borders><border/><border><left style="thin"/></border></borders><cellXfs>`+
		xfs+`<xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>`)
}

// bytes zips the workbook.
func (b book) bytes(t testing.TB) []byte {
	t.Helper()
	defaults := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships xmlns="` + pkgNS + `"><Relationship Id="r1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + mainNS + `" xmlns:r="` + relNS + `"><sheets><sheet name="表" sheetId="1" r:id="s1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + pkgNS + `"><Relationship Id="s1" Type="` + relNS + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="s2" Type="` + relNS + `/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="s3" Type="` + relNS + `/styles" Target="/xl/styles.xml"/></Relationships>`},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	write := func(name, content string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range defaults {
		if _, own := b[d[0]]; !own {
			write(d[0], d[1])
		}
	}
	for name, content := range b {
		if content != "" {
			write(name, content)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b book) read(t testing.TB) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), b.bytes(t), bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// drawn prints a document in one line per block: texts, cells as
// "B4=text", with →columns and ↓rows of its span, ~ if hidden, ! if noted.
func drawn(doc *schema.Document) string {
	var b strings.Builder
	for _, block := range doc.Blocks {
		if block.Table == nil {
			fmt.Fprintf(&b, "¶ %s\n", block.Text)
			continue
		}
		for i, c := range block.Table.Cells {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%s=%s", position(c.Place), c.Text)
			if c.ColumnSpan > 1 {
				fmt.Fprintf(&b, "→%d", c.ColumnSpan)
			}
			if c.RowSpan > 1 {
				fmt.Fprintf(&b, "↓%d", c.RowSpan)
			}
			if c.Hidden {
				b.WriteByte('~')
			}
			if c.Note != "" {
				b.WriteByte('!')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func position(p schema.Place) string {
	return fmt.Sprintf("%c%d", 'A'+p.Column-1, p.Row)
}

// refused asks for a refusal with a code.
func refused(t testing.TB, name string, data []byte, code string) {
	t.Helper()
	doc, err := Read(context.Background(), data, bounds.Default())
	var r *bounds.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Errorf("%s: Read = %v, %v, want refusal %s", name, doc, err, code)
	}
	if r != nil && (r.Text == "" || r.EN == "") {
		t.Errorf("%s: refusal %q has no sentence for people", name, r.Code)
	}
}
