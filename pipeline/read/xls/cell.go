package xls

import (
	"math"
	"strconv"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// cellRecord reads the records that hold cells; others are passed over.
func (w *worksheet) cellRecord(kind uint16, c *cursor) error {
	switch kind {
	case recMulRK, recMulBlank:
		return w.several(kind, c)
	case recBlank, recNumber, recRK, recLabel, recRString, recLabelSST, recBoolErr, recFormula:
	default:
		return nil
	}
	w.text = -1
	cell := sheet.Cell{Ref: sheet.Ref{Row: c.u16(), Column: c.u16()}}
	st := w.store(cell.Ref, c.u16())
	switch kind {
	case recNumber:
		printDouble(&cell, c.f64(), st)
	case recRK:
		printRK(&cell, c.u32(), st)
	case recLabel, recRString:
		cell.Text = c.longText()
	case recLabelSST:
		w.printShared(&cell, c.u32())
	case recBoolErr:
		value := c.u8()
		printFlag(&cell, value, c.u8() != 0)
	case recFormula:
		return w.formula(&cell, c, st)
	}
	return w.add(cell, c)
}

// store notes that the file has a cell there and gives its style.
func (w *worksheet) store(at sheet.Ref, index int) style {
	st := w.styleOf(index)
	if st.ruled || len(w.sheet.RuledColumns) > 0 {
		w.row(at.Row).Store(at.Column, st.ruled)
	}
	return st
}

// several reads a run of numbers or of blank cells in one row.
func (w *worksheet) several(kind uint16, c *cursor) error {
	w.text = -1
	at := sheet.Ref{Row: c.u16(), Column: c.u16()}
	size := 2 // of a cell: its format, and its number if it has one
	if kind == recMulRK {
		size = 6
	}
	for ; c.left() >= size+2; at.Column++ { // the last column stands behind them
		st := w.store(at, c.u16())
		if kind == recMulBlank {
			continue
		}
		cell := sheet.Cell{Ref: at}
		printRK(&cell, c.u32(), st)
		if err := w.add(cell, c); err != nil {
			return err
		}
	}
	return nil
}

// add puts a cell with content on the sheet.
func (w *worksheet) add(cell sheet.Cell, c *cursor) error {
	switch {
	case c.short:
		return damaged("单元格记录不完整", "the record of a cell is incomplete")
	case cell.Row >= sheet.MaxRows || cell.Column >= sheet.MaxColumns:
		return damaged("单元格位置超出范围", "a cell beyond the sheet")
	case cell.Text == "" && !cell.Bare:
		return nil
	}
	if w.cells++; w.cells > w.bounds.Cells {
		return bounds.Over("cells with content", "有内容的单元格数", int64(w.bounds.Cells))
	}
	w.sheet.Cells = append(w.sheet.Cells, cell)
	return nil
}

func (w *worksheet) printShared(cell *sheet.Cell, index int) {
	if index < len(w.strings) {
		cell.Text = w.strings[index]
		return
	}
	cell.Text, cell.Note = "\uFFFD", "共享字符串缺失，内容不明"
}

func printDouble(cell *sheet.Cell, f float64, st style) {
	digits, ok := sheet.FloatDigits(f)
	if !ok {
		cell.Text, cell.Note = "#NUM!", "单元格标为数值，但内容不是数字"
		return
	}
	printDigits(cell, digits, st)
}

// printRK prints a number in the packed form of four bytes: a whole number of
// 30 bits or the upper half of a double, maybe a hundredfold.
func printRK(cell *sheet.Cell, packed int, st style) {
	const hundredfold, whole = 1, 2
	digits, ok := "", false
	if packed&whole != 0 {
		digits, ok = strconv.Itoa(int(int32(uint32(packed))>>2)), true
	} else {
		digits, ok = sheet.FloatDigits(math.Float64frombits(uint64(uint32(packed)&^3) << 32))
	}
	if !ok {
		cell.Text, cell.Note = "#NUM!", "单元格标为数值，但内容不是数字"
		return
	}
	if packed&hundredfold != 0 {
		digits = sheet.Shift(digits, -2)
	}
	printDigits(cell, digits, st)
}

func printDigits(cell *sheet.Cell, digits string, st style) {
	cell.Number, cell.Text = digits, digits
	if st.format != nil {
		cell.Text, cell.Note = st.format.Print(digits)
	}
}

var errorTexts = map[int]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}

// printFlag prints a truth value or an error.
func printFlag(cell *sheet.Cell, value int, isError bool) {
	switch {
	case isError:
		cell.Text, cell.Note = "#ERROR!", "公式结果为错误值"
		if text, known := errorTexts[value]; known {
			cell.Text = text
		}
	case value != 0:
		cell.Text = "TRUE"
	default:
		cell.Text = "FALSE"
	}
}
