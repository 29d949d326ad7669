package recognize

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"huizong/schema"
)

// A piece is one cell of a row, or one word of a text line.
type piece struct {
	raw, plain string
	column     int  // 0-based grid column; of a word its ordinal in the line
	span       int  // grid columns
	continued  bool // anchored in a row above
	value      bool // prints what belongs in a value cell
	note       string
	doubt      schema.Doubt
	place      *schema.Place // in the document, never changed; nil for none
}

// at is where the piece stands.
func (p *piece) at() schema.Place {
	if p.place == nil {
		return schema.Place{}
	}
	return *p.place
}

// blank reports whether nothing is printed in the piece.
func (p *piece) blank() bool { return p.plain == "" }

// word reports whether the piece prints a text that is no value.
func (p *piece) word() bool { return p.plain != "" && !p.value }

// A line is a table row, or one printed line of a paragraph.
type line struct {
	raw, plain string  // raw of a line of text; that of a row is told by printed, and its plain may have to be by joined
	pieces     []piece // asked for by cells: those of a pattern may not be there yet
	table      int     // 1-based number of the table it is a row of, 0 for a paragraph
	loose      bool    // a row whose columns prove nothing
	solo       bool    // a row that prints one text only
	place      schema.Place
	block      int // the block of the document it came from
	skipped    int // printed lines before it that were dropped: page marks
	pattern    patternLineAt
}

// cells are the pieces of the line.
func (l *line) cells() []piece {
	if l.pieces == nil && l.pattern.in != nil {
		l.pieces = l.pattern.pieces()
	}
	return l.pieces
}

// cell is one of the pieces.
func (l *line) cell(k int) piece {
	if l.pieces == nil && l.pattern.in != nil {
		return l.pattern.piece(k)
	}
	return l.pieces[k]
}

// joined is the plain form of all that the line prints.
func (l *line) joined() string {
	if l.plain == "" && l.pattern.in != nil {
		var b strings.Builder
		for i, ps := 0, l.cells(); i < len(ps); i++ {
			if !ps[i].continued {
				b.WriteString(ps[i].plain)
			}
		}
		l.plain = b.String()
	}
	return l.plain
}

// printed is the text of the line as it stands in the document; the cells of a row
// are parted by tabs.
func (l *line) printed() string {
	if l.row() {
		return joinRaw(l.cells())
	}
	return l.raw
}

// row reports whether the line is a table row.
func (l *line) row() bool { return l.table > 0 }

// anchored is the number of cells that begin in the row.
func (l *line) anchored() (n int) {
	for i, ps := 0, l.cells(); i < len(ps); i++ {
		if !ps[i].continued {
			n++
		}
	}
	return n
}

// text reports whether the line can be prose or a heading: a paragraph's line,
// or a row that prints one text only.
func (l *line) text() bool { return l.table == 0 || l.solo }

// longer reports whether a text has more than n characters; it counts only where
// the bytes do not tell.
func longer(s string, n int) bool {
	return len(s) > n && (len(s) > utf8.UTFMax*n || utf8.RuneCountInString(s) > n)
}

// unfold lays a document out as lines: the rows of its tables and the lines of
// everything else. Layout tables are opened; page marks and hidden cells are
// dropped. The lines are the unfolder's until it is emptied.
func (u *unfolder) unfold(doc *schema.Document) []line {
	u.lines = slices.Grow(u.lines, len(doc.Blocks)+linesAtOnce)
	u.blocks(doc.Blocks)
	return u.lines
}

// What a report of the form takes, roughly: rows, cells with those carried down,
// and lines of text.
const (
	linesAtOnce  = 64
	piecesAtOnce = 768
	placesAtOnce = 64
)

// An unfolder lays one document out after the other, in the same memory.
type unfolder struct {
	lines []line
	parts []string // of the line of text at hand
	met   *patterns
	memory
	laying
}

// A memory is what the lines of a document, and what is collected from them, take.
type memory struct {
	pieces    room[piece]
	places    room[schema.Place]
	fragments room[fragment]
	runs      room[run]
	key       []byte // what patterns are asked with
}

func (m *memory) empty() {
	m.pieces.empty()
	m.places.empty()
	m.fragments.empty()
	m.runs.empty()
}

// laying is what is known of the document at hand.
type laying struct {
	paper     paper
	tables    int
	block     int
	skipped   int
	stretches []stretch
	stamped   bool // the title that a browser prints on every page was met
}

var unfolders = sync.Pool{New: func() any { return &unfolder{memory: *newMemory()} }}

func newMemory() *memory {
	return &memory{pieces: room[piece]{size: piecesAtOnce}, places: room[schema.Place]{size: placesAtOnce},
		fragments: room[fragment]{size: 4 * fragmentsAtOnce}, runs: room[run]{size: 4 * runsAtOnce}}
}

// empty forgets the document, and keeps the memory that it took.
func (u *unfolder) empty() {
	clear(u.lines)
	u.lines = u.lines[:0]
	u.memory.empty()
	clear(u.parts[:cap(u.parts)])
	u.laying = laying{}
}

// at keeps a place that pieces point to.
func (u *unfolder) at(place schema.Place) *schema.Place {
	kept := append(u.places.take(1), place)
	return &kept[0]
}

func (u *unfolder) add(l line) {
	l.skipped, u.skipped = u.skipped, 0
	u.lines = append(u.lines, l)
}

func (u *unfolder) blocks(blocks []schema.Block) {
	for i := range blocks {
		u.block++
		if b := &blocks[i]; b.Table != nil {
			u.table(b.Table)
		} else {
			u.paragraph(b.Text, b.Place)
		}
	}
}

// paragraph takes the lines of a paragraph; each counts one further line of a
// text file, or they all stand on the line of the paragraph.
func (u *unfolder) paragraph(text string, place schema.Place) {
	for n := 0; ; n++ {
		s, rest, more := strings.Cut(text, "\n")
		at := place
		if at.Line > 0 {
			at.Line += n
		}
		u.textLine(s, at)
		if text = rest; !more {
			return
		}
	}
}

func (u *unfolder) textLine(s string, place schema.Place) {
	p := u.paper.plain(s)
	pipes := strings.IndexByte(p, '|') >= 0
	if pipes {
		s, p = strings.Map(pipeToBlank, s), strings.ReplaceAll(p, "|", "")
	}
	if title, cut := withoutStamp(s); cut {
		if u.stamped {
			u.skipped++
			return
		}
		u.stamped = true
		s, p = title, plain(title)
	}
	if isPageMark(p) || isPrintedBelow(s) {
		u.skipped++
		return
	}
	if p == "" {
		if strings.TrimSpace(s) != "" || pipes {
			u.skipped++
		}
		return
	}
	l := line{raw: s, plain: p, place: place, block: u.block}
	if longer(p, longestLabel) && strings.Contains(p, "。") {
		l.pieces = append(u.pieces.take(1), piece{raw: s, plain: p, span: 1, place: u.at(place)}) // prose: nobody asks for its words
		u.add(l)
		return
	}
	l.pieces = u.words(s, u.at(place))
	if values := countValues(l.pieces); values < crowded || 3*values < len(l.pieces) {
		u.add(l)
		return
	}
	u.crowd(l)
}

// crowded is how many values on one line of text are more than a row of table
// three has with its sub-total, or half of one of table four: a line that holds
// as many may hold several rows.
const crowded = 9

func countValues(ps []piece) int {
	n := 0
	for i := range ps {
		if ps[i].value {
			n++
		}
	}
	return n
}

// crowd cuts a line on which several rows run together: a word behind values
// begins a new one, and so does a word that only a table has.
func (u *unfolder) crowd(l line) {
	from := 0
	for k := 1; k <= len(l.pieces); k++ {
		if k < len(l.pieces) && !(l.pieces[k].word() && (l.pieces[k-1].value || isTableWord(l.pieces[k].plain))) {
			continue
		}
		part := line{pieces: l.pieces[from:k], place: l.place, block: l.block}
		part.raw, part.plain = joinRaw(part.pieces), u.joinPlain(part.pieces)
		u.add(part)
		from = k
	}
}

// pipeToBlank frees a text line of pipes that no reader took for separators.
func pipeToBlank(r rune) rune {
	if r == '|' || r == '｜' || punctuation[r] == '|' {
		return ' '
	}
	return r
}

// isTableWord reports whether a word is a header or a label of the form.
func isTableWord(p string) bool {
	if _, ok := leafWords[p]; ok {
		return true
	}
	return outcomeOf(p) >= 0 || signOf(p) != schema.NoTable
}

var withoutPageWords = strings.NewReplacer("第", "", "页", "", "共", "", "/", "", "-", "", ",", "", "(", "", ")", "")

// isPageMark reports whether a plain text is a printed page number: -4-,
// 第3页, 第3页共9页, 3/9页, 3/9, Page3of9. A bare number is not told here.
func isPageMark(p string) bool {
	if len(p) > 40 {
		return false
	}
	if len(p) > 2 && p[0] == '-' && p[len(p)-1] == '-' {
		return isDigits(strings.Trim(p, "-"))
	}
	if page, of, ok := strings.Cut(p, "/"); ok && isDigits(page) && isDigits(of) && len(of) <= 3 {
		return digitsValue(page) <= digitsValue(of)
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(p), "page"); ok {
		page, of, _ := strings.Cut(rest, "of")
		return isDigits(page) && (of == "" || isDigits(of))
	}
	if !strings.Contains(p, "页") && !strings.HasPrefix(p, "第") {
		return false
	}
	return isDigits(withoutPageWords.Replace(p)) && strings.Contains(p, "页")
}

// words cuts a text line at its blanks.
func (u *unfolder) words(s string, place *schema.Place) []piece {
	u.parts = u.parts[:0]
	for w := range strings.FieldsFuncSeq(s, isBlank) {
		u.parts = append(u.parts, w)
	}
	out := u.pieces.take(len(u.parts))
	for _, w := range u.parts {
		if p := plain(w); p != "" {
			out = append(out, piece{raw: w, plain: p, column: len(out), span: 1, value: valueLike(w), place: place})
		}
	}
	return out
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// table lays out a table, or opens it where it only places text: when tables
// stand inside its cells and its own cells are not the form's.
func (u *unfolder) table(t *schema.Table) {
	nested := false
	for i := range t.Cells {
		nested = nested || t.Cells[i].Inner != nil
	}
	if nested && !isFormTable(t) {
		u.open(t)
		return
	}
	u.tables++
	u.rows(t, u.tables)
	for i := range t.Cells {
		for j := range t.Cells[i].Inner {
			if b := &t.Cells[i].Inner[j]; b.Table != nil {
				u.table(b.Table)
			}
		}
	}
}

// open treats a layout table as the blocks that its cells hold.
func (u *unfolder) open(t *schema.Table) {
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Inner != nil {
			u.blocks(c.Inner)
			continue
		}
		u.block++
		u.paragraph(c.Text, c.Place)
	}
}

// isFormTable reports whether a table's own cells hold rows of the form, so
// that a table nested in one of them does not make it a layout table.
func isFormTable(t *schema.Table) bool {
	hits := 0
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Inner == nil && len(c.Text) < 300 && signOf(plain(c.Text)) != schema.NoTable {
			hits++
		}
	}
	return hits >= 3
}

// maxSpan bounds the rows that one cell is carried into: the form has 26 rows
// a table, and an absurd span must cost nothing.
const maxSpan = 64

// rows lays out the grid row by row; each row knows the cells that reach into
// it from above.
func (u *unfolder) rows(t *schema.Table, number int) {
	for cells := t.Cells; len(cells) > 0; {
		n, rows := stretchOf(cells)
		if u.met != nil && rows >= fewestRows {
			u.stretch(cells[:n], number, t.Loose)
		} else {
			n = untilClosed(cells)
			u.layOut(cells[:n], number, t.Loose)
		}
		cells = cells[n:]
	}
}

// layOut lays out rows that no cell reaches into from above.
func (u *unfolder) layOut(cells []schema.Cell, number int, loose bool) {
	var above []carried
	for i := 0; i < len(cells); {
		r, end := cells[i].Row, i
		for end < len(cells) && cells[end].Row == r {
			end++
		}
		above = reaching(above, r)
		pieces := u.pieces.take(len(above) + end - i)
		for k := range above {
			pieces = append(pieces, above[k].piece)
		}
		for ; i < end; i++ {
			c := &cells[i]
			if c.Hidden {
				continue
			}
			pieces = append(pieces, piece{raw: c.Text, plain: u.paper.plain(c.Text), column: c.Column, span: max(c.ColumnSpan, 1),
				value: c.Doubt != schema.Certain || valueLike(c.Text), note: c.Note, doubt: c.Doubt, place: &c.Place})
			if c.RowSpan > 1 {
				p := pieces[len(pieces)-1]
				p.continued = true
				above = append(above, carried{p, r + min(c.RowSpan, maxSpan)})
			}
		}
		sortPieces(pieces)
		u.row(pieces, number, loose)
	}
}

// A carried piece reaches into the rows below its own, down to before end.
type carried struct {
	piece
	end int
}

// mostCarried is how many cells of one row may come from above: no row of the
// form has more.
const mostCarried = 32

// reaching keeps the carried pieces that reach into row r.
func reaching(above []carried, r int) []carried {
	rest := above[:0]
	for i := range above {
		if above[i].end > r && len(rest) < mostCarried {
			rest = append(rest, above[i])
		}
	}
	return rest
}

// sortPieces orders by column; rows are short and nearly in order.
func sortPieces(ps []piece) {
	if len(ps) > 2*mostCarried {
		slices.SortStableFunc(ps, func(a, b piece) int { return a.column - b.column })
		return
	}
	for i := range ps {
		for k := i; k > 0 && ps[k-1].column > ps[k].column; k-- {
			ps[k-1], ps[k] = ps[k], ps[k-1]
		}
	}
}

// row adds one table row. A row of a single cell, or of one long text among
// blanks, is a paragraph: sheets and layout tables write prose so.
func (u *unfolder) row(pieces []piece, number int, loose bool) {
	if len(pieces) == 0 {
		return
	}
	u.block++
	only, printed, values, long, doubtful := -1, 0, 0, false, false
	for i := range pieces {
		p := &pieces[i]
		if p.continued || p.blank() {
			continue
		}
		printed++
		only = i
		if p.value {
			values++
		}
		long = long || longer(p.plain, longestLabel)
		doubtful = doubtful || p.doubt != schema.Certain
	}
	switch {
	case doubtful: // prose knows no doubt
	case printed == 1 && (len(pieces) == 1 || long || isHeading(pieces[only].plain)):
		u.paragraph(pieces[only].raw, pieces[only].at())
		return
	case long && values < 3:
		for i := range pieces {
			if !pieces[i].continued {
				u.paragraph(pieces[i].raw, pieces[i].at())
			}
		}
		return
	}
	l := line{pieces: pieces, table: number, loose: loose, block: u.block, place: pieces[0].at()}
	l.solo = printed == 1 && !pieces[only].value
	l.plain = u.joinPlain(pieces)
	u.add(l)
}

// longestLabel, in characters, is more than any label of the form takes: a
// cell that prints more is prose.
const longestLabel = 90

// joinRaw is what the cells of a row print, parted by tabs.
func joinRaw(ps []piece) string {
	var b strings.Builder
	for i := range ps {
		if ps[i].continued || ps[i].blank() {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(strings.TrimSpace(ps[i].raw))
	}
	return b.String()
}

// joinPlain is the plain form of what the cells of a row print.
func (u *unfolder) joinPlain(ps []piece) string {
	n := 0
	for i := range ps {
		n += len(ps[i].plain)
	}
	from := u.paper.begin(n)
	for i := range ps {
		if !ps[i].continued {
			u.paper.WriteString(ps[i].plain)
		}
	}
	return u.paper.since(from)
}
