package recognize

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"huizong/schema"
)

// TestHugeDocuments makes sure that no document, however it was made, costs
// more than a little for each of its lines and cells.
func TestHugeDocuments(t *testing.T) {
	const n = 50_000
	repeat := func(text string) *schema.Document {
		doc := &schema.Document{}
		for i := range n {
			doc.Blocks = append(doc.Blocks, schema.Paragraph(text, schema.Place{Line: i + 1}))
		}
		return doc
	}
	table := func(rows, columns, span int, text func(r, c int) string) *schema.Document {
		t := &schema.Table{Rows: rows, Columns: columns}
		for r := range rows {
			for c := range columns {
				t.Cells = append(t.Cells, schema.Cell{Row: r, Column: c, RowSpan: span, ColumnSpan: 1, Text: text(r, c)})
			}
		}
		return &schema.Document{Blocks: []schema.Block{{Table: t}}}
	}
	constant := func(s string) func(int, int) string { return func(int, int) string { return s } }
	for name, doc := range map[string]*schema.Document{
		"one label again and again":    repeat("规章"),
		"a whole label of table three": repeat("（七）总计"),
		"labels with values":           repeat("1.属于国家秘密 0 0 0 0 0 0 0"),
		"a header word":                repeat("法人或其他组织"),
		"header words on one line":     repeat("自然人 商业企业 其他 总计 法人或其他组织 商业企业"),
		"a heading":                    repeat("二、主动公开政府信息情况"),
		"a title":                      repeat("x镇2023年政府信息公开工作年度报告"),
		"values":                       repeat("0"),
		"foreign labels with values":   repeat("某某事项之说明情况 1 2 3 4 5 6 7"),
		"outcomes":                     repeat("结果维持 结果纠正 未经复议直接起诉"),
		"dates":                        repeat("2024年1月20日"),
		"a paragraph of many lines":    {Blocks: []schema.Block{schema.Paragraph(strings.Repeat("文\n", n), schema.Place{Line: 1})}},
		"a line of many brackets":      {Blocks: []schema.Block{schema.Paragraph("一、总体情况", schema.Place{}), schema.Paragraph(strings.Repeat("(一)", n), schema.Place{})}},
		"a line of many words":         {Blocks: []schema.Block{schema.Paragraph("规章 0 0 0\n行政许可 0\n"+strings.Repeat("规章1 ", n), schema.Place{})}},
		"a line of many values":        {Blocks: []schema.Block{schema.Paragraph("行政许可 0\n行政处罚 1\n"+strings.Repeat("0 ", n), schema.Place{})}},
		"a line of header words":       {Blocks: []schema.Block{schema.Paragraph(strings.Repeat("法人或其他组织 商业企业 ", n), schema.Place{})}},
		"rows of another table below": table(n/5, 5, 1, func(r, c int) string {
			return []string{"行政许可", "本年处理决定数量", "某某事项之说明情况", "5", "规章"}[(min(r, 3)+c)%5]
		}),
		"tall cells":                     table(n/20, 20, 1<<20, constant("0")),
		"tall labels":                    table(n/20, 20, 1<<20, constant("1.属于国家秘密")),
		"one row of many blanks":         table(1, n, 1, constant("")),
		"one row of many labels":         table(1, n, 1, constant("规章")),
		"rows of labels in many columns": table(500, 200, 1, func(r, c int) string { return map[bool]string{true: "1.属于国家秘密", false: "0"}[c == r%200] }),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			recognized(doc)
			if d := time.Since(start); d > 6*time.Second {
				t.Errorf("took %s", d)
			} else {
				t.Log(d)
			}
		})
	}
}

// FuzzDocument makes documents of scraps of reports and of noise: recognizing
// one never panics, and what it says can be trusted: a number's text is a
// number, a finding has words, a year is a year.
func FuzzDocument(f *testing.F) {
	f.Add("一、总体情况\n第二十条第（一）项\t\t\n规章\t0\t0\t0", byte(0))
	f.Add("一、本年新收政府信息公开申请数量 1 2 3 4 5 6 7\n（一）予以公开\n1\n2\n3", byte(1))
	f.Add("行政复议|||||行政诉讼\n1|2|3|4|5|6|7|8|9|10|11|12|13|14|15", byte(2))
	f.Add("自然人 法人或其他组织 总计 商业企业\n三、本年度办理结\n0 0 0 0 0 0 0\n果（一）予以公开", byte(3))
	f.Add("x镇二〇二三年政府信息公开工作年度报告\n2024年1月2日", byte(4))
	names := NewNames(testRoster)
	f.Fuzz(func(t *testing.T, text string, shape byte) {
		if len(text) > 1<<16 {
			return
		}
		doc := textDocument(text)
		if shape&1 != 0 {
			for i := range doc.Blocks {
				if doc.Blocks[i].Table != nil {
					reshape(doc.Blocks[i].Table, int(shape>>1))
				}
			}
		}
		r := Report(doc, Source{Name: text, Folders: strings.Split(text, "\n")}, names)
		var met patterns
		teach(&met, doc, rand.New(rand.NewPCG(uint64(shape), 0)))
		compare(t, "taught", &met, doc)
		for i := range r.Cells {
			c := &r.Cells[i]
			if got := parse(c.Raw); c.State == schema.Number && (got.state != schema.Number || got.value != c.Value) {
				t.Errorf("%s: number %s of %q", schema.Cells[i].Code, c.Value, c.Raw)
			}
			if c.State == schema.Absent && c.Raw != "" {
				t.Errorf("%s: absent, yet %q", schema.Cells[i].Code, c.Raw)
			}
		}
		for _, finding := range r.Findings {
			if finding.Rule == "" || finding.Message == "" || finding.MessageEN == "" || finding.Detail == "" {
				t.Errorf("finding %+v", finding)
			}
		}
		if r.Year != 0 && (r.Year < firstYear || r.Year > lastYear) {
			t.Errorf("year %d", r.Year)
		}
		IsReport(r)
	})
}

// reshape makes a true grid of a loose one and gives its cells spans.
func reshape(t *schema.Table, seed int) {
	t.Loose = false
	for i := range t.Cells {
		if (i+seed)%7 == 0 {
			t.Cells[i].RowSpan = 1 + (i+seed)%4
		}
		if (i+seed)%5 == 0 {
			t.Cells[i].ColumnSpan = 1 + seed%3
		}
		if (i+seed)%11 == 0 {
			t.Cells[i].Inner = []schema.Block{schema.Paragraph(t.Cells[i].Text, schema.Place{}), {Table: &schema.Table{Rows: 1, Columns: 1, Cells: []schema.Cell{{Text: fmt.Sprint(seed)}}}}}
		}
	}
}
