package schema

import (
	"strconv"
	"strings"
)

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
func (p Place) String() string {
	var parts []string
	add := func(before string, n int, after string) {
		if n > 0 {
			parts = append(parts, before+strconv.Itoa(n)+after)
		}
	}
	if p.File != "" {
		parts = append(parts, p.File)
	}
	if p.Sheet != "" {
		parts = append(parts, p.Sheet)
	}
	add("第", p.Page, "页")
	add("表", p.Table, "")
	add("第", p.Row, "行")
	add("第", p.Column, "列")
	add("文本行", p.Line, "")
	return strings.Join(parts, " › ")
}
