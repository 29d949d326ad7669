package wire

import "huizong/schema"

// What is written of a cell besides its state and place.
const (
	hasValue  = 1 << iota
	hasDigits // the raw text is the value's own digits
	hasRaw    // another text
	hasNote
	inNext // the place is one column behind that of the cell before
)

// cells writes the cells that hold anything.
func (e *encoder) cells(r *schema.Report) {
	n := 0
	for id := range r.Cells {
		if r.Cells[id] != (schema.CellValue{}) {
			n++
		}
	}
	e.count(n)
	var last schema.Place
	for id := range r.Cells {
		c := &r.Cells[id]
		if *c == (schema.CellValue{}) {
			continue
		}
		has := contents(c)
		last.Column++
		if c.Place == last {
			has |= inNext
		}
		last = c.Place
		e.b = append(e.b, byte(id), byte(c.State), has)
		if has&hasValue != 0 {
			e.int(int64(c.Value))
		}
		if has&hasRaw != 0 {
			e.text(c.Raw)
		}
		if has&hasNote != 0 {
			e.text(c.Note)
		}
		if has&inNext == 0 {
			e.place(&c.Place)
		}
	}
}

func contents(c *schema.CellValue) (has byte) {
	if c.Value != 0 {
		has |= hasValue
	}
	switch {
	case c.Raw == "":
	case c.Raw == c.Value.String():
		has |= hasDigits
	default:
		has |= hasRaw
	}
	if c.Note != "" {
		has |= hasNote
	}
	return has
}

func (d *decoder) cells(r *schema.Report) {
	var last schema.Place
	for range d.count() {
		if len(d.rest) < 3 {
			d.fail()
			return
		}
		id, has := int(d.rest[0]), d.rest[2]
		if id >= len(r.Cells) {
			d.fail()
			return
		}
		c := &r.Cells[id]
		c.State = schema.CellState(d.rest[1])
		d.rest = d.rest[3:]
		if c.State > schema.Number || has >= 2*inNext {
			d.fail()
			return
		}
		if has&hasValue != 0 {
			c.Value = schema.Decimal(d.int())
		}
		if has&hasDigits != 0 {
			c.Raw = c.Value.String()
		}
		if has&hasRaw != 0 {
			c.Raw = d.text()
		}
		if has&hasNote != 0 {
			c.Note = d.text()
		}
		if has&inNext != 0 {
			last.Column++
		} else {
			last = schema.Place{}
			d.place(&last)
		}
		c.Place = last
	}
}
