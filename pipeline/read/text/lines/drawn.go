package lines

import "slices"

// rows takes the rows of the table at hand: the pipes at its edges fall away,
// and lines between two rulings are one row where rulings part all rows.
func (a *assembler) rows() []item {
	rows := drawn(a.table)
	opened, closed := true, true
	for i := range rows {
		switch {
		case rows[i].sep != '|':
			return rows
		case len(rows[i].cells) == 1: // a line without pipes between two rows
			continue
		}
		opened = opened && rows[i].opened()
		closed = closed && rows[i].closed()
	}
	for i := range rows {
		cells := rows[i].cells
		if len(cells) == 1 {
			continue
		}
		if opened {
			cells = cells[1:]
		}
		if closed && len(cells) > 1 {
			cells = cells[:len(cells)-1]
		}
		rows[i].cells = cells
	}
	return rows
}

// drawn joins the lines between two rulings. Two figures in one column are two
// rows between rulings, not one.
func drawn(items []item) []item {
	if !slices.ContainsFunc(items, func(it item) bool { return it.kind != row }) {
		return items
	}
	var out, group []item
	ruled := false
	for i := range items {
		it := &items[i]
		if it.kind == border {
			out = append(out, merge(group, ruled)...)
			group, ruled = nil, true
			continue
		}
		if it.kind == row {
			group = append(group, *it)
		}
	}
	return append(out, merge(group, false)...)
}

// merge joins the lines of one drawn row cell by cell, if they can be one.
func merge(group []item, ruled bool) []item {
	if len(group) < 2 || !ruled || !alike(group) {
		return group
	}
	one := group[0]
	one.cells = append([]string(nil), one.cells...)
	for _, it := range group[1:] {
		for c, text := range it.cells {
			switch {
			case text == "":
			case one.cells[c] == "":
				one.cells[c] = text
			default:
				one.cells[c] += "\n" + text
			}
		}
	}
	return []item{one}
}

// alike reports whether all lines have the same pipes and no column holds two
// figures.
func alike(group []item) bool {
	for c := range group[0].cells {
		figures := 0
		for i := range group {
			if len(group[i].cells) != len(group[0].cells) {
				return false
			}
			if isValue(group[i].cells[c]) {
				figures++
			}
		}
		if figures > 1 {
			return false
		}
	}
	return true
}
