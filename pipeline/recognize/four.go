package recognize

import (
	"slices"
	"strings"

	"huizong/schema"
)

// Table four: the five outcomes stand three times, so the group above them is
// the only key: fifteen values in one row, or five under or beside each group.

const (
	groups    = 3
	groupSize = 5
	allFour   = groups * groupSize
)

// A slot is the cell of table four that a column holds.
type slot struct{ group, outcome int }

// readFour fills table four. It reports whether the table is there.
func (r *reader) readFour(spans []span) bool {
	if len(spans) == 0 {
		return false
	}
	if r.known(schema.Table4, spans) {
		return true
	}
	c := &collector{lines: r.lines, memory: r.memory, book: bookFour, header: headFourWords, blankRow: allFour, glued: func(int) int { return groupSize }}
	list := c.collect(spans)
	list.unglueFour()
	list.perRow(allFour)
	list.respace(r.lines, func(r *run) int {
		if len(r.values) > groupSize {
			return allFour
		}
		return 0
	})
	list.spill(bookFour, func(*run) int { return 0 })
	t := &tableFour{reader: r, list: &list}
	t.order, t.columns, t.ordered = fourOrder(r.lines, spans)
	if !t.wholeRow() {
		t.byGroup()
	}
	t.settle(r.lines[spans[0].from].place)
	return true
}

// A tableFour is table four while its cells are filled.
type tableFour struct {
	*reader
	list    *runList
	order   []slot // of fifteen columns
	columns []int  // of the leaf headers in a true grid, nil if unknown
	ordered bool
	found   [groups]found
	met     [groups]bool
}

// unglueFour cuts a text value of fifteen digits into fifteen.
func (l *runList) unglueFour() {
	for i := range l.runs {
		r := &l.runs[i]
		if r.grid || len(r.values) != 1 || len(r.values[0].plain) != allFour || !isDigits(r.values[0].plain) || !certainGroups(r.values[0].plain) {
			continue
		}
		one := r.values[0]
		r.values = nil
		for _, d := range one.plain {
			v := one
			v.raw, v.plain = string(d), string(d)
			r.values = append(r.values, v)
		}
		r.counts = []lineCount{{r.line, allFour}}
	}
}

func certainGroups(digits string) bool {
	for g := range groups {
		if !certainDigits(digits[g*groupSize : (g+1)*groupSize]) {
			return false
		}
	}
	return true
}

// wholeRow takes the row of fifteen values. It reports whether there is one.
func (t *tableFour) wholeRow() bool {
	rows := make([]int, len(t.list.runs))
	f := newFrame(t.list, rows, allFour, t.columns)
	any := false
	for i := range t.list.runs {
		run := &t.list.runs[i]
		if len(run.values) < allFour {
			continue
		}
		values, reason := f.choose(run)
		switch {
		case values == nil:
		case !run.grid && t.headedBehind(i):
			values, reason = nil, inDoubt
		case run.shape.loose && shortened(values):
			values, reason = nil, maybeShort
		case len(run.values) > allFour && t.widest(run):
			values, reason = nil, tooMany(len(run.values), allFour)
		}
		any = true
		var parts [groups][]piece
		for g := range parts {
			if values != nil && t.ordered {
				parts[g] = t.groupOf(values, g)
			}
			if !t.ordered {
				reason = noColumns
			}
			t.add(g, found{parts[g], reason, run.place()})
		}
	}
	return any
}

// headedBehind reports whether a group is named behind the values of a run and
// not before them: columns were written one below the other, and these are others'.
func (t *tableFour) headedBehind(i int) bool {
	before := map[int]bool{}
	for k := range t.list.runs[:i+1] {
		for _, m := range bookFour.words.all(joinFragments(t.list.runs[k].label)) {
			before[m.id] = true
		}
	}
	behind := t.list.rest
	if i+1 < len(t.list.runs) {
		behind = t.list.runs[i+1].label
	}
	return slices.ContainsFunc(bookFour.words.all(joinFragments(behind)), func(m match) bool { return !before[m.id] })
}

// widest reports whether a row has more cells than every other row of its table:
// digits may stand in two cells, and a cell be blank.
func (t *tableFour) widest(r *run) bool {
	n := len(t.lines[r.line].cells())
	for i := max(0, r.line-widestGap); i < min(len(t.lines), r.line+widestGap); i++ {
		if i != r.line && t.lines[i].table == r.shape.table && len(t.lines[i].cells()) >= n {
			return false
		}
	}
	return true
}

// groupOf takes the five values of a group, in the form's order.
func (t *tableFour) groupOf(values []piece, g int) []piece {
	out := make([]piece, groupSize)
	for k, s := range t.order {
		if s.group == g {
			out[s.outcome] = values[k]
		}
	}
	return out
}

func (t *tableFour) add(g int, f found) {
	t.found[g] = merge(t.found[g], f, t.met[g])
	t.met[g] = true
}

// byGroup takes rows of five, and a row of ten for the two groups of suits.
func (t *tableFour) byGroup() {
	t.splitTens()
	t.list.perRow(groupSize)
	p := newPairing(bookFour, t.list, groups)
	p.fits = func(r *run, _ int) bool { return len(r.values) == groupSize }
	p.solve()
	p.doubtBeside()
	f := newFrame(t.list, p.row, groupSize, nil)
	for i := range t.list.runs {
		if g := p.row[i]; g >= 0 {
			values, reason := f.choose(&t.list.runs[i])
			switch {
			case p.doubt[g]:
				values, reason = nil, inDoubt
			case !t.ordered:
				values, reason = nil, noColumns
			}
			if values != nil {
				values = t.inOrder(values, g)
			}
			t.add(g, found{values, reason, t.list.runs[i].place()})
		}
	}
}

// inOrder puts the five values of a group into the form's order.
func (t *tableFour) inOrder(values []piece, g int) []piece {
	out := make([]piece, groupSize)
	at := 0
	for _, s := range t.order {
		if s.group == g {
			out[s.outcome] = values[at]
			at++
		}
	}
	return out
}

// splitTens cuts a row of ten under both groups of suits into two of five.
func (t *tableFour) splitTens() {
	var out []run
	for i := range t.list.runs {
		r := t.list.runs[i]
		hs := bookFour.hits(r.label)
		if len(r.values) == 2*groupSize && len(hs) >= 2 && hs[len(hs)-2].row == groupDirect && hs[len(hs)-1].row == groupAfterReview {
			second := r
			r.values, second.values = r.values[:groupSize], second.values[groupSize:]
			second.label, second.own = nil, 0
			out = append(out, r, second)
			continue
		}
		out = append(out, r)
	}
	t.list.runs = out
}

func (t *tableFour) settle(at schema.Place) {
	for g := range t.found {
		f := &t.found[g]
		if f.values != nil {
			for o := range f.values {
				t.set(schema.T4(g, o), &f.values[o])
			}
			continue
		}
		if !t.met[g] {
			f.why, f.place = notFound, at
		}
		for o := range schema.Outcomes {
			t.report.Cells[schema.T4(g, o)] = schema.CellValue{State: schema.Unread}
		}
		t.unread(schema.Table4, schema.Proceedings[g].Code, schema.Proceedings[g].Label, f.why, f.place)
	}
}

// fourOrder reads the header: which cell each of the fifteen columns is. In a
// true grid a header stands over its columns; elsewhere headers read from left
// to right, row by row. Headers that cannot be read are the form's; ok is false
// where what can be read contradicts itself.
func fourOrder(lines []line, spans []span) (order []slot, columns []int, ok bool) {
	heads := fourHeads(lines, spans)
	if order, columns = fourColumns(heads); order != nil {
		return order, columns, true
	}
	groupOrder, ok := groupSequence(heads)
	if !ok {
		return nil, nil, false
	}
	outcomes, ok := outcomeSequences(heads, groupOrder)
	if !ok {
		return nil, nil, false
	}
	for _, g := range groupOrder {
		for _, o := range outcomes[g] {
			order = append(order, slot{g, o})
		}
	}
	return order, nil, true
}

// A fourHead is a header of table four: a group, an outcome, or both.
type fourHead struct {
	group, outcome     int // noRow, −1 if it names none; groupSuits for 行政诉讼
	line, column, span int
	from               int // where it begins in the line, in columns of a fixed-width font; its column in a row
	table              int
	grid               bool
	cell, cells        int // which cell of its row it is, and of how many; 0 of 0 outside a grid
}

func fourHeads(lines []line, spans []span) []fourHead {
	out := make([]fourHead, 0, 2*allFour)
	for _, s := range spans {
		for i := s.from; i < s.to; i++ {
			l := &lines[i]
			grid, cell, cells := l.row() && !l.loose, -1, 0
			if grid {
				cells = l.anchored()
			}
			for k, ps := 0, l.cells(); k < len(ps); k++ {
				p := &ps[k]
				if !p.continued {
					cell++
				}
				if p.value || p.continued || p.blank() {
					continue
				}
				h := fourHead{group: noRow, outcome: -1, line: i, column: p.column, span: p.span, from: p.column, table: l.table, grid: grid}
				if !l.row() {
					h.from = widthBefore(l.raw, p.raw)
				}
				if grid {
					h.cell, h.cells = cell, cells
				}
				o, n := 0, 0
				if !l.row() {
					o, n = brokenWord(outcomeWords, ps[k:])
				}
				if n > 1 {
					h.outcome = o
					k += n - 1
				} else {
					h.read(p.plain)
				}
				if h.group != noRow || h.outcome >= 0 {
					out = append(out, h)
				}
			}
		}
	}
	return out
}

// read takes a header's words: a group, an outcome, or one behind the other.
func (h *fourHead) read(p string) {
	if ms := bookFour.words.all(p); len(ms) == 1 {
		h.group, p = ms[0].id, p[ms[0].to:]
	}
	h.outcome = outcomeOf(p)
}

// fourColumns lays outcomes under the groups that stand over them in one true
// grid; nil unless that gives all fifteen, each once.
func fourColumns(heads []fourHead) (order []slot, columns []int) {
	var leaves []fourHead
	if len(heads) > mostLeaves {
		return nil, nil
	}
	for _, h := range heads {
		if !h.grid || h.table != heads[0].table {
			return nil, nil
		}
		if h.outcome < 0 {
			continue
		}
		if h.group < 0 {
			narrowest := 1 << 30
			for _, g := range heads {
				if g.outcome < 0 && g.group >= 0 && g.line < h.line && g.column <= h.column && h.column < g.column+g.span && g.span < narrowest {
					h.group, narrowest = g.group, g.span
				}
			}
		}
		leaves = append(leaves, h)
	}
	if len(leaves) != allFour {
		return nil, nil
	}
	slices.SortStableFunc(leaves, func(a, b fourHead) int { return a.column - b.column })
	var seen [groups][groupSize]bool
	for k, h := range leaves {
		if h.group < 0 || seen[h.group][h.outcome] || k > 0 && h.column == leaves[k-1].column {
			return nil, nil
		}
		seen[h.group][h.outcome] = true
		order, columns = append(order, slot{h.group, h.outcome}), append(columns, h.column)
	}
	return order, columns
}

// groupSequence is the order of the groups from left to right: 行政诉讼 holds
// the two that stand below it. ok is false if they cannot be brought in order.
func groupSequence(heads []fourHead) ([]int, bool) {
	var root, suits []int
	haveSuits, line := false, -1
	hadSuits := false
	for _, h := range heads {
		if h.line != line {
			line, hadSuits = h.line, haveSuits
		}
		switch {
		case h.group == groupSuits && !haveSuits:
			haveSuits = true
			root = append(root, groupSuits)
		case h.group > groupReview && hadSuits && !slices.Contains(suits, h.group):
			suits = append(suits, h.group)
		case h.group >= 0 && !slices.Contains(root, h.group) && !slices.Contains(suits, h.group):
			root = append(root, h.group)
		}
	}
	standard := []int{groupReview, groupDirect, groupAfterReview}
	if review, over := headOfGroup(heads, groupReview), headOfGroup(heads, groupSuits); len(suits) > 0 && !eachHeadAlone(heads) && (review == nil || over == nil || review.line != over.line) {
		// printed in the middle of a tall cell: which stands to the left the lines do
		// not tell, and the form does unless 行政复议 begins farther right
		return standard, review == nil || over == nil || review.from <= over.from
	}
	order := replace(root, groupSuits, suits)
	if len(order) == groups && distinct(order) {
		return order, true
	}
	return standard, subsequence(order, standard)
}

// eachHeadAlone reports whether every header has a line of its own: they read on.
func eachHeadAlone(heads []fourHead) bool {
	for k := 1; k < len(heads); k++ {
		if heads[k].line == heads[k-1].line {
			return false
		}
	}
	return true
}

// headOfGroup is the first header of a group, nil if there is none.
func headOfGroup(heads []fourHead, group int) *fourHead {
	for i := range heads {
		if heads[i].group == group {
			return &heads[i]
		}
	}
	return nil
}

// widthBefore is how much is printed in a line before a text of it: ideographs are
// twice as wide as ASCII.
func widthBefore(line, text string) int {
	before, _, _ := strings.Cut(line, text)
	n := 0
	for _, r := range before {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}

// outcomeSequences is the order of the five outcomes under each group. Rows
// that name five or more give it; what cannot be read is the form's.
func outcomeSequences(heads []fourHead, groupOrder []int) (out [groups][]int, ok bool) {
	standard := []int{0, 1, 2, 3, 4}
	var fives [][]int
	alone := eachHeadAlone(heads)
	for at := 0; at < len(heads); {
		var named []int
		first, line := at, heads[at].line
		for ; at < len(heads) && (alone || heads[at].line == line); at++ {
			if heads[at].outcome >= 0 {
				named = append(named, heads[at].outcome)
			}
		}
		if len(named) > groupSize && len(named)%groupSize != 0 {
			if !inStep(named) && !inPlace(heads[first:at]) {
				return out, false
			}
			continue
		}
		for len(named) >= groupSize && distinct(named[:groupSize]) {
			fives = append(fives, named[:groupSize])
			named = named[groupSize:]
		}
	}
	for g := range out {
		out[g] = standard
	}
	switch {
	case len(fives) == groups:
		for k, g := range groupOrder {
			out[g] = fives[k]
		}
	case len(fives) > 0:
		for _, five := range fives {
			if !slices.Equal(five, fives[0]) {
				return out, false
			}
		}
		for g := range out {
			out[g] = fives[0]
		}
	}
	return out, true
}

// inStep reports whether outcomes, some of them lost, may be the form's from
// the first one on. A row that begins with another may be in another order.
func inStep(named []int) bool {
	at := 0
	for _, o := range named {
		for at < allFour && at%groupSize != o {
			at++
		}
		at++
	}
	return named[0] == 0 && at <= allFour
}

// inPlace reports whether each outcome of a row of a true grid stands in the
// cell that the form gives it, beside others that cannot be read.
func inPlace(row []fourHead) bool {
	return !slices.ContainsFunc(row, func(h fourHead) bool {
		return h.cells != allFour || h.outcome >= 0 && h.cell%groupSize != h.outcome
	})
}
