package page

import (
	"iter"

	"huizong/schema"
)

// formCells: [code, table (2, 3, 4), group, row label, column label, English row label,
// English column label, unit of measure, role, editions (1 for 2019, 2 for
// 2021), 1 if it may be negative], in form order; a 0 at the end is left out.
func (b *book) formCells() iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range schema.Cells {
			c := &schema.Cells[i]
			editions := 0
			if c.In2019 {
				editions |= 1
			}
			if c.In2021 {
				editions |= 2
			}
			r := row{c.Code, int(c.Table-schema.Table2) + 2, c.Group, c.RowLabel, c.ColumnLabel, c.RowEN, c.ColumnEN, c.Unit, c.Role, editions}
			if c.Signed {
				r = append(r, 1)
			}
			if !yield(r) {
				return
			}
		}
	}
}

var editions = []schema.Edition{schema.Edition2019, schema.Edition2021, schema.Hybrid}

// A form is the official layout of a table: [rows, columns, cells], a cell
// being [row, column, row span, column span, label or number of the form cell,
// 1 for a column header].
type form [3]any

// forms holds the layouts of tables two to four by number of the edition.
func forms() map[schema.Edition][3]form {
	out := map[schema.Edition][3]form{}
	for _, e := range editions {
		var tables [3]form
		for t := schema.Table2; t <= schema.Table4; t++ {
			p := schema.Printed(t, e)
			cells := make([]row, len(p.Cells))
			for i, c := range p.Cells {
				var what any = c.Cell
				if c.Cell == schema.NoCell {
					what = c.Label
				}
				cells[i] = row{c.Row, c.Column, c.RowSpan, c.ColumnSpan, what}
				if c.Head {
					cells[i] = append(cells[i], 1)
				}
			}
			tables[t-schema.Table2] = form{p.Rows, p.Columns, cells}
		}
		out[e] = tables
	}
	return out
}

// identities holds the equations of tables three and four by number of the
// edition: [rule, key cell, cells with sign +, cells with sign −].
func identities() map[schema.Edition][]row {
	out := map[schema.Edition][]row{}
	for _, e := range editions {
		for t := schema.Table3; t <= schema.Table4; t++ {
			for _, id := range schema.Identities(t, e) {
				out[e] = append(out[e], equation(id))
			}
		}
	}
	return out
}

func equation(id schema.Identity) row {
	plus, minus := []schema.CellID{}, []schema.CellID{}
	for _, t := range id.Terms {
		if t.Sign > 0 {
			plus = append(plus, t.Cell)
		} else {
			minus = append(minus, t.Cell)
		}
	}
	return row{id.Rule, id.Key, plus, minus}
}
