package linear

import "huizong/schema"

var (
	parentSix = schema.T3(schema.RequestRowIndex("other_handling"), 0)
	firstSix  = schema.T3(schema.RequestRowIndex("other_no_correction"), 0)
)

const applicants = 7

// printed says which edition prints which cell.
var printed = func() (p [4][schema.CellCount]bool) {
	for e := schema.Edition2019; e <= schema.Hybrid; e++ {
		for t := schema.Table2; t <= schema.Table4; t++ {
			for _, id := range schema.FormCells(t, e) {
				p[e][id] = true
			}
		}
	}
	return p
}()

var tableOf = func() (t [schema.CellCount]schema.FormTable) {
	for i := range schema.Cells {
		t[i] = schema.Cells[i].Table
	}
	return t
}()

// Fill takes the cells of a report. The edition of table three is settled by
// what is printed in its block （六）, because identities must count either the
// single row or its children, never both.
func (r *Row) Fill(report *schema.Report) {
	r.Year, r.Edition, r.BothSix = report.Year, report.TableEdition, false
	for i := range report.Cells {
		c := &report.Cells[i]
		r.State[i], r.Value[i] = c.State, c.Value
	}
	three := &r.Edition[schema.Table3]
	if *three == schema.NoEdition {
		return
	}
	parent, children := r.any(parentSix, applicants), r.any(firstSix, 3*applicants)
	switch {
	case children && *three != schema.Edition2021:
		*three = schema.Edition2021
	case parent && !children && *three == schema.Edition2021:
		*three = schema.Hybrid
	}
	r.BothSix = children && r.filled(parentSix, applicants)
}

// RowOf returns the cells of a report, nil for none.
func RowOf(report *schema.Report) *Row {
	if report == nil {
		return nil
	}
	r := new(Row)
	r.Fill(report)
	return r
}

// any reports whether one of n cells in form order was found; cells that could
// not be read prove nothing about the edition.
func (r *Row) any(from schema.CellID, n int) bool {
	for _, s := range r.State[from : int(from)+n] {
		if s > schema.Unread {
			return true
		}
	}
	return false
}

// filled reports whether something stands in one of n cells: a row of blanks
// beside its children is the label of a group, not a row of its own.
func (r *Row) filled(from schema.CellID, n int) bool {
	for _, s := range r.State[from : int(from)+n] {
		if s > schema.Blank {
			return true
		}
	}
	return false
}

// Prints reports whether the report's table has the cell in its edition. A
// cell that was lost from a table of that edition is printed but unknown.
func (r *Row) Prints(cell schema.CellID) bool {
	if printed[r.Edition[tableOf[cell]]][cell] {
		return true
	}
	return r.BothSix && isParentSix(cell)
}

// has reports whether the table of the cell is there at all.
func (r *Row) has(cell schema.CellID) bool { return r.Edition[tableOf[cell]] != schema.NoEdition }

func isParentSix(cell schema.CellID) bool { return cell >= parentSix && cell < parentSix+applicants }

// WithBlanksZero returns a copy in which every blank and mark is the number 0.
func (r *Row) WithBlanksZero() *Row {
	z := *r
	for i, s := range z.State {
		if s == schema.Blank || s == schema.Mark {
			z.State[i], z.Value[i] = schema.Number, 0
		}
	}
	return &z
}
