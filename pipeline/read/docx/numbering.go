package docx

import "strings"

// Numbering as ECMA-376 part 1, 17.9 tells it: a paragraph names a list (num),
// the list names a scheme (abstractNum), which describes nine levels. Lists of
// one scheme count on together unless one says where it starts.
type numbering struct {
	lists   map[string]*list
	schemes map[string]*scheme
	linked  map[string]*scheme // by the style that stands for it
}

type list struct {
	scheme string
	starts map[int]int    // levels that start anew with this list
	levels map[int]*level // levels described anew
	used   bool
}

type scheme struct {
	levels [levels]level
	link   string      // style that stands for the scheme to be used instead
	counts [levels]int // of the paragraph before; uncounted where a level starts anew
}

const uncounted = -1

const levels = 9

type level struct {
	format  string // numFmt
	text    string // lvlText: "%1、"
	suffix  string // suff, written out
	style   string // paragraph style tied to the level
	start   int
	restart int  // lvlRestart: 1-based level whose use starts this one anew, 0 never
	legal   bool // all numbers in digits
}

func newNumbering() numbering {
	return numbering{lists: map[string]*list{}, schemes: map[string]*scheme{}, linked: map[string]*scheme{}}
}

// readNumbering stands at the root of the numbering part.
func readNumbering(r *reader) error {
	return r.each(func(r *reader) error {
		switch r.word() {
		case "abstractNum":
			id, _ := r.s.Attr("abstractNumId")
			sc := &scheme{}
			for i := range sc.levels {
				sc.counts[i] = uncounted
				sc.levels[i] = level{start: 1, restart: i, suffix: "\t"}
			}
			r.numbering.schemes[id] = sc
			return r.each(func(r *reader) error { return r.inScheme(sc) })
		case "num":
			id, _ := r.s.Attr("numId")
			l := &list{starts: map[int]int{}, levels: map[int]*level{}}
			r.numbering.lists[id] = l
			return r.each(func(r *reader) error { return r.inList(l) })
		}
		return r.s.Skip()
	})
}

func (r *reader) inScheme(sc *scheme) error {
	v, _ := r.s.Attr("val")
	switch r.word() {
	case "lvl":
		return r.readLevel(&sc.levels[r.levelIndex()])
	case "numStyleLink":
		sc.link = v
	case "styleLink":
		r.numbering.linked[v] = sc
	}
	return r.s.Skip()
}

func (r *reader) inList(l *list) error {
	v, _ := r.s.Attr("val")
	switch r.word() {
	case "abstractNumId":
		l.scheme = v
	case "lvlOverride":
		i := r.levelIndex()
		return r.each(func(r *reader) error {
			switch r.word() {
			case "startOverride":
				v, _ := r.s.Attr("val")
				l.starts[i] = number(v, 0, 1<<20)
			case "lvl":
				l.levels[i] = &level{start: 1, restart: i, suffix: "\t"}
				return r.readLevel(l.levels[i])
			}
			return r.s.Skip()
		})
	}
	return r.s.Skip()
}

func (r *reader) levelIndex() int {
	v, _ := r.s.Attr("ilvl")
	return number(v, 0, levels-1)
}

func (r *reader) readLevel(l *level) error {
	return r.each(func(r *reader) error {
		v, _ := r.s.Attr("val")
		switch r.word() {
		case "start":
			l.start = number(v, 0, 1<<20)
		case "numFmt":
			l.format = v
		case "lvlText":
			l.text = v
		case "lvlRestart":
			l.restart = number(v, 0, levels)
		case "pStyle":
			l.style = v
		case "isLgl":
			l.legal = r.flag()
		case "suff":
			l.suffix = map[string]string{"space": " ", "nothing": "", "tab": "\t"}[v]
		}
		return r.s.Skip()
	})
}

// numberLabel counts the paragraph and gives its label with what follows it;
// "" if it has none, or one that is only a bullet.
func (r *reader) numberLabel(p *paragraph) string {
	id, at, by := p.numID, p.level, ""
	if id == "" {
		var of int
		id, of, by = r.styleNumbering(p.style)
		if at < 0 {
			at = of
		}
	}
	l := r.numbering.lists[id]
	if l == nil || id == "0" { // list 0 takes numbering away
		return ""
	}
	sc := r.numbering.follow(l, r)
	if sc == nil {
		return ""
	}
	if at < 0 {
		at = sc.levelOf(by)
	}
	sc.count(at, l)
	return l.label(sc, at)
}

// follow finds the scheme of a list, by way of the style that stands for it.
func (n *numbering) follow(l *list, r *reader) *scheme {
	sc := n.schemes[l.scheme]
	if sc == nil || sc.link == "" {
		return sc
	}
	if linked := n.linked[sc.link]; linked != nil {
		return linked
	}
	if id, _, _ := r.styleNumbering(sc.link); n.lists[id] != nil {
		return n.schemes[n.lists[id].scheme]
	}
	return sc
}

// levelOf is the level tied to a style, 0 if none is.
func (sc *scheme) levelOf(style string) int {
	for i := range sc.levels {
		if style != "" && sc.levels[i].style == style {
			return i
		}
	}
	return 0
}

func (l *list) level(sc *scheme, i int) *level {
	if anew := l.levels[i]; anew != nil {
		return anew
	}
	return &sc.levels[i]
}

// count moves the scheme on by one paragraph at the level.
func (sc *scheme) count(at int, l *list) {
	if !l.used {
		l.used = true
		for i := range l.starts {
			sc.counts[i] = uncounted
		}
	}
	for i := range at + 1 {
		switch {
		case sc.counts[i] == uncounted:
			sc.counts[i] = l.start(sc, i)
		case i == at:
			sc.counts[i]++
		}
	}
	for i := at + 1; i < levels; i++ {
		if at < l.level(sc, i).restart {
			sc.counts[i] = uncounted
		}
	}
}

func (l *list) start(sc *scheme, i int) int {
	if n, ok := l.starts[i]; ok {
		return n
	}
	return l.level(sc, i).start
}

// label writes out the level's pattern: "第%1条" → "第三条".
func (l *list) label(sc *scheme, at int) string {
	lv := l.level(sc, at)
	if lv.format == "bullet" || lv.text == "" {
		return ""
	}
	var out strings.Builder
	for i := 0; i < len(lv.text); i++ {
		c := lv.text[i]
		if c != '%' || i+1 == len(lv.text) || lv.text[i+1] < '1' || lv.text[i+1] > '9' {
			out.WriteByte(c)
			continue
		}
		i++
		of := int(lv.text[i] - '1')
		n, ok := numeral(l.format(sc, of, lv.legal), max(sc.counts[of], 0))
		if !ok {
			return ""
		}
		out.WriteString(n)
	}
	return out.String() + lv.suffix
}

func (l *list) format(sc *scheme, i int, legal bool) string {
	if legal {
		return "decimal"
	}
	return l.level(sc, i).format
}
