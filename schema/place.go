package schema

import "strconv"

// A Place is where something stands in a submitted file, so that a reader can
// put a finger on it. All numbers are 1-based; zero and "" mean "does not apply".
type Place struct {
	File   string // path inside the inbox, bundle parts joined by " › "
	Sheet  string // worksheet name
	Page   int    // page of a fixed-layout document
	Table  int    // n-th table of the document
	Row    int    // row of the table (or of the sheet)
	Column int    // column of the table (or of the sheet)
	Line   int    // line of a text file
}

// String joins the parts that are set with " › ", in Chinese as printed in
// findings and data: "a.docx › 表2 › 第5行 › 第4列".
func (p Place) String() string { return string(p.Append(nil)) }

// Append adds what [Place.String] returns to dst.
func (p *Place) Append(dst []byte) []byte {
	begin := len(dst)
	word := func(s string) {
		if s == "" {
			return
		}
		if len(dst) > begin {
			dst = append(dst, " › "...)
		}
		dst = append(dst, s...)
	}
	number := func(before string, n int, after string) {
		if n > 0 {
			word(before)
			dst = append(strconv.AppendInt(dst, int64(n), 10), after...)
		}
	}
	word(p.File)
	word(p.Sheet)
	number("第", p.Page, "页")
	number("表", p.Table, "")
	number("第", p.Row, "行")
	number("第", p.Column, "列")
	number("文本行", p.Line, "")
	return dst
}
