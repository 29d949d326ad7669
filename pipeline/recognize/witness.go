package recognize

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// Names finds the units of a roster in text. Build it once, use it for all
// documents; it is read-only.
type Names struct {
	roster  *schema.Roster
	entries []nameEntry // longest first
	parents map[string][]string
}

type nameEntry struct {
	name string // plain
	code string
	stem bool // the name without its 乡/镇/街道
}

// NewNames indexes names, aliases and stems. Stems shorter than two characters
// are left out: they occur everywhere.
func NewNames(roster *schema.Roster) *Names {
	n := &Names{roster: roster, parents: map[string][]string{}}
	for i := range roster.Units {
		u := &roster.Units[i]
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			p := plain(name)
			for _, tail := range []string{"人民政府", "办事处", "管理委员会", "管委会"} {
				p = strings.TrimSuffix(p, tail)
			}
			if p == "" {
				continue
			}
			n.entries = append(n.entries, nameEntry{p, u.Code, false})
			if s := stemOf(p); s != p && utf8.RuneCountInString(s) >= 2 {
				n.entries = append(n.entries, nameEntry{s, u.Code, true})
			}
		}
		n.parents[u.Code] = parentNames(u)
	}
	slices.SortStableFunc(n.entries, func(a, b nameEntry) int { return len(b.name) - len(a.name) })
	return n
}

func parentNames(u *schema.Unit) []string {
	p := plain(u.ParentName)
	if p == "" {
		return nil
	}
	return []string{p}
}

// stemOf drops the suffix that a unit may change: 乡 becomes 镇.
func stemOf(p string) string {
	for _, tail := range []string{"街道", "镇", "乡", "民族乡", "地区"} {
		if s := strings.TrimSuffix(p, tail); s != p {
			return s
		}
	}
	return p
}

// A vote is the unit that one witness names.
type vote struct {
	codes []string // more than one: the witness cannot tell them apart
	text  string   // what it said
	stem  bool     // only the stem fitted
}

// find looks for the longest roster name in a plain text; among equal names
// the county named in context decides.
func (n *Names) find(p, context string) vote {
	for _, stems := range []bool{false, true} {
		var v vote
		for _, e := range n.entries {
			if e.stem != stems || v.text != "" && len(e.name) < len(v.text) {
				continue
			}
			if !names(p, e) {
				continue
			}
			v.text, v.stem = e.name, stems
			if !slices.Contains(v.codes, e.code) {
				v.codes = append(v.codes, e.code)
			}
		}
		if len(v.codes) > 1 {
			v.codes = n.inContext(v.codes, context)
		}
		if len(v.codes) > 0 {
			return v
		}
	}
	return vote{}
}

// names reports whether the text names the entry. A stem counts only where the
// text does not go on with another unit's suffix.
func names(p string, e nameEntry) bool {
	for at := 0; ; {
		k := strings.Index(p[at:], e.name)
		if k < 0 {
			return false
		}
		k += at
		if !insideLonger(p, k, e) {
			return true
		}
		at = k + len(e.name)
	}
}

// insideLonger reports whether the match is part of another place's name:
// 城关 in 城关镇 is fine for the stem, 湖南镇 in 新湖南镇 is not told here
// (the roster's longer name would have matched first); 湖南 before 省 is.
func insideLonger(p string, k int, e nameEntry) bool {
	rest := p[k+len(e.name):]
	if e.stem {
		for _, tail := range []string{"省", "市", "县", "区", "村", "社区", "路"} {
			if strings.HasPrefix(rest, tail) {
				return true
			}
		}
		return false
	}
	return strings.HasPrefix(rest, "村") && !strings.HasSuffix(e.name, "村")
}

func (n *Names) inContext(codes []string, context string) []string {
	var kept []string
	for _, c := range codes {
		for _, parent := range n.parents[c] {
			short := strings.TrimRight(parent, "县市区旗")
			if strings.Contains(context, parent) || utf8.RuneCountInString(short) >= 2 && strings.Contains(context, short) {
				kept = append(kept, c)
				break
			}
		}
	}
	if len(kept) > 0 {
		return kept
	}
	return codes
}

var (
	titleWord = regexp.MustCompile(`(?:信息公开|政务公开)(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|年报|总结)|年度报告|年报`)
	// A unit as titles print it: the last name that ends like a township's or a government's.
	titleUnit = regexp.MustCompile(`[\x{4e00}-\x{9fff}]{1,24}?(?:人民政府|街道办事处|办事处|街道办?|民族乡|[镇乡]|管委会|管理委员会)`)
	titleTail = regexp.MustCompile(`(?:人民政府|政府|街道办事处|办事处)$`)
)

// title finds the printed title: the lines before the first section that hold
// the words of one, with the lines around it that carry the unit or the year.
func (r *reader) title() {
	end := min(len(r.lines), 40)
	for _, hs := range r.parts.headings {
		for _, h := range hs {
			end = min(end, h)
		}
	}
	for _, s := range r.parts.region {
		if !s.empty() {
			end = min(end, s.from)
		}
	}
	for i := range end {
		l := &r.lines[i]
		n := utf8.RuneCountInString(l.plain)
		if l.row() || n > 60 || !titleWord.MatchString(l.plain) {
			continue
		}
		from, to := i, i
		for to+1 < end && to < i+2 && short(&r.lines[to+1]) && !saysYearAndUnit(r.lines, from, to) {
			to++
		}
		for from > 0 && from > i-3 && short(&r.lines[from-1]) && !saysYearAndUnit(r.lines, from, to) {
			from--
		}
		var b strings.Builder
		for k := from; k <= to; k++ {
			b.WriteString(strings.TrimSpace(r.lines[k].raw))
		}
		r.report.Title = strings.TrimLeft(b.String(), "# ")
		r.titleLines = span{from, to + 1}
		r.titlePlace = r.lines[from].place
		return
	}
}

func short(l *line) bool {
	return !l.row() && utf8.RuneCountInString(l.plain) <= 30 && !strings.ContainsAny(l.plain, "。:;,")
}

func saysYearAndUnit(lines []line, from, to int) bool {
	var b strings.Builder
	for k := from; k <= to; k++ {
		b.WriteString(lines[k].plain)
	}
	return len(years(b.String())) > 0 && titleUnit.MatchString(b.String())
}

// identify lets the three witnesses vote: the text, the file name, the folders.
func (r *reader) identify(names *Names) {
	r.identifyUnit(names)
	r.identifyYear()
}

func (r *reader) identifyUnit(names *Names) {
	folders := plain(strings.Join(r.source.Folders, "/"))
	fileName := plain(strings.TrimSuffix(r.source.Name, extension(r.source.Name)))
	title := plain(r.report.Title)
	context := title + folders + fileName + plain(r.doc.Title)
	text := names.find(title, context)
	if len(text.codes) == 0 && r.report.Title == "" {
		text = names.find(plain(r.doc.Title), context)
	}
	opening := vote{}
	if len(text.codes) == 0 {
		opening = names.find(r.opening(), context)
	}
	file, folder := names.find(fileName, context), vote{}
	for i := len(r.source.Folders) - 1; i >= 0 && len(folder.codes) == 0; i-- {
		folder = names.find(plain(r.source.Folders[i]), context)
	}
	said := unitInTitle(title)
	if len(text.codes) == 0 && said != "" && !names.knowsStem(said) {
		r.held("roster.unknown", schema.Must, "unit", fmt.Sprintf("标题写的是“%s”，名单中没有这个单位，未计入汇总", said),
			fmt.Sprintf("the title names %q, which is not in the roster; held, not added", said))
		return
	}
	r.settleUnit(names, text, file, folder, opening)
}

// settleUnit weighs the votes: text before file name before folder; whoever
// disagrees is a finding.
func (r *reader) settleUnit(names *Names, text, file, folder, opening vote) {
	order := []struct {
		v      vote
		zh, en string
	}{{text, "正文标题", "the title"}, {file, "文件名", "the file name"}, {folder, "文件夹", "the folder"}, {opening, "正文", "the text"}}
	code, by := "", -1
	for i, w := range order {
		if len(w.v.codes) == 1 {
			code, by = w.v.codes[0], i
			break
		}
	}
	if by < 0 {
		r.heldUnit(text, file, folder, opening)
		return
	}
	// A short or misspelt witness (stem only) gives way to a full name elsewhere.
	if order[by].v.stem {
		for i, w := range order {
			if i != by && len(w.v.codes) == 1 && !w.v.stem && i < 3 {
				code, by = w.v.codes[0], i
				break
			}
		}
	}
	u := names.roster.Unit(code)
	r.report.UnitCode, r.report.UnitName = u.Code, u.Name
	for i, w := range order {
		if i == by || len(w.v.codes) == 0 || slices.Contains(w.v.codes, code) || i == 3 {
			continue
		}
		other := names.roster.Unit(w.v.codes[0])
		r.find(schema.Finding{Rule: "name.witness", Severity: schema.Explain, Cell: schema.NoCell, Detail: w.en,
			Message:   fmt.Sprintf("%s写的是“%s”，%s写的是“%s”，按%s归入%s，请核实", order[by].zh, order[by].v.text, w.zh, w.v.text, order[by].zh, u.Name),
			MessageEN: fmt.Sprintf("%s says %s (%s), %s says %s (%s); taken as %s", order[by].en, order[by].v.text, u.Code, w.en, w.v.text, other.Code, u.Name),
			Place:     r.titlePlace})
	}
}

func (r *reader) heldUnit(votes ...vote) {
	for _, v := range votes {
		if len(v.codes) > 1 {
			r.held("roster.unknown", schema.Must, "unit", fmt.Sprintf("“%s”在名单中不止一个（%s），不能确定是哪一个，未计入汇总", v.text, strings.Join(v.codes, "、")),
				fmt.Sprintf("%q stands in the roster more than once (%s); held, not added", v.text, strings.Join(v.codes, ", ")))
			return
		}
	}
	r.held("roster.unknown", schema.Must, "unit", "正文、文件名和文件夹都没有写明名单中的单位，未计入汇总",
		"neither the text nor the file name nor the folder names a unit of the roster; held, not added")
}

func (r *reader) held(rule string, s schema.Severity, detail, zh, en string) {
	r.find(schema.Finding{Rule: rule, Severity: s, Cell: schema.NoCell, Detail: detail, Message: zh, MessageEN: en, Place: r.titlePlace})
}

func (r *reader) find(f schema.Finding) { r.report.Findings = append(r.report.Findings, f) }

// knowsStem reports whether the unit a title prints is a roster unit under
// another suffix.
func (n *Names) knowsStem(said string) bool {
	return len(n.find(said, "").codes) > 0
}

// unitInTitle cuts the name of the unit out of a plain title, "" if there is none.
func unitInTitle(title string) string {
	title, _, _ = strings.Cut(title, "政府信息公开")
	title = yearShape.ReplaceAllString(title, "")
	title = strings.NewReplacer("关于", "", "年度", "", "#", "").Replace(title)
	m := titleUnit.FindAllString(title, -1)
	if len(m) == 0 {
		return ""
	}
	name := titleTail.ReplaceAllString(m[len(m)-1], "")
	if name == "" || strings.HasSuffix(name, "县") || strings.HasSuffix(name, "市") || strings.HasSuffix(name, "区") && !strings.HasSuffix(name, "地区") {
		return ""
	}
	return name
}

// opening is the plain text of the first paragraphs behind the title.
func (r *reader) opening() string {
	var b strings.Builder
	n := 0
	for i := r.titleLines.to; i < len(r.lines) && n < 6; i++ {
		if !r.lines[i].row() {
			b.WriteString(r.lines[i].plain)
			n++
		}
	}
	s := []rune(b.String())
	return string(s[:min(len(s), 400)])
}

func extension(name string) string {
	if k := strings.LastIndexByte(name, '.'); k > 0 && len(name)-k <= 6 {
		return name[k:]
	}
	return ""
}

var (
	yearShape    = regexp.MustCompile(`(?:^|[^\d])(20[0-4]\d)(?:年度?|[^\d]|$)`)
	chineseYear  = regexp.MustCompile(`二[〇零○ＯO0]([一二三四])([〇零○一二三四五六七八九])年?`)
	periodShape  = regexp.MustCompile(`(?:自|从)?(20\d\d)年?(\d{1,2})月(\d{1,2})日?(?:起)?(?:至|到|-|~|—)+(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日`)
	dateBehind   = regexp.MustCompile(`^(?:\d{1,2}月|[-./]\d{1,2})`)
	chineseDigit = strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// years lists the years a plain text names, dates with a month left out.
func years(p string) []int {
	var out []int
	p = chineseYear.ReplaceAllStringFunc(p, func(m string) string { return chineseDigit.Replace(strings.NewReplacer("O", "0").Replace(m)) })
	for at := 0; at < len(p); {
		m := yearShape.FindStringSubmatchIndex(p[at:])
		if m == nil {
			break
		}
		end := at + m[3]
		rest := strings.TrimPrefix(p[end:], "年")
		if !dateBehind.MatchString(rest) {
			y, _ := strconv.Atoi(p[at+m[2] : end])
			out = append(out, y)
		}
		at = end
	}
	return out
}

// identifyYear settles the report year: title, period, then file name and folders.
func (r *reader) identifyYear() {
	rep := r.report
	say := func(where, text string, ys []int, at schema.Place) {
		for _, y := range ys {
			if !slices.ContainsFunc(rep.YearsSaid, func(s schema.YearSaid) bool { return s.Year == y && s.Where == where }) {
				rep.YearsSaid = append(rep.YearsSaid, schema.YearSaid{Year: y, Where: where, Text: strings.TrimSpace(text), Place: at})
			}
		}
	}
	say("title", rep.Title, years(plain(rep.Title)), r.titlePlace)
	if rep.Title == "" {
		say("title", r.doc.Title, years(plain(r.doc.Title)), schema.Place{})
	}
	r.period(say)
	for s, hs := range r.parts.headings {
		for _, h := range hs {
			if s != 4 {
				say("heading", r.lines[h].raw, years(r.lines[h].plain), r.lines[h].place)
			}
		}
	}
	first := r.firstProse()
	if first >= 0 {
		if ys := years(r.lines[first].plain); len(ys) > 0 {
			say("opening", r.lines[first].raw, ys[:1], r.lines[first].place)
		}
	}
	r.settleYear()
}

func (r *reader) firstProse() int {
	for i := r.titleLines.to; i < len(r.lines); i++ {
		if !r.lines[i].row() && utf8.RuneCountInString(r.lines[i].plain) > 20 && headingNumber(r.lines[i].plain) == 0 {
			return i
		}
	}
	return -1
}

// period reads 自…1月1日起至…12月31日止.
func (r *reader) period(say func(where, text string, ys []int, at schema.Place)) {
	for i := range r.lines {
		l := &r.lines[i]
		if l.row() {
			continue
		}
		m := periodShape.FindStringSubmatch(l.plain)
		if m == nil {
			continue
		}
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[4] != "" {
			to, _ = strconv.Atoi(m[4])
		}
		r.report.Period = m[0]
		r.report.PeriodFrom = isoDate(from, m[2], m[3])
		r.report.PeriodTo = isoDate(to, m[5], m[6])
		say("period", l.raw, []int{to}, l.place)
		return
	}
}

func isoDate(year int, month, day string) string {
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	return fmt.Sprintf("%04d-%02d-%02d", year, m, d)
}

// settleYear: the text's own word first, then the file name, then the folders.
func (r *reader) settleYear() {
	rep := r.report
	from := func(where string) int {
		for _, s := range rep.YearsSaid {
			if s.Where == where {
				return s.Year
			}
		}
		return 0
	}
	one := func(ys []int) int {
		if len(ys) > 0 && !slices.ContainsFunc(ys, func(y int) bool { return y != ys[0] }) {
			return ys[0]
		}
		return 0
	}
	file := one(years(plain(r.source.Name)))
	folder := 0
	for i := len(r.source.Folders) - 1; i >= 0 && folder == 0; i-- {
		folder = one(years(plain(r.source.Folders[i])))
	}
	for _, y := range []int{from("title"), from("period"), file, folder, from("heading"), from("opening")} {
		if y > 0 {
			rep.Year = y
			break
		}
	}
	switch {
	case rep.Year == 0:
		r.held("time.unknown", schema.Must, "year", "正文、文件名和文件夹都没有写明报告年度，未计入汇总",
			"neither the text nor the file name nor the folder says the report year; held, not added")
	case file > 0 && file != rep.Year:
		r.held("time.witness", schema.Explain, "file", fmt.Sprintf("正文的年度是 %d，文件名写的是 %d，按 %d 归入，请核实", rep.Year, file, rep.Year),
			fmt.Sprintf("the text says %d, the file name %d; taken as %d", rep.Year, file, rep.Year))
	case folder > 0 && folder != rep.Year:
		r.held("time.witness", schema.Explain, "folder", fmt.Sprintf("正文的年度是 %d，文件夹写的是 %d，按 %d 归入，请核实", rep.Year, folder, rep.Year),
			fmt.Sprintf("the text says %d, the folder %d; taken as %d", rep.Year, folder, rep.Year))
	}
}
