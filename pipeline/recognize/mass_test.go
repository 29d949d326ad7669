package recognize

import (
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// TestMadeReports reads reports of invented townships with known figures, as
// documents of a perfect reader and in every layout that text has been met in:
// no number that the paper does not print; unit, year and sections right; of
// layouts that keep their figures every one is read. With slips put in, blank
// cells may leave rows unread where the layout has lost its cells.
func TestMadeReports(t *testing.T) {
	count := 24
	if testing.Short() {
		count = 8
	}
	units := maker.Counties(count, "recognize")
	names := NewNames(&schema.Roster{Units: units})
	tally := map[string]*[3]int{} // printed, read, wrong
	for i, u := range units {
		for _, variety := range []maker.Variety{maker.Usual, maker.Official, maker.Wild} {
			year := []int{2019, 2021, 2023}[(i+int(variety))%3]
			r := maker.Make(maker.Order{Seed: "recognize", Unit: u, Year: year, Level: maker.Level(i % 5), Variety: variety})
			slip := i%3 == 0 && r.Inject(maker.SlipKinds[(i/3*5+int(variety))%len(maker.SlipKinds)].Kind, maker.Near{})
			judge := func(layout string, doc *schema.Document, sure bool) {
				got := Report(doc, Source{Name: u.Name + ".docx", Folders: []string{u.ParentName}}, names)
				if got.UnitCode != u.Code {
					t.Errorf("%s %s: unit %s, want %s; title %q", layout, u.Name, got.UnitCode, u.Code, got.Title)
				}
				if got.Year != year && !slip {
					t.Errorf("%s %s: year %d, want %d; title %q", layout, u.Name, got.Year, year, got.Title)
				}
				if layout != "grid" {
					layout = "text " + layout
				}
				n := tally[layout]
				if n == nil {
					n = new([3]int)
					tally[layout] = n
				}
				for id := range got.Cells {
					c, paper := &got.Cells[id], r.Cells[id]
					if s := &r.Sections[schema.Cells[id].Table]; s.NoTable || s.Missing {
						paper = maker.Figure{}
					}
					if maker.Judge(paper, c.State, c.Value) == maker.Wrong {
						n[2]++
						t.Errorf("%s %s %d: %s is %s, printed %s %q", layout, u.Name, year, schema.Cells[id].Code, c.Value, paper.State, paper.Raw)
					}
					if paper.State != schema.Number {
						continue
					}
					n[0]++
					if c.State == schema.Number && c.Value == paper.Value {
						n[1]++
					} else if sure && !slip {
						t.Errorf("%s %s %d: %s is %s, printed %q", layout, u.Name, year, schema.Cells[id].Code, c.State, paper.Raw)
					}
				}
			}
			judge("grid", paperDocument(r), true)
			for _, l := range maker.TextLayouts {
				judge(string(l), textDocument(r.Text(l)), !l.Loses() && l != maker.AlternateBar && l != maker.CellPipes && l != maker.PushedPipe && l != maker.LonePipe)
			}
		}
	}
	for layout, n := range tally {
		t.Logf("%-18s %7d figures, %8.4f %% read, %d wrong", layout, n[0], 100*float64(n[1])/float64(max(1, n[0])), n[2])
	}
}
