package pipeline

import (
	"testing"

	"huizong/schema"
)

func TestSuccession(t *testing.T) {
	id, _ := schema.CellByCode("t3.carried_out.total")
	report := func(unit string, year int, n int64) *schema.Report {
		r := &schema.Report{UnitCode: unit, Year: year, Edition: schema.Edition2021, Narrative: []schema.NarrativeParagraph{{Text: "x"}}}
		r.Cells[id] = schema.CellValue{State: schema.Number, Value: schema.DecimalOf(n), Raw: "?"}
		return r
	}
	r := &run{years: []int{2023}, roster: &schema.Roster{Units: []schema.Unit{
		{Code: "410526200", Name: "甲乡", ValidTo: 2022, Successor: "410526100"},
		{Code: "410526100", Name: "甲镇", ValidFrom: 2023},
		{Code: "410526201", Name: "乙乡", ValidTo: 2022, Successor: "410526101"},
		{Code: "410526202", Name: "丙乡", ValidTo: 2022, Successor: "410526101"},
		{Code: "410526101", Name: "乙丙镇", ValidFrom: 2023},
		{Code: "410526203", Name: "丁乡", ValidTo: 2022, Successor: "410526102"},
		{Code: "410526204", Name: "戊乡", ValidTo: 2022, Successor: "410526102"},
		{Code: "410526102", Name: "丁戊镇", ValidFrom: 2023},
	}}}
	have := map[unitYear]*schema.Report{}
	for _, rep := range []*schema.Report{
		report("410526200", 2022, 5), report("410526100", 2023, 1),
		report("410526201", 2022, 2), report("410526202", 2022, 3), report("410526101", 2023, 1),
		report("410526203", 2022, 7), report("410526102", 2023, 1), // 戊乡 did not file
	} {
		have[unitYear{rep.UnitCode, rep.Year}] = rep
	}
	got := map[string]schema.Decimal{}
	for _, rep := range r.succession(func(k unitYear) bool { return have[k] != nil }, func(k unitYear) *schema.Report { return have[k] }) {
		if rep.Year != 2022 {
			t.Errorf("%s: year %d", rep.UnitCode, rep.Year)
		}
		got[rep.UnitCode] = rep.Cells[id].Value
		if (rep.Narrative == nil) != (rep.UnitCode == "410526101") {
			t.Errorf("%s: narrative %v", rep.UnitCode, rep.Narrative)
		}
	}
	if len(got) != 2 || got["410526100"] != schema.DecimalOf(5) || got["410526101"] != schema.DecimalOf(5) {
		t.Errorf("last year's series = %v, want 5 for the renamed and 2+3 for the merged unit", got)
	}
	if have[unitYear{"410526201", 2022}].Cells[id].Value != schema.DecimalOf(2) {
		t.Error("a filed report was changed")
	}
}
