package recognize

import (
	"strings"
	"unicode"

	"huizong/schema"
)

// A narrow column wraps a label over several lines, and the values stand on any
// of them: at the top, in the middle, at the foot. Written out as text, the words
// before, on and behind the line of the values spell the label, mixed with pieces
// of the group's label in the column beside it. A piece alone may mean another
// row, 2.其他 of 2.其他法律行政法规禁止公开 the last one of （六）, so the whole is
// spelled out, its number included.

// mostSpelled is how many words on each side of a run are looked at, more than a
// label takes even where every character is a word.
const mostSpelled = 40

// A spelling knows the labels of table three by their letters and digits alone.
type spelling struct {
	labels []string // by row
	groups string   // of all groups, parted by blanks
}

var spellingThree = spellThree()

func spellThree() *spelling {
	s := &spelling{labels: make([]string, len(schema.TableThree))}
	groups := []string{letters("三、本年度办理结果")}
	for i, r := range schema.TableThree {
		s.labels[i] = letters(plain(r.Label))
		groups = append(groups, letters(plain(r.Group)))
	}
	s.groups = strings.Join(groups, " ")
	return s
}

// letters drops what is neither a letter nor a digit.
func letters(p string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, p)
}

// spelled is the one row whose whole label the words around run i of a text spell
// out: all words on its line, and as many before and behind as it takes. noRow if
// there is none, or several.
func (p *pairing) spelled(i int) int {
	r := &p.list.runs[i]
	if p.book != bookThree || r.grid || r.own == len(r.label) {
		return noRow
	}
	if p.guesses--; p.guesses < 0 {
		return noRow
	}
	before, own, behind := r.label[:r.own], r.label[r.own:], p.behind(i)
	before = before[max(0, len(before)-mostSpelled):]
	behind = behind[:min(len(behind), mostSpelled)]
	words := make([]string, 0, len(before)+len(own)+len(behind))
	for _, fs := range [][]fragment{before, own, behind} {
		for _, f := range fs {
			words = append(words, letters(f.plain))
		}
	}
	from, to := len(before), len(before)+len(own)
	if len(own) > mostSpelled {
		return noRow
	}
	found := noRow
	for row, label := range spellingThree.labels {
		if p.skip(row) || !spellingThree.spells(words, from, to, label) {
			continue
		}
		if found >= 0 {
			return noRow
		}
		found = row
	}
	return found
}

// spells reports whether words spell a label, beginning at word from or before and
// ending with word to-1 or behind. Only the label's first and last words need be
// among the words; pieces of a group's label may stand between.
func (s *spelling) spells(words []string, from, to int, label string) bool {
	for first := 0; first < to; first++ {
		if w := words[first]; w != "" && strings.HasPrefix(label, w) && s.groupsOnly(words[from:max(from, first)]) && s.goesOn(words[first+1:], to-first-1, label[len(w):]) {
			return true
		}
	}
	return false
}

// goesOn reports whether words spell the rest of a label; at least the first least
// of them must be used, or be pieces of a group's label.
func (s *spelling) goesOn(words []string, least int, rest string) bool {
	if rest == "" {
		return s.groupsOnly(words[:max(0, min(least, len(words)))])
	}
	for k, w := range words {
		if w != "" && strings.HasPrefix(rest, w) && s.goesOn(words[k+1:], least-k-1, rest[len(w):]) {
			return true
		}
		if !s.group(w) {
			return false
		}
	}
	return false
}

// group reports whether a word is a piece of a group's label.
func (s *spelling) group(w string) bool { return w == "" || strings.Contains(s.groups, w) }

func (s *spelling) groupsOnly(words []string) bool {
	for _, w := range words {
		if !s.group(w) {
			return false
		}
	}
	return true
}
