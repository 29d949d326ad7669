package mask

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The first two are sentences of a published report.
func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"由党委副书记孟凡同志具体分管政务公开工作；":        "由党委副书记孟×同志具体分管政务公开工作；",
		"公开了监督渠道电话 0372-8591006，多方位拓宽": "公开了监督渠道电话 0372-×××××××，多方位拓宽",
		"联系人：欧阳小明，手机13812345678":       "联系人：欧阳××，手机×××××××××××",
		"联系电话：8591006。":                "联系电话：×××××××。",
		"（0372）8591006":                "（0372）×××××××",
		"王同志、李四同志和张三丰同志":               "王同志、李×同志和张××同志",
		"负责人负责审核，工作人员明确分工":             "负责人负责审核，工作人员明确分工",
		"主任由乡长兼任，成员为各站所负责人":            "主任由乡长兼任，成员为各站所负责人",
		"拨打12345热线，全年受理 1234 件":        "拨打12345热线，全年受理 1234 件",
		"主动公开政府信息 20231231 条":          "主动公开政府信息 20231231 条",
		"身份证 410526198001011234 已":     "身份证 ×××××××××××××××××× 已",
		"发送至 bgs@hx.gov.cn 即可":         "发送至 ××××××××××××× 即可",
		"":                             "",
	} {
		got := Text(in)
		if got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(in) {
			t.Errorf("Text(%q) has another length", in)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("由党委副书记孟凡同志具体分管，电话 0372-8591006")
	f.Add("联系人：欧阳小明，手机 138-1234 5678，（0372）8591006，bgs@hx.gov.cn")
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) && utf8.RuneCountInString(Text(s)) != utf8.RuneCountInString(s) {
			t.Errorf("Text(%q) = %q has another length", s, Text(s))
		}
		if got, want := Text(s), tried(s); got != want {
			t.Errorf("Text(%q) = %q, want %q as all expressions leave it", s, got, want)
		}
	})
}

// tried is [Text] with every expression tried.
func tried(s string) string {
	for _, re := range []*regexp.Regexp{mobile, landline, local, identity} {
		s = replace(s, re, digits)
	}
	s = replace(s, mail, func(m string) string { return strings.Repeat(cover, utf8.RuneCountInString(m)) })
	return replace(replace(s, behind, name), before, lastName)
}
