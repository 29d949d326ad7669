package letters

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/word"
	"huizong/schema"
)

// mostLines keeps a return letter at two pages of A4, in lines of its table;
// the rest is counted.
const mostLines = 46

// shown is how many findings fit: each takes as many lines as its longest cell.
func shown(rows [][]word.Cell) int {
	lines := 0
	for n, row := range rows {
		most := 1
		for i, width := range []int{4, 6, 22, 36, 15} { // characters of half width that a column takes
			most = max(most, linesOf(row[i].Text, width))
		}
		if lines += most; lines > mostLines {
			return max(n, 1)
		}
	}
	return len(rows)
}

// linesOf counts the lines of a text in a column; a Chinese character is two wide.
func linesOf(text string, width int) int {
	n := 0
	for part := range strings.SplitSeq(text, "\n") {
		w := 0
		for _, r := range part {
			if w++; r > 0x2e80 {
				w++
			}
		}
		n += max(1, (w+width-1)/width)
	}
	return n
}

// returned is the return letter: what is wrong, where, the numbers, what is
// asked, until when.
func returned(f *facts.Facts, u *schema.Unit, year int, r *facts.Filing, open []schema.Finding) *word.Document {
	d := &word.Document{Title: fmt.Sprintf("关于请%s核实%s的函", u.Name, reportName(year)), Footer: office(f)}
	d.Paragraph(word.Heading0, fmt.Sprintf("关于请核实%d年政府信息公开工作\n年度报告的函", year))
	d.Paragraph(word.Style{Font: word.FangSong, Points: 16, Align: "left", Before: 12}, u.Name+"：")
	must, explain := count(open)
	d.Paragraph(word.Body, fmt.Sprintf("你单位报送的%s（文件：%s）已收到。经核对，发现%s，详见下表。", reportName(year), baseName(r.File), howMany(must, explain)))
	d.Paragraph(word.Body, "请对照原始台账逐项核实：确有差错的，更正后重新报送全文；数据无误的，书面说明原因。请于收到本函之日起5个工作日内完成。报告中的数字以你单位核实后的报送为准，我们不代为修改。")
	rows := [][]word.Cell{head("序号", "等级", "位置", "问题与数字", "请核实")}
	for i, x := range open {
		rows = append(rows, findingRow(f, i+1, &x))
	}
	fit := shown(rows[1:])
	d.Table(word.Table{Widths: []int{10, 13, 42, 66, 29}, Header: 1, Rows: rows[:1+fit], Keep: true})
	if rest := len(open) - fit; rest > 0 {
		small := word.Small
		small.Keep = true
		d.Paragraph(small, fmt.Sprintf("另有 %d 项本函未逐项列出：%s。详细清单可向我们索取。", rest, byRule(f, open[fit:])))
	}
	closing(d, f)
	return d
}

// byRule counts findings by what must hold.
func byRule(f *facts.Facts, open []schema.Finding) string {
	count := map[string]int{}
	var parts []string
	for i := range open {
		count[open[i].Rule]++
	}
	for _, r := range f.Rules {
		if n := count[r.ID]; n > 0 {
			parts = append(parts, fmt.Sprintf("“%s” %d 项", r.Title, n))
		}
	}
	return strings.Join(parts, "，")
}

func count(open []schema.Finding) (must, explain int) {
	for i := range open {
		if open[i].Severity == schema.Must {
			must++
		} else {
			explain++
		}
	}
	return must, explain
}

func howMany(must, explain int) string {
	var parts []string
	if must > 0 {
		parts = append(parts, fmt.Sprintf("必须更正的问题 %d 项", must))
	}
	if explain > 0 {
		parts = append(parts, fmt.Sprintf("需要核实或说明的问题 %d 项", explain))
	}
	return strings.Join(parts, "、")
}

var (
	cellStyle = word.Style{Font: word.FangSong, Points: 10, Align: "left"}
	centred   = word.Style{Font: word.FangSong, Points: 10, Align: "center"}
)

func head(labels ...string) []word.Cell {
	var row []word.Cell
	for _, l := range labels {
		row = append(row, word.Cell{Text: l, Style: word.Style{Font: word.Hei, Points: 10, Align: "center"}, Shade: "EDEDED"})
	}
	return row
}

func findingRow(f *facts.Facts, n int, x *schema.Finding) []word.Cell {
	what := x.Message
	if x.Cell != schema.NoCell { // the place stands beside it
		label := schema.Cells[x.Cell].Label() + "："
		what = strings.TrimPrefix(strings.TrimPrefix(what, tableName(x.Cell)+" › "), label)
	}
	if x.Formula != "" && !strings.Contains(what, x.Formula) {
		what += "\n" + x.Formula
	}
	if n := len(f.Children(x.ID())); n > 0 {
		what += fmt.Sprintf("\n（同一原因的另 %d 处问题，更正后应一并消除）", n)
	}
	if x.Explained != "" {
		what += "\n（已收到说明：" + x.Explained + "）"
	}
	ask := x.Suggestion
	if ask == "" {
		switch {
		case x.Rule == "cell.unread":
			ask = "这几格我们没有读准，请告知数字"
		case x.Severity == schema.Must:
			ask = "请更正"
		default:
			ask = "请更正或说明"
		}
	}
	level := word.Cell{Text: x.Severity.Label(), Style: centred}
	if x.Severity == schema.Must {
		level.Runs = []word.Run{{Text: x.Severity.Label(), Bold: true, Color: "C00000"}}
	}
	return []word.Cell{
		{Text: fmt.Sprint(n), Style: centred}, level,
		{Text: where(x), Style: cellStyle}, {Text: what, Style: cellStyle}, {Text: ask, Style: cellStyle},
	}
}

// where names table, row and column by their printed labels, and the place in
// the file.
func where(x *schema.Finding) string {
	var lines []string
	if x.Cell != schema.NoCell {
		lines = append(lines, tableName(x.Cell)+" › "+shortened(schema.Cells[x.Cell].Label()))
	}
	at := x.Place
	at.File = ""
	if s := at.String(); s != "" {
		lines = append(lines, "文件中："+s)
	}
	if len(lines) == 0 {
		return "全文"
	}
	return strings.Join(lines, "\n")
}

func tableName(id schema.CellID) string {
	return [...]string{"", "表二（主动公开）", "表三（依申请公开）", "表四（复议诉讼）"}[schema.Cells[id].Table]
}

// shortened leaves out the explanations in brackets of the long row labels.
func shortened(label string) string {
	if before, after, ok := strings.Cut(label, "（区分处理"); ok {
		_, after, _ = strings.Cut(after, "）")
		return before + after
	}
	if utf8.RuneCountInString(label) > 60 {
		return strings.Replace(label, "、行政机关不再处理其政府信息公开申请", "……", 1)
	}
	return label
}

func baseName(path string) string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '›' })
	if len(parts) == 0 {
		return path
	}
	return strings.TrimSpace(parts[len(parts)-1])
}
