package pipeline

import (
	"strings"
	"testing"

	"huizong/schema"
)

// TestOtherPaper holds the verdict on a file that is no report: pictures that were
// not read are named, for they may be the report.
func TestOtherPaper(t *testing.T) {
	for _, c := range []struct {
		notes []schema.Note
		want  bool
	}{
		{nil, false},
		{[]schema.Note{{Code: "html.hidden"}}, false},
		{[]schema.Note{{Code: "html.hidden"}, {Code: "docx.picture"}}, true},
		{[]schema.Note{{Code: "sheet.pictures"}}, true},
	} {
		s := schema.Submission{Notes: c.notes}
		sealOther(&s)
		if s.Verdict != schema.NotAReport || strings.Contains(s.Reason, "图片") != c.want || strings.Contains(s.ReasonEN, "pictures") != c.want {
			t.Errorf("notes %v: %s %q, %q", c.notes, s.Verdict, s.Reason, s.ReasonEN)
		}
	}
}
