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
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

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
	Text, ZH     string
}

func (e *Error) Error() string { return e.in(e.Text) }

func (e *Error) in(text string) string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, text)
}

// Errors are all that is wrong in a rule file, one on a line.
type Errors []*Error

func (all Errors) Error() string { return all.lines(func(e *Error) string { return e.Text }) }

// Chinese is Error in Chinese.
func (all Errors) Chinese() string { return all.lines(func(e *Error) string { return e.ZH }) }

func (all Errors) lines(text func(*Error) string) string {
	var lines []string
	for _, e := range all {
		lines = append(lines, e.in(text(e)))
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets [errors.As] find the first *[Error].
func (all Errors) Unwrap() []error {
	var errs []error
	for _, e := range all {
		errs = append(errs, e)
	}
	return errs
}

// said is a sentence in both languages.
type said struct{ zh, en string }

func say(zh, en string, args ...any) said {
	return said{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
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
// one error of type [Errors], in order.
func Parse(name string, data []byte) (*File, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, Errors{syntax(name, data, err)}
	}
	r := &reader{file: name, base: check.BuiltIn(), severity: map[string]schema.Severity{}, limits: map[string]schema.Decimal{}}
	if len(root.Content) > 0 {
		r.top(root.Content[0])
	}
	if r.errs != nil {
		return nil, r.errs
	}
	f := &File{Added: r.rules(), written: r.written}
	set, err := r.base.With(check.Changes{Silence: r.silence, Severity: r.severity, Limits: r.limits, Rules: f.Added})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f.Rules = set
	r.tryExamples(set)
	if r.errs != nil {
		return nil, r.errs
	}
	return f, nil
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// syntax gives an error of the YAML itself its place. The library counts lines
// differently for different mistakes and knows no column; the commonest, a tab
// in the indentation, is looked for here.
func syntax(name string, data []byte, err error) *Error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if strings.Contains(text, "tab character") {
		for i, line := range strings.Split(string(data), "\n") {
			if indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]; strings.Contains(indent, "\t") {
				return &Error{name, i + 1, strings.Index(indent, "\t") + 1, "a tab in the indentation: write blanks", "缩进里有制表符，请改用空格"}
			}
		}
	}
	e := &Error{File: name, Line: 1, Column: 1}
	if m := yamlLine.FindStringSubmatchIndex(text); m != nil {
		e.Line, _ = strconv.Atoi(text[m[2]:m[3]])
		text = text[:m[0]] + text[m[1]:]
	}
	e.Text, e.ZH = "not YAML: "+text, "不是合格的 YAML："+text
	return e
}
