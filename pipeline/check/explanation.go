package check

import (
	"fmt"
	"slices"

	"huizong/schema"
)

// explanations are the rules about the units' explanations themselves.
var explanations = []*Rule{{
	ID: "explanation.expired", Severity: schema.NoteSeverity, Class: Answer, Source: "审核说明随数字走：数字变了，说明失效",
	Title: "审核说明所说明的数字没有变", TitleEN: "the numbers that an explanation was given for are still there",
	Doc:    "审核说明与它所说明的数字绑定。数字改动后说明失效，原文在这里重新提供，供继续采用或修改；没有写明数字的说明不采用。",
	DocEN:  "An explanation is bound to the numbers it was given for. When they change it expires, and its old text is offered again; one that names no numbers is not taken.",
	Report: func(*Subject, *Tally) {}, // judged by [Review.answer], which sees the findings
	Fails: Example{Says: "说明针对 17 ≠ 16，现在是 18 ≠ 16", Cells: "t3.granted.natural_person=16 t3.granted.total=18",
		Do: func(w *World) { w.explain("t3.row_total", "t3.granted.total", 17, 16) }},
	Holds: Example{Says: "说明针对 17 ≠ 16，数字没有变", Cells: "t3.granted.natural_person=16 t3.granted.total=17",
		Do: func(w *World) { w.explain("t3.row_total", "t3.granted.total", 17, 16) }},
}}

// An answer is an explanation given for a unit and year.
type answer struct{ *schema.Explanation }

func answers(all []schema.Explanation) map[key][]answer {
	by := map[key][]answer{}
	for i := range all {
		e := &all[i]
		k := key{e.UnitCode, e.ReportYear}
		by[k] = append(by[k], answer{e})
	}
	return by
}

// answer marks the findings that the unit explained, and says which
// explanations have expired. It never takes a finding away. concerns limits it
// to the rules whose findings are in j.
func (v *Review) answer(k key, j *Judgement, concerns func(*Rule) bool) {
	given := v.explanations[k]
	if len(given) == 0 || v.rules.silenced["explanation.expired"] && len(j.Findings) == 0 {
		return
	}
	judged := schema.Check{State: schema.NotApplicable}
	var expired []schema.Finding
	for _, a := range given {
		rule := v.rules.Rule(a.Rule)
		if rule == nil || !concerns(rule) {
			continue
		}
		judged.Instances++
		judged.State = max(judged.State, schema.Holds)
		if stale := a.apply(j.Findings); stale != nil {
			judged.State = schema.Violated
			expired = append(expired, v.expired(a, stale))
		}
	}
	if v.rules.silenced["explanation.expired"] {
		return
	}
	j.Findings = append(j.Findings, expired...)
	i := slices.IndexFunc(j.Checks, func(c schema.Check) bool { return c.Rule == "explanation.expired" })
	if i < 0 {
		return
	}
	j.Checks[i].State, j.Checks[i].Instances = judged.State, judged.Instances
}

// apply marks every finding that a explains. Where there are findings of its
// rule and cell, and it explains none of them, it returns the first: a was
// given for other numbers. With no such finding the matter is settled.
func (a answer) apply(findings []schema.Finding) (stale *schema.Finding) {
	explained := false
	for i := range findings {
		f := &findings[i]
		if f.Rule != a.Rule || f.UnitCode != a.UnitCode || f.ReportYear != a.ReportYear || a.Cell != schema.NoCell && f.Cell != a.Cell {
			continue
		}
		if !same(f.Left, a.Left) || !same(f.Right, a.Right) {
			if stale == nil {
				stale = f
			}
			continue
		}
		f.Explained, explained = a.text(), true
	}
	if explained {
		return nil
	}
	return stale
}

func same(a, b *schema.Decimal) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// text is the explanation with who gave it and when.
func (a answer) text() string {
	switch {
	case a.Author != "" && a.Date != "":
		return fmt.Sprintf("%s（%s，%s）", a.Text, a.Author, a.Date)
	case a.Author != "" || a.Date != "":
		return fmt.Sprintf("%s（%s）", a.Text, a.Author+a.Date)
	}
	return a.Text
}

func (v *Review) expired(a answer, now *schema.Finding) schema.Finding {
	f := *now
	f.Rule, f.Severity = "explanation.expired", v.rules.Severity(v.rules.Rule("explanation.expired"))
	f.Detail = a.Rule
	f.Suggestion, f.Parent = "", ""
	if a.Left == nil && a.Right == nil {
		f.Message = fmt.Sprintf("审核说明没有写明它所说明的数字，未采用。原文：“%s”", a.text())
		f.MessageEN = fmt.Sprintf("the explanation does not say which numbers it is for, so it is not taken; it reads: %q", a.text())
		return f
	}
	f.Message = fmt.Sprintf("审核说明针对的是 %s 与 %s，现在是 %s 与 %s，说明已失效，请确认是否仍然适用。原文：“%s”",
		said(a.Left), said(a.Right), said(now.Left), said(now.Right), a.text())
	f.MessageEN = fmt.Sprintf("the explanation was given for %s and %s, the numbers now are %s and %s: it has expired; it read: %q",
		said(a.Left), said(a.Right), said(now.Left), said(now.Right), a.text())
	return f
}

func said(d *schema.Decimal) string {
	if d == nil {
		return "?"
	}
	return d.String()
}
