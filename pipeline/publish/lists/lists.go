// Package lists writes the CSV files that open in Excel and WPS by a double
// click: UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet
// would take for a formula.
package lists

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

// A writer writes rows and keeps the first error.
type writer struct {
	csv *csv.Writer
	err error
}

func newWriter(w io.Writer) *writer {
	out := &writer{}
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		out.err = err
	}
	out.csv = csv.NewWriter(w)
	out.csv.UseCRLF = true
	return out
}

func (w *writer) row(cells ...string) {
	if w.err != nil {
		return
	}
	for i, c := range cells {
		cells[i] = harmless(c)
	}
	w.err = w.csv.Write(cells)
}

func (w *writer) close() error {
	w.csv.Flush()
	if w.err == nil {
		w.err = w.csv.Error()
	}
	return w.err
}

// harmless puts an apostrophe before what a spreadsheet would run; a Chinese one
// takes the wide signs, too. Numbers with a sign stay numbers.
func harmless(s string) string {
	if s == "" || strings.IndexAny(s, "=+-@＝＋－＠\t\r\n") != 0 {
		return s
	}
	if _, err := schema.ParseDecimal(s); err == nil {
		return s
	}
	return "'" + s
}

// Totals writes the totals of one year, every area, in form order. Incomplete
// totals say so in words beside the plain number.
func Totals(out io.Writer, f *facts.Facts, year int) error {
	w := newWriter(out)
	w.row("地区代码", "地区名称", "报告年度", "指标代码", "表", "行", "列", "计量单位", "合计", "是否完整", "应报单位数", "已报单位数", "计入单位数", "分项合计", "总计与分项之差", "上年合计", "比上年增减", "说明")
	for t := range f.Totals.All() {
		if t.ReportYear != year {
			continue
		}
		c := &schema.Cells[t.Cell]
		w.row(t.Area.Code, t.Area.Name, strconv.Itoa(year), c.Code, c.Table.String(), rowLabel(c), c.ColumnLabel, string(c.Unit),
			number(t.Sum), yes(t.Complete()), strconv.Itoa(t.Expected), strconv.Itoa(t.Reported), strconv.Itoa(t.Counted),
			number(t.Parts), number(t.PartsDifference()), number(t.LastYear), number(t.Change()), remark(&t))
	}
	return w.close()
}

func rowLabel(c *schema.FormCell) string {
	if c.Group == "" {
		return c.RowLabel
	}
	return c.Group + " " + c.RowLabel
}

// remark says in words what a total with units missing is worth.
func remark(t *schema.AreaTotal) string {
	switch {
	case t.Counted == 0:
		return "没有单位填报此项"
	case t.Complete():
		return ""
	}
	least := ""
	if t.AtLeast() {
		least = "至少 "
	}
	return least + t.Sum.String() + "（" + strconv.Itoa(t.Counted) + "/" + strconv.Itoa(t.Expected) + " 个单位）"
}

// Status writes who has filed for the year and what is open, every unit that
// owes a report, by code.
func Status(out io.Writer, f *facts.Facts, year int) error {
	w := newWriter(out)
	w.row("单位代码", "单位名称", "报告年度", "报送状态", "表样版本", "强制问题", "核实问题", "提示问题", "已读数字个数", "文件")
	for _, u := range f.Owing(year) {
		r := f.Filing(u.Code, year)
		if r == nil {
			w.row(u.Code, u.Name, strconv.Itoa(year), "未报送", "", "", "", "", "", "")
			continue
		}
		var open [3]int
		for _, x := range f.FindingsOf(u.Code, year) {
			if x.Open() {
				open[x.Severity]++
			}
		}
		w.row(u.Code, u.Name, strconv.Itoa(year), "已报送", r.Edition.String(), strconv.Itoa(open[schema.Must]), strconv.Itoa(open[schema.Explain]),
			strconv.Itoa(open[schema.NoteSeverity]), strconv.Itoa(r.Numbers), r.File)
	}
	return w.close()
}

// Movements writes which units entered, left or took over from the year before
// to the year (户数变动表), and what that moves.
func Movements(out io.Writer, f *facts.Facts, year int) error {
	w := newWriter(out)
	w.row("变动", "单位代码", "单位名称", "继承单位代码", "继承单位名称", "上年新收申请", "本年新收申请", "说明")
	names := map[string]string{}
	tookOver := map[string]bool{}
	for i := range f.Units {
		names[f.Units[i].Code] = f.Units[i].Name
		tookOver[f.Units[i].Successor] = true
	}
	was, is := 0, 0
	for i := range f.Units {
		u := &f.Units[i]
		before, now := u.Owes(year-1), u.Owes(year)
		if before {
			was++
		}
		if now {
			is++
		}
		switch {
		case before && !now && u.Successor != "":
			w.row("并入或更名", u.Code, u.Name, u.Successor, names[u.Successor], received(f, u.Code, year-1), "", fmt.Sprintf("%d 年度起由%s承续", year, names[u.Successor]))
		case before && !now:
			w.row("撤销", u.Code, u.Name, "", "", received(f, u.Code, year-1), "", fmt.Sprintf("%d 年度起不再单独报送", year))
		case !before && now && tookOver[u.Code]:
			w.row("承续", u.Code, u.Name, "", "", "", received(f, u.Code, year), fmt.Sprintf("%d 年度起报送，承续原单位", year))
		case !before && now:
			w.row("新增", u.Code, u.Name, "", "", "", received(f, u.Code, year), fmt.Sprintf("%d 年度起报送", year))
		}
	}
	w.row("合计", "", "", "", "", "", "", fmt.Sprintf("应报单位由 %d 个变为 %d 个", was, is))
	return w.close()
}

func received(f *facts.Facts, unit string, year int) string {
	r := f.Report(unit, year)
	id, ok := schema.CellByCode("t3.received.total")
	if r == nil || !ok {
		return ""
	}
	if d, known := r.Cells[id].Known(); known {
		return d.String()
	}
	return ""
}

// Findings writes every finding, in order; the last column names the one that
// explains it.
func Findings(out io.Writer, f *facts.Facts) error {
	w := newWriter(out)
	w.row("问题编号", "等级", "规则", "单位代码", "单位名称", "报告年度", "指标代码", "说明", "算式", "左边", "右边", "差额", "询问", "位置", "审核说明", "所属问题")
	for i := range f.Findings {
		x := &f.Findings[i]
		year := ""
		if x.ReportYear > 0 {
			year = strconv.Itoa(x.ReportYear)
		}
		w.row(x.ID(), x.Severity.Label(), x.Rule, x.UnitCode, x.UnitName, year, x.CellCode(), x.Message, x.Formula,
			number(x.Left), number(x.Right), number(x.Difference()), x.Suggestion, x.Place.String(), x.Explained, x.Parent)
	}
	return w.close()
}

// Submissions writes every file gathered with its verdict, in order.
func Submissions(out io.Writer, f *facts.Facts) error {
	w := newWriter(out)
	w.row("文件", "判定", "单位代码", "报告年度", "格式", "字节数", "原因")
	for i := range f.Submissions {
		s := &f.Submissions[i]
		year := ""
		if s.ReportYear > 0 {
			year = strconv.Itoa(s.ReportYear)
		}
		w.row(s.Path, VerdictLabel(s.Verdict), s.UnitCode, year, s.Format, strconv.FormatInt(s.Bytes, 10), s.Reason)
	}
	return w.close()
}

// VerdictLabel is the Chinese word for a verdict.
func VerdictLabel(v schema.Verdict) string { return verdictLabels[v] }

var verdictLabels = map[schema.Verdict]string{
	schema.Accepted: "采用", schema.Superseded: "被更新件取代", schema.Duplicate: "重复", schema.Held: "暂存待定",
	schema.Unreadable: "无法读取", schema.NotAReport: "不是报告", schema.OpenedBundle: "压缩包（已打开）",
}

func number(d *schema.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}
