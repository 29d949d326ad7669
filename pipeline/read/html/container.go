package html

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"huizong/pipeline/read/text/lines"
	"huizong/schema"
)

// A container collects the paragraphs and tables of the page, or of one cell.
type container struct {
	page   *page
	blocks []schema.Block
	nested bool // holds a table

	buffer   []byte    // the paragraph at hand
	last     rune      // its last character, 0 at the start of a line
	pending  blankness // white space met since
	parted   bool      // a raised or lowered text begins or ends here
	verbatim bool      // white space in it stays
}

// newContainer is for a cell that begins; that of one that has ended is used
// again.
func (p *page) newContainer() *container {
	n := len(p.idle)
	if n == 0 {
		return &container{page: p}
	}
	c := p.idle[n-1]
	p.idle = p.idle[:n-1]
	*c = container{page: p, blocks: c.blocks[:0], buffer: c.buffer[:0]}
	return c
}

type blankness uint8

const (
	noBlank blankness = iota
	someBlank
	blankWithLineEnd
)

// write adds text. White space is one blank, none at the ends of a line, and
// none between two wide characters that only a line end in the file parts: so
// browsers print it, and Word cuts lines anywhere. Text as it stands keeps all.
func (c *container) write(text []byte, verbatim bool) {
	if verbatim {
		if len(c.buffer) == 0 {
			text = bytes.TrimPrefix(text, []byte{'\n'})
		}
		c.verbatim = true
		c.buffer = append(c.buffer, text...)
		return
	}
	for len(text) > 0 {
		if class[text[0]]&space != 0 {
			if text[0] == '\n' || text[0] == '\r' {
				c.pending = blankWithLineEnd
			}
			c.pending = max(c.pending, someBlank)
			text = text[1:]
			continue
		}
		n := 1
		for n < len(text) && class[text[n]]&space == 0 {
			n++
		}
		if c.pending != noBlank || c.parted {
			first, _ := utf8.DecodeRune(text)
			c.between(first)
			c.pending, c.parted = noBlank, false
		}
		c.buffer = append(c.buffer, text[:n]...)
		c.last, _ = utf8.DecodeLastRune(text[:n])
		text = text[n:]
	}
}

// between writes the blank that parts the last character and the next one.
func (c *container) between(next rune) {
	switch {
	case c.last == 0:
	case c.pending == someBlank, c.pending == blankWithLineEnd && !(wide(c.last) && wide(next)),
		c.parted && unicode.IsDigit(c.last) && unicode.IsDigit(next): // 17 with a footnote mark 1 is not 171
		c.buffer = append(c.buffer, ' ')
	}
}

// wide reports whether a character is two columns wide: Chinese, and the
// punctuation that goes with it.
func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0xFFEF && r != utf8.RuneError || r >= 0x20000 && r <= 0x3FFFF
}

// begin makes what comes next begin a paragraph, or a line of text as it stands.
func (c *container) begin() {
	switch {
	case c.page.verbatim == nil || !c.verbatim:
		c.flush()
	case len(c.buffer) > 0 && c.buffer[len(c.buffer)-1] != '\n':
		c.buffer = append(c.buffer, '\n')
	}
}

// lineEnd is a br.
func (c *container) lineEnd() {
	c.buffer = append(c.buffer, '\n')
	c.last, c.pending = 0, noBlank
}

// part marks where raised or lowered text begins or ends.
func (c *container) part() { c.parted = true }

// flush ends the paragraph at hand. One that prints nothing is dropped.
func (c *container) flush() {
	s, verbatim := c.buffer, c.verbatim
	c.buffer = c.buffer[:0]
	c.last, c.pending, c.parted, c.verbatim = 0, noBlank, false, false
	if len(s) == 0 || len(bytes.TrimLeftFunc(s, invisibleRune)) == 0 {
		return
	}
	if verbatim && c.layOut(string(s)) {
		return
	}
	c.add(schema.Paragraph(c.page.texts.Keep(bytes.Trim(s, "\n")), schema.Place{}))
}

// layOut takes preformatted text for lines of a text file: always outside
// tables, and in a cell when there are rows in it.
func (c *container) layOut(s string) bool {
	laid, err := lines.Blocks(s, 0, c.page.bounds)
	if err != nil {
		return false
	}
	rows := 0
	for i := range laid {
		if t := laid[i].Table; t != nil {
			rows = max(rows, t.Rows)
		}
	}
	if c != &c.page.body && rows < leastRows {
		return false
	}
	c.nested = c.nested || rows > 0
	c.add(laid...)
	return true
}

// leastRows is how many rows make a table of preformatted text in a cell.
const leastRows = 3

func invisibleRune(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

func (c *container) add(blocks ...schema.Block) {
	c.page.blocks += len(blocks)
	c.blocks = append(c.blocks, blocks...)
}

// words is the text of the container without nested tables, a paragraph a line.
func (c *container) words() string {
	if len(c.blocks) == 1 && c.blocks[0].Table == nil {
		return c.blocks[0].Text
	}
	var b strings.Builder
	for i := range c.blocks {
		if c.blocks[i].Table != nil {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(c.blocks[i].Text)
	}
	return b.String()
}
