package configs

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"huizong/schema"
)

// rosterColumns are the columns of a roster, with the Chinese headings that
// are taken for them.
var rosterColumns = []struct{ name, zh string }{
	{"code", "代码"}, {"name", "名称"}, {"parent_code", "上级代码"}, {"parent_name", "上级名称"},
	{"kind", "类别"}, {"aliases", "别名"}, {"valid_from", "起始年度"}, {"valid_to", "终止年度"}, {"successor", "继承单位"},
}

var codeShape = regexp.MustCompile(`^\d{2}(?:\d{2}|\d{4}|\d{7}|\d{10})?$`)

// LoadRoster reads a roster: CSV in UTF-8 (with or without a byte order mark)
// or GB18030, with at least code and name. Units come ordered by code. Errors
// wrap [ErrConfig] and name file and line.
func LoadRoster(path string) (*schema.Roster, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: roster: %w", ErrConfig, err)
	}
	r, err := ParseRoster(data)
	if err != nil {
		return nil, fmt.Errorf("%w: roster %s: %w", ErrConfig, path, err)
	}
	return r, nil
}

// ParseRoster is [LoadRoster] of the bytes of a file.
func ParseRoster(data []byte) (*schema.Roster, error) {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil {
			return nil, errors.New("neither UTF-8 nor GB18030")
		}
		data = decoded
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("empty; want a line with code,name")
	}
	if err != nil {
		return nil, err
	}
	columns, err := rosterHead(head)
	if err != nil {
		return nil, err
	}
	return rosterRows(in, columns, len(head))
}

func rosterHead(head []string) (map[string]int, error) {
	columns := map[string]int{}
	for i, h := range head {
		h = strings.TrimSpace(h)
		for _, c := range rosterColumns {
			if strings.EqualFold(h, c.name) || h == c.zh {
				if _, twice := columns[c.name]; twice {
					return nil, fmt.Errorf("line 1: column %s stands there twice", c.name)
				}
				columns[c.name] = i
			}
		}
	}
	for _, need := range []string{"code", "name"} {
		if _, ok := columns[need]; !ok {
			return nil, fmt.Errorf("line 1: no column %q among %s", need, strings.Join(head, ","))
		}
	}
	return columns, nil
}

func rosterRows(in *csv.Reader, columns map[string]int, width int) (*schema.Roster, error) {
	roster := &schema.Roster{}
	seen := map[string]int{}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		get := func(name string) string {
			if i, ok := columns[name]; ok && i < len(fields) {
				return strings.TrimSpace(fields[i])
			}
			return ""
		}
		if strings.Join(fields, "") == "" {
			continue
		}
		if beyond := strings.TrimSpace(strings.Join(fields[min(width, len(fields)):], "")); beyond != "" {
			return nil, fmt.Errorf("line %d: %q stands behind the last column; a comma too many?", line, beyond)
		}
		u, err := rosterUnit(get)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if first, twice := seen[u.Code]; twice {
			return nil, fmt.Errorf("line %d: code %s stands already on line %d", line, u.Code, first)
		}
		seen[u.Code] = line
		roster.Units = append(roster.Units, u)
	}
	if len(roster.Units) == 0 {
		return nil, errors.New("no units")
	}
	slices.SortFunc(roster.Units, func(a, b schema.Unit) int { return strings.Compare(a.Code, b.Code) })
	for i := range roster.Units {
		u := &roster.Units[i]
		if s := u.Successor; s != "" && seen[s] == 0 {
			return nil, fmt.Errorf("line %d: successor %s is not in the roster", seen[u.Code], s)
		}
	}
	return roster, nil
}

func rosterUnit(get func(string) string) (schema.Unit, error) {
	u := schema.Unit{Code: get("code"), Name: get("name"), ParentCode: get("parent_code"), ParentName: get("parent_name"), Successor: get("successor")}
	if !codeShape.MatchString(u.Code) {
		return u, fmt.Errorf("code %q: want a division code of digits, nine for a township", u.Code)
	}
	if u.Name == "" {
		return u, fmt.Errorf("unit %s has no name", u.Code)
	}
	u.Kind = kindOf(get("kind"), u.Code)
	if u.ParentCode == "" && len(u.Code) >= 9 {
		u.ParentCode = u.Code[:6]
	}
	for _, a := range strings.FieldsFunc(get("aliases"), func(r rune) bool { return strings.ContainsRune("|;；、/", r) }) {
		if a = strings.TrimSpace(a); a != "" {
			u.Aliases = append(u.Aliases, a)
		}
	}
	var err error
	if u.ValidFrom, err = rosterYear(get("valid_from")); err != nil {
		return u, fmt.Errorf("valid_from %w", err)
	}
	if u.ValidTo, err = rosterYear(get("valid_to")); err != nil {
		return u, fmt.Errorf("valid_to %w", err)
	}
	return u, nil
}

// kindWords are the Chinese words that rosters use for the kinds.
var kindWords = []struct {
	word string
	kind schema.UnitKind
}{
	{"街道", schema.Subdistrict}, {"镇", schema.Town}, {"乡", schema.Township}, {"部门", schema.Department}, {"局", schema.Department},
	{"省", schema.Province}, {"市级", schema.City}, {"地级", schema.City}, {"县", schema.County}, {"区", schema.County},
}

// kindOf takes one of [schema.UnitKinds] or a Chinese word for it; any other
// word, offices have their own, leaves it to the code.
func kindOf(word, code string) schema.UnitKind {
	if k := schema.UnitKind(strings.ToLower(word)); slices.Contains(schema.UnitKinds, k) {
		return k
	}
	for _, w := range kindWords {
		if strings.Contains(word, w.word) {
			return w.kind
		}
	}
	return schema.KindOf(code)
}

// rosterYear takes a year or a date, of which the year counts.
func rosterYear(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	y, err := strconv.Atoi(s[:min(len(s), 4)])
	if err != nil || y < 1949 || y > 2100 {
		return 0, fmt.Errorf("%q: want a year", s)
	}
	return y, nil
}
