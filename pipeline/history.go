package pipeline

import (
	"huizong/schema"
)

// A history finds reports of years that are not published: those that lie in
// the inbox, else those of the snapshot before; and for units that took over
// from others what those said.
type history struct {
	keeper    *keeper
	found     map[unitYear]func() *schema.Report
	order     []unitYear // of found
	successor map[unitYear]*schema.Report
	made      []*schema.Report // of successor, in order
}

func (r *run) historyOf() *history {
	h := &history{keeper: r.keeper, found: map[unitYear]func() *schema.Report{}, successor: map[unitYear]*schema.Report{}}
	accepted := map[unitYear]*kept{}
	for _, f := range r.accepted {
		accepted[f.key()] = f.kept
	}
	add := func(k unitYear, load func() *schema.Report) {
		if accepted[k] == nil && h.found[k] == nil {
			h.found[k] = load
			h.order = append(h.order, k)
		}
	}
	for _, f := range r.history {
		add(f.key(), func() *schema.Report { return h.keeper.load(f.kept) })
	}
	for _, b := range r.before.Reports {
		if !r.publishes(b.Year) {
			add(unitYear{b.UnitCode, b.Year}, b.Load)
		}
	}
	has := func(k unitYear) bool { return accepted[k] != nil || h.found[k] != nil }
	load := func(k unitYear) *schema.Report {
		switch {
		case accepted[k] != nil:
			return h.keeper.load(accepted[k])
		case h.found[k] != nil:
			return h.found[k]()
		}
		return nil
	}
	h.made = r.succession(has, load)
	for _, rep := range h.made {
		h.successor[unitYear{rep.UnitCode, rep.Year}] = rep
	}
	return h
}

// report is that of a unit and year, nil if there is none.
func (h *history) report(unit string, year int) *schema.Report {
	k := unitYear{unit, year}
	if load := h.found[k]; load != nil {
		return load()
	}
	return h.successor[k]
}

// loaders give every report.
func (h *history) loaders() []func() *schema.Report {
	var out []func() *schema.Report
	for _, k := range h.order {
		out = append(out, h.found[k])
	}
	for _, rep := range h.made {
		out = append(out, func() *schema.Report { return rep })
	}
	return out
}
