package odf

import (
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// A worksheet is one table of a spreadsheet.
type worksheet struct {
	*reader
	sheet  *sheet.Sheet
	at     sheet.Ref // of what comes next
	row    sheet.Row
	ruled  bool // some column's own style has borders
	merges int
	column int // of the next column element
	idle   int // rows since the last one with content
}

// sheet reads one table of the workbook.
func (r *reader) sheet(local string) error {
	if local != "table" {
		return r.s.Skip()
	}
	name, _ := r.s.Attr("name")
	r.book.Sheets = append(r.book.Sheets, sheet.Sheet{Name: name, Hidden: r.styled().hidden})
	w := &worksheet{reader: r, sheet: &r.book.Sheets[len(r.book.Sheets)-1]}
	return r.each(w.part)
}

func (w *worksheet) part(local string) error {
	switch local {
	case "table-header-rows", "table-rows", "table-row-group", "table-header-columns", "table-columns", "table-column-group":
		return w.each(w.part)
	case "table-column":
		return w.columns()
	case "table-row":
		return w.rows()
	case "shapes":
		return w.each(w.shape)
	}
	return w.s.Skip()
}

// columns reads what is said about columns that are alike.
func (w *worksheet) columns() error {
	times := w.count("number-columns-repeated")
	span := sheet.Span{First: w.column, Last: w.column + times - 1}
	w.column += times
	if visibility, _ := w.s.Attr("visibility"); visibility == "collapse" || visibility == "filter" {
		w.sheet.HiddenColumns = append(w.sheet.HiddenColumns, span)
	}
	if name, _ := w.s.Attr("default-cell-style-name"); w.styles[name].ruled && len(w.sheet.RuledColumns) < mostRuledColumns {
		w.sheet.RuledColumns = append(w.sheet.RuledColumns, span)
		w.ruled = true
	}
	return w.s.Skip()
}

// mostRuledColumns is how many column styles with borders are looked at: each
// costs a step in every row.
const mostRuledColumns = 256

// rows reads a row, and repeats it as often as it says if anything is in it.
func (w *worksheet) rows() error {
	visibility, _ := w.s.Attr("visibility")
	times, first := w.count("number-rows-repeated"), len(w.sheet.Cells)
	w.row = sheet.Row{Index: w.at.Row, Hidden: visibility == "collapse" || visibility == "filter"}
	w.at.Column = 0
	if err := w.each(w.cells); err != nil {
		return err
	}
	content := w.sheet.Cells[first:len(w.sheet.Cells):len(w.sheet.Cells)]
	for n := range times {
		if w.idle++; len(content) > 0 {
			w.idle = 0
		}
		w.sheet.AddRow(w.row, w.idle)
		w.at.Row++
		w.row.Index++
		switch {
		case w.at.Row > sheet.MaxRows:
			return nil
		case len(content) == 0 && w.idle > idleRows: // nothing more will be kept of them
			w.at.Row += times - n - 1
			return nil
		case n < times-1:
			if err := w.copy(content); err != nil {
				return err
			}
		}
	}
	return nil
}

// idleRows is more than the sheet keeps of ruled rows without content.
const idleRows = 5000

// copy puts the content of a row into the next one.
func (w *worksheet) copy(content []sheet.Cell) error {
	for _, c := range content {
		c.Row = w.at.Row
		c.Formula = nil // it was written for another row
		if err := w.add(c); err != nil {
			return err
		}
	}
	return nil
}

func (w *worksheet) add(c sheet.Cell) error {
	if len(w.sheet.Cells) >= w.bounds.Cells {
		return bounds.Over("table cells", "单元格数", int64(w.bounds.Cells))
	}
	w.sheet.Cells = append(w.sheet.Cells, c)
	return nil
}

// cells reads one position of a row, or several alike.
func (w *worksheet) cells(local string) error {
	if local != "table-cell" && local != "covered-table-cell" {
		return w.s.Skip()
	}
	times := w.count("number-columns-repeated")
	name, styled := w.s.Attr("style-name")
	ruled := w.styles[name].ruled
	if ruled || w.ruled && styled {
		w.store(times, ruled)
	}
	cell, err := w.cell(local == "covered-table-cell")
	if err != nil {
		return err
	}
	for ; times > 0 && w.at.Column < sheet.MaxColumns; times-- {
		if cell.Text != "" || cell.Bare {
			cell.Ref = w.at
			if err := w.add(cell); err != nil {
				return err
			}
		}
		w.at.Column++
	}
	w.at.Column += times
	return nil
}

// store says that the row has cells of its own here, and whether they are ruled.
func (w *worksheet) store(times int, ruled bool) {
	span := sheet.Span{First: w.at.Column, Last: min(w.at.Column+times, sheet.MaxColumns) - 1}
	if span.First > span.Last {
		return
	}
	spans := &w.row.Plain
	if ruled {
		spans = &w.row.Ruled
	}
	if n := len(*spans); n > 0 && (*spans)[n-1].Last == span.First-1 {
		(*spans)[n-1].Last = span.Last
		return
	}
	*spans = append(*spans, span)
}

// cell reads what stands in the cell at hand. What is under a merge is not
// shown.
func (w *worksheet) cell(covered bool) (sheet.Cell, error) {
	rows, columns := w.count("number-rows-spanned"), w.count("number-columns-spanned")
	if rows > 1 || columns > 1 {
		if w.merges++; w.merges > w.bounds.Cells {
			return sheet.Cell{}, bounds.Over("merged ranges", "合并区域数", int64(w.bounds.Cells))
		}
		last := sheet.Ref{Row: min(w.at.Row+rows, sheet.MaxRows) - 1, Column: min(w.at.Column+columns, sheet.MaxColumns) - 1}
		w.sheet.Merges = append(w.sheet.Merges, sheet.Range{First: w.at, Last: last})
	}
	kind, _ := w.s.Attr("value-type")
	value, _ := w.s.Attr("value")
	formula, formed := w.s.Attr("formula")
	inside := flow{reader: w.reader, cell: true}
	if err := w.each(inside.block); err != nil || covered {
		return sheet.Cell{}, err
	}
	c := sheet.Cell{Text: sheet.Clean(words(inside.blocks))}
	if digits, ok := sheet.Digits(value); ok && kind == "float" {
		c.Number = digits
		if figure(c.Text) {
			c.Text = digits // shown rounded or grouped: the stored digits count
		}
	}
	if formed {
		c.Formula = sheet.ParseSum(plainFormula(formula), sheet.Ref{})
		c.Bare = c.Text == "" && kind == ""
	}
	return c, nil
}

// figure reports whether a shown text is nothing but a number.
func figure(s string) bool {
	return strings.Trim(s, "0123456789.,，+- ") == "" && strings.ContainsAny(s, "0123456789")
}

// plainFormula writes a formula as other spreadsheets do: of:=SUM([.B2:.B5];[.C1])
// is SUM(B2:B5,C1).
func plainFormula(s string) string {
	if _, rest, ok := strings.Cut(s, ":="); ok {
		s = rest
	}
	return strings.NewReplacer("[.", "", ":.", ":", "]", "", ";", ",").Replace(strings.TrimPrefix(s, "="))
}

// shape reads text boxes that float over the sheet, and counts pictures.
func (w *worksheet) shape(local string) error {
	if local != "frame" && local != "custom-shape" && local != "g" {
		return w.s.Skip()
	}
	box := flow{reader: w.reader}
	if err := box.frame(local); err != nil {
		return err
	}
	if text := words(box.blocks); text != "" {
		w.sheet.Boxes = append(w.sheet.Boxes, sheet.Box{Text: text})
	} else {
		w.sheet.Pictures++
	}
	return nil
}
