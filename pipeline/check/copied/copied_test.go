package copied

import (
	"fmt"
	"strings"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/pipeline/check"
	"huizong/schema"
)

const problems = "信息公开范围狭窄，形式简单，公开信息大多为普通业务动态类；乡镇办公室人员流动性较大，存在工作交接不及时现象，导致政府门户网站信息更新不及时，群众交流互动功能不健全。"

func report(unit, name string, year, section int, text string) *schema.Prose {
	return &schema.Prose{UnitCode: unit, UnitName: name, Year: year, Narrative: []schema.NarrativeParagraph{{Section: section, Ordinal: 1, Text: text}}}
}

func find(reports ...*schema.Prose) []check.Overlap {
	return Find(len(reports), func(i int) *schema.Prose { return reports[i] }, 90, 2)
}

// file is where the report of these cases lies.
const file = "瓦岗寨乡.docx"

func succeeds(r *schema.Prose) *schema.Prose {
	r.File = file
	return r
}

func TestFind(t *testing.T) {
	a := report("410526209", "瓦岗寨乡", 2023, 5, "2023年，我乡"+problems)
	a.File = file
	for _, c := range []struct {
		name  string
		other *schema.Prose
		want  string // unit and year it resembles, for each overlap
	}{
		{"another unit's, names changed", report("410526100", "道口镇", 2023, 5, "2023年，我镇"+problems), "410526209←410526100 2023 410526100←410526209 2023"},
		{"its own of last year", report("410526209", "瓦岗寨乡", 2022, 5, "2022年，我乡"+problems), "410526209←410526209 2022"},
		{"its own of two years ago", report("410526209", "瓦岗寨乡", 2021, 5, "2021年，我乡"+problems), ""},
		{"another unit's of last year", report("410526100", "道口镇", 2022, 5, problems), ""},
		{"another section", report("410526100", "道口镇", 2023, 6, problems), ""},
		{"half of it", report("410526100", "道口镇", 2023, 5, problems[:len(problems)/6*3]+"我们将加强学习培训，充实工作队伍，完善公开制度，拓宽公开渠道，丰富公开内容，接受群众监督，提升公开质量。"), ""},
		{"another unit's, a few words changed", report("410526100", "道口镇", 2023, 5, "2023年，我镇"+strings.Replace(problems, "不健全", "还不强", 1)), "410526209←410526100 2023 410526100←410526209 2023"},
		{"the same paper, for the unit that goes on in its place", succeeds(report("410526100", "瓦岗寨镇", 2023, 5, "2023年，我乡"+problems)), ""},
		{"both say nothing", report("410526100", "道口镇", 2023, 5, "无。"), ""},
	} {
		var got []string
		for _, o := range find(a, c.other) {
			got = append(got, fmt.Sprintf("%s←%s %d", o.UnitCode, o.OtherUnit, o.OtherYear))
			if !strings.Contains("2023年，我乡"+problems, o.Passage) || len([]rune(o.Passage)) < 40 || o.Similarity < schema.DecimalOf(9)/10 {
				t.Errorf("%s: passage %q, similarity %s", c.name, o.Passage, o.Similarity)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

// What the form dictates is the same everywhere, and copied by nobody.
func TestOfficialSentences(t *testing.T) {
	const fee = "依据《政府信息公开信息处理费管理办法》规定的按件、按量收费标准，本年度没有产生信息处理费，收费总金额为0元。除上述情况外，没有其他需要报告的事项。"
	if found := find(report("410526209", "瓦岗寨乡", 2023, 6, fee), report("410526100", "道口镇", 2023, 6, fee)); len(found) != 0 {
		t.Errorf("found %+v", found)
	}
}

// TestMadeReportsAreTheirOwn: made reports are told apart, and one copied among
// a thousand is found.
func TestMadeReportsAreTheirOwn(t *testing.T) {
	var reports []*schema.Prose
	for _, u := range maker.Counties(40, "copied") {
		m := maker.Make(maker.Order{Seed: "copied", Unit: u, Year: 2023})
		var text strings.Builder
		for _, p := range m.Sections[4].Paragraphs {
			text.WriteString(p.Text)
		}
		reports = append(reports, report(u.Code, u.Name, 2023, 5, text.String()))
	}
	if found := find(reports...); len(found) != 0 {
		t.Errorf("%d of %d made sections resemble another: %s", len(found), len(reports), found[0].Passage)
	}
	copied := *reports[len(reports)-1]
	copied.Narrative = reports[0].Narrative
	reports[len(reports)-1] = &copied
	if found := find(reports...); len(found) != 2 {
		t.Errorf("one copy among %d gives %d overlaps, want one for each side", len(reports), len(found))
	}
}

// TestManyReports: reports are sketched by several workers, and each copy is
// still told of the right one.
func TestManyReports(t *testing.T) {
	var reports []*schema.Prose
	for i := range 300 {
		words := fmt.Sprintf("%c%c", rune('一'+i*7), rune('丁'+i*11))
		reports = append(reports, report(fmt.Sprint(410526100+i), fmt.Sprintf("某%d镇", i), 2023, 5, strings.Repeat(words, 3)+strings.Repeat(fmt.Sprintf("%c%c%c", rune('万'+i*13), rune('三'+i*17), rune('上'+i*19)), 30)))
	}
	reports[299].Narrative = reports[150].Narrative
	found := find(reports...)
	if len(found) != 2 || found[0].UnitCode != "410526250" || found[0].OtherUnit != "410526399" || found[1].OtherUnit != "410526250" {
		t.Errorf("found %+v", found)
	}
}

// TestLongest against the obvious way.
func TestLongest(t *testing.T) {
	for _, c := range [][2]string{{"甲乙丙丁戊", "子乙丙丁丑"}, {"", "甲"}, {"甲", "乙"}, {"甲甲甲乙", "甲甲乙甲"}, {"甲乙", "甲乙"}} {
		x, y := []rune(c[0]), []rune(c[1])
		want := 0
		for i := range x {
			for j := range y {
				k := 0
				for i+k < len(x) && j+k < len(y) && x[i+k] == y[j+k] {
					k++
				}
				want = max(want, k)
			}
		}
		if at, got := longest(x, y); got != want || !strings.Contains(c[1], string(x[at:at+got])) {
			t.Errorf("longest(%q, %q) = %d at %d, want %d", c[0], c[1], got, at, want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	var reports []*schema.Prose
	for _, u := range maker.Counties(50, "bench") {
		m := maker.Make(maker.Order{Seed: "bench", Unit: u, Year: 2023})
		r := &schema.Prose{UnitCode: u.Code, UnitName: u.Name, Year: 2023}
		for s := range m.Sections {
			for i, p := range m.Sections[s].Paragraphs {
				r.Narrative = append(r.Narrative, schema.NarrativeParagraph{Section: s + 1, Ordinal: i + 1, Text: p.Text})
			}
		}
		reports = append(reports, r)
	}
	b.ReportAllocs()
	for b.Loop() {
		find(reports...)
	}
	b.ReportMetric(float64(len(reports))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
