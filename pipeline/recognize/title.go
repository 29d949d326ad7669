package recognize

import (
	"strings"

	"huizong/schema"
)

// A titleFound is the title of a report and where it stands.
type titleFound struct {
	plain string
	lines span // empty if the title is not on lines of text
	place schema.Place
}

const (
	titleDepth    = 60 // lines from the top among which the title must stand
	longestTitle  = 60 // characters
	longestPart   = 30 // characters of a line that is only a part of it
	mostTitleRows = 3
)

// findTitle finds the printed title: above the first section and table, one to
// three lines that read as one, with the line before it that carries the unit.
// A metadata table or the document's own metadata serve where no line does.
func (r *reader) findTitle() {
	end := r.top()
	best, from, to := 0, 0, 0
	for i := range end {
		for n := 1; n <= mostTitleRows && i+n <= end; n++ {
			if n > 1 && isTitle(r.lines[i+n-1].plain) {
				break // a title of its own: what stands above it is something else
			}
			if p, ok := r.titleLines(i, i+n); ok && isTitle(p) {
				if w := titleWeight(p); w > best {
					best, from, to = w, i, i+n
				}
				break
			}
		}
	}
	if best > 0 {
		r.takeTitle(from, to)
		return
	}
	for i := range end {
		for k, ps := 0, r.lines[i].cells(); k < len(ps); k++ {
			if p := &ps[k]; isTitle(p.plain) {
				r.title = titleFound{plain: p.plain, place: p.at()}
				r.report.Title = strings.TrimSpace(p.raw)
				return
			}
		}
	}
	if p := untilTitleEnd(r.pageTitle()); isTitle(p) {
		r.title.plain = p
	}
}

// pageTitle is the title in the document's own metadata, or of its running
// header.
func (r *reader) pageTitle() string {
	title, _ := withoutStamp(r.doc.Title)
	return plain(title)
}

// titleWeight prefers the title that says the year and the unit to the name of
// a column of the site.
func titleWeight(p string) int {
	w := 1
	if len(yearsIn(p)) > 0 {
		w += 2
	}
	if unitSaid(p) != "" {
		w++
	}
	return w
}

// top is the line at which the title must have been printed.
func (r *reader) top() int {
	end := min(len(r.lines), titleDepth)
	for _, hs := range r.parts.headings {
		for _, h := range hs {
			end = min(end, h)
		}
	}
	for _, spans := range r.parts.regions {
		for _, s := range spans {
			end = min(end, s.from)
		}
	}
	return end
}

// titleLines joins lines that could be a title together.
func (r *reader) titleLines(from, to int) (string, bool) {
	var b strings.Builder
	for i := from; i < to; i++ {
		l := &r.lines[i]
		if !l.text() || isBreadcrumb(l.plain) || longer(l.plain, longestTitle) || to-from > 1 && longer(l.plain, longestPart) {
			return "", false
		}
		b.WriteString(l.plain)
	}
	return b.String(), true
}

// takeTitle takes the lines as title, with the lines above that name the unit
// and the year if the title itself does not.
func (r *reader) takeTitle(from, to int) {
	for from > 0 && to-from < mostTitleRows+1 {
		l := &r.lines[from-1]
		p, _ := r.titleLines(from, to)
		if !l.text() || longer(l.plain, longestPart) || containsAny(l.plain, sentenceMarks) || containsAny(l.plain, pauseMarks) || isBreadcrumb(l.plain) || dateIn(l.plain) != "" {
			break
		}
		named, dated := unitSaid(p) != "", len(yearsIn(p)) > 0
		if !(!named && endsLikeUnit(l.plain)) && !(!dated && len(yearsIn(l.plain)) > 0) {
			break
		}
		from--
	}
	if to < len(r.lines) && to < r.top() && r.lines[to].text() && isTitleTail(r.lines[to].plain) {
		to++
	}
	var raw, joined strings.Builder
	for i := from; i < to; i++ {
		raw.WriteString(strings.TrimSpace(r.lines[i].printed()))
		joined.WriteString(r.lines[i].plain)
	}
	r.report.Title = strings.TrimLeft(raw.String(), "# ")
	r.title = titleFound{plain: untilTitleEnd(strings.TrimLeft(joined.String(), "#")), lines: span{from, to}, place: r.lines[from].place}
}

// isTitleTail reports whether a line only goes on a title: (2023年度).
func isTitleTail(p string) bool {
	if longer(p, 12) {
		return false
	}
	ys := yearsIn(p)
	return len(ys) == 1 && strings.Trim(p[:ys[0].from]+p[ys[0].to:], "()年度") == ""
}

var (
	pauseMarks = []string{":", ","}
	arrows     = []string{">", "»", "›"}
)

func isBreadcrumb(p string) bool {
	return containsAny(p, arrows) || strings.HasPrefix(p, "首页") || strings.HasPrefix(p, "您现在的位置") || strings.HasPrefix(p, "当前位置") ||
		strings.HasPrefix(p, "您的位置") || strings.HasPrefix(p, "您当前")
}

// titleEnds are the words with which a title ends.
var titleEnds = []string{"年度报告", "情况报告", "情况的报告", "工作报告", "年报", "公开报告", "工作总结", "情况总结", "年度总结", "情况", "报告"}

// notTitle are words of sentences that speak about a report.
var notTitle = newLexicon([]entry{{"现将", 0}, {"如下", 0}, {"根据", 0}, {"编制", 0}, {"通知", 0}, {"格式", 0}, {"本报告", 0}, {"本年报", 0}, {"点击", 0},
	{"下载", 0}, {"上一篇", 0}, {"下一篇", 0}, {"的函", 0}, {"通报", 0}, {"指南", 0}})

// isTitle reports whether a plain text is the title of an annual report.
func isTitle(p string) bool {
	if longer(p, longestTitle) || !strings.Contains(p, "公开") && !strings.Contains(p, "年报") || containsAny(p, sentenceMarks) || notTitle.has(p) {
		return false
	}
	if !strings.Contains(p, "信息") && !strings.Contains(p, "政务") {
		return false
	}
	p = untilTitleEnd(p)
	for strings.HasSuffix(p, ")") {
		k := strings.LastIndexByte(p, '(')
		if k <= 0 {
			break
		}
		p = p[:k]
	}
	p = strings.TrimRight(p, "\"'")
	for _, e := range titleEnds {
		if strings.HasSuffix(p, e) {
			return e != "情况" || strings.Contains(p, "年度")
		}
	}
	return false
}

// untilTitleEnd cuts a site's name off: …年度报告-滑县人民政府.
func untilTitleEnd(p string) string {
	for _, e := range []string{"年度报告", "年报", "报告"} {
		if k := strings.Index(p, e); k >= 0 {
			if rest := p[k+len(e):]; rest != "" && strings.IndexByte("-_|", rest[0]) >= 0 {
				return p[:k+len(e)]
			}
		}
	}
	return p
}
