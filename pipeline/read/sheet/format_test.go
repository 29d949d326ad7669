package sheet

import (
	"strings"
	"testing"
)

func TestPrint(t *testing.T) {
	cases := []struct {
		code, digits, text string
		noted              bool
	}{
		{"General", "5", "5", false},
		{"GENERAL", "5", "5", false},
		{"", "5", "5", false},
		{"@", "5", "5", false},
		{"0", "5", "5", false},
		{"0.00", "190.457379", "190.457379", false},
		{"#,##0", "59237", "59237", false},
		{"#,##0.00_);[Red]\\(#,##0.00\\)", "-3.5", "-3.5", false},
		{"0_ ", "7", "7", false},
		{`0"件"`, "22", "22件", false},
		{`0件`, "22", "22件", false},
		{`0\件`, "22", "22件", false},
		{`#,##0.00"万元"`, "190.457379", "190.457379万元", false},
		{`0"件";;`, "22", "22件", false},
		{`G/通用格式"件"`, "22", "22件", false},
		{`General"件"`, "22", "22件", false},
		{`"共"0"件"`, "22", "22件", false},
		{`[$¥-804]#,##0.00`, "12.5", "12.5", false},
		{"0%", "0.375", "37.5%", false},
		{"0.00%", "1", "100%", false},
		{"0.00E+00", "190.457379", "190.457379", false},
		{"# ?/?", "0.5", "0.5", false},
		{";;;", "5", "5", true},
		{"0;-0;;@", "0", "0", true},
		{"0;-0;;@", "5", "5", false},
		{builtinFormats[41], "0", "0", true},
		{builtinFormats[41], "12", "12", false},
		{builtinFormats[44], "12", "12", false},
		{`"无"`, "0", "0", true},
		{"0,", "5000", "5000", true},
		{`0!.0,"万"`, "25000", "25000", true},
		{"[>100]0;0.0", "5", "5", false},
		{"[Red]0;[Blue]-0", "-5", "-5", false},
		{"yyyy-m-d", "45292", "2024-01-01", true},
		{`yyyy"年"m"月"d"日"`, "45292", "2024-01-01", true},
		{"[$-804]yyyy\"年\"m\"月\"d\"日\";@", "45291", "2023-12-31", true},
		{"m/d/yy", "5", "1900-01-05", true},
		{"yyyy-m-d", "60", "1900-02-29", true},
		{"yyyy-m-d", "61", "1900-03-01", true},
		{"yyyy-m-d", "0", "1900-01-00", true},
		{"yyyy-m-d", "-1", "-1", true},
		{"yyyy-m-d", "9999999", "9999999", true},
		{"yyyy-m-d h:mm", "45292.75", "2024-01-01 18:00:00", true},
		{"h:mm:ss", "0.5", "12:00:00", true},
		{"h:mm AM/PM", "0.75", "18:00:00", true},
		{"[h]:mm", "1.5", "36:00:00", true},
		{"mm:ss", "0.5", "12:00:00", true},
		{"aaaa", "45292", "2024-01-01", true},
		{`"unclosed`, "5", "5", true},
		{"[", "5", "5", false},
		{`\`, "5", "5", false},
	}
	for _, c := range cases {
		text, note := ParseFormat(c.code, false).Print(c.digits)
		if text != c.text || (note != "") != c.noted {
			t.Errorf("ParseFormat(%q).Print(%q) = %q, note %q, want %q, noted %v", c.code, c.digits, text, note, c.text, c.noted)
		}
	}
}

func TestDate1904(t *testing.T) {
	// 1904's day 0 is 1 January 1904; 43830 days later is 2024-01-01.
	if text, _ := ParseFormat("yyyy-m-d", true).Print("43830"); text != "2024-01-01" {
		t.Errorf("Print = %q, want 2024-01-01", text)
	}
}

func TestBuiltinFormat(t *testing.T) {
	for id, want := range map[int]string{0: "General", 1: "0", 9: "0%", 14: "yyyy-m-d", 31: "yyyy-m-d", 49: "@", 57: "yyyy-m-d", 99: "General", -1: "General"} {
		if got := BuiltinFormat(id); got != want {
			t.Errorf("BuiltinFormat(%d) = %q, want %q", id, got, want)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, code := range []string{"General", `0"件"`, "[h]:mm;@", `_ * #,##0_ ;\-`, "yyyy年m月", "İgeneral"} {
		f.Add(code, "45292.5")
	}
	f.Fuzz(func(t *testing.T, code, stored string) {
		digits, ok := Digits(stored)
		if !ok || len(code) > 1<<12 {
			return
		}
		text, note := ParseFormat(code, false).Print(digits)
		if !strings.Contains(text, digits) && !strings.Contains(note, digits) && !strings.HasSuffix(text, "%") {
			t.Errorf("ParseFormat(%q).Print(%q) = %q, note %q: the digits are lost", code, digits, text, note)
		}
	})
}
