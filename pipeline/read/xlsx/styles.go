package xlsx

import (
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/container"
	"huizong/pipeline/read/sheet"
	"huizong/pipeline/read/xmlscan"
)

// A style is what of a cell format (xf) matters for reading.
type style struct {
	format *sheet.Format // nil if numbers print as they are stored
	ruled  bool          // has a border at its left or right
}

// styles are the cell formats by index.
type styles []style

// of is the style with an index as written; the default for a wrong one.
func (st styles) of(index string) style {
	if n := number(index); n >= 0 && n < len(st) {
		return st[n]
	}
	return style{}
}

// maxStyles is what Excel allows, 64 000, and some.
const maxStyles = 1 << 17

// Styles by the part that says them: what a number format makes of a date hangs
// on the day that the workbook counts from.
var knownStyles, knownStyles1904 container.Cache[styles]

// readStyles reads the number formats and borders of the cell formats.
func (r *reader) readStyles(data []byte) (styles, error) {
	s, err := xmlscan.New(data, r.bounds.Depth)
	if err != nil {
		return nil, err
	}
	if k, err := s.Next(); err != nil || k != xmlscan.Start {
		return nil, err
	}
	sheetStyles := styleReader{Scanner: s, by1904: r.by1904, codes: map[int]string{}, formats: map[int]*sheet.Format{}}
	err = children(s, sheetStyles.part)
	return sheetStyles.styles, err
}

type styleReader struct {
	*xmlscan.Scanner
	by1904  bool
	codes   map[int]string        // number formats the file defines
	formats map[int]*sheet.Format // by number, nil for plain
	borders []bool                // ruled, by index
	styles  styles
}

func (s *styleReader) part(local string) error {
	switch local {
	case "numFmts":
		return children(s.Scanner, s.numFmt)
	case "borders":
		return children(s.Scanner, s.border)
	case "cellXfs":
		return children(s.Scanner, s.xf)
	}
	return s.Skip()
}

func (s *styleReader) numFmt(string) error {
	id, _ := s.Attr("numFmtId")
	code, ok := s.Attr("formatCode")
	if n := number(id); n >= 0 && ok && len(s.codes) < maxStyles {
		s.codes[n] = code
	}
	return s.Skip()
}

func (s *styleReader) border(string) error {
	ruled := false
	err := children(s.Scanner, func(local string) error {
		switch local {
		case "left", "right", "start", "end":
			line, ok := s.Attr("style")
			ruled = ruled || ok && line != "none" && line != ""
		}
		return s.Skip()
	})
	s.borders = append(s.borders, ruled)
	return err
}

func (s *styleReader) xf(string) error {
	if len(s.styles) >= maxStyles {
		return bounds.Over("cell formats", "单元格格式数", maxStyles)
	}
	numFmt, _ := s.Attr("numFmtId")
	border, _ := s.Attr("borderId")
	st := style{format: s.format(number(numFmt))}
	if n := number(border); n >= 0 && n < len(s.borders) {
		st.ruled = s.borders[n]
	}
	s.styles = append(s.styles, st)
	return s.Skip()
}

// format parses a number format once; nil if it changes nothing.
func (s *styleReader) format(id int) *sheet.Format {
	f, met := s.formats[id]
	if !met {
		code, own := s.codes[id]
		if !own {
			code = sheet.BuiltinFormat(id)
		}
		if f = sheet.ParseFormat(code, s.by1904); f.Plain() {
			f = nil
		}
		s.formats[id] = f
	}
	return f
}
