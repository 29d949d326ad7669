package recognize

import (
	"strings"

	"huizong/schema"
)

// A sign is a line's own evidence that it belongs to a table of the form.
type sign struct {
	table schema.FormTable
	row   int // the row it names, noRow for a header
	cells int // how many cells of the line speak for the table
}

// signWords of headers that occur nowhere but in the tables.
var signWords = newLexicon([]entry{
	{"第二十条", int(schema.Table2)}, {"信息内容", int(schema.Table2)}, {"制发件数", int(schema.Table2)}, {"制发数量", int(schema.Table2)},
	{"废止件数", int(schema.Table2)}, {"现行有效件", int(schema.Table2)}, {"有效件数", int(schema.Table2)}, {"处理决定数量", int(schema.Table2)},
	{"收费金额", int(schema.Table2)}, {"新制作数量", int(schema.Table2)}, {"新公开数量", int(schema.Table2)}, {"对外公开总", int(schema.Table2)},
	{"上一年项目", int(schema.Table2)}, {"采购项目数量", int(schema.Table2)}, {"采购总金额", int(schema.Table2)},
	{"勾稽关系", int(schema.Table3)}, {"申请人情况", int(schema.Table3)}, {"法人或其他组织", int(schema.Table3)},
	{"结果维持", int(schema.Table4)}, {"结果纠正", int(schema.Table4)}, {"尚未审结", int(schema.Table4)},
	{"结果结果", int(schema.Table4)}, {"维持纠正", int(schema.Table4)},
})

// signWhole are headers that count only when nothing else is printed with them.
var signWhole = map[string]schema.FormTable{
	"自然人": schema.Table3, "商业企业": schema.Table3, "科研机构": schema.Table3, "社会公益组织": schema.Table3, "法律服务机构": schema.Table3,
	"维持": schema.Table4, "纠正": schema.Table4, "未审结": schema.Table4, "行政复议行政诉讼": schema.Table4, "行政诉讼": schema.Table4,
	"制作数量": schema.Table2, "公开数量": schema.Table2,
}

// signFor is the evidence of one plain cell or label text.
func signFor(p string) sign {
	if p == "" || isDigits(p) {
		return sign{row: noRow}
	}
	return signsFor.of(p, findSign)
}

var signsFor memo[sign]

func findSign(p string) sign {
	if m, ok := signWords.next(p, 0); ok {
		return sign{schema.FormTable(m.id), noRow, 1}
	}
	if t, ok := signWhole[p]; ok {
		return sign{t, noRow, 1}
	}
	if row, ok := anyTwo.whole(p); ok {
		return sign{schema.Table2, row, 1}
	}
	if m, ok := bookFour.words.next(p, 0); ok && m.id >= 0 && !longer(p, 23) {
		if m.id != groupReview || bare(p) == "行政复议" {
			return sign{schema.Table4, m.id, 1}
		}
	}
	if row := bookThree.row(p); row >= 0 && row != rowOtherRest && (row != rowAnswered || bare(p) != p) {
		return sign{schema.Table3, row, 1}
	}
	return sign{row: noRow}
}

// signOf is the table that a plain cell text is a sign of.
func signOf(p string) schema.FormTable { return signFor(p).table }

// longestSign, in characters: a longer text line is prose.
const longestSign = 60

// speaksFor is the evidence of a line, which may be known already.
func (l *line) speaksFor() sign {
	if l.pattern.in != nil {
		return l.pattern.line().sign
	}
	return signOfLine(l)
}

// signOfLine is the evidence of a whole line: the first cell of a row that has
// any, or the words before the values of a text line.
func signOfLine(l *line) sign {
	if l.row() {
		return signOfRow(l)
	}
	body := l.plain
	if n := trailingValues(l.cells()); n > 0 {
		body = plainOf(l.cells()[:len(l.cells())-n])
	} else {
		body = strings.TrimRight(body, "0123456789")
	}
	if longer(body, longestSign) || isProse(body) {
		return sign{row: noRow}
	}
	s := signFor(body)
	if n := trailingValues(l.cells()); s.table == schema.Table3 && s.row >= 0 && isRowLength(n) {
		s.cells++ // a whole row: that is no prose
	}
	return s
}

// isRowLength reports whether a row of table three has n values.
func isRowLength(n int) bool { return n == len(standardOrder) || n == len(standardOrder)+1 }

// signOfRow takes the first cell that is a sign, and counts those like it.
func signOfRow(l *line) sign {
	first := sign{row: noRow}
	for i, ps := 0, l.cells(); i < len(ps); i++ {
		p := &ps[i]
		if p.continued || p.value || longer(p.plain, longestLabel) {
			continue
		}
		switch s := signFor(p.plain); {
		case s.table == schema.NoTable:
		case first.table == schema.NoTable:
			first = s
		case s.table == first.table:
			first.cells++
		}
	}
	if first.table == schema.Table3 && first.row >= 0 && isRowLength(countValues(l.cells())) {
		first.cells++
	}
	return first
}

var sentenceMarks = []string{"。", ";"}

// isProse reports whether a plain text is a sentence rather than a label: it
// ends sentences or counts things.
func isProse(p string) bool {
	if containsAny(p, sentenceMarks) {
		return true
	}
	for i := 1; i < len(p); i++ {
		if p[i] < 0x80 || p[i-1] < '0' || p[i-1] > '9' {
			continue
		}
		for _, unit := range []string{"件", "条", "项", "个", "次", "起", "份", "余"} {
			if strings.HasPrefix(p[i:], unit) {
				return true
			}
		}
	}
	return false
}

// trailingValues counts the words at the end of a text line that are values.
func trailingValues(ps []piece) int {
	n := 0
	for n < len(ps) && ps[len(ps)-1-n].value {
		n++
	}
	return n
}

func plainOf(ps []piece) string {
	var b strings.Builder
	for i := range ps {
		b.WriteString(ps[i].plain)
	}
	return b.String()
}
