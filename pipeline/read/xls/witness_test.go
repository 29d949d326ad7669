package xls

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"huizong/schema"
)

// What excelize finds in the workbook that LibreOffice converted must stand at
// the same place in the old format, in ranges of the same size.
func TestConvertedWorkbooks(t *testing.T) {
	for _, name := range []string{"strings", "2019_sheets", "2021_onesheet", "hybrid_onesheet"} {
		ours := cellsOf(read(t, file(t, name+".xls")))
		f, err := excelize.OpenFile(filepath.Join("testdata", name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		cells := 0
		for _, s := range f.GetSheetList() {
			cells += compare(t, f, s, ours)
		}
		if cells < 200 {
			t.Errorf("%s: only %d cells compared", name, cells)
		}
	}
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// cellsOf lists what stands where.
func cellsOf(doc *schema.Document) map[schema.Place]schema.Cell {
	out := map[schema.Place]schema.Cell{}
	for _, b := range doc.Blocks {
		if b.Table == nil {
			out[b.Place] = schema.Cell{Text: b.Text, RowSpan: 1, ColumnSpan: 1}
			continue
		}
		for _, c := range b.Table.Cells {
			out[c.Place] = c
		}
	}
	return out
}

// compare asks one sheet of the witness; it returns how many cells it said.
func compare(t *testing.T, f *excelize.File, name string, ours map[schema.Place]schema.Cell) (cells int) {
	t.Helper()
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	merges, err := f.GetMergeCells(name)
	if err != nil {
		t.Fatal(err)
	}
	covered := map[schema.Place]bool{}
	for _, m := range merges {
		x0, y0, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
		x1, y1, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				covered[schema.Place{Sheet: name, Row: y, Column: x}] = x != x0 || y != y0
			}
		}
		got, ok := ours[schema.Place{Sheet: name, Row: y0, Column: x0}]
		// A paragraph has no width; anything else has the range's.
		if ok && got.RowSpan*got.ColumnSpan > 1 && (got.ColumnSpan != x1-x0+1 || got.RowSpan != y1-y0+1) {
			t.Errorf("%s: the range at %s spans %d × %d, excelize says to %s", name, m.GetStartAxis(), got.RowSpan, got.ColumnSpan, m.GetEndAxis())
		}
	}
	for r, row := range rows {
		for c, want := range row {
			at := schema.Place{Sheet: name, Row: r + 1, Column: c + 1}
			if want == "" || covered[at] {
				continue
			}
			cells++
			if got := ours[at]; got.Text != want {
				t.Errorf("at %v stands %.40q, excelize says %.40q", at, got.Text, want)
			}
		}
	}
	return cells
}

// Every kind of cell, as LibreOffice writes it.
func TestFeatures(t *testing.T) {
	doc := read(t, file(t, "features.xls"))
	want := `
¶ 标题 title
A3=项目 B3=一 C3=二 D3=三 E3=四 F3=五 G3=六~! H3=总计
A4=整数 B4=11 C4=1222 D4=13 E4=14 F4=15 G4=16~! H4=1291
A5=小数 B5=190.457379 C5=59237.2449 D5=0.5 E5=1234.56 F5=-7.25 G5=0.01~! H5=1000000000000000
A6=负数大数 B6=-11 C6=536870911 D6=-536870912 E6=536870912 F6=123456789012 G6=99999.99~! H6=0
A7=文本数字 B7=21 C7=２２ D7=1,234 E7=0件 F7=/ G7=—~! H7=无
A8=逻辑 B8=TRUE C8=FALSE D8= E8= F8= G8=~ H8=
A9=空白 B9= C9= D9=31 E9= F9= G9=~ H9=32
A10=合并↓3 B10=横→3 E10=41 F10= G10=~ H10=
B11=42 C11=43→2↓2 E11= F11= G11=~ H11=
B12= E12=44 F12= G12=~ H12=
A13=格式 B13=22件 C13=37.5% D13=2024-01-31! E13=1234.5 F13=9! G13=~ H13=
A14=错误 B14=#DIV/0!! C14=甲乙 D14=1220 E14= F14=TRUE G14=~ H14=
A15=共享15 B15=15 C15=1500 D15=1515 E15= F15= G15=~ H15=
A16=共享16~! B16=16~! C16=1600~! D16=1616~! E16=~ F16=~ G16=~ H16=~
A17=共享17 B17=17 C17=1700 D17=1717 E17= F17= G17=~ H17=
A18=共享18 B18=18 C18=1800 D18=1818 E18= F18= G18=~ H18=
A19= B19= C19= D19= E19= F19= G19=~ H19=
A20=商业企业 B20=51 C20= D20= E20= F20= G20=~ H20=
B2=偏移 C2=61
A1=旧~ B1=71~
`
	got := strings.NewReplacer(" A", "\nA", " B11", "\nB11", " B12", "\nB12").Replace(drawn(doc))
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(want), "\n"), strings.Split(strings.TrimSpace(got), "\n")); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
}

// A text box as LibreOffice writes it, and a remark on a cell that is no text of
// the paper.
func TestTextBox(t *testing.T) {
	if got, want := drawn(read(t, file(t, "box.xls"))), "¶ 首\n¶ 一、总体情况\n正文 text\n¶ 尾\n"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
}

// A file under WPS's name is the same format.
func TestEt(t *testing.T) {
	if diff := cmp.Diff(read(t, file(t, "zero.xls")), read(t, file(t, "zero.et"))); diff != "" {
		t.Errorf("zero.et differs from zero.xls:\n%s", diff)
	}
	for _, name := range []string{"zero.et", "zero.xls", "features.xls"} {
		if !Claims(file(t, name)) {
			t.Errorf("Claims(%s) = false", name)
		}
	}
	if Claims(file(t, "features.xlsx")) {
		t.Error("Claims takes an xlsx")
	}
}
