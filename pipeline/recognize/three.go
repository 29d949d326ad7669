package recognize

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"huizong/schema"
)

// Table three: 23 or 25 rows by seven applicants. Rows are known by their label
// path, columns by the header; the seven values are the seven cells that follow
// the label, or those under the header where blanks surround them.

var (
	headerThree   = regexp.MustCompile(`自然人|商业|企业|科研|机构|公益|组织|法律服务|法人|申请人|勾稽|^总计$|^小计$|^其[他它]$|^合计$`)
	subtotalWord  = regexp.MustCompile(`小计`)
	childrenOfSix = regexp.MustCompile(`逾期不补|逾期未补|收费通知|逾期不缴|逾期未缴|逾期未按|缴纳费用`)
)

// applicantWords recognize the column headers, in the order of
// [schema.Applicants]; the last is the sub-total that some tables add.
var applicantWords = []*regexp.Regexp{
	regexp.MustCompile(`^自然人`),
	regexp.MustCompile(`商业企?业?`),
	regexp.MustCompile(`科研机?构?`),
	regexp.MustCompile(`社会公益|公益组?织?`),
	regexp.MustCompile(`法律服务`),
	regexp.MustCompile(`^其[他它](?:组织)?$`),
	regexp.MustCompile(`^(?:总计|合计)$`),
	regexp.MustCompile(`小计`),
}

const subtotal = 7

// readThree fills table three. It reports whether the table is there.
func (r *reader) readThree(s span) bool {
	if s.empty() {
		return false
	}
	order, head := r.applicantOrder(s)
	want := len(order)
	ks := candidatesIn(r.lines, s, isThree, headerThree, []int{want})
	text := r.textOf(s)
	edition := threeEdition(text, ks)
	rows := threeRows(edition, ks)
	off := offsets(ks, want)
	windows := make([][]piece, len(ks))
	ev := make([]evidence, len(ks))
	for i := range ks {
		windows[i] = ks[i].window(want, head, offsetOf(off, &ks[i]))
		ev[i] = threeEvidence(&ks[i])
		ev[i].fits = func(int) bool { return true }
	}
	given, doubtful := align(ev, rows)
	r.report.TableEdition[schema.Table3] = edition
	r.settleThree(ks, ev, windows, given, doubtful, rows, order)
	r.missingThree(text, ks, edition)
	return true
}

func isThree(p string) bool {
	return len(threeHits(p)) > 0 && !headerThree.MatchString(p) || p == "总计"
}

// threeEdition is 2021 when a child of （六） is named; without, the single row
// is 2019's. The caller turns 2019 into hybrid by table two or the year.
func threeEdition(text string, ks []candidate) schema.Edition {
	if childrenOfSix.MatchString(text) {
		return schema.Edition2021
	}
	for i := range ks {
		if hits := threeHits(ks[i].own); len(hits) == 1 && hits[0] == rowOtherHandling {
			return schema.Edition2019
		}
	}
	if strings.Contains(text, "其他处理") {
		return schema.Edition2019
	}
	return schema.NoEdition
}

// threeRows lists the rows to align with, in printed order: a parent row of
// （六） stands above its children.
func threeRows(e schema.Edition, ks []candidate) []rowOf {
	parent := e != schema.Edition2021
	for i := range ks {
		hits := threeHits(ks[i].own)
		parent = parent || len(hits) == 1 && hits[0] == rowOtherHandling
	}
	list := schema.RequestRows(schema.Edition2021)
	if e == schema.Edition2019 {
		list = schema.RequestRows(e)
	} else if parent {
		at := slices.Index(list, schema.RequestRowIndex("other_no_correction"))
		list = slices.Insert(slices.Clone(list), at, rowOtherHandling)
	}
	rows := make([]rowOf, len(list))
	for i, id := range list {
		rows[i] = rowOf{id: id, want: len(schema.Applicants)}
	}
	return rows
}

func threeEvidence(k *candidate) evidence {
	e := evidence{fuzzy: -1, labelled: k.own != "" && !fragment(k)}
	e.own = threeHits(k.own)
	if len(e.own) == 0 && k.path != k.own {
		e.own = threeHits(k.path)
	}
	if len(e.own) == 0 && k.own != "" {
		e.fuzzy = fuzzyThree(k.own)
	}
	if len(e.own) > 1 {
		e.own = nil // two labels on one row: which one, nobody can say
		e.labelled = true
	}
	if !k.grid {
		e.before, e.after = textHits(k.before), textHits(k.after)
	}
	return e
}

// fragment reports whether the label on a text row may be a piece of a wrapped
// one: short, or a group label. A table row's label is whole.
func fragment(k *candidate) bool { return !k.grid }

// textHits finds row labels in running label text, in order of appearance.
func textHits(p string) []int {
	type at struct{ row, pos int }
	var found []at
	for i := range threeLabels {
		l := &threeLabels[i]
		if l.exact != nil {
			continue
		}
		pos := -1
		for _, w := range l.words {
			if k := strings.LastIndex(p, w); k >= 0 && !denied(l, p, k) {
				pos = max(pos, k)
			}
		}
		if pos >= 0 {
			found = append(found, at{i, pos})
		}
	}
	for _, x := range exactTails {
		if x.re.MatchString(p) {
			found = append(found, at{x.row, len(p)})
		}
	}
	slices.SortStableFunc(found, func(a, b at) int { return a.pos - b.pos })
	out := make([]int, len(found))
	for i, f := range found {
		out[i] = f.row
	}
	return out
}

// exactTails are the labels without words of their own, at the end of a text.
var exactTails = []struct {
	row int
	re  *regexp.Regexp
}{
	{rowOtherRest, regexp.MustCompile(`(?:^|[^\d])3[.、]?其[他它]$`)},
	{rowOtherHandling, regexp.MustCompile(`其[他它]处理$`)},
	{rowAnswered, regexp.MustCompile(`(?:[(]?[七7][)]?[、.]?|办理结果|^)(?:总计|合计)$`)},
}

// denied reports whether an excluded word stands just around the match.
func denied(l *label, p string, k int) bool {
	around := p[max(0, k-18):min(len(p), k+24)]
	for _, n := range l.not {
		if strings.Contains(around, n) {
			return true
		}
	}
	return false
}

// applicantOrder reads the header: which applicant each value column is, and in
// a grid where the columns stand. Without a readable header it is the form's.
func (r *reader) applicantOrder(s span) (order []int, head *columns) {
	hasSub := false
	for i := s.from; i < s.to; i++ {
		l := &r.lines[i]
		if subtotalWord.MatchString(l.plain) && tableLine(l) {
			hasSub = true
		}
		if l.row() && head == nil {
			order, head = r.headerAt(i, s.to)
		}
	}
	if head != nil {
		return order, head
	}
	order = []int{0, 1, 2, 3, 4, 5, 6}
	if hasSub {
		order = []int{0, 1, 2, 3, 4, 5, subtotal, 6}
	}
	return order, nil
}

// headerAt looks for the leaf headers in row i and the rows next to it.
func (r *reader) headerAt(i, end int) ([]int, *columns) {
	type leaf struct{ applicant, column, span int }
	var leaves []leaf
	seen := map[int]bool{}
	table := r.lines[i].table
	for k := i; k < end && k < i+4 && r.lines[k].table == table; k++ {
		for j := range r.lines[k].pieces {
			p := &r.lines[k].pieces[j]
			if p.continued {
				continue
			}
			for a, re := range applicantWords {
				if !seen[a] && re.MatchString(p.plain) && len([]rune(p.plain)) <= 10 {
					seen[a] = true
					leaves = append(leaves, leaf{a, p.column, p.span})
					break
				}
			}
		}
		if seen[0] && len(leaves) >= 7 && k > i {
			break
		}
	}
	complete := seen[0]
	for a := range 7 {
		complete = complete && seen[a]
	}
	if !complete || !valueHeaders(r.lines[i].pieces) {
		return nil, nil
	}
	slices.SortFunc(leaves, func(a, b leaf) int { return a.column - b.column })
	order, head := []int{}, &columns{}
	for n, l := range leaves {
		if n > 0 && l.column == leaves[n-1].column {
			return nil, nil
		}
		order = append(order, l.applicant)
		head.at = append(head.at, l.column)
		head.span = append(head.span, l.span)
	}
	return order, head
}

// valueHeaders reports whether a row holds the first of the column headers, so
// that the search does not start in a row of values.
func valueHeaders(ps []piece) bool {
	for i := range ps {
		if ps[i].plain == "自然人" || headerThree.MatchString(ps[i].plain) {
			return true
		}
	}
	return false
}

// settleThree writes what alignment decided into the report's cells.
func (r *reader) settleThree(ks []candidate, ev []evidence, windows [][]piece, given []int, doubtful map[int]bool, rows []rowOf, order []int) {
	taken := map[int]int{} // row id → candidate
	for i, g := range given {
		if g >= 0 {
			taken[rows[g].id] = i
		}
	}
	for i := range ks {
		if given[i] >= 0 || len(ev[i].own) != 1 {
			continue
		}
		id := ev[i].own[0]
		other, met := taken[id]
		switch {
		case !met:
			taken[id] = i
		case sameWindow(windows[i], windows[other]):
		default:
			taken[id] = -1
			r.unread(schema.Table3, r.rowLabel(id), "出现两次且数值不同", "stands there twice with different values", ks[i].place())
		}
	}
	for id, i := range taken {
		if i < 0 {
			r.setRowState(id, schema.Unread)
			continue
		}
		if windows[i] == nil {
			r.setRowState(id, schema.Unread)
			r.unread(schema.Table3, r.rowLabel(id), fmt.Sprintf("标题后有 %d 个单元格，不能确定哪 %d 个是数值", len(ks[i].values), len(order)),
				fmt.Sprintf("%d cells follow the label, which %d of them are the values is not certain", len(ks[i].values), len(order)), ks[i].place())
			continue
		}
		for c, a := range order {
			if a != subtotal {
				r.set(schema.T3(id, a), &windows[i][c])
			}
		}
	}
}

func sameWindow(a, b []piece) bool {
	if a == nil || b == nil || len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].plain != b[i].plain {
			return false
		}
	}
	return true
}

func (k *candidate) place() schema.Place {
	if len(k.values) == 0 {
		return schema.Place{}
	}
	return k.values[0].place
}

func (r *reader) rowLabel(row int) string {
	t := schema.TableThree[row]
	return strings.TrimPrefix(t.Group+" › "+t.Label, " › ")
}

func (r *reader) setRowState(row int, s schema.CellState) {
	for c := range schema.Applicants {
		r.report.Cells[schema.T3(row, c)] = schema.CellValue{State: s}
	}
}

// missingThree marks rows that got no values: unread when their label is
// printed, absent when it is not.
func (r *reader) missingThree(text string, ks []candidate, e schema.Edition) {
	named := map[int]bool{}
	for _, h := range textHits(text) {
		named[h] = true
	}
	for i := range ks {
		for _, h := range threeHits(ks[i].own) {
			named[h] = true
		}
	}
	if e == schema.NoEdition {
		e = schema.Edition2021
	}
	for _, row := range schema.RequestRows(e) {
		if r.report.Cells[schema.T3(row, 0)].State != schema.Absent || r.filled[schema.T3(row, 0)] {
			continue
		}
		if named[row] {
			r.setRowState(row, schema.Unread)
			r.unread(schema.Table3, r.rowLabel(row), "行标题在，数值没有找到或不能确定", "the label is there, its values were not found or are ambiguous", schema.Place{})
		}
	}
}
