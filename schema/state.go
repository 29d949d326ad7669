package schema

// CellState says what was printed in a form cell, because a blank is not a zero.
type CellState uint8

// The states, in the order of the design.
const (
	Absent CellState = iota // the form has it, the report's table has not
	Unread                  // the table is there, the cell was not found or is ambiguous
	Blank                   // the cell is there, nothing is printed
	Mark                    // "/", "-", "—", "无", "不适用": printed, not a number
	Text                    // something else is printed
	Number                  // digits that are a number, zero included
)

var cellStateNames = [...]string{"absent", "unread", "blank", "mark", "text", "number"}

// String returns the name used in the data.
func (s CellState) String() string { return cellStateNames[s] }

// CellStateByName is the state of the name, [Absent] for an unknown one.
func CellStateByName(name string) CellState {
	for s := Absent; s <= Number; s++ {
		if cellStateNames[s] == name {
			return s
		}
	}
	return Absent
}
