package maker

import (
	"strconv"
	"strings"

	"huizong/schema"
)

// compose writes the prose of all sections.
func (r *Report) compose() {
	r.count()
	r.headings()
	r.Opening = nil
	w := r.writer("opening")
	w.words["govern"] = w.words["office"]
	if !w.d.in(15) {
		w.say(pick(w.d, openings)).say(pick(w.d, periods))
		if w.d.in(50) {
			w.say(pick(w.d, contacts))
		}
		r.Opening = append(r.Opening, w.paragraph())
	}
	r.Sections[0].Paragraphs = r.overview()
	r.Sections[4].Paragraphs = r.troubles()
	w = r.writer("other")
	w.say(pick(w.d, fees))
	if w.d.in(60) {
		w.say(pick(w.d, others))
	}
	r.Sections[5].Paragraphs = []Paragraph{w.paragraph()}
	if r.wording.variety == Wild && r.dice("prose in two").in(10) {
		w = r.writer("two")
		w.say(pick(w.d, disclosure[4:6]))
		r.Sections[1].Paragraphs = []Paragraph{w.paragraph()}
	}
}

// count settles what the prose counts beside the tables. Channels add up to
// the total, so that a sentence with 其中 is right.
func (r *Report) count() {
	d := r.dice("counts")
	site, chat, board := int64(d.between(20, 400)), int64(d.between(12, 260)), int64(d.between(20, 190))
	r.numbers = numbers{"disclosed.website": site, "disclosed.wechat": chat, "disclosed.board": board,
		"disclosed.total": site + chat + board}
}

// subHeadings of section one, as printed.
var subHeadings = [5][]string{
	{"主动公开", "主动公开情况", "主动公开政府信息情况", "主动公开工作情况"},
	{"依申请公开", "依申请公开情况", "依申请公开办理情况", "依申请公开政府信息情况"},
	{"政府信息管理", "政府信息管理情况", "政府信息资源规范化、标准化管理情况"},
	{"政府信息公开平台建设", "平台建设", "政府信息公开平台建设情况", "平台建设情况"},
	{"监督保障", "监督保障情况", "政府信息公开监督保障情况"},
}

// overview is section one: an opening sentence, then the five sub-items.
func (r *Report) overview() []Paragraph {
	w := r.writer("overview")
	var out []Paragraph
	if w.d.in(75) {
		out = append(out, w.say(pick(w.d, general)).paragraph())
	}
	style, stop := w.d.n(4), pick(w.d, []string{"。", "：", "。", "\n"})
	form := w.d.n(2)
	bodies := [5]func(*writer){disclosureItem, requestItem, poolItem(management), poolItem(platforms), poolItem(supervision)}
	for i, body := range bodies {
		names := subHeadings[i]
		w.put(itemNumber(style, i) + names[min(form*w.d.n(len(names)), len(names)-1)])
		if stop == "\n" {
			out = append(out, w.paragraph())
		} else {
			w.put(stop)
		}
		body(w)
		out = append(out, w.paragraph())
	}
	return out
}

func itemNumber(style, i int) string {
	n := string(chineseDigits[i+1])
	switch style {
	case 1:
		return "(" + n + ")"
	case 2:
		return strconv.Itoa(i+1) + "."
	}
	return "（" + n + "）"
}

func poolItem(pool []string) func(*writer) {
	return func(w *writer) {
		for _, s := range shuffled(w.d, some(w.d, pool, w.d.between(2, 4))) {
			w.say(s)
		}
	}
}

func disclosureItem(w *writer) {
	w.say(pick(w.d, disclosure[:4]))
	for _, s := range shuffled(w.d, some(w.d, disclosure[4:], w.d.between(2, 4))) {
		w.say(s)
	}
	if w.d.in(40) && w.r.Edition != schema.Edition2019 {
		w.say(pick(w.d, norms))
	}
}

func requestItem(w *writer) {
	if w.r.metric("requests.received") == 0 && w.r.metric("requests.carried_in") == 0 {
		w.say(pick(w.d, noRequests))
	} else {
		w.say(pick(w.d, requests))
	}
	if w.d.in(70) {
		if w.r.metric("reviews.total")+w.r.metric("suits.total") == 0 {
			w.say(pick(w.d, noProceedings))
		} else {
			w.say(pick(w.d, proceedings))
		}
	}
	for _, s := range shuffled(w.d, some(w.d, requestCare, w.d.between(1, 2))) {
		w.say(s)
	}
}

// troubles is section five: problems, then improvements.
func (r *Report) troubles() []Paragraph {
	w := r.writer("troubles")
	w.say("[<year>年，<self>|<self>][政府信息公开|政务公开]工作[取得了一定成绩|有了新的进展|总体平稳]，但[仍|还]存在[一些|以下|部分][不足|问题|短板]：")
	listed(w, shuffled(w.d, some(w.d, problems, w.d.between(2, 4))))
	var out []Paragraph
	if w.d.in(60) {
		out = append(out, w.paragraph())
	}
	w.say("[下一步|<next>年|今后]，<self>将[从以下[几|]方面|重点|着力][加以改进|改进|抓好落实]：")
	listed(w, shuffled(w.d, some(w.d, improvements, w.d.between(2, 4))))
	return append(out, w.paragraph())
}

func listed(w *writer, items []string) {
	for i, s := range items {
		w.put(string(chineseDigits[i+1]) + "是").say(s)
		if i+1 < len(items) {
			w.put("；")
		} else {
			w.put("。")
		}
	}
}

// Text joins the prose of a section, one paragraph a line.
func (s *Section) Text() string {
	var lines []string
	for _, p := range s.Paragraphs {
		lines = append(lines, p.Text)
	}
	return strings.Join(lines, "\n")
}
