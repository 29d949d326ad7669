package check

import (
	"fmt"
	"strings"

	"huizong/schema"
)

// roster are the rules about who filed.
var roster = []*Rule{{
	ID: "roster.missing", Severity: schema.Explain, Class: Roster, Source: "名单中每个单位每个年度应报一份",
	Title: "名单中的单位都报送了报告", TitleEN: "every unit of the roster has its report",
	Doc:   "名单中应报而没有被采用的报告，每个单位每个年度一条。报送了但读不出或待确认的，说明原因。",
	DocEN: "One finding for each unit and year without an accepted report. Where a file came but could not be taken, it says why.",
	Unit:  judgeMissing,
	Fails: Example{Says: "石桥乡没有报送", Do: func(w *World) { w.Reports, w.Submissions = w.Reports[:2], w.Submissions[:2] }},
	Holds: Example{Says: "三个单位都报送了"},
}, {
	ID: "roster.unknown", Severity: schema.Must, Class: Roster, Source: "先入名单，再入数据",
	Title: "每份报告的单位都在名单里", TitleEN: "the unit of every report is in the roster",
	Doc:   "单位不在名单里或认不出是哪个单位的报告留待确认，不计入汇总。",
	DocEN: "A report of a unit that is not in the roster, or cannot be told, is held, never added.",
	Whole: func(v *Review, t *Tally) { v.passHeld(t, "unit"); v.judgeStrangers(t) },
	Fails: Example{Says: "一份报告认不出单位", Do: func(w *World) { w.hold("unit_unknown") }},
	Holds: Example{Says: "单位都在名单里"},
}, {
	ID: "roster.conflict", Severity: schema.Explain, Class: Roster, Source: "同一单位同一年度只采用一份，采用哪份有明文规定",
	Title: "同一单位同一年度没有数字不同的两份报告", TitleEN: "no unit and year has two reports that differ",
	Doc:   "数字相同的算一份；后来的与先前的不同时，采用后来的，两份都保留，并列出不同的格。",
	DocEN: "Equal reports count once. A later one that differs supersedes the earlier; both are kept, and the cells that differ are shown.",
	Unit:  judgeConflict,
	Fails: Example{Says: "先后报了两份，新收 2 件改为 0 件", Do: func(w *World) { w.refile("2", schema.Superseded) }},
	Holds: Example{Says: "同一份报了两次", Do: func(w *World) { w.refile("0", schema.Duplicate) }},
}}

func judgeMissing(f *Filing, t *Tally) {
	switch {
	case f.Reports > 0:
		t.Count(schema.Holds)
		return
	case f.Unit == nil || !f.Unit.Owes(f.Year):
		return
	}
	finding := plain("", fmt.Sprintf("%s没有报送 %d 年度报告", f.Unit.Name, f.Year), fmt.Sprintf("%s has not filed its report for %d", f.Unit.Name, f.Year), schema.Place{})
	for _, s := range f.Submissions {
		if s.Reason != "" {
			finding.Message = fmt.Sprintf("%s的 %d 年度报告没有采用：%s（%s）", f.Unit.Name, f.Year, s.Reason, s.Path)
			finding.MessageEN = fmt.Sprintf("the report of %s for %d was not taken: %s (%s)", f.Unit.Name, f.Year, s.ReasonEN, s.Path)
		}
	}
	t.Find(finding)
}

func judgeConflict(f *Filing, t *Tally) {
	for _, s := range f.Submissions {
		switch s.Verdict {
		case schema.Accepted, schema.Duplicate:
			t.Count(schema.Holds)
		case schema.Superseded:
			zh, en := f.review.differences(f, s)
			t.Find(schema.Finding{Cell: schema.NoCell, Detail: s.ID, Place: schema.Place{File: s.Path}, Submission: s.ID,
				Message: fmt.Sprintf("同一单位同一年度另有一份报告，已由%s取代；%s", f.acceptedPath(), zh), MessageEN: fmt.Sprintf("superseded by %s; %s", f.acceptedPath(), en)})
		}
	}
}

func (f *Filing) acceptedPath() string {
	if f.filed == nil {
		return "后来的一份"
	}
	return f.filed.file
}

// differences says what a superseded report said otherwise, where both are at hand.
func (v *Review) differences(f *Filing, s *schema.Submission) (zh, en string) {
	old, now := v.superseded(s.ID), v.accepted(f)
	if old == nil || now == nil {
		return "两份都保留", "both are kept"
	}
	n := 0
	var texts []string
	for i := range schema.Cells {
		a, b := &old.Cells[i], &now.Cells[i]
		if a.State == b.State && (a.State != schema.Number || a.Value == b.Value) {
			continue
		}
		if n++; n <= 3 {
			texts = append(texts, fmt.Sprintf("%s %s → %s", whereZH[i], shown(a), shown(b)))
		}
	}
	if n == 0 {
		return "各格数字相同，文字有不同", "every cell is equal, the text differs"
	}
	return fmt.Sprintf("%d 格不同：%s", n, strings.Join(texts, "；")), fmt.Sprintf("cells that differ: %d", n)
}

func shown(c *schema.CellValue) string {
	if c.State == schema.Number {
		return c.Value.String()
	}
	if c.Raw != "" {
		return c.Raw
	}
	return "空"
}

func (v *Review) superseded(submission string) *schema.Report {
	if v.in.Find != nil {
		return v.in.Find(submission)
	}
	for _, r := range v.in.Superseded {
		if r.Submission == submission {
			return r
		}
	}
	return nil
}

func (v *Review) accepted(f *Filing) *schema.Report {
	if v.in.Find != nil {
		if f.filed == nil {
			return nil
		}
		return v.in.Find(f.filed.submission)
	}
	for _, r := range v.in.Reports {
		if r.UnitCode == f.Code && r.Year == f.Year {
			return r
		}
	}
	return nil
}

// passHeld takes over what was found in held reports about the unit or the
// year, and speaks for held submissions whose reports are not at hand.
func (v *Review) passHeld(t *Tally, code string) {
	spoken := map[string]bool{}
	for i := range v.in.Held {
		r := &v.in.Held[i]
		for _, f := range r.Findings {
			if f.Rule == t.rule.ID {
				f.Detail += " " + r.File
				t.Pass(f)
				spoken[f.Submission] = true
			}
		}
	}
	for i := range v.in.Submissions {
		s := &v.in.Submissions[i]
		if s.Verdict != schema.Held || spoken[s.ID] || !strings.HasPrefix(s.Code, code) {
			continue
		}
		t.Find(submitted(s, s.Reason, s.ReasonEN))
	}
}

// judgeStrangers finds accepted reports of units that the roster has not.
func (v *Review) judgeStrangers(t *Tally) {
	if v.in.Roster == nil {
		return
	}
	for _, k := range v.filedKeys() {
		if k.unit == "" {
			continue // recognizing said so
		}
		f := v.filed[k]
		t.about(k.unit, f.name, k.year)
		if v.units[k.unit] != nil {
			t.Count(schema.Holds)
			continue
		}
		t.Find(schema.Finding{Cell: schema.NoCell, UnitCode: k.unit, ReportYear: k.year, Submission: f.submission, Place: schema.Place{File: f.file},
			Message: fmt.Sprintf("单位 %s（%s）不在名单里", f.name, k.unit), MessageEN: fmt.Sprintf("unit %s (%s) is not in the roster", f.name, k.unit)})
	}
}

// refile files an earlier report of the unit with another number of requests.
func (w *World) refile(received string, verdict schema.Verdict) {
	old := *w.Report
	old.Submission, old.File = "石桥乡2023旧", "石桥乡2023旧.docx"
	put(&old.Cells[mustCell("t3.received.total")], received)
	w.Submissions = append(w.Submissions, schema.Submission{ID: old.Submission, Path: old.File, UnitCode: exampleUnit, ReportYear: exampleYear, Verdict: verdict})
	if verdict == schema.Superseded {
		w.Superseded = append(w.Superseded, &old)
	}
}

// hold adds a held report that nobody can place.
func (w *World) hold(code string) {
	w.Submissions = append(w.Submissions, schema.Submission{ID: "held", Path: "扫描件.docx", Verdict: schema.Held, Code: code,
		Reason: "正文、文件名和文件夹都没有写明", ReasonEN: "neither the text nor the file name nor the folder says it"})
}
