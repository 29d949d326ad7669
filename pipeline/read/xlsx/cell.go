package xlsx

import (
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// A stored is a cell as the file stores it.
type stored struct {
	kind    string // the attribute t
	value   string // of v
	valued  bool   // v is there
	inline  string // of is
	formula string // text of f
	shared  string // index of a shared formula
	formed  bool   // f is there
	copied  bool   // f says that the formula is a copy of another cell's
}

// cell reads one c element.
func (w *worksheet) cell(local string) error {
	if local != "c" {
		return w.Skip()
	}
	var v stored
	w.at.Column++
	index := ""
	for name, value := range w.Attrs() {
		if name.Space != "" {
			continue
		}
		switch name.Local {
		case "r":
			at, ok := sheet.ParseRef(value)
			if !ok {
				return damaged("单元格位置“"+value+"”无法识别", "the position "+value+" is no cell")
			}
			w.at = at
		case "s":
			index = value
		case "t":
			v.kind = value
		}
	}
	if w.at.Column >= sheet.MaxColumns {
		return damaged("列号超出范围", "a column beyond the sheet")
	}
	st := w.styles.of(index)
	if (st.ruled || len(w.sheet.RuledColumns) > 0) && w.at.Row == w.row.Index {
		w.row.Store(w.at.Column, st.ruled)
	}
	if err := w.stored(&v); err != nil {
		return err
	}
	return w.add(&v, st)
}

// stored reads what is inside a c element.
func (w *worksheet) stored(v *stored) error {
	return children(w.Scanner, func(local string) (err error) {
		switch local {
		case "v":
			v.valued = true
			v.value, err = content(w.Scanner)
		case "is":
			v.inline, err = richText(w.Scanner)
		case "f":
			v.formed = true
			kind, _ := w.Attr("t")
			if kind == "shared" {
				v.shared, v.copied = w.Attr("si")
			}
			v.formula, err = content(w.Scanner)
		default:
			err = w.Skip()
		}
		return err
	})
}

// add puts a cell with content on the sheet.
func (w *worksheet) add(v *stored, st style) error {
	if !v.valued && !v.formed && v.inline == "" {
		return nil
	}
	c := sheet.Cell{Ref: w.at}
	w.print(&c, v, st)
	w.sum(&c, v)
	if c.Text == "" && !c.Bare {
		return nil
	}
	if w.cells++; w.cells > w.bounds.Cells {
		return bounds.Over("cells with content", "有内容的单元格数", int64(w.bounds.Cells))
	}
	w.collected = append(w.collected, c)
	return nil
}

// print sets the text of a cell, and its digits if it is a number.
func (w *worksheet) print(c *sheet.Cell, v *stored, st style) {
	if v.formed && !v.valued && v.inline == "" {
		c.Bare = true
		return
	}
	switch v.kind {
	case "s":
		w.printShared(c, v.value)
	case "inlineStr":
		if c.Text = v.inline; c.Text == "" {
			c.Text = unescape(v.value)
		}
	case "str":
		c.Text = unescape(v.value)
	case "b":
		c.Text = "FALSE"
		if truth(strings.TrimSpace(v.value)) {
			c.Text = "TRUE"
		}
	case "e":
		c.Text, c.Note = v.value, "公式结果为错误值"
	case "d":
		c.Text = strings.TrimSuffix(v.value, "T00:00:00")
	default:
		w.printNumber(c, v, st)
	}
}

func (w *worksheet) printShared(c *sheet.Cell, index string) {
	n := number(strings.TrimSpace(index))
	if n < 0 || n >= len(w.strings) {
		c.Text, c.Note = "\uFFFD", "共享字符串缺失，内容不明"
		return
	}
	c.Text = w.strings[n]
}

func (w *worksheet) printNumber(c *sheet.Cell, v *stored, st style) {
	value := strings.TrimSpace(v.value)
	digits, ok := sheet.Digits(value)
	switch {
	case value == "":
		c.Text, c.Bare = v.inline, v.formed && v.inline == ""
	case !ok:
		c.Text, c.Note = value, "单元格标为数值，但内容不是数字"
	case st.format == nil:
		c.Text, c.Number = digits, digits
	default:
		c.Number = digits
		c.Text, c.Note = st.format.Print(digits)
	}
}

// sum reads the formula, if it is a plain sum with a number as its value. The
// copies of a shared formula only name it.
func (w *worksheet) sum(c *sheet.Cell, v *stored) {
	if !v.formed {
		return
	}
	formula, shift := v.formula, sheet.Ref{}
	if v.copied {
		if formula != "" {
			if w.masters == nil {
				w.masters = map[string]master{}
			}
			w.masters[v.shared] = master{formula, c.Ref}
		} else if m, met := w.masters[v.shared]; met {
			formula = m.formula
			shift = sheet.Ref{Row: c.Row - m.at.Row, Column: c.Column - m.at.Column}
		}
	}
	if c.Number != "" && formula != "" {
		c.Formula = sheet.ParseSum(formula, shift)
	}
}
