package recognize

import "strings"

// A room hands out slices from few large pieces of memory. What it gave stays
// good; nothing is given back.
type room[T any] struct {
	free []T
	size int // of the next piece of memory
}

// take gives an empty slice for n elements.
func (r *room[T]) take(n int) []T {
	if n > len(r.free) {
		r.free = make([]T, max(n, r.size))
	}
	out := r.free[:0:n]
	r.free = r.free[n:]
	return out
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
const sheetSize = 16 << 10

// since is the text written since begin gave from.
func (p *paper) since(from int) string { return p.String()[from:] }
