package recognize

import (
	"strings"

	"huizong/schema"
)

// otherPapers are what the titles of other papers end with.
var otherPapers = []string{"通知", "通报", "函", "方案", "名单", "花名册", "汇总表", "统计表", "台账", "指南", "目录", "办法", "制度"}

// IsReport reports whether a document is an annual disclosure report at all,
// rather than another paper in the inbox. It is careful to keep what may be
// one: a printed number of the form is enough; without any, the title of a
// report with a section or its period, or three of the six sections. A notice
// that carries the blank form is none.
func IsReport(r *schema.Report) bool {
	sections, tables := 0, 0
	for s := range r.Sections {
		if r.Sections[s].Found {
			sections++
		}
		if r.Sections[s].Table {
			tables++
		}
	}
	for i := range r.Cells {
		if r.Cells[i].State == schema.Number {
			return true
		}
	}
	if r.Title == "" && opensOtherPaper(r) {
		return false
	}
	titled := r.Title != "" && isTitle(plain(r.Title))
	return tables > 0 || sections >= 3 || titled && (sections > 0 || r.Period != "")
}

// opensOtherPaper reports whether the first lines are the title of a notice, a
// list, a plan.
func opensOtherPaper(r *schema.Report) bool {
	for _, p := range r.Narrative[:min(len(r.Narrative), 4)] {
		for _, l := range strings.Split(p.Text, "\n") {
			t := strings.TrimRight(plain(l), "。:")
			if len(t) > 4*longestTitle {
				continue
			}
			for _, o := range otherPapers {
				if strings.HasSuffix(t, o) {
					return true
				}
			}
		}
	}
	return false
}
