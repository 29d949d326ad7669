package xls

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// sst is a table of shared strings: its first record and those that continue
// it.
func sst(n int, first []byte, more ...[]byte) biff {
	b := biff{}.rec(recSST, u32(n), u32(n), first)
	for _, m := range more {
		b = b.rec(recContinue, m)
	}
	return b
}

// shared puts the shared strings into the first row.
func shared(n int) (b biff) {
	for i := range n {
		b = b.rec(recLabelSST, at(0, i, 0), u32(i))
	}
	return b
}

// Strings over the joints of records, where and only where characters go on.
func TestSharedStrings(t *testing.T) {
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	cases := []struct {
		name    string
		n       int
		globals biff
		want    string
	}{
		{"narrow and wide", 2, sst(2, join(u16s(3), narrow("abc"), u16s(2), wide("甲乙"))), "A1=abc B1=甲乙"},
		{"narrow goes on wide", 2, sst(2, join(u16s(4), narrow("ab")), join(wide("甲乙"), u16s(1), narrow("x"))), "A1=ab甲乙 B1=x"},
		{"wide goes on narrow", 2, sst(2, join(u16s(4), wide("甲乙")), join(narrow("cd"), u16s(1), wide("丙"))), "A1=甲乙cd B1=丙"},
		{"three records", 1, sst(1, join(u16s(5), wide("甲")), narrow("b"), wide("丙丁戊")), "A1=甲b丙丁戊"},
		{"joint between strings", 2, sst(2, join(u16s(1), wide("甲")), join(u16s(1), narrow("b"))), "A1=甲 B1=b"},
		{"joint before the first character", 1, sst(1, join(u16s(2), []byte{0}), wide("甲乙")), "A1=甲乙"},
		{"joint in the length", 1, sst(1, []byte{2}, join([]byte{0}, wide("甲乙"))), "A1=甲乙"},
		{"rich runs", 2, sst(2, join(u16s(2), []byte{richRuns | wideChars}, u16s(1), u16s(units("甲乙")...), make([]byte, 4), u16s(1), narrow("b"))), "A1=甲乙 B1=b"},
		{"joint in rich runs", 2, sst(2, join(u16s(2), []byte{richRuns}, u16s(2), []byte("ab"), make([]byte, 3)), join(make([]byte, 5), u16s(1), wide("丙"))), "A1=ab B1=丙"},
		{"phonetics", 2, sst(2, join(u16s(1), []byte{phonetics | wideChars}, u32(6), u16s(units("甲")...), make([]byte, 2)), join(make([]byte, 4), u16s(1), narrow("b"))), "A1=甲 B1=b"},
		{"surrogates", 1, sst(1, join(u16s(2), wide("𠮷"))), "¶ 𠮷"},
		{"line ends", 1, sst(1, join(u16s(5), narrow("a\r\nb\x01"))), "¶ a\nb"},
		{"index beyond the table", 2, sst(1, join(u16s(1), wide("甲"))), "A1=甲 B1=\uFFFD!"},
	}
	for _, c := range cases {
		got := strings.TrimSpace(drawn(read(t, one(c.globals, shared(c.n)))))
		if got != c.want && got != strings.Replace(c.want, "A1=", "¶ ", 1) {
			t.Errorf("%s: Read = %q, want %q", c.name, got, c.want)
		}
	}
}

// Numbers packed into four bytes.
func rkInteger(n int) []byte     { return u32(n<<2 | 2) }
func rkHundredth(n int) []byte   { return u32(n<<2 | 3) }
func rkDouble(f float64) []byte  { return u32(int(math.Float64bits(f)>>32) &^ 3) }
func rkDoubleC(f float64) []byte { return u32(int(math.Float64bits(f)>>32)&^3 | 1) }

// item puts a label before the cells under test, which makes the row a table.
func item() biff { return biff{}.label(0, 0, "项") }

// formats defines number formats; style n+1 has the n-th, the last has borders.
func formats(codes ...string) (b biff) {
	xf := func(format, lines int) {
		b = b.rec(recXF, u16s(0, format, 0), make([]byte, 4), []byte{byte(lines)}, make([]byte, 9))
	}
	for i, c := range codes {
		b = b.rec(recFormat, u16s(164+i), long(c))
	}
	xf(0, 0)
	for i := range codes {
		xf(164+i, 0)
	}
	xf(0, 0x11)
	return b
}

// formula is a formula record: its cached value, flags and tokens.
func (b biff) formula(row, column int, cached []byte, flags int, tokens ...[]byte) biff {
	all := bytes.Join(tokens, nil)
	return b.rec(recFormula, at(row, column, 0), cached, u16s(flags), u32(0), u16s(len(all)), all)
}

func special(kind, value byte) []byte { return []byte{kind, 0, value, 0, 0, 0, 0xFF, 0xFF} }

// Tokens.
func ref(row, column int) []byte { return append([]byte{0x44}, u16s(row, column|0xC000)...) }
func area(r1, r2, c1, c2 int) []byte {
	return append([]byte{0x25}, u16s(r1, r2, c1|0xC000, c2|0xC000)...)
}

var (
	add     = []byte{tokenAdd}
	sub     = []byte{tokenSubtract}
	attrSum = []byte{tokenAttribute, attributeSum, 0, 0}
	times   = []byte{0x05}
)

func TestCells(t *testing.T) {
	cases := []struct {
		name    string
		globals biff
		cells   biff
		want    string
	}{
		{"double", nil, item().rec(recNumber, at(0, 1, 0), f64(190.457379)), "A1=项 B1=190.457379"},
		{"noise of doubles", nil, item().rec(recNumber, at(0, 1, 0), f64(0.1+0.2)), "A1=项 B1=0.3"},
		{"no number", nil, item().rec(recNumber, at(0, 1, 0), f64(math.NaN())), "A1=项 B1=#NUM!!"},
		{"packed whole", nil, item().rec(recRK, at(0, 1, 0), rkInteger(1472)), "A1=项 B1=1472"},
		{"packed negative", nil, item().rec(recRK, at(0, 1, 0), rkInteger(-11)), "A1=项 B1=-11"},
		{"packed hundredths", nil, item().rec(recRK, at(0, 1, 0), rkHundredth(-1234)), "A1=项 B1=-12.34"},
		{"packed double", nil, item().rec(recRK, at(0, 1, 0), rkDouble(0.5)), "A1=项 B1=0.5"},
		{"packed double hundredths", nil, item().rec(recRK, at(0, 1, 0), rkDoubleC(1<<20)), "A1=项 B1=10485.76"},
		{"several packed", nil, item().rec(recMulRK, u16s(0, 1), u16s(0), rkInteger(1), u16s(0), rkHundredth(250), u16s(2)), "A1=项 B1=1 C1=2.5"},
		{"several blank, ruled", formats(), item().rec(recMulBlank, u16s(0, 1), u16s(1, 1, 1), u16s(3)).rec(recRK, at(0, 4, 0), rkInteger(5)), "A1=项 B1= C1= D1= E1=5"},
		{"blank, ruled", formats(), item().rec(recBlank, at(0, 1, 1)).rec(recBlank, at(0, 2, 1)).rec(recRK, at(0, 3, 0), rkInteger(5)), "A1=项 B1= C1= D1=5"},
		{"label", nil, item().rec(recLabel, at(0, 1, 0), u16s(2), narrow("ab")), "A1=项 B1=ab"},
		{"rich label", nil, item().rec(recRString, at(0, 1, 0), u16s(2), narrow("ab"), u16s(1), u16s(0, 5)), "A1=项 B1=ab"},
		{"true and error", nil, item().rec(recBoolErr, at(0, 1, 0), []byte{1, 0}).rec(recBoolErr, at(0, 2, 0), []byte{0x17, 1}), "A1=项 B1=TRUE C1=#REF!!"},
		{"formula of a number", nil, item().formula(0, 1, f64(7), 0, times), "A1=项 B1=7"},
		{"formula of a text", nil, item().formula(0, 1, special(0, 0), 0, times).rec(recString, long("甲")).rec(recRK, at(0, 2, 0), rkInteger(5)), "A1=项 B1=甲 C1=5"},
		{"formula of a text without text", nil, item().formula(0, 1, special(0, 0), 0, times).rec(recRK, at(0, 2, 0), rkInteger(5)), "A1=项 C1=5"},
		{"formula of an empty text", nil, item().formula(0, 1, special(3, 0), 0, times).rec(recRK, at(0, 2, 0), rkInteger(5)), "A1=项 C1=5"},
		{"formula of a truth", nil, item().formula(0, 1, special(1, 1), 0, times), "A1=项 B1=TRUE"},
		{"formula of an error", nil, item().formula(0, 1, special(2, 7), 0, times), "A1=项 B1=#DIV/0!!"},
		{"formula never calculated", nil, item().formula(0, 1, f64(0), calculateOnLoad, times).rec(recRK, at(0, 2, 0), rkInteger(5)), "A1=项 B1=! C1=5"},
		{"sum agrees", nil, item().rec(recRK, at(0, 1, 0), rkInteger(1)).rec(recRK, at(0, 2, 0), rkInteger(2)).formula(0, 3, f64(3), 0, area(0, 0, 1, 2), attrSum), "A1=项 B1=1 C1=2 D1=3"},
		{"sum disagrees", nil, item().rec(recRK, at(0, 1, 0), rkInteger(1)).rec(recRK, at(0, 2, 0), rkInteger(2)).formula(0, 3, f64(4), 0, ref(0, 1), ref(0, 2), add), "A1=项 B1=1 C1=2 D1=4!"},
		{"shared formula", nil, item().rec(recRK, at(0, 1, 0), rkInteger(1)).
			formula(0, 2, f64(1), 8, []byte{tokenShared, 0, 0, 2, 0}).rec(recSharedF, u16s(0, 1), []byte{2, 2, 0, 2}, u16s(5), []byte{0x4C}, u16s(0, 0xC0FF)).
			label(1, 0, "目").rec(recRK, at(1, 1, 0), rkInteger(2)).formula(1, 2, f64(5), 8, []byte{tokenShared, 0, 0, 2, 0}),
			"A1=项 B1=1 C1=1 A2=目 B2=2 C2=5!"},
		{"custom format", formats(`0"件"`), item().rec(recRK, at(0, 1, 1), rkInteger(22)), "A1=项 B1=22件"},
		{"date", append(biff{}.rec(recDateMode, u16s(1)), formats("yyyy-m-d")...), item().rec(recRK, at(0, 1, 1), rkInteger(43860)), "A1=项 B1=2024-01-31!"},
		{"format beyond the table", formats(), item().rec(recRK, at(0, 1, 99), rkInteger(22)), "A1=项 B1=22"},
		{"merged", nil, item().rec(recRK, at(0, 1, 0), rkInteger(1)).rec(recRK, at(1, 1, 0), rkInteger(2)).rec(recMergedCells, u16s(1, 0, 1, 0, 0)), "A1=项↓2 B1=1 B2=2"},
		{"hidden column and row", nil, item().rec(recRK, at(0, 1, 0), rkInteger(1)).rec(recRK, at(0, 2, 0), rkInteger(2)).rec(recColInfo, u16s(1, 1, 2000, 0, 1, 0)).
			rec(recRow, u16s(1, 0, 2, 0, 0, 0, 0x20, 0)).rec(recRK, at(1, 0, 0), rkInteger(3)).rec(recRK, at(1, 2, 0), rkInteger(4)), "A1=项 B1=1~! C1=2 A2=3~! B2=~ C2=4~!"},
		{"column style has borders", formats(), item().rec(recColInfo, u16s(0, 2, 2000, 1, 0, 0)).rec(recRK, at(0, 2, 0), rkInteger(2)).rec(recRK, at(1, 0, 0), rkInteger(3)).rec(recRK, at(1, 1, 0), rkInteger(4)),
			"A1=项 B1= C1=2 A2=3 B2=4 C2="},
		{"chart inside", nil, item().rec(recBOF, bof(0x20)).rec(recNumber, at(0, 1, 0), f64(9)).rec(recEOF).rec(recRK, at(0, 1, 0), rkInteger(1)), "A1=项 B1=1"},
		{"cells out of order", nil, biff{}.rec(recRK, at(1, 1, 0), rkInteger(4)).rec(recRK, at(1, 0, 0), rkInteger(3)).rec(recRK, at(0, 1, 0), rkInteger(2)).rec(recRK, at(0, 0, 0), rkInteger(1)), "A1=1 B1=2 A2=3 B2=4"},
	}
	for _, c := range cases {
		if got := strings.TrimSpace(drawn(read(t, one(c.globals, c.cells)))); got != c.want {
			t.Errorf("%s: Read = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSums(t *testing.T) {
	cases := []struct {
		name   string
		tokens [][]byte
		want   string
	}{
		{"one cell", [][]byte{ref(1, 1)}, "B2"},
		{"SUM by attribute", [][]byte{area(1, 4, 1, 1), attrSum}, "SUM(B2:B5)"},
		{"SUM by function", [][]byte{area(1, 4, 1, 1), ref(8, 3), {0x42, 2, 4, 0}}, "SUM(B2:B5)+D9"},
		{"SUM with a missing argument", [][]byte{ref(1, 1), {tokenMissing}, {0x22, 2, 4, 0}}, "B2"},
		{"plus, minus, brackets", [][]byte{ref(0, 0), ref(0, 1), ref(0, 2), sub, {tokenBracket}, sub}, "A1-B1+C1"},
		{"unary", [][]byte{ref(0, 0), {tokenPlus}, {tokenMinus}}, "-A1"},
		{"constants", [][]byte{ref(0, 0), {tokenInteger, 5, 0}, add, append([]byte{tokenNumber}, f64(0.25)...), add}, "A1+5+0.25"},
		{"blanks", [][]byte{{tokenAttribute, attributeSpace, 0, 1}, ref(0, 0), ref(0, 1), add}, "A1+B1"},
		{"area outside SUM", [][]byte{area(0, 1, 0, 0), ref(0, 1), add}, ""},
		{"area alone", [][]byte{area(0, 1, 0, 0)}, ""},
		{"only constants", [][]byte{{tokenInteger, 5, 0}}, ""},
		{"product", [][]byte{ref(0, 0), ref(0, 1), times}, ""},
		{"other function", [][]byte{area(0, 1, 0, 0), {0x42, 1, 5, 0}}, ""},
		{"other sheet", [][]byte{append([]byte{0x5A}, u16s(0, 0, 0)...)}, ""},
		{"if", [][]byte{ref(0, 0), {tokenAttribute, 2, 0, 0}}, ""},
		{"cut short", [][]byte{{0x44, 1}}, ""},
		{"nothing to add", [][]byte{add}, ""},
		{"two results", [][]byte{ref(0, 0), ref(0, 1)}, ""},
	}
	for _, c := range cases {
		if got := sumOf(bytes.Join(c.tokens, nil), sheet.Ref{Row: 8}).String(); got != c.want {
			t.Errorf("%s: sumOf = %q, want %q", c.name, got, c.want)
		}
	}
}

// A drawing with a text box over B5, a remark on a cell and a picture.
func TestObjects(t *testing.T) {
	anchor := func(column, row int) []byte {
		inner := bytes.Join([][]byte{u16s(0, 0xF00A), u32(4), make([]byte, 4), u16s(0, clientAnchor), u32(18), u16s(0, column, 0, row), make([]byte, 10)}, nil)
		return bytes.Join([][]byte{u16s(0xF, 0xF004), u32(len(inner)), inner}, nil)
	}
	object := func(kind int) []byte { return u16s(0x15, 0x12, kind, 1, 0, 0, 0, 0, 0, 0, 0) }
	text := func(b biff, n int, parts ...[]byte) biff {
		b = b.rec(recTextObject, u16s(0, 0, 0, 0, 0, n, 16, 0, 0))
		for _, p := range parts {
			b = b.rec(recContinue, p)
		}
		return b
	}
	b := biff{}.label(0, 0, "首").label(9, 0, "尾")
	b = text(b.rec(recDrawing, anchor(1, 4)).rec(recObject, object(6)).rec(recDrawing, make([]byte, 8)), 4, wide("正文"), narrow("ab"), make([]byte, 16))
	b = text(b.rec(recDrawing, anchor(1, 4)).rec(recObject, object(noteObject)), 2, wide("批注"), make([]byte, 16))
	b = b.rec(recDrawing, anchor(2, 2)).rec(recObject, object(pictureObject))
	if got, want := drawn(read(t, one(nil, b))), "¶ 首\n¶ 正文ab\n¶ 尾\n"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
	refused(t, "only a picture", one(nil, biff{}.rec(recObject, object(pictureObject))), bounds.Scanned)
}

func TestSheets(t *testing.T) {
	data := workbook(nil,
		sheetOf{name: "二", records: biff{}.label(0, 0, "乙")},
		sheetOf{name: "图", kind: 2, records: biff{}.label(0, 0, "图")},
		sheetOf{name: "宏", kind: 1, records: biff{}.label(0, 0, "宏")},
		sheetOf{name: "一", state: 2, records: biff{}.label(0, 0, "甲")})
	doc := read(t, data)
	if got, want := drawn(doc), "¶ 乙\nA1=甲~\n"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
	if doc.Blocks[0].Place.Sheet != "二" || doc.Format != "xls" {
		t.Errorf("place %+v, format %q", doc.Blocks[0].Place, doc.Format)
	}
	var codes []string
	for _, n := range doc.Notes {
		codes = append(codes, n.Code)
	}
	if diff := cmp.Diff([]string{"sheet.hidden"}, codes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	good := one(nil, item())
	biff5 := bytes.Clone(good)
	biff5[5] = 5
	nested := biff{}
	for range 3000 {
		nested = nested.rec(recBOF, bof(sheetStream))
	}
	var many biff
	for r := range 1600 {
		var row []byte
		for range 256 {
			row = append(append(row, u16s(0)...), rkInteger(1)...)
		}
		many = many.rec(recMulRK, u16s(r, 0), row, u16s(255))
	}
	blanks := item()
	for r := range 50 {
		blanks = blanks.rec(recMulBlank, u16s(r, 1), make([]byte, 400), u16s(200))
	}
	twice := workbook(nil, sheetOf{name: "一", records: blanks}, sheetOf{name: "二", records: item()})
	second := bytes.Index(twice, append([]byte{0, 0, 1}, wide("二")...)) - 4
	copy(twice[second:], twice[20+4:20+8])
	var strings biff
	for range 100 {
		strings = append(strings, sst(65000, bytes.Repeat([]byte{0, 0, 0}, 2700))...)
	}
	cases := []struct {
		name string
		data []byte
		code string
	}{
		{"no bytes", nil, bounds.Empty},
		{"something else", []byte("hello"), bounds.Damaged},
		{"password", one(biff{}.rec(recFilePass, make([]byte, 54)), item()), bounds.Encrypted},
		{"Excel 5", biff5, bounds.Unsupported},
		{"Excel 4", []byte("\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00\x0A\x00\x00\x00"), bounds.Unsupported},
		{"no sheets", workbook(nil), bounds.Empty},
		{"empty sheet", one(nil, nil), bounds.Empty},
		{"cut short in the sheet", good[:len(good)-6], bounds.Truncated},
		{"cut short in the globals", good[:30], bounds.Truncated},
		{"sheet behind the end", workbook(nil, sheetOf{name: "一"})[:60], bounds.Truncated},
		{"strings cut short", one(sst(9, append(u16s(3), narrow("abc")...)), item()), bounds.Damaged},
		{"cell cut short", one(nil, item().rec(recNumber, at(0, 1, 0), []byte{1, 2})), bounds.Damaged},
		{"formula cut short", one(nil, item().rec(recFormula, at(0, 1, 0), f64(1), u16s(0), u32(0), u16s(99))), bounds.Damaged},
		{"merge that is none", one(nil, item().rec(recMergedCells, u16s(1, 5, 1, 0, 0))), bounds.Damaged},
		{"merges cut short", one(nil, item().rec(recMergedCells, u16s(9, 0, 1, 0, 0))), bounds.Damaged},
		{"column beyond the sheet", one(nil, item().rec(recRK, at(0, 60000, 0), rkInteger(1))), bounds.Damaged},
		{"sheets overlap", twice, bounds.Damaged},
		{"nested without end", one(nil, nested), bounds.Truncated},
		{"too many cells", one(nil, many), bounds.TooLarge},
		{"strings that are none", one(strings, item()), bounds.Damaged},
	}
	for _, c := range cases {
		refused(t, c.name, c.data, c.code)
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, one(nil, item()), bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want context.Canceled", err)
	}
}
