// Package draft writes the draft of the county's own annual report: the six
// official sections, the tables filled with the totals of the units, prose made
// only of facts, and marked places for what only people can write.
//
// The one thing to know: the sum over the townships is not the county's figure.
// The draft says so at every table.
package draft

import (
	"fmt"
	"io"
	"strings"

	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/official"
	"huizong/pipeline/publish/word"
	"huizong/schema"
)

// draft is one paper in the making.
type draft struct {
	*word.Document
	facts *facts.Facts
	area  schema.Area
	year  int
	total map[schema.CellID]*schema.AreaTotal
}

// Write writes the draft for the facts' area and a year.
func Write(w io.Writer, f *facts.Facts, year int) error {
	d := &draft{Document: &word.Document{Title: f.Area.Name + "政府信息公开工作年度报告（草稿）", Footer: "草稿"}, facts: f, area: f.Area, year: year, total: map[schema.CellID]*schema.AreaTotal{}}
	for _, t := range f.Totals.Of(f.Area.Code, year) {
		d.total[t.Cell] = &t
	}
	d.write()
	return d.Document.Write(w)
}

func (d *draft) write() {
	d.Paragraph(word.Heading0, fmt.Sprintf("%s%d年政府信息公开\n工作年度报告", d.area.Name, d.year))
	d.Runs(word.Style{Font: word.Kai, Points: 12, Align: "center", Before: 6}, word.Run{Text: "（草稿，由各单位报送数据汇总生成；黄色标记处须人工填写或核实）", Highlight: true})
	edition := schema.EditionFor(d.year)
	for i, s := range schema.Sections {
		label := s.Label
		if edition == schema.Edition2019 {
			label = s.Label2019
		}
		d.Paragraph(word.Heading1, label)
		switch i + 1 {
		case 1:
			d.overview()
		case 2:
			d.table(schema.Table2, edition, d.said(d.normative))
		case 3:
			d.table(schema.Table3, edition, d.said(d.requests))
		case 4:
			d.table(schema.Table4, edition, d.said(d.proceedings))
		case 5:
			d.person("主要问题：（请填写）")
			d.person("改进情况：（请填写）")
		case 6:
			d.person("本年度收取信息处理费的情况：（请填写；未收取的写明“未收取信息处理费”）")
		}
	}
	d.Paragraph(word.Style{Font: word.FangSong, Points: 16, Align: "right", Before: 24}, d.area.Name+"人民政府　　")
	d.Paragraph(word.Right, "年　　月　　日　　　")
}

// person marks a place that a person must fill.
func (d *draft) person(text string) { d.Runs(word.Body, word.Run{Text: text, Highlight: true}) }

func (d *draft) overview() {
	d.Paragraph(word.Body, fmt.Sprintf("根据《中华人民共和国政府信息公开条例》，由各乡镇人民政府、街道办事处报送的年度报告汇总编制本报告。所列数据统计期限为%d年1月1日至12月31日。%s", d.year, d.filing()))
	for i, item := range schema.SubItems {
		title := fmt.Sprintf("（%s）%s。", string([]rune("一二三四五")[i]), item.Label)
		var said string
		switch i {
		case 0:
			said = d.said(d.normative)
		case 1:
			said = d.said(d.requests)
		}
		d.Runs(word.Body, word.Run{Text: title, Bold: true}, word.Run{Text: said}, word.Run{Text: "（请补充）", Highlight: true})
	}
}

func (d *draft) filing() string {
	owing, missing := d.facts.Owing(d.year), d.facts.Missing(d.year)
	switch len(missing) {
	case 0:
		return fmt.Sprintf("应报送的 %d 个单位均已报送。", len(owing))
	case len(owing):
		return fmt.Sprintf("应报送的 %d 个单位均未报送。", len(owing))
	}
	var names []string
	for _, u := range missing {
		names = append(names, u.Name)
	}
	const most = 12
	tail := ""
	if len(names) > most {
		tail = fmt.Sprintf("等 %d 个单位", len(names))
		names = names[:most]
	}
	return fmt.Sprintf("应报送 %d 个单位，已报送 %d 个，%s%s尚未报送，以下合计均不完整。", len(owing), len(owing)-len(missing), strings.Join(names, "、"), tail)
}

// said is a sentence of figures, or that there are none.
func (d *draft) said(sentence func() string) string {
	if len(d.facts.Missing(d.year)) == len(d.facts.Owing(d.year)) {
		return "各乡镇街道尚未报送，没有数据。"
	}
	return sentence()
}

// table draws an official table with the totals, and says what they are.
func (d *draft) table(t schema.FormTable, e schema.Edition, said string) {
	d.Paragraph(word.Body, said)
	least, none := 0, 0
	official.Table(d.Document, t, e, func(id schema.CellID) word.Cell {
		switch of := d.total[id]; {
		case of == nil || of.Sum == nil:
			none++
		case of.AtLeast():
			least++
		}
		return d.cell(d.total[id])
	})
	note := "注：表中为乡镇街道小计，不含县政府部门和县政府本级；发布前请并入部门和本级数据。"
	if least > 0 {
		owing := len(d.facts.Owing(d.year))
		note += fmt.Sprintf("标“≥”的 %d 格不完整，计入 %d/%d 个单位；计入更少的另注在格内（计入单位数/应报单位数）。", least, owing-len(d.facts.Missing(d.year)), owing)
	}
	if none > 0 {
		note += fmt.Sprintf("标“—”的 %d 格没有单位填报。", none)
	}
	d.Paragraph(word.Small, note)
}

func (d *draft) cell(t *schema.AreaTotal) word.Cell {
	style := word.Style{Font: word.Song, Points: 9, Align: "center"}
	switch {
	case t == nil || t.Sum == nil:
		return word.Cell{Text: "—", Style: style, Shade: "FFF2CC"}
	case t.Complete():
		return word.Cell{Text: t.Sum.String(), Style: style}
	}
	text := t.Sum.String()
	if t.AtLeast() {
		text = "≥" + text
	}
	if !t.AtLeast() || t.Counted != t.Reported { // else the note says it for all
		text += fmt.Sprintf("\n%d/%d", t.Counted, t.Expected)
	}
	return word.Cell{Text: text, Style: word.Style{Font: word.Song, Points: 7, Align: "center"}, Shade: "FFF2CC"}
}

// number says a total in prose, with its change: "1234 件（比上年增加 34 件）".
func (d *draft) number(code, unit string) string {
	id, ok := schema.CellByCode(code)
	if !ok {
		panic("draft: no cell " + code)
	}
	t := d.total[id]
	if t == nil || t.Sum == nil {
		return "（无数据）"
	}
	s := t.Sum.String() + unit
	if !t.Complete() {
		return "至少 " + s
	}
	change := t.Change()
	switch {
	case change == nil || !d.facts.Comparable(t): // what is missing may turn the change around
		return s
	case *change > 0:
		return s + fmt.Sprintf("（比上年增加 %s%s）", change, unit)
	case *change < 0:
		return s + fmt.Sprintf("（比上年减少 %s%s）", -*change, unit)
	}
	return s + "（与上年持平）"
}

func (d *draft) normative() string {
	if schema.EditionFor(d.year) == schema.Edition2019 {
		return fmt.Sprintf("各乡镇街道新制作规范性文件%s，新公开%s；行政许可处理决定%s，行政处罚处理决定%s，行政强制处理决定%s。",
			d.number("t2.normative_documents.made", "件"), d.number("t2.normative_documents.disclosed", "件"),
			d.number("t2.licensing.decisions", "件"), d.number("t2.penalties.decisions", "件"), d.number("t2.compulsion.decisions", "件"))
	}
	return fmt.Sprintf("各乡镇街道制发行政规范性文件%s，废止%s，现行有效%s；作出行政许可决定%s，行政处罚决定%s，行政强制决定%s；行政事业性收费%s。",
		d.number("t2.normative_documents.issued", "件"), d.number("t2.normative_documents.repealed", "件"), d.number("t2.normative_documents.in_force", "件"),
		d.number("t2.licensing.decisions", "件"), d.number("t2.penalties.decisions", "件"), d.number("t2.compulsion.decisions", "件"), d.number("t2.fees.amount", "万元"))
}

func (d *draft) requests() string {
	return fmt.Sprintf("各乡镇街道新收政府信息公开申请%s，上年结转%s；办理答复%s，其中予以公开%s、部分公开%s；结转下年度继续办理%s。",
		d.number("t3.received.total", "件"), d.number("t3.carried_in.total", "件"), d.number("t3.answered.total", "件"),
		d.number("t3.granted.total", "件"), d.number("t3.partly_granted.total", "件"), d.number("t3.carried_out.total", "件"))
}

func (d *draft) proceedings() string {
	return fmt.Sprintf("因政府信息公开工作引起的行政复议%s；行政诉讼中，未经复议直接起诉%s，复议后起诉%s。",
		d.number("t4.review.total", "件"), d.number("t4.suit_direct.total", "件"), d.number("t4.suit_after_review.total", "件"))
}
