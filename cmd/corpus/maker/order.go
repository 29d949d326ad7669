package maker

import (
	"strconv"

	"huizong/schema"
)

// An Order says which report to make. The same order gives the same report.
type Order struct {
	Seed    string // of the whole corpus
	Unit    schema.Unit
	Year    int
	Edition schema.Edition // NoEdition: the one that the year must use
	Level   Level
	Variety Variety
	Last    *Report // the unit's report of the year before, nil if there is none
}

// Make makes a report in which nothing is wrong: every identity of the form
// holds, inside the year and against Last, and the prose says what the tables
// say. A [Stress] report breaks the rules about size that its figures must
// break (规章 above 0 …); they stand in its Slips.
func Make(o Order) *Report {
	r := &Report{Unit: o.Unit, Year: o.Year, Edition: o.Edition,
		seed: []string{o.Seed, o.Unit.Code, strconv.Itoa(o.Year)}}
	if r.Edition == schema.NoEdition {
		r.Edition = schema.EditionFor(o.Year)
	}
	r.wording = newWording(o.Variety, r.seed)
	r.fill(o.Last, o.Level)
	if r.Edition != schema.EditionFor(o.Year) {
		r.Slips = []Slip{{"edition", "form.edition", schema.NoCell}}
	}
	if o.Variety == Wild {
		r.dress()
	}
	r.compose()
	r.settle(o.Last)
	return r
}

// Series makes the reports of one unit over consecutive years, oldest first.
func Series(o Order, years []int) []*Report {
	var out []*Report
	for _, y := range years {
		o.Year = y
		if n := len(out); n > 0 && out[n-1].Year == y-1 {
			o.Last = out[n-1]
		}
		out = append(out, Make(o))
	}
	return out
}

// dress prints some figures as a few townships print them: the number is the
// same, the text is not.
func (r *Report) dress() {
	d := r.dice("dress")
	style := d.n(12)
	for i := range r.Cells {
		f := &r.Cells[i]
		if f.State != schema.Number || len(f.Raw) == 0 || f.Raw[0] == '+' || f.Raw[0] == '-' || schema.Cells[i].Unit == schema.UnsaidYuan {
			continue
		}
		switch style {
		case 0:
			f.Raw = thousands(f.Raw, ",")
		case 1:
			f.Raw = fullWidth(f.Raw)
		case 2:
			if schema.Cells[i].Table == schema.Table2 && !schema.Cells[i].Decimals {
				f.Raw += "件"
			}
		case 3:
			if f.Value == 0 && schema.Cells[i].Table == schema.Table4 {
				f.Raw = pick(d, []string{"〇", "零"})
			}
		case 4:
			if schema.Cells[i].RowCode == "normative_documents" && f.Value > 2*schema.DecimalOf(1) {
				f.Raw += pick(d, []string{"（其中修订1件）", "（含自然失效2件）", "(其中修订1件)"})
			}
		case 6:
			if f.Value == 0 && schema.Cells[i].Table == schema.Table3 && d.in(5) {
				f.State, f.Raw = schema.Unread, pick(d, []string{"O", "o", "Ｏ"}) // a letter: 0 is meant, not printed
			}
		case 5:
			if len(f.Raw) > 3 {
				f.Raw = thousands(f.Raw, "，")
			}
		}
	}
}

// thousands groups the digits before the point by three.
func thousands(s, separator string) string {
	whole, rest := s, ""
	for i := range len(s) {
		if s[i] == '.' {
			whole, rest = s[:i], s[i:]
			break
		}
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + separator + whole[i:]
	}
	return whole + rest
}

func fullWidth(s string) string {
	out := make([]rune, 0, len(s))
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			c += '０' - '0'
		case c == '.':
			c = '．'
		}
		out = append(out, c)
	}
	return string(out)
}
