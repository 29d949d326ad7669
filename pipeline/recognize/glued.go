package recognize

import "strings"

// Figures that have lost the blanks around them: 规章000.

// gluedWord takes a word like 规章000: a whole label with digits glued to it.
// As many digits as the row has values are a digit each; otherwise they are
// one number, and the words behind it must be the others.
func (c *collector) gluedWord(i, k, own int) bool {
	p := &c.lines[i].cells()[k]
	name := strings.TrimRight(p.plain, "0123456789")
	digits := p.plain[len(name):]
	if digits == "" || name == "" {
		return false
	}
	row := c.book.row(joinFragments(c.gap[max(own, len(c.gap)-widestWhole):]) + name)
	if row < 0 {
		return false
	}
	c.gap = append(c.gap, fragment{name, i})
	numbers := []string{digits}
	want := c.glued(row)
	if want > 1 && len(digits) == want && certainDigits(digits) {
		numbers = strings.Split(digits, "")
	}
	for _, n := range numbers {
		c.value(i, &piece{raw: n, plain: n, span: 1, value: true, place: p.place}, own)
	}
	c.open.glued = digits
	c.out.gluedShort = c.out.gluedShort || len(digits) < want
	return true
}

// certainDigits reports whether glued digits can only be one number each, or
// nothing speaks for anything else. With a cell left blank and a number of two
// digits there would be as many: where a number could have two, a whole row
// must add up to its last digit.
func certainDigits(digits string) bool {
	last := len(digits) - 1
	two := false
	sum := 0
	for i := range last {
		two = two || digits[i] != '0'
		sum += int(digits[i] - '0')
	}
	return !two || last < groupSize-1 || sum == int(digits[last]-'0')
}

// doubtGlued takes glued digits for one text again where other rows show that
// cells were blank, unless they can be nothing but one digit each.
func (l *runList) doubtGlued() {
	if !l.gluedShort {
		return
	}
	for i := range l.runs {
		if r := &l.runs[i]; len(r.glued) > 1 && strings.Trim(r.glued[:len(r.glued)-1], "0") != "" {
			r.values = r.values[:1]
		}
	}
}

// gluedRow takes a table row of one glued cell.
func (c *collector) gluedRow(i, own int) {
	l := &c.lines[i]
	if !l.solo || len(c.gap) != own+1 {
		return
	}
	for k, ps := 0, l.cells(); k < len(ps); k++ {
		if ps[k].word() {
			c.gap = c.gap[:own]
			if !c.gluedWord(i, k, own) {
				c.gap = append(c.gap, fragment{ps[k].plain, i})
			}
			c.close()
			return
		}
	}
}
