package recognize

import (
	"fmt"
	"testing"

	"huizong/cmd/corpus/maker"
	"huizong/schema"
)

// paperDocument makes the document that a perfect reader makes of a report.
func paperDocument(r *maker.Report) *schema.Document {
	doc := &schema.Document{Format: "docx"}
	for _, b := range r.Paper() {
		if b.Grid == nil {
			doc.Blocks = append(doc.Blocks, schema.Paragraph(b.Text, schema.Place{}))
			continue
		}
		doc.Blocks = append(doc.Blocks, schema.Block{Table: gridOf(b.Grid.Rows, b.Grid.Columns)})
	}
	return doc
}

func benchReports(n int) ([]*maker.Report, *Names) {
	units := maker.Counties(n, "bench")
	var out []*maker.Report
	for _, u := range units {
		out = append(out, maker.Make(maker.Order{Seed: "bench", Unit: u, Year: 2023}))
	}
	return out, NewNames(&schema.Roster{Units: units})
}

func BenchmarkReport(b *testing.B) {
	reports, names := benchReports(24)
	for _, layout := range []struct {
		name string
		make func(r *maker.Report) *schema.Document
	}{
		{"grid", paperDocument},
		{"tabs", func(r *maker.Report) *schema.Document { return textDocument(r.Text(maker.Tabs)) }},
		{"lines", func(r *maker.Report) *schema.Document { return textDocument(r.Text(maker.CellLines)) }},
		{"detached", func(r *maker.Report) *schema.Document { return textDocument(r.Text(maker.Detached)) }},
	} {
		b.Run(layout.name, func(b *testing.B) {
			var docs []*schema.Document
			for _, r := range reports {
				docs = append(docs, layout.make(r))
			}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				Report(docs[n%len(docs)], Source{Name: "年报.docx", Folders: []string{"滑县"}}, names)
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// BenchmarkNames looks units up in rosters of a county and of the country.
func BenchmarkNames(b *testing.B) {
	for _, n := range []int{23, 40_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			units := maker.Counties(n, "names")
			names := NewNames(&schema.Roster{Units: units})
			title := plain(units[n/2].ParentName + units[n/2].Name + "人民政府2023年政府信息公开工作年度报告")
			b.ReportAllocs()
			for b.Loop() {
				names.inTitle(title)
			}
		})
	}
}
