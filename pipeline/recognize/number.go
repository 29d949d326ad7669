package recognize

import (
	"regexp"
	"strings"

	"huizong/schema"

	"golang.org/x/text/unicode/norm"
)

// Shapes of a printed cell, after NFKC and trimming.
var (
	numberShape = regexp.MustCompile(`^([+-]?)(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)(件|项|条|个|份|起|宗|次|人|元|万元|万)?(\(.*\))?$`)
	spaceGroups = regexp.MustCompile(`^([+-]?)\d{1,3}(?: \d{3})+$`)
	markShape   = regexp.MustCompile(`^(?:[-/\\]+|无|不适用|无数据|N/A|n/a)$`)
)

// marks that stand alone for "nothing" are brought to one dash first.
var dashes = strings.NewReplacer("—", "-", "–", "-", "―", "-", "─", "-", "－", "-", "−", "-", "‐", "-", "‑", "-", "‒", "-", "ー", "-", "一", "一",
	"，", ",", "（", "(", "）", ")", "［", "(", "］", ")", "\u00a0", " ", "\u3000", " ", "\u200b", "", "\ufeff", "", "\u200c", "", "\u200d", "", "\u2060", "", "\u00ad", "")

// A printed is what a cell's text says, before anybody knows which cell of the
// form it is.
type printed struct {
	state  schema.CellState
	value  schema.Decimal
	suffix string // 件, 元, 万元 … or "" if none
	note   string // the bracketed annotation, "" if none
}

// parse reads the text of one cell. A leading number with an annotation in
// brackets is the number; two numbers, a range or a word are text.
func parse(raw string) printed {
	s := strings.TrimSpace(norm.NFKC.String(dashes.Replace(raw)))
	s = strings.TrimSpace(dashes.Replace(s))
	switch s {
	case "":
		return printed{state: schema.Blank}
	case "〇", "零":
		return printed{state: schema.Number}
	}
	if markShape.MatchString(strings.ReplaceAll(s, " ", "")) {
		return printed{state: schema.Mark}
	}
	if spaceGroups.MatchString(s) {
		s = strings.ReplaceAll(s, " ", "")
	}
	m := numberShape.FindStringSubmatch(compact(s))
	if m == nil {
		return printed{state: schema.Text}
	}
	value, err := schema.ParseDecimal(m[1] + strings.ReplaceAll(m[2], ",", ""))
	if err != nil {
		return printed{state: schema.Text}
	}
	return printed{state: schema.Number, value: value, suffix: m[3], note: m[4]}
}

// compact drops white space that separates a number from its suffix or note,
// but never white space between two digits: "2 0" is not known to be 20.
func compact(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' {
			if i > 0 && i+1 < len(runes) && numeric(runes[i-1]) && nextNumeric(runes[i+1:]) {
				b.WriteRune(' ')
			}
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func numeric(r rune) bool { return r >= '0' && r <= '9' || r == '.' || r == ',' }

func nextNumeric(rest []rune) bool {
	for _, r := range rest {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' {
			continue
		}
		return numeric(r)
	}
	return false
}

// valueLike reports whether a text could be the content of a value cell that
// prints something: a number or a mark.
func valueLike(raw string) bool {
	switch parse(raw).state {
	case schema.Number, schema.Mark:
		return true
	}
	return raw == "O" || raw == "o" || raw == "Ｏ"
}
