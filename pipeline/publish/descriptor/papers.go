package descriptor

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/lists"
	"huizong/schema"
)

// A list is one kind of CSV file in summary/, one file a year or one for all.
type list struct {
	begins, name, title string // begins: what the file names begin with
	head                func(io.Writer) error
	tables              []*schema.PublishedTable // whose columns it shows under their labels
	whole, amounts      []string                 // headings of other columns that hold numbers
}

func byYear(write func(io.Writer, *facts.Facts, int) error) func(io.Writer) error {
	return func(w io.Writer) error { return write(w, &facts.Facts{}, 0) }
}

func once(write func(io.Writer, *facts.Facts) error) func(io.Writer) error {
	return func(w io.Writer) error { return write(w, &facts.Facts{}) }
}

var csvLists = []list{
	{"合计", "csv-totals", "各年合计", byYear(lists.Totals), []*schema.PublishedTable{schema.TotalsTable}, nil, nil},
	{"报送情况", "csv-status", "报送情况", byYear(lists.Status), []*schema.PublishedTable{schema.ReportsTable}, []string{"强制问题", "核实问题", "提示问题", "已读数字个数"}, nil},
	{"户数变动", "csv-movements", "户数变动", byYear(lists.Movements), nil, nil, []string{"上年新收申请", "本年新收申请"}},
	{"问题清单", "csv-findings", "问题清单", once(lists.Findings), []*schema.PublishedTable{schema.FindingsTable}, nil, nil},
	{"文件清单", "csv-submissions", "文件清单", once(lists.Submissions), []*schema.PublishedTable{schema.SubmissionsTable}, nil, nil},
}

// papers describes the CSV files. One that csvLists does not know is named and
// located, without a schema.
func papers(files []File) []resource {
	var out []resource
	known := map[string]bool{}
	for i := range csvLists {
		l := &csvLists[i]
		var of []File
		for _, f := range files {
			if isCSV(f.Path) && strings.HasPrefix(path.Base(f.Path), l.begins) {
				of = append(of, f)
				known[f.Path] = true
			}
		}
		if len(of) > 0 {
			out = append(out, csvResource(l.name, l.title, l.schema(), of))
		}
	}
	for _, f := range files {
		if isCSV(f.Path) && !known[f.Path] {
			title := strings.TrimSuffix(path.Base(f.Path), ".csv")
			out = append(out, csvResource(fmt.Sprintf("csv-%d", len(out)+1), title, nil, []File{f}))
		}
	}
	return out
}

func isCSV(path string) bool {
	return strings.HasPrefix(path, "summary/") && strings.HasSuffix(path, ".csv")
}

func csvResource(name, title string, s *table, files []File) resource {
	r := resource{
		Name: name, Type: "table", Title: title, Format: "csv", Mediatype: "text/csv", Encoding: "utf-8", Schema: s,
		Description: "供电子表格双击打开：UTF-8 带 BOM，会被当作公式的单元格前加撇号；分析请用 Parquet。\n" +
			"For spreadsheets: UTF-8 with a byte order mark, an apostrophe before what would run as a formula; analyse the Parquet instead.",
	}
	r.take(files, false)
	return r
}

// schema is made from the heading that the list itself writes; a column that
// has the label of a published one has its type.
func (l *list) schema() *table {
	var b bytes.Buffer
	if err := l.head(&b); err != nil {
		return nil // a buffer takes everything
	}
	heading, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\uFEFF")))).Read()
	if err != nil {
		return nil
	}
	s := &table{}
	for _, h := range heading {
		s.Fields = append(s.Fields, l.field(h))
	}
	return s
}

func (l *list) field(heading string) field {
	f := field{Name: heading, Type: "string"}
	switch {
	case slices.Contains(l.whole, heading):
		f.Type = "integer"
	case slices.Contains(l.amounts, heading):
		f.Type = "number"
	}
	for _, t := range l.tables {
		for i := range t.Columns {
			if c := &t.Columns[i]; c.Label == heading {
				f.Type = columnTypes[c.Type].standard
			}
		}
	}
	if f.Type == "boolean" {
		f.TrueValues, f.FalseValues = []string{"是"}, []string{"否"}
	}
	return f
}
