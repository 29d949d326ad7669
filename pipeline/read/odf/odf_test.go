package odf

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/docx"
	"huizong/pipeline/read/xlsx"
	"huizong/schema"
)

// dump prints blocks: ¶ paragraphs, [ ] tables with the column of each cell,
// ↓ and → for spans, ~ for hidden cells.
func dump(blocks []schema.Block) string {
	var b strings.Builder
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			b.WriteString("¶" + blocks[i].Text)
			continue
		}
		fmt.Fprintf(&b, "[%d×%d", t.Rows, t.Columns)
		row := -1
		for k := range t.Cells {
			c := &t.Cells[k]
			for ; row < c.Row; row++ {
				b.WriteString(" /")
			}
			fmt.Fprintf(&b, " %d:%s", c.Column, c.Text)
			if c.RowSpan > 1 {
				fmt.Fprintf(&b, "↓%d", c.RowSpan)
			}
			if c.ColumnSpan > 1 {
				fmt.Fprintf(&b, "→%d", c.ColumnSpan)
			}
			if c.Hidden {
				b.WriteString("~")
			}
			if c.Inner != nil {
				b.WriteString("{" + dump(c.Inner) + "}")
			}
		}
		b.WriteString("]")
	}
	return b.String()
}

const root = `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">` +
	`<office:meta><dc:title>题目</dc:title></office:meta>` +
	`<office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="S" style:family="table"><style:table-properties table:display="false"/></style:style>` +
	`<style:style style:name="B" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style></office:automatic-styles><office:body>`

func texts(body string) string {
	return root + "<office:text>" + body + "</office:text></office:body></office:document>"
}

func sheets(body string) string {
	return root + "<office:spreadsheet>" + body + "</office:spreadsheet></office:body></office:document>"
}

// cell is a table cell with attributes.
func cell(attributes, text string) string {
	return "<table:table-cell " + attributes + "><text:p>" + text + "</text:p></table:table-cell>"
}

var cases = []struct{ name, file, want string }{
	{"paragraphs", texts("<text:h>题<text:span>目</text:span></text:h><text:p> 甲\n  乙<text:s text:c=\"2\"/>丙<text:tab/>丁<text:line-break/>戊 </text:p><text:p/>"), "¶题目¶甲 乙  丙\t丁\n戊"},
	{"what is not printed", texts("<text:tracked-changes><text:changed-region><text:deletion><text:p>9</text:p></text:deletion></text:changed-region></text:tracked-changes>" +
		"<text:p>17<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note><office:annotation><text:p>8</text:p></office:annotation>" +
		"<text:span text:style-name=\"H\">7</text:span>件</text:p><text:p text:style-name=\"H\">6</text:p>"), "¶17件"},
	{"lists and sections", texts("<text:section><text:list><text:list-item><text:p>甲</text:p><text:list><text:list-item><text:p>乙</text:p></text:list-item></text:list></text:list-item></text:list></text:section>"), "¶甲¶乙"},
	{"text boxes", texts("<text:p>甲<draw:frame><draw:text-box><text:p>乙</text:p></draw:text-box></draw:frame>丙</text:p><text:p>丁</text:p>"), "¶甲丙¶乙¶丁"},
	{"a picture", texts("<text:p>甲<draw:frame><draw:image/><svg:title xmlns:svg=\"x\">图</svg:title></draw:frame></text:p>"), "¶甲"},
	{"spans", texts("<table:table><table:table-header-rows><table:table-row>" + cell("table:number-rows-spanned=\"2\"", "甲") + cell("table:number-columns-spanned=\"2\"", "乙") +
		"<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row><table:covered-table-cell/>" + cell("", "1") + cell("", "2") + "</table:table-row></table:table>"),
		"[2×3 / 0:甲↓2 1:乙→2 / 1:1 2:2]"},
	{"repeats", texts("<table:table><table:table-row table:number-rows-repeated=\"2\">" + cell("table:number-columns-repeated=\"3\"", "0") + "</table:table-row></table:table>"), "[2×3 / 0:0 1:0 2:0 / 0:0 1:0 2:0]"},
	{"hidden rows", texts("<table:table><table:table-row table:visibility=\"collapse\">" + cell("", "1") + "</table:table-row><table:table-row>" + cell("", "2") + "</table:table-row></table:table>"), "[2×1 / 0:1~ / 0:2]"},
	{"nested", texts("<table:table><table:table-row><table:table-cell><text:p>甲</text:p><table:table><table:table-row>" + cell("", "1") + "</table:table-row></table:table></table:table-cell></table:table-row></table:table>"),
		"[1×1 / 0:甲{¶甲[1×1 / 0:1]}]"},
	{"sheet", sheets("<table:table table:name=\"a\"><table:table-column table:number-columns-repeated=\"16384\"/><table:table-row><table:table-cell table:style-name=\"B\"><text:p>规章</text:p></table:table-cell>" +
		cell("table:style-name=\"B\" table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"0\"", "0") + cell("table:style-name=\"B\" office:value-type=\"float\" office:value=\"1472.5\"", "1,473") +
		"<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row><table:table-row>" + cell("table:style-name=\"B\"", "文件") + "<table:table-cell table:style-name=\"B\"/>" + cell("table:style-name=\"B\"", "22（修订）") +
		cell("table:style-name=\"B\" office:value-type=\"float\" office:value=\"3\"", "3件") + "</table:table-row><table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>"),
		"[2×4 / 0:规章 1:0 2:0 3:1472.5 / 0:文件 1: 2:22（修订） 3:3件]"},
	{"rows repeated", sheets("<table:table><table:table-row table:number-rows-repeated=\"2\">" + cell("", "甲") + cell("", "0") + "</table:table-row></table:table>"), "[2×2 / 0:甲 1:0 / 0:甲 1:0]"},
	{"under a merge", sheets("<table:table><table:table-row>" + cell("table:number-columns-spanned=\"2\"", "甲") + "<table:covered-table-cell><text:p>9</text:p></table:covered-table-cell>" + cell("", "1") + "</table:table-row><table:table-row>" +
		cell("", "2") + cell("", "3") + cell("", "4") + "</table:table-row></table:table>"), "[2×3 / 0:甲→2 2:1 / 0:2 1:3 2:4]"},
	{"a sum", sheets("<table:table><table:table-row>" + cell("office:value-type=\"float\" office:value=\"1\"", "1") + cell("office:value-type=\"float\" office:value=\"2\"", "2") +
		cell("table:formula=\"of:=SUM([.A1:.B1])\" office:value-type=\"float\" office:value=\"3\"", "3") + "</table:table-row></table:table>"), "[1×3 / 0:1 1:2 2:3]"},
}

func TestRead(t *testing.T) {
	for _, c := range cases {
		doc, err := Read(context.Background(), []byte(c.file), bounds.Default())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := dump(doc.Blocks); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if !Claims([]byte(c.file)) || doc.Title != "题目" || doc.Format != "odf" {
			t.Errorf("%s: claimed %v, title %q, format %s", c.name, Claims([]byte(c.file)), doc.Title, doc.Format)
		}
	}
}

func TestSumThatDisagrees(t *testing.T) {
	doc, err := Read(context.Background(), []byte(sheets("<table:table><table:table-row>"+cell("office:value-type=\"float\" office:value=\"1\"", "1")+cell("office:value-type=\"float\" office:value=\"2\"", "2")+
		cell("table:formula=\"of:=SUM([.A1:.B1])\" office:value-type=\"float\" office:value=\"4\"", "4")+"</table:table-row></table:table>")), bounds.Default())
	if err != nil || doc.Blocks[0].Table.Cells[2].Text != "4" || doc.Blocks[0].Table.Cells[2].Note == "" {
		t.Errorf("Read = %+v, %v: want the saved value with a note", doc, err)
	}
}

// figures lists the texts of the cells of all tables but blank ones, with spans.
func figures(blocks []schema.Block) (out []string) {
	for i := range blocks {
		if t := blocks[i].Table; t != nil {
			for _, c := range t.Cells {
				if text := strings.Join(strings.Fields(c.Text), ""); text != "" {
					out = append(out, fmt.Sprintf("%s %d×%d", text, c.RowSpan, c.ColumnSpan))
				}
			}
		}
	}
	return out
}

// TestWitness reads what LibreOffice made of a document of another format, and
// gets the same tables.
func TestWitness(t *testing.T) {
	for _, c := range []struct {
		file, other string
		read        func(context.Context, []byte, bounds.Bounds) (*schema.Document, error)
	}{{"stress.odt", "stress.docx", docx.Read}, {"stress.ods", "stress.xlsx", xlsx.Read}} {
		data, err := os.ReadFile("testdata/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		if !Claims(data) {
			t.Errorf("%s is not claimed", c.file)
		}
		doc, err := Read(context.Background(), data, bounds.Default())
		if err != nil {
			t.Fatal(c.file, err)
		}
		data, err = os.ReadFile("testdata/" + c.other)
		if err != nil {
			t.Fatal(err)
		}
		other, err := c.read(context.Background(), data, bounds.Default())
		if err != nil {
			t.Fatal(c.other, err)
		}
		got, want := figures(doc.Blocks), figures(other.Blocks)
		if len(want) < 200 || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %d cells, %s: %d cells, not the same", c.file, len(got), c.other, len(want))
		}
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Errorf("%s has %q where %s has %q", c.file, got[i], c.other, want[i])
				break
			}
		}
	}
}

func zipOf(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p[0]})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRefuses(t *testing.T) {
	const text = "application/vnd.oasis.opendocument.text"
	small := bounds.Default()
	small.Cells, small.Blocks, small.TextSize = 50, 50, 100
	many := strings.Repeat
	row := "<table:table-row>" + cell("", "1") + "</table:table-row>"
	for _, c := range []struct{ name, file, code string }{
		{"no bytes", "", bounds.Empty},
		{"no text", texts("<text:p/>"), bounds.Empty},
		{"no sheet", sheets("<table:table/>"), bounds.Empty},
		{"no body", root, bounds.Truncated},
		{"password", string(zipOf(t, [2]string{"mimetype", text}, [2]string{"content.xml", "\x01\x02"}, [2]string{"META-INF/manifest.xml", "<manifest:encryption-data/>"})), bounds.Encrypted},
		{"no content", string(zipOf(t, [2]string{"mimetype", text})), bounds.Damaged},
		{"cut", texts("<text:p>甲</text:p>")[:len(root)+60], bounds.Truncated},
		{"columns repeated", texts("<table:table><table:table-row>" + cell("table:number-columns-repeated=\"51\"", "1") + "</table:table-row></table:table>"), bounds.TooLarge},
		{"rows repeated", texts("<table:table><table:table-row table:number-rows-repeated=\"51\">" + cell("", "1") + "</table:table-row></table:table>"), bounds.TooLarge},
		{"rows", texts("<table:table>" + many(row, 51) + "</table:table>"), bounds.TooLarge},
		{"paragraphs", texts(many("<text:p>甲</text:p>", 51)), bounds.TooLarge},
		{"long paragraph", texts("<text:p>" + many("甲", 101) + "</text:p>"), bounds.TooLarge},
		{"columns of a sheet repeated", sheets("<table:table><table:table-row>" + cell("table:number-columns-repeated=\"51\"", "1") + "</table:table-row></table:table>"), bounds.TooLarge},
		{"rows of a sheet repeated", sheets("<table:table><table:table-row table:number-rows-repeated=\"51\">" + cell("", "1") + "</table:table-row></table:table>"), bounds.TooLarge},
		{"nested", texts(many("<text:section>", 10_000)), bounds.TooDeep},
	} {
		_, err := Read(context.Background(), []byte(c.file), small)
		if refusal, ok := errors.AsType[*bounds.Refusal](err); !ok || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

// TestHostile reads files whose counts promise more than there is.
func TestHostile(t *testing.T) {
	many := strings.Repeat
	for name, file := range map[string]string{
		"wide":    texts("<table:table><table:table-row>" + cell("table:number-columns-repeated=\"9999999\"", "1") + "</table:table-row></table:table>"),
		"spans":   texts("<table:table><table:table-row>" + many(cell("table:number-columns-spanned=\"9999999\" table:number-rows-spanned=\"9999999\"", "1"), 1000) + "</table:table-row></table:table>"),
		"covered": texts("<table:table><table:table-row>" + many("<table:covered-table-cell table:number-columns-repeated=\"9999999\"/>", 10_000) + cell("", "1") + "</table:table-row></table:table>"),
		"sheet":   sheets("<table:table><table:table-row table:number-rows-repeated=\"9999999\">" + cell("table:number-columns-repeated=\"9999999\"", "1") + "</table:table-row></table:table>"),
		"ruled":   sheets("<table:table>" + many("<table:table-row><table:table-cell table:style-name=\"B\" table:number-columns-repeated=\"16384\"/></table:table-row>", 50_000) + "</table:table>"),
		"columns": sheets("<table:table>" + many("<table:table-column table:default-cell-style-name=\"B\"/>", 50_000) + many("<table:table-row>"+cell("", "1")+"</table:table-row>", 10_000) + "</table:table>"),
		"blanks":  texts("<text:p>甲" + many("<text:s text:c=\"9999999\"/>", 10_000) + "</text:p>"),
	} {
		began := time.Now()
		_, err := Read(context.Background(), []byte(file), bounds.Default())
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if _, ok := errors.AsType[*bounds.Refusal](err); err != nil && !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range cases {
		f.Add([]byte(c.file))
	}
	b := bounds.Default()
	b.Cells, b.Blocks = 20_000, 20_000
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data, b)
		if err != nil {
			if _, ok := errors.AsType[*bounds.Refusal](err); !ok {
				t.Errorf("Read = %v, want a refusal", err)
			}
			return
		}
		if len(doc.Blocks) == 0 {
			t.Error("a document without blocks")
		}
	})
}
