package recognize

import (
	"slices"
	"strings"

	"huizong/schema"
)

// readThree fills table three. It reports whether the table is there.
func (r *reader) readThree(spans []span) bool {
	if len(spans) == 0 {
		return false
	}
	if r.known(schema.Table3, spans) {
		return true
	}
	c := &collector{lines: r.lines, memory: r.memory, book: bookThree, header: headThreeWords, glued: func(int) int { return len(schema.Applicants) }}
	list := c.collect(spans)
	order, columns, ok := applicantOrder(r.lines, spans, &list)
	want := len(standardOrder)
	if ok {
		want = len(order)
	}
	list.perRow(want)
	list.respace(r.lines, func(*run) int { return want })
	list.spill(bookThree, func(*run) int { return want })
	p := newPairing(bookThree, &list, len(schema.TableThree))
	p.skip = skipThree(editionOfThree(&list), bookThree.printsParent(&list))
	p.solve()
	p.doubtParent()
	p.doubtBeside()
	edition := p.editionThree()
	r.report.TableEdition[schema.Table3] = edition
	if edition == schema.NoEdition {
		edition = schema.Edition2021
	}
	t := &tableThree{reader: r, p: p, frame: newFrame(&list, p.row, want, columns), order: order}
	if !ok {
		t.order = nil
		r.unread(schema.Table3, "header", "列标题", noColumns, r.lines[spans[0].from].place)
	}
	t.settle()
	t.missing(edition)
	r.orphans(schema.Table3, p)
	return true
}

// skipThree lists the rows that a table does not have: the children of （六） in
// the edition of 2019, the parent where it is only a group's label.
func skipThree(e schema.Edition, parent bool) func(row int) bool {
	return func(row int) bool {
		switch {
		case row == rowOtherHandling:
			return e == schema.Edition2021 && !parent
		case isChildOfOther(row):
			return e == schema.Edition2019
		}
		return false
	}
}

// editionOfThree is 2021 when a child of （六） is named, 2019 when only （六）
// itself is.
func editionOfThree(list *runList) schema.Edition {
	parent := false
	for i := 0; i <= len(list.runs); i++ {
		fs := list.rest
		if i < len(list.runs) {
			fs = list.runs[i].label
		}
		for _, h := range bookThree.hits(fs) {
			if isChildOfOther(h.row) && h.row != rowOtherRest {
				return schema.Edition2021
			}
			parent = parent || h.row == rowOtherHandling
		}
	}
	if parent {
		return schema.Edition2019
	}
	return schema.NoEdition
}

// printsParent reports whether a run is the （六） row by its own label.
func (b *book) printsParent(list *runList) bool {
	for i := range list.runs {
		if r := &list.runs[i]; b.row(r.ownLabel()) == rowOtherHandling {
			return true
		}
	}
	return false
}

// doubtParent doubts a （六） row beside its children where the first of them is
// not named: its label may be lost, and the values under the group's be its own.
func (p *pairing) doubtParent() {
	if p.named[rowOtherHandling] && p.named[firstOfOther+1] && !p.named[firstOfOther] {
		p.doubt[rowOtherHandling], p.doubt[firstOfOther] = true, true
	}
}

// editionThree is the edition that the rows found show. [schema.Edition2019]
// becomes a hybrid by what the other tables are.
func (p *pairing) editionThree() schema.Edition {
	switch {
	case p.named[firstOfOther] || p.named[firstOfOther+1]:
		return schema.Edition2021
	case p.named[rowOtherHandling]:
		return schema.Edition2019
	case p.named[rowOtherRest]:
		return schema.Edition2021
	}
	return schema.NoEdition
}

// A tableThree is table three while its cells are filled.
type tableThree struct {
	*reader
	p     *pairing
	frame *frame
	order []int   // nil: the columns are unknown
	found []found // by row of the form
	met   []bool
}

// A found row is what was taken as the values of a form row.
type found struct {
	values []piece // nil: printed, but not certain
	why    why
	place  schema.Place
}

// settle writes what the pairing decided into the report's cells.
func (t *tableThree) settle() {
	t.found, t.met = make([]found, len(schema.TableThree)), make([]bool, len(schema.TableThree))
	for i := range t.p.list.runs {
		row := t.p.row[i]
		if row < 0 {
			continue
		}
		run := &t.p.list.runs[i]
		values, reason := t.frame.window(run)
		t.found[row] = merge(t.found[row], found{values, reason, run.place()}, t.met[row])
		t.met[row] = true
	}
	for row := range schema.TableThree {
		f := &t.found[row]
		switch {
		case !t.met[row]:
			continue
		case t.p.doubt[row]:
			f.values, f.why = nil, inDoubt
		case t.order == nil:
			t.rowState(row, schema.Unread)
			continue
		}
		if f.values == nil {
			t.rowState(row, schema.Unread)
			t.unread(schema.Table3, schema.TableThree[row].Code, rowLabel(row), f.why, f.place)
			continue
		}
		for k, a := range t.order {
			if a != leafSubtotal {
				t.set(schema.T3(row, a), &f.values[k])
			}
		}
	}
}

// merge weighs two finds of one row: equal ones are one, one that prints
// nothing gives way, others leave the row unread.
func merge(was, now found, met bool) found {
	switch {
	case !met:
		return now
	case was.values == nil || now.values == nil:
		if was.values == nil && !printsAny(now.values) {
			return was
		}
		if now.values == nil && !printsAny(was.values) {
			return now
		}
	case sameValues(was.values, now.values) || !printsAny(now.values):
		return was
	case !printsAny(was.values):
		return now
	}
	return found{nil, twice, now.place}
}

func rowLabel(row int) string {
	r := &schema.TableThree[row]
	return strings.TrimPrefix(r.Group+" › "+r.Label, " › ")
}

func (t *tableThree) rowState(row int, s schema.CellState) {
	for c := range schema.Applicants {
		t.report.Cells[schema.T3(row, c)] = schema.CellValue{State: s}
	}
}

// missing marks the rows that got no values: unread where the label is printed
// or a row of values may be theirs, absent otherwise.
func (t *tableThree) missing(e schema.Edition) {
	rows := schema.RequestRows(e)
	if t.p.named[rowOtherHandling] && !slices.Contains(rows, rowOtherHandling) {
		rows = append(rows, rowOtherHandling)
	}
	for _, row := range rows {
		if t.met[row] {
			continue
		}
		reason := notFound
		switch {
		case t.p.doubt[row]:
			reason = inDoubt
		case !t.p.named[row]:
			continue
		}
		t.rowState(row, schema.Unread)
		t.unread(schema.Table3, schema.TableThree[row].Code, rowLabel(row), reason, t.p.list.placeOf(row, bookThree, t.lines))
	}
}

// placeOf is where the label of a row without values is printed.
func (l *runList) placeOf(row int, b *book, lines []line) schema.Place {
	for i := 0; i <= len(l.runs); i++ {
		fs := l.rest
		if i < len(l.runs) {
			fs = l.runs[i].label
		}
		for _, h := range b.hits(fs) {
			if h.row == row {
				return lines[fs[h.to].line].place
			}
		}
	}
	return schema.Place{}
}
