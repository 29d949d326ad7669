// Package rulefile reads the rules that a county writes without a compiler: a
// YAML file that silences, re-grades and limits the built-in rules and adds
// linear rules of its own over cell codes.
//
//	silence: [norms.loose]
//	severity: {name.other: note}
//	limits: {fee.unit: 500}
//	rules:
//	  - id: local.petitions
//	    severity: explain
//	    title: 信访类申请不超过答复总数的一半
//	    formula: 2 * t3.rejected_petition.total <= t3.answered.total
//	    examples:
//	      fails: {t3.rejected_petition.total: 3, t3.answered.total: 4}
//	      holds: {t3.rejected_petition.total: 2, t3.answered.total: 4}
//
// Everything in it is checked when it is read: unknown keys, rules and cells
// (with the nearest known one), types and units of measure, and that each rule
// fails and holds where its examples say so. An error says file, line and column.
package rulefile

import (
	"errors"
	"fmt"
	"os"

	"go.yaml.in/yaml/v3"

	"huizong/pipeline/check"
	"huizong/schema"
)

// maxBytes bounds a rule file.
const maxBytes = 1 << 20

// A File is a rule file after reading.
type File struct {
	Rules *check.RuleSet // the built-in rules after the file's changes
	Added []*check.Rule

	written []*written
}

// A Note says that a rule follows from others, or contradicts them.
type Note struct {
	Line, Column int
	Rule         string
	Text, EN     string
}

// An Error is what is wrong in a rule file, and where: 1-based, in characters.
type Error struct {
	File         string
	Line, Column int
	Text         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}

// Load reads a rule file.
func Load(path string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("rule file: %w", err)
	}
	if info.Size() > maxBytes {
		return nil, fmt.Errorf("rule file %s: larger than %d bytes", path, maxBytes)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("rule file: %w", err)
	}
	return Parse(path, data)
}

// Parse reads the text of a rule file; all that is wrong in it comes back as
// one error made of *[Error]s, in order.
func Parse(name string, data []byte) (*File, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := &reader{file: name, base: check.BuiltIn(), severity: map[string]schema.Severity{}, limits: map[string]schema.Decimal{}}
	if len(root.Content) > 0 {
		r.top(root.Content[0])
	}
	if err := errors.Join(r.errs...); err != nil {
		return nil, err
	}
	f := &File{Added: r.rules(), written: r.written}
	set, err := r.base.With(check.Changes{Silence: r.silence, Severity: r.severity, Limits: r.limits, Rules: f.Added})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f.Rules = set
	r.tryExamples(set)
	if err := errors.Join(r.errs...); err != nil {
		return nil, err
	}
	return f, nil
}
