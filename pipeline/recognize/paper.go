package recognize

import "huizong/schema"

// IsReport reports whether a document is an annual disclosure report at all,
// rather than another paper: it shows a table of the form, or at least two of
// the six sections.
func IsReport(r *schema.Report) bool {
	sections := 0
	for s := range r.Sections {
		if r.Sections[s].Table {
			return true
		}
		if r.Sections[s].Found {
			sections++
		}
	}
	return sections >= 2
}
