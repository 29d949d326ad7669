package copied

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"huizong/schema"
)

// A plainer makes texts comparable, one after the other in the same memory.
type plainer struct{ out []rune }

// section is the prose of a section without what the form dictates, white space
// and punctuation, all digits one, and the unit's own names taken out: a copy
// with the names changed is a copy. It is good until the next.
func (p *plainer) section(r *schema.Prose, section int) []rune {
	stem := strings.TrimRight(r.UnitName, "乡镇街道")
	p.out = p.out[:0]
	for i := range r.Narrative {
		if r.Narrative[i].Section != section {
			continue
		}
		s := r.Narrative[i].Text
		for _, name := range []string{r.UnitName, stem} {
			if len(name) > len("一") {
				s = strings.ReplaceAll(s, name, "某")
			}
		}
		p.add(s)
	}
	return p.out
}

// official are the words of sentences that the form or the notices dictate: who
// writes them like everybody else has copied nobody. They begin with one of
// 信国统如需.
var official = []string{"信息处理费", "国办公开办函", "统计期限", "统计时限", "如对本报告", "如对本年度报告",
	"需要报告的事项", "需要报告的情况", "需要报告的其他事项", "需要报告的其他情况"}

func beginsOfficial(s string) bool {
	for _, w := range official {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// behindSentence is what follows the sentence that s goes on with.
func behindSentence(s string) string {
	end := strings.IndexAny(s, "。；\n")
	if end < 0 {
		return ""
	}
	return s[end:]
}

// own are the words by which a unit speaks of itself. They begin with one of
// 我本全镇乡街.
var own = []struct {
	word  string
	plain []rune
}{
	{"我镇", []rune("我某")}, {"我乡", []rune("我某")}, {"我街道", []rune("我某")},
	{"本镇", []rune("我某")}, {"本乡", []rune("我某")},
	{"全镇", []rune("全某")}, {"全乡", []rune("全某")}, {"全街道", []rune("全某")},
	{"镇党委", []rune("某党委")}, {"镇政府", []rune("某政府")},
	{"乡党委", []rune("某党委")}, {"乡政府", []rune("某政府")},
	{"街道办事处", []rune("某政府")},
}

// add takes over the letters and digits of a paragraph, but for the sentences
// that have official words.
func (p *plainer) add(s string) {
	sentence := len(p.out) // where the sentence begins
	for s != "" {
		c, width := utf8.DecodeRuneInString(s)
		switch {
		case c == '。' || c == '；' || c == '\n':
			sentence = len(p.out)
		case mayBeOfficial(c) && beginsOfficial(s):
			p.out, s = p.out[:sentence], behindSentence(s)
			continue
		case mayBeOwn(c) && p.addOwn(&s):
			continue
		case isHan(c) || unicode.IsLetter(c):
			p.out = append(p.out, c)
		case unicode.IsDigit(c) && (len(p.out) == 0 || p.out[len(p.out)-1] != '0'):
			p.out = append(p.out, '0')
		}
		s = s[width:]
	}
}

func mayBeOfficial(c rune) bool {
	switch c {
	case '信', '国', '统', '如', '需':
		return true
	}
	return false
}

func mayBeOwn(c rune) bool {
	switch c {
	case '我', '本', '全', '镇', '乡', '街':
		return true
	}
	return false
}

// addOwn takes one of the unit's own words off a text, if it begins with one.
func (p *plainer) addOwn(s *string) bool {
	for i := range own {
		if rest, ok := strings.CutPrefix(*s, own[i].word); ok {
			p.out = append(p.out, own[i].plain...)
			*s = rest
			return true
		}
	}
	return false
}

// isHan is quick for nearly all characters of a report; it knows not all that
// are letters.
func isHan(c rune) bool { return c >= '一' && c <= '龥' }
