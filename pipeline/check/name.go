package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// names are the rules about what units are called.
var names = []*Rule{{
	ID: "name.other", Severity: schema.Explain, Class: Name, Source: "审核中常见：抄用别的单位的文稿",
	Title: "文中没有别的单位的名称，自称与单位类别一致", TitleEN: "no other unit's name in the text; it calls itself what it is",
	Doc:    "标题、开头和第一、五、六部分出现同县其他乡镇、街道名称，或乡自称“本镇”、镇自称“我乡”的，请核实是否抄用。“与某镇交界”“赴某镇学习”一类的不算。",
	DocEN:  "The name of another unit of the county in the title, the opening or in sections one, five or six, or a township that calls itself a town, suggests copied text. Neighbours named as neighbours are left alone.",
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

// A nameIndex finds the names of a county's units in a text, and the words by
// which units call themselves: by the last rune first, then by the text before it.
type nameIndex struct {
	maybe [64]uint64     // by the last two bytes of a last rune: most of a text is passed over here
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
			by[county] = newNameIndex()
		}
		for _, name := range callNames(u) {
			by[county].add(name, u.Code)
		}
	}
	return by
}

func newNameIndex() *nameIndex {
	x := &nameIndex{ends: map[rune][]int{}, units: map[string]string{}}
	for _, self := range selfWords {
		for _, word := range self.words {
			x.add(word, "")
		}
	}
	return x
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
	x.maybe[name[len(name)-2]&63] |= 1 << (name[len(name)-1] & 63)
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
	for i := 0; i < len(text); {
		if text[i] < 0xE0 || i+3 > len(text) { // names end in a rune of three bytes
			i++
			continue
		}
		i += 3
		if x.maybe[text[i-2]&63]&(1<<(text[i-1]&63)) != 0 {
			if m, ok := x.endingAt(text, i); ok {
				all = append(all, m)
			}
		}
	}
	return outermost(all)
}

// endingAt is the longest name that ends at a byte of the text.
func (x *nameIndex) endingAt(text string, end int) (mention, bool) {
	last, _ := utf8.DecodeRuneInString(text[end-3:])
	for _, n := range x.ends[last] {
		if end < n {
			continue
		}
		if unit, ok := x.units[text[end-n:end]]; ok {
			return mention{unit, text[end-n : end], end - n, end}, true
		}
	}
	return mention{}, false
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

// neighbour: 西邻、北靠、东南与…相连.
var neighbour = regexp.MustCompile(`(?:[东南西北][^，。；]{0,2}|紧|毗|相|近)(?:邻|接|靠|连|临|依|抵|濒|界)$|(?:[，、；。]|^)(?:邻|距|离)$`)

// toAsk: whom a reader is told to ask is the unit itself.
var toAsk = regexp.MustCompile(`请(?:与|向|和|同|联系|致电)$`)

func beside(text string, m mention) bool {
	before, after := text[:m.from], text[m.to:]
	for _, tail := range []string{"人民政府", "政府", "办事处"} {
		after = strings.TrimPrefix(after, tail)
	}
	if toAsk.MatchString(before) {
		return false
	}
	return neighbour.MatchString(before) || slices.ContainsFunc(toOthers, func(w string) bool { return strings.HasSuffix(before, w) }) ||
		slices.ContainsFunc(ofOthers, func(w string) bool { return strings.HasPrefix(after, w) })
}

func judgeNames(s *Subject, t *Tally) {
	index := s.review.names[s.review.county(s.Report.UnitCode)]
	if index == nil {
		index = noNames
	}
	s.judgeText(t, index, s.Report.Title, schema.Place{})
	for i := range s.Report.Narrative {
		p := &s.Report.Narrative[i]
		if p.Section == 1 || p.Section >= 5 || p.Section == 0 && ofItself.MatchString(p.Text) {
			s.judgeText(t, index, p.Text, p.Place)
		}
	}
	if t.instances == 0 {
		t.Count(schema.Holds)
	}
}

// ofItself: what stands before the first section may be the navigation of the
// county's site, with every unit in it.
var ofItself = regexp.MustCompile(`本报告|本年报|编制|联系`)

// noNames is for a report of a county without a roster: self-names alone.
var noNames = newNameIndex()

func (s *Subject) judgeText(t *Tally, index *nameIndex, text string, at schema.Place) {
	for _, m := range index.find(text) {
		switch {
		case m.unit == s.Report.UnitCode && m.unit != "":
		case m.unit == "":
			if s.foreign(m.name) && isWord(text, m) && !s.told(t, m.name) {
				t.Find(plain(m.name, fmt.Sprintf("自称“%s”，本单位是“%s”：“%s”", m.name, s.Report.UnitName, around(text, m)),
					fmt.Sprintf("calls itself %s, but is %s: %q", m.name, s.Report.UnitName, around(text, m)), at))
			}
		case !beside(text, m) && !s.own(m.name) && !s.told(t, m.unit):
			t.Find(plain(m.unit, fmt.Sprintf("文中出现“%s”，不是本单位，是否抄用：“%s”", m.name, around(text, m)),
				fmt.Sprintf("names %s, which is another unit: %q", m.name, around(text, m)), at))
		}
	}
}

// told reports whether the rule has found the same thing in the report before.
func (s *Subject) told(t *Tally, detail string) bool {
	return slices.ContainsFunc(*t.found, func(f schema.Finding) bool { return f.Rule == t.rule.ID && f.Detail == detail })
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

// selfWords are the words that units call themselves by, by the end of the name
// that allows them.
var selfWords = []struct {
	suffix string
	words  []string
}{{"镇", []string{"本镇", "我镇"}}, {"乡", []string{"本乡", "我乡"}}, {"街道", []string{"本街道", "我街道"}}}

// foreign reports whether a unit of this name does not call itself by the word:
// 本镇 and 我镇 for a 乡. Former names count as its own; a unit that is none of
// the three is not asked.
func (s *Subject) foreign(word string) bool {
	known := false
	for _, x := range selfWords {
		if s.called(x.suffix) {
			known = true
			if slices.Contains(x.words, word) {
				return false
			}
		}
	}
	return known
}

// called reports whether a present or former name of the unit ends so.
func (s *Subject) called(suffix string) bool {
	if endsIn(s.Report.UnitName, suffix) {
		return true
	}
	u := s.review.units[s.Report.UnitCode]
	return u != nil && (endsIn(u.Name, suffix) || slices.ContainsFunc(u.Aliases, func(a string) bool { return endsIn(a, suffix) }))
}

func endsIn(name, suffix string) bool {
	for _, tail := range []string{"人民政府", "办事处"} {
		name = strings.TrimSuffix(name, tail)
	}
	return strings.HasSuffix(name, suffix)
}

// isWord reports whether a self-name stands for itself: not 我乡镇, 基本镇 or 日本镇.
func isWord(text string, m mention) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:m.from])
	after, _ := utf8.DecodeRuneInString(text[m.to:])
	return !strings.ContainsRune("基根日资成样版原自", before) && !strings.ContainsRune("镇乡街", after)
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
