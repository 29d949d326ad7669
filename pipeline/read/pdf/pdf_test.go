package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/layout/press"
	"huizong/pipeline/read/pdf"
	"huizong/pipeline/recognize"
	"huizong/schema"
)

var units = maker.Counties(3, "pdf")

// report makes the i-th report: different figures in every cell, both editions.
func report(i int) *maker.Report {
	o := maker.Order{Seed: "pdf", Unit: units[i%len(units)], Year: 2023, Level: maker.Stress,
		Variety: []maker.Variety{maker.Official, maker.Usual}[i%2]}
	if i%4 == 3 {
		o.Year = 2020
	}
	return maker.Make(o)
}

// blocks is a report as the press takes it.
func blocks(r *maker.Report) []press.Block {
	var out []press.Block
	for _, b := range r.Paper() {
		if b.Grid == nil {
			out = append(out, press.Block{Text: b.Text, Center: b.Style == maker.TitleLine})
			continue
		}
		t := &press.Table{Columns: b.Grid.Columns, Head: 1, Widths: widths(b.Grid.Columns)}
		for _, row := range b.Grid.Rows {
			var cells []press.Cell
			for _, c := range row {
				cells = append(cells, press.Cell{Text: c.Text, Rows: c.Rows, Columns: c.Columns})
			}
			t.Rows = append(t.Rows, cells)
		}
		if b.Grid.Columns > 9 && b.Grid.Columns < 15 {
			t.Head = 3
		}
		out = append(out, press.Block{Table: t})
	}
	return out
}

func widths(columns int) []float64 {
	if columns < 9 || columns > 11 {
		return nil
	}
	out := []float64{1, 1.5, 2.5}
	for len(out) < columns {
		out = append(out, 1)
	}
	return out
}

// rowsOf lists the rows of all tables, cells parted by |, blanks left out.
func rowsOf(doc *schema.Document) []string {
	var out []string
	for _, b := range doc.Blocks {
		if b.Table == nil {
			continue
		}
		rows := make([]string, b.Table.Rows)
		for _, c := range b.Table.Cells {
			rows[c.Row] += bare(c.Text) + "|"
		}
		out = append(out, rows...)
	}
	return out
}

func rowsPrinted(r *maker.Report) []string {
	var grids []*maker.Grid
	for _, b := range r.Paper() {
		if b.Grid != nil {
			grids = append(grids, b.Grid)
		}
	}
	return rowsOfGrids(grids)
}

func rowsOfGrids(grids []*maker.Grid) []string {
	var out []string
	for _, g := range grids {
		for _, row := range g.Rows {
			s := ""
			for _, c := range row {
				s += bare(c.Text) + "|"
			}
			out = append(out, s)
		}
	}
	return out
}

func bare(s string) string { return strings.Join(strings.Fields(s), "") }

func read(t testing.TB, data []byte) *schema.Document {
	t.Helper()
	doc, err := pdf.Read(context.Background(), data, bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// sameRows compares what was read with what was printed, row by row.
func sameRows(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Fatalf("row %d is missing: %s", i+1, want[i])
		case i >= len(want):
			t.Fatalf("row %d is too much: %s", i+1, got[i])
		case got[i] != want[i]:
			t.Fatalf("row %d is\n%s, want\n%s", i+1, got[i], want[i])
		}
	}
}

var variants = map[string]press.PDF{
	"strokes":                 {},
	"rectangles":              {Rectangles: true},
	"one path":                {OnePath: true},
	"rectangles in one path":  {Rectangles: true, OnePath: true},
	"dashed":                  {Dashed: true},
	"overprint":               {Bold: true},
	"each glyph for itself":   {PerGlyph: true},
	"in a form":               {Form: true},
	"turned right":            {Turn: 1},
	"turned over":             {Turn: 2},
	"turned left":             {Turn: 3},
	"glyphs with their map":   {Glyphs: true},
	"glyphs, turned, in form": {Glyphs: true, Turn: 3, Form: true, PerGlyph: true},
}

// Every way of drawing a report gives its tables cell for cell.
func TestWaysOfDrawing(t *testing.T) {
	r := report(0)
	pages := press.Set(blocks(r), press.A4)
	for name, w := range variants {
		t.Run(name, func(t *testing.T) {
			sameRows(t, rowsOf(read(t, w.Write(pages))), rowsPrinted(r))
		})
	}
}

var papers = func() map[string]press.Paper {
	landscape, small, large, cut := press.A4, press.A4, press.A4, press.A4
	landscape.Width, landscape.Height = 842, 595
	small.Size, small.Padding, small.Margin, small.Number = 7.5, 1, 50, "第%页"
	large.Size, large.Number, large.Header = 13, "— % —", "政府信息公开工作年度报告"
	cut.CutRows, cut.Repeat, cut.Middle, cut.Number = true, false, false, "%"
	return map[string]press.Paper{"A4": press.A4, "landscape": landscape, "small": small, "large": large, "cut rows": cut}
}()

// Reports on all kinds of paper, recognized: every figure is read, in its cell.
func TestReports(t *testing.T) {
	names := recognize.NewNames(&schema.Roster{Units: units})
	for name, paper := range papers {
		t.Run(name, func(t *testing.T) {
			for i := range 8 {
				r := report(i)
				doc := read(t, press.PDF{Glyphs: i%2 == 0}.Write(press.Set(blocks(r), paper)))
				sameRows(t, rowsOf(doc), rowsPrinted(r))
				got := recognize.Report(doc, recognize.Source{Name: "a.pdf"}, names)
				for id, f := range r.Truth().Cells {
					if maker.Judge(f, got.Cells[id].State, got.Cells[id].Value) != maker.Right {
						t.Errorf("report %d: %s is %v %q, want %q", i, schema.Cells[id].Code, got.Cells[id].State, got.Cells[id].Raw, f.Raw)
					}
				}
				if got.UnitCode != r.Unit.Code || got.Year != r.Year {
					t.Errorf("report %d is of %s %d, want %s %d", i, got.UnitCode, got.Year, r.Unit.Code, r.Year)
				}
			}
		})
	}
}

// A figure that a line runs through, or cuts, is never taken for a number, nor
// are the others of its row.
func TestDoubtIsNoNumber(t *testing.T) {
	r := report(0)
	pages := press.Set(blocks(r), press.A4)
	want := r.Truth().Cells[schema.T3(0, 1)].Raw
	for i := range pages {
		for _, text := range pages[i].Texts {
			if text.Text == want {
				x := text.X + 1.5*text.Size/2
				pages[i].Lines = append(pages[i].Lines, press.Line{X0: x, Y0: text.Y - 30, X1: x, Y1: text.Y + 30})
			}
		}
	}
	got := recognize.Report(read(t, press.PDF{}.Write(pages)), recognize.Source{Name: "a.pdf"}, recognize.NewNames(&schema.Roster{Units: units}))
	numbers := 0
	for id, f := range r.Truth().Cells {
		c := got.Cells[id]
		if maker.Judge(f, c.State, c.Value) == maker.Wrong {
			t.Errorf("%s is %q, want %q", schema.Cells[id].Code, c.Raw, f.Raw)
		}
		if c.State == schema.Number {
			numbers++
		}
	}
	if c := got.Cells[schema.T3(0, 1)]; c.State == schema.Number {
		t.Errorf("the figure cut is read as %q", c.Raw)
	}
	if numbers < 150 {
		t.Errorf("%d numbers are left", numbers)
	}
}

func TestPlaces(t *testing.T) {
	r := report(0)
	pages := press.Set(blocks(r), press.A4)
	doc := read(t, press.PDF{}.Write(pages))
	if doc.Format != "pdf" || doc.Title != "报告" {
		t.Errorf("format %q, title %q", doc.Format, doc.Title)
	}
	for _, b := range doc.Blocks {
		if b.Table == nil {
			continue
		}
		for _, c := range b.Table.Cells {
			if c.Place.Page == 0 || c.Place.Row != c.Row+1 || c.Place.Column != c.Column+1 || c.Place.Table == 0 {
				t.Fatalf("cell %q is said to stand at %+v", c.Text, c.Place)
			}
			if text := bare(c.Text); text != "" && !onPage(pages[c.Place.Page-1], text) {
				t.Fatalf("%q does not stand on page %d", c.Text, c.Place.Page)
			}
		}
	}
}

func onPage(p press.Page, text string) bool {
	all := ""
	for _, t := range p.Texts {
		all += bare(t.Text)
	}
	return strings.Contains(all, text)
}

// Characters whose meaning the file does not say are no digits, and the
// document says so.
func TestUnmapped(t *testing.T) {
	pages := press.Set(blocks(report(0)), press.A4)
	doc := read(t, press.PDF{Glyphs: true, NoMeaning: true}.Write(pages))
	if !slices.ContainsFunc(doc.Notes, func(n schema.Note) bool { return n.Code == "pdf.unmapped" }) {
		t.Errorf("notes are %v", doc.Notes)
	}
	for _, row := range rowsOf(doc) {
		if strings.ContainsAny(row, "0123456789") {
			t.Fatalf("a digit was read: %s", row)
		}
	}
}

// A scan with the text of a recognition program hidden under it must be
// confirmed like one that we recognized.
func TestHiddenText(t *testing.T) {
	pages := press.Set(blocks(report(0)), press.A4)
	doc := read(t, press.PDF{Hidden: true}.Write(pages))
	if !slices.ContainsFunc(doc.Notes, func(n schema.Note) bool { return n.Code == "ocr" }) {
		t.Errorf("notes are %v", doc.Notes)
	}
}

// A page that is a picture among pages of text is named.
func TestPicturePage(t *testing.T) {
	pages := press.Set(blocks(report(0)), press.A4)
	whole := press.PDF{}.Write(pages[:1])
	if doc := read(t, whole); len(doc.Notes) != 0 {
		t.Errorf("notes are %v", doc.Notes)
	}
	mixed := pages[:2]
	mixed[1].Texts = nil
	doc := read(t, press.PDF{Hidden: true}.Write(mixed))
	if !slices.ContainsFunc(doc.Notes, func(n schema.Note) bool { return n.Code == "pdf.picture" && strings.Contains(n.Text, "第 2 页") }) {
		t.Errorf("notes are %v", doc.Notes)
	}
}

func TestRefusals(t *testing.T) {
	pages := press.Set(blocks(report(0)), press.A4)
	good := press.PDF{}.Write(pages)
	few := bounds.Default()
	few.Pages = 2
	small := bounds.Default()
	small.Bytes = 1000
	for name, tc := range map[string]struct {
		data []byte
		b    bounds.Bounds
		code string
	}{
		"no bytes":   {nil, bounds.Default(), bounds.Empty},
		"blank page": {press.PDF{}.Write([]press.Page{{Width: 595, Height: 842}}), bounds.Default(), bounds.Empty},
		"scan":       {press.PDF{Picture: true}.Write(pages), bounds.Default(), bounds.Scanned},
		"pages":      {good, few, bounds.TooLarge},
		"bytes":      {good, small, bounds.TooLarge},
		"cut off":    {good[:len(good)/8], bounds.Default(), bounds.Truncated},
		"bomb":       {bomb(), bounds.Default(), bounds.TooLarge},
		"noise":      {append([]byte("%PDF-1.4\n"), append(bytes.Repeat([]byte("x y z "), 500), "%%EOF"...)...), bounds.Default(), bounds.Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := pdf.Read(context.Background(), tc.data, tc.b)
			var refusal *bounds.Refusal
			if !errors.As(err, &refusal) || refusal.Code != tc.code {
				t.Fatalf("got %v, %v, want a refusal %s", doc, err, tc.code)
			}
			if refusal.Text == "" || refusal.EN == "" {
				t.Errorf("says nothing: %+v", refusal)
			}
		})
	}
}

// A damaged table of contents inside the file is rebuilt, and said to be.
func TestRebuilt(t *testing.T) {
	r := report(0)
	data := press.PDF{}.Write(press.Set(blocks(r), press.A4))
	data = bytes.Replace(data, []byte("startxref\n"), []byte("startxref\n9"), 1)
	doc := read(t, data)
	sameRows(t, rowsOf(doc), rowsPrinted(r))
	if !slices.ContainsFunc(doc.Notes, func(n schema.Note) bool { return n.Code == "pdf.rebuilt" }) {
		t.Errorf("notes are %v", doc.Notes)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := pdf.Read(ctx, press.PDF{}.Write(press.Set(blocks(report(0)), press.A4)), bounds.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestClaims(t *testing.T) {
	for s, want := range map[string]bool{"%PDF-1.7\n": true, "\xef\xbb\xbf%PDF-1.4": true, "<html>%PD": false, "": false, strings.Repeat("x", 2000) + "%PDF-1.4": false} {
		if got := pdf.Claims([]byte(s)); got != want {
			t.Errorf("Claims(%.20q) = %v, want %v", s, got, want)
		}
	}
}

// bomb is a document of forms, each drawn ten times by the one before.
func bomb() []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 10 0 R>>>>/Contents 4 0 R>>endobj\n" +
		"4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n")
	for i := range 25 {
		body := strings.Repeat("/X Do ", 10) + "0 0 m 1 1 l S"
		fmt.Fprintf(&b, "%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n%s\nendstream endobj\n", 10+i, 11+i, len(body), body)
	}
	b.WriteString("trailer<</Root 1 0 R>>\n%%EOF")
	return []byte(b.String())
}
