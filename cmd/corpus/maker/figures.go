package maker

import (
	"huizong/schema"
)

// A Level says how full the tables of a report are.
type Level uint8

// The levels.
const (
	Realistic Level = iota // most units zero or nearly so, a few busy ones
	Zero                   // every cell 0
	Small                  // a handful of requests
	Busy                   // hundreds of requests, thousands of decisions
	Stress                 // another non-zero figure in every cell

	quiet // the unit nearly nothing happens in
)

// rows of table three that the arithmetic names.
var (
	rowReceived   = schema.RequestRowIndex("received")
	rowCarriedIn  = schema.RequestRowIndex("carried_in")
	rowAnswered   = schema.RequestRowIndex("answered")
	rowCarriedOut = schema.RequestRowIndex("carried_out")
	rowParent     = schema.RequestRowIndex("other_handling")
)

// applicantParts is the number of columns that 总计 adds up.
const applicantParts = 6

// persona settles what a unit is like in all years.
func persona(d *dice, level Level) Level {
	if level != Realistic {
		return level
	}
	switch n := d.n(100); {
	case n < 50:
		return quiet
	case n < 88:
		return Small
	}
	return Busy
}

// fill gives the report figures that obey every identity of the form, and
// those of the year before if last is not nil.
func (r *Report) fill(last *Report, level Level) {
	for try := 0; ; try++ {
		d := roll(append(r.seed, "figures", string(rune('a'+try)))...)
		r.Cells = [schema.CellCount]Figure{}
		kind := persona(roll(append(r.seed[:2:2], "persona")...), level)
		r.fillTwo(d, last, kind)
		r.fillThree(d, last, kind)
		r.fillFour(d, kind)
		if kind == Stress && !r.distinct() && try < 1000 { // what last year carried over may itself be wrong
			continue
		}
		if try >= 40 || len(r.consequences(last)) == 0 || kind == Stress {
			return
		}
	}
}

// value returns the number in a cell of another report, 0 if there is none.
func (r *Report) value(id schema.CellID) int64 {
	if r == nil || r.Cells[id].State != schema.Number {
		return 0
	}
	return int64(r.Cells[id].Value) / int64(schema.DecimalOf(1))
}

func (r *Report) put(code string, n int64) {
	id, ok := schema.CellByCode(code)
	if !ok {
		panic("maker: no cell " + code)
	}
	r.Cells[id] = Count(n)
}

// CellID returns the id of a cell code that is known to exist.
func cell(code string) schema.CellID {
	id, ok := schema.CellByCode(code)
	if !ok {
		panic("maker: no cell " + code)
	}
	return id
}

// fillThree draws carried_in from last year, new requests and results by
// applicant, and adds up.
func (r *Report) fillThree(d *dice, last *Report, level Level) {
	var n [26][7]int64
	results := resultRows(r.Edition)
	for c := range applicantParts {
		in := last.value(schema.T3(rowCarriedOut, c))
		fresh, out := volume(d, level, c)
		if last == nil {
			in = firstCarry(d, level)
		}
		if level == Stress {
			fresh = r.stressColumn(d, &n, results, c, in, out)
		} else {
			out = min(out, in+fresh)
			for range in + fresh - out {
				n[favoured(d, results)][c]++
			}
		}
		n[rowReceived][c], n[rowCarriedIn][c], n[rowCarriedOut][c] = fresh, in, out
	}
	if level == Stress && last == nil {
		n[rowCarriedIn] = [7]int64{5, 6, 7, 8, 9, 10}
		for c := range applicantParts {
			n[rowReceived][c] -= n[rowCarriedIn][c]
		}
	}
	for _, row := range schema.RequestRows(r.Edition) {
		for c := range applicantParts {
			if schema.TableThree[row].Result {
				n[rowAnswered][c] += n[row][c]
			}
		}
	}
	for _, row := range schema.RequestRows(r.Edition) {
		for c := range applicantParts {
			n[row][applicantParts] += n[row][c]
		}
		for c := range schema.Applicants {
			r.Cells[schema.T3(row, c)] = Count(n[row][c])
		}
	}
}

// stressColumn fills every result with another number; it returns how many
// requests must have come in.
func (r *Report) stressColumn(d *dice, n *[26][7]int64, results []int, c int, in, out int64) int64 {
	answered := int64(0)
	for _, row := range results {
		n[row][c] = int64(d.unique(11, 999))
		answered += n[row][c]
	}
	return answered + out - in
}

// resultRows lists the rows that （七）总计 adds up.
func resultRows(e schema.Edition) []int {
	var rows []int
	for _, row := range schema.RequestRows(e) {
		if schema.TableThree[row].Result {
			rows = append(rows, row)
		}
	}
	return rows
}

// favoured draws a result as offices give them: mostly granted or not held.
func favoured(d *dice, results []int) int {
	switch n := d.n(100); {
	case n < 38:
		return schema.RequestRowIndex("granted")
	case n < 52:
		return schema.RequestRowIndex("unable_not_held")
	case n < 62:
		return schema.RequestRowIndex("partly_granted")
	}
	return pick(d, results)
}

// volume draws how many requests a kind of applicant makes and how many of
// them stay open.
func volume(d *dice, level Level, applicant int) (fresh, out int64) {
	switch level {
	case Small:
		if applicant == 0 {
			return int64(d.n(7)), int64(d.n(2))
		}
		if d.in(12) {
			return int64(d.between(1, 2)), 0
		}
	case Busy:
		if applicant == 0 {
			return int64(d.between(60, 160)), int64(d.n(9))
		}
		if d.in(60) {
			return int64(d.between(1, 9)), int64(d.n(3))
		}
	case Stress:
		return 0, int64(d.unique(11, 990))
	}
	return 0, 0
}

func firstCarry(d *dice, level Level) int64 {
	switch level {
	case Small:
		return int64(d.n(2))
	case Busy:
		return int64(d.n(6))
	}
	return 0
}

// fillFour draws proceedings and adds up.
func (r *Report) fillFour(d *dice, level Level) {
	for g := range schema.Proceedings {
		total := int64(0)
		for o := range 4 {
			n := int64(0)
			switch {
			case level == Stress:
				n = int64(d.unique(1000, 1999))
			case level == Busy && d.in(25):
				n = int64(d.between(1, 12))
			case level == Small && d.in(6):
				n = 1
			}
			r.Cells[schema.T4(g, o)] = Count(n)
			total += n
		}
		r.Cells[schema.T4(g, 4)] = Count(total)
	}
}

// distinct reports whether no figure of the report stands in two cells.
func (r *Report) distinct() bool {
	seen := map[schema.Decimal]bool{}
	for _, f := range r.Cells {
		if f.State == schema.Number && (f.Value == 0 || seen[f.Value]) {
			return false
		}
		if f.State == schema.Number {
			seen[f.Value] = true
		}
	}
	return true
}
