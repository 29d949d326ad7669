package rulefile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"huizong/pipeline/check"
	"huizong/pipeline/check/linear"
	"huizong/schema"
)

// rules turns what is written into rules.
func (r *reader) rules() []*check.Rule {
	var all []*check.Rule
	for _, w := range r.written {
		w.rule = w.build()
		all = append(all, w.rule)
	}
	return all
}

func (w *written) build() *check.Rule {
	rule := &check.Rule{ID: w.id, Severity: w.severity, Class: check.Local, Source: w.from, From: w.first, To: w.last, Kinds: w.kinds,
		Title: w.title, TitleEN: cmp.Or(w.titleEN, w.title), Doc: cmp.Or(w.doc, w.title), DocEN: cmp.Or(w.docEN, w.titleEN, w.title),
		Report: w.judge, Equations: w.unconditional(),
		Fails: w.example(w.fails), Holds: w.example(w.holds)}
	return rule
}

// example is judged in a year and for a kind of unit that the rule is meant for.
func (w *written) example(cells string) check.Example {
	e := check.Example{Says: "例", Cells: cells, Year: 2023}
	switch {
	case w.last != 0 && w.last < e.Year:
		e.Year = w.last
	case w.first > e.Year:
		e.Year = w.first
	}
	if len(w.kinds) > 0 {
		e.Do = func(world *check.World) { world.Roster.Units[2].Kind = w.kinds[0] }
	}
	return e
}

// unconditional are the comparisons that must hold whatever else does.
func (w *written) unconditional() []linear.Comparison {
	var all []linear.Comparison
	for _, i := range w.instances {
		if i.when == nil {
			all = append(all, i.then...)
		}
	}
	return all
}

func (w *written) judge(s *check.Subject, t *check.Tally) {
	for k := range w.instances {
		i := &w.instances[k]
		switch i.condition(s) {
		case schema.Holds:
			i.judge(s, t, w)
		case schema.Unclear:
			i.unsure(s, t)
		}
	}
}

// condition is how the if part ends: Holds without one.
func (i *instance) condition(s *check.Subject) schema.CheckState {
	state := schema.Holds
	for k := range i.when {
		switch i.when[k].Judge(s.Now, s.Last).State {
		case schema.Violated, schema.NotApplicable:
			return schema.NotApplicable
		case schema.Unclear:
			state = schema.Unclear
		}
	}
	return state
}

func (i *instance) judge(s *check.Subject, t *check.Tally, w *written) {
	for k := range i.then {
		c := &i.then[k]
		state := c.Judge(s.Now, s.Last).State
		if state != schema.Violated {
			t.Count(state)
			continue
		}
		f := s.Failure(c, "{where}："+w.rule.Title+"；{formula}", "{where}: "+w.rule.TitleEN+"; {formula}")
		if k > 0 {
			f.Detail = fmt.Sprintf("comparison %d", k+1)
		}
		t.Find(f)
	}
}

// unsure: with the condition open, only what holds anyway is sure.
func (i *instance) unsure(s *check.Subject, t *check.Tally) {
	for k := range i.then {
		state := i.then[k].Judge(s.Now, s.Last).State
		if state == schema.Violated {
			state = schema.Unclear
		}
		t.Count(state)
	}
}

// tryExamples runs both examples of each rule.
func (r *reader) tryExamples(set *check.RuleSet) {
	for _, w := range r.written {
		result := set.TestRule(w.rule)
		switch {
		case result.Err != nil:
			r.fail(w.failsAt, say("规则 %s：%v", "rule %s: %v", w.id, result.Err))
		case result.Fails == 0:
			r.fail(w.failsAt, say("规则 %s 在反例里成立", "rule %s holds in the example that should fail", w.id))
		case result.Holds > 0:
			r.fail(w.holdsAt, say("规则 %s 在正例里不成立", "rule %s fails in the example that should hold", w.id))
		}
	}
}

// Notes say which rules follow from others or contradict them: from the
// built-in ones, and from those written before. It takes a while: linear algebra.
func (f *File) Notes() []Note {
	var notes []Note
	var never []*written // these contradict others: from them anything would follow
	for k, w := range f.written {
		own := w.unconditional()
		if len(own) == 0 {
			continue
		}
		e := editionOf(own)
		relation, because := linear.Relate(own, without(f.Rules.Members(e), slices.Concat(never, f.written[k:])), e)
		note := Note{Line: w.at.Line, Column: w.at.Column, Rule: w.id}
		switch relation {
		case linear.Follows:
			note.Text = fmt.Sprintf("规则 %s 由 %s 推出，不会发现新的问题", w.id, join(because, "、", "各格不小于 0"))
			note.EN = fmt.Sprintf("rule %s follows from %s: it finds nothing new", w.id, join(because, ", ", "cells not being negative"))
		case linear.Contradicts:
			never = append(never, w)
			note.Text = fmt.Sprintf("规则 %s 与 %s 矛盾，不可能同时成立", w.id, join(because, "、", "各格不小于 0"))
			note.EN = fmt.Sprintf("rule %s contradicts %s: they never hold together", w.id, join(because, ", ", "cells not being negative"))
		default:
			continue
		}
		notes = append(notes, note)
	}
	return notes
}

// editionOf is the newest edition that prints a cell of every comparison.
func editionOf(all []linear.Comparison) schema.Edition {
	for _, c := range all {
		if !schema.Cells[c.Key].In2021 {
			return schema.Edition2019
		}
	}
	return schema.Edition2021
}

// without drops the rules that are written later.
func without(members []linear.Member, later []*written) []linear.Member {
	return slices.DeleteFunc(members, func(m linear.Member) bool {
		return slices.ContainsFunc(later, func(w *written) bool { return w.id == m.Rule })
	})
}

func join(ids []string, separator, none string) string {
	return cmp.Or(strings.Join(ids, separator), none)
}
