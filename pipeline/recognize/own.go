package recognize

import (
	"strings"

	"huizong/schema"
)

// ownTexts copies what a report quotes of its document to memory of its own:
// a report is kept for long, and one word cut from a document would keep all
// of that.
func ownTexts(r *schema.Report) {
	size := 0
	eachText(r, func(s *string) { size += len(*s) })
	var own strings.Builder
	own.Grow(size)
	var last, copied string // headings and sheets are quoted many times in a row
	eachText(r, func(s *string) {
		if *s == "" {
			*s = "" // without a place in the document
			return
		}
		if *s != last {
			from := own.Len()
			own.WriteString(*s)
			last, copied = *s, own.String()[from:]
		}
		*s = copied
	})
}

// eachText visits the texts of a report that come from its document.
func eachText(r *schema.Report, visit func(*string)) {
	visit(&r.Title)
	visit(&r.Period)
	for i := range r.Cells {
		if c := &r.Cells[i]; c.State != schema.Absent {
			visit(&c.Raw)
			visit(&c.Note)
		}
	}
	for i := range r.Sections {
		visit(&r.Sections[i].Heading)
	}
	for i := range r.Narrative {
		visit(&r.Narrative[i].Heading)
	}
	for i := range r.Narrative {
		visit(&r.Narrative[i].Text)
	}
	for i := range r.YearsSaid {
		visit(&r.YearsSaid[i].Text)
	}
	for i := range r.Cells {
		visit(&r.Cells[i].Place.Sheet)
	}
	for i := range r.Sections {
		visit(&r.Sections[i].Place.Sheet)
	}
	for i := range r.Narrative {
		visit(&r.Narrative[i].Place.Sheet)
	}
	for i := range r.YearsSaid {
		visit(&r.YearsSaid[i].Place.Sheet)
	}
	for i := range r.Findings {
		visit(&r.Findings[i].Place.Sheet)
	}
}
