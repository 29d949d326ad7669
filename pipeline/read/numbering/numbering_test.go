package numbering

import (
	"strings"
	"testing"
)

func TestNumerals(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
		ok     bool
	}{{"decimal", 12, "12", true}, {"chineseCounting", 10, "十", true}, {"chineseCounting", 21, "二十一", true}, {"chineseCounting", 100, "", false},
		{"chineseLegalSimplified", 10, "壹拾", true}, {"ideographDigital", 10, "一〇", true}, {"decimalFullWidth", 12, "１２", true}, {"decimalEnclosedCircle", 3, "③", true},
		{"decimalEnclosedCircle", 21, "", false}, {"upperRoman", 14, "XIV", true}, {"lowerLetter", 27, "aa", true}, {"upperLetter", 2, "B", true},
		{"ideographTraditional", 1, "甲", true}, {"decimalZero", 7, "07", true}, {"none", 3, "", true}, {"ordinalText", 1, "", false}} {
		if got, ok := Numeral(c.format, c.n); got != c.want && c.ok || ok != c.ok {
			t.Errorf("Numeral(%s, %d) = %q, %v, want %q, %v", c.format, c.n, got, ok, c.want, c.ok)
		}
	}
}

func TestLabel(t *testing.T) {
	s := NewScheme()
	s.Levels[0] = Level{Format: "chineseCounting", Text: "%1、", Start: 1}
	s.Levels[1] = Level{Format: "decimal", Text: "%1.%2)", Suffix: " ", Start: 3, Restart: 1, Legal: true}
	s.Levels[2] = Level{Format: "decimal", Text: "第%3条", Start: 1} // never starts anew
	s.Levels[3] = Level{Format: "bullet", Text: "●"}
	one, other := &List{Scheme: s}, &List{Scheme: s, Starts: map[int]int{0: 7}}
	for i, c := range []struct {
		list *List
		at   int
		want string
	}{{one, 0, "一、"}, {one, 1, "1.3) "}, {one, 1, "1.4) "}, {one, 2, "第1条"}, {one, 3, ""}, {one, 0, "二、"}, {one, 1, "2.3) "}, {one, 2, "第2条"},
		{other, 0, "七、"}, {one, 0, "八、"}, {other, 0, "九、"}, {one, 99, ""}, {one, -1, "十、"}} {
		if got := c.list.Label(c.at); got != c.want {
			t.Errorf("paragraph %d: label %q, want %q", i, got, c.want)
		}
	}
}

func TestLongPattern(t *testing.T) {
	s := NewScheme()
	s.Levels[0] = Level{Format: "decimal", Text: strings.Repeat("%1", 1000), Start: 1}
	if got := (&List{Scheme: s}).Label(0); got != "" {
		t.Errorf("label of %d bytes, want none", len(got))
	}
}
