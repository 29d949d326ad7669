package xmlss

import (
	"context"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

const open = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>` + "\n" +
	`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
	`<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Title>题目</Title></DocumentProperties>` +
	`<Styles><Style ss:ID="b"><Borders><Border ss:Position="Left" ss:LineStyle="Continuous"/></Borders></Style>` +
	`<Style ss:ID="n"><NumberFormat ss:Format="0&quot;件&quot;"/></Style><Style ss:ID="f"><NumberFormat ss:Format="Fixed"/></Style></Styles>`

// book wraps the content of one sheet's table.
func book(table string) string {
	return open + `<Worksheet ss:Name="表"><Table>` + table + `</Table></Worksheet></Workbook>`
}

func text(s string) string {
	return `<Cell><Data ss:Type="String">` + s + `</Data></Cell>`
}

func number(s string) string {
	return `<Cell><Data ss:Type="Number">` + s + `</Data></Cell>`
}

// dump prints the tables: rows parted by /, cells with their columns.
func dump(blocks []schema.Block) string {
	var b strings.Builder
	for i := range blocks {
		t := blocks[i].Table
		if t == nil {
			b.WriteString("¶" + blocks[i].Text)
			continue
		}
		b.WriteString("[")
		row := 0
		for _, c := range t.Cells {
			for ; row < c.Row; row++ {
				b.WriteString(" /")
			}
			fmt.Fprintf(&b, " %d:%s", c.Column, strings.ReplaceAll(c.Text, "\n", "↵"))
			if c.RowSpan > 1 || c.ColumnSpan > 1 {
				fmt.Fprintf(&b, "(%d×%d)", c.RowSpan, c.ColumnSpan)
			}
			if c.Hidden {
				b.WriteString("~")
			}
			if c.Note != "" {
				b.WriteString("!")
			}
		}
		b.WriteString(" ]")
	}
	return b.String()
}

var cases = []struct{ name, file, want string }{
	{"cells in order", book("<Row>" + text("规章") + number("17") + number("23") + "</Row><Row>" + text("文件") + number("0") + number("1.50") + "</Row>"), "[ 0:规章 1:17 2:23 / 0:文件 1:0 2:1.5 ]"},
	{"positions", book(`<Row ss:Index="3">` + text("规章") + `<Cell ss:Index="3"><Data ss:Type="Number">17</Data></Cell></Row><Row>` + text("文件") + number("1") + number("2") + "</Row>"), "[ 0:规章 1: 2:17 / 0:文件 1:1 2:2 ]"},
	{"merges", book(`<Row><Cell ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">乙</Data></Cell>` + number("3") + `</Row><Row><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell>` + number("2") + number("4") + "</Row>"),
		"[ 0:甲(2×1) 1:乙(1×2) 3:3 / 1:1 2:2 3:4 ]"},
	{"rich text and line ends", book(`<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>结果</B>&#10;<Font>维持</Font></ss:Data></Cell>` + number("1") + "</Row>"), "[ 0:结果↵维持 1:1 ]"},
	{"formats", book(`<Row>` + text("甲") + `<Cell ss:StyleID="n"><Data ss:Type="Number">17</Data></Cell><Cell ss:StyleID="f"><Data ss:Type="Number">190.457379</Data></Cell></Row>`), "[ 0:甲 1:17件 2:190.457379 ]"},
	{"formulas", book(`<Row>` + text("甲") + `<Cell ss:Formula="=RC[-1]+1"><Data ss:Type="Number">5</Data></Cell><Cell ss:Formula="=1"/>` + number("2") + "</Row>"), "[ 0:甲 1:5 2:! 3:2 ]"},
	{"hidden", book(`<Column ss:Index="2" ss:Hidden="1"/><Row>` + text("甲") + number("1") + number("2") + `</Row><Row ss:Hidden="1">` + text("乙") + number("3") + number("4") + "</Row>"), "[ 0:甲 1:1~! 2:2 / 0:乙~! 1:3~! 2:4~! ]"},
	{"comments", book(`<Row>` + text("甲") + `<Cell><Data ss:Type="Number">1</Data><Comment><Data>9</Data></Comment></Cell></Row>`), "[ 0:甲 1:1 ]"},
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
		if !Claims([]byte(c.file)) || doc.Title != "题目" || doc.Format != "xmlss" {
			t.Errorf("%s: claimed %v, title %q, format %s", c.name, Claims([]byte(c.file)), doc.Title, doc.Format)
		}
	}
}

func TestHiddenSheet(t *testing.T) {
	doc, err := Read(context.Background(), []byte(open+`<Worksheet ss:Name="a"><Table><Row>`+text("甲")+number("1")+`</Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`), bounds.Default())
	if err != nil || len(doc.Notes) == 0 {
		t.Errorf("Read = %+v, %v: want a note on the hidden sheet", doc, err)
	}
}

// written is a grid as a program would write it.
func written(g *maker.Grid) string {
	var b strings.Builder
	for _, slots := range g.Slots() {
		b.WriteString("<Row>")
		for x, s := range slots {
			if !s.Anchor() {
				continue
			}
			kind := "String"
			if strings.Trim(s.Text, "0123456789") == "" && s.Text != "" {
				kind = "Number"
			}
			fmt.Fprintf(&b, `<Cell ss:StyleID="b" ss:Index="%d"`, x+1)
			if s.Columns > 1 {
				fmt.Fprintf(&b, ` ss:MergeAcross="%d"`, s.Columns-1)
			}
			if s.Rows > 1 {
				fmt.Fprintf(&b, ` ss:MergeDown="%d"`, s.Rows-1)
			}
			fmt.Fprintf(&b, `><Data ss:Type="%s">%s</Data></Cell>`, kind, html.EscapeString(s.Text))
		}
		b.WriteString("</Row>")
	}
	return b.String()
}

// TestGrids writes the tables of made reports and reads them back: the same
// cells, spans and figures.
func TestGrids(t *testing.T) {
	for n, u := range maker.Counties(10, "xmlss") {
		r := maker.Make(maker.Order{Seed: "xmlss", Unit: u, Year: 2019 + n%5, Level: maker.Stress, Variety: maker.Variety(n % 3)})
		for _, p := range r.Paper() {
			if p.Grid == nil {
				continue
			}
			doc, err := Read(context.Background(), []byte(book(written(p.Grid))), bounds.Default())
			if err != nil {
				t.Fatal(err)
			}
			var got, want []string
			for _, b := range doc.Blocks {
				if b.Table == nil {
					got = append(got, squeeze(b.Text))
					continue
				}
				for _, c := range b.Table.Cells {
					got = append(got, squeeze(c.Text))
				}
			}
			for _, slots := range p.Grid.Slots() {
				for _, s := range slots {
					if s.Anchor() {
						want = append(want, squeeze(s.Text))
					}
				}
			}
			if g, w := strings.Join(got, "·"), strings.Join(want, "·"); g != w {
				t.Errorf("%s: read %.300s\nwant %.300s", u.Name, g, w)
			}
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestRefuses(t *testing.T) {
	small := bounds.Default()
	small.Cells, small.TextSize = 50, 100
	many := strings.Repeat
	for _, c := range []struct{ name, file, code string }{
		{"no bytes", "", bounds.Empty},
		{"nothing in it", book("<Row/>"), bounds.Empty},
		{"another root", `<a xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`, bounds.Damaged},
		{"cut", book("<Row>" + text("甲") + "</Row>")[:len(open)+80], bounds.Truncated},
		{"too many cells", book("<Row>" + many(text("甲"), 51) + "</Row>"), bounds.TooLarge},
		{"long text", book("<Row>" + text(many("甲", 101)) + "</Row>"), bounds.TooLarge},
		{"deep", book(many("<Row>", 1000)), bounds.TooDeep},
		{"external entity", `<!DOCTYPE x [<!ENTITY d SYSTEM "file:///etc/passwd">]>` + book("<Row>"+text("&d;")+"</Row>"), bounds.Damaged},
	} {
		_, err := Read(context.Background(), []byte(c.file), small)
		if refusal, ok := errors.AsType[*bounds.Refusal](err); !ok || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

func TestHostile(t *testing.T) {
	many := strings.Repeat
	for name, file := range map[string]string{
		"far":     book(`<Row ss:Index="1048575"><Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell></Row>`),
		"wide":    book("<Row>" + many(`<Cell ss:MergeAcross="16000" ss:MergeDown="1000000" ss:StyleID="b"><Data>1</Data></Cell>`, 1000) + "</Row>"),
		"rows":    book(many(`<Row ss:Span="1000000"><Cell ss:StyleID="b"/></Row>`, 50_000)),
		"columns": book(many(`<Column ss:StyleID="b" ss:Span="16000"/>`, 50_000) + many("<Row>"+number("1")+"</Row>", 10_000)),
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
