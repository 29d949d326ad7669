package schema

// An Identity is one linear equation over form cells: the terms add up to
// zero, exactly. It is stated here once; the checks, the totals and whatever
// looks for a wrong cell all use this statement.
type Identity struct {
	Rule  string // the rule that watches it: t3.row_total, t3.answered, t3.balance, t4.total
	Terms []Term // left side positive, right side negative
	Key   CellID // the cell a failure is reported at: the printed total
}

// A Term is a cell with its sign.
type Term struct {
	Cell CellID
	Sign int8 // +1 or −1
}

// Identities of table three for an edition. For 2021: 25 rows + 7 + 7 columns
// = 39 equations over 175 cells, of rank 37.
func identitiesThree(e Edition) []Identity {
	var ids []Identity
	rows := requestRows(e)
	for _, r := range rows {
		id := Identity{Rule: "t3.row_total", Key: T3(r, 6), Terms: []Term{{T3(r, 6), 1}}}
		for c := range 6 {
			id.Terms = append(id.Terms, Term{T3(r, c), -1})
		}
		ids = append(ids, id)
	}
	received, carriedIn := RequestRowIndex("received"), RequestRowIndex("carried_in")
	answered, carriedOut := RequestRowIndex("answered"), RequestRowIndex("carried_out")
	for c := range Applicants {
		id := Identity{Rule: "t3.answered", Key: T3(answered, c), Terms: []Term{{T3(answered, c), 1}}}
		for _, r := range rows {
			if TableThree[r].Result {
				id.Terms = append(id.Terms, Term{T3(r, c), -1})
			}
		}
		ids = append(ids, id)
	}
	for c := range Applicants {
		ids = append(ids, Identity{Rule: "t3.balance", Key: T3(received, c), Terms: []Term{
			{T3(received, c), 1}, {T3(carriedIn, c), 1}, {T3(answered, c), -1}, {T3(carriedOut, c), -1}}})
	}
	return ids
}

func identitiesFour() []Identity {
	var ids []Identity
	for g := range Proceedings {
		id := Identity{Rule: "t4.total", Key: T4(g, 4), Terms: []Term{{T4(g, 4), 1}}}
		for o := range 4 {
			id.Terms = append(id.Terms, Term{T4(g, o), -1})
		}
		ids = append(ids, id)
	}
	return ids
}

// requestRows lists the row indexes of table three that an edition prints.
func requestRows(e Edition) []int {
	want := in2021
	if e == Edition2019 || e == Hybrid {
		want = in2019
	}
	var rows []int
	for i, r := range TableThree {
		if r.in&want != 0 {
			rows = append(rows, i)
		}
	}
	return rows
}

// RequestRows lists the row indexes of [TableThree] that an edition prints, in
// order: 25 for 2021, 23 for 2019 and [Hybrid].
func RequestRows(e Edition) []int { return requestRows(e) }

var identities = map[Edition][2][]Identity{
	Edition2021: {identitiesThree(Edition2021), identitiesFour()},
	Edition2019: {identitiesThree(Edition2019), identitiesFour()},
	Hybrid:      {identitiesThree(Hybrid), identitiesFour()},
}

// Identities lists the equations inside table three or four of an edition, in
// form order; nil for table two, which has none.
func Identities(t FormTable, e Edition) []Identity {
	switch t {
	case Table3:
		return identities[e][0]
	case Table4:
		return identities[e][1]
	}
	return nil
}

// GroupIdentities say that a （六） row printed beside its three children is
// their sum, one equation a column. They hold only where both are printed.
func GroupIdentities() []Identity {
	var ids []Identity
	parent := RequestRowIndex("other_handling")
	for c := range Applicants {
		id := Identity{Rule: "t3.group", Key: T3(parent, c), Terms: []Term{{T3(parent, c), 1}}}
		for r, row := range TableThree {
			if row.Group == groupOther {
				id.Terms = append(id.Terms, Term{T3(r, c), -1})
			}
		}
		ids = append(ids, id)
	}
	return ids
}
