package rtf

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/grid/gridtest"
	"huizong/schema"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, data []byte) *schema.Document {
	t.Helper()
	doc, err := Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestLibreOffice(t *testing.T) {
	gridtest.Compare(t, read(t, sample(t, "form.rtf")))
}

// LibreOffice writes the labels of lists with a blank before and a tab behind.
func TestFeatures(t *testing.T) {
	got := gridtest.Outline(read(t, sample(t, "features.rtf")).Blocks)
	for i := range min(4, len(got)) {
		got[i] = strings.ReplaceAll(strings.ReplaceAll(got[i], `\t`, ""), " ", "")
	}
	if d := cmp.Diff(gridtest.Features, got); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
}

// document puts the header that Chinese Word writes around a text.
func document(text string) []byte {
	return []byte(`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f13\fnil\fcharset134{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5;}{\f2\fcharset2 Symbol;}{\f4\fnil\fcharset2 Wingdings 3;}{\f3\fcharset136 Ming;}}` +
		`{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\*\generator x;}{\info{\title \'c4\'ea\uc2\u25253\'b1\'a8}{\author nobody}}` + "\r\n" + text + "}")
}

// row describes cells by what stands before each edge: `\cellx100\clvmrg\cellx200`.
func row(shape string, cells ...string) string {
	return `\trowd ` + shape + `\pard\intbl ` + strings.Join(cells, `\cell `) + `\cell\row `
}

var texts = []struct {
	name, text string
	want       []string
}{
	{"code pages", `\f13\'d5\'fe\f0 2023\loch\af0\dbch\af13\f0 \'b8\'ae\f3\'a4\'a4\f0 \'b7 \par`, []string{`"政2023府中· "`}},
	{"a character spelled two ways", `\f13 \'81@\'81\'40 \'b5\'c01\'b5\par`, []string{"\"丂丂 道1\ufffd\""}},
	{"a lost half takes no figure", "\\f13 \\'d5\\'fe\\'d512\\par", []string{"\"政\ufffd12\""}},
	{"unicode", `\u25919\'d5\'fe\uc2\u24220\'b8\'ae{\uc0\u20449}\u24687\'cf\'a2\uc1\u-10179?\u-8969?\u-3999?\par`, []string{"\"政þ府信息📷\\uf061\""}},
	{"unicode before a mark", `\u25919\par \u24220 ?\par`, []string{`"政"`, `"府"`}},
	{"signs", `1\tab 2\line 3\~4\_5\-6\emdash\ldblquote\{\\\}\rdblquote` + "\\\n" + `7\par`, []string{"\"1\\t2\\n3\\u00a04-56—“{\\\\}”\"", `"7"`}},
	{"control characters", `1\u13\'0d2\'07\par`, []string{`"12"`}},
	{"symbol font", `\f2 \'b7 12\f4 4\f0 5\par`, []string{"\"\\uf0b7 12\\uf0345\""}},
	{"hidden and deleted", `1{\v 2}3{\deleted 4}{\revised 5}\v 6\v0 7\deleted 8\plain 9\par`, []string{`"13579"`}},
	{"deleted paragraph end", `1{\deleted 2\par}3\par`, []string{`"13"`}},
	{"crossed out and raised", `{\strike 1}2{\super 3}\'bc\'fe\par`, []string{`"1 2 3件"`}},
	{"field", `{\field{\*\fldinst { PAGE 9}}{\fldrslt {17}}}\'bc\'fe\par`, []string{`"17件"`}},
	{"label of a list", `{\listtext\pard\plain\f13 \'d2\'bb\'a1\'a2}{\*\pn\pnlvlbody}\f13 \'d7\'dc\'cc\'e5\par`, []string{`"一、总体"`}},
	{"what is not the text", `{\header 1\par}{\footnote 2}{\*\unknown 3}{\*\bkmkstart 4}{\pict 5\bin3 }}}6}{\object{\*\objdata 7}{\result 8}}{\nonshppict 9}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}}}\par`, []string{`"8"`}},
	{"unicode instead of bytes", `{\upr{1}{\*\ud{2}}}\par`, []string{`"2"`}},
	{"rows", row(`\cellx1000\cellx3000`, "1", "2") + row(`\cellx1000\cellx2000\cellx3000`, "3", "4", "5") + `\pard 6\par`,
		[]string{"table 1: 2×3", `  0,0+1x1 "1"`, `  0,1+1x2 "2"`, `  1,0+1x1 "3"`, `  1,1+1x1 "4"`, `  1,2+1x1 "5"`, `"6"`}},
	{"merges", row(`\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000`, "1", "2", "") + row(`\clvmrg\cellx1000\cellx2000\cellx3000`, "", "3", "4"),
		[]string{"table 1: 2×3", `  0,0+2x1 "1"`, `  0,1+1x2 "2"`, `  1,1+1x1 "3"`, `  1,2+1x1 "4"`}},
	{"merged cells left out", row(`\clmgf\cellx1000\clmrg\cellx2000\cellx3000`, "1", "2"), []string{"table 1: 1×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`}},
	{"one shape for two rows", `\trowd\cellx1000\cellx2000\pard\intbl 1\cell 2\cell\row 3\cell 4\cell\row\pard`,
		[]string{"table 1: 2×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2"`, `  1,0+1x1 "3"`, `  1,1+1x1 "4"`}},
	{"shape behind the cells", `\pard\intbl 1\cell{\trowd\trleft100\cellx1000\row}\pard 2\par`, []string{"table 1: 1×1", `  0,0+1x1 "1"`, `"2"`}},
	{"paragraphs in a cell", `\trowd\cellx1000\cellx2000\pard\intbl 1\par 2\cell\pard 3\par 4\cell\row`, []string{"table 1: 1×2", `  0,0+1x1 "1\n2"`, `  0,1+1x1 "3\n4"`}},
	{"nested", `\trowd\cellx1000\cellx5000\pard\intbl 1\cell 2\par\pard\intbl\itap2 3\nestcell{\nonesttables\par}4\nestcell{\*\nesttableprops\trowd\cellx2000\cellx3000\nestrow}{\nonesttables\par}\pard\intbl 5\cell\row\pard 6\par`,
		[]string{"table 1: 1×2", `  0,0+1x1 "1"`, `  0,1+1x1 "2\n5"`, `    "2"`, "    table 2: 1×2", `      0,0+1x1 "3"`, `      0,1+1x1 "4"`, `    "5"`, `"6"`}},
	{"text box", `1{\shp{\*\shpinst{\shptxt\pard 2\par ` + row(`\cellx1000`, "3") + `}}{\shprslt 9}}4\par 7{\*\do\dptxbx{\dptxbxtext 5\par}}8\par 9\par`, []string{`"14"`, `"2"`, "table 1: 1×1", `  0,0+1x1 "3"`, `"78"`, `"5"`, `"9"`}},
	{"text box over a cell", row(`\cellx1000`, `1{\shp{\*\shpinst{\shptxt 2\par}}}`) + `\pard 3\par`, []string{"table 1: 1×1", `  0,0+1x1 "1"`, `"2"`, `"3"`}},
	{"picture in a cell", row(`\cellx1000\cellx2000`, `{\pict 00}`, "1"), []string{"table 1: 1×2", `  0,0+1x1 "" 单元格中是图片，没有读取`, `  0,1+1x1 "1"`}},
	{"no end of the last paragraph", `1`, []string{`"1"`}},
}

func TestTexts(t *testing.T) {
	for _, c := range texts {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, document(c.text))
			if d := cmp.Diff(c.want, gridtest.Outline(doc.Blocks)); d != "" {
				t.Errorf("blocks (-want +got):\n%s", d)
			}
			if doc.Title != "年报" {
				t.Errorf("title = %q, want 年报", doc.Title)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	doc := read(t, document(`\pard\f13 \'b6\'fe\'a1\'a2\par{\pict 00}\par 1{\footnote 2}{\v 3}{\deleted 4}\par`))
	var codes []string
	for _, n := range doc.Notes {
		codes = append(codes, n.Code)
	}
	if d := cmp.Diff([]string{"rtf.picture", "rtf.footnotes", "rtf.hidden", "rtf.tracked"}, codes); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
	if got := doc.Notes[0].Text; got != "“二、”之后是图片，图片中的内容没有读取" {
		t.Errorf("note of the picture = %s", got)
	}
}

func TestRefusals(t *testing.T) {
	small := bounds.Default()
	small.Cells, small.Blocks, small.TextSize = 5, 50, 100
	for _, c := range []struct {
		name, code string
		data       []byte
		b          bounds.Bounds
	}{
		{"no bytes", bounds.Empty, nil, bounds.Default()},
		{"no text", bounds.Empty, document(`\par`), bounds.Default()},
		{"a picture only", bounds.Scanned, document(`{\pict 00}\par`), bounds.Default()},
		{"another format", bounds.Damaged, []byte("<html>"), bounds.Default()},
		{"half", bounds.Truncated, sample(t, "form.rtf")[:50000], bounds.Default()},
		{"cells without a row", bounds.Damaged, document(`\trowd\cellx1000\pard\intbl 1\cell\pard`), bounds.Default()},
		{"row without cells", bounds.Damaged, document(row(`\cellx1000\cellx2000`, "1")), bounds.Default()},
		{"row without shape", bounds.Damaged, document(`\pard\intbl 1\cell\row`), bounds.Default()},
		{"deep groups", bounds.TooDeep, []byte(`{\rtf1` + strings.Repeat("{", 200)), bounds.Default()},
		{"deep tables", bounds.TooDeep, document(`\itap500 1\par`), bounds.Default()},
		{"long text", bounds.TooLarge, document(strings.Repeat("1", 200) + `\par`), small},
		{"many cells", bounds.TooLarge, document(strings.Repeat(row(`\cellx1000\cellx2000`, "1", "2"), 3)), small},
		{"many paragraphs", bounds.TooLarge, document(strings.Repeat(`1\par `, 60)), small},
	} {
		doc, err := Read(context.Background(), c.data, c.b)
		var r *bounds.Refusal
		if !errors.As(err, &r) || r.Code != c.code {
			t.Errorf("%s: Read = %v, %v, want a refusal with code %s", c.name, doc, err, c.code)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, document(`1\par`), bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("Read with a cancelled context = %v, want %v", err, context.Canceled)
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range texts {
		f.Add(document(c.text))
	}
	b := bounds.Default()
	b.Cells = 10_000
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(context.Background(), data, b)
		var r *bounds.Refusal
		if err != nil && !errors.As(err, &r) {
			t.Fatalf("error %v is no refusal", err)
		}
		if err == nil {
			gridtest.Sound(t, doc)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := sample(b, "form.rtf")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), data, bounds.Default()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
