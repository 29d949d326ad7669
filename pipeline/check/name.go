package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// names are the rules about what units are called.
var names = []*Rule{{
	ID: "name.other", Severity: schema.Explain, Class: Name, Source: "审核中常见：抄用别的单位的文稿",
	Title: "文中没有别的单位的名称，自称与单位类别一致", TitleEN: "no other unit's name in the text; it calls itself what it is",
	Doc:    "标题和第一、五、六部分出现同县其他乡镇、街道名称，或乡自称“本镇”、镇自称“我乡”的，请核实是否抄用。“与某镇交界”“赴某镇学习”一类的不算。",
	DocEN:  "The name of another unit of the county in the title or in sections one, five or six, or a township that calls itself a town, suggests copied text. Neighbours named as neighbours are left alone.",
	Report: judgeNames,
	Fails: Example{Says: "石桥乡的报告写“柳河镇”", Do: func(w *World) {
		w.write(1, "2023年，柳河镇认真贯彻落实条例，主动公开政府信息。")
	}},
	Holds: Example{Says: "石桥乡的报告写“石桥乡”", Do: func(w *World) {
		w.write(1, "2023年，石桥乡认真贯彻落实条例，主动公开政府信息。")
	}},
}, {
	ID: "name.witness", Severity: schema.Explain, Class: Name, Source: "正文、文件名、文件夹三方互证",
	Title: "正文、文件名、文件夹说的是同一单位", TitleEN: "text, file name and folder agree on the unit",
	Doc:    "不一致时按写得最明确的一方归入，请核实文件是否放错。",
	DocEN:  "Where they disagree the clearest decides, and somebody should look whether the file was misplaced.",
	Report: passOn("name.witness"),
	Fails: Example{Says: "正文写石桥乡，文件夹写柳河镇", Do: func(w *World) {
		w.found("name.witness", schema.Explain, "标题写的是“石桥乡”，文件夹写的是“柳河镇”", "the title says 石桥乡, the folder 柳河镇")
	}},
	Holds: Example{Says: "都写石桥乡"},
}, {
	ID: "code.class", Severity: schema.NoteSeverity, Class: Name, Source: "统计用区划代码编制规则：末三位 001–099 街道、100–199 镇、200–299 乡",
	Title: "代码末三位与名称的街道、镇、乡相符", TitleEN: "the last three digits of the code agree with the suffix of the name",
	Doc:   "名单里的代码与名称不符的，请核对名单：可能是撤乡设镇后没有更新。",
	DocEN: "A roster whose code and name disagree may be out of date: a township that became a town.",
	Unit:  judgeCode,
	Fails: Example{Says: "代码 990101201 的单位叫石桥镇", Do: func(w *World) { w.Roster.Units[2].Name = "石桥镇" }},
	Holds: Example{Says: "代码 990101201 的单位叫石桥乡"},
}}

// A nameIndex finds the names of a county's units in a text: by the last rune
// of a name first, then by the text before it.
type nameIndex struct {
	ends  map[rune][]int // lengths in bytes of the names that end in the rune, longest first
	units map[string]string
}

// indexNames indexes a roster by county.
func indexNames(roster *schema.Roster) map[string]*nameIndex {
	by := map[string]*nameIndex{}
	if roster == nil {
		return by
	}
	for i := range roster.Units {
		u := &roster.Units[i]
		county := u.ParentCode
		if county == "" {
			county = countyOf(u.Code)
		}
		if by[county] == nil {
			by[county] = &nameIndex{map[rune][]int{}, map[string]string{}}
		}
		for _, name := range callNames(u) {
			by[county].add(name, u.Code)
		}
	}
	return by
}

// callNames are the names a unit is called by in prose, without 人民政府 and
// 办事处; names of one or two characters are too common to prove anything.
func callNames(u *schema.Unit) []string {
	var all []string
	for _, name := range append([]string{u.Name}, u.Aliases...) {
		for _, tail := range []string{"人民政府", "办事处"} {
			name = strings.TrimSuffix(name, tail)
		}
		if utf8.RuneCountInString(name) >= 3 {
			all = append(all, name)
		}
	}
	return all
}

func (x *nameIndex) add(name, unit string) {
	if _, taken := x.units[name]; taken {
		return
	}
	x.units[name] = unit
	last, _ := utf8.DecodeLastRuneInString(name)
	if !slices.Contains(x.ends[last], len(name)) {
		x.ends[last] = append(x.ends[last], len(name))
		slices.SortFunc(x.ends[last], func(a, b int) int { return b - a })
	}
}

// A mention is a unit's name in a text.
type mention struct {
	unit, name string
	from, to   int // bytes
}

// find lists the names in a text, in order; the longest name at a place counts,
// so that 城关镇 in 东城关镇 is not found where the roster knows both.
func (x *nameIndex) find(text string) []mention {
	var all []mention
	for i, r := range text {
		if r < 0x80 {
			continue
		}
		lengths, ok := x.ends[r]
		if !ok {
			continue
		}
		end := i + utf8.RuneLen(r)
		for _, n := range lengths {
			if end < n {
				continue
			}
			if unit, ok := x.units[text[end-n:end]]; ok {
				all = append(all, mention{unit, text[end-n : end], end - n, end})
				break
			}
		}
	}
	return outermost(all)
}

// outermost drops mentions that lie inside a longer one.
func outermost(all []mention) []mention {
	return slices.DeleteFunc(all, func(m mention) bool {
		return slices.ContainsFunc(all, func(o mention) bool {
			return o.from <= m.from && m.to <= o.to && o.to-o.from > m.to-m.from
		})
	})
}

// Words before or after a name that say it is named as somebody else.
var (
	toOthers = []string{"与", "和", "同", "跟", "向", "赴", "到", "由", "原", "及", "、", "对", "为", "从", "经", "至", "被", "比"}
	ofOthers = []string{"学习", "交流", "交界", "接壤", "相邻", "毗邻", "合并", "撤销", "划归", "、", "考察", "调研", "等"}
)

func beside(text string, m mention) bool {
	before, after := text[:m.from], text[m.to:]
	for _, tail := range []string{"人民政府", "政府", "办事处"} {
		after = strings.TrimPrefix(after, tail)
	}
	return slices.ContainsFunc(toOthers, func(w string) bool { return strings.HasSuffix(before, w) }) ||
		slices.ContainsFunc(ofOthers, func(w string) bool { return strings.HasPrefix(after, w) })
}

func judgeNames(s *Subject, t *Tally) {
	told := map[string]bool{}
	index := s.review.names[s.review.county(s.Report.UnitCode)]
	selfs := s.selfNames()
	s.judgeText(t, index, selfs, told, s.Report.Title, schema.Place{})
	for i := range s.Report.Narrative {
		p := &s.Report.Narrative[i]
		if p.Section == 1 || p.Section >= 5 {
			s.judgeText(t, index, selfs, told, p.Text, p.Place)
		}
	}
	if t.instances == 0 {
		t.Count(schema.Holds)
	}
}

func (s *Subject) judgeText(t *Tally, index *nameIndex, selfs []string, told map[string]bool, text string, at schema.Place) {
	if index != nil {
		for _, m := range index.find(text) {
			if m.unit == s.Report.UnitCode || told[m.unit] || beside(text, m) || s.own(m.name) {
				continue
			}
			told[m.unit] = true
			t.Find(plain(m.unit, fmt.Sprintf("文中出现“%s”，不是本单位，是否抄用：“%s”", m.name, around(text, m)),
				fmt.Sprintf("names %s, which is another unit: %q", m.name, around(text, m)), at))
		}
	}
	for _, self := range selfs {
		if m, ok := findSelf(text, self); ok && !told[self] {
			told[self] = true
			t.Find(plain(self, fmt.Sprintf("自称“%s”，本单位是“%s”：“%s”", self, s.Report.UnitName, around(text, m)),
				fmt.Sprintf("calls itself %s, but is %s: %q", self, s.Report.UnitName, around(text, m)), at))
		}
	}
}

// own reports whether the name is part of what the unit is called, too.
func (s *Subject) own(name string) bool {
	if strings.Contains(s.Report.UnitName, name) {
		return true
	}
	u := s.review.units[s.Report.UnitCode]
	return u != nil && slices.ContainsFunc(u.Aliases, func(a string) bool { return strings.Contains(a, name) })
}

// around is the text about a mention.
func around(text string, m mention) string {
	before, after := []rune(text[:m.from]), []rune(text[m.to:])
	return string(before[max(0, len(before)-10):]) + m.name + string(after[:min(12, len(after))])
}

// suffixes are the words a unit calls itself by, and the names that allow them.
var suffixes = []struct{ suffix, self string }{{"镇", "镇"}, {"乡", "乡"}, {"街道", "街道"}}

// selfNames are the words that a unit of this name does not call itself by:
// 本镇 and 我镇 for a 乡. Former names count as its own; a unit that is none of
// the three is not asked.
func (s *Subject) selfNames() []string {
	called := []string{s.Report.UnitName}
	if u := s.review.units[s.Report.UnitCode]; u != nil {
		called = append(called, u.Name)
		called = append(called, u.Aliases...)
	}
	var foreign []string
	known := false
	for _, x := range suffixes {
		if slices.ContainsFunc(called, func(name string) bool { return endsIn(name, x.suffix) }) {
			known = true
			continue
		}
		foreign = append(foreign, "本"+x.self, "我"+x.self)
	}
	if !known {
		return nil
	}
	return foreign
}

func endsIn(name, suffix string) bool {
	for _, tail := range []string{"人民政府", "办事处"} {
		name = strings.TrimSuffix(name, tail)
	}
	return strings.HasSuffix(name, suffix)
}

// findSelf finds a self-name that is a word of its own: not 我乡镇, 基本镇 or 日本镇.
func findSelf(text, self string) (mention, bool) {
	for at := 0; ; {
		k := strings.Index(text[at:], self)
		if k < 0 {
			return mention{}, false
		}
		m := mention{name: self, from: at + k, to: at + k + len(self)}
		before, _ := utf8.DecodeLastRuneInString(text[:m.from])
		after, _ := utf8.DecodeRuneInString(text[m.to:])
		if !strings.ContainsRune("基根日资成样版原自", before) && !strings.ContainsRune("镇乡街", after) {
			return m, true
		}
		at = m.to
	}
}

// judgeCode compares the class in a code with the suffix of the name.
func judgeCode(f *Filing, t *Tally) {
	if f.Unit == nil || len(f.Code) != 9 {
		return
	}
	class := schema.KindOf(f.Code)
	for _, x := range []struct {
		suffix string
		kind   schema.UnitKind
	}{{"街道", schema.Subdistrict}, {"镇", schema.Town}, {"乡", schema.Township}} {
		if !endsIn(f.Unit.Name, x.suffix) {
			continue
		}
		if class == x.kind {
			t.Count(schema.Holds)
			return
		}
		if !f.Latest {
			t.Count(schema.Violated) // told once, for the newest year
			return
		}
		t.Find(plain("", fmt.Sprintf("名单中 %s 的代码 %s 按末三位是%s，名称是%s", f.Unit.Name, f.Code, classZH[class], classZH[x.kind]),
			fmt.Sprintf("the code %s of %s is that of a %s, its name that of a %s", f.Code, f.Unit.Name, class, x.kind), schema.Place{}))
		return
	}
}

var classZH = map[schema.UnitKind]string{schema.Subdistrict: "街道", schema.Town: "镇", schema.Township: "乡", schema.OtherUnit: "其他类", schema.County: "县"}
