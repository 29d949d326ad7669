// Package arena saves memory from being made anew for each document. The texts
// of one are kept together in a few pieces, as a report has hundreds, most of
// them a digit or two; what is decoded on the way is lent.
package arena

import "strings"

// Texts keeps texts. The zero value is ready; it is not to be copied once used.
type Texts struct{ piece strings.Builder }

// pieceSize in bytes holds what a report says, roughly.
const pieceSize = 8 << 10

// Keep returns b as a string. What it points to lives as long as any text kept
// beside it.
func (t *Texts) Keep(b []byte) string {
	if t.piece.Cap()-t.piece.Len() < len(b) {
		if len(b) > pieceSize/2 {
			return string(b)
		}
		t.piece.Reset()
		t.piece.Grow(pieceSize)
	}
	from := t.piece.Len()
	t.piece.Write(b)
	return t.piece.String()[from:]
}
