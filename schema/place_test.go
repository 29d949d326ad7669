package schema

import "testing"

func TestPlace(t *testing.T) {
	for want, p := range map[string]Place{
		"": {},
		"a.docx › 表2 › 第5行 › 第4列":   {File: "a.docx", Table: 2, Row: 5, Column: 4},
		"b.zip › a.pdf › 第3页 › 表1":  {File: "b.zip › a.pdf", Page: 3, Table: 1},
		"乡镇.xlsx › 表三 › 第1行 › 第12列": {File: "乡镇.xlsx", Sheet: "表三", Row: 1, Column: 12},
		"文本行7": {Line: 7},
	} {
		if got := p.String(); got != want {
			t.Errorf("%+v is printed %q, want %q", p, got, want)
		}
		if got := string(p.Append([]byte("在"))); got != "在"+want {
			t.Errorf("%+v is appended %q, want %q", p, got, "在"+want)
		}
	}
}
