package xlsx_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// A layout is one way in which clerks lay a report out on sheets.
type layout struct {
	name   string
	border bool // tables have borders
	ruled  bool // everything has, prose too
	merge  bool // cells of tables are merged where the form merges them
	prose  bool // prose is merged over the width
	spacer bool // an empty row after each block
	x, y   int  // where the report begins
	apart  bool // an empty column between labels and values of table three
	helper bool // a hidden column with numbers there instead
	beside bool // table three beside table two
	split  bool // each table on a sheet of its own, named like its heading
	unit   bool // 单位：件 at the far end of the headings
	suffix bool // numbers are shown with a unit by their format
	text   bool // numbers are stored as text
	last   bool // a hidden sheet holds another year's report
}

var layouts = []layout{
	{name: "ruled tables", border: true, merge: true, prose: true},
	{name: "ruled tables, rows between", border: true, merge: true, spacer: true},
	{name: "plain", merge: true},
	{name: "plain, nothing merged"},
	{name: "ruled, nothing merged", border: true},
	{name: "everything ruled", ruled: true, merge: true},
	{name: "everything ruled and merged", ruled: true, merge: true, prose: true},
	{name: "not at the corner", border: true, merge: true, prose: true, x: 3, y: 4},
	{name: "empty column", border: true, merge: true, apart: true},
	{name: "empty column, plain", merge: true, apart: true},
	{name: "hidden column", border: true, merge: true, helper: true, split: true},
	{name: "side by side", border: true, merge: true, beside: true, spacer: true},
	{name: "side by side, plain", merge: true, beside: true, spacer: true},
	{name: "a sheet for each table", border: true, merge: true, split: true},
	{name: "unit beside the heading", border: true, merge: true, unit: true},
	{name: "unit beside the heading, plain", merge: true, unit: true},
	{name: "numbers with a unit", border: true, merge: true, suffix: true},
	{name: "numbers as text", border: true, merge: true, text: true},
	{name: "hidden sheet of another year", border: true, merge: true, last: true},
}

// A writer lays one report out.
type writer struct {
	*layout
	f      *excelize.File
	sheet  string
	row    int // 0-based, the next free one
	styles [3]int
}

const (
	plainStyle = iota
	borderStyle
	suffixStyle
)

func (l *layout) write(t testing.TB, r *maker.Report) []byte {
	t.Helper()
	w := &writer{layout: l, f: excelize.NewFile(), sheet: "Sheet1", row: l.y}
	defer w.f.Close()
	lines := []excelize.Border{{Type: "left", Style: 1, Color: "000000"}, {Type: "right", Style: 1, Color: "000000"}, {Type: "top", Style: 1, Color: "000000"}, {Type: "bottom", Style: 1, Color: "000000"}}
	code := `0"件"`
	var err error
	if w.styles[borderStyle], err = w.f.NewStyle(&excelize.Style{Border: lines}); err != nil {
		t.Fatal(err)
	}
	if w.styles[suffixStyle], err = w.f.NewStyle(&excelize.Style{CustomNumFmt: &code, Border: lines}); err != nil {
		t.Fatal(err)
	}
	w.report(r)
	if l.last {
		w.newSheet("去年")
		w.report(maker.Make(maker.Order{Seed: "last", Unit: r.Unit, Year: r.Year - 1, Level: maker.Stress, Variety: maker.Official}))
		if err := w.f.SetSheetVisible("去年", false); err != nil {
			t.Fatal(err)
		}
	}
	b, err := w.f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (w *writer) newSheet(name string) {
	if _, err := w.f.NewSheet(name); err != nil {
		panic(err)
	}
	w.sheet, w.row = name, w.y
}

// openSheet makes a sheet or, for the second part of a table, goes on in it.
func (w *writer) openSheet(name string) {
	if rows, err := w.f.GetRows(name); err == nil {
		w.sheet, w.row = name, len(rows)+1
		return
	}
	w.newSheet(name)
}

func name(x, y int) string {
	s, err := excelize.CoordinatesToCellName(x+1, y+1)
	if err != nil {
		panic(err)
	}
	return s
}

func (w *writer) report(r *maker.Report) {
	main := w.sheet
	var two *maker.Grid
	for _, b := range r.Paper() {
		switch {
		case b.Grid == nil:
			w.paragraph(b)
		case w.split:
			back := w.row
			w.openSheet([]string{"", "", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"}[b.Grid.Table+1])
			w.table(b.Grid, w.x)
			w.sheet, w.row = main, back
		case w.beside && b.Grid.Table == schema.Table2:
			two = b.Grid // stands beside the next one
		case two != nil:
			w.sideBySide(two, b.Grid)
			two = nil
		default:
			w.table(b.Grid, w.x)
		}
		if w.spacer && two == nil {
			w.row++
		}
	}
}

func (w *writer) sideBySide(two, three *maker.Grid) {
	top := w.row
	w.table(two, w.x)
	end := w.row
	w.row = top
	w.table(three, w.x+two.Columns+1)
	w.row = max(w.row, end)
}

// width is how many columns prose is as wide as.
const width = 10

func (w *writer) paragraph(b maker.Block) {
	if w.split && b.Style == maker.HeadingLine && (strings.Contains(b.Text, "主动公开") || strings.Contains(b.Text, "收到和处理") || strings.Contains(b.Text, "诉讼")) {
		return // the sheet's name says it
	}
	w.put(w.x, b.Text, plainStyle)
	if w.ruled {
		w.style(w.x, w.row, w.x+width-1, w.row, borderStyle)
	}
	if w.prose {
		w.merged(w.x, w.row, w.x+width-1, w.row)
	}
	if w.unit && b.Style == maker.HeadingLine {
		w.put(w.x+width-1, "单位：件", plainStyle)
	}
	w.row++
}

func (w *writer) merged(x0, y0, x1, y1 int) {
	if err := w.f.MergeCell(w.sheet, name(x0, y0), name(x1, y1)); err != nil {
		panic(err)
	}
}

func (w *writer) style(x0, y0, x1, y1, style int) {
	if err := w.f.SetCellStyle(w.sheet, name(x0, y0), name(x1, y1), w.styles[style]); err != nil {
		panic(err)
	}
}

// put writes a text or, if it is one, a number.
func (w *writer) put(x int, text string, style int) {
	number := len(text) < 12 && strings.Trim(text, "0123456789.") == "" && text != ""
	var err error
	switch {
	case number && !w.text:
		err = w.f.SetCellDefault(w.sheet, name(x, w.row), text)
		if _, whole := strconv.Atoi(text); w.suffix && whole == nil {
			style = suffixStyle
		}
	case text != "":
		err = w.f.SetCellStr(w.sheet, name(x, w.row), text)
	}
	if err != nil {
		panic(err)
	}
	if style != plainStyle {
		w.style(x, w.row, x, w.row, style)
	}
}

// table writes a grid, with an additional column before the values of table
// three if the layout has one.
func (w *writer) table(g *maker.Grid, left int) {
	top := w.row
	insert := g.Columns
	if (w.apart || w.helper) && g.Table == schema.Table3 {
		insert = 3
	}
	column := func(x int) int {
		if x >= insert {
			return left + x + 1
		}
		return left + x
	}
	for _, slots := range g.Slots() {
		for x, s := range slots {
			style := plainStyle
			if w.border || w.ruled {
				style = borderStyle
			}
			if !s.Anchor() {
				if style != plainStyle {
					w.style(column(x), w.row, column(x), w.row, style)
				}
				continue
			}
			w.put(column(x), s.Text, style)
			if w.merge && s.Rows*s.Columns > 1 {
				w.merged(column(x), w.row, column(x+s.Columns-1), w.row+s.Rows-1)
			}
		}
		if w.helper && insert < g.Columns {
			w.put(left+insert, strconv.Itoa(7000+w.row-top), borderStyle)
		}
		w.row++
	}
	if w.helper && insert < g.Columns {
		letters, err := excelize.ColumnNumberToName(left + insert + 1)
		if err == nil {
			err = w.f.SetColVisible(w.sheet, letters, false)
		}
		if err != nil {
			panic(err)
		}
	}
}

// Reports of known figures in every layout. Without merges the labels of groups
// stand beside one of their rows only, which costs a few rows.
func TestLayouts(t *testing.T) {
	for i := range layouts {
		l := &layouts[i]
		t.Run(l.name, func(t *testing.T) {
			y := &tally{}
			for _, o := range orders(3, "layout") {
				r := maker.Make(o)
				y.judge(t, r, l.name, l.write(t, r))
			}
			if l.merge {
				y.check(t, 999)
			} else {
				y.check(t, 960)
			}
		})
	}
}
