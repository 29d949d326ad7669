package rulefile

import (
	"fmt"
	"path"
	"strings"

	"github.com/agnivade/levenshtein"

	"huizong/schema"
)

// codes are the codes of all cells, in form order.
var codes = func() (all []string) {
	for i := range schema.Cells {
		all = append(all, schema.Cells[i].Code)
	}
	return all
}()

// match lists the cells that a reference could mean, in form order.
func (r *reference) match() []schema.CellID {
	var ids []schema.CellID
	for i := range schema.Cells {
		c := &schema.Cells[i]
		if c.Table == r.table && fits(r.row, c.RowCode) && fits(r.column, c.ColumnCode) && !r.leavesOut(c) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func fits(pattern, code string) bool {
	ok, err := path.Match(pattern, code)
	return ok && err == nil
}

// leavesOut: what a star alone adds up inside sum() are parts, not their totals.
func (r *reference) leavesOut(c *schema.FormCell) bool {
	return r.all && (r.column == "*" && c.ColumnCode == "total" || r.row == "*" && c.RowCode == "answered")
}

// freeRow and freeColumn say that the reference takes the row or column that
// the formula is judged for.
func (r *reference) freeRow() bool    { return r.row == "*" && !r.all }
func (r *reference) freeColumn() bool { return r.column == "*" && !r.all }

// bound lists the cells that a reference means for a row and column.
func (r *reference) bound(row, column string) []schema.CellID {
	b := *r
	if r.freeRow() {
		b.row = row
	}
	if r.freeColumn() {
		b.column = column
	}
	return b.match()
}

// adds reports whether the reference adds up several cells.
func (r *reference) adds() bool {
	return r.all || strings.Contains(r.row, "*") && r.row != "*" || strings.Contains(r.column, "*") && r.column != "*"
}

// nearest adds the nearest known word, if one is near.
func (s said) nearest(word string, known []string, prefix string) said {
	if k := Nearest(word, known); k != "" {
		s.zh += fmt.Sprintf("；最接近的是 %q", prefix+k)
		s.en += fmt.Sprintf("; the nearest known is %q", prefix+k)
	}
	return s
}

// Nearest is the known word that is most like another, "" if none is near.
func Nearest(word string, known []string) string {
	best, least := "", 1<<30
	for _, k := range known {
		if d := levenshtein.ComputeDistance(word, k); d < least {
			best, least = k, d
		}
	}
	if best == "" || least > 2+len(word)/2 {
		return ""
	}
	return best
}
