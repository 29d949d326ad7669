package page

import (
	"strconv"

	"huizong/schema"
)

// names numbers the texts that repeat: paths of files and names of sheets.
type names struct {
	list []string
	at   map[string]int
}

// index is the number of a text, from 0 in order of first use.
func (n *names) index(s string) int {
	if i, ok := n.at[s]; ok {
		return i
	}
	if n.at == nil {
		n.at = map[string]int{}
	}
	i := len(n.list)
	n.at[s] = i
	n.list = append(n.list, s)
	return i
}

// A spot is a place inside a file: sheet (a name's number plus one), page,
// table, row, column, text line; 0 where it does not apply.
type spot [6]int

const spotLetters = "sptrcl"

// The steps of a cell without a place, and of one at the place before.
const (
	nowhere = "-"
	stay    = "0"
)

func (b *book) spot(p schema.Place) spot {
	s := spot{0, p.Page, p.Table, p.Row, p.Column, p.Line}
	if p.Sheet != "" {
		s[0] = b.names.index(p.Sheet) + 1
	}
	return s
}

// placed is a place as the data has it: [file, sheet, page, table, row,
// column, line], zeros at the end left out; nil for no place.
func (b *book) placed(p schema.Place) []int {
	if p == (schema.Place{}) {
		return nil
	}
	s := b.spot(p)
	out := append([]int{b.names.index(p.File)}, s[:]...)
	for len(out) > 1 && out[len(out)-1] == 0 {
		out = out[:len(out)-1]
	}
	return out
}

// walk describes where the cells of one table of a report stand: the first
// spot, and the number of the pattern of steps from cell to cell in form
// order. A step names what changes ("r1c-6"). Reports made
// from one template share their patterns wherever the table begins.
func (b *book) walk(r *schema.Report, t schema.FormTable) []int {
	var first, last spot
	var steps vector
	met := false
	for id := range schema.Cells {
		if schema.Cells[id].Table != t {
			continue
		}
		s := b.spot(r.Cells[id].Place)
		switch {
		case s == spot{}:
			steps.add(nowhere)
			continue
		case !met:
			first, last, met = s, s, true
		}
		steps.add(step(last, s))
		last = s
	}
	if !met {
		return nil
	}
	return append([]int{b.patterns.index(steps.String())}, first[:]...)
}

func step(from, to spot) string {
	var out []byte
	for i := range from {
		if d := to[i] - from[i]; d != 0 {
			out = append(out, spotLetters[i])
			out = strconv.AppendInt(out, int64(d), 10)
		}
	}
	if len(out) == 0 {
		return stay
	}
	return string(out)
}
