package letters

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huizong/pipeline/publish/facts"
	"huizong/schema"
)

func county() *facts.Facts {
	id, _ := schema.CellByCode("t3.received.total")
	d := func(n int64) *schema.Decimal { v := schema.DecimalOf(n); return &v }
	filed := &schema.Report{UnitCode: "410526209", UnitName: "瓦岗寨乡", Year: 2023, File: "2023/瓦岗寨乡.docx", Submission: "s1", Edition: schema.Edition2021}
	filed.TableEdition = [4]schema.Edition{0, schema.Edition2021, schema.Edition2021, schema.Edition2021}
	slip := schema.Finding{Rule: "slip.row_shift", Severity: schema.Must, UnitCode: "410526209", ReportYear: 2023, Cell: id, Message: "第5行整体右移一格", Suggestion: "是否应左移一格？", Left: d(17), Right: d(16)}
	return &facts.Facts{
		Area: schema.Area{Code: "410526", Name: "滑县", Level: "county"}, Years: []int{2023},
		Units: []schema.Unit{{Code: "410526100", Name: "道口镇"}, {Code: "410526209", Name: "瓦岗寨乡"}, {Code: "410526210", Name: "焦虎乡"}},
		Reports: facts.InMemory{{UnitCode: "410526209", Year: 2023}: filed,
			{UnitCode: "410526210", Year: 2023}: {UnitCode: "410526210", UnitName: "焦虎乡", Year: 2023, File: "b.docx"}},
		Submissions: []schema.Submission{{ID: "s1", SHA256: "abc123"}},
		Findings: []schema.Finding{slip,
			{Rule: "t3.row_total", Severity: schema.Must, UnitCode: "410526209", ReportYear: 2023, Cell: id, Message: "总计不等于各列之和", Formula: "17 ≠ 10 + 6", Parent: slip.ID()},
			{Rule: "form.section5", Severity: schema.Explain, UnitCode: "410526209", ReportYear: 2023, Cell: schema.NoCell, Message: "第五部分只有“无”"},
			{Rule: "cell.blank", Severity: schema.Explain, UnitCode: "410526209", ReportYear: 2023, Cell: id, Message: "空白已说明", Explained: "属实"},
			{Rule: "t3.balance", Severity: schema.Must, UnitCode: "410526209", ReportYear: 2023, Cell: id, Message: "新收加结转不等于办理加结转", Explained: "统计口径不同"},
			{Rule: "t3.group", Severity: schema.NoteSeverity, UnitCode: "410526210", ReportYear: 2023, Cell: id, Message: "提示"}},
		Deadline: map[int]string{2023: "2024-01-31"},
	}
}

var tag = regexp.MustCompile(`<[^>]+>`)

func texts(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for l := range All(county()) {
		var b bytes.Buffer
		if err := l.Write(&b); err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("LETTERS_DIR"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(l.Path)), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		out[l.Path] = document(t, b.Bytes())
	}
	return out
}

// document is the text of a letter.
func document(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return tag.ReplaceAllString(string(doc), "")
}

func TestWhoGetsWhat(t *testing.T) {
	got := texts(t)
	var paths []string
	for p := range got {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	want := []string{
		"letters/2023/催报_410526100_道口镇.docx", "letters/2023/先联系名单.docx", "letters/2023/回执_410526209_瓦岗寨乡.docx",
		"letters/2023/回执_410526210_焦虎乡.docx", "letters/2023/退回函_410526209_瓦岗寨乡.docx",
	}
	slices.Sort(want)
	if !slices.Equal(paths, want) {
		t.Errorf("letters = %q, want %q", paths, want)
	}
}

func TestReturnLetter(t *testing.T) {
	text := texts(t)["letters/2023/退回函_410526209_瓦岗寨乡.docx"]
	for _, want := range []string{"瓦岗寨乡：", "必须更正的问题 2 项、需要核实或说明的问题 1 项", "第5行整体右移一格", "是否应左移一格？",
		"同一原因的另 1 处问题", "表三（依申请公开） › 一、本年新收政府信息公开申请数量 › 总计", "第五部分只有“无”", "5个工作日内", "已收到说明：统计口径不同", "滑县政务公开办公室"} {
		if !strings.Contains(text, want) {
			t.Errorf("the return letter has no %q", want)
		}
	}
	for _, not := range []string{"总计不等于各列之和", "空白已说明"} {
		if strings.Contains(text, not) {
			t.Errorf("the return letter has %q, which is explained", not)
		}
	}
}

// A letter of many findings stays at two pages, and says what else there is.
func TestManyFindings(t *testing.T) {
	f := county()
	f.Rules = []facts.Rule{{ID: "form.leftover", Title: "没有留下模板文字"}, {ID: "cell.blank", Title: "不留空白"}}
	var open []schema.Finding
	for i := range 60 {
		open = append(open, schema.Finding{Rule: []string{"cell.blank", "form.leftover"}[i/50], Severity: schema.Explain, Cell: schema.NoCell, Message: "留有模板文字"})
	}
	u := &f.Units[1]
	var b bytes.Buffer
	if err := returned(f, u, 2023, f.Filing(u.Code, 2023), open).Write(&b); err != nil {
		t.Fatal(err)
	}
	text := document(t, b.Bytes())
	for _, want := range []string{"“没有留下模板文字” 10 项，“不留空白” ", "详细清单可向我们索取"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter has no %q: %s", want, text)
		}
	}
}

func TestNotices(t *testing.T) {
	got := texts(t)
	if text := got["letters/2023/催报_410526100_道口镇.docx"]; !strings.Contains(text, "2024年1月31日") || !strings.Contains(text, "道口镇：") {
		t.Errorf("chase notice: %s", text)
	}
	if text := got["letters/2023/回执_410526209_瓦岗寨乡.docx"]; !strings.Contains(text, "abc123") || !strings.Contains(text, "应有 200 格") {
		t.Errorf("receipt: %s", text)
	}
	list := got["letters/2023/先联系名单.docx"]
	if strings.Index(list, "道口镇") > strings.Index(list, "瓦岗寨乡") || strings.Contains(list, "焦虎乡") {
		t.Errorf("first-call list: %s", list)
	}
}
