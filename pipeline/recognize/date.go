package recognize

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A year is written by a report somewhere; these are the ones worth asking.
const (
	firstYear = 2008 // the first reports of all
	lastYear  = 2049
)

// A yearAt is a year in a plain text, at byte offsets; a date, a document
// number, a telephone number or a code is none.
type yearAt struct{ year, from, to int }

// yearsIn lists the years that a plain text names.
func yearsIn(p string) []yearAt {
	var out []yearAt
	for at := nextYear(p, 0); at < len(p); {
		y, n := yearHere(p[at:])
		end := at + n
		alone := at == 0 || p[at-1] < '0' || p[at-1] > '9'
		if alone && y >= firstYear && y <= lastYear && !isDate(p[end:]) && !isDocumentNumber(p[:at], p[end:]) {
			out = append(out, yearAt{y, at, end})
		}
		at = nextYear(p, end)
	}
	return out
}

// nextYear is where a year could begin, at or behind from: all years worth asking
// begin with 20 or 二; the end of the text if none does.
func nextYear(p string, from int) int {
	next := len(p)
	for _, begin := range [...]string{"20", "二"} {
		if k := strings.Index(p[from:next], begin); k >= 0 {
			next = from + k
		}
	}
	return next
}

// yearHere reads four digits, Arabic or Chinese, that no further digit follows;
// n is their length in bytes. Year is 0 for another number of Arabic digits;
// where no number is, it is −1 and n the length of the character that stands
// there.
func yearHere(p string) (year, n int) {
	if d := digitRun(p); d > 0 {
		if d == 4 {
			return digitsValue(p[:4]), 4
		}
		return 0, d
	}
	at, first := 0, 0
	for k := range 4 {
		r, size := utf8.DecodeRuneInString(p[at:])
		if k == 0 {
			first = size
		}
		d := chineseDigit(r)
		if d < 0 {
			return -1, first
		}
		year, at = 10*year+d, at+size
	}
	if !strings.HasPrefix(p[at:], "年") {
		return -1, first
	}
	return year, at
}

func digitsValue(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = 10*n + int(c-'0')
	}
	return n
}

func chineseDigit(r rune) int {
	switch r {
	case '〇', '○', '零', 'O', '◯':
		return 0
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// isDate reports whether what follows a year makes it part of a date: 年1月,
// -01-15, .1.
func isDate(rest string) bool {
	if behind, ok := strings.CutPrefix(rest, "年"); ok {
		n := digitRun(behind)
		return n > 0 && n <= 2 && strings.HasPrefix(behind[n:], "月") || chineseMonth(behind)
	}
	if rest == "" || strings.IndexByte("-./", rest[0]) < 0 {
		return false
	}
	n := digitRun(rest[1:])
	return n > 0 && n <= 2
}

func chineseMonth(p string) bool {
	k := strings.Index(p, "月")
	return k > 0 && k <= 2*len("一") && strings.Trim(p[:k], chineseNumerals) == ""
}

// isDocumentNumber reports whether a year stands in the brackets of a document
// number: 〔2021〕30号.
func isDocumentNumber(before, behind string) bool {
	if !strings.HasSuffix(before, "(") || !strings.HasPrefix(behind, ")") {
		return false
	}
	n := digitRun(behind[1:])
	return n > 0 && strings.HasPrefix(behind[1+n:], "号") || strings.HasPrefix(behind[1:], "第")
}

// dateIn finds the first whole date of a plain text and writes it as ISO; ""
// if there is none.
func dateIn(p string) string {
	for at := 0; at < len(p); {
		y, n := yearHere(p[at:])
		if y < 0 {
			at += n
			continue
		}
		if y >= firstYear && y <= lastYear+1 {
			if month, day, ok := monthAndDay(p[at+n:]); ok {
				return isoDate(y, month, day)
			}
		}
		at += n
	}
	return ""
}

// monthAndDay reads what follows a year: 年1月20日, -01-20, .1.20, 年一月二十日.
func monthAndDay(p string) (month, day int, ok bool) {
	if p == "" {
		return 0, 0, false
	}
	month, n := smallNumber(strings.TrimLeft(strings.TrimPrefix(p, "年"), "-./"))
	if n == 0 || !strings.HasPrefix(p, "年") && strings.IndexByte("-./", p[0]) < 0 {
		return 0, 0, false
	}
	rest := strings.TrimLeft(strings.TrimPrefix(p, "年"), "-./")[n:]
	behind := strings.TrimLeft(strings.TrimPrefix(rest, "月"), "-./")
	if behind == rest {
		return 0, 0, false
	}
	day, n = smallNumber(behind)
	return month, day, n > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// smallNumber reads a number below a hundred in Arabic or Chinese digits.
func smallNumber(p string) (value, n int) {
	if n = digitRun(p); n > 0 {
		n = min(n, 2)
		return digitsValue(p[:n]), n
	}
	ten, last := -1, 0
	for k, r := range p {
		switch d := chineseDigit(r); {
		case r == '十' && ten < 0:
			ten, last = max(last, 1), 0
		case d >= 0:
			last = d
		default:
			return max(ten, 0)*10 + last, k
		}
	}
	return max(ten, 0)*10 + last, len(p)
}

func isoDate(year, month, day int) string { return fmt.Sprintf("%04d-%02d-%02d", year, month, day) }
