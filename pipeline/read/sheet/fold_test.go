package sheet

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"huizong/pipeline/read/bounds"
)

// Each case holds a drawn sheet and the document it must give, both written by
// hand.
func TestFold(t *testing.T) {
	files, err := filepath.Glob("testdata/fold/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(data)
			doc, err := drawn(t, string(a.Files[0].Data)).Document(bounds.Default())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tidy(string(a.Files[1].Data)), tidy(draw(doc))); diff != "" {
				t.Errorf("Document of %s (-want +got):\n%s", file, diff)
			}
		})
	}
}

// tidy makes drawings comparable: blanks around '|' are for the eye.
func tidy(s string) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimRight(s, "\n"), "\n") {
		cells := strings.Split(l, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, strings.TrimRight(strings.Join(cells, "|"), "|"))
	}
	return out
}

func TestNothing(t *testing.T) {
	cases := []struct {
		name string
		book Workbook
		code string
	}{
		{"no sheets", Workbook{}, bounds.Empty},
		{"empty sheet", Workbook{Sheets: []Sheet{{Name: "Sheet1"}}}, bounds.Empty},
		{"ruled only", Workbook{Sheets: []Sheet{{Rows: []Row{{Ruled: []Span{{0, 9}}}}}}}, bounds.Empty},
		{"pictures in cells", Workbook{Sheets: []Sheet{{Name: "Sheet1", Cells: []Cell{{Text: `=DISPIMG("ID_8F2A",1)`}}}}}, bounds.Scanned},
		{"pictures only", Workbook{Sheets: []Sheet{{Name: "Sheet1", Pictures: 1}}}, bounds.Scanned},
	}
	for _, c := range cases {
		var r *bounds.Refusal
		if _, err := c.book.Document(bounds.Default()); !errors.As(err, &r) || r.Code != c.code {
			t.Errorf("%s: Document = %v, want refusal %s", c.name, err, c.code)
		}
	}
}

// WPS puts a picture into a cell by a formula whose text nobody should see.
func TestCellPicture(t *testing.T) {
	w := Workbook{Sheets: []Sheet{{Name: "Sheet1", Cells: []Cell{{Text: "项"}, {Ref: Ref{0, 1}, Text: `=DISPIMG("ID_8F2A",1)`}, {Ref: Ref{0, 2}, Text: "1", Number: "1"}}}}}
	doc, err := w.Document(bounds.Default())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"table A1", "项|[]|1", "note sheet.pictures"}, tidy(draw(doc))); diff != "" {
		t.Errorf("Document (-want +got):\n%s", diff)
	}
	if doc.Blocks[0].Table.Cells[1].Note == "" {
		t.Error("the cell has no note")
	}
}

func TestBounds(t *testing.T) {
	wide := Range{Ref{0, 0}, Ref{MaxRows - 1, MaxColumns - 1}}
	tall := Sheet{Cells: []Cell{{Text: "a"}, {Ref: Ref{MaxRows - 1, 1}, Text: "b"}}}
	for i := range 100 {
		tall.Merges = append(tall.Merges, Range{Ref{0, 2 * i}, Ref{MaxRows - 1, 2 * i}})
	}
	small := bounds.Default()
	small.Blocks, small.Cells, small.TextSize = 2, 4, 8
	cases := []struct {
		name  string
		sheet Sheet
		b     bounds.Bounds
		over  bool
	}{
		{"one cell merged over everything", Sheet{Cells: []Cell{{Text: "a"}}, Merges: []Range{wide}}, bounds.Default(), false},
		{"merged columns over all rows", tall, bounds.Default(), true},
		{"two paragraphs", Sheet{Cells: []Cell{{Text: "a"}, {Ref: Ref{1, 0}, Text: "b"}}}, small, false},
		{"three paragraphs", Sheet{Cells: []Cell{{Text: "a"}, {Ref: Ref{1, 0}, Text: "b"}, {Ref: Ref{2, 0}, Text: "c"}}}, small, true},
		{"long text", Sheet{Cells: []Cell{{Text: "123456789"}}}, small, true},
		{"five cells", Sheet{Cells: []Cell{{Text: "a"}, {Ref: Ref{0, 4}, Text: "b"}, {Ref: Ref{1, 1}, Text: "b"}, {Ref: Ref{1, 2}, Text: "b"}, {Ref: Ref{1, 3}, Text: "b"}}}, small, true},
	}
	for _, c := range cases {
		w := Workbook{Sheets: []Sheet{c.sheet}}
		_, err := w.Document(c.b)
		var r *bounds.Refusal
		if over := errors.As(err, &r) && r.Code == bounds.TooLarge; over != c.over || err != nil && !over {
			t.Errorf("%s: Document = %v, over the bound: %v, want %v", c.name, err, over, c.over)
		}
	}
}

// Many empty columns cost no more than many full ones.
func TestManyGaps(t *testing.T) {
	var s Sheet
	for r := range 25 {
		for c := range 8000 {
			s.Cells = append(s.Cells, Cell{Ref: Ref{r, 2 * c}, Text: "字"})
		}
	}
	begun := time.Now()
	if _, err := (&Workbook{Sheets: []Sheet{s}}).Document(bounds.Default()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("Document took %v", took)
	}
}
