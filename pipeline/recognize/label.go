package recognize

import (
	"strings"
	"unicode/utf8"
)

// A book is what one table's labels are known by.
type book struct {
	words     *lexicon            // words that only one row has; ids below 0 are other words of the table
	exact     map[string]int      // whole labels, bare
	canonical []string            // printed labels, bare, by row
	neutral   string              // label text of the table that names no row, fragments of it included
	header    func(p string) bool // whether a fragment is a column header

	rows   memo[int]
	known  memo[bool]
	hitsIn memo[[]hit]
}

// Rows of no row.
const (
	noRow     = -1
	groupWord = -2 // a group label or another word of the table
)

// bare strips leading ordinals of any kind, 一、 (一) 1. 1、 ), and closing
// punctuation off a plain label.
func bare(p string) string {
	for {
		n := ordinalLength(p)
		if n == 0 {
			break
		}
		p = p[n:]
	}
	return strings.TrimRight(p, "。.:、;,")
}

// unbracketed drops a remark in brackets at the end: 规章(件).
func unbracketed(p string) string {
	if k := strings.LastIndexByte(p, '('); k > 0 && strings.HasSuffix(p, ")") {
		return p[:k]
	}
	return p
}

const chineseNumerals = "一二三四五六七八九十"

// ordinalLength is the length in bytes of one ordinal at the front of a plain
// text, 0 if there is none. A Chinese numeral counts only with a mark behind
// it: 三安全 is no ordinal.
func ordinalLength(p string) int {
	at, open := 0, false
	if strings.HasPrefix(p, "(") {
		at, open = 1, true
	}
	from := at
	if n := digitRun(p[at:]); n > 0 && n <= 2 {
		at += n
	} else {
		for k := 0; k < 3; k++ {
			r, size := utf8.DecodeRuneInString(p[at:])
			if size == 0 || !strings.ContainsRune(chineseNumerals, r) {
				break
			}
			at += size
		}
	}
	digits := at > from
	latin := digits && p[from] < 0x80
	marks := 0
	for at < len(p) && strings.IndexByte(".,:)", p[at]) >= 0 || strings.HasPrefix(p[at:], "、") {
		marks++
		if p[at] >= 0x80 {
			at += len("、") - 1
		}
		at++
	}
	switch {
	case digits && (marks > 0 || latin && !open):
		return at
	case !digits && !open && marks > 0:
		return at
	}
	return 0
}

// row is the row that a whole plain label means by its words or as a whole;
// noRow if it means none or several.
func (b *book) row(p string) int {
	if p == "" {
		return noRow
	}
	return b.rows.of(p, b.findRow)
}

func (b *book) findRow(p string) int {
	found := noRow
	for at := 0; b.words != nil; {
		m, ok := b.words.next(p, at)
		if !ok {
			break
		}
		at = m.to
		if m.id < 0 || m.id == found {
			continue
		}
		if found >= 0 && found != rowOtherHandling {
			return noRow
		}
		found = m.id
	}
	if found >= 0 && found != rowOtherHandling {
		return found
	}
	if row, ok := b.whole(p); ok {
		return row
	}
	return found
}

// whole looks a label up as a whole, behind its ordinals and group label.
func (b *book) whole(p string) (int, bool) {
	s := unbracketed(bare(p))
	if s == "其他" && strings.HasPrefix(p, "(") {
		return noRow, false // （六）其他 is half of another label
	}
	for range 3 {
		if row, ok := b.exact[s]; ok {
			return row, true
		}
		behind := withoutGroup(s)
		if behind == s {
			break
		}
		s = behind
	}
	return noRow, false
}

// withoutGroup cuts a group's label, and the ordinal behind it, off a bare text.
func withoutGroup(s string) string {
	for _, g := range groupLabels {
		if rest, ok := strings.CutPrefix(s, g); ok {
			return bare(rest)
		}
	}
	return s
}

// resembles finds the one row whose printed label a misspelt text resembles by
// at least share percent, and clearly more than any other; noRow if none.
func (b *book) resembles(p string, share int) int {
	s := bare(p)
	if utf8.RuneCountInString(s) < 5 {
		return noRow
	}
	first, second, row := 0, 0, noRow
	mine := pairs(s)
	for i := range b.canonical {
		if b.canonical[i] == "" {
			continue
		}
		if v := similarity(mine, pairs(b.canonical[i])); v > first {
			first, second, row = v, first, i
		} else if v > second {
			second = v
		}
	}
	if first >= share && first-second >= 15 {
		return row
	}
	return noRow
}

// partOf reports whether a text is a piece of the row's printed label.
func (b *book) partOf(p string, row int) bool {
	return row >= 0 && row < len(b.canonical) && strings.Contains(b.canonical[row], p)
}

// knows reports whether a fragment is text of this table: a piece of a label,
// of a header, of a group label.
func (b *book) knows(p string) bool { return b.known.of(p, b.finds) }

func (b *book) finds(p string) bool {
	p = strings.Trim(p, "。.:、;,()\"'")
	if p == "" || utf8.RuneCountInString(p) == 1 || strings.Contains(b.neutral, p) {
		return true
	}
	s := bare(p)
	if s == "" || utf8.RuneCountInString(s) == 1 || strings.Contains(b.neutral, s) {
		return true
	}
	for _, c := range b.canonical {
		if c != "" && strings.Contains(c, s) {
			return true
		}
	}
	return false
}

// pairs lists the pairs of neighbouring characters of a text, sorted by nature
// of the text: short, so that comparing is a plain double loop.
func pairs(s string) [][2]rune {
	r := []rune(s)
	var out [][2]rune
	for i := 0; i+1 < len(r) && i < 64; i++ {
		out = append(out, [2]rune{r[i], r[i+1]})
	}
	return out
}

// similarity is Dice's coefficient of character pairs, in percent.
func similarity(x, y [][2]rune) int {
	if len(x)+len(y) == 0 {
		return 0
	}
	common := 0
	var used [64]bool
	for _, p := range x {
		for k, q := range y {
			if p == q && !used[k] {
				used[k] = true
				common++
				break
			}
		}
	}
	return 200 * common / (len(x) + len(y))
}
