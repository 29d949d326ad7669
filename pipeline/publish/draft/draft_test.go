package draft

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

func county(complete bool) *facts.Facts {
	f := &facts.Facts{Totals: &schema.Totals{}, Area: schema.Area{Code: "410526", Name: "滑县", Level: "county"}, Years: []int{2023},
		Units:   []schema.Unit{{Code: "410526100", Name: "道口镇"}, {Code: "410526209", Name: "瓦岗寨乡"}},
		Reports: facts.InMemory{{UnitCode: "410526209", Year: 2023}: {}}}
	counted := 1
	if complete {
		counted = 2
		f.Reports.(facts.InMemory)[facts.Key{UnitCode: "410526100", Year: 2023}] = &schema.Report{}
	}
	for i := range schema.Cells {
		sum, last := schema.DecimalOf(int64(i)+1000), schema.DecimalOf(1000)
		f.Totals.Add(schema.AreaTotal{Area: f.Area, ReportYear: 2022, Cell: schema.CellID(i), Sum: &last, Expected: 2, Reported: 2, Counted: 2})
		f.Totals.Add(schema.AreaTotal{Area: f.Area, ReportYear: 2023, Cell: schema.CellID(i), Sum: &sum, Expected: 2, Reported: counted, Counted: counted, LastYear: &last})
	}
	return f
}

var tag = regexp.MustCompile(`<[^>]+>`)

func text(t *testing.T, f *facts.Facts) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, 2023); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("DRAFT_FILE"); path != "" {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	p, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := io.ReadAll(p)
	if err != nil {
		t.Fatal(err)
	}
	return tag.ReplaceAllString(string(doc), "\n")
}

// TestEveryTotalStandsInTheDraft: each of the 200 cells shows its own number.
func TestEveryTotalStandsInTheDraft(t *testing.T) {
	got := "\n" + text(t, county(true))
	for t2 := schema.Table2; t2 <= schema.Table4; t2++ {
		for _, id := range schema.FormCells(t2, schema.Edition2021) {
			want := schema.DecimalOf(int64(id) + 1000).String()
			if !strings.Contains(got, "\n"+want+"\n") {
				t.Errorf("%s: no cell with %s", schema.Cells[id].Code, want)
			}
		}
	}
	for _, want := range []string{"一、总体情况", "六、其他需要报告的事项", "应报送的 2 个单位均已报送", "乡镇街道小计", "（请填写）"} {
		if !strings.Contains(got, want) {
			t.Errorf("the draft has no %q", want)
		}
	}
	if !strings.Contains(got, "比上年增加") {
		t.Error("the draft says no change")
	}
	if strings.Contains(got, "≥") {
		t.Error("a complete total is marked incomplete")
	}
}

// TestNoChangeFromIncompleteYear: last year's total without all units says
// nothing about a change.
func TestNoChangeFromIncompleteYear(t *testing.T) {
	f := county(true)
	for _, t := range f.Totals.Of("410526", 2022) {
		t.Counted = 1
		f.Totals.Add(t)
	}
	if got := text(t, f); strings.Contains(got, "比上年") || strings.Contains(got, "持平") {
		t.Error("the draft compares a total with an incomplete one of last year")
	}
}

// TestNothingFiled: with no report at all the draft says so, and claims no bound.
func TestNothingFiled(t *testing.T) {
	f := county(true)
	f.Reports = facts.InMemory{}
	for _, t := range f.Totals.Of("410526", 2023) {
		t.Sum, t.Reported, t.Counted = nil, 0, 0
		f.Totals.Add(t)
	}
	got := text(t, f)
	for _, want := range []string{"应报送的 2 个单位均未报送", "各乡镇街道尚未报送，没有数据", "标“—”的 175 格没有单位填报"} {
		if !strings.Contains(got, want) {
			t.Errorf("the draft has no %q", want)
		}
	}
	for _, not := range []string{"≥", "至少", "（无数据）"} {
		if strings.Contains(got, not) {
			t.Errorf("the draft says %q of nothing", not)
		}
	}
}

func TestIncompleteIsSaid(t *testing.T) {
	got := text(t, county(false))
	for _, want := range []string{"应报送 2 个单位，已报送 1 个，道口镇尚未报送", "计入 1/2 个单位", "至少 ", "标“≥”的 10 格不完整"} {
		if !strings.Contains(got, want) {
			t.Errorf("the draft has no %q", want)
		}
	}
	if strings.Contains(got, "比上年") {
		t.Error("the draft compares an incomplete total with last year")
	}
}
