package recognize

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"huizong/schema"
)

var cityRoster = &schema.Roster{Units: []schema.Unit{
	{Code: "320800000", Name: "淮安市人民政府", Kind: schema.City},
	{Code: "320813000", Name: "洪泽区人民政府", Kind: schema.County, ParentName: "淮安市", ParentCode: "320800000"},
	{Code: "321300000", Name: "宿迁市人民政府", Kind: schema.City},
}}

// TestPublished reads text dumps of published reports: every figure must be
// read as printed, and nothing else.
func TestPublished(t *testing.T) {
	lists, err := filepath.Glob("testdata/*.cells")
	if err != nil || len(lists) == 0 {
		t.Fatalf("no lists of cells: %v", err)
	}
	names := NewNames(cityRoster)
	for _, list := range lists {
		t.Run(filepath.Base(list), func(t *testing.T) {
			want := readCells(t, list)
			text, err := os.ReadFile(strings.TrimSuffix(list, ".cells") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			r := Report(textDocument(string(text)), Source{Name: "年报.txt"}, names)
			if got := r.UnitCode; got != want["unit"] {
				t.Errorf("unit %s, want %s", got, want["unit"])
			}
			if got := strconv.Itoa(r.Year); got != want["year"] {
				t.Errorf("year %s, want %s", got, want["year"])
			}
			if got := r.Edition.String(); got != want["edition"] {
				t.Errorf("edition %s, want %s", got, want["edition"])
			}
			for i := range r.Cells {
				cell, code := &r.Cells[i], schema.Cells[i].Code
				raw, printed := want[code]
				switch {
				case !printed && cell.State != schema.Absent:
					t.Errorf("%s: %s %q, want absent", code, cell.State, cell.Raw)
				case printed && (cell.State != schema.Number || cell.Raw != raw || cell.Value.String() != raw):
					t.Errorf("%s: %s %q = %s, want the number %s", code, cell.State, cell.Raw, cell.Value, raw)
				}
			}
			for s := range r.Sections {
				if !r.Sections[s].Found || r.Sections[s].Headings != 1 {
					t.Errorf("section %d: found %v, %d times", s+1, r.Sections[s].Found, r.Sections[s].Headings)
				}
			}
			for _, f := range r.Findings {
				t.Errorf("finding on a report that is well printed: %s %s %s", f.Rule, f.Detail, f.Message)
			}
		})
	}
}

// readCells reads a list of "name value" lines.
func readCells(t *testing.T, path string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok && name != "#" {
			out[name] = value
		}
	}
	return out
}

// TestWagangzhai reads the published report whose tab rows do not stand under
// their headers, with its doubled heading. Every figure in it is 0.
func TestWagangzhai(t *testing.T) {
	text, err := os.ReadFile("testdata/瓦岗寨乡-2023.txt")
	if err != nil {
		t.Fatal(err)
	}
	roster := &schema.Roster{Units: []schema.Unit{
		{Code: "410526100", Name: "道口镇", Kind: schema.Town, ParentName: "滑县", ParentCode: "410526"},
		{Code: "410526209", Name: "瓦岗寨乡", Kind: schema.Township, ParentName: "滑县", ParentCode: "410526"},
	}}
	r := Report(textDocument(string(text)), Source{Submission: "s", File: "in/瓦岗寨乡-2023.txt", Name: "瓦岗寨乡-2023.txt"}, NewNames(roster))
	if r.UnitCode != "410526209" || r.Year != 2023 || r.Edition != schema.Edition2021 {
		t.Errorf("unit %s year %d edition %s", r.UnitCode, r.Year, r.Edition)
	}
	zeros := 0
	for i := range r.Cells {
		if c := &r.Cells[i]; c.State == schema.Number && c.Value == 0 && c.Raw == "0" {
			zeros++
			if c.Place.Line == 0 || c.Place.File != "in/瓦岗寨乡-2023.txt" {
				t.Fatalf("%s: no place: %+v", schema.Cells[i].Code, c.Place)
			}
		}
	}
	if zeros != 200 {
		t.Errorf("%d cells are the number 0, want 200", zeros)
	}
	for s := range r.Sections {
		want := 1
		if s == 0 {
			want = 2
		}
		if !r.Sections[s].Found || r.Sections[s].Headings != want {
			t.Errorf("section %d: found %v, %d times, want %d", s+1, r.Sections[s].Found, r.Sections[s].Headings, want)
		}
	}
	if r.SubItems != [5]bool{true, true, true, true, true} {
		t.Errorf("sub-items %v", r.SubItems)
	}
	if len(r.Findings) != 1 || r.Findings[0].Rule != "form.leftover" || r.Findings[0].Detail != "heading 1" || r.Findings[0].UnitCode != "410526209" {
		t.Errorf("findings %+v, want the doubled heading alone", r.Findings)
	}
	if n := len(r.Narrative); n != 7 || r.Narrative[6].Text != "无。" || r.Narrative[6].Section != 6 {
		t.Errorf("%d paragraphs, the last %+v", n, r.Narrative[n-1])
	}
}
