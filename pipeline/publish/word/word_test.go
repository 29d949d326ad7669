package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func sample() *Document {
	d := &Document{Title: "退回函 <1>", Footer: "滑县"}
	d.Paragraph(Heading0, "关于退回报告的函")
	d.Runs(Body, Run{Text: "一行\n两行\x01"}, Run{Text: "待填", Highlight: true})
	d.Table(Table{Widths: []int{30, 20, 20}, Header: 1, Rows: [][]Cell{
		{{Text: "头", Columns: 3}},
		{{Text: "甲", Rows: 2, Vertical: true}, {Text: "1"}, {Text: "2"}},
		{{Text: "3 & 4", Columns: 2, Shade: "FFEEEE"}},
	}})
	d.PageBreak()
	return d
}

// TestParts: every part is well-formed XML, and the same content is the same bytes.
func TestParts(t *testing.T) {
	var a, b bytes.Buffer
	if err := sample().Write(&a); err != nil {
		t.Fatal(err)
	}
	if err := sample().Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two writings of one document differ")
	}
	z, err := zip.NewReader(bytes.NewReader(a.Bytes()), int64(a.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(r); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
}

func TestTableSpans(t *testing.T) {
	doc := string(*sample().body)
	for what, want := range map[string]int{
		`<w:gridSpan w:val="3"/>`: 1, `<w:gridSpan w:val="2"/>`: 1, `<w:vMerge w:val="restart"/>`: 1, `<w:vMerge/>`: 1,
		`<w:tblHeader/>`: 1, `<w:tr>`: 3, `<w:tc>`: 6, "3 &amp; 4": 1, "\x01": 0, `<w:highlight w:val="yellow"/>`: 1,
	} {
		if got := strings.Count(doc, what); got != want {
			t.Errorf("%q stands there %d times, want %d", what, got, want)
		}
	}
}

// TestWholeTable: each row but the last keeps its text with the next.
func TestWholeTable(t *testing.T) {
	rows := [][]Cell{{{Text: "1"}, {Text: "2", Rows: 2}}, {{Text: "3"}}, {{Text: "4"}, {Text: "5"}}}
	for whole, want := range map[bool]int{true: 4, false: 0} {
		d := new(Document)
		d.Table(Table{Widths: []int{20, 20}, Rows: rows, Whole: whole})
		if got := strings.Count(string(*d.body), `<w:keepNext/>`); got != want {
			t.Errorf("whole %t: %d cells keep with the next row, want %d", whole, got, want)
		}
	}
}

func TestRaggedRowPanics(t *testing.T) {
	for name, row := range map[string][]Cell{"short": {{Text: "1"}}, "long": {{Text: "1"}, {Text: "2"}, {Text: "3"}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a %s row was written", name)
				}
			}()
			new(Document).Table(Table{Widths: []int{20, 20}, Rows: [][]Cell{row}})
		}()
	}
}
