package word

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestTextIsEscaped(t *testing.T) {
	for text, want := range map[string]string{
		"收件回执":                  "收件回执",
		"表三 › 总计：1,234（条）":      "表三 › 总计：1,234（条）",
		`a<b>&"c"'d'`:           "a&lt;b&gt;&amp;&#34;c&#34;&#39;d&#39;",
		"tab\tbell\x07line\r":   "tab&#x9;bellline",
		"last\uFFFE\uFFFFof it": "lastof it",
		"broken\xffbyte":        "broken\uFFFDbyte",
		"half\xef\xbf":          "half\uFFFD\uFFFD",
		"":                      "",
	} {
		var m markup
		m.text(text)
		if string(m) != want {
			t.Errorf("%q becomes %q, want %q", text, m, want)
		}
	}
}

// FuzzText: what is added as it is, escaping would not change.
func FuzzText(f *testing.F) {
	f.Add("，：！\uFFC0\uFFFF")
	f.Fuzz(func(t *testing.T, text string) {
		var m markup
		m.text(text)
		var want strings.Builder
		if err := xml.EscapeText(&want, []byte(clean(text))); err != nil {
			t.Fatal(err)
		}
		if string(m) != want.String() {
			t.Errorf("%q becomes %q, want %q", text, m, want.String())
		}
	})
}
