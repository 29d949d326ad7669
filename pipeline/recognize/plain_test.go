package recognize

import (
	"slices"
	"testing"
	"unicode/utf8"

	"huizong/schema"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"规 章":                        "规章",
		"规\u3000章\u00a0\ufeff\u200b": "规章",
		"（一）":                        "(一)",
		"［三］【四】〔2021〕｛x｝":            "(三)(四)(2021)(x)",
		"１２３．４５，６":                   "123.45,6",
		"“三安全『一稳定』”":                 "\"三安全\"一稳定\"\"",
		"1．属于":                       "1.属于",
		"其它处理":                       "其他处理",
		"它":                          "它",
		"㈠⑵③⒋":                       "一23",
		"⼀、总体":                       "一、总体",
		"信訪舉報投訴類申請":                  "信访举报投诉类申请",
		"A B\tC\r\n":                 "ABC",
		"abc":                        "abc",
		"":                           "",
		"—–－―":                       "----",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestPlainOfTheForm writes the form in traditional characters: every label
// must come out as the simplified one.
func TestPlainOfTheForm(t *testing.T) {
	for traditional, want := range map[string]string{
		"一、本年新收政府信息公開申請數量":             "received",
		"二、上年結轉政府信息公開申請數量":             "carried_in",
		"（二）部分公開（區分處理的，只計這一情形，不計其他情形）": "partly_granted",
		"2.其他法律行政法規禁止公開":               "denied_by_law",
		"3.危及“三安全一穩定”":                 "denied_security",
		"4.保護第三方合法權益":                  "denied_third_party",
		"5.屬於三類內部事務信息":                 "denied_internal",
		"6.屬於四類過程性信息":                  "denied_deliberative",
		"7.屬於行政執法案卷":                   "denied_enforcement_file",
		"8.屬於行政查詢事項":                   "denied_inquiry",
		"2.沒有現成信息需要另行製作":               "unable_must_create",
		"3.補正後申請內容仍不明確":                "unable_unclear",
		"4.無正當理由大量反復申請":                "rejected_excessive",
		"5.要求行政機關確認或重新出具已獲取信息":         "rejected_confirmation",
		"2.申請人逾期未按收費通知要求繳納費用、行政機關不再處理其政府信息公開申請": "other_fee_unpaid",
		"（七）總計":       "answered",
		"四、結轉下年度繼續辦理": "carried_out",
	} {
		if row := bookThree.row(plain(traditional)); row < 0 || schema.TableThree[row].Code != want {
			t.Errorf("%s: row %d, want %s", traditional, row, want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"规 章", "（一）１２", "㈠⑵", "它其它", "\xff\xfe", "信訪", "自2023年1月1日起，２０２４年度 1202420 二〇二三年一二〇二四年", "1.属于国家秘密", " 12 ", "不 适用"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := plain(s)
		if again := plain(p); again != p {
			t.Errorf("plain(%q) = %q, then %q", s, p, again)
		}
		if !utf8.ValidString(p) && utf8.ValidString(s) {
			t.Errorf("plain(%q) is not valid", s)
		}
		if got, want := fold(s), foldEach(s); got != want {
			t.Errorf("fold(%q) = %q, want %q", s, got, want)
		}
		if got, want := yearsIn(p), yearsAnywhere(p); !slices.Equal(got, want) {
			t.Errorf("yearsIn(%q) = %v, want %v", p, got, want)
		}
		if got, want := valueLike(s), isPlainNumber(s) || mayBeValue(s) && readsAsValue(s); got != want {
			t.Errorf("valueLike(%q) = %t, want %t", s, got, want)
		}
		parse(s)
		bare(p)
		headingOf(p)
		dateIn(p)
	})
}

// foldEach folds one character after the other.
func foldEach(s string) string {
	var out []rune
	for _, r := range s {
		if r = foldRune(r); r == dropped {
			continue
		}
		if n := len(out); r == '它' && n > 0 && out[n-1] == '其' {
			r = '他'
		}
		out = append(out, r)
	}
	return string(out)
}

// yearsAnywhere asks for a year at every character.
func yearsAnywhere(p string) (out []yearAt) {
	for at := 0; at < len(p); {
		y, n := yearHere(p[at:])
		end := at + n
		if y >= firstYear && y <= lastYear && !isDate(p[end:]) && !isDocumentNumber(p[:at], p[end:]) && (at == 0 || !isDigits(p[at-1:at])) {
			out = append(out, yearAt{y, at, end})
		}
		at = end
	}
	return out
}
