package schema

import (
	"slices"
	"testing"
)

// TestEveryColumnIsDescribed: a column says in both languages what it holds and,
// where it may be null, what a null says; and no meaning is left over.
func TestEveryColumnIsDescribed(t *testing.T) {
	used := map[string]bool{}
	for _, table := range PublishedTables {
		labels := map[string]bool{}
		for _, c := range table.Columns {
			at := table.Name + "." + c.Name
			if c.Label == "" || c.EN == "" || c.ZH == "" {
				t.Errorf("%s: label %q, English %q, Chinese %q", at, c.Label, c.EN, c.ZH)
			}
			if c.Null != (c.NullZH != "") || c.Null != (c.NullEN != "") {
				t.Errorf("%s: null %v, but what it says is %q, %q", at, c.Null, c.NullZH, c.NullEN)
			}
			if labels[c.Label] {
				t.Errorf("%s: label %q stands twice in the table", at, c.Label)
			}
			labels[c.Label] = true
			if _, own := meanings[at]; own {
				used[at] = true
			} else {
				used[c.Name] = true
			}
		}
		for _, k := range table.PrimaryKey {
			if !slices.ContainsFunc(table.Columns, func(c PublishedColumn) bool { return c.Name == k }) {
				t.Errorf("%s: key column %s does not exist", table.Name, k)
			}
		}
	}
	for key := range meanings {
		if !used[key] {
			t.Errorf("meaning of %s belongs to no column", key)
		}
	}
}

// TestClosedColumns: the codes are those of the types.
func TestClosedColumns(t *testing.T) {
	verdicts := []string{string(Accepted), string(Superseded), string(Duplicate), string(Held), string(Unreadable), string(NotAReport), string(OpenedBundle)}
	var kinds []string
	for _, k := range UnitKinds {
		kinds = append(kinds, string(k))
	}
	for _, c := range []struct {
		table, column string
		want          []string
	}{
		{"cells", "state", cellStateNames[:]},
		{"cells", "edition", editionNames[1:]},
		{"cells", "table", formTableNames[1:]},
		{"submissions", "verdict", verdicts},
		{"findings", "severity", severityNames[:]},
		{"checks", "state", checkStateNames[:]},
		{"claims", "qualifier", []string{string(Exact), string(AtLeast), string(About)}},
		{"units", "kind", kinds},
		{"form_cells", "unit", []string{string(Pieces), string(Items), string(TenKYuan), string(UnsaidYuan)}},
		{"form_cells", "role", []string{string(Part), string(Total), string(Stock)}},
	} {
		var got []string
		for _, column := range PublishedTableByName(c.table).Columns {
			if column.Name == c.column {
				for _, v := range column.Values {
					got = append(got, v.Code)
				}
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s.%s may hold %v, want %v", c.table, c.column, got, c.want)
		}
	}
	for i, v := range severityValues {
		if want := Severity(i).Label(); v.Label != want {
			t.Errorf("label of %s = %s, want %s", v.Code, v.Label, want)
		}
	}
}
