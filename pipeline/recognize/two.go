package recognize

import (
	"slices"
	"strings"

	"huizong/schema"
)

// Table two: short blocks, each with its own header. The header above a row
// says which column each value is.

// readTwo fills table two. It reports whether the table is there.
func (r *reader) readTwo(spans []span) bool {
	if len(spans) == 0 {
		return false
	}
	if r.known(schema.Table2, spans) {
		return true
	}
	form := twoForms[1]
	list := r.collectTwo(spans, form)
	text := list.text()
	edition := editionOfTwo(text)
	if edition == schema.NoEdition {
		edition = schema.EditionFor(r.report.Year)
	}
	if edition == schema.Edition2021 {
		form = twoForms[0]
		list = r.collectTwo(spans, form)
	}
	r.report.TableEdition[schema.Table2] = edition
	t := &tableTwo{reader: r, form: form, list: &list, found: make([]found, len(form.rows))}
	t.units(text)
	t.perRow()
	list.respace(r.lines, t.wanted)
	list.spill(form.book, t.wanted)
	p := newPairing(form.book, &list, len(form.rows))
	t.doubtLone(p)
	p.fits = func(r *run, row int) bool { v, _ := t.window(r, len(form.columns[row]), nil); return v != nil }
	p.solve()
	t.p = p
	t.settle()
	r.orphans(schema.Table2, p)
	return true
}

func (r *reader) collectTwo(spans []span, form *twoForm) runList {
	c := &collector{lines: r.lines, memory: r.memory, book: form.book, header: headTwoWords, glued: func(row int) int { return len(form.columns[row]) }}
	return c.collect(spans)
}

// A tableTwo is table two while its cells are filled.
type tableTwo struct {
	*reader
	form  *twoForm
	list  *runList
	p     *pairing
	found []found // by row of the form; place set: met
	met   [16]bool
	yuan  bool // the fee's header says 元
}

// units notes what the headers say about money.
func (t *tableTwo) units(text string) {
	t.tenKYuan = saysUnit(text, "采购总金额", "万元") || saysUnit(text, "采购金额", "万元")
	t.yuan = saysUnit(text, "收费金额", "单位:元") || saysUnit(text, "收费金额", "(元)")
}

// saysUnit reports whether a unit stands directly behind a header's words.
func saysUnit(text, words, unit string) bool {
	_, behind, ok := strings.Cut(text, words)
	return ok && strings.Contains(behind[:min(len(behind), 30)], unit)
}

// perRow cuts runs of text values: each line of several values is a row; where
// every value has a line of its own, the row named by the label takes its
// share, and the row behind it, if it lost its label, the rest.
func (t *tableTwo) perRow() {
	named := map[int]bool{}
	for i := range t.list.runs {
		for _, h := range t.form.book.hits(t.list.runs[i].label) {
			named[h.row] = true
		}
	}
	var out []run
	for i := range t.list.runs {
		r := &t.list.runs[i]
		if r.grid || len(r.values) < 2 {
			out = append(out, *r)
			continue
		}
		out = append(out, r.split(t.shares(r, named))...)
	}
	t.list.runs = out
}

// wanted is how many values the row has that is named directly before a run.
func (t *tableTwo) wanted(r *run) int {
	if hs := t.form.book.hits(r.label); len(hs) > 0 && hs[len(hs)-1].to == len(r.label)-1 {
		return len(t.form.columns[hs[len(hs)-1].row])
	}
	return 0
}

// doubtLone bars the lone numbers on lines of their own in a table whose labels
// have their values beside them: they may be page numbers.
func (t *tableTwo) doubtLone(p *pairing) {
	beside := 0
	for i := range t.list.runs {
		if r := &t.list.runs[i]; r.own < len(r.label) {
			beside++
		}
	}
	for i := range t.list.runs {
		if r := &t.list.runs[i]; beside > 1 && !r.grid && len(r.values) == 1 && r.own == len(r.label) {
			p.barred[i] = true
		}
	}
}

// shares says how many values each row of a text run has, nil to leave it whole.
func (t *tableTwo) shares(r *run, named map[int]bool) []int {
	if n := len(r.counts); n > 1 && r.counts[0].values > 1 {
		out := make([]int, n)
		for k, c := range r.counts {
			out[k] = c.values
		}
		return out
	}
	hs := t.form.book.hits(r.label)
	if len(hs) == 0 {
		return nil
	}
	row := hs[len(hs)-1].row
	want := len(t.form.columns[row])
	if r.own == len(r.label) && row+1 < len(t.form.rows) && !named[row+1] && len(r.values) == want+len(t.form.columns[row+1]) {
		return []int{want, len(r.values) - want}
	}
	if len(r.counts) > 1 && r.counts[0].values == want && want == 1 && r.counts[0].line == r.line && r.own < len(r.label) {
		return []int{1, len(r.values) - 1} // what follows on other lines is not this row's
	}
	return nil
}

// settle writes the rows' values into the report's cells.
func (t *tableTwo) settle() {
	var said []int
	for i := range t.list.runs {
		run := &t.list.runs[i]
		said = t.headerOf(run, said)
		row := t.p.row[i]
		if row < 0 {
			continue
		}
		now := t.read(run, row, said)
		t.found[row] = merge(t.found[row], now, t.met[row])
		t.met[row] = true
	}
	for row := range t.form.rows {
		f := &t.found[row]
		switch {
		case t.p.doubt[row]:
			f.values, f.why = nil, inDoubt
		case !t.met[row] && !t.p.named[row]:
			continue
		case !t.met[row]:
			f.why, f.place = notFound, t.list.placeOf(row, t.form.book, t.lines)
		}
		if f.values == nil {
			t.unreadRow(row, f)
			continue
		}
		for k, id := range t.form.cells[row] {
			if f.values[k].place != notPrinted {
				t.set(id, &f.values[k])
			}
		}
		if t.yuan && t.form.rows[row].Code == "fees" && t.form.edition == schema.Edition2021 {
			t.note(t.form.cells[row][0], "列标题的单位是元，不是万元")
		}
	}
}

func (t *tableTwo) unreadRow(row int, f *found) {
	for _, id := range t.form.cells[row] {
		t.report.Cells[id] = schema.CellValue{State: schema.Unread}
	}
	t.unread(schema.Table2, t.form.rows[row].Code, t.form.rows[row].Label, f.why, f.place)
}

// headerOf is the order of columns that the header above a run says; said is
// that of the run before, which holds inside one block.
func (t *tableTwo) headerOf(r *run, said []int) []int {
	text := joinFragments(r.label)
	if k := strings.LastIndex(text, "第二十条"); k >= 0 {
		said, text = nil, text[k:]
	} else if k := strings.LastIndex(text, "信息内容"); k >= 0 {
		said, text = nil, text[k:]
	}
	var now []int
	for _, m := range columnWords.all(text) {
		if n := len(now); n == 0 || now[n-1] != m.id {
			now = append(now, m.id)
		}
	}
	if len(now) > 0 {
		return now
	}
	return said
}

// notPrinted is the place of a value that the table does not have.
var notPrinted = new(schema.Place)

// read takes the values of a row in the form's order.
func (t *tableTwo) read(r *run, row int, said []int) found {
	columns := t.form.columns[row]
	f := found{place: r.place()}
	switch {
	case sameColumns(said, columns):
		f.values, f.why = t.window(r, len(columns), said)
		f.values = arrange(f.values, said, columns)
		return f
	case len(said) > 0 && !anyOf(said, columns):
		f.why = otherEdition
		return f
	case len(said) > 0 && distinct(said) && (len(said) > len(columns) || r.grid && len(r.values) == len(said)):
		f.values, f.why = t.window(r, len(said), said)
		f.values = arrange(f.values, said, columns)
		return f
	case !subsequence(said, columns):
		f.why = noColumns
		return f
	}
	f.values, f.why = t.window(r, len(columns), nil)
	return f
}

// arrange puts values that stand in the order said into that of columns.
func arrange(values []piece, said, columns []int) []piece {
	if values == nil {
		return nil
	}
	out := make([]piece, len(columns))
	for k, c := range columns {
		if at := slices.Index(said, c); at >= 0 {
			out[k] = values[at]
		} else {
			out[k].place = notPrinted
		}
	}
	return out
}

func sameColumns(said, columns []int) bool {
	return len(said) == len(columns) && distinct(said) && allOf(said, columns)
}

func allOf(said, columns []int) bool {
	for _, c := range said {
		if !slices.Contains(columns, c) {
			return false
		}
	}
	return true
}

func anyOf(said, columns []int) bool {
	return slices.ContainsFunc(said, func(c int) bool { return slices.Contains(columns, c) })
}

func distinct(cs []int) bool {
	for i := range cs {
		if slices.Contains(cs[:i], cs[i]) {
			return false
		}
	}
	return true
}

// subsequence reports whether said is columns with some left out.
func subsequence(said, columns []int) bool {
	k := 0
	for _, c := range columns {
		if k < len(said) && said[k] == c {
			k++
		}
	}
	return k == len(said)
}

// window picks the values of a row: they follow the label, and what is left of
// the row is blank. A single value may stand anywhere, or be repeated by a
// converter over all columns that it spans.
func (t *tableTwo) window(r *run, want int, said []int) ([]piece, why) {
	if r.grid && r.shape.label < 0 && len(r.values) == want+1 && r.values[0].blank() {
		rest := *r // the first cell is that of the lost label
		rest.values, rest.shape.label = r.values[1:], 0
		r = &rest
	}
	n := len(r.values)
	first, last := r.printed()
	switch {
	case r.torn != why{}:
		return nil, r.torn
	case r.grid && want > 1 && n == want && r.shape.label < 0 && r.values[0].blank():
		return nil, unclear(n, want) // the blank cell may be that of the lost label
	case r.grid && want > 1 && n > want && (r.shape.label < 0 || t.wider(r, want)):
		return nil, tooMany(n, want)
	case n < want:
		return nil, tooFew(n, want)
	case !r.grid && n > want:
		return nil, tooMany(n, want)
	case n == want && !(r.shape.loose && want > 1 && shortened(r.values)):
		return r.values, why{}
	case first < 0:
		return r.values[:want], why{}
	case want == 1 && (first == last || t.repeated(r, said)):
		return r.values[first : first+1], why{}
	case last-first+1 > want || want == 1:
		return nil, tooMany(last-first+1, want)
	case last-first+1 == want:
		return r.values[first : last+1], why{}
	case !r.shape.loose && last < want:
		return r.values[:want], why{}
	}
	return nil, unclear(n, want)
}

// wider reports whether a row of several values has more cells than another one
// with as many values: its digits may stand in two cells, and a cell be blank.
func (t *tableTwo) wider(r *run, want int) bool {
	for i := range t.list.runs {
		other := &t.list.runs[i]
		if k := t.rowOf(other); k >= 0 && other.grid && len(t.form.columns[k]) == want && len(other.values) < len(r.values) {
			return true
		}
	}
	return false
}

// rowOf is the row that a run's own label names.
func (t *tableTwo) rowOf(r *run) int {
	if row, ok := t.form.book.whole(r.ownLabel()); ok {
		return row
	}
	return noRow
}

// shortened reports whether the last value alone is blank: a row that lost a
// cell and was filled up at its end looks the same.
func shortened(w []piece) bool {
	return len(w) > 1 && w[len(w)-1].blank() && !w[len(w)-2].blank()
}

// repeated reports whether all cells of a row print the same, as where merged
// cells are written out once for each column.
func (t *tableTwo) repeated(r *run, said []int) bool {
	if len(said) != 1 || len(r.values) < 2 {
		return false
	}
	for i := range r.values {
		if r.values[i].plain != r.values[0].plain {
			return false
		}
	}
	return t.headerRepeats(r, said[0])
}

// headerRepeats reports whether the header above names one column as often as
// the row has cells.
func (t *tableTwo) headerRepeats(r *run, column int) bool {
	for i := r.line; i >= 0 && i > r.line-4; i-- {
		n := 0
		for k, ps := 0, t.lines[i].cells(); k < len(ps); k++ {
			if ms := columnWords.all(ps[k].plain); len(ms) == 1 && ms[0].id == column {
				n++
			}
		}
		if n > 0 {
			return n == len(r.values)
		}
	}
	return false
}
