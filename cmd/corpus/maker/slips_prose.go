package maker

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// textRules says which rule watches a metric, and where it points.
var textRules = map[string]struct{ rule, cell string }{
	"requests.none":        {"text.none", "t3.received.total"},
	"requests.received":    {"text.requests", "t3.received.total"},
	"requests.carried_in":  {"text.requests", "t3.carried_in.total"},
	"requests.answered":    {"text.requests", "t3.answered.total"},
	"requests.carried_out": {"text.requests", "t3.carried_out.total"},
	"reviews.total":        {"text.proceedings", "t4.review.total"},
	"suits.total":          {"text.proceedings", "t4.suit_direct.total"},
	"proceedings.none":     {"text.proceedings", "t4.review.total"},
	"proceedings.total":    {"text.proceedings", "t4.review.total"},
	"norms.issued":         {"text.norms", "t2.normative_documents.issued"},
	"norms.repealed":       {"text.norms", "t2.normative_documents.repealed"},
	"norms.in_force":       {"text.norms", "t2.normative_documents.in_force"},
	"licensing.decisions":  {"text.norms", "t2.licensing.decisions"},
	"penalties.decisions":  {"text.norms", "t2.penalties.decisions"},
}

// contradictions lists the numbers of the prose that the tables deny. A cell
// that is no number denies nothing.
func (r *Report) contradictions() []Slip {
	var out []Slip
	for _, c := range r.Truth().Claims {
		watch, watched := textRules[c.Metric]
		if watched && r.known(c.Metric) && c.Value != r.stated(c.Metric) {
			out = append(out, Slip{Follows, watch.rule, cell(watch.cell)})
		}
	}
	return out
}

// stated is what the tables say of a metric.
func (r *Report) stated(metric string) (sum schema.Decimal) {
	for _, code := range metricCells[metric] {
		sum += r.Cells[cell(code)].Value
	}
	return sum
}

func (r *Report) known(metric string) bool {
	for _, code := range metricCells[metric] {
		if r.Cells[cell(code)].State != schema.Number {
			return false
		}
	}
	return true
}

// find returns the paragraph and index of the first claim of a metric that is
// said in digits or characters.
func (h *hand) find(metric string) (*Paragraph, int) {
	for s := range h.Sections {
		for i := range h.Sections[s].Paragraphs {
			p := &h.Sections[s].Paragraphs[i]
			for k, c := range p.Claims {
				if c.Metric == metric && !c.Ambiguous && c.spelled(p.Text) != "" {
					return p, k
				}
			}
		}
	}
	return nil, 0
}

// spelled is how the claim's number is printed in the text, "" if it is not.
func (c Claim) spelled(text string) string {
	rest := string([]rune(text)[c.Offset:])
	n := int(c.Value / schema.DecimalOf(1))
	for _, s := range []string{strconv.Itoa(n), chineseNumber(n)} {
		if s != "" && strings.HasPrefix(rest, s) {
			return s
		}
	}
	return ""
}

func chineseNumber(n int) string {
	if n < 1 || n > 99 {
		return ""
	}
	return chinese(n)
}

// restate changes the number of a claim, and the offsets of those behind it.
func (p *Paragraph) restate(k int, n int64) {
	old := p.Claims[k].spelled(p.Text)
	s := strconv.FormatInt(n, 10)
	rs := []rune(p.Text)
	at := p.Claims[k].Offset
	p.Text = string(rs[:at]) + s + string(rs[at+utf8.RuneCountInString(old):])
	p.Claims[k].Value = schema.DecimalOf(n)
	shift := len(s) - utf8.RuneCountInString(old)
	for i := k + 1; i < len(p.Claims); i++ {
		if p.Claims[i].Offset > at {
			p.Claims[i].Offset += shift
		}
	}
}

func slipTextNone(h *hand) bool {
	p, _ := h.find("requests.received")
	if p == nil || h.metric("requests.received") == 0 {
		return false
	}
	w := h.writer("slip none")
	w.say("（二）依申请公开情况。").say(noRequests[0])
	*p = w.paragraph()
	h.cell = cell("t3.received.total")
	return true
}

func slipTextNumber(h *hand) bool {
	metric := pick(h.d, []string{"requests.received", "requests.answered"})
	p, k := h.find(metric)
	if p == nil {
		return false
	}
	p.restate(k, h.metric(metric)+int64(h.d.between(1, 7)))
	h.cell = cell(textRules[metric].cell)
	return true
}

func slipTextProceedings(h *hand) bool {
	for _, metric := range []string{"reviews.total", "proceedings.total"} {
		if p, k := h.find(metric); p != nil {
			p.restate(k, h.metric(metric)+int64(h.d.between(1, 4)))
			h.cell = cell("t4.review.total")
			return true
		}
	}
	return false
}

// slipTextParts says an enumerated sum whose parts add up to something else.
func slipTextParts(h *hand) bool {
	w := h.writer("slip parts")
	total := h.metric("disclosed.total") + int64(h.d.between(3, 30))
	h.numbers["disclosed.total"] = total
	w.say("全年共主动公开政府信息{disclosed.total}条，其中门户网站{disclosed.website}条，微信公众号{disclosed.wechat}条，公示栏{disclosed.board}条。")
	h.Sections[0].Paragraphs = append(h.Sections[0].Paragraphs, w.paragraph())
	return true
}

func slipTitleYear(h *hand) bool {
	old, wrong := strconv.Itoa(h.Year), strconv.Itoa(h.Year-1)
	for i, line := range h.Title {
		if strings.Contains(line, old) {
			h.Title[i] = strings.Replace(line, old, wrong, 1)
			return true
		}
	}
	return false
}

// reopen prints a period of its own before section one.
func (h *hand) reopen(period string) {
	h.Opening = []Paragraph{{Text: "根据《中华人民共和国政府信息公开条例》规定，编制本报告。" + period}}
}

func slipPeriod(h *hand) bool {
	h.reopen(fmt.Sprintf("本报告所列数据的统计期限自%d年1月1日起至%d年12月30日止。", h.Year, h.Year))
	return true
}

func slipPeriodYear(h *hand) bool {
	h.reopen(fmt.Sprintf("本报告所列数据的统计期限自%d年1月1日起至%d年12月31日止。", h.Year-1, h.Year-1))
	h.also = []string{"time.period"}
	return true
}

// slipLate dates the report after the day on which it is due.
func slipLate(h *hand) bool {
	day := h.d.between(5, 25)
	h.received = fmt.Sprintf("%d-02-%02d", h.Year+1, day)
	h.Closing = []string{government(h.Unit), fmt.Sprintf("%d年2月%d日", h.Year+1, day)}
	return true
}

func slipStale(h *hand) bool {
	if h.Year < 2021 {
		return false
	}
	h.Opening = append(h.Opening, Paragraph{Text: "本报告按照《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）要求的格式编制。"})
	return true
}

func slipLeftover(h *hand) bool {
	s := h.d.between(1, 3)
	h.Sections[s].Paragraphs = append(h.Sections[s].Paragraphs, Paragraph{Text: pick(h.d, []string{"（该部分以表格形式报告，表格如下：）", "该部分以表格形式报告", "表格如下：", "详见（具体网址）", "××镇（街道）"})})
	return true
}

func slipDoubled(h *hand) bool {
	s := &h.Sections[h.d.n(6)]
	s.Doubled = s.Heading != "" && !s.Missing
	return s.Doubled
}

func slipMissingSection(h *hand) bool {
	h.Sections[pick(h.d, []int{4, 5})].Missing = true
	return true
}

func slipMissingTable(h *hand) bool {
	s := h.d.between(1, 3)
	h.Sections[s].NoTable = true
	for i := range h.Cells {
		if schema.Cells[i].Table == schema.FormTable(s) {
			h.Cells[i] = Figure{}
		}
	}
	return true
}

func slipSectionFive(h *hand) bool {
	h.Sections[4].Paragraphs = []Paragraph{{Text: pick(h.d, []string{"无", "无。", "暂无问题。"})}}
	return !h.Sections[4].Missing
}

func slipSectionSix(h *hand) bool {
	h.Sections[5].Paragraphs = []Paragraph{{Text: pick(h.d, []string{"无其他需要报告的事项。", "无。"})}}
	return !h.Sections[5].Missing
}

func slipOtherName(h *hand) bool {
	if h.near.Other == nil || h.near.Other.Unit.Name == h.Unit.Name {
		return false
	}
	ps := h.Sections[0].Paragraphs
	ps[len(ps)-1].Text += h.near.Other.Unit.Name + "将继续加强政务公开工作的监督检查。"
	return true
}

func slipOwnKind(h *hand) bool {
	other := map[schema.UnitKind]string{schema.Township: "镇", schema.Town: "乡"}[h.Unit.Kind]
	if other == "" {
		return false
	}
	ps := h.Sections[0].Paragraphs
	ps[len(ps)-1].Text += "本" + other + "将按照上级要求，不断提高政务公开工作水平。"
	return true
}

// slipCopied takes over another unit's section five, only naming itself.
func slipCopied(h *hand) bool {
	o := h.near.Other
	if o == nil || o.Sections[4].Missing || h.Sections[4].Missing {
		return false
	}
	h.Sections[4].Paragraphs = adopt(o, h.Report)
	return true
}

func slipCopiedLast(h *hand) bool {
	if l := h.near.Last; l == nil || l.Sections[4].Missing || h.Sections[4].Missing {
		return false
	}
	h.Sections[4].Paragraphs = adopt(h.near.Last, h.Report)
	return true
}

// adopt is section five of another report in the mouth of this one.
func adopt(from, to *Report) []Paragraph {
	theirs, ours := from.words(), to.words()
	swap := strings.NewReplacer(theirs["self"], ours["self"], theirs["all"], ours["all"], theirs["unit"], ours["unit"],
		theirs["year"]+"年", ours["year"]+"年", theirs["next"]+"年", ours["next"]+"年")
	var out []Paragraph
	for _, p := range from.Sections[4].Paragraphs {
		out = append(out, Paragraph{Text: swap.Replace(p.Text)})
	}
	return out
}
