package maker

import (
	"fmt"
	"strings"
)

// Fixed-layout formats share one small typesetter: A4, one font, lengths in
// hundredths of a point, measured from the top left corner.
const (
	pageWidth, pageHeight = 59500, 84200
	pageMargin            = 6000
	textWidth             = pageWidth - 2*pageMargin
	cellPadding           = 200
)

// A leaf is one page: texts at their base lines, and ruling lines.
type leaf struct {
	texts []placed
	rules []rule
	drawn map[rule]bool
}

type placed struct {
	x, y, size int
	text       string
}

type rule struct{ x1, y1, x2, y2 int }

func (l *leaf) rule(r rule) {
	if !l.drawn[r] {
		l.drawn[r] = true
		l.rules = append(l.rules, r)
	}
}

// A typesetter fills pages from top to bottom.
type typesetter struct {
	leaves []*leaf
	y      int
	repeat bool // print the header rows again on the next page
}

// typeset lays a report out on pages.
func typeset(r *Report, repeat bool) []*leaf {
	t := &typesetter{repeat: repeat}
	t.turn()
	for _, b := range r.Paper() {
		switch {
		case b.Grid != nil:
			t.table(b.Grid)
		case b.Style == TitleLine:
			t.lines(wrap(b.Text, 1800, textWidth), 1800, true)
		case b.Style == HeadingLine:
			t.lines(wrap(b.Text, 1400, textWidth), 1400, false)
		default:
			t.lines(wrap("　　"+b.Text, 1200, textWidth), 1200, false)
		}
	}
	for i, l := range t.leaves {
		number := fmt.Sprintf("- %d -", i+1)
		l.texts = append(l.texts, placed{(pageWidth - width(number, 1000)) / 2, pageHeight - 3500, 1000, number})
	}
	return t.leaves
}

// turn begins a new page.
func (t *typesetter) turn() {
	t.leaves = append(t.leaves, &leaf{drawn: map[rule]bool{}})
	t.y = pageMargin
}

func (t *typesetter) page() *leaf { return t.leaves[len(t.leaves)-1] }

func (t *typesetter) lines(lines []string, size int, centred bool) {
	for _, s := range lines {
		if t.y+size*2 > pageHeight-pageMargin {
			t.turn()
		}
		x := pageMargin
		if centred {
			x = (pageWidth - width(s, size)) / 2
		}
		t.page().texts = append(t.page().texts, placed{x, t.y + size, size, s})
		t.y += size * 3 / 2
	}
}

// width of a text: Chinese characters are square, others half as wide.
func width(s string, size int) int {
	w := 0
	for _, c := range s {
		w += advance(c, size)
	}
	return w
}

func advance(c rune, size int) int {
	if c < 0x2E80 && c != '“' && c != '”' && c != '‘' && c != '’' && c != '—' && c != '×' && c != '…' {
		return size / 2
	}
	return size
}

// wrap breaks a text into lines that are no wider than the room there is.
// Digits and letters in a row stay together where they can.
func wrap(text string, size, room int) []string {
	var out []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, used := []rune(nil), 0
		for _, c := range paragraph {
			if used+advance(c, size) > room && len(line) > 0 {
				keep := line
				var carried []rune
				if c < 0x80 && c != ' ' {
					for n := len(keep); n > 1 && keep[n-1] < 0x80 && keep[n-1] != ' '; n = len(keep) {
						carried = append([]rune{keep[n-1]}, carried...)
						keep = keep[:n-1]
					}
				}
				out = append(out, string(keep))
				line = append([]rune(nil), carried...)
				used = width(string(line), size)
			}
			line, used = append(line, c), used+advance(c, size)
		}
		out = append(out, string(line))
	}
	return out
}
