package xls

import (
	"huizong/pipeline/read/bounds"
	"huizong/pipeline/read/sheet"
)

// A tab is one sheet as the workbook names it.
type tab struct {
	name   string
	at     int // where its records begin
	hidden bool
	kind   int
}

// Kinds of tabs and of streams.
const (
	worksheetTab  = 0
	biff8         = 0x0600
	globalsStream = 0x0005
	sheetStream   = 0x0010
)

// An xf is a cell format as the file stores it.
type xf struct {
	format int
	ruled  bool // has a border at its left or right
}

// A style is what of a cell format matters for reading.
type style struct {
	format *sheet.Format // nil if numbers print as they are stored
	ruled  bool
}

const (
	maxFormats = 1 << 16
	maxTabs    = 4096
)

// globals reads the first stream of records: what holds for all sheets.
func (r *reader) globals() error {
	s := &stream{data: r.data}
	first, ok := s.next()
	if !ok || first.kind&0xFF != recBOF&0xFF {
		return damaged("内容不是 Excel 工作簿", "the content is no Excel workbook")
	}
	c := first.cursor()
	if version, kind := c.u16(), c.u16(); first.kind != recBOF || version != biff8 || kind != globalsStream {
		return &bounds.Refusal{Code: bounds.Unsupported,
			Text: "这是 Excel 97 以前格式的工作簿，请在办公软件中另存为 xlsx 后报送",
			EN:   "a workbook older than Excel 97; save it as xlsx and send that"}
	}
	r.codes = map[int]string{}
	for {
		rec, ok := s.next()
		switch {
		case !ok:
			return truncated()
		case rec.kind == recEOF:
			r.style()
			return r.ctx.Err()
		}
		if err := r.global(rec); err != nil {
			return err
		}
	}
}

func (r *reader) global(rec record) error {
	c := rec.cursor()
	switch rec.kind {
	case recFilePass:
		return encrypted()
	case recDateMode:
		r.by1904 = c.u16() == 1
	case recSST:
		return r.readStrings(rec)
	case recFormat:
		if id, code := c.u16(), c.longText(); !c.short && len(r.codes) < maxFormats {
			r.codes[id] = code
		}
	case recXF:
		c.skip(2)
		x := xf{format: c.u16()}
		c.skip(6)
		x.ruled = c.u8() != 0 // four bits for the left line, four for the right
		if len(r.xfs) < maxFormats {
			r.xfs = append(r.xfs, x)
		}
	case recBoundSheet:
		t := tab{at: c.u32(), hidden: c.u8()&3 != 0, kind: c.u8()}
		t.name = c.shortText()
		if c.short {
			return damaged("工作表目录不完整", "the list of sheets is incomplete")
		}
		if len(r.tabs) >= maxTabs {
			return bounds.Over("sheets", "工作表数", maxTabs)
		}
		r.tabs = append(r.tabs, t)
	}
	return nil
}

// style joins the cell formats with the number formats they name.
func (r *reader) style() {
	formats := map[int]*sheet.Format{}
	for _, x := range r.xfs {
		f, met := formats[x.format]
		if !met {
			code, own := r.codes[x.format]
			if !own {
				code = sheet.BuiltinFormat(x.format)
			}
			if f = sheet.ParseFormat(code, r.by1904); f.Plain() {
				f = nil
			}
			formats[x.format] = f
		}
		r.styles = append(r.styles, style{f, x.ruled})
	}
}

// styleOf is the style with an index; the default for a wrong one.
func (r *reader) styleOf(index int) style {
	if index < len(r.styles) {
		return r.styles[index]
	}
	return style{}
}
