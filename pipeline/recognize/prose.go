package recognize

import (
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// sections records which of the six sections are there, their sub-items, and
// the prose: every line that is neither a heading nor part of a table.
func (r *reader) sections() {
	starts := map[int]int{} // line → section
	for s, hs := range r.parts.headings {
		sec := &r.report.Sections[s]
		for _, h := range hs {
			starts[h] = s + 1
			if !sec.Found {
				sec.Found, sec.Heading, sec.Place = true, headingText(r.lines[h].printed()), r.lines[h].place
			}
		}
		sec.Headings = len(hs)
	}
	for t := schema.Table2; t <= schema.Table4; t++ {
		r.report.Sections[t].Table = len(r.parts.regions[t]) > 0
	}
	w := &proseWriter{reader: r}
	for i := range r.lines {
		w.line(i, starts[i])
	}
	w.end()
}

// headingText is a heading without the prose that runs on in its line.
func headingText(raw string) string {
	head, _ := runIn(raw)
	return strings.TrimSpace(strings.TrimLeft(head, "# "))
}

// runIn parts a heading from prose that goes on in the same line.
func runIn(raw string) (head, rest string) {
	for _, mark := range []string{"。", "：", ":"} {
		if k := strings.Index(raw, mark); k > 0 {
			if rest = strings.TrimSpace(raw[k+len(mark):]); rest != "" {
				return raw[:k], rest
			}
		}
	}
	return raw, ""
}

// A proseWriter adds paragraphs to the narrative.
type proseWriter struct {
	*reader
	section, block int
	below          bool // the foot of a site's page was met
	ordinals       [7]int
	more           []string // further lines of the last paragraph
}

func (w *proseWriter) line(i, starts int) {
	l := &w.lines[i]
	switch {
	case starts > 0:
		w.section, w.block, w.below = starts, -1, false
		if _, rest := runIn(l.printed()); rest != "" {
			w.add(rest, l)
		}
		return
	case w.parts.inTable(i) || w.title.lines.has(i):
		w.block = -1
		return
	}
	if w.below = w.below || w.section > 4 && isSiteFoot(l.plain); w.below {
		return
	}
	text := strings.TrimSpace(strings.ReplaceAll(l.printed(), "\t", " "))
	if text == "" {
		return
	}
	if len(w.report.Narrative) > 0 && l.block == w.block {
		w.more = append(w.more, text)
	} else {
		w.add(text, l)
		w.block = l.block
	}
	if w.section <= 1 {
		w.subItems(l.plain)
	}
}

// end joins the lines of the last paragraph.
func (w *proseWriter) end() {
	if len(w.more) > 0 {
		last := &w.report.Narrative[len(w.report.Narrative)-1]
		last.Text += "\n" + strings.Join(w.more, "\n")
		w.more = nil
	}
}

func (w *proseWriter) add(text string, l *line) {
	w.end()
	w.ordinals[w.section]++
	heading := ""
	if w.section > 0 {
		heading = w.report.Sections[w.section-1].Heading
	}
	w.report.Narrative = append(w.report.Narrative, schema.NarrativeParagraph{
		Section: w.section, Ordinal: w.ordinals[w.section], Heading: heading, Text: text, Place: l.place})
	if w.section == 1 && w.block == -1 {
		w.subItems(plain(text))
	}
}

// subItems notes the sub-items that a paragraph of section one opens: at its
// beginning, and behind each number in brackets inside it.
func (w *proseWriter) subItems(p string) {
	number := ordinalLength(p)
	w.subItemHead(p[number:], number > 0)
	for at := 0; ; {
		k := strings.IndexByte(p[at:], '(')
		if k < 0 {
			return
		}
		at += k + 1
		if r, size := utf8.DecodeRuneInString(p[at:]); strings.ContainsRune(chineseNumerals, r) && strings.HasPrefix(p[at+size:], ")") {
			w.subItemHead(p[at+size+1:], true)
		}
	}
}

// subItemHead takes what a paragraph opens with for the name of a sub-item if
// it is numbered or short.
func (w *proseWriter) subItemHead(p string, numbered bool) {
	head := headOf(p)
	if longer(head, subItemHead) {
		if !numbered {
			return
		}
		head = string([]rune(head)[:subItemHead])
	}
	for _, m := range subItemWords.all(head) {
		w.report.SubItems[m.id] = true
	}
}
