package lines

import (
	"strings"
	"unicode/utf8"
)

// pipes part cells; junctions part the cells of a line through which a ruling
// runs.
const (
	pipes     = "|｜│┃║"
	junctions = "├┤┼┌┐└┘┬┴╠╣╬╔╗╚╝╦╩┣┫╋┏┓┗┛┳┻"
	dashes    = "-=─━═"
)

func hasPipe(l *line) bool {
	if l.signs&pipeSign == 0 {
		return false
	}
	s := l.text
	return strings.IndexByte(s, '|') >= 0 || strings.Contains(s, "｜") || mayBeDrawn(s) && strings.ContainsAny(s, pipes)
}

// mayBeDrawn reports whether a line may hold signs of Unicode's box drawing,
// U+2500 to U+257F: most lines are told by two bytes that they do not hold.
func mayBeDrawn(s string) bool {
	return strings.Contains(s, "\xE2\x94") || strings.Contains(s, "\xE2\x95")
}

// isBorder reports whether a line is a ruling drawn with characters: dashes
// with junctions, and nothing else.
func isBorder(l *line) bool {
	if l.signs&dashSign == 0 || l.signs&pipeSign == 0 {
		return false
	}
	dash, junction := false, false
	for _, r := range l.text {
		switch {
		case r >= utf8.RuneSelf && r < 0x2500, r > '\u3000' && r < '｜':
			return false // as prose
		case strings.ContainsRune(dashes, r):
			dash = true
		case r == '+' || strings.ContainsRune(junctions, r):
			junction = true
		case r == ':' || r == ' ' || r == '\u3000' || strings.ContainsRune(pipes, r):
		default:
			return false
		}
	}
	return dash && junction
}

// cutPipes cuts a line at its pipes, and gives the parts without the blanks
// around them: one more than there are pipes.
func (c *cutter) cutPipes(l *line) []string {
	s, m := l.text, c.markdown
	drawn := mayBeDrawn(s) && strings.ContainsAny(s, junctions) || strings.Contains(s, "+--") || strings.Contains(s, "--+")
	cells := c.cells(1 + strings.Count(s, "|"))
	add := func(part string) {
		part = strings.Trim(part, " \t\u3000\u00a0")
		if drawn && strings.Trim(part, dashes) == "" {
			part = ""
		}
		cells = append(cells, strings.TrimSpace(m.tidy(part, l.signs)))
	}
	start := 0
	for i, r := range s {
		switch {
		case !mayPart(r):
			continue
		case strings.ContainsRune(pipes, r):
			if m.on && i > 0 && s[i-1] == '\\' {
				continue
			}
		case drawn && strings.ContainsRune(junctions, r):
		case drawn && r == '+' && (strings.HasPrefix(s[i+1:], "--") || strings.HasSuffix(s[:i], "--")):
		default:
			continue
		}
		add(s[start:i])
		start = i + utf8.RuneLen(r)
	}
	add(s[start:])
	return cells
}

// mayPart reports whether a character may be a pipe or a junction: most are told
// by their number that they are none.
func mayPart(r rune) bool {
	return r == '|' || r == '+' || r == '｜' || r >= 0x2500 && r <= 0x257F
}

// printed counts the cells that print something.
func (it *item) printed() int {
	n := 0
	for _, c := range it.cells {
		if c != "" {
			n++
		}
	}
	return n
}

func (it *item) piped() bool  { return it.kind == row && it.sep == '|' }
func (it *item) opened() bool { return it.piped() && it.cells[0] == "" }
func (it *item) closed() bool { return it.piped() && it.cells[len(it.cells)-1] == "" }

func anyOf(items []item, is func(*item) bool) bool {
	for i := range items {
		if is(&items[i]) {
			return true
		}
	}
	return false
}

// lone is a pipe with nothing beside it.
func (it *item) lone() bool { return it.piped() && len(it.cells) == 2 && it.printed() == 0 }

// takeLone takes the lone pipes out of runs of rows. Where they begin rows they
// go; where they end rows, pushed to the next line, they close them.
func takeLone(items []item) []item {
	if !anyOf(items, (*item).lone) {
		return items
	}
	out := make([]item, 0, len(items))
	for i := 0; i < len(items); {
		if !items[i].piped() {
			out = append(out, items[i])
			i++
			continue
		}
		to, rows, single := i, 0, 0
		for ; to < len(items) && (items[to].piped() || items[to].kind == blank); to++ {
			switch n := items[to].printed(); {
			case n > 1:
				rows++
			case n == 1 && len(items[to].cells) <= 3:
				single++
			}
		}
		run := items[i:to]
		if rows < single || rows == 0 {
			out = append(out, run...)
		} else {
			out = append(out, withoutLone(run)...)
		}
		i = to
	}
	return out
}

func withoutLone(run []item) (out []item) {
	begin := run[0].lone()
	for i := range run {
		if !run[i].lone() {
			out = append(out, run[i])
			continue
		}
		if n := len(out); !begin && n > 0 && out[n-1].piped() {
			out[n-1].cells = append(out[n-1].cells, "")
		}
	}
	return out
}

// longestWrap is how many lines one row between pipes may take.
const longestWrap = 10

// closeRows joins the lines of a row that begins with a pipe and does not end
// with one, where rows as a rule do both: a label was wrapped inside its cell.
func closeRows(items []item) []item {
	begun, both := 0, 0
	for i := range items {
		if items[i].opened() && items[i].printed() > 1 {
			begun++
			if items[i].closed() {
				both++
			}
		}
	}
	if begun == 0 || both*2 < begun {
		return items
	}
	out := items[:0]
	for i := 0; i < len(items); i++ {
		it := items[i]
		if it.opened() && !it.closed() {
			if whole, n := wrapped(items[i:]); n > 1 {
				it, i = whole, i+n-1
			}
		}
		out = append(out, it)
	}
	return out
}

// wrapped joins the first item with those that go on in it; n is how many, 1 if
// the row is not closed soon.
func wrapped(items []item) (whole item, n int) {
	whole = items[0]
	whole.cells = append([]string(nil), whole.cells...)
	for n = 1; n < len(items) && n < longestWrap; n++ {
		next := &items[n]
		last := len(whole.cells) - 1
		switch {
		case next.lone():
			whole.cells = append(whole.cells, "")
			return whole, n + 1
		case next.kind == paragraph:
			whole.cells[last] += "\n" + next.text
		case next.piped() && !next.opened():
			whole.cells[last] += "\n" + next.cells[0]
			whole.cells = append(whole.cells, next.cells[1:]...)
			if whole.closed() {
				return whole, n + 1
			}
		default:
			return items[0], 1
		}
	}
	return items[0], 1
}
