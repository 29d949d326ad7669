// Package letters writes what goes back to the units: a return letter (退回函)
// for each with open findings, a chase notice (催报) for each that has not
// filed, a receipt (回执) for each accepted report, and for the analyst the list
// of whom to call first.
package letters

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"huizong/pipeline/publish/facts"
	"huizong/pipeline/publish/word"
	"huizong/schema"
)

// A Letter is one paper of the folder letters/.
type Letter struct {
	Path  string // below the snapshot, '/' between folders
	Write func(io.Writer) error
}

// All gives the letters of every year, units by code.
func All(f *facts.Facts) iter.Seq[Letter] {
	return func(yield func(Letter) bool) {
		for _, year := range f.Years {
			for _, l := range ofYear(f, year) {
				if !yield(l) {
					return
				}
			}
		}
	}
}

func ofYear(f *facts.Facts, year int) []Letter {
	var out []Letter
	add := func(name string, u *schema.Unit, d func() *word.Document) {
		path := fmt.Sprintf("letters/%d/%s.docx", year, name)
		if u != nil {
			path = fmt.Sprintf("letters/%d/%s_%s_%s.docx", year, name, u.Code, fileName(u.Name))
		}
		out = append(out, Letter{path, func(w io.Writer) error { return d().Write(w) }})
	}
	owing, missing := f.Owing(year), len(f.Missing(year))
	for i := range owing {
		u := &owing[i]
		filed := f.Filing(u.Code, year)
		if filed == nil {
			add("催报", u, func() *word.Document { return chase(f, u, year, len(owing), missing) })
			continue
		}
		open := asked(f, u.Code, year)
		add("回执", u, func() *word.Document { return receipt(f, u, year, filed, open) })
		if len(open) > 0 {
			add("退回函", u, func() *word.Document { return returned(f, u, year, filed, open) })
		}
	}
	add("先联系名单", nil, func() *word.Document { return callList(f, year) })
	return out
}

// fileName drops what a file system or a shell would stumble over.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, s)
}

// asked lists the open findings that a letter asks about, the gravest first:
// findings that a slip explains stand under the slip.
func asked(f *facts.Facts, unit string, year int) []schema.Finding {
	var open []schema.Finding
	for _, x := range f.FindingsOf(unit, year) {
		if x.Severity > schema.NoteSeverity && x.Open() {
			open = append(open, x)
		}
	}
	slices.SortStableFunc(open, func(a, b schema.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return open
}

// office is who signs.
func office(f *facts.Facts) string {
	name := f.Area.Name
	if f.Area.Level != "county" || strings.HasSuffix(name, "办公室") {
		return name + "政务公开主管部门"
	}
	return name + "政务公开办公室"
}

func reportName(year int) string {
	return fmt.Sprintf("%d年政府信息公开工作年度报告", year)
}

// closing is the signature: the date is written by hand when it is sealed.
func closing(d *word.Document, f *facts.Facts) {
	d.Paragraph(word.Style{Font: word.FangSong, Points: 16, Align: "right", Before: 24, Keep: true}, office(f)+"　　")
	d.Paragraph(word.Right, "年　　月　　日　　　")
}

func chinese(date string) string {
	parts := strings.Split(date, "-")
	if len(parts) != 3 {
		return date
	}
	return fmt.Sprintf("%s年%s月%s日", parts[0], strings.TrimLeft(parts[1], "0"), strings.TrimLeft(parts[2], "0"))
}
