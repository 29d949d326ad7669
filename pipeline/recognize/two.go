package recognize

import (
	"regexp"
	"slices"

	"huizong/schema"
)

// Table two: short blocks, each with its own header. The header above a row
// says which column each value is; where it cannot, the form's order does.

var headerTwo = regexp.MustCompile(`信息内容|制发|废止件|现行有效|有效件数|决定数量|收费金额|新制作|新公开|对外公开|上一年|项目数量|增/?减|采购|总金额|第二十条|^金额|^废止$|^本年新$`)

// columnWords recognize the column headers of table two.
var columnWords = []struct {
	code string
	re   *regexp.Regexp
}{
	{"made", regexp.MustCompile(`新制作`)},
	{"disclosed_ever", regexp.MustCompile(`对外公开总?`)},
	{"disclosed", regexp.MustCompile(`新公开`)},
	{"issued", regexp.MustCompile(`制发|发件`)},
	{"repealed", regexp.MustCompile(`废止`)},
	{"in_force", regexp.MustCompile(`有效`)},
	{"projects", regexp.MustCompile(`采购项目`)},
	{"amount", regexp.MustCompile(`金额`)},
	{"items_last_year", regexp.MustCompile(`上一?年项?`)},
	{"items_change", regexp.MustCompile(`增/?、?减`)},
	{"decisions", regexp.MustCompile(`决定`)},
}

func columnOf(p string) string {
	for _, w := range columnWords {
		if w.re.MatchString(p) {
			return w.code
		}
	}
	return ""
}

var (
	only2021 = regexp.MustCompile(`制发|废止件数|现行有效|有效件数|收费金额`)
	only2019 = regexp.MustCompile(`新制作|新公开|对外公开总|上一年项目|增/减|增减|采购项目|采购总金额|集中采购|其[他它]对外管理`)
	unitSaid = regexp.MustCompile(`(?:采购总金额|总金额).{0,6}万元`)
)

// readTwo fills table two. It reports whether the table is there.
func (r *reader) readTwo(s span) bool {
	if s.empty() {
		return false
	}
	text := r.textOf(s)
	edition := twoEdition(text)
	if edition == schema.NoEdition {
		edition = schema.EditionFor(r.report.Year)
	}
	r.report.TableEdition[schema.Table2] = edition
	r.tenKYuan = unitSaid.MatchString(text)
	form := schema.TableTwo2021
	if edition == schema.Edition2019 {
		form = schema.TableTwo2019
	}
	ks := candidatesIn(r.lines, s, isTwo, headerTwo, []int{3, 2})
	rows := make([]rowOf, len(form))
	for i := range form {
		rows[i] = rowOf{id: i, want: len(form[i].Columns)}
	}
	ev := make([]evidence, len(ks))
	for i := range ks {
		ev[i] = twoEvidence(&ks[i], form)
	}
	given, _ := align(ev, rows)
	r.settleTwo(ks, ev, given, form)
	r.missingTwo(ks, ev, form)
	return true
}

func isTwo(p string) bool { return len(twoHits(p)) == 1 }

func twoEdition(text string) schema.Edition {
	newer, older := len(only2021.FindAllString(text, -1)), len(only2019.FindAllString(text, -1))
	switch {
	case newer > older:
		return schema.Edition2021
	case older > 0:
		return schema.Edition2019
	}
	return schema.NoEdition
}

func twoEvidence(k *candidate, form []schema.BlockRow) evidence {
	e := evidence{fuzzy: -1, labelled: k.own != "", fits: func(want int) bool { return k.windowTwo(want) != nil }}
	if id := twoRow(k.own, form); id >= 0 {
		e.own = []int{id}
	} else if k.own == "" {
		if id := lastTwo(k.before, form); id >= 0 {
			e.before = []int{id}
		}
	}
	return e
}

// twoRow is the index in form of the row that a plain label means, −1 if none.
func twoRow(p string, form []schema.BlockRow) int {
	if hits := twoHits(p); len(hits) == 1 {
		for i := range form {
			if form[i].Code == twoLabels[hits[0]].code {
				return i
			}
		}
	}
	return -1
}

var twoTail = regexp.MustCompile(`(?:规章|(?:行政)?规范(?:性)?文件|行政许可|行政处罚|行政强制|行政事业性?收费|其[他它]对外管理服务事项|政府集中采购)$`)

// lastTwo is the row whose label ends a plain text.
func lastTwo(p string, form []schema.BlockRow) int {
	return twoRow(twoTail.FindString(p), form)
}

// windowTwo picks the values of a row of table two: they follow the label, and
// what is left of the row is blank.
func (k *candidate) windowTwo(want int) []piece {
	if !k.grid || len(k.values) == want {
		return k.window(want, nil, -1)
	}
	first, last := k.printed()
	switch {
	case len(k.values) < want:
		return nil
	case want == 1 && first >= 0 && first == last:
		return k.values[first : first+1]
	case last < want:
		return k.values[:want]
	}
	return nil
}

func (r *reader) settleTwo(ks []candidate, ev []evidence, given []int, form []schema.BlockRow) {
	taken := map[int]int{}
	for i, g := range given {
		if g >= 0 {
			taken[g] = i
		}
	}
	for i := range ks {
		if given[i] >= 0 || len(ev[i].own) != 1 {
			continue
		}
		id := ev[i].own[0]
		want := len(form[id].Columns)
		if other, met := taken[id]; !met {
			if ks[i].windowTwo(want) != nil {
				taken[id] = i
			}
		} else if other >= 0 && !sameWindow(ks[i].windowTwo(want), ks[other].windowTwo(want)) && ks[i].windowTwo(want) != nil {
			taken[id] = -1
			r.unread(schema.Table2, form[id].Label, "出现两次且数值不同", "stands there twice with different values", ks[i].place())
		}
	}
	for id, i := range taken {
		row := &form[id]
		if i < 0 {
			r.setRowTwo(row, schema.Unread)
			continue
		}
		values := ks[i].windowTwo(len(row.Columns))
		for c, code := range r.columnOrder(&ks[i], row) {
			if cell, ok := schema.CellByCode("t2." + row.Code + "." + code); ok {
				r.set(cell, &values[c])
			}
		}
	}
}

// columnOrder is the order of a row's columns as the header above it says.
func (r *reader) columnOrder(k *candidate, row *schema.BlockRow) []string {
	order := make([]string, len(row.Columns))
	for i, c := range row.Columns {
		order[i] = c.Code
	}
	for i := k.line - 1; i >= 0 && i > k.line-6; i-- {
		var said []string
		for j := range r.lines[i].pieces {
			p := &r.lines[i].pieces[j]
			if code := columnOf(p.plain); code != "" && slices.Contains(order, code) && !p.continued {
				said = append(said, code)
			}
		}
		if len(said) == 0 {
			continue
		}
		if len(said) == len(order) && distinct(said) {
			return said
		}
		break
	}
	return order
}

func distinct(ss []string) bool {
	for i := range ss {
		if slices.Contains(ss[:i], ss[i]) {
			return false
		}
	}
	return true
}

func (r *reader) setRowTwo(row *schema.BlockRow, s schema.CellState) {
	for _, c := range row.Columns {
		if id, ok := schema.CellByCode("t2." + row.Code + "." + c.Code); ok {
			r.report.Cells[id] = schema.CellValue{State: s}
		}
	}
}

// missingTwo marks rows whose label is printed but whose values were not found.
func (r *reader) missingTwo(ks []candidate, ev []evidence, form []schema.BlockRow) {
	named := map[int]bool{}
	s := r.parts.region[schema.Table2]
	for i := s.from; i < s.to; i++ {
		for j := range r.lines[i].pieces {
			if id := twoRow(r.lines[i].pieces[j].plain, form); id >= 0 {
				named[id] = true
			}
		}
		if id := twoRow(r.lines[i].plain, form); id >= 0 {
			named[id] = true
		}
	}
	for id := range form {
		row := &form[id]
		first, ok := schema.CellByCode("t2." + row.Code + "." + row.Columns[0].Code)
		if !ok || r.filled[first] || !named[id] {
			continue
		}
		r.setRowTwo(row, schema.Unread)
		r.unread(schema.Table2, row.Label, "行标题在，数值没有找到或不能确定", "the label is there, its values were not found or are ambiguous", schema.Place{})
	}
}
