// Package explain reads the units' explanations (审核说明) from a YAML file or a
// workbook. Each entry names unit, year, rule and cell, the two numbers that it
// explains, the text, who gave it and when. It is bound to those numbers: where
// they have changed, package check says that it has expired.
//
// The columns of a workbook's first sheet, in any order, are those of [Columns];
// a YAML file is a list of mappings with the same English keys.
package explain

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"huizong/schema"
)

// Bounds of an explanation file.
const (
	maxBytes = 8 << 20
	maxRows  = 100_000
)

// A Column is one thing an entry says.
type Column struct {
	Key, Label string // in YAML, and as a workbook heads it
	Required   bool
	set        func(e *schema.Explanation, text string) error
}

// Columns of an explanation file, in the order a template prints them.
var Columns = []Column{
	{"unit", "单位代码", true, func(e *schema.Explanation, s string) error { e.UnitCode = s; return nil }},
	{"year", "年度", true, setYear},
	{"rule", "规则", true, func(e *schema.Explanation, s string) error { e.Rule = s; return nil }},
	{"cell", "指标", false, setCell},
	{"left", "左边", false, func(e *schema.Explanation, s string) error { return setNumber(&e.Left, s) }},
	{"right", "右边", false, func(e *schema.Explanation, s string) error { return setNumber(&e.Right, s) }},
	{"text", "说明", true, func(e *schema.Explanation, s string) error { e.Text = s; return nil }},
	{"author", "说明人", false, func(e *schema.Explanation, s string) error { e.Author = s; return nil }},
	{"date", "日期", false, setDate},
}

// Load reads an explanation file by its extension. known reports whether a rule
// exists; nil takes any. All that is wrong comes back as one error, each part
// with its place; explanations come in the order of the file.
func Load(path string, known func(rule string) bool) ([]schema.Explanation, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("explanations: %w", err)
	}
	if info.Size() > maxBytes {
		return nil, fmt.Errorf("explanations %s: larger than %d bytes", path, maxBytes)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("explanations: %w", err)
	}
	return Parse(filepath.Base(path), data, known)
}

// Parse reads the bytes of an explanation file; name gives its format.
func Parse(name string, data []byte, known func(rule string) bool) ([]schema.Explanation, error) {
	var entries []entry
	var err error
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml":
		entries, err = readYAML(name, data)
	case ".xlsx":
		entries, err = readSheet(name, data)
	default:
		return nil, fmt.Errorf("explanations %s: neither YAML nor xlsx", name)
	}
	if err != nil {
		return nil, err
	}
	return build(entries, known)
}

// An entry is what is written, before anybody knows what it means.
type entry struct {
	place  schema.Place
	values map[string]written // by the key of [Columns]
}

type written struct {
	text  string
	where string // place of the value, for an error
}

func build(entries []entry, known func(string) bool) ([]schema.Explanation, error) {
	var all []schema.Explanation
	var errs []error
	for _, n := range entries {
		e := schema.Explanation{Cell: schema.NoCell, Place: n.place}
		for _, c := range Columns {
			v := n.values[c.Key]
			text := strings.TrimSpace(v.text)
			switch {
			case text == "" && c.Required:
				errs = append(errs, fmt.Errorf("%s: %s（%s）没有填写 (%s is missing)", n.place, c.Label, c.Key, c.Key))
			case text != "":
				if err := c.set(&e, text); err != nil {
					errs = append(errs, fmt.Errorf("%s: %w", v.where, err))
				}
			}
		}
		if known != nil && e.Rule != "" && !known(e.Rule) {
			errs = append(errs, fmt.Errorf("%s: 没有规则 (unknown rule) %q", n.values["rule"].where, e.Rule))
		}
		all = append(all, e)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return all, nil
}

func setYear(e *schema.Explanation, s string) error {
	year, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(s, "度"), "年"))
	if err != nil || year < 2008 || year > 2100 {
		return fmt.Errorf("%q 不是年度 (not a year)", s)
	}
	e.ReportYear = year
	return nil
}

func setCell(e *schema.Explanation, s string) error {
	id, ok := schema.CellByCode(s)
	if !ok {
		return fmt.Errorf("没有指标 (unknown cell) %q", s)
	}
	e.Cell = id
	return nil
}

func setNumber(to **schema.Decimal, s string) error {
	v, err := schema.ParseDecimal(s)
	if err != nil {
		return fmt.Errorf("%q 不是数字 (not a number)", s)
	}
	*to = &v
	return nil
}

var dateShape = regexp.MustCompile(`^(20\d\d)(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?$`)

// dayNumber is how a workbook stores a date: days since 30 December 1899.
var dayNumber = regexp.MustCompile(`^[3-7]\d{4}$`)

func setDate(e *schema.Explanation, s string) error {
	if dayNumber.MatchString(s) {
		days, _ := strconv.Atoi(s)
		e.Date = time.Date(1899, 12, 30+days, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		return nil
	}
	m := dateShape.FindStringSubmatch(s)
	if m == nil {
		return fmt.Errorf("%q 不是日期 (not a date like 2024-02-01)", s)
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return fmt.Errorf("%q 不是日期 (not a date)", s)
	}
	e.Date = fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
	return nil
}
