package check

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// nation is the number of reports of the country in one year.
const nation = 40_000

// synthetic makes reports of one county with figures that add up but for one
// cell in twenty reports.
func synthetic(n int) Input {
	random := rand.New(rand.NewPCG(7, 7))
	in := Input{Roster: &schema.Roster{}, Years: []int{2023}, Claims: []schema.Claim{}, Copied: []Overlap{}}
	for i := range n {
		county := fmt.Sprintf("%06d", 990101+i/25)
		u := schema.Unit{Code: fmt.Sprintf("%s%03d", county, 200+i%25), Name: fmt.Sprintf("第%d石桥乡", i%25), Kind: schema.Township, ParentCode: county}
		in.Roster.Units = append(in.Roster.Units, u)
		r := filled(schema.Edition2021, func() int64 { return random.Int64N(4) * random.Int64N(4) })
		r.UnitCode, r.UnitName, r.Submission, r.File = u.Code, u.Name, u.Code, u.Code+".docx"
		if i%20 == 0 {
			r.Cells[schema.T3(i%25, i%7)].Value += schema.DecimalOf(1)
		}
		for range 6 { // about two thousand characters of prose, as a real report has
			r.Narrative = append(r.Narrative, schema.NarrativeParagraph{Section: 1, Text: paragraph})
		}
		in.Reports = append(in.Reports, r)
	}
	return in
}

const paragraph = "一是责任到人，政务公开工作政策性强、涉及面广，为确保全乡各项政务公开工作落到实处，由党委副书记具体分管政务公开工作；二是设立专职人员信息公开网站的建设、管理、维护、监测、编辑、更新工作。" +
	"公开方式多样化。乡政府充分利用便民微信群、宣传横幅标语等形式，主动公开相关信息；加强网站管理，进一步完善政务信息收集、撰写、保存、推送等方面的工作，突出规范重要政务信息公开，确定办公室落实专人为政务公开的具体经办人员，确保政务公开工作按要求及时更新。" +
	"探索建立政府信息公开工作人员管理长效机制，明确政府信息公开工作人员范围，规范有序落实好政府信息公开工作，完善公开栏目公开工作指南，增强综合服务水平；提高思想认识，增强责任感，加强政府信息公开队伍建设，不断完善信息公开制度，提高群众对政府门户网、政务服务平台的认识，提高参与度。"

// BenchmarkNation judges as many reports as the country files in a year, each
// beside last year's, one after the other as a streaming run does.
func BenchmarkNation(b *testing.B) {
	in := synthetic(500)
	var last []*linear.Row
	for _, r := range in.Reports {
		last = append(last, yearBefore(r))
	}
	b.ReportAllocs()
	for b.Loop() {
		v := Begin(in)
		for i := range nation {
			v.Report(in.Reports[i%len(in.Reports)], last[i%len(last)])
		}
		v.Finish()
	}
	b.ReportMetric(float64(nation*b.N)/b.Elapsed().Seconds(), "reports/s")
}

// yearBefore is a report whose carried-out row is what r carries in.
func yearBefore(r *schema.Report) *linear.Row {
	last := linear.RowOf(r)
	last.Year--
	for c := range schema.Applicants {
		last.Value[schema.T3(carriedOut, c)] = last.Value[schema.T3(carriedIn, c)]
	}
	return last
}

// BenchmarkCounty is what a county's run costs, everything together.
func BenchmarkCounty(b *testing.B) {
	in := synthetic(25)
	b.ReportAllocs()
	for b.Loop() {
		Run(in)
	}
	b.ReportMetric(float64(25*b.N)/b.Elapsed().Seconds(), "reports/s")
}
