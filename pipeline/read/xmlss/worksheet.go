package xmlss

import (
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// A worksheet is one sheet being read.
type worksheet struct {
	*reader
	sheet  *sheet.Sheet
	at     sheet.Ref // of what comes next
	row    sheet.Row
	column int // of the next column element
	ruled  bool
	idle   int // rows since the last one with content
}

func (r *reader) worksheet() error {
	name, _ := r.s.Attr("Name")
	r.book.Sheets = append(r.book.Sheets, sheet.Sheet{Name: name})
	w := &worksheet{reader: r, sheet: &r.book.Sheets[len(r.book.Sheets)-1]}
	return r.each(func(local string) error {
		switch local {
		case "Table":
			return r.each(w.part)
		case "WorksheetOptions":
			return r.each(w.option)
		}
		return r.s.Skip()
	})
}

func (w *worksheet) option(local string) error {
	text, err := w.content()
	w.sheet.Hidden = w.sheet.Hidden || local == "Visible" && (text == "SheetHidden" || text == "SheetVeryHidden")
	return err
}

func (w *worksheet) part(local string) error {
	switch local {
	case "Column":
		return w.columns()
	case "Row":
		return w.readRow()
	}
	return w.s.Skip()
}

// mostRuledColumns is how many column styles with borders are looked at: each
// costs a step in every row.
const mostRuledColumns = 256

func (w *worksheet) columns() error {
	if n, ok := w.number("Index"); ok && n > 0 {
		w.column = n - 1
	}
	more, _ := w.number("Span")
	span := sheet.Span{First: w.column, Last: min(w.column+more, sheet.MaxColumns-1)}
	w.column += more + 1
	if hidden, _ := w.s.Attr("Hidden"); hidden == "1" && span.First <= span.Last {
		w.sheet.HiddenColumns = append(w.sheet.HiddenColumns, span)
	}
	if st, _ := w.styled(); st.ruled && span.First <= span.Last && len(w.sheet.RuledColumns) < mostRuledColumns {
		w.sheet.RuledColumns = append(w.sheet.RuledColumns, span)
		w.ruled = true
	}
	return w.s.Skip()
}

func (w *worksheet) readRow() error {
	if n, ok := w.number("Index"); ok && n > w.at.Row {
		w.at.Row = n - 1
	}
	if w.at.Row >= sheet.MaxRows {
		return damaged("行号超出范围", "a row number beyond the sheet")
	}
	more, _ := w.number("Span") // rows that are as high and as hidden
	hidden, _ := w.s.Attr("Hidden")
	w.row = sheet.Row{Index: w.at.Row, Hidden: hidden == "1"}
	before := len(w.sheet.Cells)
	w.at.Column = 0
	if err := w.each(w.cell); err != nil {
		return err
	}
	if w.idle++; len(w.sheet.Cells) > before {
		w.idle = 0
	}
	w.sheet.AddRow(w.row, w.idle)
	w.at.Row += more + 1
	return nil
}

func (w *worksheet) cell(local string) error {
	if local != "Cell" {
		return w.s.Skip()
	}
	if n, ok := w.number("Index"); ok && n > 0 {
		w.at.Column = n - 1
	}
	if w.at.Column >= sheet.MaxColumns {
		return damaged("列号超出范围", "a column beyond the sheet")
	}
	across, _ := w.number("MergeAcross")
	down, _ := w.number("MergeDown")
	last := sheet.Ref{Row: min(w.at.Row+down, sheet.MaxRows-1), Column: min(w.at.Column+across, sheet.MaxColumns-1)}
	if last != w.at {
		if len(w.sheet.Merges) >= w.bounds.Cells {
			return bounds.Over("merged ranges", "合并区域数", int64(w.bounds.Cells))
		}
		w.sheet.Merges = append(w.sheet.Merges, sheet.Range{First: w.at, Last: last})
	}
	st, own := w.styled()
	if st.ruled || w.ruled && own {
		w.store(sheet.Span{First: w.at.Column, Last: last.Column}, st.ruled)
	}
	_, formed := w.s.Attr("Formula")
	if err := w.stored(st, formed); err != nil {
		return err
	}
	w.at.Column = last.Column + 1
	return nil
}

// store says that the row has cells of its own here, and whether they are ruled.
func (w *worksheet) store(span sheet.Span, ruled bool) {
	if ruled {
		w.row.Ruled = append(w.row.Ruled, span)
	} else {
		w.row.Plain = append(w.row.Plain, span)
	}
}

// stored reads what is inside a cell.
func (w *worksheet) stored(st style, formed bool) error {
	c := sheet.Cell{Ref: w.at, Bare: formed}
	err := w.each(func(local string) error {
		if local != "Data" {
			return w.s.Skip()
		}
		kind, _ := w.s.Attr("Type")
		text, err := w.content()
		c.Bare = false
		c.Text = sheet.Clean(text)
		if digits, ok := sheet.Digits(text); ok && kind == "Number" {
			c.Number, c.Text = digits, digits
			if st.format != nil {
				c.Text, c.Note = st.format.Print(digits)
			}
		}
		return err
	})
	if err != nil || c.Text == "" && !c.Bare {
		return err
	}
	if w.cells++; w.cells > w.bounds.Cells {
		return bounds.Over("table cells", "单元格数", int64(w.bounds.Cells))
	}
	w.sheet.Cells = append(w.sheet.Cells, c)
	return nil
}

func damaged(zh, en string) error {
	return &bounds.Refusal{Code: bounds.Damaged, Text: "文件已损坏：" + zh + "，请用办公软件打开核对后重新保存报送", EN: "the file is damaged: " + en + "; open it and save it again"}
}
