package xls

import (
	"slices"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// tab reads the worksheet behind a tab. Charts, macros and modules have none.
func (r *reader) tab(t tab) error {
	if t.kind != worksheetTab {
		return nil
	}
	if t.at >= len(r.data) {
		return truncated()
	}
	s := &stream{data: r.data, pos: t.at}
	first, ok := s.next()
	c := first.cursor()
	if !ok || first.kind != recBOF || c.u16() != biff8 {
		return damaged("工作表“"+t.name+"”缺失", "the sheet "+t.name+" is missing")
	}
	if c.u16() != sheetStream {
		return nil
	}
	r.book.Sheets = append(r.book.Sheets, sheet.Sheet{Name: t.name, Hidden: t.hidden})
	w := &worksheet{reader: r, stream: s, sheet: &r.book.Sheets[len(r.book.Sheets)-1], rows: map[int]*sheet.Row{}, text: -1}
	return w.read()
}

// A worksheet is one sheet being read.
type worksheet struct {
	*reader
	*stream
	sheet  *sheet.Sheet
	rows   map[int]*sheet.Row
	shared map[sheet.Ref][]byte // tokens of shared formulas, by the cell that has them
	copies []formula            // cells that share them, to be resolved at the end
	count  int                  // records read
	text   int                  // index of the cell whose text is in the record that follows, −1 if none
	object                      // the drawn object met last
}

func (w *worksheet) read() error {
	for depth := 1; depth > 0; {
		from := w.pos
		rec, ok := w.next()
		if !ok {
			return truncated()
		}
		if w.walked += w.pos - from; w.walked > len(w.reader.data) {
			return damaged("工作表互相重叠", "sheets overlap")
		}
		if w.count++; w.count%4096 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		switch {
		case rec.kind == recBOF: // a chart inside the sheet
			depth++
		case rec.kind == recEOF:
			depth--
		case depth == 1:
			if err := w.record(&rec); err != nil {
				return err
			}
		}
	}
	w.finish()
	return nil
}

// finish resolves what could not be known before the end.
func (w *worksheet) finish() {
	for _, f := range w.copies {
		w.sheet.Cells[f.cell].Formula = sumOf(w.shared[f.master], w.sheet.Cells[f.cell].Ref)
	}
	w.sheet.Cells = slices.DeleteFunc(w.sheet.Cells, func(c sheet.Cell) bool { return c.Text == "" && !c.Bare })
	for _, r := range w.rows {
		w.sheet.Rows = append(w.sheet.Rows, *r)
	}
}

// row is what is known of a row, for writing.
func (w *worksheet) row(index int) *sheet.Row {
	r := w.rows[index]
	if r == nil {
		r = &sheet.Row{Index: index}
		w.rows[index] = r
	}
	return r
}

func (w *worksheet) record(rec *record) error {
	c := rec.cursor()
	switch rec.kind {
	case recFilePass:
		return encrypted()
	case recRow:
		index := c.u16()
		c.skip(10)
		if flags := c.u16(); flags&0x20 != 0 {
			w.row(index).Hidden = true
		}
	case recColInfo:
		w.columns(c)
	case recMergedCells:
		return w.merges(c)
	case recObject, recDrawing, recTextObject:
		w.drawn(rec)
	case recSharedF:
		w.sharedFormula(c)
	case recString:
		w.formulaText(c)
	default:
		return w.cellRecord(rec.kind, c)
	}
	if c.short {
		return damaged("记录不完整", "a record is incomplete")
	}
	return nil
}

func (w *worksheet) columns(c *cursor) {
	span := sheet.Span{First: c.u16(), Last: c.u16()}
	width, index, flags := c.u16(), c.u16(), c.u16()
	span.Last = min(span.Last, sheet.MaxColumns-1)
	if span.First > span.Last || len(w.sheet.HiddenColumns)+len(w.sheet.RuledColumns) > maxSpans {
		return
	}
	if flags&1 != 0 || width == 0 {
		w.sheet.HiddenColumns = append(w.sheet.HiddenColumns, span)
	}
	if w.styleOf(index).ruled {
		w.sheet.RuledColumns = append(w.sheet.RuledColumns, span)
	}
}

// maxSpans is how many spans of columns are looked at: a sheet has 256 columns.
const maxSpans = 512

func (w *worksheet) merges(c *cursor) error {
	for range c.u16() {
		var m sheet.Range
		m.First.Row, m.Last.Row = c.u16(), c.u16()
		m.First.Column, m.Last.Column = c.u16(), c.u16()
		if c.short || !m.Valid() {
			return damaged("合并区域无法识别", "a merged range is no range")
		}
		if len(w.sheet.Merges) >= w.bounds.Cells {
			return bounds.Over("merged ranges", "合并区域数", int64(w.bounds.Cells))
		}
		w.sheet.Merges = append(w.sheet.Merges, m)
	}
	return nil
}
