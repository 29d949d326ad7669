package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huizong/configs"
	"huizong/schema"
)

// A clerk has no roster: that the division table knows a name many times is
// nothing to correct.
func TestLeaveUnit(t *testing.T) {
	j := FileJudgement{Findings: []schema.Finding{
		{Rule: "roster.unknown", Severity: schema.Must, Detail: "unit", Message: "标题写的是“青龙镇”，名单中没有这个单位，未计入汇总", MessageEN: "the title names 青龙镇, which is not in the roster; held, not added"},
		{Rule: "roster.unknown", Severity: schema.Must, Detail: "several", Message: "文件里有不止一份报告"},
	}}
	leaveUnit(j.Findings)
	if must, explain := j.Open(); must != 1 || explain != 0 {
		t.Errorf("%d must and %d explain, want the file of several reports alone", must, explain)
	}
	if want := "标题写的是“青龙镇”，区划表中没有这个单位；自查不影响，以县里的名单为准"; j.Findings[0].Message != want {
		t.Errorf("%s, want %s", j.Findings[0].Message, want)
	}
	if want := "the title names 青龙镇, which is not in the division table; no matter here, the county's roster will tell"; j.Findings[0].MessageEN != want {
		t.Errorf("%s, want %s", j.Findings[0].MessageEN, want)
	}
}

// TestSeveralInOneFile: what the county would hold is told to the clerk as held.
func TestSeveralInOneFile(t *testing.T) {
	one, err := os.ReadFile("read/testdata/zero/zero.md")
	if err != nil {
		t.Fatal(err)
	}
	next := strings.ReplaceAll(strings.ReplaceAll(string(one), "2023", "2024"), "瓦岗寨乡", "老爷庙乡")
	path := filepath.Join(t.TempDir(), "两份.md")
	if err := os.WriteFile(path, append(one, "\n\n"+next...), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := configs.Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]schema.Verdict{path: schema.Held, "read/testdata/zero/zero.md": schema.Accepted} {
		judged, err := Check(t.Context(), c, nil, []string{file}, "")
		if err != nil || len(judged) != 1 {
			t.Fatal(judged, err)
		}
		if got := judged[0].Submission; got.Verdict != want {
			t.Errorf("%s is %s (%s), want %s", file, got.Verdict, got.Reason, want)
		}
	}
}
