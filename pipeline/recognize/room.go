package recognize

import "strings"

// A room hands out slices from few large pieces of memory. What it gave stays
// good until it is emptied.
type room[T any] struct {
	all  []T // the piece of memory at hand
	used int
	size int // of the next one
}

// take gives an empty slice for n elements.
func (r *room[T]) take(n int) []T {
	if n > len(r.all)-r.used {
		r.all, r.used = make([]T, max(n, r.size)), 0
	}
	from := r.used
	r.used += n
	return r.all[from:from:r.used]
}

// empty takes back what was given, so that the next document can have it.
func (r *room[T]) empty() {
	clear(r.all[:r.used])
	r.used = 0
}

// A paper is what many texts of one document are written on, one behind the
// other, so that they cost one allocation together.
type paper struct{ strings.Builder }

// begin makes sure that a text of up to n bytes fits, and says where it begins.
func (p *paper) begin(n int) int {
	if p.Cap()-p.Len() < n {
		p.Builder = strings.Builder{}
		p.Grow(max(n, sheetSize))
	}
	return p.Len()
}

// sheetSize, in bytes, is a few pages of text.
const sheetSize = 8 << 10

// since is the text written since begin gave from.
func (p *paper) since(from int) string { return p.String()[from:] }
