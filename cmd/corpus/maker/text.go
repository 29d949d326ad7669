package maker

import (
	"strings"

	"huizong/schema"
)

// A TextLayout is one way in which tables have been met once turned to text.
type TextLayout string

// The layouts, by the numbers of the list of real ones where they have one.
const (
	Tabs         TextLayout = "tab"          // 1: tab rows, merged cells as blanks
	TabsRagged   TextLayout = "tab-ragged"   // 瓦岗寨乡 2023: values do not stand under their headers
	Pipes        TextLayout = "pipe"         // 2: pipe rows, merged width as trailing ||
	LeadingPipe  TextLayout = "pipe-leading" // 3
	CellLines    TextLayout = "cell-lines"   // 4: one cell per line, blank lines between
	CellPipes    TextLayout = "cell-pipes"   // 5: one cell per line ending in " |", padding "|||" on its own line
	LonePipe     TextLayout = "lone-pipe"    // 6: a row opened by a lone |
	AlternateBar TextLayout = "alternate"    // 7: cell and | on alternate lines
	Blanks       TextLayout = "blanks"       // 8: cells parted by spaces
	Glued        TextLayout = "glued"        // 9: 规章000
	Deduplicated TextLayout = "deduplicated" // 10: every repeated line removed
	NoTables     TextLayout = "no-tables"    // 11: the tables were images
	PushedPipe   TextLayout = "pushed-pipe"  // 13: the row's last | pushed to the next line
	Metadata     TextLayout = "metadata"     // 14: breadcrumbs and metadata before the title, tab rows
	Detached     TextLayout = "detached"     // PDF: labels and the row of numbers on lines of their own
)

// TextLayouts lists all layouts.
var TextLayouts = []TextLayout{Tabs, TabsRagged, Pipes, LeadingPipe, CellLines, CellPipes, LonePipe, AlternateBar,
	Blanks, Glued, Deduplicated, NoTables, PushedPipe, Metadata, Detached}

// Loses reports whether figures cannot be told from the text any more: they
// are there by chance or not at all.
func (l TextLayout) Loses() bool {
	return l == Glued || l == Deduplicated || l == NoTables
}

// rowsOf lays a grid out as text cells. full keeps one cell for every column
// (covered ones empty); otherwise only printed cells are kept.
func rowsOf(g *Grid, full bool) [][]string {
	var out [][]string
	for _, slots := range g.Slots() {
		var line []string
		for _, s := range slots {
			switch {
			case s.Anchor():
				line = append(line, flat(s.Text))
			case full:
				line = append(line, "")
			}
		}
		out = append(out, line)
	}
	return out
}

// Text prints the report as plain text in a layout, lines ended by '\n'.
func (r *Report) Text(layout TextLayout) string {
	var b strings.Builder
	if layout == Metadata {
		b.WriteString("首页 > 政务公开 > 政府信息公开年报\n索 引 号\t" + r.seed[1] + "-2\n发布机构\t" + r.Unit.Name +
			"\n发布日期\t" + r.received + "\n文    号\t无\n\n")
	}
	for _, block := range r.Paper() {
		if block.Grid == nil {
			b.WriteString(block.Text + "\n\n")
			continue
		}
		if layout == NoTables {
			continue
		}
		b.WriteString(textTable(block.Grid, layout))
		b.WriteString("\n")
	}
	if layout == Deduplicated {
		return withoutRepeats(b.String())
	}
	return b.String()
}

func textTable(g *Grid, layout TextLayout) string {
	var b strings.Builder
	switch layout {
	case Tabs, Metadata:
		for _, row := range rowsOf(g, true) {
			b.WriteString(strings.Join(row, "\t") + "\n")
		}
	case TabsRagged:
		writeRagged(&b, g)
	case Pipes:
		for _, row := range rowsOf(g, true) {
			b.WriteString(pipeRow(row) + "\n")
		}
	case LeadingPipe:
		for _, row := range rowsOf(g, true) {
			b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		}
	case PushedPipe:
		for _, row := range rowsOf(g, true) {
			b.WriteString("| " + strings.Join(row, " | ") + "\n|\n")
		}
	case LonePipe:
		for _, row := range rowsOf(g, true) {
			b.WriteString("|\n" + strings.Join(row, " | ") + " |\n")
		}
	case CellLines, Deduplicated:
		for _, row := range rowsOf(g, false) {
			b.WriteString(strings.Join(row, "\n\n") + "\n\n")
		}
	case CellPipes:
		for _, row := range rowsOf(g, true) {
			writeCellPipes(&b, row)
		}
	case AlternateBar:
		for _, row := range rowsOf(g, false) {
			b.WriteString(strings.Join(row, "\n|\n") + "\n|\n")
		}
	case Blanks:
		for _, row := range rowsOf(g, false) {
			b.WriteString(strings.Join(row, " ") + "\n")
		}
	case Glued:
		for _, row := range rowsOf(g, false) {
			b.WriteString(strings.Join(row, "") + "\n")
		}
	case Detached:
		writeDetached(&b, g)
	}
	return b.String()
}

// pipeRow parts cells by " | "; merged width is trailing bars.
func pipeRow(row []string) string {
	var b strings.Builder
	for i, c := range row {
		switch {
		case i == 0:
			b.WriteString(c)
		case c == "":
			b.WriteString("|")
		default:
			b.WriteString(" | " + c)
		}
	}
	return b.String()
}

func writeCellPipes(b *strings.Builder, row []string) {
	padding := ""
	for _, c := range row {
		if c == "" {
			padding += "|"
			continue
		}
		if padding != "" {
			b.WriteString(padding + "\n")
			padding = ""
		}
		b.WriteString(c + " |\n")
	}
	if padding != "" {
		b.WriteString(padding + "\n")
	}
}

// writeRagged prints table three as 瓦岗寨乡 did in 2023: the figures of
// two-level rows stand one column before those of three-level rows, 3.其他 has
// lost the cell before it, （七）总计 starts flush left. Other tables are regular.
func writeRagged(b *strings.Builder, g *Grid) {
	for y, slots := range g.Slots() {
		line := regular(slots)
		if g.Table == schema.Table3 && y >= 3 {
			line = ragged(slots)
		}
		for len(line) < g.Columns {
			line = append(line, "")
		}
		b.WriteString(strings.Join(line, "\t") + "\n")
	}
}

func regular(slots []Slot) []string {
	var line []string
	for _, s := range slots {
		line = append(line, "")
		if s.Anchor() {
			line[len(line)-1] = flat(s.Text)
		}
	}
	return line
}

func ragged(slots []Slot) []string {
	line := regular(slots)
	switch code := schema.Cells[slots[len(slots)-1].ID].RowCode; {
	case code == "other_rest":
		return append([]string{line[2], ""}, line[3:]...)
	case code == "answered":
		return append([]string{line[1]}, line[3:]...)
	case slots[0].Columns == 3:
		return append(line[:1:1], line[2:]...)
	case slots[1].Columns == 2:
		return append(line[:2:2], line[3:]...)
	}
	return line
}

// writeDetached prints tables as a page turned to text does: group labels on
// lines of their own, a long label over two lines with its figures between.
func writeDetached(b *strings.Builder, g *Grid) {
	for _, row := range g.Rows {
		var labels, figures []string
		for _, c := range row {
			if c.Head {
				labels = append(labels, flat(c.Text))
			} else {
				figures = append(figures, c.Text)
			}
		}
		if len(figures) == 0 {
			b.WriteString(strings.Join(labels, "   ") + "\n")
			continue
		}
		last := len(labels) - 1
		for _, group := range labels[:max(last, 0)] {
			b.WriteString(group + "\n")
		}
		leaf, numbers := []rune(strings.Join(labels[max(last, 0):], "")), strings.Join(figures, "    ")
		if len(leaf) > 15 {
			half := len(leaf)/2 + 1
			b.WriteString("    " + string(leaf[:half]) + "\n" + strings.Repeat(" ", 40) + numbers + "\n    " + string(leaf[half:]) + "\n")
			continue
		}
		b.WriteString("    " + string(leaf) + "    " + numbers + "\n")
	}
}

func withoutRepeats(s string) string {
	seen := map[string]bool{}
	var out []string
	for _, line := range strings.Split(s, "\n") {
		if t := strings.TrimSpace(line); t == "" || !seen[t] {
			seen[t] = true
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
