package recognize

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// sectionTitles recognize the six headings by meaning, ordinals stripped.
var sectionTitles = [6]*regexp.Regexp{
	regexp.MustCompile(`^.{0,16}?(?:(?:总体|基本|整体|总的)(?:工作)?(?:情况|概况|概述)|工作概况|工作概述|^概述|^概况)(?:[:。].*)?$`),
	regexp.MustCompile(`^(?:行政机关)?主动公开(?:政府|政务|的)*(?:信息)?(?:的)?(?:工作)?情况(?:[:。].*)?$`),
	regexp.MustCompile(`^(?:(?:收到|受理)(?:和|与|及|、)(?:处理|办理))?(?:的)?政府信息(?:依申请)?公开申请(?:的)?(?:办理|处理)?(?:的)?情况(?:[:。].*)?$`),
	regexp.MustCompile(`^.{0,24}?(?:行政)?复议.{0,12}?诉讼.{0,6}?情况(?:[:。].*)?$`),
	regexp.MustCompile(`^.{0,18}?(?:问题.{0,8}?(?:改进|整改|打算|措施|计划|对策)|问题(?:及|和|与)?(?:不足|原因)?|改进(?:措施|情况)|整改措施).{0,8}?(?:[:。].*)?$`),
	regexp.MustCompile(`^(?:其[他它](?:需要|应当|应)?(?:报告|说明)?的?(?:事项|情况|内容)|需要(?:报告|说明)的其[他它]事项)(?:[:。].*)?$`),
}

var (
	chineseOrdinal = regexp.MustCompile(`^[#*a-zA-Z]*([一二三四五六七八九十])(?:[、.,，:：)]|$)`)
	digitOrdinal   = regexp.MustCompile(`^[#*]*(\d)(?:[、.,:)])`)
	secondLevel    = regexp.MustCompile(`^[(（]|^[一二三四五六七八九十]\)|^[①-⑩]|^[一二三四五六七八九十]是|^\d+[)）]`)
	noise          = regexp.MustCompile(`^[#*a-zA-Z]+`)
)

const longestHeading = 48

// heading is one line that could head a section.
type heading struct {
	line    int
	section int // 1–6
	weight  int // 4: the form's own number; 3: another Chinese number; 2: no number; 1: an Arabic number
}

// headingNumber returns the section (1–6) that a plain line could head, 0 if none.
func headingNumber(p string) int { h, _ := headingOf(p); return h }

// headingOf also weighs how much the line looks like the heading itself.
func headingOf(p string) (section, weight int) {
	if p == "" || utf8.RuneCountInString(p) > longestHeading && !chineseOrdinal.MatchString(p) || secondLevel.MatchString(p) {
		return 0, 0
	}
	weight = 2
	ord := ""
	if m := chineseOrdinal.FindStringSubmatch(p); m != nil {
		weight, ord = 3, m[1]
	} else if digitOrdinal.MatchString(p) {
		weight = 1
	}
	b := ordinal.ReplaceAllString(noise.ReplaceAllString(p, ""), "")
	if weight == 2 && strings.ContainsAny(b, "，。,;") {
		return 0, 0
	}
	head, _, _ := strings.Cut(strings.ReplaceAll(b, "。", ":"), ":")
	if utf8.RuneCountInString(head) > 36 {
		return 0, 0
	}
	for i, re := range sectionTitles {
		if re.MatchString(b) {
			if ord != "" && strings.Index("一二三四五六", ord) == 3*i {
				weight = 4
			}
			return i + 1, weight
		}
	}
	return 0, 0
}

// findHeadings lists, for each section, the lines that head it: all of the
// greatest weight met, in order. Two entries are a doubled heading.
func findHeadings(lines []line) [6][]int {
	var found []heading
	for i := range lines {
		if lines[i].row() {
			continue
		}
		if s, w := headingOf(lines[i].plain); s > 0 {
			found = append(found, heading{i, s, w})
		}
	}
	chinese := false
	for _, h := range found {
		chinese = chinese || h.weight >= 3
	}
	var best [6]int
	for _, h := range found {
		best[h.section-1] = max(best[h.section-1], h.weight)
	}
	var out [6][]int
	for _, h := range found {
		if h.weight == best[h.section-1] && (h.weight > 1 || !chinese) {
			out[h.section-1] = append(out[h.section-1], h.line)
		}
	}
	return orderly(out)
}

// orderly keeps, of several lines that could head one section, those that do
// not stand behind the heading of a later section.
func orderly(h [6][]int) [6][]int {
	for s := range h {
		if len(h[s]) < 2 {
			continue
		}
		limit := 1 << 30
		for later := s + 1; later < 6; later++ {
			if len(h[later]) == 1 && h[later][0] > h[s][0] {
				limit = min(limit, h[later][0])
			}
		}
		floor := -1
		for earlier := range s {
			if n := len(h[earlier]); n == 1 {
				floor = max(floor, h[earlier][0])
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

// subItems recognize the five sub-items of section one at the start of a
// paragraph or anywhere in a short one.
var subItemTitles = [5]*regexp.Regexp{
	regexp.MustCompile(`主动公开`),
	regexp.MustCompile(`依申请公开|申请公开`),
	regexp.MustCompile(`信息.{0,14}管理|信息公开(?:制度|规范)|管理.{0,4}情况`),
	regexp.MustCompile(`平台.{0,4}建设|平台|公开载体|渠道建设`),
	regexp.MustCompile(`监督.{0,2}保障|监督|保障`),
}

func subItemOf(p string) (found [5]bool) {
	r := []rune(p)
	head := string(r[:min(len(r), 36)])
	for i, re := range subItemTitles {
		found[i] = re.MatchString(head)
	}
	return found
}

// parts says where each part of the report lies among the lines.
type parts struct {
	headings [6][]int
	region   [4]span // by schema.FormTable: the lines of the tables
}

// span is a half-open range of lines; empty if there is none.
type span struct{ from, to int }

func (s span) has(i int) bool { return i >= s.from && i < s.to }
func (s span) empty() bool    { return s.to <= s.from }

var (
	anchorTwo = regexp.MustCompile(`第二十条第?|^信息内容|制发件数|制发数量|废止件数|现行有效件?|有效件数|处理决定数量|决定数量|收费金额|新制作数?量?|新公开数?量?|对外公开总|上一年项目|采购项目数量|采购总金额`)
	anchorSix = regexp.MustCompile(`勾稽关系|申请人情况|法人或其他组织`)
)

const longestTableText = 60

// tableLine reports whether a line could belong to one of the tables: a row, or
// a short line of text.
func tableLine(l *line) bool {
	return l.row() || utf8.RuneCountInString(l.plain) <= longestTableText
}

// anchors says for which table a line is a sure sign, [schema.NoTable] if none.
func anchors(l *line) schema.FormTable {
	if !tableLine(l) || !l.row() && headingNumber(l.plain) > 0 {
		return schema.NoTable
	}
	if anchorSix.MatchString(l.plain) {
		return schema.Table3
	}
	if l.row() {
		return anchorRow(l)
	}
	values := trailingValues(l.pieces)
	body := l.plain
	if n := len(l.pieces) - values; values > 0 && n > 0 {
		body = plainOf(l.pieces[:n])
	}
	if secondLevel.MatchString(body) && values == 0 && utf8.RuneCountInString(body) > 40 || strings.ContainsAny(body, "。;") {
		return schema.NoTable
	}
	switch {
	case anchorTwo.MatchString(body), values > 0 && len(twoHits(trimGlued(body))) == 1:
		return schema.Table2
	case isAnchorFour(body) && utf8.RuneCountInString(body) < 40:
		return schema.Table4
	case len(threeHits(trimGlued(body))) == 1 && utf8.RuneCountInString(body) < 50 && threeSure(body, values):
		return schema.Table3
	}
	return schema.NoTable
}

// threeSure tells a row label of table three from a sub-heading of prose: a
// value beside it, or words that only the form uses.
func threeSure(body string, values int) bool {
	hit := threeHits(trimGlued(body))[0]
	return values > 0 || hit != rowOtherHandling && hit != rowAnswered && hit != rowOtherRest && !strings.HasSuffix(body, "情况")
}

func anchorRow(l *line) schema.FormTable {
	for i := range l.pieces {
		p := l.pieces[i].plain
		if l.pieces[i].continued || utf8.RuneCountInString(p) > 70 {
			continue
		}
		switch {
		case anchorTwo.MatchString(p), len(twoHits(p)) == 1:
			return schema.Table2
		case p == "自然人" || p == "商业企业" || p == "科研机构" || p == "社会公益组织" || p == "法律服务机构":
			return schema.Table3
		case isAnchorFour(p):
			return schema.Table4
		case len(threeHits(p)) == 1:
			return schema.Table3
		}
	}
	return schema.NoTable
}

func plainOf(ps []piece) string {
	var b strings.Builder
	for i := range ps {
		b.WriteString(ps[i].plain)
	}
	return b.String()
}

var gluedDigits = regexp.MustCompile(`\d+$`)

// trimGlued drops digits glued to the end of a label.
func trimGlued(p string) string { return gluedDigits.ReplaceAllString(p, "") }

// divide finds the headings and the lines of each table. The tables' own words
// decide; headings only bound them.
func divide(lines []line) parts {
	var p parts
	p.headings = findHeadings(lines)
	stop := make(map[int]bool)
	for _, hs := range p.headings {
		for _, h := range hs {
			stop[h] = true
		}
	}
	mark := make([]schema.FormTable, len(lines))
	for i := range lines {
		if !stop[i] {
			mark[i] = anchors(&lines[i])
		}
	}
	for t := schema.Table2; t <= schema.Table4; t++ {
		p.region[t] = region(lines, mark, stop, t)
	}
	return p
}

// region spans the densest stretch of a table's own lines, and runs on behind
// the last of them until something else begins.
func region(lines []line, mark []schema.FormTable, stop map[int]bool, t schema.FormTable) span {
	best, bestHits := span{}, 0
	for i := 0; i < len(lines); i++ {
		if mark[i] != t {
			continue
		}
		from, last, hits, gap := i, i, 0, 0
		for k := i; k < len(lines); k++ {
			if mark[k] == t {
				last, gap = k, 0
				hits++
				continue
			}
			if stop[k] || mark[k] != schema.NoTable && mark[k] != t && hits > 0 && otherTable(mark, k, t) {
				break
			}
			if !tableLine(&lines[k]) {
				gap += 8
			}
			if gap++; gap > 60 {
				break
			}
		}
		if hits > bestHits {
			best, bestHits = span{backUp(lines, mark, stop, from), runOn(lines, mark, stop, last, t)}, hits
		}
		i = last
	}
	if bestHits < leastAnchors[t] {
		return span{}
	}
	return best
}

// leastAnchors is how many lines of its own a table must show to count as there.
var leastAnchors = [4]int{0, 2, 3, 2}

// otherTable reports whether another table really begins at k: two signs of it
// before the next sign of t.
func otherTable(mark []schema.FormTable, k int, t schema.FormTable) bool {
	signs := 0
	for ; k < len(mark) && mark[k] != t; k++ {
		if mark[k] != schema.NoTable {
			signs++
		}
		if signs > 1 {
			return true
		}
	}
	return false
}

// backUp takes in the table lines that stand directly above the first sign:
// header rows, a lost label.
func backUp(lines []line, mark []schema.FormTable, stop map[int]bool, from int) int {
	for from > 0 && !stop[from-1] && mark[from-1] == schema.NoTable && (lines[from-1].row() || trailingValues(lines[from-1].pieces) > 0 && len(lines[from-1].plain) < 60) {
		from--
	}
	return from
}

// runOn takes in what follows the last sign: its values, a footnote.
func runOn(lines []line, mark []schema.FormTable, stop map[int]bool, last int, t schema.FormTable) int {
	end := last + 1
	for end < len(lines) && !stop[end] && (mark[end] == schema.NoTable || mark[end] == t) && tableLine(&lines[end]) {
		l := &lines[end]
		if !l.row() && trailingValues(l.pieces) == 0 && utf8.RuneCountInString(l.plain) > 24 {
			break
		}
		end++
	}
	return end
}
