package claims

import (
	"regexp"
	"strings"

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

var (
	// Digits, perhaps with blanks around, thousands separators, 万.
	digitsShape = regexp.MustCompile(`^(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)`)
	unitShape   = regexp.MustCompile(`^(?:余|多)?\s*(件次|人次|条次|件|条|份|起|宗|篇|次|项|个|则|期|例|部|页|户|人|元|万元|亿元|号|年|月|日|时|分|%|‰|小时|天|周|倍|名|位|场|家|处|台|块|张|面|本|套|批|种|类|米|公里|亩|吨|岁|级|楼|室)`)
	suffixMore  = regexp.MustCompile(`^\s*(?:余|多|几|来)`)
	afterMore   = regexp.MustCompile(`^\s*(?:以上|之多)`)
	afterAbout  = regexp.MustCompile(`^\s*(?:左右|上下)`)
	beforeMore  = regexp.MustCompile(`(?:超过|超|逾|不少于|突破|至少)\s*$`)
	beforeAbout = regexp.MustCompile(`(?:大约|约|将近|近|接近)\s*$`)
)

// How far a number and its unit are looked at, in characters.
const (
	longestNumber = 24
	longestUnit   = 8
)

// numbersIn lists the numbers of a sentence, in order.
func numbersIn(text []rune, s span) []number {
	var out []number
	for i := s.from; i < s.to; {
		n, ok := numberAt(text, i, s)
		if !ok {
			i++
			continue
		}
		out = append(out, n)
		i = max(n.end, n.to)
	}
	return out
}

func numberAt(text []rune, i int, s span) (number, bool) {
	if !isDigit(text[i]) && !isNumeral(text[i]) {
		return number{}, false
	}
	rest := string(text[i:min(s.to, i+longestNumber)])
	n := number{span: span{from: i}, qualifier: schema.Exact}
	if m := digitsShape.FindString(rest); m != "" {
		value, err := schema.ParseDecimal(strings.ReplaceAll(m, ",", ""))
		n.to = i + len(m)
		if err != nil {
			return number{span: span{i, n.to}, excluded: true, end: n.to}, true
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

// finish reads what stands around the digits: 万, 余, the unit.
func (n *number) finish(text []rune, s span) {
	at := n.to
	for at < s.to && text[at] == ' ' {
		at++
	}
	rest := func() string { return string(text[at:min(s.to, at+longestUnit)]) }
	if at < s.to && strings.ContainsRune("百千万", text[at]) && !strings.HasPrefix(rest(), "万元") {
		n.value *= map[rune]schema.Decimal{'百': 100, '千': 1000, '万': 10_000}[text[at]]
		at++
	}
	next := func(set string) bool { return at < s.to && (text[at] == ' ' || strings.ContainsRune(set, text[at])) }
	if !next("余多几来") {
		// the commonest by far: nothing stands between a number and its unit
	} else if m := suffixMore.FindString(rest()); m != "" && !strings.HasPrefix(strings.TrimSpace(rest()), "多次") {
		n.qualifier = schema.AtLeast
		at += len([]rune(m))
		if at < s.to && text[at] == '万' {
			n.value *= 10_000
			at++
		}
	}
	for at < s.to && text[at] == ' ' {
		at++
	}
	if m := unitShape.FindStringSubmatch(rest()); m != nil {
		n.unit = m[1]
		at += len([]rune(m[0]))
	}
	n.end = at
	before := strings.TrimRight(string(text[max(s.from, n.from-5):n.from]), " ")
	switch {
	case next("以之") && afterMore.MatchString(rest()), endsWith(before, "过超逾于破少") && beforeMore.MatchString(before), strings.HasSuffix(before, "上") && strings.ContainsRune("百千万", text[n.from]):
		n.qualifier = schema.AtLeast
	case next("左上") && afterAbout.MatchString(rest()), endsWith(before, "约近") && beforeAbout.MatchString(before) && !strings.HasSuffix(before, "最近"):
		n.qualifier = schema.About
	}
	n.excluded = n.excluded || n.odd(text, s)
}

// odd reports whether the digits are part of something else: a phone number, a
// code, a document number.
func (n *number) odd(text []rune, s span) bool {
	if n.from > 0 && strings.ContainsRune("数几", text[n.from-1]) && !isDigit(text[n.from]) {
		return true // 数十条, 几百条
	}
	if n.from > 0 && strings.ContainsRune("-—－.〔[第", text[n.from-1]) || n.from > 0 && latin(text[n.from-1]) {
		return true
	}
	if n.to < len(text) && (strings.ContainsRune("-—－〕]", text[n.to]) || latin(text[n.to])) {
		return true
	}
	return n.unit == "" && n.to-n.from >= 7
}

func latin(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isNumeral(c rune) bool {
	switch c {
	case '零', '〇', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万':
		return true
	}
	return false
}

// chinese reads a Chinese numeral: 四十, 一百二十, 零. A lone 一 or 十 inside a
// word is no number: a unit must follow, see [countable].
func chinese(text []rune) (value int64, length int, ok bool) {
	for length < len(text) && isNumeral(text[length]) {
		length++
	}
	if length == 0 || !countable(text[length:]) && !(length == 1 && text[0] == '零' && ends(text[1:])) {
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

// ends reports whether a clause ends here.
func ends(rest []rune) bool { return len(rest) == 0 || endsClause(rest[0]) }

// countable reports whether a unit of what reports count follows, so that 一
// is a number and not part of a word.
func countable(rest []rune) bool {
	for len(rest) > 0 && strings.ContainsRune(" 余多万", rest[0]) {
		rest = rest[1:]
	}
	return len(rest) > 0 && strings.ContainsRune("件条份起宗篇", rest[0])
}
