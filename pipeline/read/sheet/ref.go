package sheet

import "strconv"

// A Ref is a position of a sheet, 0-based.
type Ref struct{ Row, Column int }

// A Range is a rectangle of a sheet, both ends included.
type Range struct{ First, Last Ref }

// The size of the largest sheet any format has.
const (
	MaxRows    = 1 << 20
	MaxColumns = 1 << 14
)

// Valid reports whether r lies on a sheet and is not turned inside out.
func (r Range) Valid() bool {
	return r.First.valid() && r.Last.valid() && r.First.Row <= r.Last.Row && r.First.Column <= r.Last.Column
}

func (r Ref) valid() bool {
	return 0 <= r.Row && r.Row < MaxRows && 0 <= r.Column && r.Column < MaxColumns
}

// Contains reports whether p lies in r.
func (r Range) Contains(p Ref) bool {
	return r.First.Row <= p.Row && p.Row <= r.Last.Row && r.First.Column <= p.Column && p.Column <= r.Last.Column
}

// String prints the position as spreadsheets do: "B4".
func (r Ref) String() string {
	var letters [8]byte
	i := len(letters)
	for c := r.Column + 1; c > 0 && i > 0; c = (c - 1) / 26 {
		i--
		letters[i] = byte('A' + (c-1)%26)
	}
	return string(letters[i:]) + strconv.Itoa(r.Row+1)
}

// String prints the rectangle as spreadsheets do: "B4:D9", or "B4" if it is
// one cell.
func (r Range) String() string {
	if r.First == r.Last {
		return r.First.String()
	}
	return r.First.String() + ":" + r.Last.String()
}

// ParseRef reads "B4" or "$B$4"; ok is false for anything else.
func ParseRef(s string) (ref Ref, ok bool) {
	a, rest, ok := cutRef(s)
	return a.Ref, ok && rest == ""
}

// ParseRange reads "B4:D9" or "B4"; ok is false for anything else, and for a
// range that is turned inside out.
func ParseRange(s string) (r Range, ok bool) {
	first, rest, ok := cutRef(s)
	if !ok {
		return Range{}, false
	}
	last := first
	if rest != "" {
		if rest[0] != ':' {
			return Range{}, false
		}
		if last, rest, ok = cutRef(rest[1:]); !ok || rest != "" {
			return Range{}, false
		}
	}
	r = Range{first.Ref, last.Ref}
	return r, r.Valid()
}

// An address is a position as a formula writes it.
type address struct {
	Ref
	fixedRow, fixedColumn bool // written with '$': stays when the formula moves
}

// cutRef takes an address off the front of s.
func cutRef(s string) (a address, rest string, ok bool) {
	s, a.fixedColumn = cutDollar(s)
	i, column := 0, 0
	for ; i < len(s) && i < 4; i++ {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	if i == 0 {
		return a, s, false
	}
	s, a.fixedRow = cutDollar(s[i:])
	row := 0
	for i = 0; i < len(s) && i < 8 && s[i] >= '0' && s[i] <= '9'; i++ {
		row = row*10 + int(s[i]-'0')
	}
	a.Ref = Ref{row - 1, column - 1}
	return a, s[i:], i > 0 && a.valid()
}

func cutDollar(s string) (string, bool) {
	if s != "" && s[0] == '$' {
		return s[1:], true
	}
	return s, false
}

// moved is the address in a formula that was copied by shift.
func (a address) moved(shift Ref) (Ref, bool) {
	r := a.Ref
	if !a.fixedRow {
		r.Row += shift.Row
	}
	if !a.fixedColumn {
		r.Column += shift.Column
	}
	return r, r.valid()
}
