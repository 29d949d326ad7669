package recognize

import (
	"strings"
	"unicode"

	"huizong/schema"
)

// A printed is what a cell's text says, before anybody knows which cell of the
// form it is.
type printed struct {
	state  schema.CellState
	value  schema.Decimal
	suffix string // 件, 元, 万元 … or "" if none
	note   string // the annotation behind the number, "" if none
	why    why    // why the text is ambiguous, set in state Unread
}

// A why is a reason in Chinese and English.
type why struct{ zh, en string }

var splitDigits = why{"单元格内的数字被空白隔开，不能确定是一个数还是两个数", "blanks part the digits in the cell: one number or two"}

// suffixes may stand behind a number; the longer ones come first.
var suffixes = []string{"万元", "亿元", "万件", "万条", "件", "项", "条", "个", "份", "起", "宗", "次", "人", "元", "篇", "万", "亿"}

// multiplied are the suffixes that make another number of the digits.
func multiplied(suffix string) bool {
	return strings.HasPrefix(suffix, "万") || strings.HasPrefix(suffix, "亿")
}

// annotations begin a note that stands behind a number without brackets.
var annotations = []string{"其中", "含", "包括"}

// markWords are printed instead of a number, as dashes and slashes are.
var markWords = []string{"无", "不适用", "无数据", "N/A", "n/a", "NA"}

// parse reads the text of one cell. A leading number is the number, what is
// printed behind it is kept as note; two numbers, a range, an estimate or a
// word are text. Digits parted by blanks are unread.
func parse(raw string) printed {
	if figure := strings.TrimSpace(raw); isPlainNumber(figure) {
		return printed{state: schema.Number, value: schema.DecimalOf(int64(digitsValue(figure)))}
	}
	s := tidy(raw)
	switch {
	case s == "":
		return printed{state: schema.Blank}
	case s == "〇" || s == "零":
		return printed{state: schema.Number}
	case isMark(s):
		return printed{state: schema.Mark}
	}
	digits, rest := numberIn(s)
	if digits == "" {
		return printed{state: schema.Text}
	}
	suffix, note, ok := behindNumber(rest)
	if !ok {
		if isDigits(strings.ReplaceAll(rest, " ", "")) && strings.Contains(s, " ") {
			return printed{state: schema.Unread, why: splitDigits}
		}
		return printed{state: schema.Text}
	}
	value, err := schema.ParseDecimal(digits)
	if err != nil {
		return printed{state: schema.Text}
	}
	return printed{state: schema.Number, value: value, suffix: suffix, note: note}
}

// tidy brings a cell's text to ASCII digits and marks, and runs of white space
// to one blank. Superscripts and circled digits stay what they are: folding
// them would add digits to the number that they annotate.
func tidy(raw string) string {
	if isPlainASCII(raw) {
		return raw
	}
	var b strings.Builder
	blank := false
	for _, r := range raw {
		switch {
		case unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			continue
		case r >= '！' && r <= '～':
			r += '!' - '！'
		default:
			if to, ok := punctuation[r]; ok {
				r = to
			}
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isMark(s string) bool {
	if strings.Trim(s, `-/\ `) == "" {
		return true
	}
	for _, w := range markWords {
		if s == w || s == w+"。" {
			return true
		}
	}
	return false
}

// numberIn cuts a number off the front: sign, digits in one run or in groups
// of three, decimals. digits is what [schema.ParseDecimal] takes, "" if no
// number stands there.
func numberIn(s string) (digits, rest string) {
	sign := ""
	if s[0] == '+' || s[0] == '-' {
		if s[0] == '-' {
			sign = "-"
		}
		s = strings.TrimPrefix(s[1:], " ")
	}
	n := digitRun(s)
	if n == 0 {
		return "", s
	}
	whole := s[:n]
	for _, comma := range []byte{',', ' '} {
		if w, m, ok := grouped(s, n, comma); ok {
			whole, n = w, m
			break
		}
	}
	if n+1 < len(s) && s[n] == '.' {
		if m := digitRun(s[n+1:]); m > 0 {
			return sign + whole + s[n:n+1+m], s[n+1+m:]
		}
	}
	return sign + whole, s[n:]
}

// grouped reads groups of three digits behind the first n: 1,234,567.
func grouped(s string, n int, comma byte) (whole string, end int, ok bool) {
	if n > 3 {
		return "", 0, false
	}
	whole, end = s[:n], n
	for end+4 <= len(s) && s[end] == comma && digitRun(s[end+1:]) == 3 {
		whole, end = whole+s[end+1:end+4], end+4
	}
	return whole, end, end > n
}

func digitRun(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// behindNumber takes apart what stands behind a number: a unit, an annotation.
func behindNumber(rest string) (suffix, note string, ok bool) {
	rest = strings.TrimPrefix(rest, " ")
	for _, u := range suffixes {
		if strings.HasPrefix(rest, u) {
			suffix, rest = u, strings.TrimPrefix(rest[len(u):], " ")
			break
		}
	}
	switch {
	case rest == "", rest == "。":
		return suffix, "", true
	case rest[0] == '(' && rest[len(rest)-1] == ')':
		return suffix, rest, true
	}
	bare := strings.TrimLeft(rest, ",;、 ")
	for _, a := range annotations {
		if strings.HasPrefix(bare, a) {
			return suffix, rest, true
		}
	}
	return "", "", false
}

// isPlainNumber reports whether a text is what most figures are: a few digits
// and nothing else.
func isPlainNumber(raw string) bool { return len(raw) <= 9 && isDigits(raw) }

func isDigits(s string) bool { return s != "" && digitRun(s) == len(s) }

// valueLike reports whether a text could stand in a value cell as what belongs
// there or is met instead: a number, a mark, the letter O for a zero.
func valueLike(raw string) bool {
	switch {
	case isPlainNumber(raw):
		return true
	case !mayBeValue(raw):
		return false
	case len(raw) > longestFigure: // 1.属于国家秘密
		return likeValues.of(raw, readsAsValue)
	}
	return readsAsValue(raw)
}

var likeValues memo[bool]

// longestFigure, in bytes, is as much as figures take: what is longer is mostly a
// label that begins with its number, and comes again.
const longestFigure = 11

func readsAsValue(raw string) bool {
	switch parse(raw).state {
	case schema.Number, schema.Mark, schema.Unread:
		return true
	}
	switch tidy(raw) {
	case "O", "o", "Ｏ":
		return true
	}
	return false
}

// mayBeValue looks at the first character alone, to spare words the parsing.
func mayBeValue(raw string) bool {
	for _, r := range raw {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r):
			continue
		case r < 0x80:
			return r >= '0' && r <= '9' || strings.ContainsRune(`+-/\OoNn`, r)
		case r >= '！' && r <= '～':
			return r >= '０' && r <= '９' || strings.ContainsRune("＋－／＼Ｏ", r)
		case r == '无' || r == '不' || r == '〇' || r == '零':
			return true
		}
		return punctuation[r] == '-'
	}
	return false
}
