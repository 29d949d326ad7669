package recognize

// Columns that an office adds to a table of the form: a serial number before the
// labels, a remark behind the values. Their header says that they are none of the
// form's; what stands in them is no value.

var asideWords = map[string]bool{"备注": true, "附注": true, "说明": true, "备注说明": true, "序号": true, "行号": true, "行次": true, "栏次": true, "编号": true, "计量单位": true}

// An aside is what the last header says about the columns of the table at hand. It
// holds for a table without a header that is as wide: the rest of one that a page
// cut.
type aside struct {
	table   int
	columns []int
	width   int // grid columns of the header's row
}

// leave gives the cells of a row without those of columns that are not the
// form's. Where columns prove nothing only the last cell of a row as long as the
// header's can be told to be one.
func (a *aside) leave(l *line, header *lexicon) []piece {
	if heads(l, header) {
		if a.table != l.table {
			*a = aside{table: l.table}
		}
		for k, ps := 0, l.cells(); k < len(ps); k++ {
			if p := &ps[k]; asideWords[p.plain] && !p.continued {
				a.columns, a.width = append(a.columns, p.column), l.width()
			}
		}
	}
	if len(a.columns) == 0 || l.width() != a.width && (l.loose || a.table != l.table) {
		return l.cells()
	}
	ps := l.cells()
	kept := make([]piece, 0, len(ps))
	for k := range ps {
		if !a.holds(l, k) {
			kept = append(kept, ps[k])
		}
	}
	return kept
}

// width is how many grid columns a row takes.
func (l *line) width() int {
	ps := l.cells()
	last := &ps[len(ps)-1]
	return last.column + last.span
}

// heads reports whether a row is one of the header: it prints words of it and no
// value.
func heads(l *line, header *lexicon) bool {
	word := false
	for k, ps := 0, l.cells(); k < len(ps); k++ {
		p := &ps[k]
		if p.value {
			return false
		}
		word = word || !p.continued && header.has(p.plain)
	}
	return word
}

// holds reports whether cell k of a row stands in a column that is not the form's.
func (a *aside) holds(l *line, k int) bool {
	if l.loose && k+1 < len(l.cells()) {
		return false
	}
	for _, c := range a.columns {
		if c == l.cells()[k].column {
			return true
		}
	}
	return false
}
