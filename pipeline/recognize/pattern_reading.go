package recognize

import (
	"encoding/binary"
	"strconv"

	"huizong/schema"
)

// A reading says which pieces of a table are which cells of the form, in the order
// in which they are written down.
type reading struct {
	edition  schema.Edition
	tenKYuan bool
	steps    []step
}

// A step writes down what a piece prints, or a remark.
type step struct {
	cell        schema.CellID
	line, piece int // of the table
	note        string
}

// known reads a table as one was read before that differs in its figures alone. It
// reports whether it could.
func (r *reader) known(t schema.FormTable, spans []span) bool {
	if r.met == nil || len(spans) != 1 || !r.writeRegion(t, spans[0]) {
		return false
	}
	lines := r.lines[spans[0].from:spans[0].to]
	got, ok := r.met.readings.get(r.memory.key)
	if !ok {
		got = r.learn(t, lines)
		r.met.readings.put(r.memory.key, got, mostReadings)
	}
	if got == nil {
		return false
	}
	r.report.TableEdition[t] = got.edition
	if t == schema.Table2 {
		r.tenKYuan = got.tenKYuan
	}
	var p piece
	for _, s := range got.steps {
		if s.note != "" {
			r.note(s.cell, s.note)
			continue
		}
		p = lines[s.line].cell(s.piece)
		r.set(s.cell, &p)
	}
	return true
}

// writeRegion writes down what reading a table goes by: the patterns that its rows
// are laid out by, and the text between them. It reports whether that is all.
func (r *reader) writeRegion(t schema.FormTable, s span) bool {
	key := append(r.memory.key[:0], byte(t), byte(schema.EditionFor(r.report.Year)))
	table, at := 0, 0 // of the stretch before
	for i := s.from; i < s.to; {
		for at < len(r.stretches) && r.stretches[at].to <= i {
			at++
		}
		l := &r.lines[i]
		if at < len(r.stretches) && r.stretches[at].has(i) {
			in := &r.stretches[at]
			to := min(in.to, s.to)
			if table == 0 {
				table = in.table
			}
			for _, n := range [...]int{1, in.pattern.id, i - in.from, to - in.from, in.table - table} {
				key = binary.AppendVarint(key, int64(n))
			}
			table, i = in.table, to
			continue
		}
		if l.row() || countValues(l.cells()) > 0 || len(key) > longestKey {
			return false
		}
		key = appendText(append(key, 0), l.raw)
		i++
	}
	r.memory.key = key
	return true
}

// learn reads a table in the general way with other figures, all of them different:
// nothing is owed to what two figures have in common. nil if anything is in doubt.
func (r *reader) learn(t schema.FormTable, table []line) *reading {
	lines, at := withOtherFigures(table)
	if t == schema.Table4 {
		for i := range lines {
			if len(lines[i].pieces) > allFour {
				return nil // rows outside may say whether a cell is cut in two
			}
		}
	}
	got, whole := &reading{}, true
	trial := &reader{lines: lines, memory: newMemory(), report: &schema.Report{Year: r.report.Year}}
	trial.written = func(cell schema.CellID, by *piece, note string) {
		s := step{cell: cell, note: note}
		if by != nil {
			from, ok := at[by.place]
			s.line, s.piece = from.line, from.piece
			whole = whole && ok && by.raw == lines[from.line].pieces[from.piece].raw
		}
		got.steps = append(got.steps, s)
	}
	switch spans := []span{{0, len(lines)}}; t {
	case schema.Table2:
		trial.readTwo(spans)
	case schema.Table3:
		trial.readThree(spans)
	case schema.Table4:
		trial.readFour(spans)
	}
	if !whole || len(trial.doubts) > 0 {
		return nil
	}
	got.edition, got.tenKYuan = trial.report.TableEdition[t], trial.tenKYuan
	return got
}

// withOtherFigures copies lines with a number of its own for each figure, and says
// where the piece is that stands at a place.
func withOtherFigures(table []line) ([]line, map[*schema.Place]step) {
	lines := make([]line, len(table))
	at := map[*schema.Place]step{}
	own := map[*schema.Place]*piece{} // by the place in the document: a tall cell stands on several lines
	for i := range table {
		lines[i] = table[i]
		l := &lines[i]
		l.pieces = append([]piece(nil), l.cells()...)
		for k := range l.pieces {
			p := &l.pieces[k]
			if first := own[p.place]; l.row() && first != nil {
				p.raw, p.plain, p.place = first.raw, first.plain, first.place
				continue
			}
			own[p.place] = p
			p.place = new(schema.Place)
			at[p.place] = step{line: i, piece: k}
			if _, ok := figureOf(p.raw); ok {
				p.raw = strconv.Itoa(firstFigure + len(at))
				p.plain = p.raw
			}
		}
	}
	return lines, at
}

const firstFigure = 1000
