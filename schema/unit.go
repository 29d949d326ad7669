package schema

import "sort"

// A UnitKind is what a unit is in the administrative order.
type UnitKind string

// The kinds, by the last three digits of a nine-digit code where the roster
// does not say otherwise.
const (
	Subdistrict UnitKind = "subdistrict" // 街道, 001–099
	Town        UnitKind = "town"        // 镇, 100–199
	Township    UnitKind = "township"    // 乡, 200–299
	OtherUnit   UnitKind = "other"       // 开发区, 农场 …, 300 and above
	Department  UnitKind = "department"  // a county's department
	County      UnitKind = "county"      // the county, city district or county-level city itself
	City        UnitKind = "city"        // a city with districts
	Province    UnitKind = "province"
)

// UnitKinds lists the kinds.
var UnitKinds = []UnitKind{Subdistrict, Town, Township, OtherUnit, Department, County, City, Province}

// A Unit is one body of the roster that owes a report each year.
type Unit struct {
	Code       string // nine digits as a rule; a string, never a number
	Name       string
	Kind       UnitKind
	ParentCode string // county code
	ParentName string
	Aliases    []string // former and other names
	ValidFrom  int      // first report year it owes, 0 = always
	ValidTo    int      // last report year it owes, 0 = still
	Successor  string   // code of the unit that goes on in its place after ValidTo, "" if none
}

// Owes reports whether the unit owes a report for the year.
func (u *Unit) Owes(year int) bool {
	return (u.ValidFrom == 0 || year >= u.ValidFrom) && (u.ValidTo == 0 || year <= u.ValidTo)
}

// KindOf reads the kind off a division code: six digits or nine with 000 are a
// county, two and four digits a province and a city.
func KindOf(code string) UnitKind {
	switch {
	case len(code) == 2, len(code) >= 6 && code[2:6] == "0000":
		return Province
	case len(code) == 4, len(code) >= 6 && code[4:6] == "00":
		return City
	case len(code) == 6:
		return County
	case len(code) != 9:
		return OtherUnit
	}
	switch class := code[6:]; {
	case class == "000":
		return County
	case class < "100":
		return Subdistrict
	case class < "200":
		return Town
	case class < "300":
		return Township
	}
	return OtherUnit
}

// A Roster is the list of units that owe reports, ordered by code.
type Roster struct {
	Units []Unit
}

// Unit returns the unit with the code, nil if there is none or r is nil. A
// roster that is not in order is searched, too, only slower.
func (r *Roster) Unit(code string) *Unit {
	if r == nil {
		return nil
	}
	if i := sort.Search(len(r.Units), func(i int) bool { return r.Units[i].Code >= code }); i < len(r.Units) && r.Units[i].Code == code {
		return &r.Units[i]
	}
	for i := range r.Units {
		if r.Units[i].Code == code {
			return &r.Units[i]
		}
	}
	return nil
}
