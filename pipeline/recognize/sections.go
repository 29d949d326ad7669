package recognize

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// sections records which of the six sections are there, their sub-items, and
// the prose: every line that is neither a heading nor part of a table.
func (r *reader) sections() {
	rep := r.report
	starts := map[int]int{} // line → section
	for s, hs := range r.parts.headings {
		sec := &rep.Sections[s]
		for _, h := range hs {
			starts[h] = s + 1
			if !sec.Found {
				sec.Found, sec.Heading, sec.Place = true, strings.TrimSpace(r.lines[h].raw), r.lines[h].place
			}
		}
		sec.Headings = len(hs)
	}
	for t := schema.Table2; t <= schema.Table4; t++ {
		rep.Sections[t].Table = !r.parts.region[t].empty()
	}
	r.prose(starts)
}

func (r *reader) prose(starts map[int]int) {
	rep := r.report
	current, ordinalOf, block := 0, [7]int{}, -1
	for i := range r.lines {
		l := &r.lines[i]
		if s, ok := starts[i]; ok {
			current, block = s, -1
			if _, rest, run := runIn(l.raw); run {
				r.addProse(&ordinalOf, current, rest, l.place)
			}
			continue
		}
		if r.parts.region[schema.Table2].has(i) || r.parts.region[schema.Table3].has(i) || r.parts.region[schema.Table4].has(i) || r.titleLines.has(i) {
			block = -1
			continue
		}
		if current <= 1 {
			for k, found := range subItemOf(l.plain) {
				rep.SubItems[k] = rep.SubItems[k] || found && current == 1
			}
		}
		text := strings.TrimSpace(strings.ReplaceAll(l.raw, "\t", " "))
		if text == "" {
			continue
		}
		if l.block == block && len(rep.Narrative) > 0 {
			last := &rep.Narrative[len(rep.Narrative)-1]
			last.Text += "\n" + text
			continue
		}
		r.addProse(&ordinalOf, current, text, l.place)
		block = l.block
	}
}

func (r *reader) addProse(ordinalOf *[7]int, section int, text string, at schema.Place) {
	ordinalOf[section]++
	heading := ""
	if section > 0 {
		heading = r.report.Sections[section-1].Heading
	}
	r.report.Narrative = append(r.report.Narrative, schema.NarrativeParagraph{
		Section: section, Ordinal: ordinalOf[section], Heading: heading, Text: text, Place: at})
}

// runIn splits a heading from prose that goes on in the same line.
func runIn(raw string) (head, rest string, ok bool) {
	for _, mark := range []string{"。", "：", ":"} {
		if k := strings.Index(raw, mark); k > 0 && k+len(mark) < len(raw) {
			rest = strings.TrimSpace(raw[k+len(mark):])
			return raw[:k], rest, rest != ""
		}
	}
	return raw, "", false
}

// template is text of the official template and its fill notes that should not
// be left in a report.
var template = []*regexp.Regexp{
	regexp.MustCompile(`该?部分以表格形式(?:报告|呈现)?`),
	regexp.MustCompile(`(?:具体)?表格如下`),
	regexp.MustCompile(`\(具体网址\)|\(网址\)|\(填写|\(请填|\(此处`),
	regexp.MustCompile(`[×xX]{2,}(?:年|条|件|镇|乡|县|市|单位|街道|人民政府)|×+`),
	regexp.MustCompile(`填表说明|填写说明|填报说明`),
}

// leftovers reports template text and doubled headings.
func (r *reader) leftovers() {
	for s := range r.report.Sections {
		if n := r.report.Sections[s].Headings; n > 1 {
			at := r.lines[r.parts.headings[s][1]].place
			r.find(schema.Finding{Rule: "form.leftover", Severity: schema.Explain, Cell: schema.NoCell, Detail: fmt.Sprintf("heading %d", s+1),
				Message:   fmt.Sprintf("标题“%s”出现 %d 次", r.report.Sections[s].Heading, n),
				MessageEN: fmt.Sprintf("the heading %q stands there %d times", r.report.Sections[s].Heading, n), Place: at})
		}
	}
	told := map[int]bool{}
	for i := range r.lines {
		l := &r.lines[i]
		if l.row() {
			continue
		}
		for k, re := range template {
			m := re.FindString(l.plain)
			if m == "" || told[k] {
				continue
			}
			told[k] = true
			r.find(schema.Finding{Rule: "form.leftover", Severity: schema.Explain, Cell: schema.NoCell, Detail: fmt.Sprintf("template %d", k),
				Message: fmt.Sprintf("留有模板文字“%s”", m), MessageEN: fmt.Sprintf("template text left in: %q", m), Place: l.place})
		}
	}
	r.doubledTitle()
}

func (r *reader) doubledTitle() {
	title := plain(r.report.Title)
	if utf8.RuneCountInString(title) < 8 {
		return
	}
	for i := r.titleLines.to; i < len(r.lines); i++ {
		if !r.lines[i].row() && r.lines[i].plain == title {
			r.find(schema.Finding{Rule: "form.leftover", Severity: schema.Explain, Cell: schema.NoCell, Detail: "title",
				Message: "报告标题重复出现", MessageEN: "the title stands there twice", Place: r.lines[i].place})
			return
		}
	}
}
