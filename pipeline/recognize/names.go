package recognize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"huizong/schema"
)

// Names finds the units of a roster in text. Build it once, use it for all
// documents; it is read-only.
type Names struct {
	roster  *schema.Roster
	byName  map[string][]named // plain names, aliases and stems
	byCode  map[string]int     // nine digits, and six of a county; index into the roster
	begins  map[[2]rune]int    // the first two characters of a name → the longest such name, in characters
	likely  [1 << 14]bool      // by a hash of two characters: no name begins with what it does not hold
	parents map[string][]int   // plain parent names and their stems → units
	above   map[int]bool       // units that are parents of others
	room    []named            // that lists of byName are cut from: most hold one
}

// A named is a unit under one of its names.
type named struct {
	unit int
	stem bool // the name without its 乡, 镇, 街道: what is left when it changes
}

// organs are what stands behind the name of a place when its government is
// meant; the longer ones come first.
var organs = []string{"人民政府办事处", "人民政府", "街道办事处", "镇政府", "乡政府", "政府", "办事处", "街道办", "管理委员会", "管委会", "党工委"}

// NewNames indexes names, aliases, former names and codes of a roster.
func NewNames(roster *schema.Roster) *Names {
	units := len(roster.Units)
	n := &Names{roster: roster, byName: make(map[string][]named, 2*units), byCode: make(map[string]int, units), begins: map[[2]rune]int{},
		parents: map[string][]int{}, above: map[int]bool{}, room: make([]named, 0, 2*units)}
	for i := range roster.Units {
		u := &roster.Units[i]
		n.code(u.Code, i)
		parent := fold(u.ParentName) // the country has more names than a memo holds
		n.add(placeName(fold(u.Name), parent), i)
		for _, name := range u.Aliases {
			n.add(placeName(fold(name), parent), i)
		}
		if parent != "" {
			n.parents[parent] = append(n.parents[parent], i)
		}
	}
	for i := range roster.Units {
		if p, ok := n.byCode[roster.Units[i].ParentCode]; ok && p != i {
			n.above[p] = true
		}
	}
	return n
}

// code indexes a code, and what else stands for it: a county has six digits,
// or nine that end in 000; twelve digits end in 000 once more.
func (n *Names) code(code string, i int) {
	n.byCode[code] = i
	if len(code) == 6 {
		n.byCode[code+"000"] = i
	}
	if short, ok := strings.CutSuffix(code, "000"); ok && len(code) == 9 {
		n.byCode[short] = i
	}
}

// placeName is the name without its county before it and its organ behind it:
// 淮安市洪泽区人民政府 is 洪泽区.
func placeName(p, parent string) string {
	short := strings.TrimPrefix(p, parent)
	if utf8.RuneCountInString(short) >= 2 {
		p = short
	}
	for _, o := range organs {
		if cut, ok := strings.CutSuffix(p, o); ok && utf8.RuneCountInString(cut) >= 2 {
			if strings.HasPrefix(o, "街道") {
				cut += "街道"
			} else if o == "镇政府" || o == "乡政府" {
				cut += o[:len("镇")]
			}
			p = cut
			break
		}
	}
	for _, level := range []string{"省", "自治区", "市"} {
		if _, behind, ok := strings.Cut(p, level); ok && utf8.RuneCountInString(behind) >= 2 && isPlace(behind) {
			p = behind
		}
	}
	return p
}

// isPlace reports whether a name ends as places do.
func isPlace(p string) bool {
	for _, s := range []string{"县", "区", "市", "旗", "镇", "乡", "街道"} {
		if strings.HasSuffix(p, s) && p != s {
			return true
		}
	}
	return false
}

func (n *Names) add(name string, unit int) {
	if utf8.RuneCountInString(name) < 2 {
		return
	}
	n.index(name, named{unit: unit})
	if s := stemOf(name); s != name && utf8.RuneCountInString(s) >= 2 {
		n.index(s, named{unit: unit, stem: true})
	}
}

func (n *Names) index(name string, e named) {
	switch all := n.byName[name]; {
	case all == nil && len(n.room) < cap(n.room):
		n.room = append(n.room, e)
		n.byName[name] = n.room[len(n.room)-1 : len(n.room) : len(n.room)]
	case slices.Contains(all, e):
		return
	default:
		n.byName[name] = append(all, e)
	}
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	k := [2]rune{first, second}
	if length := utf8.RuneCountInString(name); length > n.begins[k] {
		n.begins[k] = length
		n.likely[hashOf(first, second)] = true
	}
}

func hashOf(first, second rune) int { return int(first*31+second) & (1<<14 - 1) }

// stemOf drops the suffix that a unit may change: 乡 becomes 镇 becomes 街道.
func stemOf(p string) string {
	for _, tail := range []string{"街道", "民族乡", "镇", "乡", "地区"} {
		if s, ok := strings.CutSuffix(p, tail); ok {
			return s
		}
	}
	return p
}

// A nameMatch is a place in a plain text that names units of the roster.
type nameMatch struct {
	from, to int // byte offsets
	units    []int
	stem     bool
}

// find lists the names in a plain text from left to right, at each place the
// longest; a whole name goes before a stem.
func (n *Names) find(p string) []nameMatch {
	var out []nameMatch
	var ends []int // of the first one, two, … characters from at
	for at := 0; at < len(p); {
		first, size := utf8.DecodeRuneInString(p[at:])
		second, _ := utf8.DecodeRuneInString(p[at+size:])
		longest := 0
		if n.likely[hashOf(first, second)] {
			longest = n.begins[[2]rune{first, second}]
		}
		if longest == 0 {
			at += size
			continue
		}
		ends = ends[:0]
		for o := range p[at:] {
			if o > 0 {
				ends = append(ends, o)
			}
			if len(ends) == longest {
				break
			}
		}
		if len(ends) < longest {
			ends = append(ends, len(p)-at)
		}
		m, ok := n.longest(p, at, ends)
		if !ok {
			at += size
			continue
		}
		out = append(out, m)
		at = m.to
	}
	return out
}

func (n *Names) longest(p string, at int, ends []int) (nameMatch, bool) {
	for _, stem := range []bool{false, true} {
		for k := len(ends) - 1; k >= 0; k-- {
			m := nameMatch{from: at, to: at + ends[k], stem: stem}
			for _, e := range n.byName[p[at:m.to]] {
				if e.stem == stem {
					m.units = append(m.units, e.unit)
				}
			}
			if len(m.units) > 0 {
				return m, true
			}
		}
	}
	return nameMatch{}, false
}

// codesIn lists the units whose code stands in a text.
func (n *Names) codesIn(p string) []int {
	var out []int
	for at := 0; at < len(p); {
		d := digitRun(p[at:])
		if d == 0 {
			at++
			continue
		}
		code := p[at : at+d]
		if d == 12 {
			code = strings.TrimSuffix(code, "000")
		}
		if u, ok := n.byCode[code]; ok && (len(code) == 9 || len(code) == 6 || code == n.roster.Units[u].Code) && !slices.Contains(out, u) {
			out = append(out, u)
		}
		at += d
	}
	return out
}
