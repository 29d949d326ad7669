package recognize

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"huizong/schema"
)

// templates are texts of the official template and its fill notes that should
// not be left in a report.
var templates = []*regexp.Regexp{
	regexp.MustCompile(`该?部分以表格形式(?:报告|呈现|公布)?`),
	regexp.MustCompile(`(?:具体)?表格如下`),
	regexp.MustCompile(`\(具体网址\)|\(网址\)|\((?:填写|请填|此处)[^)]*\)?`),
	regexp.MustCompile(`×+(?:年|月|日|条|件|镇|乡|县|市|区|街道|单位|办|局)?|(?:^|[^a-zA-Z./])[xX]{2,}(?:年|月|日|条|件|镇|乡|县|市|区|街道|单位|办|局)`),
	regexp.MustCompile(`填表说明|填写说明|填报说明`),
}

// templateSigns spares most lines the expressions.
var templateSigns = newLexicon([]entry{{"表格", 0}, {"网址)", 0}, {"(填写", 0}, {"(请填", 0}, {"(此处", 0}, {"×", 0}, {"xx", 0}, {"XX", 0}, {"填表", 0}, {"填写说明", 0}, {"填报", 0}})

// leftovers reports template text and doubled headings and titles.
func (r *reader) leftovers() {
	for s := range r.report.Sections {
		if n := r.report.Sections[s].Headings; n > 1 {
			heading := r.report.Sections[s].Heading
			r.about("form.leftover", schema.Explain, fmt.Sprintf("heading %d", s+1), fmt.Sprintf("标题“%s”出现 %d 次", heading, n),
				fmt.Sprintf("the heading %q stands there %d times", heading, n), r.lines[r.parts.headings[s][1]].place)
		}
	}
	var told [8]bool
	for i := range r.lines {
		l := &r.lines[i]
		if !l.text() || !templateSigns.has(l.plain) {
			continue
		}
		for k, re := range templates {
			m := re.FindString(l.plain)
			if m == "" || told[k] {
				continue
			}
			told[k] = true
			r.about("form.leftover", schema.Explain, fmt.Sprintf("template %d", k), fmt.Sprintf("留有模板文字“%s”", m),
				fmt.Sprintf("template text left in: %q", m), l.place)
		}
	}
	r.doubledTitle()
}

func (r *reader) doubledTitle() {
	if utf8.RuneCountInString(r.title.plain) < 8 {
		return
	}
	for i := r.title.lines.to; i < len(r.lines); i++ {
		if r.lines[i].text() && r.lines[i].plain == r.title.plain {
			r.about("form.leftover", schema.Explain, "title", "报告标题重复出现", "the title stands there twice", r.lines[i].place)
			return
		}
	}
}
