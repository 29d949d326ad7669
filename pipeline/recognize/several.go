package recognize

import (
	"fmt"
	"slices"
	"strings"

	"huizong/schema"
)

// secondTitle is the line of a title that begins another report in the same file,
// −1 if there is none: it names another unit or year, and the sections are headed
// again behind it.
func (r *reader) secondTitle() int {
	if !r.headedAgain(-1) {
		return -1
	}
	for i := r.title.lines.to; i < len(r.lines); i++ {
		l := &r.lines[i]
		if l.text() && isTitle(l.plain) && r.otherThanTitle(l.plain) && r.headedAgain(i) {
			return i
		}
	}
	return -1
}

// leastAgain is how many sections are headed twice where a file holds two
// reports: a doubled heading is met in single ones.
const leastAgain = 3

// headedAgain reports whether the sections are headed before a line and behind it;
// of line −1, whether they may be so for any.
func (r *reader) headedAgain(at int) bool {
	again := 0
	for _, hs := range r.parts.headings {
		if len(hs) > 1 && (at < 0 || hs[0] < at && hs[len(hs)-1] > at) {
			again++
		}
	}
	return again >= leastAgain
}

// otherThanTitle reports whether a title says another unit or year than the
// document's.
func (r *reader) otherThanTitle(p string) bool {
	unit, mine := unitSaid(p), unitSaid(r.title.plain)
	if unit != "" && mine != "" && !strings.HasSuffix(unit, mine) && !strings.HasSuffix(mine, unit) {
		return true
	}
	years, own := yearsIn(p), yearsIn(r.title.plain)
	return len(years) > 0 && len(own) > 0 && years[0].year != own[0].year
}

// severalDetail marks the finding of a file with several reports.
const severalDetail = "several"

// HoldsSeveral reports whether the file of a report held others behind it.
func HoldsSeveral(r *schema.Report) bool {
	return slices.ContainsFunc(r.Findings, func(f schema.Finding) bool { return f.Rule == "roster.unknown" && f.Detail == severalDetail })
}

// holdSeveral reports whether the file holds another report behind the first, and
// says so: neither may stand for the file.
func (r *reader) holdSeveral() bool {
	i := r.secondTitle()
	if i < 0 {
		return false
	}
	other := strings.TrimSpace(strings.TrimLeft(r.lines[i].printed(), "# "))
	r.about("roster.unknown", schema.Must, severalDetail, fmt.Sprintf("文件里有不止一份报告：“%s”之后另有“%s”，未计入汇总，请分开报送", r.report.Title, other),
		fmt.Sprintf("the file holds more than one report: behind %q stands %q; held, not added, file them apart", r.report.Title, other), r.lines[i].place)
	return true
}
