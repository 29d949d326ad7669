package html

import (
	"testing"
	"unicode/utf16"
)

func TestClaims(t *testing.T) {
	wide := func(s string) string {
		b := "\xFF\xFE"
		for _, u := range utf16.Encode([]rune(s)) {
			b += string([]byte{byte(u), byte(u >> 8)})
		}
		return b
	}
	for page, want := range map[string]bool{
		"<html><p>甲":                            true,
		"\xEF\xBB\xBF\r\n <!DOCTYPE HTML>":      true,
		"<TABLE BORDER=1><tr><td>1":             true,
		"<!-- 注 --><div class=a>":               true,
		`<?xml version="1.0"?><html xmlns="x">`: true,
		"标题 <br> 甲<table>":                      true,
		"乱 <body>":                              true,
		wide("<html><p>甲"):                      true,
		"# 标题\n\n<table><tr><td>1":              false,
		"标题\n<table><tr><td>1":                  false,
		"<通知> 关于":                               false,
		"<w:wordDocument><w:p>":                 false,
		"1<p":                                   false,
		"":                                      false,
	} {
		if got := Claims([]byte(page)); got != want {
			t.Errorf("Claims(%q) = %v", page, got)
		}
	}
}
