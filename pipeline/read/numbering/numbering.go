// Package numbering writes the labels of automatic numbering ("一、", "（2）")
// as word processors do: ECMA-376 part 1, 17.9, which Word's binary format
// shares.
//
// The one thing to know: a list names a scheme of nine levels, and lists of one
// scheme count on together, unless one says where it starts.
package numbering

import "strings"

// Levels is how many levels a scheme has.
const Levels = 9

// A Level says how the paragraphs of one level are numbered.
type Level struct {
	Format  string // name of ECMA-376 part 1, 17.18.59: "decimal", "chineseCounting"
	Text    string // pattern, %1 standing for the number of the first level: "%1、"
	Suffix  string // what follows the label
	Start   int
	Restart int    // 1-based level whose use starts this one anew, 0 never
	Legal   bool   // all numbers in digits
	Style   string // paragraph style tied to the level, "" if none
}

// A Scheme describes nine levels, and remembers how far it has counted.
type Scheme struct {
	Levels [Levels]Level
	counts [Levels]int // of the paragraph before; uncounted where a level starts anew
}

const uncounted = -1

// NewScheme returns a scheme whose levels start at 1, anew after each use of a
// level above, and say nothing yet.
func NewScheme() *Scheme {
	s := &Scheme{}
	for i := range s.Levels {
		s.Levels[i] = DefaultLevel(i)
		s.counts[i] = uncounted
	}
	return s
}

// DefaultLevel is what a level is unless it says otherwise.
func DefaultLevel(i int) Level { return Level{Start: 1, Restart: i, Suffix: "\t"} }

// LevelOf is the level tied to a style, 0 if none is.
func (s *Scheme) LevelOf(style string) int {
	for i := range s.Levels {
		if style != "" && s.Levels[i].Style == style {
			return i
		}
	}
	return 0
}

// A List is what paragraphs name.
type List struct {
	Scheme *Scheme
	Starts map[int]int    // levels that start anew with this list, and where
	Levels map[int]*Level // levels described anew
	used   bool
}

func (l *List) level(i int) *Level {
	if anew := l.Levels[i]; anew != nil {
		return anew
	}
	return &l.Scheme.Levels[i]
}

// Label counts a paragraph of the list at the level, 0-based, and gives its
// label with what follows it. It is "" for bullets, and where the number's
// format is not known.
func (l *List) Label(at int) string {
	at = min(max(at, 0), Levels-1)
	l.count(at)
	return l.label(at)
}

func (l *List) count(at int) {
	s := l.Scheme
	if !l.used {
		l.used = true
		for i := range l.Starts {
			s.counts[i] = uncounted
		}
	}
	for i := range at + 1 {
		switch {
		case s.counts[i] == uncounted:
			s.counts[i] = l.start(i)
		case i == at:
			s.counts[i]++
		}
	}
	for i := at + 1; i < Levels; i++ {
		if at < l.level(i).Restart {
			s.counts[i] = uncounted
		}
	}
}

func (l *List) start(i int) int {
	if n, ok := l.Starts[i]; ok {
		return n
	}
	return l.level(i).Start
}

// longest bounds a pattern, as it is written out for each paragraph.
const longest = 200

// label writes out the level's pattern: "第%1条" → "第三条".
func (l *List) label(at int) string {
	lv := l.level(at)
	if lv.Format == "bullet" || lv.Text == "" || len(lv.Text) > longest {
		return ""
	}
	var out strings.Builder
	for i := 0; i < len(lv.Text); i++ {
		c := lv.Text[i]
		if c != '%' || i+1 == len(lv.Text) || lv.Text[i+1] < '1' || lv.Text[i+1] > '9' {
			out.WriteByte(c)
			continue
		}
		i++
		of := int(lv.Text[i] - '1')
		format := l.level(of).Format
		if lv.Legal {
			format = "decimal"
		}
		n, ok := Numeral(format, max(l.Scheme.counts[of], 0))
		if !ok {
			return ""
		}
		out.WriteString(n)
	}
	return out.String() + lv.Suffix
}
