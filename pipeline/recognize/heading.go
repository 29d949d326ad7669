package recognize

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// sectionTitles recognize the six headings by meaning, ordinals stripped.
var sectionTitles = [6]*regexp.Regexp{
	regexp.MustCompile(`^.{0,24}?(?:(?:总体|基本|整体|总的)(?:工作)?(?:情况|概况|概述)|工作概况|工作概述|^概述|^概况)$`),
	regexp.MustCompile(`^(?:行政机关)?主动公开(?:政府|政务|的|工作)*(?:信息)?(?:的)?(?:工作)?情况$`),
	regexp.MustCompile(`^(?:行政机关|本机关)?(?:(?:收到|受理)?(?:和|与|及|、)?(?:处理|办理))?(?:的)?政府信息(?:依申请)?公开(?:的)?申请(?:的)?(?:办理|处理)?(?:的)?情况$|^(?:收到|受理).{0,4}(?:处理|办理).{0,12}申请.{0,8}$`),
	regexp.MustCompile(`^.{0,24}?(?:行政)?复议.{0,12}?诉讼.{0,4}?(?:情况)?$`),
	regexp.MustCompile(`^.{0,18}?(?:问题.{0,8}?(?:改进|整改|打算|措施|计划|对策)|问题(?:及|和|与)?(?:不足|原因)?|改进(?:措施|情况)|整改措施|不足.{0,4}改进).{0,8}?$`),
	regexp.MustCompile(`^其[他它](?:需要?|应当|应|要)?(?:报告|说明)?的?(?:事项|情况|内容)$|^需要?(?:报告|说明)的其[他它]事项$`),
}

// sectionNeeds are words of which each heading has one: most lines have none, and
// are spared the expressions.
var sectionNeeds = [6][]string{{"总体", "基本", "整体", "总的", "概况", "概述"}, {"主动公开"}, {"申请"}, {"复议"}, {"问题", "改进", "整改", "不足"}, {"其他", "其它"}}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// unnumberedNeeds are further words that a heading without a number must have:
// the header of table four reads like section four's, 暂无问题 like section five's.
var unnumberedNeeds = [6][]string{{""}, {""}, {""}, {"情况"}, {"存在", "主要", "改进", "整改", "不足"}, {""}}

const longestHeading = 40 // characters

// A headingMark says how a heading is numbered: how much it looks like one of
// the six.
type headingMark int

const (
	markDigit headingMark = iota + 1 // 1、
	markOwn                          // 1、 where the form has 一、
	markNone
	markChinese // another Chinese number than the form's
	markForm    // the form's own number
)

// isHeading reports whether a plain text could head a section.
func isHeading(p string) bool { s, _ := headingOf(p); return s > 0 }

// headingOf tells which section (1–6) a plain line could head, 0 if none.
func headingOf(p string) (section int, mark headingMark) {
	for p != "" && isMarkup(p[0]) {
		p = p[1:]
	}
	number, mark, body := headingNumber(p)
	if mark == 0 || p == "" {
		return 0, 0
	}
	head := headOf(body)
	if longer(head, longestHeading) || mark == markNone && (len(head) < len(strings.TrimRight(body, ":。")) || containsAny(body, clauseMarks)) {
		return 0, 0
	}
	i := headed.of(head, sectionOf)
	if i < 0 || mark == markNone && !containsAny(head, unnumberedNeeds[i]) {
		return 0, 0
	}
	switch {
	case number != i+1:
	case mark == markDigit:
		mark = markOwn
	default:
		mark = markForm
	}
	return i + 1, mark
}

// isMarkup reports whether a character before a heading is none of its own.
func isMarkup(c byte) bool { return c == '#' || c == '*' || 'a' <= c|0x20 && c|0x20 <= 'z' }

var clauseMarks = []string{",", ";"}

var headed memo[int]

// sectionOf is the index of the section that a heading without its number
// names, −1 if none.
func sectionOf(head string) int {
	for i, re := range sectionTitles {
		if containsAny(head, sectionNeeds[i]) && re.MatchString(head) {
			return i
		}
	}
	return -1
}

// headOf is what stands before the prose that runs on in a heading's line; of a
// line without a stop nearby it is more than any heading takes.
func headOf(body string) string {
	near := body[:min(len(body), 8*longestHeading)]
	k := strings.IndexByte(near, ':')
	if k == 0 {
		return near
	}
	if k < 0 {
		k = len(near)
	}
	if stop := strings.Index(near[:k], "。"); stop >= 0 {
		k = stop
	}
	if k > 0 && k < len(near) {
		return body[:k]
	}
	return near
}

// headingNumber cuts the number off a heading. Numbers in brackets, circles or
// of the kind 一是 belong to the level below: mark is then 0.
func headingNumber(p string) (number int, mark headingMark, body string) {
	if strings.HasPrefix(p, "(") || strings.HasPrefix(p, ")") {
		return 0, 0, p
	}
	r, size := utf8.DecodeRuneInString(p)
	if k := strings.IndexRune(chineseNumerals, r); k >= 0 {
		rest := p[size:]
		switch {
		case strings.HasPrefix(rest, ")"), strings.HasPrefix(rest, "是"):
			return 0, 0, p
		case rest != "" && strings.IndexByte(".,:", rest[0]) >= 0:
			return k/len("一") + 1, markChinese, strings.TrimLeft(rest, ".,:、")
		case strings.HasPrefix(rest, "、"):
			return k/len("一") + 1, markChinese, strings.TrimLeft(rest, ".,:、")
		}
		return 0, markNone, p
	}
	n := digitRun(p)
	switch rest := p[n:]; {
	case n == 0 || n > 2:
		return 0, markNone, strings.TrimLeft(p, "、.,")
	case strings.HasPrefix(rest, ")"):
		return 0, 0, p
	case strings.HasPrefix(rest, "、"), rest != "" && strings.IndexByte(".,:", rest[0]) >= 0:
		return digitsValue(p[:n]), markDigit, strings.TrimLeft(rest, ".,:、")
	}
	return 0, markNone, p
}

// A heading is one line that could head a section.
type heading struct {
	line, section int
	mark          headingMark
}

// findHeadings lists, for each section, the lines that head it: those of the
// best mark met, in order. Two entries are a doubled heading.
func findHeadings(lines []line) [6][]int {
	var found []heading
	chinese := false
	for i := range lines {
		if !lines[i].text() {
			continue
		}
		if s, m := headingOf(lines[i].plain); s > 0 {
			found = append(found, heading{i, s, m})
			chinese = chinese || m >= markChinese
		}
	}
	found = withoutContents(found)
	var best [6]headingMark
	for _, h := range found {
		best[h.section-1] = max(best[h.section-1], h.mark)
	}
	var out [6][]int
	for _, h := range found {
		if h.mark == best[h.section-1] && (h.mark > markDigit || !chinese) {
			out[h.section-1] = append(out[h.section-1], h.line)
		}
	}
	return orderly(out)
}

// withoutContents drops a table of contents: four headings or more on lines
// that follow each other, if the sections are headed again behind it.
func withoutContents(found []heading) []heading {
	n := 0
	for n+1 < len(found) && found[n+1].line == found[n].line+1 && found[n+1].section > found[n].section {
		n++
	}
	if n < 3 {
		return found
	}
	again := 0
	for _, h := range found[n+1:] {
		for _, c := range found[:n+1] {
			if h.section == c.section {
				again++
				break
			}
		}
	}
	if again >= 3 {
		return found[n+1:]
	}
	return found
}

// orderly keeps, of several lines that could head one section, those that stand
// behind the headings of earlier sections and before those of later ones.
func orderly(h [6][]int) [6][]int {
	for s := range h {
		if len(h[s]) < 2 {
			continue
		}
		floor, limit := -1, 1<<30
		for other := range h {
			if len(h[other]) != 1 {
				continue
			}
			switch at := h[other][0]; {
			case other < s:
				floor = max(floor, at)
			case other > s && at > h[s][0]:
				limit = min(limit, at)
			}
		}
		var kept []int
		for _, l := range h[s] {
			if l < limit && l > floor {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			h[s] = kept
		}
	}
	return h
}

// subItemWords tell the five sub-items of section one.
var subItemWords = newLexicon([]entry{
	{"主动公开", 0}, {"依申请公开", 1}, {"申请公开", 1},
	{"信息管理", 2}, {"规范化、标准化管理", 2}, {"规范化标准化管理", 2}, {"管理情况", 2}, {"信息公开制度", 2}, {"公开管理", 2},
	{"平台建设", 3}, {"信息公开平台", 3}, {"平台", 3}, {"公开载体", 3}, {"渠道建设", 3},
	{"监督保障", 4}, {"监督", 4}, {"保障", 4},
})

// subItemHead is how many characters at the front of a paragraph may name a
// sub-item.
const subItemHead = 24
