package workbook

import (
	"fmt"
	"slices"
	"strings"

	"huizong/schema"
)

var (
	plain  = look{border: true, wrap: true}
	middle = look{border: true, center: true}
)

func (b *book) status(s *sheet) {
	s.widths(6, 12, 20, 10, 9, 8, 8, 8, 60)
	missing := len(b.facts.Missing(b.year))
	s.freeze(3, 3)
	s.title(fmt.Sprintf("%s%d年度报送情况", b.facts.Area.Name, b.year), 9)
	s.across(18, 9, s.text(fmt.Sprintf("应报 %d，已报 %d，未报 %d；报送截止日 %s", len(b.units), len(b.units)-missing, missing, b.facts.Deadline[b.year]), look{}))
	s.head("序号", "单位代码", "单位名称", "状态", "表样", "强制", "核实", "提示", "文件")
	for i, u := range b.units {
		r := b.facts.Filing(u.Code, b.year)
		if r == nil {
			red := look{border: true, center: true, color: "C00000", bold: true}
			s.add(0, s.numberOf(i+1), s.text(u.Code, middle), s.text(u.Name, plain), s.text("未报送", red), s.text("", middle), s.text("", middle), s.text("", middle), s.text("", middle), s.text("", plain))
			continue
		}
		open := b.open(u.Code)
		s.add(0, s.numberOf(i+1), s.text(u.Code, middle), s.text(u.Name, plain), s.text("已报送", middle), s.text(editionNames[r.Edition], middle),
			s.numberOf(open[schema.Must]), s.numberOf(open[schema.Explain]), s.numberOf(open[schema.NoteSeverity]), s.text(r.File, plain))
	}
	s.filter(3, 9, s.row)
	s.paper(true, 0, "$1:$3")
}

func (s *sheet) numberOf(n int) any {
	d := schema.DecimalOf(int64(n))
	return s.number(&d, look{border: true, center: true, format: wholeFormat})
}

// open counts the open findings of a unit by severity.
func (b *book) open(unit string) (n [3]int) {
	for _, x := range b.facts.FindingsOf(unit, b.year) {
		if x.Open() {
			n[x.Severity]++
		}
	}
	return n
}

func (b *book) years(s *sheet) {
	s.widths(b.yearWidths()...)
	s.freeze(0, 2)
	s.title(fmt.Sprintf("%s%d年度与上年比较", b.facts.Area.Name, b.year), 8)
	s.head("表", "行", "列", "本年合计", "上年合计", "增减", "计量单位", "覆盖")
	for _, id := range b.cells {
		t, c := b.total[id], &schema.Cells[id]
		number := look{border: true, format: numberFormat(id)}
		sum, last := number, number
		sum.format = totalFormat(t)
		coverage := fmt.Sprintf("%d/%d 个单位", t.Counted, t.Expected)
		if was := b.before(id); was != nil && was.Sum != nil && !was.Complete() {
			last.format = totalFormat(was)
			coverage += fmt.Sprintf("；上年 %d/%d", was.Counted, was.Expected)
		}
		s.add(0, s.text(tableTitles[c.Table], plain), s.text(rowTitle(c), plain), s.text(c.ColumnLabel, plain), s.number(t.Sum, sum), s.number(t.LastYear, last),
			s.number(t.Change(), number), s.text(string(c.Unit), middle), s.text(coverage, plain))
	}
	s.filter(2, 8, s.row)
	s.paper(true, 0, "$1:$2")
}

// before is the total of the year before, nil if there is none.
func (b *book) before(id schema.CellID) *schema.AreaTotal {
	return b.facts.Total(b.facts.Area.Code, b.year-1, id)
}

func (b *book) yearWidths() []float64 {
	w := []float64{38, 46, 18, 12, 12, 12, 10, 26}
	for _, id := range b.cells {
		w[3], w[4], w[5] = max(w[3], shownWidth(b.total[id])), max(w[4], shownWidth(b.before(id))), max(w[5], numberWidth(b.total[id].Change()))
	}
	return w
}

// concerns reports whether a finding is of the year, or of a file whose year is
// not known.
func (b *book) concerns(f *schema.Finding) bool { return f.ReportYear == b.year || f.ReportYear == 0 }

// byRule counts the findings of the year by rule.
func (b *book) byRule(s *sheet) {
	s.widths(24, 8, 46, 10, 10, 10)
	s.title(fmt.Sprintf("%s%d年度问题汇总", b.facts.Area.Name, b.year), 6)
	s.head("规则", "等级", "说明", "处数", "涉及单位", "已说明")
	type line struct {
		severity     schema.Severity
		n, explained int
		units        map[string]bool
	}
	lines := map[string]*line{}
	var ids []string
	for i := range b.facts.Findings {
		f := &b.facts.Findings[i]
		if !b.concerns(f) {
			continue
		}
		l := lines[f.Rule]
		if l == nil {
			l = &line{severity: f.Severity, units: map[string]bool{}}
			lines[f.Rule] = l
			ids = append(ids, f.Rule)
		}
		l.n++
		l.severity = max(l.severity, f.Severity)
		if f.UnitCode != "" {
			l.units[f.UnitCode] = true
		}
		if f.Explained != "" {
			l.explained++
		}
	}
	slices.SortFunc(ids, func(a, c string) int {
		if d := int(lines[c].severity) - int(lines[a].severity); d != 0 {
			return d
		}
		return strings.Compare(a, c)
	})
	for _, id := range ids {
		l := lines[id]
		s.add(0, s.text(id, plain), s.text(l.severity.Label(), middle), s.text(b.ruleTitle(id), plain), s.numberOf(l.n), s.numberOf(len(l.units)), s.numberOf(l.explained))
	}
	if len(ids) == 0 {
		s.add(0, s.text("没有问题", plain))
	}
	s.paper(false, 0, "$1:$2")
}

func (b *book) ruleTitle(id string) string {
	for i := range b.facts.Rules {
		if b.facts.Rules[i].ID == id {
			return b.facts.Rules[i].Title
		}
	}
	return ""
}

func (b *book) findings(s *sheet) {
	s.widths(16, 8, 20, 30, 52, 36, 17, 17, 17, 28, 36, 18, 18)
	s.freeze(1, 2)
	s.title(fmt.Sprintf("%s%d年度问题清单", b.facts.Area.Name, b.year), 13)
	s.head("单位", "等级", "规则", "指标", "说明", "算式", "左边", "右边", "差额", "询问", "位置", "审核说明", "问题编号")
	number := look{border: true, format: plainFormat}
	for i := range b.facts.Findings {
		f := &b.facts.Findings[i]
		if !b.concerns(f) {
			continue
		}
		label := ""
		if f.Cell != schema.NoCell {
			label = schema.Cells[f.Cell].Label()
		}
		level := middle
		if f.Severity == schema.Must {
			level.color, level.bold = "C00000", true
		}
		s.add(0, s.text(f.UnitName, plain), s.text(f.Severity.Label(), level), s.text(f.Rule, plain), s.text(label, plain), s.text(f.Message, plain), s.text(f.Formula, plain),
			s.number(f.Left, number), s.number(f.Right, number), s.number(f.Difference(), number), s.text(f.Suggestion, plain), s.text(f.Place.String(), plain), s.text(f.Explained, plain), s.text(f.ID(), plain))
	}
	s.filter(2, 13, s.row)
	s.paper(true, 0, "$1:$2")
}

func (b *book) words(s *sheet) {
	s.widths(40, 38, 50, 24, 10, 10, 8, 8)
	s.freeze(1, 2)
	s.title("指标说明", 8)
	s.head("指标代码", "表", "行", "列", "计量单位", "作用", "2019版", "2021版")
	mark := func(b bool) string {
		if b {
			return "√"
		}
		return ""
	}
	for i := range schema.Cells {
		c := &schema.Cells[i]
		s.add(0, s.text(c.Code, plain), s.text(tableTitles[c.Table], plain), s.text(rowTitle(c), plain), s.text(c.ColumnLabel, plain),
			s.text(string(c.Unit), middle), s.text(roles[c.Role], middle), s.text(mark(c.In2019), middle), s.text(mark(c.In2021), middle))
	}
	s.filter(2, 8, s.row)
	s.paper(true, 0, "$1:$2")
}

// editionNames are what the sheets call the editions.
var editionNames = map[schema.Edition]string{schema.Edition2019: "2019", schema.Edition2021: "2021", schema.Hybrid: "混用"}

var roles = map[schema.Role]string{schema.Part: "分项", schema.Total: "合计", schema.Stock: "年末数"}
