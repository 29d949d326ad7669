// Package sheet folds worksheets into documents. The spreadsheet readers say
// what stands in each cell; this package decides, the same way for all of
// them, which rows are paragraphs and which are tables, how a number prints,
// and whether a sum says what its cells say.
//
// The one thing to know: nothing here touches a value with binary floating
// point. A stored number is a string of decimal digits from the first byte on.
package sheet

import (
	"strings"

	"huizong/pipeline/read/bounds"
	"huizong/schema"
)

// A Workbook is what a spreadsheet reader found, before folding.
type Workbook struct {
	Format  string // "xlsx", "xls"
	Charset string // of old files that have a code page, "" otherwise
	Title   string
	Sheets  []Sheet // in the order of their tabs
	Notes   []schema.Note
}

// A Sheet is one worksheet. Positions without content have no cell.
type Sheet struct {
	Name          string
	Hidden        bool
	Cells         []Cell
	Rows          []Row // rows about which nothing is said may be missing
	HiddenColumns []Span
	RuledColumns  []Span // whose own style has borders: it holds for cells that are not stored
	Merges        []Range
	Boxes         []Box
	Pictures      int // drawn pictures, which nobody reads
}

// A Cell is one worksheet cell with content.
type Cell struct {
	Ref
	Text    string // as printed
	Number  string // plain decimal digits as stored, "" unless the cell is numeric
	Note    string
	Formula Sum  // nil unless the cell is a plain sum
	Bare    bool // a formula without a cached value
}

// A Row says what is known about a row besides its cells.
type Row struct {
	Index  int // 0-based
	Hidden bool
	Ruled  []Span // runs of stored cells with a border at their left or right
	Plain  []Span // runs of stored cells without, needed only where columns are ruled
}

// A Span is a run of columns, both ends included.
type Span struct{ First, Last int }

// A Box is a text box that floats over a sheet.
type Box struct {
	Ref  // the cell under its top left corner
	Text string
}

// maxIdleRows is how many ruled rows without content in a row are kept; sheets
// that were ruled to their end hold a million.
const maxIdleRows = 4096

// AddRow appends what is known of a row, unless that is nothing. Rows come in
// order; idle counts the rows since the last one with content.
func (s *Sheet) AddRow(r Row, idle int) {
	if (r.Hidden || len(r.Ruled) > 0 || len(s.RuledColumns) > 0) && idle <= maxIdleRows {
		s.Rows = append(s.Rows, r)
	}
}

// Store says that the file stores a cell at column, and whether it has a border
// at its left or right.
func (r *Row) Store(column int, ruled bool) {
	spans := &r.Plain
	if ruled {
		spans = &r.Ruled
	}
	if n := len(*spans); n > 0 && (*spans)[n-1].Last == column-1 {
		(*spans)[n-1].Last = column
		return
	}
	*spans = append(*spans, Span{column, column})
}

// Document folds the sheets in order. Refusals are *[bounds.Refusal]: a bound
// that was met, or [bounds.Empty] when no cell of any sheet has content, or
// [bounds.Scanned] when there are only pictures.
func (w *Workbook) Document(b bounds.Bounds) (*schema.Document, error) {
	f := &folder{
		bounds: b,
		doc:    &schema.Document{Format: w.Format, Charset: w.Charset, Title: w.Title, Notes: w.Notes},
	}
	full := 0
	for i := range w.Sheets {
		if len(w.Sheets[i].Cells)+len(w.Sheets[i].Boxes) > 0 {
			full++
		}
	}
	f.several = full > 1
	for i := range w.Sheets {
		if err := f.sheet(&w.Sheets[i]); err != nil {
			return nil, err
		}
	}
	if len(f.doc.Blocks) == 0 || !f.printed && len(f.pictured) > 0 {
		return nil, f.nothing()
	}
	f.notes()
	return f.doc, nil
}

func (f *folder) nothing() *bounds.Refusal {
	if len(f.pictured) > 0 {
		return &bounds.Refusal{Code: bounds.Scanned,
			Text: "工作簿里只有图片，没有可读取的单元格，请报送填写了文字和数字的表格",
			EN:   "the workbook holds only pictures; send a file whose cells are filled in"}
	}
	return &bounds.Refusal{Code: bounds.Empty,
		Text: "工作簿没有任何内容，请核对后重新报送",
		EN:   "the workbook has no content; check the file and send it again"}
}

// squeeze drops white space, to compare what two texts say.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
