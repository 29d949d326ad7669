package xlsx

import (
	"slices"
	"sync"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
	"huizong/pipeline/read/xmlscan"
)

// worksheet reads one sheet part into s.
func (r *reader) worksheet(part string, s *sheet.Sheet) error {
	x, err := r.open(part)
	if err != nil {
		return err
	}
	if k, err := x.Next(); err != nil || k != xmlscan.Start {
		return err
	}
	w := &worksheet{reader: r, Scanner: x, sheet: s, at: sheet.Ref{Row: -1}}
	before := len(r.collected)
	err = children(x, w.part)
	s.Cells = r.collected[before:len(r.collected):len(r.collected)]
	if err == nil && w.drawing != "" {
		err = r.drawing(part, w.drawing, s)
	}
	return err
}

// A worksheet is one sheet part being read.
type worksheet struct {
	*reader
	*xmlscan.Scanner
	sheet   *sheet.Sheet
	at      sheet.Ref // of the cell or row read last
	row     sheet.Row // being read
	idle    int       // rows since the last one with content
	masters map[string]master
	drawing string
}

// rooms hold memory in which the cells of a workbook are collected.
var rooms = sync.Pool{New: func() any {
	room := make([]sheet.Cell, 0, manyCells)
	return &room
}}

// manyCells is what a report has, roughly.
const manyCells = 512

// release gives the memory of the cells back, once the document is made of them.
func (r *reader) release() {
	if room := r.collected; cap(room) <= 8*manyCells {
		clear(room)
		room = room[:0]
		rooms.Put(&room)
	}
}

// A master is the first cell of a shared formula; the others are copies of it.
type master struct {
	formula string
	at      sheet.Ref
}

func (w *worksheet) part(local string) error {
	switch local {
	case "cols":
		return children(w.Scanner, w.column)
	case "sheetData":
		return children(w.Scanner, w.readRow)
	case "mergeCells":
		w.sheet.Merges = slices.Grow(w.sheet.Merges, said(w.Scanner, "count"))
		return children(w.Scanner, w.merge)
	case "drawing":
		w.drawing = relationID(w.Scanner)
	}
	return w.Skip()
}

// said is how many things are said to follow, as far as that is believed.
func said(s *xmlscan.Scanner, attribute string) int {
	v, _ := s.Attr(attribute)
	return min(max(number(v), 0), manyCells)
}

func (w *worksheet) column(string) error {
	span, ok := spanOf(w.Scanner)
	hidden, _ := w.Attr("hidden")
	width, _ := w.Attr("width")
	if ok && (truth(hidden) || width == "0") && len(w.sheet.HiddenColumns) < sheet.MaxColumns {
		w.sheet.HiddenColumns = append(w.sheet.HiddenColumns, span)
	}
	style, _ := w.Attr("style")
	if ok && w.styles.of(style).ruled && len(w.sheet.RuledColumns) < maxRuledColumns {
		w.sheet.RuledColumns = append(w.sheet.RuledColumns, span)
	}
	return w.Skip()
}

// maxRuledColumns is how many column styles with borders are looked at: each
// costs a step in every row.
const maxRuledColumns = 256

func (w *worksheet) merge(string) error {
	ref, _ := w.Attr("ref")
	r, ok := sheet.ParseRange(ref)
	if !ok {
		return damaged("合并区域“"+ref+"”无法识别", "the merged range "+ref+" is no range")
	}
	if len(w.sheet.Merges) >= w.bounds.Cells {
		return bounds.Over("merged ranges", "合并区域数", int64(w.bounds.Cells))
	}
	w.sheet.Merges = append(w.sheet.Merges, r)
	return w.Skip()
}

// readRow reads one row. Rows and cells without a position follow the one
// before.
func (w *worksheet) readRow(local string) error {
	if local != "row" {
		return w.Skip()
	}
	w.at = sheet.Ref{Row: w.at.Row + 1, Column: -1}
	if r, ok := w.Attr("r"); ok {
		w.at.Row = number(r) - 1
	}
	if w.at.Row < 0 || w.at.Row >= sheet.MaxRows {
		return damaged("行号超出范围", "a row number beyond the sheet")
	}
	hidden, _ := w.Attr("hidden")
	height, _ := w.Attr("ht")
	w.row = sheet.Row{Index: w.at.Row, Hidden: truth(hidden) || height == "0"}
	before := len(w.collected)
	if err := children(w.Scanner, w.cell); err != nil {
		return err
	}
	if w.idle++; len(w.collected) > before {
		w.idle = 0
	}
	w.sheet.AddRow(w.row, w.idle)
	if w.row.Index%1024 == 0 {
		return w.ctx.Err()
	}
	return nil
}
