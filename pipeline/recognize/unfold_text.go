package recognize

import (
	"strings"
	"unicode"

	"huizong/schema"
)

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
