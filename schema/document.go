package schema

// A Document is one file after reading, free of its format: what stands in it,
// in order, and where. Readers make it, recognize consumes it. A reader never
// interprets: texts are verbatim (entities decoded, runs joined), blanks stay.
type Document struct {
	Format  string  // name of the format that read it: "docx", "html", …
	Charset string  // for text formats: "utf-8", "gb18030", "utf-16le", …
	Title   string  // title in the metadata (html <title>), never proof by itself
	Blocks  []Block // in reading order
	Notes   []Note  // what the reader noticed and an analyst should know
}

// A Block is a paragraph, or a table when Table is set.
type Block struct {
	Text  string // a paragraph's text; line breaks inside it are '\n'
	Table *Table
	Place Place // Page, Sheet, Line, Table; File is filled in by the caller
}

// A Table is a grid. Cells holds one entry per printed cell, its anchor being
// the top left corner, ordered by row, then column. A grid position covered by
// a span has no entry of its own. Rows may be short: a missing entry is a cell
// that does not exist, unlike an entry with empty text.
type Table struct {
	Rows, Columns int
	Cells         []Cell
	// Loose says that the columns are only what separators or blanks in a text
	// file gave: a cell's column proves nothing about the header above it.
	Loose bool
}

// A Cell is one printed cell of a [Table].
type Cell struct {
	Row, Column         int // 0-based, of the anchor
	RowSpan, ColumnSpan int // at least 1
	Text                string
	Hidden              bool    // in a hidden row, column or sheet
	Inner               []Block // whole content in order, only if a table is nested inside; Text then leaves the nested tables out
	Note                string  // a reader's remark on this cell, e.g. a formula whose sum disagrees with its cached value
	Doubt               Doubt   // why Text may not be what the cell says
	Place               Place
}

// A Note is a reader's remark about a whole document.
type Note struct {
	Code string // stable, lower-case, e.g. "name.extension", "docx.tracked"
	Text string // one sentence in Chinese
	EN   string // the same in English
}

// Paragraph returns a paragraph block.
func Paragraph(text string, place Place) Block { return Block{Text: text, Place: place} }
