package recognize

import (
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// otherFigures is the document with each figure replaced.
func otherFigures(doc *schema.Document, figure func() string) *schema.Document {
	other := &schema.Document{Format: doc.Format}
	for _, b := range doc.Blocks {
		if b.Table != nil {
			t := *b.Table
			t.Cells = append([]schema.Cell(nil), t.Cells...)
			for i := range t.Cells {
				if _, ok := figureOf(t.Cells[i].Text); ok {
					t.Cells[i].Text = figure()
				}
			}
			b.Table = &t
		}
		other.Blocks = append(other.Blocks, b)
	}
	return other
}

// teach lets patterns meet a document with other figures as often as it takes to
// learn all of it.
func teach(met *patterns, doc *schema.Document, d *rand.Rand) {
	source := Source{Name: "年报.docx"}
	for range 3 {
		report(otherFigures(doc, func() string { return strconv.Itoa(d.IntN(1000)) }), source, nil, met)
	}
}

func report(doc *schema.Document, source Source, names *Names, met *patterns) *schema.Report {
	r := new(schema.Report)
	recognize(r, doc, source, names, met)
	return r
}

// compare recognizes a document with and without patterns.
func compare(t *testing.T, what string, met *patterns, doc *schema.Document) {
	t.Helper()
	source := Source{Name: "年报.docx"}
	want, got := report(doc, source, nil, nil), report(doc, source, nil, met)
	if reflect.DeepEqual(got, want) {
		return
	}
	for i := range want.Cells {
		if got.Cells[i] != want.Cells[i] {
			t.Errorf("%s: %s is %+v, without patterns %+v", what, schema.Cells[i].Code, got.Cells[i], want.Cells[i])
			return
		}
	}
	t.Errorf("%s: the report differs:\n%+v\nwithout patterns:\n%+v", what, got, want)
}

// TestPatternsChangeNothing damages tables in all ways and pairs of ways, and reads
// them with patterns that know them with other figures: the report must be the one
// that is read without any. Figures that are all the same, as in a township without
// requests, are where two rows that print the same are one row printed twice.
func TestPatternsChangeNothing(t *testing.T) {
	layouts := []string{"grid", "tabs with merged cells as blanks", "pipes"}
	replayed := 0
	for _, e := range []schema.Edition{schema.Edition2021, schema.Edition2019, schema.Hybrid} {
		var met patterns
		for i := range damages {
			for k := range damages {
				if k > 0 && (i+k+int(e))%5 > 0 || k > 0 && testing.Short() {
					continue
				}
				d := rand.New(rand.NewPCG(uint64(i), uint64(k)))
				ss := sheetsOf(distinctReport(d, e))
				for _, s := range ss {
					damages[i].do(d, s)
					damages[k].do(d, s)
				}
				for _, p := range printings {
					if p.name != layouts[0] && p.name != layouts[1] && p.name != layouts[2] {
						continue
					}
					what := e.String() + ", " + damages[i].name + ", " + damages[k].name + ", " + p.name
					doc := p.print(ss)
					teach(&met, doc, d)
					compare(t, what, &met, doc)
					compare(t, what+", zeros", &met, otherFigures(doc, func() string { return "0" }))
					compare(t, what+", decimals", &met, otherFigures(doc, func() string { return " 12.50" }))
					if readings := met.readings.all.Load(); readings != nil {
						for _, got := range *readings {
							if got != nil {
								replayed++
							}
						}
					}
				}
			}
		}
	}
	if replayed == 0 {
		t.Error("no table was read by a pattern")
	}
}

// TestPatternsOfMadeReports recognizes invented reports one after the other with the
// patterns of those before, as a run does.
func TestPatternsOfMadeReports(t *testing.T) {
	var met patterns
	for i, u := range maker.Counties(60, "patterns") {
		for _, variety := range []maker.Variety{maker.Usual, maker.Official, maker.Wild} {
			r := maker.Make(maker.Order{Seed: "patterns", Unit: u, Year: []int{2019, 2021, 2023}[i%3], Level: maker.Level(i % 5), Variety: variety})
			compare(t, u.Name, &met, paperDocument(r))
			compare(t, u.Name+", tabs", &met, textDocument(r.Text(maker.Tabs)))
		}
	}
}

// TestPatternsOfTheForm makes sure that the official form is read by pattern from
// its fourth copy on.
func TestPatternsOfTheForm(t *testing.T) {
	var met patterns
	d := rand.New(rand.NewPCG(1, 2))
	doc := paperDocument(distinctReport(d, schema.Edition2021))
	teach(&met, doc, d)
	u := &unfolder{memory: *newMemory(), met: &met}
	r := &reader{doc: doc, lines: u.unfold(doc), memory: &u.memory, report: &schema.Report{Year: 2023}, met: &met, stretches: u.stretches}
	r.parts = divide(r.lines)
	for table := schema.Table2; table <= schema.Table4; table++ {
		if !r.known(table, r.parts.regions[table]) {
			t.Errorf("%s is not read by its pattern", table)
		}
	}
	if got := report(doc, Source{}, nil, nil); got.Cells != r.report.Cells {
		t.Error("the cells differ from those read without patterns")
	}
}

// TestKeyTellsApart changes one thing of a row at a time: whatever recognizing goes
// by makes another key, a figure does not, and what a key does not hold makes the
// row no part of a stretch.
func TestKeyTellsApart(t *testing.T) {
	rows := func() []schema.Cell {
		cell := func(row, column int, text string) schema.Cell {
			return schema.Cell{Row: row, Column: column, RowSpan: 1, ColumnSpan: 1, Text: text}
		}
		return []schema.Cell{cell(0, 0, "信息内容"), cell(0, 1, "本年制发件数"), cell(1, 0, "规章"), cell(1, 1, "12"), cell(2, 0, "规范性文件"), cell(2, 1, "")}
	}
	key := func(cells []schema.Cell, loose bool) (string, int) {
		var u unfolder
		u.writeKey(cells, loose)
		_, rows := stretchOf(cells)
		return string(u.key), rows
	}
	same, _ := key(rows(), false)
	for _, c := range []struct {
		what     string
		change   func(cells []schema.Cell)
		same, no bool
	}{
		{what: "another figure", change: func(cs []schema.Cell) { cs[3].Text = "7.5" }, same: true},
		{what: "another place", change: func(cs []schema.Cell) { cs[3].Place.Line = 4 }, same: true},
		{what: "a blank", change: func(cs []schema.Cell) { cs[3].Text = "" }},
		{what: "a figure for a blank", change: func(cs []schema.Cell) { cs[5].Text = "0" }},
		{what: "a mark", change: func(cs []schema.Cell) { cs[3].Text = "/" }},
		{what: "a unit", change: func(cs []schema.Cell) { cs[3].Text = "12件" }},
		{what: "a number of many digits", change: func(cs []schema.Cell) { cs[3].Text = "123456789012" }},
		{what: "two numbers", change: func(cs []schema.Cell) { cs[3].Text = "1 2" }},
		{what: "blanks in a label", change: func(cs []schema.Cell) { cs[2].Text = "规 章" }, same: true},
		{what: "another label", change: func(cs []schema.Cell) { cs[2].Text = "规划" }},
		{what: "text moved to the next cell", change: func(cs []schema.Cell) { cs[0].Text, cs[1].Text = "信息内容本年", "制发件数" }},
		{what: "a column", change: func(cs []schema.Cell) { cs[3].Column = 2 }},
		{what: "a row", change: func(cs []schema.Cell) { cs[5].Row = 3 }},
		{what: "columns spanned", change: func(cs []schema.Cell) { cs[1].ColumnSpan = 2 }},
		{what: "rows spanned", change: func(cs []schema.Cell) { cs[2].RowSpan = 2 }},
		{what: "hidden", change: func(cs []schema.Cell) { cs[2].Hidden = true }},
		{what: "a remark", change: func(cs []schema.Cell) { cs[3].Note = "公式" }, no: true},
		{what: "a doubt", change: func(cs []schema.Cell) { cs[3].Doubt = schema.Certain + 1 }, no: true},
		{what: "a table inside", change: func(cs []schema.Cell) { cs[3].Inner = []schema.Block{{Text: "12"}} }, no: true},
		{what: "prose", change: func(cs []schema.Cell) { cs[2].Text = strings.Repeat("文", longestLabel+1) }, no: true},
	} {
		cells := rows()
		c.change(cells)
		got, n := key(cells, false)
		switch {
		case c.no:
			if n > 1 {
				t.Errorf("%s: %d rows in the stretch, want the header alone", c.what, n)
			}
		case (got == same) != c.same || n != 3:
			t.Errorf("%s: the same key: %t, want %t; %d rows", c.what, got == same, c.same, n)
		}
	}
	if got, _ := key(rows(), true); got == same {
		t.Error("a loose grid has the key of a true one")
	}
}

// TestPatternsAtOnce lets several sides learn and use the same patterns.
func TestPatternsAtOnce(t *testing.T) {
	var met patterns
	var docs []*schema.Document
	var want []*schema.Report
	for i, u := range maker.Counties(8, "at once") {
		r := maker.Make(maker.Order{Seed: "at once", Unit: u, Year: 2023, Variety: maker.Variety(i % 3)})
		docs = append(docs, paperDocument(r), textDocument(r.Text(maker.Tabs)))
	}
	for _, doc := range docs {
		want = append(want, report(doc, Source{}, nil, nil))
	}
	var sides sync.WaitGroup
	for side := range 4 {
		sides.Go(func() {
			for n := range 6 * len(docs) {
				i := n * (2*side + 1) % len(docs)
				if got := report(docs[i], Source{}, nil, &met); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("document %d is read differently", i)
					return
				}
			}
		})
	}
	sides.Wait()
}
