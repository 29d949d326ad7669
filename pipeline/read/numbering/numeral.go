package numbering

import (
	"strconv"
	"strings"
)

// Numeral writes n in one of the number formats of ECMA-376 part 1, 17.18.59;
// ok is false where the format is not known or does not reach so far.
func Numeral(format string, n int) (s string, ok bool) {
	if signs, known := signs[format]; known {
		if n < 1 || n > len(signs) {
			return "", false
		}
		return string(signs[n-1]), true
	}
	switch format {
	case "", "decimal", "decimalHalfWidth":
		return strconv.Itoa(n), true
	case "none":
		return "", true
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n), true
		}
		return strconv.Itoa(n), true
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, fullWidth), true
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2":
		return digits(n, []rune("〇一二三四五六七八九")), true
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return tens(n, []rune("一二三四五六七八九"), "十", false), n > 0 && n < 100
	case "chineseLegalSimplified", "ideographLegalTraditional":
		return tens(n, []rune("壹贰叁肆伍陆柒捌玖"), "拾", true), n > 0 && n < 100
	case "upperLetter", "lowerLetter":
		return letters(n, format == "upperLetter"), n > 0 && n <= 26*30
	case "upperRoman", "lowerRoman":
		return roman(n, format == "upperRoman"), n > 0 && n < 4000
	}
	return "", false
}

var fullWidth = []rune("０１２３４５６７８９")

// signs are formats with one sign for each number from 1 on.
var signs = map[string][]rune{
	"decimalEnclosedCircle":        []rune("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
	"decimalEnclosedCircleChinese": []rune("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
	"decimalEnclosedParen":         []rune("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
	"decimalEnclosedFullstop":      []rune("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
	"ideographEnclosedCircle":      []rune("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
	"ideographTraditional":         []rune("甲乙丙丁戊己庚辛壬癸"),
	"ideographZodiac":              []rune("子丑寅卯辰巳午未申酉戌亥"),
}

func digits(n int, signs []rune) string {
	var out []rune
	for _, c := range strconv.Itoa(n) {
		out = append(out, signs[c-'0'])
	}
	return string(out)
}

// tens writes 1–99 the Chinese way; the legal numerals say 壹拾 where the
// plain ones say 十.
func tens(n int, signs []rune, ten string, one bool) string {
	if n < 1 || n > 99 {
		return ""
	}
	var out strings.Builder
	if n >= 20 || n >= 10 && one {
		out.WriteRune(signs[n/10-1])
	}
	if n >= 10 {
		out.WriteString(ten)
	}
	if n%10 > 0 {
		out.WriteRune(signs[n%10-1])
	}
	return out.String()
}

// letters writes a, b, … z, aa, bb, as Word does.
func letters(n int, upper bool) string {
	if n < 1 || n > 26*30 {
		return ""
	}
	first := "a"
	if upper {
		first = "A"
	}
	return strings.Repeat(string(first[0]+byte((n-1)%26)), (n-1)/26+1)
}

func roman(n int, upper bool) string {
	var out strings.Builder
	for _, r := range romans {
		for n >= r.value && n < 4000 {
			out.WriteString(r.sign)
			n -= r.value
		}
	}
	if upper {
		return strings.ToUpper(out.String())
	}
	return out.String()
}

var romans = []struct {
	value int
	sign  string
}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}
