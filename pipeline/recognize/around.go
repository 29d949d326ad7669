package recognize

import (
	"slices"
	"strings"
)

// What the text around a run says of it, where no label stands on its own line.

func (p *pairing) knownText(fs []fragment) bool {
	for _, f := range fs {
		if !p.book.knows(f.plain) {
			return false
		}
	}
	return true
}

// near looks at the lines around a run that has no label of its own: they may
// be one label that the run cuts in two, a misspelt one, or not the form's.
func (p *pairing) near(i int) {
	r := &p.list.runs[i]
	if row := p.bothSides(i); row >= 0 {
		p.fix(i, row)
		return
	}
	if n, hs := len(r.label), p.labels[i]; n == 0 || len(hs) > 0 && hs[len(hs)-1].row != rowOtherHandling && r.label[hs[len(hs)-1].to].line == r.label[n-1].line {
		return // no text, or a label stands directly before it
	}
	if p.cutLabel(i); p.fixed[i] || r.own < len(r.label) {
		return
	}
	behind := r.label
	if hs := p.labels[i]; len(hs) > 0 {
		behind = r.label[hs[len(hs)-1].to+1:]
	} else {
		for _, text := range lastLines(r.label, 2) {
			if row := p.resembles(text, 70); row >= 0 {
				p.fix(i, row)
				return
			}
		}
	}
	last := r.label[len(r.label)-1].line
	for _, f := range behind {
		p.barred[i] = p.barred[i] || !r.grid && f.line == last && !p.book.knows(f.plain) && !p.book.header(f.plain)
	}
}

// bothSides is the row that the text before and the text behind a run name: its
// label goes around it. noRow if they do not.
func (p *pairing) bothSides(i int) int {
	before, behind := p.labels[i], p.behind(i)
	if p.list.runs[i].grid || len(before) == 0 || len(behind) == 0 {
		return noRow
	}
	if hs := p.book.hits(behind); len(hs) > 0 && hs[0].row == before[len(before)-1].row {
		return hs[0].row
	}
	return noRow
}

// behind is the label text behind run i that does not stand on the line or row
// of the next one.
func (p *pairing) behind(i int) []fragment {
	if i+1 < len(p.list.runs) {
		next := &p.list.runs[i+1]
		return next.label[:next.own]
	}
	return p.list.rest
}

// cutLabel fixes a run whose values stand in the middle of their label: the
// lines around it make a whole label, or one of its words.
func (p *pairing) cutLabel(i int) {
	r := &p.list.runs[i]
	if r.grid {
		return
	}
	heads, tails := lastLines(r.label, 3), firstLines(p.behind(i), 3)
	for k, t := range tails {
		if ordinalLength(t) > 0 {
			break // it begins with a number of its own
		}
		line := t
		if k > 0 {
			line = t[len(tails[k-1]):]
		}
		if _, whole := p.book.whole(line); whole || slices.Contains(p.book.canonical, withoutGroup(bare(line))) {
			break // a label of its own: that of the next run
		}
		for _, h := range heads {
			if row, ok := p.isLabel(h + t); ok {
				p.fix(i, row)
				return
			}
		}
	}
	if len(heads) == 0 || len(tails) == 0 || p.book.words == nil {
		return
	}
	h, t := heads[len(heads)-1], tails[len(tails)-1]
	for _, m := range p.book.words.all(h + t) {
		if m.id >= 0 && m.from < len(h) && m.to > len(h) {
			p.fix(i, m.id)
			return
		}
	}
}

// isLabel reports whether a text is a whole printed label of the form, or all
// but its spelling.
func (p *pairing) isLabel(text string) (row int, ok bool) {
	text = bare(text)
	for range 2 {
		if row := slices.Index(p.book.canonical, text); row >= 0 && text != "" {
			return row, !p.skip(row)
		}
		text = withoutGroup(text)
	}
	if row := p.resembles(text, 90); row >= 0 {
		return row, true
	}
	if row, ok := p.book.whole(text); ok && p.book != bookThree {
		return row, true
	}
	return noRow, false
}

// lastLines joins the fragments of the last one, two, … lines.
func lastLines(fs []fragment, most int) []string {
	var out []string
	for k := len(fs) - 1; k >= 0; k-- {
		if k == 0 || fs[k-1].line != fs[k].line {
			out = append(out, joinFragments(fs[k:]))
			if len(out) == most {
				break
			}
		}
	}
	return out
}

// firstLines joins the fragments of the first one, two, … lines.
func firstLines(fs []fragment, most int) []string {
	var out []string
	for k := range fs {
		if k+1 == len(fs) || fs[k+1].line != fs[k].line {
			out = append(out, joinFragments(fs[:k+1]))
			if len(out) == most {
				break
			}
		}
	}
	return out
}

// mayMean reports whether what is left of a run's label, on the line directly
// before it, is a piece of the row's label. Text that is no label's says nothing.
func (p *pairing) mayMean(i, row int) bool {
	r := &p.list.runs[i]
	if r.grid || len(r.label) == 0 {
		return true
	}
	last := r.label[len(r.label)-1].line
	for k := len(r.label) - 1; k >= 0 && r.label[k].line == last; k-- {
		if p.book.header(r.label[k].plain) {
			continue
		}
		s := withoutGroup(bare(r.label[k].plain))
		if s != "" && !strings.Contains(p.book.neutral, s) && !p.book.partOf(s, row) {
			return false
		}
	}
	return true
}
