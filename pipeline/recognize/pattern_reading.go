package recognize

import (
	"maps"
	"slices"
	"strconv"

	"huizong/schema"
)

// An asked table is what a reading is found by.
type asked struct {
	table   schema.FormTable
	lines   span           // of the pattern
	edition schema.Edition // of the report's year: it settles a table that shows none
}

// A reading says which pieces of a pattern are which cells of the form, in the
// order in which they are written down.
type reading struct {
	edition  schema.Edition
	tenKYuan bool
	steps    []step
}

// A step writes down what a piece prints, or a remark.
type step struct {
	cell  schema.CellID
	piece int
	note  string
}

// known reads a table as it was read before with other figures. It reports
// whether it could.
func (r *reader) known(t schema.FormTable, spans []span) bool {
	if len(spans) != 1 {
		return false
	}
	for _, s := range r.stretches {
		if spans[0].from < s.from || spans[0].to > s.to {
			continue
		}
		got := s.pattern.reading(asked{t, span{spans[0].from - s.from, spans[0].to - s.from}, schema.EditionFor(r.report.Year)})
		if got == nil {
			return false
		}
		r.report.TableEdition[t] = got.edition
		if t == schema.Table2 {
			r.tenKYuan = got.tenKYuan
		}
		for _, step := range got.steps {
			if step.note != "" {
				r.note(step.cell, step.note)
			} else {
				r.set(step.cell, &s.pieces[step.piece])
			}
		}
		return true
	}
	return false
}

// reading gives what is known, or finds it out; nil where the table was not read
// whole, or its figures had a say in it.
func (p *pattern) reading(a asked) *reading {
	if known := p.readings.Load(); known != nil {
		if got, ok := (*known)[a]; ok {
			return got
		}
	}
	got := p.read(a)
	p.lock.Lock()
	defer p.lock.Unlock()
	all := map[asked]*reading{}
	if known := p.readings.Load(); known != nil && len(*known) < mostReadings {
		all = maps.Clone(*known)
	}
	all[a] = got
	p.readings.Store(&all)
	return got
}

const mostReadings = 16 // of one pattern: three tables, two editions

// read reads a table of the pattern in the general way. Every figure of it is
// another number: nothing is owed to what two figures have in common.
func (p *pattern) read(a asked) *reading {
	lines, pieces := p.specimen()
	if a.table == schema.Table4 && widerThan(lines[a.lines.from:a.lines.to], allFour) {
		return nil // rows that are not of the pattern may say whether a cell is cut in two
	}
	at := map[*schema.Place]int{}
	for i := range pieces {
		if !pieces[i].continued {
			at[pieces[i].place] = i
		}
	}
	got, whole := &reading{}, true
	trial := &reader{lines: lines, memory: newMemory(), report: &schema.Report{Year: yearOf[a.edition]}}
	trial.written = func(s step, by *piece) {
		if by != nil {
			k, ok := at[by.place]
			whole = whole && ok && by.raw == pieces[k].raw
			s.piece = k
		}
		got.steps = append(got.steps, s)
	}
	switch spans := []span{a.lines}; a.table {
	case schema.Table2:
		trial.readTwo(spans)
	case schema.Table3:
		trial.readThree(spans)
	case schema.Table4:
		trial.readFour(spans)
	}
	if !whole || len(trial.doubts) > 0 {
		return nil
	}
	got.edition, got.tenKYuan = trial.report.TableEdition[a.table], trial.tenKYuan
	return got
}

var yearOf = map[schema.Edition]int{schema.Edition2019: 2020, schema.Edition2021: 2021}

func widerThan(lines []line, cells int) bool {
	return slices.ContainsFunc(lines, func(l line) bool { return len(l.pieces) > cells })
}

// specimen lays the pattern out with figures of its own.
func (p *pattern) specimen() ([]line, []piece) {
	pieces := slices.Clone(p.pieces)
	places := make([]schema.Place, len(pieces))
	anchors := map[int]int{}
	for i := range pieces {
		piece := &pieces[i]
		anchor, ok := anchors[p.prints[i].cell]
		if !ok {
			anchor = i
			anchors[p.prints[i].cell] = i
		}
		piece.place = &places[anchor]
		if p.prints[i].figure {
			piece.raw = strconv.Itoa(firstFigure + anchor)
			piece.plain = piece.raw
		}
	}
	lines, rest := slices.Clone(p.lines), pieces
	for i := range lines {
		l := &lines[i]
		n := len(l.pieces)
		l.pieces, rest = rest[:n:n], rest[n:]
		if l.plain == "" {
			l.plain = plainOf(l.pieces)
		}
	}
	return lines, pieces
}

const firstFigure = 1001
