package pipeline

import (
	"strings"
	"testing"

	"huizong/schema"
)

func TestNameUnits(t *testing.T) {
	roster := &schema.Roster{Units: []schema.Unit{
		{Code: "990101100", Name: "石桥镇", Aliases: []string{"石桥"}}, {Code: "990101101", Name: "柳河镇"}, {Code: "990102101", Name: "柳河镇"}}}
	list := []schema.Explanation{{UnitCode: "990101100"}, {UnitCode: "石桥镇"}, {UnitCode: "石桥"}}
	if err := nameUnits(list, roster); err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.UnitCode != "990101100" {
			t.Errorf("unit %q, want the code", e.UnitCode)
		}
	}
	err := nameUnits([]schema.Explanation{{UnitCode: "柳河镇", Place: schema.Place{File: "x.yaml", Line: 3}}, {UnitCode: "石桥乡", Place: schema.Place{File: "x.yaml", Line: 9}}}, roster)
	if err == nil || strings.Count(err.Error(), "\n") != 1 || !strings.Contains(err.Error(), "石桥乡") {
		t.Errorf("error %v, want one line for each", err)
	}
}
