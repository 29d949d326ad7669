package recognize

import (
	"regexp"
	"strings"

	"huizong/schema"
)

// Table four: the five outcomes stand three times, so the group above them is
// the only key: fifteen values in one row, or five under each group.

var (
	headerFour = regexp.MustCompile(`维持|纠正|其[他它]|审结|^总计$|^合计$|复议|诉讼|起诉|^结果`)
	groupFour  = []*regexp.Regexp{
		regexp.MustCompile(`行政复议`),
		regexp.MustCompile(`未经复议|直接(?:起诉|诉讼)`),
		regexp.MustCompile(`复议后`),
	}
	outcomeWords = []*regexp.Regexp{
		regexp.MustCompile(`维持`), regexp.MustCompile(`纠正`), regexp.MustCompile(`其[他它]`),
		regexp.MustCompile(`未审结|尚未|审结`), regexp.MustCompile(`总计|合计`),
	}
)

const (
	groupSize = 5
	allFour   = 15
)

// groupValues are five printed values of one group.
type groupValues struct {
	group  int
	values []piece
}

// readFour fills table four. It reports whether the table is there.
func (r *reader) readFour(s span) bool {
	if s.empty() {
		return false
	}
	ks := candidatesIn(r.lines, s, isFour, headerFour, []int{allFour, groupSize})
	order := r.outcomeOrder(s)
	found, doubt := r.groupsFour(ks, s)
	var values [3][]piece
	for _, f := range found {
		if was := values[f.group]; was != nil && !sameWindow(was, f.values) && printsAny(f.values) {
			if printsAny(was) {
				doubt[f.group] = true
			}
			values[f.group] = f.values
			continue
		}
		if values[f.group] == nil {
			values[f.group] = f.values
		}
	}
	for g := range schema.Proceedings {
		if values[g] == nil || doubt[g] || order == nil {
			for o := range schema.Outcomes {
				r.report.Cells[schema.T4(g, o)] = schema.CellValue{State: schema.Unread}
			}
			r.unread(schema.Table4, schema.Proceedings[g].Label, "数值没有找到或不能确定属于哪一组", "its values were not found, or which group they belong to is ambiguous", r.lines[s.from].place)
			continue
		}
		for i, o := range order {
			r.set(schema.T4(g, o), &values[g][i])
		}
	}
	return true
}

func isFour(p string) bool { return groupOf(p) >= 0 }

func printsAny(ps []piece) bool {
	for i := range ps {
		if ps[i].plain != "" {
			return true
		}
	}
	return false
}

// groupOf is the group a plain text speaks of last, −1 if none.
func groupOf(p string) int {
	best, at := -1, -1
	for g, re := range groupFour {
		if m := re.FindAllStringIndex(p, -1); m != nil {
			if pos := m[len(m)-1][0]; pos > at {
				best, at = g, pos
			}
		}
	}
	return best
}

// groupsFour sorts the candidates into groups.
func (r *reader) groupsFour(ks []candidate, s span) (found []groupValues, doubt map[int]bool) {
	doubt = map[int]bool{}
	var fives []int
	seen := ""
	for i := range ks {
		k := &ks[i]
		seen += k.before
		switch w := k.window(allFour, nil, -1); {
		case w != nil:
			for g := range 3 {
				found = append(found, groupValues{g, w[g*groupSize : (g+1)*groupSize]})
			}
			continue
		case k.grid && len(k.values) > allFour:
			continue
		}
		if k.grid && len(k.values) == 2*groupSize {
			found = append(found, groupValues{1, k.values[:groupSize]}, groupValues{2, k.values[groupSize:]})
			continue
		}
		if k.window(groupSize, nil, -1) != nil {
			fives = append(fives, i)
		}
	}
	return append(found, fiveByFive(ks, fives, len(found) > 0)...), doubt
}

// fiveByFive gives rows of five to the group named on or above them; three of
// them under one common header stand in the form's order.
func fiveByFive(ks []candidate, fives []int, already bool) []groupValues {
	var out []groupValues
	named := map[int]bool{}
	loneAll := len(fives) == 3
	for n, i := range fives {
		g := groupOf(ks[i].own)
		if g < 0 {
			g = groupOf(ks[i].before)
		}
		if n > 0 && (g >= 0 || ks[i].before != "") {
			loneAll = false
		}
		if g < 0 || named[g] {
			continue
		}
		named[g] = true
		out = append(out, groupValues{g, ks[i].window(groupSize, nil, -1)})
	}
	if loneAll && !already {
		out = nil
		for g, i := range fives {
			out = append(out, groupValues{g, ks[i].window(groupSize, nil, -1)})
		}
	}
	return out
}

// outcomeOrder reads the five headers; nil when they stand in an order that is
// neither the form's nor whole.
func (r *reader) outcomeOrder(s span) []int {
	standard := []int{0, 1, 2, 3, 4}
	for i := s.from; i < s.to; i++ {
		var said []int
		for j := range r.lines[i].pieces {
			p := &r.lines[i].pieces[j]
			if p.continued || groupOf(p.plain) >= 0 {
				continue
			}
			if o := outcomeOf(p.plain); o >= 0 {
				said = append(said, o)
			}
		}
		if len(said) < groupSize || !r.lines[i].row() {
			continue
		}
		for g := 0; g+groupSize <= len(said); g += groupSize {
			five := said[g : g+groupSize]
			if !permutation(five) {
				return standard
			}
			for k := range five {
				if five[k] != said[k] {
					return nil
				}
			}
		}
		return said[:groupSize]
	}
	return standard
}

func outcomeOf(p string) int {
	if p == "" || strings.ContainsAny(p, "0123456789") {
		return -1
	}
	for o, re := range outcomeWords {
		if re.MatchString(p) {
			return o
		}
	}
	return -1
}

func permutation(five []int) bool {
	var seen [groupSize]bool
	for _, o := range five {
		if seen[o] {
			return false
		}
		seen[o] = true
	}
	return true
}
