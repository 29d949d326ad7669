package sheet

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "甲\t乙\n丙": "甲\t乙\n丙", "甲\r\n乙\r丙": "甲\n乙\n丙", "\x00甲\x1f\x01": "甲", "\x7f\u0085": "\x7f\u0085",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestLonger compares with counting, around every bound there is.
func TestLonger(t *testing.T) {
	for _, c := range []string{"a", "é", "表", "𠀀", "\xff"} {
		for n := range 12 {
			for length := range 50 {
				text := strings.Repeat(c, length)
				if got, want := longer(text, n), utf8.RuneCountInString(text) > n; got != want {
					t.Errorf("longer(%q, %d) = %v, want %v", text, n, got, want)
				}
			}
		}
	}
}

func TestNumeric(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "件": false, "3": true, " 3件 ": true, "３．５": true, "-": true, "+1,000": true, "12%": true,
		"3 件": false, "三": false, "一、3": false, "3人": false, "（3）": false, "件3": false, "\xff": false, "\uFFFD": false,
	} {
		if got := (&Cell{Text: text}).numeric(); got != want {
			t.Errorf("numeric(%q) = %v, want %v", text, got, want)
		}
	}
}
