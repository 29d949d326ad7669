package claims

import (
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// A number is one number in a sentence.
type number struct {
	span      // in the paragraph
	value     schema.Decimal
	qualifier schema.Qualifier
	unit      string // 件 条 … or "" if none is printed
	end       int    // behind the unit
	excluded  bool   // part of a phone number, a code, a document number
}

// How far a number and what stands before it are looked at, in characters.
const (
	longestNumber = 24
	longestBefore = 5
)

// next finds the first number of a sentence that begins at a byte or behind it.
func next(text string, from int, s span) (number, bool) {
	for i, c := range text[from:s.to] {
		if isDigit(c) || isNumeral(c) {
			if n, ok := numberAt(text, from+i, s); ok {
				return n, true
			}
		}
	}
	return number{}, false
}

// numberAt reads the number that begins with the digit or numeral at i.
func numberAt(text string, i int, s span) (number, bool) {
	n := number{span: span{from: i}, qualifier: schema.Exact}
	if length := digits(text[i:min(s.to, i+longestNumber)]); length > 0 {
		value, err := schema.ParseDecimal(strings.ReplaceAll(text[i:i+length], ",", ""))
		n.to = i + length
		if err != nil {
			return number{span: n.span, excluded: true, end: n.to}, true
		}
		n.value = value
	} else if value, length, ok := chinese(text[i:s.to]); ok {
		n.value, n.to = schema.DecimalOf(value), i+length
	} else {
		return n, false
	}
	n.finish(text, s)
	return n, true
}

// digits is the length of the number that s begins with, 0 for none: digits in
// groups of three, or digits and perhaps decimals.
func digits(s string) int {
	run := func(from int) int {
		to := from
		for to < len(s) && isDigit(rune(s[to])) {
			to++
		}
		return to - from
	}
	whole := run(0)
	grouped := whole
	for whole > 0 && whole <= 3 && strings.HasPrefix(s[grouped:], ",") && run(grouped+1) >= 3 {
		grouped += len(",000")
	}
	if grouped > whole {
		return grouped
	}
	if decimals := 0; whole > 0 && strings.HasPrefix(s[whole:], ".") {
		if decimals = run(whole + 1); decimals > 0 {
			return whole + 1 + decimals
		}
	}
	return whole
}

// finish reads what stands around the digits: 万, 余, the unit.
func (n *number) finish(text string, s span) {
	rest := strings.TrimLeft(text[n.to:s.to], " ")
	if factor, width := times(rest); factor > 1 && !strings.HasPrefix(rest, "万元") {
		n.value *= factor
		rest = rest[width:]
	}
	if width := more(rest); width > 0 {
		n.qualifier = schema.AtLeast
		rest = rest[width:]
		if myriads, ok := strings.CutPrefix(rest, "万"); ok {
			n.value *= 10_000
			rest = myriads
		}
	}
	rest = strings.TrimLeft(rest, " ")
	unit, width := unitOf(rest)
	n.unit = unit
	rest = rest[width:]
	n.end = s.to - len(rest)
	if !n.mayCount() {
		return // nobody asks how exactly
	}
	before := strings.TrimRight(last(text[s.from:n.from], longestBefore), " ")
	after := strings.TrimLeft(rest, blanks)
	switch {
	case begins(after, "以上", "之多"), ends(before, "超过", "超", "逾", "不少于", "突破", "至少"), strings.HasSuffix(before, "上") && beginsWith(text[n.from:], "百千万"):
		n.qualifier = schema.AtLeast
	case begins(after, "左右", "上下"), ends(before, "约", "近") && !strings.HasSuffix(before, "最近"):
		n.qualifier = schema.About
	}
	n.excluded = n.odd(text)
}

// blanks may stand between a number, its unit and what qualifies them.
const blanks = " \t\n\f\r"

// times is the factor that a text begins with, and its length; 1 for none.
func times(s string) (factor schema.Decimal, length int) {
	c, width := utf8.DecodeRuneInString(s)
	switch c {
	case '百':
		return 100, width
	case '千':
		return 1000, width
	case '万':
		return 10_000, width
	}
	return 1, 0
}

// more is the length of the word that makes a number a lower bound: 余, 几. The
// word of 3 多次 does not.
func more(s string) int {
	word := strings.TrimLeft(s, blanks)
	if !beginsWith(word, "余多几来") || strings.HasPrefix(word, "多次") {
		return 0
	}
	return len(s) - len(word) + len("余")
}

// units are what things are counted in; where one begins with another, the
// longer stands first.
var units = words("件次|人次|条次|件|条|份|起|宗|篇|次|项|个|则|期|例|部|页|户|人|元|万元|亿元|号|年|月|日|时|分|%|‰|小时|天|周|倍|名|位|场|家|处|台|块|张|面|本|套|批|种|类|米|公里|亩|吨|岁|级|楼|室")

// unitsFrom are the units by their first characters.
var unitsFrom = func() map[rune][]string {
	by := map[rune][]string{}
	for _, u := range units {
		begin, _ := utf8.DecodeRuneInString(u)
		by[begin] = append(by[begin], u)
	}
	return by
}()

// unitOf is the unit that a text begins with, perhaps behind 余 or 多, and where
// it ends; "" for none.
func unitOf(s string) (unit string, length int) {
	rest := s
	if begins(s, "余", "多") {
		rest = s[len("余"):]
	}
	rest = strings.TrimLeft(rest, blanks)
	begin, _ := utf8.DecodeRuneInString(rest)
	for _, u := range unitsFrom[begin] {
		if strings.HasPrefix(rest, u) {
			return u, len(s) - len(rest) + len(u)
		}
	}
	return "", 0
}

// odd reports whether the digits are part of something else: a phone number, a
// code, a document number.
func (n *number) odd(text string) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:n.from])
	after, _ := utf8.DecodeRuneInString(text[n.to:])
	switch before {
	case '数', '几': // 数十条, 几百条
		if !isDigit(rune(text[n.from])) {
			return true
		}
	case '-', '—', '－', '.', '〔', '[', '第':
		return true
	}
	switch after {
	case '-', '—', '－', '〕', ']':
		return true
	}
	return latin(before) || latin(after) || n.unit == "" && utf8.RuneCountInString(text[n.from:n.to]) >= 7
}

func latin(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isNumeral(c rune) bool {
	switch c {
	case '零', '〇', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万':
		return true
	}
	return false
}

// chinese reads a Chinese numeral, and its length in bytes: 四十, 一百二十, 零.
// A lone 一 or 十 inside a word is no number: a unit must follow, see [countable].
func chinese(text string) (value int64, length int, ok bool) {
	length = len(text)
	for i, c := range text {
		if !isNumeral(c) {
			length = i
			break
		}
	}
	if length == 0 || !countable(text[length:]) && !(text[:length] == "零" && clauseTo(text[length:]) == 0) {
		return 0, 0, false
	}
	var myriads, total, digit int64
	for i, c := range text[:length] {
		switch c {
		case '十', '百', '千':
			unit := map[rune]int64{'十': 10, '百': 100, '千': 1000}[c]
			if i == 0 { // 十余条, 近千条
				digit = 1
			}
			total += digit * unit
			digit = 0
		case '万':
			if i == 0 {
				digit = 1
			}
			if myriads != 0 {
				return 0, 0, false
			}
			myriads, total, digit = (total+digit)*10_000, 0, 0
		case '零', '〇':
			digit = 0
		default:
			k := int64(strings.IndexRune("一二三四五六七八九", c)/len("一")) + 1
			if c == '两' {
				k = 2
			}
			if digit != 0 {
				return 0, 0, false // 二三 is a range or a list of digits
			}
			digit = k
		}
	}
	return myriads + total + digit, length, true
}

// countable reports whether a unit of what reports count follows, so that 一
// is a number and not part of a word.
func countable(rest string) bool {
	return beginsWith(strings.TrimLeft(rest, " 余多万"), "件条份起宗篇")
}
