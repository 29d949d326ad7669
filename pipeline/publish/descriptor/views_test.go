package descriptor

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huizong/schema"
)

func sql(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := Views(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestViewsOrder: names are unique, and a view reads only files and views that
// stand above it, so that the file runs from top to bottom.
func TestViewsOrder(t *testing.T) {
	var above []string
	from := regexp.MustCompile(`(?:FROM|JOIN) "(\w+)"`)
	for _, g := range viewGroups() {
		for _, v := range g.views {
			if slices.Contains(above, v.name) {
				t.Errorf("view %s stands twice", v.name)
			}
			var own []string // names that the query gives itself
			for _, m := range regexp.MustCompile(`(?m)(?:WITH |^)"(\w+)" AS \(`).FindAllStringSubmatch(v.query, -1) {
				own = append(own, m[1])
			}
			for _, m := range from.FindAllStringSubmatch(v.query, -1) {
				if !slices.Contains(above, m[1]) && !slices.Contains(own, m[1]) {
					t.Errorf("view %s reads %s, which is not above it", v.name, m[1])
				}
			}
			if v.zh == "" || v.en == "" {
				t.Errorf("view %s does not say what it shows", v.name)
			}
			above = append(above, v.name)
		}
	}
	for _, table := range schema.PublishedTables {
		for _, name := range []string{table.Name, table.Name + "_zh"} {
			if !slices.Contains(above, name) {
				t.Errorf("no view %s", name)
			}
		}
	}
}

// TestReserved: the columns that bear reserved words are quoted wherever they
// stand outside a literal.
func TestReserved(t *testing.T) {
	code := regexp.MustCompile(`'(?:[^']|'')*'|--[^\n]*`).ReplaceAllString(sql(t), "''")
	bare := regexp.MustCompile(`(?:[,.(]\s*|SELECT )(table|row|column|left|right)\b([^(]|$)`)
	if m := bare.FindString(code); m != "" {
		t.Errorf("a reserved word stands bare: %q", m)
	}
	for _, want := range []string{`"table"`, `"row"`, `"column"`, `"left"`, `"right"`} {
		if !strings.Contains(code, want) {
			t.Errorf("%s does not occur", want)
		}
	}
}

// TestRelative: every path is relative, so that the folder may stand anywhere.
func TestRelative(t *testing.T) {
	paths := regexp.MustCompile(`read_parquet\('([^']*)'`).FindAllStringSubmatch(sql(t), -1)
	if len(paths) != len(schema.PublishedTables) {
		t.Errorf("%d paths, want one per table", len(paths))
	}
	for _, p := range paths {
		if !strings.HasPrefix(p[1], "data/") {
			t.Errorf("path %s", p[1])
		}
	}
}

// TestPrinted: the views in the form's layout have a row for each printed row
// and a column for each printed column, no two of one name.
func TestPrinted(t *testing.T) {
	as := regexp.MustCompile(`AS "([^"]+)"`)
	for _, c := range []struct {
		view          view
		rows, columns int
	}{{formTwo(), 0, 5 + 29}, {formThree(), 26, 5 + 3 + 7 + 1}, {formFour(), 3, 5 + 2 + 5 + 1}} {
		var names []string
		for _, m := range as.FindAllStringSubmatch(c.view.query, -1) {
			names = append(names, m[1])
		}
		if len(names) != c.columns || distinct(names) != c.columns {
			t.Errorf("%s has columns %v, want %d", c.view.name, names, c.columns)
		}
		if n := len(regexp.MustCompile(`(?m)^  \(\d+, '`).FindAllString(c.view.query, -1)); n != c.rows {
			t.Errorf("%s has %d printed rows, want %d", c.view.name, n, c.rows)
		}
	}
}

func TestQuote(t *testing.T) {
	if got := quote(`a"b`); got != `"a""b"` {
		t.Errorf("quote = %s", got)
	}
	if got := literal(`it's`); got != `'it''s'` {
		t.Errorf("literal = %s", got)
	}
}

// TestSigned: the cells that may be negative are the five 本年增/减 of 2019.
func TestSigned(t *testing.T) {
	want := `'t2.licensing.items_change', 't2.other_services.items_change', 't2.penalties.items_change', 't2.compulsion.items_change', 't2.fees.items_change'`
	if got := signedCells(); got != want {
		t.Errorf("signed cells are %s", got)
	}
	if got := trialYears(); got != "2020" {
		t.Errorf("the trial form was last used for %s, want 2020", got)
	}
}
