package pipeline

import (
	"testing"

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
