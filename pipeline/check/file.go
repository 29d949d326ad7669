package check

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// files are the rules about the files that came, before anybody reads a number.
var files = []*Rule{{
	ID: "file.unreadable", Severity: schema.Explain, Class: File, Source: "每个文件都有去向",
	Title: "报送的文件都读得出", TitleEN: "every file that came could be read",
	Doc:   "加密、损坏、扫描件等读不出的文件，说明原因和补救办法。",
	DocEN: "Encrypted, broken or scanned files: why, and what the clerk should do.",
	Whole: func(v *Review, t *Tally) {
		v.eachSubmission(t, func(s *schema.Submission) bool { return s.Verdict == schema.Unreadable })
	},
	Fails: Example{Says: "一个文件加了密", Do: func(w *World) { w.submit(schema.Unreadable, "encrypted") }},
	Holds: Example{Says: "文件都读得出"},
}, {
	ID: "file.held", Severity: schema.Explain, Class: File, Source: "拿不准的先留存，不计入汇总",
	Title: "没有文件在等待确认", TitleEN: "no file is waiting to be confirmed",
	Doc:   "还在变化的文件、需要人确认的识别结果等。单位、年度不明的见 roster.unknown 和 time.unknown。",
	DocEN: "Files still changing, readings that a person must confirm. Unknown units and years: see roster.unknown and time.unknown.",
	Whole: func(v *Review, t *Tally) {
		v.eachSubmission(t, func(s *schema.Submission) bool { return s.Verdict == schema.Held && !heldElsewhere(s.Code) })
	},
	Fails: Example{Says: "一个文件还在变化", Do: func(w *World) { w.submit(schema.Held, "not_stable") }},
	Holds: Example{Says: "没有待确认的文件"},
}, {
	ID: "file.note", Severity: schema.NoteSeverity, Class: File, Source: "读取时的备注",
	Title: "采用的文件没有读取备注", TitleEN: "no remark of a reader on an accepted file",
	Doc:   "扩展名与内容不符、含修订标记等，不影响采用，提示知道。",
	DocEN: "An extension that lies, tracked changes and the like: taken all the same, but good to know.",
	Whole: func(v *Review, t *Tally) {
		for i := range v.in.Submissions {
			s := &v.in.Submissions[i]
			for _, n := range s.Notes {
				if s.Verdict == schema.Accepted {
					f := submitted(s, n.Text, n.EN)
					f.Detail = n.Code + " " + s.Path
					t.Find(f)
				}
			}
		}
	},
	Fails: Example{Says: "扩展名是 doc，内容是 docx", Do: func(w *World) {
		w.Submissions[2].Notes = []schema.Note{{Code: "name.extension", Text: "扩展名是 doc，内容是 docx", EN: "named doc, but it is a docx"}}
	}},
	Holds: Example{Says: "扩展名与内容相符"},
}}

// heldElsewhere are the reasons that roster.unknown and time.unknown speak of,
// and the year that is not asked for: such a file is there to be compared with
// and waits for nobody.
func heldElsewhere(code string) bool {
	return strings.HasPrefix(code, "unit") || strings.HasPrefix(code, "year") || code == "other_year"
}

func (v *Review) eachSubmission(t *Tally, concerned func(*schema.Submission) bool) {
	for i := range v.in.Submissions {
		if s := &v.in.Submissions[i]; concerned(s) {
			t.Find(submitted(s, s.Reason, s.ReasonEN))
		}
	}
}

func submitted(s *schema.Submission, zh, en string) schema.Finding {
	return schema.Finding{Cell: schema.NoCell, UnitCode: s.UnitCode, ReportYear: s.ReportYear, Submission: s.ID, Detail: s.Code + " " + s.Path,
		Place: schema.Place{File: s.Path}, Message: zh, MessageEN: en}
}

func (w *World) submit(verdict schema.Verdict, code string) {
	w.Submissions = append(w.Submissions, schema.Submission{ID: code, Path: fmt.Sprintf("%s.docx", code), Verdict: verdict, Code: code,
		Reason: "这个文件没有采用", ReasonEN: "this file was not taken"})
}
