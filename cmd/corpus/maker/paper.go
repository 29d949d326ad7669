package maker

import "strings"

// A Style says what a block of a paper is.
type Style uint8

// The styles.
const (
	TitleLine Style = iota
	HeadingLine
	Body
	ClosingLine
	TableBlock
)

// A Block is one paragraph, or a table where Grid is set.
type Block struct {
	Style Style
	Text  string // may hold '\n', a line break inside the paragraph
	Grid  *Grid
}

// Paper lays the report out in reading order: what every writer prints.
func (r *Report) Paper() []Block {
	var out []Block
	add := func(s Style, text string) { out = append(out, Block{Style: s, Text: text}) }
	for _, line := range r.Title {
		add(TitleLine, line)
	}
	for _, p := range r.Opening {
		add(Body, p.Text)
	}
	for i := range r.Sections {
		s := &r.Sections[i]
		if s.Missing {
			continue
		}
		if s.Heading != "" {
			add(HeadingLine, s.Heading)
			if s.Doubled {
				add(HeadingLine, s.Heading)
			}
		}
		for _, p := range s.Paragraphs {
			add(Body, p.Text)
		}
		for _, g := range r.Tables(i + 1) {
			out = append(out, Block{Style: TableBlock, Grid: g})
		}
	}
	for _, line := range r.Closing {
		add(ClosingLine, line)
	}
	return out
}

// flat is a cell's text without line breaks, for formats that have none.
func flat(s string) string { return strings.ReplaceAll(s, "\n", " ") }
