package letters

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/word"
	"huizong/schema"
)

// chase is the notice to a unit that has not filed, one of those missing of
// those that owe a report.
func chase(f *facts.Facts, u *schema.Unit, year, owing, missing int) *word.Document {
	d := &word.Document{Title: fmt.Sprintf("关于催报%s的通知", reportName(year)), Footer: office(f)}
	d.Paragraph(word.Heading0, fmt.Sprintf("关于催报%d年政府信息公开工作\n年度报告的通知", year))
	d.Paragraph(word.Style{Font: word.FangSong, Points: 16, Align: "left", Before: 12}, u.Name+"：")
	deadline := ""
	if due := f.Deadline[year]; due != "" {
		deadline = "报送截止日为" + chinese(due) + "。"
	}
	d.Paragraph(word.Body, fmt.Sprintf("根据《中华人民共和国政府信息公开条例》第四十九条、第五十条，各乡镇人民政府、街道办事处应当按时报送上一年度政府信息公开工作年度报告。%s截至目前，尚未收到你单位的%s。", deadline, reportName(year)))
	d.Paragraph(word.Body, "请尽快按规定格式（国办公开办函〔2021〕30号）编制报告：六个部分齐全，三张表逐格填写，没有发生的填“0”，不留空、不填“/”或“无”。如已报送，请与我们联系核对收件情况。")
	if missing > 1 {
		d.Paragraph(word.Body, fmt.Sprintf("目前全%s应报 %d 个单位，已报 %d 个，未报 %d 个。", level(f.Area.Level), owing, owing-missing, missing))
	}
	closing(d, f)
	return d
}

func level(l string) string {
	switch l {
	case "city":
		return "市"
	case "province":
		return "省"
	case "all":
		return "部"
	}
	return "县（区）"
}

// receipt confirms what was taken from the accepted report of a year, of which
// findings are open.
func receipt(f *facts.Facts, u *schema.Unit, year int, r *facts.Filing, open []schema.Finding) *word.Document {
	d := &word.Document{Title: "收件回执", Footer: office(f)}
	d.Paragraph(word.Heading0, "收件回执")
	d.Paragraph(word.Style{Font: word.FangSong, Points: 16, Align: "left", Before: 12}, u.Name+"：")
	d.Paragraph(word.Body, fmt.Sprintf("你单位的%s已收到并采用。", reportName(year)))
	label := word.Style{Font: word.Hei, Points: 12, Align: "left"}
	value := word.Style{Font: word.FangSong, Points: 12, Align: "left"}
	row := func(name, text string) []word.Cell {
		return []word.Cell{{Text: name, Style: label, Shade: "F5F5F5"}, {Text: text, Style: value}}
	}
	rows := [][]word.Cell{
		row("单位", u.Name+"（"+u.Code+"）"), row("报告年度", fmt.Sprint(year)), row("文件", r.File),
	}
	if s := f.Submission(r.Submission); s != nil {
		rows = append(rows, row("文件指纹（SHA-256）", s.SHA256))
	}
	rows = append(rows, row("表样版本", editionName(r.Edition)),
		row("表格", fmt.Sprintf("应有 %d 格：读到数字 %d 格，空白 %d 格，其他 %d 格", r.Cells, r.Numbers, r.Blanks, r.Cells-r.Numbers-r.Blanks)))
	must, explain := count(open)
	state := "没有需要更正或说明的问题。"
	if must+explain > 0 {
		state = howMany(must, explain) + "，另函告知。"
	}
	rows = append(rows, row("核对情况", state))
	d.Table(word.Table{Widths: []int{45, 115}, Rows: rows, Height: 24})
	closing(d, f)
	return d
}

func editionName(e schema.Edition) string {
	switch e {
	case schema.Edition2019:
		return "2019年试行格式（国办公开办函〔2019〕60号）"
	case schema.Edition2021:
		return "2021年格式（国办公开办函〔2021〕30号）"
	case schema.Hybrid:
		return "混用：2021年格式，其中（六）其他处理为2019年的一行"
	}
	return "不能确定"
}

// A call is one unit of the first-call list and how much hangs on it.
type call struct {
	unit          schema.Unit
	missing       bool
	must, explain int
	moved         schema.Decimal // by how much its failed sums differ, all together
	last          schema.Decimal // what it reported last year as received requests
	known         bool           // last was read
}

// callList ranks units: those missing first, by what they reported last year;
// then those whose failed sums move the totals most.
func callList(f *facts.Facts, year int) *word.Document {
	d := &word.Document{Title: "先联系名单", Footer: office(f)}
	d.Paragraph(word.Heading0, fmt.Sprintf("%d年度先联系名单", year))
	calls := ranked(f, year)
	d.Paragraph(word.Style{Font: word.FangSong, Points: 12, Align: "left", Before: 6},
		fmt.Sprintf("应报 %d 个单位，已报 %d 个，未报 %d 个；有待核实问题的 %d 个。先列未报单位（按上年新收申请数），再列已报单位（按勾稽差额合计，即其差错可能使合计变动的幅度）。",
			len(f.Owing(year)), len(f.Owing(year))-len(f.Missing(year)), len(f.Missing(year)), len(calls)-len(f.Missing(year))))
	if len(calls) == 0 {
		d.Paragraph(word.Body, "全部单位已报送，没有待核实的问题。")
		return d
	}
	rows := [][]word.Cell{head("顺序", "单位", "代码", "情况", "强制", "核实", "差额合计", "上年新收")}
	for i, c := range calls {
		state, must, explain, moved, last := "已报，待核实", fmt.Sprint(c.must), fmt.Sprint(c.explain), c.moved.String(), ""
		if c.known {
			last = c.last.String()
		}
		if c.missing {
			state, must, explain, moved = "未报送", "", "", ""
		}
		rows = append(rows, []word.Cell{{Text: fmt.Sprint(i + 1), Style: centred}, {Text: c.unit.Name, Style: cellStyle}, {Text: c.unit.Code, Style: centred},
			{Text: state, Style: centred}, {Text: must, Style: centred}, {Text: explain, Style: centred}, {Text: moved, Style: centred}, {Text: last, Style: centred}})
	}
	d.Table(word.Table{Widths: []int{12, 40, 26, 26, 13, 13, 18, 18}, Header: 1, Rows: rows})
	return d
}

func ranked(f *facts.Facts, year int) []call {
	received, _ := schema.CellByCode("t3.received.total")
	var calls []call
	for _, u := range f.Owing(year) {
		c := call{unit: u, missing: !f.Filed(u.Code, year)}
		open := asked(f, u.Code, year)
		if !c.missing && len(open) == 0 {
			continue
		}
		if last := f.Report(u.Code, year-1); last != nil {
			c.last, c.known = last.Cells[received].Known()
		}
		c.must, c.explain = count(open)
		for i := range open {
			c.moved += moves(f, &open[i])
		}
		calls = append(calls, c)
	}
	slices.SortStableFunc(calls, func(a, b call) int {
		if a.missing != b.missing {
			if a.missing {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.moved, a.moved)*zeroIf(a.missing), cmp.Compare(b.must, a.must), cmp.Compare(b.explain, a.explain), cmp.Compare(b.last, a.last))
	})
	return calls
}

// moves is by how much a finding may move a total: what its sides differ by, or
// what a cell without a number would be. A slip moves at least as much as the
// largest failure under it.
func moves(f *facts.Facts, x *schema.Finding) schema.Decimal {
	var most schema.Decimal
	switch diff := x.Difference(); {
	case diff != nil:
		most = max(*diff, -*diff)
	case x.Right != nil && (x.Rule == "cell.inferred" || strings.HasPrefix(x.Rule, "slip.")):
		most = *x.Right // nothing is printed there
	}
	for _, child := range f.Children(x.ID()) {
		most = max(most, moves(f, child))
	}
	return most
}

func zeroIf(b bool) int {
	if b {
		return 0
	}
	return 1
}
