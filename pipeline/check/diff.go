package check

import "huizong/schema"

// A Difference is what another rule set finds in the same reports.
type Difference struct {
	Added, Removed []schema.Finding
	Regraded       []Regrade
}

// A Regrade is a finding whose severity differs.
type Regrade struct{ Before, After schema.Finding }

// Differ compares what two rule sets found. Findings are the same if their
// identities are; each list is in the order of its run.
func Differ(before, after []schema.Finding) (d Difference) {
	old := map[string]*schema.Finding{}
	for i := range before {
		old[before[i].ID()] = &before[i]
	}
	for i := range after {
		f := &after[i]
		was := old[f.ID()]
		switch {
		case was == nil:
			d.Added = append(d.Added, *f)
		case was.Severity != f.Severity:
			d.Regraded = append(d.Regraded, Regrade{*was, *f})
		}
		delete(old, f.ID())
	}
	for i := range before {
		if old[before[i].ID()] != nil {
			d.Removed = append(d.Removed, before[i])
		}
	}
	return d
}
