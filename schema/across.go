package schema

import "strings"

// A YearTerm is a cell that a rule across years reads beside the cell it is
// reported at.
type YearTerm struct {
	Cell CellID
	Last bool // of the report of the year before
}

// AcrossYears lists what a rule across years compares a cell with, nil for
// other rules and cells.
func AcrossYears(rule string, key CellID) []YearTerm {
	if key == NoCell {
		return nil
	}
	c := &Cells[key]
	switch {
	case rule == "year.jump":
		return []YearTerm{{key, true}}
	case rule == "year.carry" && c.Table == Table3 && c.RowCode == "carried_in":
		return yearTerms("+" + strings.Replace(c.Code, "carried_in", "carried_out", 1))
	case rule == "year.stock" && strings.HasSuffix(c.Code, ".in_force"):
		row := strings.TrimSuffix(c.Code, "in_force")
		return yearTerms("+"+c.Code, row+"issued", row+"repealed")
	}
	return nil
}

// yearTerms are the cells of codes; a + stands before one of the year before.
func yearTerms(codes ...string) (terms []YearTerm) {
	for _, code := range codes {
		code, last := strings.CutPrefix(code, "+")
		if id, ok := CellByCode(code); ok {
			terms = append(terms, YearTerm{id, last})
		}
	}
	return terms
}
