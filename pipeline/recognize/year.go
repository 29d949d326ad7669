package recognize

import (
	"fmt"
	"regexp"
	"strings"

	"huizong/schema"
)

// Which year a report is about. Title, period, opening, file name and folders
// each say one; a date never does: the report of a year is written in the next.

// identifyYear settles the report year.
func (r *reader) identifyYear() {
	r.readPeriod()
	r.readDated()
	rep := r.report
	title := r.title.plain
	if title == "" {
		title = r.pageTitle()
	}
	if y := oneYear(title); y > 0 {
		r.say("title", rep.Title, y, r.title.place)
	} else {
		for _, y := range yearsIn(title) {
			r.say("title", rep.Title, y.year, r.title.place)
		}
	}
	for s, hs := range r.parts.headings {
		for _, h := range hs {
			if s+1 == sectionProblems {
				continue
			}
			for _, y := range yearsIn(headOf(r.lines[h].plain)) {
				r.say("heading", r.lines[h].printed(), y.year, r.lines[h].place)
			}
		}
	}
	r.readOpening()
	r.settleYear()
}

// sectionProblems speaks of last year and next year too.
const sectionProblems = 5

// say notes a year that the report names as its own.
func (r *reader) say(where, text string, year int, at schema.Place) {
	for _, s := range r.report.YearsSaid {
		if s.Year == year && s.Where == where {
			return
		}
	}
	r.report.YearsSaid = append(r.report.YearsSaid, schema.YearSaid{Year: year, Where: where, Text: strings.TrimSpace(text), Place: at})
}

// oneYear is the year of a title: the only one, or the one that is said to be
// the report's; 0 if it names none or several.
func oneYear(p string) int {
	ys := yearsIn(p)
	year, about := 0, 0
	for _, y := range ys {
		behind := p[y.to:]
		if year != 0 && y.year != year {
			year = -1
		} else {
			year = y.year
		}
		for _, w := range []string{"年度", "年政府", "年信息", "年政务", "年法治", "年报", "年年报"} {
			if strings.HasPrefix(behind, w) && !strings.HasPrefix(behind, "年报送") {
				if about != 0 && about != y.year {
					return 0
				}
				about = y.year
			}
		}
	}
	if about != 0 {
		return about
	}
	return max(year, 0)
}

// nameYear is the year that a file's or folder's name says: 2024年报送 is when
// it was sent.
func nameYear(p string) int {
	for _, sent := range []string{"年报送", "年上报", "年收到"} {
		if k := strings.Index(p, sent); k >= 4 && digitRun(p[k-4:k]) == 4 {
			p = p[:k-4] + p[k+len("年"):]
		}
	}
	return oneYear(p)
}

// Two shapes of the period: with its marks, and with all marks lost.
var (
	periodShape = regexp.MustCompile(`(20\d\d)年?(\d{1,2})月(\d{1,2})日?(?:起|开始)?,?(?:截?至|到|-|~)+(?:(20\d\d)年?)?(\d{1,2})月(\d{1,2})日?`)
	bareShape   = regexp.MustCompile(`(20\d\d)(1)(1)日?(?:起|开始)?,?(?:截?至|到|-|~)?(20\d\d)?(12)(3[01])日`)
)

// readPeriod reads 自…1月1日起至…12月31日止.
func (r *reader) readPeriod() {
	for i := range r.lines {
		l := &r.lines[i]
		if !l.text() || strings.Count(l.plain, "月") < 2 && !strings.Contains(l.plain, "123") || r.parts.inTable(i) {
			continue
		}
		m := periodShape.FindStringSubmatch(l.plain)
		if m == nil {
			m = bareShape.FindStringSubmatch(l.plain)
		}
		if m == nil {
			continue
		}
		from := digitsValue(m[1])
		to := from
		if m[4] != "" {
			to = digitsValue(m[4])
		}
		r.report.Period = m[0]
		r.report.PeriodFrom = isoDate(from, digitsValue(m[2]), digitsValue(m[3]))
		r.report.PeriodTo = isoDate(to, digitsValue(m[5]), digitsValue(m[6]))
		r.say("period", l.printed(), to, l.place)
		return
	}
}

// readOpening notes the year with which the first paragraphs open, and the one
// that the preamble gives the report.
func (r *reader) readOpening() {
	seen := 0
	for i := r.title.lines.to; i < len(r.lines) && seen < 4; i++ {
		l := &r.lines[i]
		if r.parts.inTable(i) {
			return
		}
		if !l.text() || !longer(l.plain, 11) || isBreadcrumb(l.plain) {
			continue
		}
		if s, _ := headingOf(l.plain); s > 0 && !longer(l.plain, longestHeading-1) {
			continue
		}
		seen++
		for _, y := range yearsIn(l.plain) {
			opens := y.from <= openingDepth && isOwnYear(l.plain[y.to:])
			names := strings.HasPrefix(strings.TrimPrefix(strings.TrimPrefix(l.plain[y.to:], "年"), "度"), "政府信息公开")
			if opens || names {
				r.say("opening", l.printed(), y.year, l.place)
				return
			}
		}
	}
}

// openingDepth is how far behind the beginning of a paragraph, in bytes, its
// own year may stand: behind (一)主动公开情况。
const openingDepth = 36

// isOwnYear reports whether what follows a year makes it a year spoken of, not
// one of a law, a plan or a document.
func isOwnYear(behind string) bool {
	behind = strings.TrimPrefix(strings.TrimPrefix(behind, "年"), "度")
	if behind == "" || strings.HasPrefix(behind, ",") {
		return true
	}
	for _, w := range []string{"我", "本", "全", "以来", "在", "共", "政府信息", "政务"} {
		if strings.HasPrefix(behind, w) {
			return true
		}
	}
	return false
}

// readDated finds the date under the report, or beside its title.
func (r *reader) readDated() {
	n := 0
	for i := len(r.lines) - 1; i >= 0 && n < 8; i-- {
		l := &r.lines[i]
		if !l.text() || r.parts.inTable(i) {
			continue // tables on sheets of their own stand behind the prose
		}
		n++
		if !longer(l.plain, longestPart) && !strings.Contains(l.plain, "。") && !strings.Contains(l.plain, ",") {
			if d := dateIn(l.plain); d != "" && !strings.Contains(l.plain, "至") {
				r.report.Dated = d
				return
			}
		}
	}
	for i := range r.top() {
		l := &r.lines[i]
		if longer(l.joined(), 120) || r.title.lines.has(i) {
			continue
		}
		if d := dateIn(l.plain); d != "" && (!longer(l.plain, 15) || saysDate(l.plain)) {
			r.report.Dated = d
			return
		}
	}
}

func saysDate(p string) bool {
	for _, w := range []string{"日期", "时间", "发布", "成文", "印发"} {
		if strings.Contains(p, w) {
			return true
		}
	}
	return false
}

// proseLines is how many lines of prose are asked for the year they speak of.
const proseLines = 40

// proseYear is the year that the prose before section five names most, 0 if
// there is none or no single one.
func (r *reader) proseYear() int {
	end := len(r.lines)
	for _, h := range r.parts.headings[sectionProblems-1] {
		end = min(end, h)
	}
	count, asked := map[int]int{}, 0
	for i := r.title.lines.to; i < end && asked < proseLines; i++ {
		if l := &r.lines[i]; l.text() && len(l.plain) > longestPart && !r.parts.inTable(i) {
			asked++
			for _, y := range yearsIn(l.plain) {
				count[y.year]++
			}
		}
	}
	best, second, year := 0, 0, 0
	for y, n := range count {
		switch {
		case n > best:
			best, second, year = n, best, y
		case n > second:
			second = n
		}
	}
	if best == second {
		return 0
	}
	return year
}

// settleYear takes the year that most witnesses say, each with its weight.
func (r *reader) settleYear() {
	rep := r.report
	weight := map[int]int{}
	var order []int
	vote := func(year, w int) {
		if year > 0 {
			weight[year] += w
			order = append(order, year)
		}
	}
	said := map[string]bool{}
	for _, where := range []string{"title", "period", "opening", "heading"} {
		for _, s := range rep.YearsSaid {
			if s.Where == where && !said[where] {
				said[where] = true
				vote(s.Year, yearWeights[where])
			}
		}
	}
	file := nameYear(plain(withoutExtension(r.source.Name)))
	vote(file, yearWeights["file"])
	folder := 0
	for i := len(r.source.Folders) - 1; i >= 0 && folder == 0; i-- {
		folder = nameYear(plain(r.source.Folders[i]))
	}
	dated := 0
	if rep.Dated != "" {
		dated = digitsValue(rep.Dated[:4])
	}
	if folder > 0 && !(len(order) == 0 && folder == dated) { // a folder of the year in which reports come in says nothing
		vote(folder, yearWeights["folder"])
	}
	vote(r.proseYear(), yearWeights["prose"])
	if weight[dated-1] > 0 {
		weight[dated-1] += yearWeights["dated"]
	}
	for _, y := range order {
		if rep.Year == 0 || weight[y] > weight[rep.Year] {
			rep.Year = y
		}
	}
	r.yearFindings(file, folder)
}

// Weights of the witnesses for the year; a date only breaks ties.
var yearWeights = map[string]int{"title": 12, "file": 9, "period": 8, "opening": 6, "folder": 6, "dated": 5, "prose": 4, "heading": 4}

func (r *reader) yearFindings(file, folder int) {
	year := r.report.Year
	if year == 0 {
		r.about("time.unknown", schema.Must, "year", "正文、文件名和文件夹都没有写明报告年度，未计入汇总",
			"neither the text nor the file name nor the folder says the report year; held, not added", r.title.place)
		return
	}
	differs := func(said int, detail, zh, en string) {
		if said > 0 && said != year {
			r.about("time.witness", schema.Explain, detail, fmt.Sprintf("%s写的年度是 %d，报告归入 %d 年度，请核实", zh, said, year),
				fmt.Sprintf("%s says %d; taken as the report of %d", en, said, year), r.title.place)
		}
	}
	for _, s := range r.report.YearsSaid {
		if s.Where == "title" {
			differs(s.Year, "title", "标题", "the title")
			break
		}
	}
	differs(file, "file", "文件名", "the file name")
	differs(folder, "folder", "文件夹", "the folder")
}
